"""Agree a day: put the answers of a pair or trio together, tell them the day, open what is due on it."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from mailbot.core.agreeing import common_day, days_for, nearest_days
from mailbot.core.mails import MailId
from mailbot.core.people import Person, listed
from mailbot.edges.db import outbox, tasks
from mailbot.edges.db.tasks import Stage
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import open_offer
from mailbot.flows.stages.group import Group, end_quietly, following_stage, goes_on_at
from mailbot.flows.stages.opening import announce, owe
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.telling import of_pair, week_asked_about
from mailbot.flows.writing import Letter, queue
from mailbot.translate.phrases import day as in_words

AGREES = ("yes",)


def go_on(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Settle on the day that suits everybody, or on each one's own that lies nearest (C8).

    Who has not answered goes along with the others' day. Answers may change: then the day moves.
    """
    week = week_asked_about(conn, house, group.round_id)
    today = house.hours.today(case.now)
    possible: dict[int, tuple[date, ...]] = {}
    for part in group.came:
        open_days = tuple(one for one in days_for(part.said, week) if one > today)
        if open_days:
            possible[part.person] = open_days
    if not possible:
        return
    agreed = common_day(possible)
    nearest = nearest_days(possible)
    first = min(nearest.values())
    chosen = {one.id: agreed or nearest.get(one.id, first) for one in group.members}
    end_quietly(conn, house, case, group.work)
    if _open_what_is_due(conn, house, case, group, chosen):
        _tell(conn, house, case, group, agreed, chosen, possible)


def _open_what_is_due(
    conn: Connection, house: House, case: Case, group: Group, chosen: Mapping[int, date]
) -> bool:
    """Let each owe the next stage from their own day on; False where nothing has changed."""
    following = following_stage(conn, house, group)
    if following is None:
        return True
    theirs = tasks.assignments_of_round(conn, group.round_id, group.pair.members)
    there = {one.person_id: one for one in theirs if one.stage == following.name}
    changed = False
    for person in group.members:
        day = chosen[person.id]
        if person.id not in there:
            _open(conn, house, case, group, person, following, day)
            changed = True
        elif (
            case.incoming is not None
            and there[person.id].is_open
            and house.hours.today(there[person.id].opened_at) != day
        ):
            _move(conn, house, case, there[person.id].id, group, following, day)
            changed = True
    return changed


def _open(
    conn: Connection,
    house: House,
    case: Case,
    group: Group,
    person: Person,
    following: Stage,
    day: date,
) -> None:
    begins = house.hours.at(day, house.hours.opens)
    due = house.hours.deadline_on(day + _window(house, group, following))
    owed = owe(conn, house, person, group.pair, following.id, begins, due)
    announce(conn, house, case, tasks.assignment_by_id(conn, owed), begins)


def _window(house: House, group: Group, following: Stage) -> timedelta:
    return timedelta(days=house.task(group.task).stage(following.name).window_days)


def _move(
    conn: Connection,
    house: House,
    case: Case,
    assignment_id: int,
    group: Group,
    following: Stage,
    day: date,
) -> None:
    begins = house.hours.at(day, house.hours.opens)
    due = house.hours.deadline_on(day + _window(house, group, following))
    outbox.withdraw_queued(
        conn, house.scheme_id, "the day moved", mails=("P10", "P18"), assignment_id=assignment_id
    )
    tasks.change_assignment(conn, assignment_id, opened_at=begins, due_at=due, nudges=[])
    moved = tasks.assignment_by_id(conn, assignment_id)
    tasks.change_assignment(conn, assignment_id, next_look_at=first_look(conn, house, moved))
    announce(conn, house, case, moved, begins)


def _tell(
    conn: Connection,
    house: House,
    case: Case,
    group: Group,
    agreed: date | None,
    chosen: Mapping[int, date],
    possible: Mapping[int, tuple[date, ...]],
) -> None:
    following = following_stage(conn, house, group)
    diaries = () if following is None else of_pair(conn, group.round_id, following.name, group.pair)
    owed = {one.person_id: one.id for one in diaries}
    offers = [f"{group.name(one)} can do {_some(days)}" for one, days in possible.items()]
    for person in group.members:
        others = [group.name(one) for one in group.pair.members if one != person.id]
        asked = None if agreed is not None else _ask(conn, house, case, person)
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P18,
                "a day is agreed" if agreed is not None else "no day suits everybody",
                to=(person,),
                values={
                    "agreed": agreed,
                    "offers": offers,
                    "own": chosen[person.id],
                    "buddy": listed(others),
                },
                not_before=goes_on_at(case),
                received_id=case.received_id,
                assignment_id=owed.get(person.id),
                stage_id=group.stage_id,
                promise_id=asked,
                offers=AGREES if asked is not None else (),
            ),
        )


def _some(days: tuple[date, ...]) -> str:
    return " or ".join(in_words(one) for one in sorted(days)[:3])


def _ask(conn: Connection, house: House, case: Case, person: Person) -> int:
    """Let FINE be an answer: it changes nothing, for each keeps their own day."""
    return open_offer(
        conn, house, case.now, person.id, MailId.P18, "is each one's own day fine?", AGREES
    ).id
