"""Name beside a wish for another buddy who is free for it, so that one OK decides both (D7)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.matching import Arrangements, Match, couple, propose
from mailbot.core.people import PersonState, listed
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.free import FIRST_IN_LINE, NAMED, arranged, free, named_beside
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.offering import is_heard_of
from mailbot.flows.open_items import PUT_OFF

# The longest waiting are enough to choose from for one person.
_MOST_CANDIDATES = 500


# The keys of a wish's details, besides who is named: why they fit, and since when that was to be read.
BECAUSE, SHOWN_AT = "because", "shown_at"


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
    # Who has waited long in silence is asked before they are named to anybody (A7).
    heard = [one for one in free(conn, house, now) if is_heard_of(house, one, now)]
    here = sorted(heard, key=lambda one: (one.waiting_since or now, one.id))
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


def reasons_of(asked: Promise) -> tuple[str, ...]:
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
    reasons = ", ".join(reasons_of(asked))
    are = "are" if len(others) > 1 else "is"
    return f"{listed([names[one] for one in others])} {are} free{f': {reasons}' if reasons else ''}"


def candidate(conn: Connection, house: House, asked: Promise, now: datetime) -> str:
    """Name who is free for somebody, as `show_candidate` does, in a list of many."""
    show_candidate(conn, house, asked, now)
    others = people.people_by_id(conn, _others_named(promises.promise_by_id(conn, asked.id)))
    names = known_as_all(conn, house, others.values())
    return f"with {listed([names[one] for one in others])}" if others else "nobody free"


def agreed_to_by(conn: Connection, house: House, case: Case, asked: Promise) -> list[int]:
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
