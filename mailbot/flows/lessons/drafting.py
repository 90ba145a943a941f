"""Draft what was learned from a task and put it before the duty coordinator, who changes or agrees to it (N11)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.learned import MOST_QUOTES, Quote, StageSoFar, is_over, names_in, repeats
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState, Role
from mailbot.core.remarks import Permission, Remark
from mailbot.edges.db import people, promises, rounds, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.lessons.gathering import (
    ONE,
    Lessons,
    counted,
    lessons_of,
    readers_of,
    remarks_of,
    told,
)
from mailbot.flows.ordering.dates import running_task
from mailbot.flows.writing import Letter, queue
from mailbot.translate.drafts import YOUR_TEXT
from mailbot.translate.safety import patient_details
from mailbot.translate.templates import Value

OPTIONS = ("ok", "no", YOUR_TEXT)
# Lines come in for some days after the last answer.
WORKING_DAYS_TO_LISTEN = 2
MOST_DRAFT_WORDS, MOST_MAIL_WORDS = 110, 190
MOST_POINTS, QUOTES_EACH = 3, 2
SHOWN_OF_ANOTHERS = 8


def look_at_task(
    conn: Connection, house: House, round_id: int, now: datetime, until: datetime
) -> None:
    """Close a round that is over, and draft what was learned from it.

    One that was taken over from a scheme run by hand is closed in silence where nobody has said a word here.
    """
    if not _is_over(conn, house, round_id, now):
        return
    task, adopted = rounds.task_of(conn, round_id)
    rounds.end_round(conn, round_id, now)
    if remarks_of(conn, house, round_id, task) or not adopted:
        draft(conn, house, Case(now, "a task is over"), round_id, task)


def _is_over(conn: Connection, house: House, round_id: int, now: datetime) -> bool:
    stages = [
        StageSoFar(one.due_at, sum(tasks.progress(conn, one.id)))
        for one in tasks.stages_of(conn, round_id)
    ]
    if not is_over(stages, rounds.open_until(conn, round_id), now):
        return False
    last = rounds.last_end(conn, round_id)
    today = house.hours.today(now)
    listened = (
        0 if last is None else house.hours.working_days_between(house.hours.today(last), today)
    )
    return last is not None and listened >= WORKING_DAYS_TO_LISTEN


def draft(conn: Connection, house: House, case: Case, round_id: int, task: str) -> str:
    """Draft what was learned from a round, afresh where a draft is there; say what became of it."""
    lessons = lessons_of(conn, house, round_id, task)
    number = lessons.task.number
    if not lessons.took_part:
        return f"Nobody has done a part of task {number} so far, so there is nothing to draft."
    text = house.templates.body(MailId.P40.value, _draft_values(conn, house, lessons, case.now))
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LEARNING,
        f"Task {number}: send everybody what was learned?",
        OPTIONS,
        details={"round_id": round_id, "task": task},
    )
    _show(conn, house, case, asked, text, lessons)
    return f"The draft for task {number} is on its way to you."


def draft_again(conn: Connection, house: House, case: Case, words: str) -> str:
    """Draft at a coordinator's word what was learned from the newest round of a task, over or not."""
    task = running_task(conn, house, words)
    if task is None:
        return "Which task? Say for example: learning task 1. Nothing was done."
    round_id = next(
        one for one, name, _ in tasks.rounds_of(conn, house.scheme_id) if name == task.name
    )
    return draft(conn, house, case, round_id, task.name)


def _draft_values(
    conn: Connection, house: House, lessons: Lessons, now: datetime
) -> dict[str, Value]:
    """Choose what the draft says, the most repeated first, within its length."""
    room = MOST_DRAFT_WORDS
    points: list[str] = []
    used: set[int] = set()
    for quote in _measures(lessons):
        used.update(next(group for group in lessons.groups if quote.number in group))
        room -= len(quote.words.split())
        points.append(f'"{quote.words}"')
    chosen: dict[str, list[str]] = {"managers": [], "clinicians": [], "others": []}
    for quote in lessons.quotes:
        said = chosen[_heading(quote.role)]
        words = len(quote.words.split())
        if quote.number not in used and len(said) < QUOTES_EACH and words <= room:
            room -= words
            said.append(quote.words)
    values: dict[str, Value] = {"task": f"Task {lessons.task.number}", "counts": told(lessons)}
    values["points"] = points
    values.update(chosen)
    return values | _next_task(conn, house, now)


def _measures(lessons: Lessons) -> Iterator[Quote]:
    """Give for each of the largest groups the words that stand for it, where one may be quoted."""
    found = 0
    for group in lessons.groups:
        quote = next((one for number in group if (one := lessons.quote(number))), None)
        if quote is not None and found < MOST_POINTS:
            found += 1
            yield quote


def _heading(role: Role) -> str:
    if role.is_manager:
        return "managers"
    return "clinicians" if role is Role.CLINICIAN else "others"


def _next_task(conn: Connection, house: House, now: datetime) -> dict[str, Value]:
    for round_id, task, _ in tasks.rounds_of(conn, house.scheme_id):
        stages = tasks.stages_of(conn, round_id)
        if stages and stages[0].opens_at > now:
            return {
                "next_task": f"Task {house.task(task).number}",
                "next_opens": house.hours.local(stages[0].opens_at),
                "next_minutes": house.task(task).minutes,
            }
    return {}


def edit(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> None:
    """Take a coordinator's own text in the place of the draft, and show it back once (F11)."""
    _show(conn, house, case, asked, text, None)


def _show(
    conn: Connection, house: House, case: Case, asked: Promise, text: str, lessons: Lessons | None
) -> None:
    """Keep the draft and send it to who wrote, else to the duty coordinator."""
    details = asked.details | {"draft": text, "yours": lessons is None}
    promises.change_promise(conn, asked.id, details=details)
    writer = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    values: dict[str, Value] = {
        "task": f"Task {house.task(str(asked.details['task'])).number}",
        "people": len(readers_of(conn, house)),
        "draft": text,
        "yours": lessons is None,
        "findings": findings(conn, house, asked, text),
        "named": _named(conn, house, text),
    }
    if lessons is not None:
        values |= {"counts": counted(lessons), **_beside(lessons, text)}
    answers = writer is not None
    letter = Letter(
        MailId.N11,
        "what was learned, as it would be sent",
        coordinator=writer or house.scheme.duty,
        values=values,
        thread=f"learning:{asked.id}",
        answers=case.incoming if answers else None,
        at_any_hour=answers,
        received_id=case.received_id,
        promise_id=asked.id,
        offers=OPTIONS,
    )
    queue(conn, house, case.now, letter)


def _beside(lessons: Lessons, text: str) -> dict[str, Value]:
    """Give what several said and more quotes, as far as the mail has room for them."""
    room = MOST_MAIL_WORDS - len(text.split())
    came_up: list[str] = []
    for quote in _measures(lessons):
        group = next(one for one in lessons.groups if quote.number in one)
        came_up.append(f'"{quote.words}" ({len(group)})')
        room -= len(quote.words.split())
    quotes: list[str] = []
    for one in lessons.quotes:
        words = len(one.words.split()) + 2
        if one.words not in text and words <= room and len(quotes) < MOST_QUOTES:
            room -= words
            quotes.append(f'{one.number} {ONE[one.role]}: "{one.words}"')
    return {"came_up": came_up, "quotes": quotes}


def findings(conn: Connection, house: House, asked: Promise, text: str) -> list[str]:
    """Say what keeps a text from going to everybody: words that may not be quoted, or a patient (law 5, H1)."""
    refused = [one for one in _said(conn, house, asked) if one.permission is Permission.NO]
    found = [
        f'"{_beginning(one.text)}" may not be quoted: its writer said so, or never knew that it might be.'
        for one in refused
        if repeats(text, one.text)
    ]
    if patient_details(text):
        found.append("A patient might be recognised by it.")
    return found


def _named(conn: Connection, house: House, text: str) -> list[str]:
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    known = {word.casefold() for one in everybody for word in one.name.split() if len(word) > 2}
    return list(names_in(text, known))


def _said(conn: Connection, house: House, asked: Promise) -> tuple[Remark, ...]:
    round_id = int(str(asked.details["round_id"]))
    return remarks_of(conn, house, round_id, str(asked.details["task"]))


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:SHOWN_OF_ANOTHERS]) + (" ..." if len(words) > SHOWN_OF_ANOTHERS else "")
