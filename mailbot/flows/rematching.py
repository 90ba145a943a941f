"""Find somebody a new buddy: a wish with a candidate named beside it, so that one OK decides both (D7)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.matching import Arrangements, Match, couple, propose
from mailbot.core.people import Partnership, PartnershipState, Person, PersonState, listed
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import pairs
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.free import FIRST_IN_LINE, NAMED, arranged, free, named_beside
from mailbot.flows.house import House
from mailbot.flows.interrupting import interrupt
from mailbot.flows.names import known_as, known_as_all
from mailbot.flows.open_items import PUT_OFF
from mailbot.flows.writing import Letter, queue

# The keys of a wish's details, besides who is named: why they fit, and since when that was to be read.
BECAUSE, SHOWN_AT = "because", "shown_at"
# The longest waiting are enough to choose from for one person.
_MOST_CANDIDATES = 500


def name_candidates(conn: Connection, house: House, now: datetime) -> None:
    """Name beside each open wish for another buddy whom they would be introduced to; a name stands while it can.

    Whoever is named is kept for that wish until it is decided or put off (`free` leaves them out).
    """
    wishes = promises.open_promises(conn, house.scheme_id, Matter.REMATCH.value)
    if not wishes:
        return
    known = arranged(conn, house.scheme_id)
    taken = partnerships.in_a_group(conn, house.scheme_id)
    today = house.hours.today(now).isoformat()
    unnamed: list[Promise] = []
    for one in wishes:
        put_off = str(one.details.get(PUT_OFF) or "") > today
        if put_off or not _still_stands(conn, one, known, taken):
            _name(conn, one, None)
            unnamed += [] if put_off or one.person_id is None else [one]
    if unnamed:
        _name_all(conn, house, now, unnamed, known)


def _name_all(
    conn: Connection, house: House, now: datetime, unnamed: Sequence[Promise], known: Arrangements
) -> None:
    groups = {one.id: partnerships.current_partnership(conn, one.person_id or 0) for one in unnamed}
    parting = {
        couple(one.person_id or 0, other)
        for one in unnamed
        if (group := groups[one.id]) is not None
        for other in group.members
        if other != one.person_id
    }
    wishing = people.people_by_id(conn, [one.person_id or 0 for one in unnamed])
    first = [replace(one, waiting_since=now - FIRST_IN_LINE) for one in wishing.values()]
    here = sorted(free(conn, house, now), key=lambda one: (one.waiting_since or now, one.id))
    known = replace(known, never=known.never | parting)
    found = propose(
        [*first, *here[:_MOST_CANDIDATES]], known, house.matching, now, house.solve
    ).matches
    for one in unnamed:
        match = next((m for m in found if one.person_id in {who.id for who in m.members}), None)
        if match is not None and sum(who.id in wishing for who in match.members) == 1:
            _name(conn, one, match)


def _still_stands(
    conn: Connection, asked: Promise, known: Arrangements, taken: Collection[int]
) -> bool:
    """Say whether somebody is named, and everybody named is as free as they were."""
    others = _others_named(asked)
    found = people.people_by_id(conn, others)
    return bool(others) and all(
        one in found
        and found[one].state is PersonState.WAITING
        and found[one].takes_mail
        and one not in taken
        and couple(one, asked.person_id or 0) not in known.never
        for one in others
    )


def _others_named(asked: Promise) -> list[int]:
    return [one for one in named_beside(asked) if one != asked.person_id]


def _reasons(asked: Promise) -> tuple[str, ...]:
    found = asked.details.get(BECAUSE)
    return tuple(map(str, found)) if isinstance(found, list) else ()


def _name(conn: Connection, asked: Promise, match: Match | None) -> None:
    gone = {NAMED, BECAUSE, SHOWN_AT}
    kept = {key: value for key, value in asked.details.items() if key not in gone}
    if match is not None:
        kept |= {NAMED: [one.id for one in match.members], BECAUSE: list(match.reasons)}
    promises.change_promise(conn, asked.id, details=kept)


def show_candidate(conn: Connection, house: House, asked: Promise, now: datetime) -> str:
    """Say in a few words who is free for somebody, and keep that coordinators have it before them."""
    asked = promises.promise_by_id(conn, asked.id)
    others = people.people_by_id(conn, _others_named(asked))
    if not others:
        return "Nobody is free at the moment"
    if SHOWN_AT not in asked.details:
        details = {**asked.details, SHOWN_AT: now.isoformat()}
        promises.change_promise(conn, asked.id, details=details)
    names = known_as_all(conn, house, others.values())
    reasons = ", ".join(_reasons(asked))
    are = "are" if len(others) > 1 else "is"
    return f"{listed([names[one] for one in others])} {are} free{f': {reasons}' if reasons else ''}"


def candidate(conn: Connection, house: House, asked: Promise, now: datetime) -> str:
    """Name who is free for somebody, as `show_candidate` does, in a list of many."""
    show_candidate(conn, house, asked, now)
    others = people.people_by_id(conn, _others_named(promises.promise_by_id(conn, asked.id)))
    names = known_as_all(conn, house, others.values())
    return f"with {listed([names[one] for one in others])}" if others else "nobody free"


def _agreed_to(conn: Connection, house: House, case: Case, asked: Promise) -> list[int]:
    """Give who was named in the mail that is answered, where they can still be introduced; else nobody.

    An answer to a mail from before somebody was named says nothing about them.
    """
    asked = promises.promise_by_id(conn, asked.id)
    shown_at = str(asked.details.get(SHOWN_AT) or "")
    above = case.incoming.references if case.incoming is not None else ()
    answered = outbox.outgoing_by_message_ids(conn, house.scheme_id, above).values()
    seen = shown_at and any(one.queued_at >= datetime.fromisoformat(shown_at) for one in answered)
    if not seen:
        return []
    known = arranged(conn, house.scheme_id)
    taken = partnerships.in_a_group(conn, house.scheme_id)
    return named_beside(asked) if _still_stands(conn, asked, known, taken) else []


def wish_rematch(
    conn: Connection, house: House, case: Case, person: Person, why: str
) -> Promise | None:
    """Look for somebody's new buddy: a decision for the coordinators, or done at once in mode "auto"."""
    pair = partnerships.current_partnership(conn, person.id)
    if pair is None:
        people.change_person(
            conn,
            person.id,
            state=PersonState.WAITING,
            waiting_since=person.waiting_since or case.now,
        )
        return None
    asked = put_before_coordinators(
        conn,
        house,
        case,
        Matter.REMATCH,
        f"{known_as(conn, house, person)} {why}",
        ("ok", "no", "wait"),
        person=person.id,
        partnership=pair.id,
    )
    if house.scheme.mode is Mode.AUTO:
        rematch(conn, house, case, asked)
        return asked
    name_candidates(conn, house, case.now)
    found = show_candidate(conn, house, asked, case.now)
    named = bool(named_beside(promises.promise_by_id(conn, asked.id)))
    interrupt(
        conn,
        house,
        case,
        asked,
        f"{person.first_name} waits for a new buddy: OK?",
        f"{known_as(conn, house, person)} {why}. {found}.",
        (
            "ok: I introduce them" if named else "ok: I look for a new buddy",
            "no: the pair stays",
            "wait: ask me again",
        ),
    )
    return asked


def drop_wish(conn: Connection, house: House, case: Case, person_id: int, why: str) -> None:
    """Look for nobody any more for somebody: who was named beside their wish is free again."""
    for one in promises.open_promises(conn, house.scheme_id, Matter.REMATCH.value, person_id):
        promises.close_promise(conn, one.id, case.now, case.by, why, kept=False)


def rematch(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    """End the pair that does not work, free who waits, pause who is quiet, and find a new match."""
    if asked.person_id is None:
        return "nobody to find a buddy for"
    person = people.person_by_id(conn, asked.person_id)
    pair = partnerships.current_partnership(conn, person.id)
    agreed_to = _agreed_to(conn, house, case, asked)
    promises.close_promise(conn, asked.id, case.now, case.by, "agreed")
    if pair is None:
        return f"{person.name} has no buddy at the moment and is first in line"
    others = [people.person_by_id(conn, one) for one in pair.members if one != person.id]
    partnerships.ask_for_change(conn, pair.id, person.id)
    pairs.end_pair(conn, house, case, pair, "a new buddy was asked for")
    for other in others:
        _part(conn, house, case, other, person)
    pairs.first_in_line(conn, house, case, person)
    if agreed_to:
        _introduce(conn, house, case, agreed_to, asked)
    pairs.match_everybody_free(conn, house, case)
    for other in others:
        _tell_who_waits(conn, house, case, other.id, person, trio=len(others) > 1)
    now = partnerships.current_partnership(conn, person.id)
    if now is None:
        return f"{person.name} is first in line; nobody is free yet"
    names = _others_in(conn, house, now, person)
    if now.state is PartnershipState.PROPOSED:
        return f"{person.name} can have a new buddy, {names}: the pair waits for your OK"
    return f"{person.name} is introduced to {names} next"


def _others_in(conn: Connection, house: House, pair: Partnership, person: Person) -> str:
    others = people.people_by_id(conn, [one for one in pair.members if one != person.id])
    names = known_as_all(conn, house, others.values())
    return listed([names[one] for one in others])


def _introduce(
    conn: Connection, house: House, case: Case, members: Sequence[int], asked: Promise
) -> None:
    """Introduce those whom a coordinator has agreed to by name."""
    reasons = _reasons(promises.promise_by_id(conn, asked.id))
    made = partnerships.add_partnership(
        conn, house.scheme_id, list(members), PartnershipState.PROPOSED, case.now, reasons
    )
    pairs.introduce(conn, house, case, made, again=True)


def _part(conn: Connection, house: House, case: Case, other: Person, moved: Person) -> None:
    """Tell the one who stays behind without a word of blame; who is quiet rests, others wait."""
    if other.state is PersonState.LEFT:
        return
    quiet = other.quiet_since is not None or not other.takes_mail
    if not quiet:
        pairs.first_in_line(conn, house, case, other)
        return
    people.change_person(conn, other.id, state=PersonState.PAUSED, paused_until=None)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P28,
            "the buddy has moved to a new pair",
            to=(other,),
            values={"buddy": moved.first_name},
            approved=True,
            once_key=f"P28:{other.id}:{case.now:%Y-%m-%d}",
        ),
    )


def _tell_who_waits(
    conn: Connection, house: House, case: Case, other_id: int, moved: Person, *, trio: bool
) -> None:
    """Tell whose buddy moves on what becomes of them, and not why (B6); an introduction says it as well."""
    other = people.person_by_id(conn, other_id)
    pair = partnerships.current_partnership(conn, other.id)
    introduced = pair is not None and pair.state is PartnershipState.ACTIVE
    if introduced or other.state is not PersonState.WAITING or moved.state is PersonState.LEFT:
        return
    letter = Letter(
        MailId.P28,
        "the buddy is moving to a new pair",
        to=(other,),
        values={"buddy": moved.first_name, "trio": trio, "waits": True},
        approved=True,
        once_key=f"P28:{other.id}:{case.now:%Y-%m-%d}",
    )
    queue(conn, house, case.now, letter)
