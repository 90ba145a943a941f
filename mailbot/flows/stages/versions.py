"""Second thoughts: a newer version, words taken back, and words that wait for their writer (C5, C14)."""

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.lengths import Length
from mailbot.core.mails import MailId
from mailbot.core.respond_work import SHOWN, UNSURE
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import outbox, people, promises, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows import portfolio
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.passing_on import next_morning, relay
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.telling import (
    reader_of,
    stage_values,
    still_together,
    thread_of,
    values_of_own,
)
from mailbot.flows.stages.unanswered import letter_of_stand_in
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

PASSED_ON = frozenset({StageKind.LETTER, StageKind.JOINT})
WITH_WORDS = tuple(
    one.value for one in (MailId.P11, MailId.P16, MailId.P17, MailId.P30, MailId.P31)
)


def supersede(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """Let the newest version go its way; where an older one has gone, ask the writer (C14)."""
    if assignment.kind is StageKind.JOINT:
        relay(conn, house, case, assignment, delivered=False)
    elif assignment.kind not in PASSED_ON:
        follow(conn, house, case, assignment)
    elif _take_back(conn, house, assignment) or not _has_gone(conn, assignment):
        relay(conn, house, case, assignment, delivered=False)
    else:
        ask_about(conn, house, case, assignment, "again", 0)


def _has_gone(conn: Connection, assignment: Assignment) -> bool:
    versions = submissions.submissions_of(conn, assignment.id)
    return any(one.state == "relayed" for one in versions)


def _take_back(conn: Connection, house: House, assignment: Assignment) -> bool:
    """Take back mails with the older words that have not left; True where all were still here."""
    causes = [
        one.received_id
        for one in submissions.submissions_of(conn, assignment.id)
        if one.received_id is not None
    ]
    why = "a newer version came, or it was taken back"
    counts = [
        outbox.withdraw_queued(conn, house.scheme_id, why, mails=WITH_WORDS, received_id=one)
        for one in causes
    ]
    return any(counts)


def take_back(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """Do as somebody asks who takes words back: what has not left stays; what has is told plainly."""
    here = _take_back(conn, house, assignment)
    gone = _has_gone(conn, assignment) and not here
    standing = submissions.standing_submission(conn, assignment.id)
    if not gone and standing is not None:
        # "It goes to Ben today" would be untrue by now.
        outbox.withdraw_queued(
            conn,
            house.scheme_id,
            "the words were taken back",
            mails=(MailId.P12.value,),
            received_id=standing.received_id,
        )
        submissions.change_state(conn, standing.id, "held")
        tasks.reopen_assignment(conn, assignment.id)
        opened = tasks.assignment_by_id(conn, assignment.id)
        tasks.change_assignment(conn, assignment.id, next_look_at=first_look(conn, house, opened))
        _answer_can_wait(conn, house, assignment)
    ask_about(conn, house, case, assignment, "gone" if gone else "back", 0)


def _answer_can_wait(conn: Connection, house: House, assignment: Assignment) -> None:
    """Nobody is reminded to answer a letter that was taken back before they had it."""
    following = house.task(assignment.task).next_stage(assignment.stage)
    pair = still_together(conn, assignment)
    if following is None or not following.opens_on_relay or pair is None:
        return
    writer = people.person_by_id(conn, assignment.person_id)
    stage = house.task(assignment.task).stage(assignment.stage)
    reader = reader_of(conn, pair, writer, stage)
    for one in tasks.assignments_of_round(conn, assignment.round_id, (reader.id,)):
        if one.stage == following.name:
            tasks.change_assignment(conn, one.id, next_look_at=None)


def ask_about(
    conn: Connection, house: House, case: Case, assignment: Assignment, why: str, words: int
) -> None:
    """Tell somebody what is with their words, and what they may answer (P13).

    `why` is over, far or short for the length, shown where it isn't certain which words are meant,
    unsure where it isn't certain that they are for the buddy, again for a second version, back or gone for words that were taken back.
    """
    person = people.person_by_id(conn, assignment.person_id)
    options = OPTIONS[why]
    promise = _offer(conn, house, case, assignment, why, options) if options else None
    pair = still_together(conn, assignment)
    values: dict[str, Value] = {}
    if pair is None:
        stand_in = letter_of_stand_in(conn, assignment) is not None
        values = values_of_own(house, assignment) | {"for_another": stand_in}
    else:
        values = stage_values(conn, house, person, pair, assignment)
        stage = house.task(assignment.task).stage(assignment.stage)
        if stage.kind is StageKind.LETTER:
            values["buddy"] = reader_of(conn, pair, person, stage).first_name
    values |= {
        "length": words,
        "short": why == Length.SHORT,
        "held": why == Length.FAR,
        "again": why == "again",
        "back": why == "back",
        "gone": why == "gone",
        "shown": _standing_text(conn, assignment) if why == SHOWN else None,
        "unsure": why == UNSURE,
        "goes_at": house.hours.local(next_morning(house, case)),
        "passed_on": assignment.kind in PASSED_ON,
    }
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P13,
            REASONS[why],
            to=(person,),
            values=values,
            answers=case.incoming,
            thread=thread_of(assignment),
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            promise_id=promise,
            offers=options,
        ),
    )


def _standing_text(conn: Connection, assignment: Assignment) -> str | None:
    standing = submissions.standing_submission(conn, assignment.id)
    return standing.text if standing is not None else None


OPTIONS: dict[str, tuple[str, ...]] = {
    "over": ("yes",),
    SHOWN: ("yes",),
    UNSURE: ("yes", "no"),
    "far": ("yes",),
    "short": ("yes",),
    "again": ("yes", "no"),
    "back": (),
    "gone": (),
}
REASONS = {
    "over": "a little longer than asked for",
    SHOWN: "it isn't certain which words are meant",
    UNSURE: "it isn't certain whether they are the answer",
    "far": "much longer than asked for",
    "short": "hardly any words",
    "again": "the first version has gone",
    "back": "taken back in time",
    "gone": "taken back after it had gone",
}


def _offer(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    why: str,
    options: tuple[str, ...],
) -> int:
    close_questions(conn, house, case, assignment)
    return open_offer(
        conn,
        house,
        case.now,
        assignment.person_id,
        MailId.P13,
        REASONS[why],
        options,
        about={"why": why},
        assignment_id=assignment.id,
    ).id


def close_questions(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """Close what was asked about older words of an assignment: newer ones have come."""
    for one in offers_by(conn, house, MailId.P13, assignment.person_id, only_open=True):
        if one.assignment_id == assignment.id:
            promises.close_promise(conn, one.id, case.now, case.by, "newer words came", kept=False)


def answered(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Let words go as they are, at the word of their writer; what wasn't meant for the buddy goes to a person."""
    if option == "no" and asked.details.get("why") == UNSURE:
        _for_a_person(conn, house, case, asked)
    if option != "yes" or asked.assignment_id is None:
        return
    assignment = tasks.assignment_by_id(conn, asked.assignment_id)
    held = submissions.held_submission(conn, assignment.id)
    if held is not None:
        submissions.change_state(conn, held.id, "kept")
        tasks.end_assignment(conn, assignment.id, case.now, came=True)
        portfolio.send_when_done(conn, house, case, tasks.assignment_by_id(conn, assignment.id))
    elif asked.details.get("why") in {"over", SHOWN}:
        _take_back(conn, house, assignment)
    if assignment.kind in PASSED_ON:
        relay(conn, house, case, assignment, delivered=False)
    else:
        follow(conn, house, case, assignment)


def _for_a_person(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    assert asked.assignment_id is not None, "it was asked about some work"
    held = submissions.held_submission(conn, asked.assignment_id)
    promises.open_promise(
        conn,
        house.scheme_id,
        Matter.LOOK.value,
        "wrote something that isn't for their buddy",
        case.now,
        asks_coordinator=True,
        options=["done"],
        person_id=asked.person_id,
        received_id=held.received_id if held is not None else case.received_id,
        assignment_id=asked.assignment_id,
    )
