"""Send people what they keep: their own words and what they count towards, in a mail and as a page (P42)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.pictures import PICTURE
from mailbot.core.portfolio import Piece, Portfolio, without_names
from mailbot.core.sharing import without_wish
from mailbot.core.tasks import Assignment, StageDefinition, StageKind
from mailbot.edges.db import outbox, partnerships, people, standby, submissions, tasks
from mailbot.edges.files import typeface
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue
from mailbot.translate.portfolio_page import Faces, portfolio_page
from mailbot.translate.safety import patient_details

FACES = ("DejaVuSerifCondensed", "DejaVuSerifCondensed-Bold", "DejaVuSerifCondensed-Italic")
MOST_PIECES = 500
# The mails that end a task come first, and a second thought may still change the words.
WORKING_DAYS_AFTER = 2
# A day or a case that was chosen is nobody's work.
WORK = frozenset(StageKind) - {StageKind.DAY, StageKind.CHOICE}
PROMPT = "What did you learn about the other side, and what will you do with it?"
BY_BUDDY = "We handed in one answer together, and my buddy sent it."
NOT_SHOWN = "My words are left out here: something in them might let a reader recognise a patient."
AS_PICTURE = "I sent a picture, which can't be shown here."
NOT_HERE = "I sent this in another way, so my words aren't here."


def send_everything(conn: Connection, house: House, case: Case, person: Person) -> bool:
    """Send somebody all they did so far, at once where they asked; False where it went within a day."""
    portfolio = portfolio_of(conn, house, person)
    reply = case.incoming is not None and case.incoming.sender in person.addresses
    letter = Letter(
        MailId.P42,
        "they asked for it" if reply else f"{case.by} asked for it",
        to=(person,),
        values=_values(house, case, portfolio),
        answers=case.incoming if reply else None,
        in_reply=reply,
        at_any_hour=reply,
        files=_files(house, case, portfolio),
    )
    return queue(conn, house, case.now, letter) is not None


def answer(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Answer who asks for their portfolio; a person sees who asks again within a day, or is held."""
    if not send_everything(conn, house, case, person):
        put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.LOOK,
            "asks for their portfolio, and it did not go by itself: it went within a day, or their mail is held",
            ("done",),
            person=person.id,
        )


def send_when_done(
    conn: Connection, house: House, case: Case, assignment: Assignment, *, over: bool = False
) -> None:
    """Send somebody the pieces of a task once all their parts in it have ended, once for each task.

    `over` says that no further part will come. Newer words take the place of older ones in a mail
    that has not left.
    """
    person = people.person_by_id(conn, assignment.person_id)
    theirs = tasks.assignments_of_round(conn, assignment.round_id, (person.id,))
    last = house.task(assignment.task).stages[-1].name
    ended = not any(one.is_open for one in theirs)
    reached = over or any(one.stage == last for one in theirs)
    if not (ended and reached and person.takes_mail):
        return
    parts = [one.id for one in theirs]
    key = f"P42:{assignment.round_id}:{person.id}:{_newest(conn, theirs)}"
    known = outbox.is_queued(conn, house.scheme_id, key)
    if known or outbox.has_left(conn, person.id, parts, MailId.P42.value):
        return
    for one in parts:
        outbox.withdraw_queued(
            conn, house.scheme_id, "newer words came", mails=(MailId.P42.value,), assignment_id=one
        )
    portfolio = portfolio_of(conn, house, person, assignment.round_id)
    if not portfolio.pieces:
        return
    day = house.hours.add_working_days(house.hours.today(case.now), WORKING_DAYS_AFTER)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P42,
            "their task is done",
            to=(person,),
            values=_values(house, case, portfolio),
            not_before=house.hours.nudge_on(day),
            once_key=key,
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            files=_files(house, case, portfolio),
        ),
    )


def _newest(conn: Connection, work: tuple[Assignment, ...]) -> int:
    found = (submissions.standing_submission(conn, one.id) for one in work)
    return max((one.id for one in found if one is not None), default=0)


def portfolio_of(
    conn: Connection, house: House, person: Person, round_id: int | None = None
) -> Portfolio:
    """Gather what somebody did, in all tasks or in one round: their own words and nobody else's."""
    ended = tasks.ended_for(conn, person.id, limit=MOST_PIECES)
    work = [one for one in reversed(ended) if round_id in {None, one.round_id}]
    pieces = tuple(_pieces(conn, house, person, work))
    names = {one.task for one in work} if round_id is not None else set()
    task = house.task(names.pop()) if len(names) == 1 else None
    return Portfolio(
        name=person.name,
        scheme=house.scheme.name,
        task=f"Task {task.number}" if task else "",
        pieces=tuple(sorted(pieces, key=lambda one: one.day)),
        prompt=(task.reflection if task else "") or PROMPT,
    )


def _pieces(
    conn: Connection, house: House, person: Person, work: list[Assignment]
) -> Iterator[Piece]:
    for one in work:
        definition = house.task(one.task)
        ended_at = one.done_at or one.closed_at
        if one.kind not in WORK or ended_at is None:
            continue
        words, why_empty = _words(conn, person, one)
        if not (words or why_empty):
            continue
        stage = definition.stage(one.stage)
        yield Piece(
            task=f"Task {definition.number}",
            title=definition.title,
            what=stage.what,
            day=house.hours.local(ended_at).date(),
            words=words,
            why_empty=why_empty,
            competences=_competences(house, stage),
        )


def _words(conn: Connection, person: Person, work: Assignment) -> tuple[str, str]:
    """Give somebody's words for a part, or why they are not shown; neither where they did nothing."""
    standing = submissions.standing_submission(conn, work.id)
    if standing is not None and standing.text == PICTURE:
        return "", AS_PICTURE
    if standing is not None and standing.text.strip():
        text = without_names(without_wish(standing.text), _buddies(conn, person, work))
        return ("", NOT_SHOWN) if patient_details(text) else (text, "")
    if work.done_at is not None:
        return "", NOT_HERE
    return "", (BY_BUDDY if _was_joint(conn, work) else "")


def _was_joint(conn: Connection, work: Assignment) -> bool:
    if work.kind is not StageKind.JOINT or work.partnership_id is None:
        return False
    pair = partnerships.partnership_by_id(conn, work.partnership_id)
    theirs = tasks.assignments_of_round(conn, work.round_id, pair.members)
    return any(one.stage == work.stage and one.done_at is not None for one in theirs)


def _buddies(conn: Connection, person: Person, work: Assignment) -> list[str]:
    group = work.partnership_id
    if group is None:
        # A stand-in knows nobody's name; what slipped in all the same is nobody's to keep.
        letter = standby.letter_answered_in(conn, work.round_id)
        group = None if letter is None else tasks.assignment_by_id(conn, letter).partnership_id
    if group is None:
        return []
    pair = partnerships.partnership_by_id(conn, group)
    others = [one for one in pair.members if one != person.id]
    return [one.name for one in people.people_by_id(conn, others).values()]


def _competences(house: House, stage: StageDefinition) -> tuple[tuple[str, str], ...]:
    known = house.frameworks.competences
    return tuple(
        (code.upper() if code.upper() in known else "", house.frameworks.name(code))
        for code in stage.competences
    )


def _values(house: House, case: Case, portfolio: Portfolio) -> dict[str, str | list[str]]:
    names = {name for _, name in portfolio.competences}
    codes = [code or name for code, name in portfolio.competences]
    return {
        "task": portfolio.task,
        "titles": [_title(one) for one in portfolio.pieces],
        "texts": [one.words for one in portfolio.pieces],
        "notes": [one.why_empty for one in portfolio.pieces],
        "competences": [one for one in house.frameworks.in_order(codes) if one in names],
        "prompt": portfolio.prompt,
    }


def _title(piece: Piece) -> str:
    return f"{piece.task}: {piece.title}, {piece.what}, {_day(piece.day)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _files(house: House, case: Case, portfolio: Portfolio) -> tuple[Attachment, ...]:
    if not portfolio.pieces:
        return ()
    as_of = f"As of {_day(house.hours.today(case.now))}"
    page = portfolio_page(portfolio, as_of, Faces(*map(typeface, FACES)))
    name = f"Portfolio {portfolio.task}.pdf" if portfolio.task else "Portfolio.pdf"
    return (Attachment(name, "application/pdf", page),)
