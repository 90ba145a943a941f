"""Carry out what concerns stand-ins: who offers to answer a letter, and whose letter waits for one (C7, D7)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.standing_in import JOINS_BENCH
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, promises, standby, tasks
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.standing_in import find_stand_in
from mailbot.flows.stages.stood_in import had_a_stand_in
from mailbot.flows.stages.unanswered import (
    Standing,
    answer_stage,
    gone_reader,
    letter_of_stand_in,
    reader_of_words,
    sits_out,
    standing_of,
)
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

ASKED_ONCE = "bench_asked"
AN_ANSWER_IS_ON_ITS_WAY = frozenset({Standing.WITH_STAND_IN, Standing.WITH_COORDINATOR})


def want_stand_in(conn: Connection, house: House, case: Case, action: do.AskCoordinator) -> None:
    """Find somebody to answer a letter; one that nobody named is the newest of theirs that waits."""
    if action.assignment is not None:
        find_stand_in(conn, house, case, tasks.assignment_by_id(conn, action.assignment))
        return
    assert action.person is not None, "somebody would like a stand-in"
    letter = _waiting_letter(conn, house, action.person)
    if letter is None:
        put_before_coordinators(
            conn, house, case, do.Matter.LOOK, action.title, ("done",), person=action.person
        )
        return
    find_stand_in(conn, house, case, letter)
    _say_so(conn, house, case, action.person)


def _waiting_letter(conn: Connection, house: House, person_id: int) -> Assignment | None:
    waits = AN_ANSWER_IS_ON_ITS_WAY | {Standing.LEFT_WAITING}
    for one in tasks.ended_for(conn, person_id):
        if one.done_at is not None and standing_of(conn, house, one) in waits:
            return one
    return None


def _say_so(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Tell who chose a stand-in that one is looked for: they never have to ask twice."""
    person = people.person_by_id(conn, person_id)
    answer = (
        "I'm finding somebody else to answer your letter. It can take a few working days, and your "
        "own part is done either way."
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P35,
            "they chose a stand-in",
            to=(person,),
            values={"answer": answer, "coordinator": house.scheme.duty.first_name},
            answers=case.incoming,
        ),
    )


def way_of_letters(
    conn: Connection, house: House, case: Case, assignment: Assignment, *, asks: bool
) -> dict[str, Value]:
    """Say where a letter or an answer goes that does not go to the buddy; and ask once for the bench.

    `asks` is true where the acknowledgement has enough to say already.
    """
    if letter_of_stand_in(conn, assignment) is not None:
        return {"for_another": True, "buddy": None, "answer_due": None}
    answered = had_a_stand_in(conn, house, assignment)
    if answered is not None:
        return {"had_one": people.person_by_id(conn, answered.person_id).first_name}
    to_nobody_here = _not_to_the_buddy(conn, house, assignment)
    if to_nobody_here:
        return to_nobody_here
    if house.task(assignment.task).stage(assignment.stage).opens_on_relay:
        return {"extra": not asks and may_ask_for_bench(conn, house, case, assignment.person_id)}
    return {}


def _not_to_the_buddy(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    """Say what becomes of words whose reader has left, or sits the task out; empty for who reads them."""
    gone = gone_reader(conn, house, assignment)
    following = answer_stage(house, assignment)
    if gone is not None and assignment.kind is StageKind.LETTER:
        name = gone.first_name or "Your buddy"
        return {"gone": name, "kept": following is None, "buddy": None, "answer_due": None}
    reader = reader_of_words(conn, house, assignment)
    if reader is None:
        return {}
    if following and sits_out(conn, house, reader.id, assignment.round_id):
        return {"elsewhere": reader.first_name, "buddy": None, "answer_due": None}
    if reader.state is PersonState.PAUSED:
        back_on = house.hours.local(reader.paused_until) if reader.paused_until else None
        rests: dict[str, Value] = {"rests": reader.first_name, "back_on": back_on}
        return rests | {"buddy": None, "answer_due": None}
    return {}


def change_bench(conn: Connection, house: House, case: Case, action: do.RecordChoice) -> None:
    """Put somebody on the bench of stand-ins at their own word, or take them off it; say so in a line."""
    assert action.person is not None, "somebody speaks for themselves"
    if action.option == JOINS_BENCH:
        standby.join_bench(conn, house.scheme_id, action.person, case.now)
        _asked(conn, house, case, action.person)
    else:
        standby.leave_bench(conn, action.person)
    if case.incoming is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            "they offered to stand in" if action.option == JOINS_BENCH else "they stand in no more",
            to=(people.person_by_id(conn, action.person),),
            values={"bench": "on" if action.option == JOINS_BENCH else "off"},
            answers=case.incoming,
        ),
    )


def may_ask_for_bench(conn: Connection, house: House, case: Case, person_id: int) -> bool:
    """Say whether somebody is to be asked whether they'd stand in: once, and keeps that they were."""
    if standby.is_on_bench(conn, person_id):
        return False
    if promises.of_kind(conn, house.scheme_id, ASKED_ONCE, person_id):
        return False
    _asked(conn, house, case, person_id)
    return True


def _asked(conn: Connection, house: House, case: Case, person_id: int) -> None:
    if promises.of_kind(conn, house.scheme_id, ASKED_ONCE, person_id):
        return
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        ASKED_ONCE,
        "asked whether they'd stand in",
        case.now,
        asks_coordinator=False,
        person_id=person_id,
    )
    promises.close_promise(conn, kept.id, case.now, case.by, ASKED_ONCE)
