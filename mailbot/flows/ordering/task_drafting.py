"""Let coordinators write a task in a mail: read it, show it as people will see it, file it at their OK."""

from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.core.mails import MailId
from mailbot.core.task_drafts import MINUTES, WINDOW_DAYS, Draft, DraftStage, folder_name
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.previewing import FIRST, READ, preview
from mailbot.flows.own_tasks import FILED
from mailbot.flows.writing import Letter, queue
from mailbot.translate.bank import load_bank
from mailbot.translate.drafts import YOUR_TEXT
from mailbot.translate.task_changes import changed, changes_in
from mailbot.translate.task_drafts import read_draft
from mailbot.translate.task_files import files_of
from mailbot.translate.two_minutes import Check, two_minute_check

NOTHING_TO_ASK = (
    "I couldn't find what people are to do. Say for example: new task: Swap a form. Send your buddy a "
    "form you hate and one line of why. 10 minutes, a week. Only your buddy reads it."
)
_OPTIONS = ("ok", "no", YOUR_TEXT)


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
    draft = _draft_of(house, asked)
    if means is not Meaning.YES or draft is None:
        return "left open: ok, no, or the text as it should be?"
    number = int(str(asked.details["task"]))
    name = folder_name(draft.title, house.bank)
    details = asked.details | {"name": name, "files": files_of(draft, number)}
    promises.change_promise(conn, asked.id, details=details)
    promises.close_promise(conn, asked.id, case.now, case.by, FILED)
    return f'filed as task {number}. To begin, write "start task {number}" with the day.'


NOT_IN_IT = (
    "left as it was: I couldn't find that in it, or couldn't be sure what it becomes. Send me the whole "
    "sentence as it should be."
)
# Fewer words speak of a draft, and are no text that people could work from.
FEWEST_WORDS = 12


def _change(conn: Connection, house: House, case: Case, asked: Promise, words: str) -> str:
    """Take single changes as they are, and anything else for the whole text."""
    listed = asked.details.get("changes")
    before = [str(one) for one in listed] if isinstance(listed, list) else []
    details: dict[str, object] = {"changes": [*before, words]}
    now, today = _draft_of(house, asked), house.hours.today(asked.opened_at)
    if changes_in(words) and now is not None and changed(now, words, today) == now:
        return NOT_IN_IT
    if not changes_in(words):
        if len(words.split()) < FEWEST_WORDS:
            return "left as it was. Send me the whole text as it should be, OK to keep it, or NO to drop it."
        draft = read_draft(words)
        if draft is None or not any(one.asks for one in draft.stages):
            return "left as it was: I couldn't find what people are to do."
        details = {"text": words, "changes": []}
    promises.change_promise(conn, asked.id, details=asked.details | details)
    again = promises.promise_by_id(conn, asked.id)
    draft = _draft_of(house, again)
    assert draft is not None, "what was read before can be read again"
    _show(conn, house, case, again, draft)
    return ""


def _draft_of(house: House, asked: Promise) -> Draft | None:
    today = house.hours.today(asked.opened_at)
    draft = read_draft(str(asked.details.get("text") or ""))
    listed = asked.details.get("changes")
    if draft is not None and isinstance(listed, list):
        for one in listed:
            draft = changed(draft, str(one), today)
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
        readers=stage.kind in READ,
    )
    found = two_minute_check(check)
    if not stage.window_days:
        found = (*found, f"no time to do it in is said; it would be {WINDOW_DAYS} days")
    return tuple(
        f"{one}; it would say {MINUTES} minutes" if one.startswith("no time needed") else one
        for one in found
    )
