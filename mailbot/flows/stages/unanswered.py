"""Say how it stands with a letter whose reader should answer: answered, in hand, or left waiting (C7)."""

from enum import Enum, auto

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.people import Partnership, Person, PersonState
from mailbot.core.tasks import Assignment, StageDefinition, StageKind
from mailbot.edges.db import partnerships, people, promises, standby, submissions, tasks
from mailbot.flows.house import House
from mailbot.flows.stages.telling import of_pair, reader_of

REFUSED = "no"
IN_HAND = ("kept", "cleared", "relayed")


class Standing(Enum):
    """How it stands with a letter; LEFT_WAITING is where somebody has to be found to answer it."""

    NO_LETTER = auto()
    ANSWERED = auto()
    WITH_STAND_IN = auto()
    WITH_COORDINATOR = auto()
    REFUSED = auto()
    LEFT_WAITING = auto()


def answer_stage(house: House, letter: Assignment) -> StageDefinition | None:
    """Give the stage in which a letter is answered; None where its task has none."""
    definition = house.task(letter.task)
    following = definition.next_stage(letter.stage)
    return following if following is not None and following.opens_on_relay else None


def pair_of(conn: Connection, assignment: Assignment) -> Partnership | None:
    """Give the pair or trio that something was owed in, also one that has ended since."""
    if assignment.partnership_id is None:
        return None
    return partnerships.partnership_by_id(conn, assignment.partnership_id)


def reader_of_letter(conn: Connection, house: House, letter: Assignment) -> Person | None:
    """Give whose answer a letter waits for."""
    pair = pair_of(conn, letter)
    if pair is None:
        return None
    writer = people.person_by_id(conn, letter.person_id)
    return reader_of(conn, pair, writer, house.task(letter.task).stage(letter.stage))


def answer_to(conn: Connection, house: House, letter: Assignment) -> Assignment | None:
    """Give what the reader of a letter owes or did to answer it; None where they never got it."""
    pair, following = pair_of(conn, letter), answer_stage(house, letter)
    reader = reader_of_letter(conn, house, letter)
    if pair is None or following is None or reader is None:
        return None
    found = of_pair(conn, letter.round_id, following.name, pair)
    return next((one for one in found if one.person_id == reader.id), None)


def letter_behind(conn: Connection, house: House, answer: Assignment) -> Assignment | None:
    """Give the letter that an assignment is to answer; None where it answers none."""
    pair = pair_of(conn, answer)
    definition = house.task(answer.task)
    stage = definition.stage(answer.stage)
    before = definition.stage_before(answer.stage)
    if pair is None or before is None or not stage.opens_on_relay:
        return None
    reader = people.person_by_id(conn, answer.person_id)
    writer = reader_of(conn, pair, reader, stage)
    found = of_pair(conn, answer.round_id, before.name, pair)
    return next((one for one in found if one.person_id == writer.id), None)


def reader_of_words(conn: Connection, house: House, assignment: Assignment) -> Person | None:
    """Give who alone reads a letter or an answer; None for what all of a pair or trio do together."""
    pair = pair_of(conn, assignment)
    if pair is None or assignment.kind is not StageKind.LETTER:
        return None
    writer = people.person_by_id(conn, assignment.person_id)
    return reader_of(conn, pair, writer, house.task(assignment.task).stage(assignment.stage))


def gone_reader(conn: Connection, house: House, assignment: Assignment) -> Person | None:
    """Give whom a piece of work is for, where they have left; None while somebody here is to read it."""
    pair = pair_of(conn, assignment)
    if pair is None:
        return None
    found = people.people_by_id(conn, pair.members)
    readers = [found[one] for one in pair.members if one != assignment.person_id]
    one_reader = reader_of_words(conn, house, assignment)
    if one_reader is not None:
        readers = [one_reader]
    gone = all(one.state is PersonState.LEFT for one in readers)
    return readers[0] if readers and gone else None


def stand_ins_work(conn: Connection, house: House, letter: Assignment) -> tuple[Assignment, ...]:
    """Give what everybody owes or did who was asked to stand in for a letter, in order."""
    round_id = standby.round_for(conn, house.scheme_id, letter.id)
    planned = tasks.stages_of(conn, round_id) if round_id is not None else ()
    return tuple(one for stage in planned for one in tasks.in_stage(conn, stage.id))


def letter_of_stand_in(conn: Connection, assignment: Assignment) -> Assignment | None:
    """Give the letter that somebody answers as a stand-in; None for work of their own."""
    if assignment.partnership_id is not None:
        return None
    letter = standby.letter_answered_in(conn, assignment.round_id)
    return None if letter is None else tasks.assignment_by_id(conn, letter)


def is_answered(
    conn: Connection, house: House, letter: Assignment, *, but: int | None = None
) -> bool:
    """Say whether an answer has gone to a letter's writer, that of one assignment left out."""
    own = answer_to(conn, house, letter)
    answers = [*stand_ins_work(conn, house, letter), *([own] if own is not None else [])]
    return any(one.id != but and _has_gone(conn, one) for one in answers)


def _has_gone(conn: Connection, answer: Assignment) -> bool:
    sent = submissions.submissions_of(conn, answer.id)
    return any(one.state == "relayed" for one in sent)


def standing_of(conn: Connection, house: House, letter: Assignment) -> Standing:
    """Say how it stands with a letter."""
    written = letter.done_at is not None and answer_stage(house, letter) is not None
    writer = people.person_by_id(conn, letter.person_id)
    # Nobody looks for an answer to the letter of somebody who was told that we won't write again.
    wanted = written and writer.state is not PersonState.LEFT
    if not wanted or submissions.standing_submission(conn, letter.id) is None:
        return Standing.NO_LETTER
    if is_answered(conn, house, letter):
        return Standing.ANSWERED
    if any(one.is_open for one in stand_ins_work(conn, house, letter)):
        return Standing.WITH_STAND_IN
    return _standing_with_coordinators(conn, house, letter)


def _standing_with_coordinators(conn: Connection, house: House, letter: Assignment) -> Standing:
    asked = [
        one
        for one in promises.of_kind(conn, house.scheme_id, Matter.STAND_IN.value, letter.person_id)
        if one.assignment_id == letter.id
    ]
    if any(one.state == "open" for one in asked):
        return Standing.WITH_COORDINATOR
    refused = any(one.outcome == REFUSED for one in asked)
    return Standing.REFUSED if refused else Standing.LEFT_WAITING


SITS_OUT = "sits_out"


def sits_out(conn: Connection, house: House, person_id: int, round_id: int) -> bool:
    """Say whether somebody has said that they sit a task out, and sent nothing for it since."""
    said = [
        one.opened_at
        for one in promises.of_kind(conn, house.scheme_id, SITS_OUT, person_id)
        if one.details.get("round_id") == round_id
    ]
    work = tasks.assignments_of_round(conn, round_id, (person_id,))
    return bool(said) and not any(one.done_at and one.done_at > max(said) for one in work)
