"""Make one clarification of questions that several people ask about the same stage (C15, P34)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.answers import Meaning, only_agrees
from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, promises, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators, shortened
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.suggested import suggest
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.asked import ask_the_same

ENOUGH = 3
LOOKED_BACK = timedelta(days=28)
# One line that everybody who is still open gets; more is a mail of its own.
LONGEST_LINE_WORDS = 40
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, by whom, and the stage they were in."""

    asked: Promise
    person: int
    text: str
    stage: Assignment


def notice_same_questions(conn: Connection, house: House, now: datetime) -> None:
    """Put before the coordinators what three people asked about a stage, with the line that was answered."""
    asking = _questions(conn, house, now)
    for stage_id in dict.fromkeys(one.stage.stage_id for one in asking):
        if _was_cleared_up(conn, house, stage_id):
            continue
        for group in _groups([one for one in asking if one.stage.stage_id == stage_id]):
            if len({one.person for one in group}) >= ENOUGH:
                _propose(conn, house, now, group)


def _questions(conn: Connection, house: House, now: datetime) -> list[Asking]:
    found = []
    for one in promises.opened_since(
        conn, house.scheme_id, Matter.QUESTION.value, now - LOOKED_BACK
    ):
        text = str(one.details.get("text") or "")
        stage = None if one.person_id is None else _stage_at(conn, one.person_id, one.opened_at)
        if stage is not None and one.person_id is not None and text:
            found.append(Asking(one, one.person_id, text, stage))
    return found


def _stage_at(conn: Connection, person_id: int, at: datetime) -> Assignment | None:
    """Give what somebody was busy with when they asked: what they owed then, or had just done."""
    work = (*tasks.owed_by(conn, person_id), *tasks.ended_for(conn, person_id))
    begun = [one for one in work if one.opened_at <= at and one.partnership_id is not None]
    return max(begun, key=lambda one: (one.opened_at, one.id), default=None)


def _groups(asking: Sequence[Asking]) -> list[list[Asking]]:
    """Put questions together that ask the same as the first of their group."""
    groups: list[list[Asking]] = []
    for one in asking:
        home = next((group for group in groups if ask_the_same(group[0].text, one.text)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _was_cleared_up(conn: Connection, house: House, stage_id: int) -> bool:
    """One line a stage, and none where a coordinator said no to one."""
    asked = promises.of_kind(conn, house.scheme_id, Matter.CLARIFY.value)
    return any(one.state != "open" and one.details.get("stage_id") == stage_id for one in asked)


def _propose(conn: Connection, house: House, now: datetime, group: Sequence[Asking]) -> None:
    stage_id = group[0].stage.stage_id
    askers = sorted({one.person for one in group})
    still_open = len(_readers(conn, stage_id, askers))
    if not still_open:
        return
    line = _line_for(group)
    first = shortened(group[0].text)
    ask = f'Tell the {still_open} who haven\'t replied: "{line}"?'
    if not line:
        ask = f"Send one line to the {still_open} who haven't replied?"
    title = f'{len(askers)} people asked much the same: "{first}" {ask}'
    details: dict[str, object] = {"stage_id": stage_id, "line": line, "askers": askers}
    options = ["ok", "your words", "no"] if line else ["your words", "no"]
    for known in promises.open_promises(conn, house.scheme_id, Matter.CLARIFY.value):
        if known.details.get("stage_id") == stage_id:
            promises.change_promise(
                conn, known.id, title=title, options=options, details=known.details | details
            )
            return
    case = Case(now, "several people asked the same")
    put_before_coordinators(conn, house, case, Matter.CLARIFY, title, options, details=details)


def _line_for(group: Sequence[Asking]) -> str:
    """Give the newest answer that one of them got, where it is short enough to be a line."""
    answers = [
        str(one.asked.details.get("answer") or one.asked.details.get("suggest") or "")
        for one in group
    ]
    short = [one.strip() for one in answers if one.strip() and _is_a_line(one)]
    return " ".join(short[-1].split()) if short else ""


def _is_a_line(words: str) -> bool:
    return len(words.split()) <= LONGEST_LINE_WORDS


def _readers(conn: Connection, stage_id: int, askers: Sequence[int]) -> list[Assignment]:
    """Give what those still owe who have not asked themselves and may get mail."""
    owed = [one for one in tasks.open_in_stage(conn, stage_id) if one.person_id not in askers]
    known = people.people_by_id(conn, [one.person_id for one in owed])
    return [one for one in owed if known[one.person_id].takes_mail]


def decide_line(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Send the line, or the coordinator's own, to everybody who is still open; or nothing."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no")
        return "not sent; those who asked have their answers."
    agreed = means is Meaning.YES and only_agrees(words)
    line = str(asked.details.get("line") or "") if agreed else " ".join(words.split()).strip('" ')
    if not line:
        return "needs your words: write the line, or no."
    if not _is_a_line(line):
        return f"left open: that's {len(line.split())} words, and one line is plenty."
    promises.close_promise(conn, asked.id, case.now, case.by, SENT)
    told = _send(conn, house, case, asked, line)
    _suggest_edit(conn, house, case, asked, line)
    return (
        f"\"{line}\" goes to {told} who haven't replied, in 15 minutes. Reply STOP and it doesn't."
    )


def _send(conn: Connection, house: House, case: Case, asked: Promise, line: str) -> int:
    askers = asked.details.get("askers")
    ids = [int(str(one)) for one in askers] if isinstance(askers, list) else []
    readers = _readers(conn, int(str(asked.details["stage_id"])), ids)
    leaves = house.hours.next_open(case.now + BULK_HOLD)
    for one in readers:
        letter = Letter(
            MailId.P34,
            f"{len(ids)} people asked the same",
            to=(people.person_by_id(conn, one.person_id),),
            values={
                "task": f"Task {house.task(one.task).number}",
                "line": line,
                "due": house.hours.local(one.due_at),
            },
            not_before=leaves,
            expires_at=one.due_at,
            assignment_id=one.id,
            stage_id=one.stage_id,
            needs_open=True,
            approved=True,
            in_reply=False,
            once_key=f"P34:{one.stage_id}:{one.person_id}",
        )
        queue(conn, house, case.now, letter)
    return len(readers)


def _suggest_edit(conn: Connection, house: House, case: Case, asked: Promise, line: str) -> None:
    """Keep the line beside the task in the home folder, for whoever edits its text next time."""
    stage_id = int(str(asked.details["stage_id"]))
    work = tasks.in_stage(conn, stage_id)
    if not work:
        return
    told = f"{house.hours.today(case.now)} {work[0].stage}: {line}"
    suggest(conn, house, work[0].task, told, asked.id)
