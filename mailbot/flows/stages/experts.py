"""Bring a pair or trio together with an expert: suggest one, invite, introduce, thank (C13)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.experts import why
from mailbot.core.mails import MailId
from mailbot.core.people import Person, listed
from mailbot.core.tasks import StageKind
from mailbot.edges.db import partnerships, people, promises, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.edges.db.submissions import Submission
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import open_offer
from mailbot.flows.ordering import trust
from mailbot.flows.stages.free_experts import free_expert, invitations
from mailbot.flows.stages.group import Group
from mailbot.flows.stages.opening import owe
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.telling import of_pair, stage_values, thread_of_meeting
from mailbot.flows.writing import Letter, queue

DAYS_TO_ANSWER = 7
DAYS_TO_MEET = 21
YES_OR_NO = ("yes", "no")


def suggest(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Put an expert for a pair or trio before the coordinators, once."""
    asked = _asked_before(conn, house, group.round_id, group.pair.id)
    if not asked:
        suggest_for(conn, house, case, group.round_id, group.pair.id, ())


def _asked_before(
    conn: Connection, house: House, round_id: int, pair_id: int
) -> tuple[Promise, ...]:
    return tuple(
        one
        for one in promises.of_kind(conn, house.scheme_id, do.Matter.EXPERT.value)
        if one.partnership_id == pair_id and one.details.get("round_id") == round_id
    )


def suggest_for(
    conn: Connection,
    house: House,
    case: Case,
    round_id: int,
    pair_id: int,
    tried: tuple[int, ...],
) -> None:
    pair = partnerships.partnership_by_id(conn, pair_id)
    members = people.people_by_id(conn, pair.members)
    names = listed([members[one].first_name for one in pair.members])
    found = free_expert(conn, house, tried, [members[one] for one in pair.members])
    if found is None:
        title = f"{names} have their shared list in, and no expert is free: who could meet them?"
        options: tuple[str, ...] = ("done", "later")
    else:
        title = f"{names} have their shared list in. Ask {found.person.name} ({why(found)}) to meet them?"
        options = ("ok", "no")
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.EXPERT,
        title,
        options,
        partnership=pair_id,
        details={
            "round_id": round_id,
            "expert": found.person.id if found is not None else 0,
            "tried": list(tried),
        },
    )
    if found is not None and trust.is_trusted(conn, house, MailId.X02):
        promises.close_promise(conn, asked.id, case.now, case.by, trust.UNASKED)
        _invite(conn, house, case, asked, found.person.id)


def decided(conn: Connection, house: House, case: Case, asked: Promise, *, ask: bool) -> str:
    """Do what a coordinator decided about an expert, and say it in words."""
    promises.close_promise(conn, asked.id, case.now, case.by, "ok" if ask else "no")
    expert = int(str(asked.details.get("expert", 0)))
    if not expert or asked.partnership_id is None:
        return "closed."
    if not ask:
        _next_expert(conn, house, case, asked, expert)
        return "not asked; the next suggestion is in the digest."
    _invite(conn, house, case, asked, expert)
    return f"{people.person_by_id(conn, expert).name} is asked next."


def _next_expert(conn: Connection, house: House, case: Case, asked: Promise, expert: int) -> None:
    tried = asked.details.get("tried")
    before = tuple(int(str(one)) for one in tried) if isinstance(tried, list) else ()
    assert asked.partnership_id is not None, "an expert is asked for a pair"
    round_id = int(str(asked.details["round_id"]))
    suggest_for(conn, house, case, round_id, asked.partnership_id, (*before, expert))


def _invite(conn: Connection, house: House, case: Case, asked: Promise, expert: int) -> None:
    """Send an expert the list and the names, and wait a week for a yes or no (X02)."""
    offer = open_offer(
        conn,
        house,
        case.now,
        expert,
        MailId.X02,
        "will the expert meet the pair?",
        YES_OR_NO,
        about=asked.details,
        until=house.hours.nudge_on(house.hours.today(case.now) + timedelta(days=DAYS_TO_ANSWER)),
        partnership_id=asked.partnership_id,
    )
    _write_to(conn, house, case, offer, again=False)


def _write_to(conn: Connection, house: House, case: Case, offer: Promise, *, again: bool) -> None:
    assert offer.person_id is not None, "an invitation goes to somebody"
    names, words = _list_of(conn, house, offer)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.X02,
            "a coordinator agreed to ask this expert",
            to=(people.person_by_id(conn, offer.person_id),),
            values={
                "names": names,
                "words": "" if words is None else words.text,
                "by": house.hours.local(_meet_by(house, offer.opened_at)),
                "again": again,
            },
            promise_id=offer.id,
            offers=YES_OR_NO,
            thread=f"expert:{offer.id}",
            approved=True,
            in_reply=False,
            files=pictures_of(conn, [(listed(names), words)]),
        ),
    )


def _meet_by(house: House, asked_at: datetime) -> datetime:
    return house.hours.deadline_on(house.hours.today(asked_at) + timedelta(days=DAYS_TO_MEET))


def _list_of(conn: Connection, house: House, offer: Promise) -> tuple[list[str], Submission | None]:
    """Give the names of a pair and the list that they agreed on, the first in where there are two."""
    assert offer.partnership_id is not None, "an invitation is about a pair"
    pair = partnerships.partnership_by_id(conn, offer.partnership_id)
    members = people.people_by_id(conn, pair.members)
    round_id = int(str(offer.details["round_id"]))
    found = [
        words
        for one in tasks.assignments_of_round(conn, round_id, pair.members)
        if one.kind is StageKind.JOINT
        and (words := submissions.standing_submission(conn, one.id)) is not None
    ]
    first = min(found, key=lambda one: one.id, default=None)
    return [members[one].name for one in pair.members], first


def answered(conn: Connection, house: House, case: Case, offer: Promise, option: str) -> None:
    """Introduce the expert who said yes (P32), or suggest the next one after a no."""
    assert offer.partnership_id is not None, "an invitation is about a pair"
    assert offer.person_id is not None, "an invitation goes to somebody"
    if option != "yes":
        _thank(conn, house, case, offer, met=False)
        _next_expert(conn, house, case, offer, offer.person_id)
        return
    pair = partnerships.partnership_by_id(conn, offer.partnership_id)
    round_id = int(str(offer.details["round_id"]))
    stage = next(
        (one for one in tasks.stages_of(conn, round_id) if one.kind is StageKind.EXPERT), None
    )
    members = [one for one in people.people_by_id(conn, pair.members).values() if one.takes_mail]
    if stage is None or not members:
        return
    due = _meet_by(house, offer.opened_at)
    there = {one.person_id for one in of_pair(conn, round_id, stage.name, pair)}
    owed = [
        owe(conn, house, one, pair, stage.id, house.hours.next_open(case.now), due)
        for one in members
        if one.id not in there
    ]
    if owed:
        _introduce(conn, house, case, offer, members, owed[0])


def _introduce(
    conn: Connection,
    house: House,
    case: Case,
    offer: Promise,
    members: list[Person],
    assignment_id: int,
) -> None:
    assignment = tasks.assignment_by_id(conn, assignment_id)
    expert = people.person_by_id(conn, offer.person_id or 0)
    pair = partnerships.partnership_by_id(conn, offer.partnership_id or 0)
    _, words = _list_of(conn, house, offer)
    values = stage_values(conn, house, members[0], pair, assignment)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P32,
            "the expert said yes",
            to=(*members, expert),
            values=values
            | {
                "expert": expert.name,
                "names": [one.first_name for one in members],
                "intros": [f"{one.name} ({one.address})" for one in (*members, expert)],
                "words": "" if words is None else words.text,
            },
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            partnership_id=pair.id,
            thread=thread_of_meeting(assignment.stage_id, pair.id),
            approved=True,
            in_reply=False,
            once_key=f"P32:{offer.id}",
        ),
    )


def thank(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Thank the expert whom a pair or trio has met (X03), once."""
    for offer in invitations(conn, house):
        mine = offer.partnership_id == group.pair.id and offer.outcome == "yes"
        if mine and offer.details.get("round_id") == group.round_id:
            _thank(conn, house, case, offer, met=True)


def _thank(conn: Connection, house: House, case: Case, offer: Promise, *, met: bool) -> None:
    names, _ = _list_of(conn, house, offer)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.X03,
            "the expert met the pair" if met else "the expert could not this time",
            to=(people.person_by_id(conn, offer.person_id or 0),),
            values={"names": names, "met": met},
            thread=f"expert:{offer.id}",
            in_reply=False,
            once_key=f"X03:{offer.id}",
        ),
    )


def look_at_invitation(conn: Connection, house: House, case: Case, offer: Promise) -> None:
    """After a week ask a silent expert once more; after another, suggest the next (C13)."""
    if offer.state != "open" or offer.person_id is None:
        return
    again = house.hours.nudge_on(house.hours.today(case.now) + timedelta(days=DAYS_TO_ANSWER))
    if case.now < offer.opened_at + timedelta(days=2 * DAYS_TO_ANSWER - 1):
        promises.change_promise(conn, offer.id, next_look_at=again)
        _write_to(conn, house, case, offer, again=True)
        return
    promises.close_promise(conn, offer.id, case.now, case.by, "no answer", kept=False)
    _next_expert(conn, house, case, offer, offer.person_id)
