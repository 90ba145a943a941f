"""What can be seen of a scheme without changing it, as plain values: people, pairs, who waits, who is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.people import Partnership, PartnershipState, Person, PersonState
from mailbot.edges.db import inbound, outbox, partnerships, people, promises, tasks
from mailbot.flows import open_items, summary
from mailbot.flows.house import House


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """One person; `partners` are names, `owes` counts open assignments."""

    id: int
    name: str
    role: str
    state: str
    addresses: tuple[str, ...]
    specialty: str
    grade: str
    employer: str
    town: str
    partners: tuple[str, ...]
    owes: int
    waiting_since: datetime | None
    paused_until: datetime | None
    away_until: datetime | None
    quiet_since: datetime | None
    last_sign_at: datetime | None
    held: bool


@dataclass(frozen=True, slots=True)
class SeenPair:
    """One pair or trio with why it was made."""

    id: int
    state: str
    members: tuple[str, ...]
    member_ids: tuple[int, ...]
    since: datetime | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenDecision:
    """Something that waits for a coordinator, without a word of what was written."""

    number: int
    kind: str
    person: str
    since: datetime
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenStatus:
    """How a scheme stands: sentences for people, counts for programs."""

    scheme: str
    mode: str
    lines: tuple[str, ...]
    people: dict[str, int]
    pairs: int
    proposed: int
    owed: int
    late: int
    decisions: tuple[SeenDecision, ...]
    mail_in: dict[str, int]
    mail_out: dict[str, int]
    nightly_done_for: str


def everybody(conn: Connection, house: House, *states: PersonState) -> tuple[SeenPerson, ...]:
    """Give everybody in some states, or all there are, by name."""
    found = people.people_in_state(conn, house.scheme_id, *(states or PersonState))
    together = _groups(conn, house)
    names = {
        one.id: one.name for one in people.people_in_state(conn, house.scheme_id, *PersonState)
    }
    owes: dict[int, int] = {}
    for one in tasks.all_owed(conn, house.scheme_id):
        owes[one.person_id] = owes.get(one.person_id, 0) + 1
    seen = [_seen_person(one, together, names, owes) for one in found]
    return tuple(sorted(seen, key=lambda one: (one.name.casefold(), one.id)))


def _groups(conn: Connection, house: House) -> dict[int, Partnership]:
    current = pairs(conn, house)
    return {one: pair for pair in current for one in pair.members}


def pairs(conn: Connection, house: House) -> tuple[Partnership, ...]:
    """Give the pairs and trios at work, then the proposed ones."""
    states = (PartnershipState.ACTIVE, PartnershipState.PROPOSED)
    return tuple(
        pair
        for state in states
        for pair in partnerships.partnerships_in_state(conn, house.scheme_id, state)
    )


def _seen_person(
    one: Person,
    together: Mapping[int, Partnership],
    names: Mapping[int, str],
    owes: Mapping[int, int],
) -> SeenPerson:
    pair = together.get(one.id)
    others = () if pair is None else tuple(names[id_] for id_ in pair.members if id_ != one.id)
    return SeenPerson(
        id=one.id,
        name=one.name,
        role=one.role.value,
        state=one.state.value,
        addresses=one.addresses,
        specialty=one.specialty,
        grade=one.grade,
        employer=one.employer,
        town=one.town,
        partners=others,
        owes=owes.get(one.id, 0),
        waiting_since=one.waiting_since,
        paused_until=one.paused_until,
        away_until=one.away_until,
        quiet_since=one.quiet_since,
        last_sign_at=one.last_sign_at,
        held=one.held,
    )


def waiting(conn: Connection, house: House) -> tuple[SeenPerson, ...]:
    """Give who waits for a buddy, the longest waiting first."""
    order = {
        one.id: place
        for place, one in enumerate(
            people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
        )
    }
    found = everybody(conn, house, PersonState.WAITING)
    return tuple(sorted(found, key=lambda one: order[one.id]))


def seen_pairs(conn: Connection, house: House) -> tuple[SeenPair, ...]:
    """Give every pair and trio at work or proposed, with names."""
    found = pairs(conn, house)
    who = people.people_by_id(conn, {one for pair in found for one in pair.members})
    return tuple(
        SeenPair(
            pair.id,
            pair.state.value,
            tuple(who[one].name for one in pair.members),
            pair.members,
            pair.since,
            pair.reasons,
        )
        for pair in found
    )


def status(conn: Connection, house: House, now: datetime) -> SeenStatus:
    """Give how the scheme stands."""
    counts: dict[str, int] = {}
    for (state, _), number in people.count_by_state(conn, house.scheme_id).items():
        counts[state] = counts.get(state, 0) + number
    owed = tasks.all_owed(conn, house.scheme_id)
    together = pairs(conn, house)
    active = sum(one.state is PartnershipState.ACTIVE for one in together)
    return SeenStatus(
        scheme=house.scheme.address,
        mode=house.scheme.mode.value,
        lines=tuple(summary.status_lines(conn, house, now)),
        people=counts,
        pairs=active,
        proposed=len(together) - active,
        owed=len(owed),
        late=sum(one.due_at < now for one in owed),
        decisions=_decisions(conn, open_items.open_decisions(conn, house, now)),
        mail_in=outcomes(conn, house),
        mail_out=outbox.count_by_state(conn, house.scheme_id),
        nightly_done_for=people.nightly_done_for(conn, house.scheme_id),
    )


def _decisions(
    conn: Connection, waiting_ones: Iterable[promises.Promise]
) -> tuple[SeenDecision, ...]:
    found = list(waiting_ones)
    who = people.people_by_id(conn, {one.person_id for one in found if one.person_id is not None})
    return tuple(
        SeenDecision(
            one.number,
            one.kind,
            "" if one.person_id is None else who[one.person_id].name,
            one.opened_at,
            one.options,
        )
        for one in found
    )


def outcomes(conn: Connection, house: House) -> dict[str, int]:
    """Count mails by their outcome; "waiting" are those that have none yet."""
    counted = inbound.count_outcomes(conn, house.scheme_id)
    return {outcome or "waiting": number for outcome, number in sorted(counted.items())}
