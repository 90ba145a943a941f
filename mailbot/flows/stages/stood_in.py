"""Bring a stand-in's answer to the writer of the letter, or find the next stand-in where none comes (C7, P31)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.standing_in import is_too_long, without_names
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, submissions, tasks
from mailbot.edges.db.submissions import Submission
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.standing_in import (
    drop_question,
    find_stand_in,
    no_answer_will_come,
)
from mailbot.flows.stages.unanswered import (
    Standing,
    answer_to,
    is_answered,
    letter_behind,
    letter_of_stand_in,
    reader_of_letter,
    standing_of,
)
from mailbot.flows.stages.volunteers import release_stand_ins, withdraw_asking
from mailbot.flows.writing import Letter, queue

YES_OR_NO = ("yes", "no")
DAY = timedelta(days=1)
# How long an answer that waits for a word of the volunteer holds up the next one.
WAITS_FOR_A_WORD = timedelta(days=2)
ANOTHER = {True: "another manager", False: "another doctor"}


def bring_stand_ins_answer(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    letter: Assignment,
    words: Submission,
    leaves: datetime,
) -> None:
    """Bring a stand-in's words to the writer, without a name; a second answer only where it is wanted."""
    if is_answered(conn, house, letter, but=assignment.id):
        offer_late_answer(conn, house, case, assignment, letter)
        return
    send_words(conn, house, case, assignment, letter, words, leaves)
    release_stand_ins(conn, house, case, letter, but=assignment.id)
    drop_question(conn, house, case, letter, "a stand-in has answered")
    silent = answer_to(conn, house, letter)
    if silent is not None and tasks.end_assignment(conn, silent.id, case.now, came=False):
        withdraw_reminders(conn, house, silent.id, "somebody stood in")


def send_words(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    letter: Assignment,
    words: Submission,
    leaves: datetime,
) -> None:
    """Bring a stand-in's words to the writer of the letter (P31)."""
    volunteer = people.person_by_id(conn, assignment.person_id)
    writer = people.person_by_id(conn, letter.person_id)
    silent = reader_of_letter(conn, house, letter)
    submissions.change_state(conn, words.id, "relayed")
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P31,
            "a stand-in has answered their letter",
            to=(writer,),
            values={
                "buddy": silent.first_name if silent is not None else None,
                "another": ANOTHER[volunteer.role.is_manager],
                "words": without_names(words.text, volunteer, (writer,)),
            },
            not_before=leaves,
            received_id=words.received_id,
            assignment_id=letter.id,
            stage_id=letter.stage_id,
            once_key=f"P31:{words.id}:{case.received_id or 0}",
        ),
    )


def offer_late_answer(
    conn: Connection, house: House, case: Case, assignment: Assignment, letter: Assignment
) -> None:
    """Ask the writer whether they would like an answer that came after another one (C14)."""
    before = offers_by(conn, house, MailId.P31, letter.person_id)
    if any(one.assignment_id == assignment.id for one in before):
        return
    own = assignment.partnership_id is not None
    buddy = people.person_by_id(conn, assignment.person_id).first_name if own else None
    asked = open_offer(
        conn,
        house,
        case.now,
        letter.person_id,
        MailId.P31,
        "another answer came",
        YES_OR_NO,
        assignment_id=assignment.id,
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P31,
            "another answer to their letter came",
            to=(people.person_by_id(conn, letter.person_id),),
            values={"also": True, "buddy": buddy},
            promise_id=asked.id,
            offers=YES_OR_NO,
            assignment_id=letter.id,
            stage_id=letter.stage_id,
            once_key=f"P31:also:{assignment.id}",
        ),
    )


def had_a_stand_in(conn: Connection, house: House, answer: Assignment) -> Assignment | None:
    """Give the letter of an answer that somebody else has answered by now; None where theirs is awaited."""
    letter = letter_of_stand_in(conn, answer) or letter_behind(conn, house, answer)
    if letter is None or not is_answered(conn, house, letter, but=answer.id):
        return None
    return letter


def keep_for_writer(conn: Connection, house: House, case: Case, answer: Assignment) -> None:
    """Keep a buddy's answer that came after another one, and ask whether it is wanted (C14)."""
    letter = letter_behind(conn, house, answer)
    if letter is not None:
        offer_late_answer(conn, house, case, answer, letter)


def need_nobody_else(conn: Connection, house: House, case: Case, answer: Assignment) -> None:
    """The buddy has answered: nobody stands in, and nobody is asked about it."""
    letter = letter_behind(conn, house, answer)
    if letter is not None:
        release_stand_ins(conn, house, case, letter)
        drop_question(conn, house, case, letter, "the buddy has answered")


def declined(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """Ask the next volunteer, because this one can't, or has said nothing."""
    letter = letter_of_stand_in(conn, assignment)
    tasks.end_assignment(conn, assignment.id, case.now, came=False)
    withdraw_asking(conn, house, assignment, "somebody else is asked")
    if letter is not None:
        find_stand_in(conn, house, case, letter)


def look_at_stand_in(conn: Connection, house: House, case: Case, assignment: Assignment) -> bool:
    """Look at what a stand-in owes; False for work of somebody's own, which is looked at otherwise."""
    if letter_of_stand_in(conn, assignment) is None:
        return False
    if not assignment.is_open:
        tasks.change_assignment(conn, assignment.id, next_look_at=None)
        return True
    held = submissions.held_submission(conn, assignment.id) is not None
    until = assignment.due_at + (WAITS_FOR_A_WORD if held else timedelta(0))
    if case.now < until and _can_answer(conn, assignment, until):
        tasks.change_assignment(conn, assignment.id, next_look_at=until + DAY / 2)
    else:
        declined(conn, house, case, assignment)
    return True


def _can_answer(conn: Connection, assignment: Assignment, until: datetime) -> bool:
    person = people.person_by_id(conn, assignment.person_id)
    return person.takes_mail and not _is_away(person, until)


def _is_away(person: Person, until: datetime) -> bool:
    return person.away_until is not None and person.away_until > until


def see_to_letters(
    conn: Connection, house: House, case: Case, person_id: int, *, gone: bool
) -> None:
    """See to letters that wait for somebody who has left, rests, or is away for long.

    Who rests keeps what they owe their own buddy until the grace is over; what they took on as a
    stand-in goes to the next at once. `gone` is for who is not coming back.
    """
    for one in tasks.owed_by(conn, person_id):
        if letter_of_stand_in(conn, one) is not None:
            declined(conn, house, case, one)
        elif gone:
            tasks.end_assignment(conn, one.id, case.now, came=False)
            withdraw_reminders(conn, house, one.id, "they have left")
            no_answer_will_come(conn, house, case, tasks.assignment_by_id(conn, one.id))
        elif _is_put_off_too_long(house, one):
            letter = letter_behind(conn, house, one)
            if letter is not None:
                find_stand_in(conn, house, case, letter)


def _is_put_off_too_long(house: House, one: Assignment) -> bool:
    stage = house.task(one.task).stage(one.stage)
    longest = house.chasing.stage.longest_extension_days
    return is_too_long(one.opened_at, one.due_at, stage.window_days, longest)


def left_waiting(conn: Connection, house: House, answer: Assignment) -> int | None:
    """Give the letter that waits for an answer and that nobody has been found for yet; else None."""
    if not answer.is_open or not house.task(answer.task).stage(answer.stage).opens_on_relay:
        return None
    letter = letter_behind(conn, house, answer)
    if letter is None or standing_of(conn, house, letter) is not Standing.LEFT_WAITING:
        return None
    return letter.id
