"""Find somebody a new buddy: a wish with a candidate named beside it, so that one OK decides both (D7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.people import (
    Partnership,
    PartnershipState,
    Person,
    PersonState,
    listed,
    still_here,
)
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import pairs
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.candidates import agreed_to_by, name_candidates, reasons_of, show_candidate
from mailbot.flows.case import Case
from mailbot.flows.free import named_beside
from mailbot.flows.house import House
from mailbot.flows.interrupting import interrupt
from mailbot.flows.matching import match_everybody_free
from mailbot.flows.names import known_as, known_as_all
from mailbot.flows.writing import Letter, queue


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
    agreed_to = agreed_to_by(conn, house, case, asked)
    promises.close_promise(conn, asked.id, case.now, case.by, "agreed")
    if pair is None and not (agreed_to and person.state is PersonState.WAITING):
        return f"{person.name} has no buddy at the moment and is first in line"
    others = _end(conn, house, case, pair, person) if pair is not None else []
    pairs.first_in_line(conn, house, case, person)
    if agreed_to:
        _introduce(conn, house, case, agreed_to, asked)
    match_everybody_free(conn, house, case)
    for other in others:
        _tell_who_waits(conn, house, case, other.id, person, trio=len(still_here(others)) > 1)
    now = partnerships.current_partnership(conn, person.id)
    if now is None:
        return f"{person.name} is first in line; nobody is free yet"
    names = _others_in(conn, house, now, person)
    if now.state is PartnershipState.PROPOSED:
        return f"{person.name} can have a new buddy, {names}: the pair waits for your OK"
    return f"{person.name} is introduced to {names} next"


def _end(
    conn: Connection, house: House, case: Case, pair: Partnership, person: Person
) -> list[Person]:
    """End the pair or trio of somebody who moves on, and give the others of it."""
    others = [people.person_by_id(conn, one) for one in pair.members if one != person.id]
    partnerships.ask_for_change(conn, pair.id, person.id)
    pairs.end_pair(conn, house, case, pair, "a new buddy was asked for")
    for other in others:
        _part(conn, house, case, other, person)
    return others


def _others_in(conn: Connection, house: House, pair: Partnership, person: Person) -> str:
    others = people.people_by_id(conn, [one for one in pair.members if one != person.id])
    names = known_as_all(conn, house, others.values())
    return listed([names[one] for one in others])


def _introduce(
    conn: Connection, house: House, case: Case, members: Sequence[int], asked: Promise
) -> None:
    """Introduce those whom a coordinator has agreed to by name."""
    reasons = reasons_of(promises.promise_by_id(conn, asked.id))
    made = partnerships.add_partnership(
        conn, house.scheme_id, list(members), PartnershipState.PROPOSED, case.now, reasons
    )
    pairs.introduce(conn, house, case, made, again=True)


def _part(conn: Connection, house: House, case: Case, other: Person, moved: Person) -> None:
    """Tell the one who stays behind without a word of blame; who is quiet rests, others wait."""
    if other.state is PersonState.LEFT:
        return
    if not _is_quiet(conn, other, case.now):
        people.change_person(conn, other.id, quiet_since=None)
        pairs.first_in_line(conn, house, case, other)
        return
    people.change_person(
        conn,
        other.id,
        state=PersonState.PAUSED,
        paused_until=None,
        quiet_since=other.quiet_since or case.now,
    )
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


def _is_quiet(conn: Connection, person: Person, now: datetime) -> bool:
    """Say whether nothing reaches somebody, or they were asked since their last word and had time to answer.

    That a buddy feels left alone is not enough: nobody's place is paused unasked (law 9).
    """
    if not person.takes_mail or person.quiet_since is None:
        return not person.takes_mail
    since = person.last_sign_at or person.quiet_since
    return outbox.has_got(conn, person.id, ASKS, since, now - TIME_TO_ANSWER)


TIME_TO_ANSWER = timedelta(days=1)
# The mails that somebody who is there would have answered.
ASKS = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23, MailId.P24})


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
