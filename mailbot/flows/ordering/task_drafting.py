"""Let coordinators write a task in a mail: read it, show it as people will see it, file it at their OK."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.core.mails import MailId
from mailbot.core.task_drafts import MINUTES, WINDOW_DAYS, Draft, DraftStage, folder_name
from mailbot.core.tasks import StageDefinition, StageKind, TaskDefinition
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import find_task
from mailbot.flows.own_tasks import FILED
from mailbot.flows.stages.opening import plan_stages
from mailbot.flows.writing import Letter, queue
from mailbot.translate.bank import load_bank
from mailbot.translate.drafts import YOUR_TEXT
from mailbot.translate.phrases import day
from mailbot.translate.task_changes import changed, changes_in
from mailbot.translate.task_drafts import read_draft
from mailbot.translate.task_files import files_of
from mailbot.translate.two_minutes import Check, two_minute_check

# As whom a task is shown before it goes to anybody.
FIRST, BUDDY = "Sam", "Priya"
NOTHING_TO_ASK = (
    "I couldn't find what people are to do. Say for example: new task: Swap a form. Send your buddy a "
    "form you hate and one line of why. 10 minutes, a week. Only your buddy reads it."
)
_OPTIONS = ("ok", "no", YOUR_TEXT)
WEEK = timedelta(days=3)
# Where somebody's words go to somebody, it must be said to whom.
_READ = frozenset(StageKind) - {StageKind.DAY, StageKind.CHOICE}


def write_task(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Keep a task that somebody wrote as a draft, and show it (N08); give lines where there is none."""
    draft = read_draft(said.text)
    if draft is None or not any(one.asks for one in draft.stages):
        return [NOTHING_TO_ASK]
    number = 1 + max((one.number for one in house.bank.values()), default=0)
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.DRAFT,
        f'Task {number} "{draft.title}" is drafted: file it?',
        _OPTIONS,
        details={"text": said.text, "changes": [], "task": number},
    )
    _show(conn, house, case, asked, draft)
    return []


def decided(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """File a draft, drop it, or change it as the coordinator's words say and show it once more (F11)."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no", kept=False)
        return "dropped; nothing was kept of it."
    if means is Meaning.WORDS:
        return _change(conn, house, case, asked, words)
    draft = _draft_of(asked)
    if means is not Meaning.YES or draft is None:
        return "left open: ok, no, or the text as it should be?"
    number = int(str(asked.details["task"]))
    name = folder_name(draft.title, house.bank)
    details = asked.details | {"name": name, "files": files_of(draft, number)}
    promises.change_promise(conn, asked.id, details=details)
    promises.close_promise(conn, asked.id, case.now, case.by, FILED)
    return f'filed as task {number}. To begin, write "start task {number}" with the day.'


# Fewer words speak of a draft, and are no text that people could work from.
FEWEST_WORDS = 12


def _change(conn: Connection, house: House, case: Case, asked: Promise, words: str) -> str:
    """Take single changes as they are, and anything else for the whole text."""
    listed = asked.details.get("changes")
    before = [str(one) for one in listed] if isinstance(listed, list) else []
    details: dict[str, object] = {"changes": [*before, words]}
    now = _draft_of(asked)
    if changes_in(words) and now is not None and changed(now, words) == now:
        return "left as it was: I couldn't find that in it. Send me the whole sentence as it should be."
    if not changes_in(words):
        if len(words.split()) < FEWEST_WORDS:
            return "left as it was. Send me the whole text as it should be, OK to keep it, or NO to drop it."
        draft = read_draft(words)
        if draft is None or not any(one.asks for one in draft.stages):
            return "left as it was: I couldn't find what people are to do."
        details = {"text": words, "changes": []}
    promises.change_promise(conn, asked.id, details=asked.details | details)
    again = promises.promise_by_id(conn, asked.id)
    draft = _draft_of(again)
    assert draft is not None, "what was read before can be read again"
    _show(conn, house, case, again, draft)
    return ""


def _draft_of(asked: Promise) -> Draft | None:
    draft = read_draft(str(asked.details.get("text") or ""))
    listed = asked.details.get("changes")
    if draft is not None and isinstance(listed, list):
        for one in listed:
            draft = changed(draft, str(one))
    return draft


def _show(conn: Connection, house: House, case: Case, asked: Promise, draft: Draft) -> None:
    """Mail the author the draft as people will see it, with what the two-minute check found (C2)."""
    coordinator = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    if coordinator is None:
        return
    number = int(str(asked.details["task"]))
    files = {f"draft/{name}": text for name, text in files_of(draft, number).items()}
    task = load_bank(files)["draft"]
    drawn = replace(
        house,
        templates=house.templates.adding({f"tasks/{key}": text for key, text in files.items()}),
    )
    opens = house.hours.working_day_from(house.hours.today(case.now))
    version = len(str(asked.details.get("changes"))) + len(str(asked.details.get("text")))
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N08,
            "a task to look at before it is filed",
            coordinator=coordinator,
            values={
                "task": f"Task {number}, {draft.title}",
                "first": FIRST,
                "findings": list(_findings(house, case, draft)),
                "stages": [f"{one.what}: {one.window_days} days" for one in task.stages],
                "preview": preview(drawn, task, opens),
                "draft": True,
            },
            answers=case.incoming,
            promise_id=asked.id,
            offers=_OPTIONS,
            once_key=f"N08:{asked.id}:{case.received_id}:{version}",
        ),
    )


def preview(house: House, task: TaskDefinition, opens: date) -> str:
    """Give the announcement of each step as somebody will read it, one under the other."""
    shown = (f"{subject}\n\n{body}" for _, subject, body in announcements(house, task, opens))
    return "\n\n\n".join(shown)


def announcements(
    house: House, task: TaskDefinition, opens: date
) -> Iterator[tuple[StageDefinition, str, str]]:
    """Give each step that begins with a mail of its own, that mail's subject, and its body without footer."""
    for stage, begins, due in plan_stages(task, opens, house.hours):
        if stage.opens_on_relay:
            continue
        week = house.hours.working_day_from(house.hours.today(due) + WEEK)
        wording = house.templates.render(
            f"tasks/{task.name}/{stage.name}",
            {
                "task": f"Task {task.number}",
                "what": stage.what,
                "minutes": stage.minutes,
                "limit": stage.limit_words or None,
                "due": house.hours.local(due),
                "on": house.hours.today(begins),
                "first_day": week,
                "last_day": house.hours.add_working_days(week, 4),
                "option": stage.choices[0] if stage.choices else "A",
                "buddy": BUDDY,
                "counterpart": "manager",
                "trio": False,
                "stand_in": stage.kind is StageKind.LETTER,
                "competences": list(stage.competences),
                "writers": [FIRST, BUDDY],
                "texts": [f"(what {FIRST} wrote)", f"(what {BUDDY} wrote)"],
                "commissioner": house.scheme.commissioner,
            },
        )
        body, _, _footer = wording.text.strip().rpartition("\n\n")
        yield stage, wording.subject, body.strip()


def _findings(house: House, case: Case, draft: Draft) -> list[str]:
    found: list[str] = []
    for number, stage in enumerate(draft.stages, 1):
        where = f"step {number}: " if len(draft.stages) > 1 else ""
        found += [f"{where}{one}" for one in _findings_of(house, case, stage)]
    return found


def _findings_of(house: House, case: Case, stage: DraftStage) -> tuple[str, ...]:
    said = [stage.asks, stage.readers, f"{stage.minutes} minutes." if stage.minutes else ""]
    check = Check(
        "\n".join(one for one in said if one),
        house.hours.today(case.now),
        house.hours,
        in_frame=True,
        readers=stage.kind in _READ,
    )
    found = two_minute_check(check)
    if not stage.window_days:
        found = (*found, f"no time to do it in is said; it would be {WINDOW_DAYS} days")
    return tuple(
        f"{one}; it would say {MINUTES} minutes" if one.startswith("no time needed") else one
        for one in found
    )


def send_preview(conn: Connection, house: House, case: Case, said: str) -> list[str]:
    """Mail a task of the bank as people will see it, with its dates were it started today (N08)."""
    task = find_task(house, said)
    coordinator = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    if task is None or coordinator is None:
        known = ", ".join(f"{one.number} {one.title}" for one in house.bank.values())
        return [f"I don't know that task. There is: {known}."]
    opens = house.hours.working_day_from(house.hours.today(case.now))
    planned = plan_stages(task, opens, house.hours)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N08,
            "a task to look at",
            coordinator=coordinator,
            values={
                "task": f"Task {task.number}, {task.title}",
                "first": FIRST,
                "findings": list(findings_of_task(house, task, opens)),
                "stages": [
                    f"{stage.what}: {day(house.hours.local(begins))} to {day(house.hours.local(due))}"
                    for stage, begins, due in planned
                ],
                "preview": preview(house, task, opens),
            },
            answers=case.incoming,
        ),
    )
    return []


def findings_of_task(house: House, task: TaskDefinition, opens: date) -> Iterator[str]:
    """Give what the two-minute check finds in the announcements of a task, started on a day."""
    for stage, _, text in announcements(house, task, opens):
        check = Check(text, opens, house.hours, readers=stage.kind in _READ)
        for one in two_minute_check(check):
            yield f"{stage.what}: {one}" if len(task.stages) > 1 else one
