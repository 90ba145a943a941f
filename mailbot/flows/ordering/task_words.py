"""Let coordinators change the words of a task by mail: shown as people will read it, used at their OK (C2, F11)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.core.mails import MailId
from mailbot.core.task_drafts import OwnWords, with_numbers
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import find_task
from mailbot.flows.ordering.previewing import FIRST, findings_of_task, preview
from mailbot.flows.ordering.word_changes import edited
from mailbot.flows.ordering.word_edits import Edit, as_edit
from mailbot.flows.own_words import IN_USE, PUT_BACK, in_use, saying
from mailbot.flows.stages.opening import plan_stages
from mailbot.flows.stages.wording import reach_of, say_anew
from mailbot.flows.writing import Letter, queue
from mailbot.translate.drafts import YOUR_TEXT
from mailbot.translate.phrases import day

OPTIONS = ("ok", "no", YOUR_TEXT)


def show(conn: Connection, house: House, case: Case, said: str) -> list[str]:
    """Mail a task as people would read it were it started today, to be changed by a reply (N08)."""
    return reword(conn, house, case, said)


def reword(conn: Connection, house: House, case: Case, said: str) -> list[str]:
    """Show a task's mails, with the changes that a coordinator wrote below its name, where there are any."""
    name, _, words = said.partition("\n")
    task = find_task(house, name)
    if task is None:
        known = ", ".join(f"{one.number} {one.title}" for one in house.bank.values())
        return [f"I don't know that task. There is: {known}."]
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.WORDING.value,
        f"Use the new words for task {task.number}?",
        case.now,
        asks_coordinator=False,
        options=list(OPTIONS),
        received_id=case.received_id,
        details={"task": task.name, "before": _holds(house, task)},
    )
    if words.strip():
        problem = _change(conn, house, case, asked, words.strip())
        return [f"Task {task.number}: {problem}"] if problem else []
    _show(conn, house, case, asked, Edit({}, {}))
    return []


def _holds(house: House, task: TaskDefinition) -> int:
    """Give the decision whose words a task has now; 0 for its own."""
    known = house.own_words.get(task.name)
    return known.decided if known is not None else 0


def decided(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Use new words, drop them, or change them further as the coordinator's answer says (F11)."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no", kept=False)
        return "left as it was."
    if means is Meaning.WORDS:
        return _change(conn, house, case, asked, words)
    if means is not Meaning.YES or "files" not in asked.details:
        return "left as it is: nothing in it was changed. OK, no, or the text as it should be?"
    return _agreed(conn, house, case, asked)


def _agreed(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    task = house.bank[str(asked.details["task"])]
    if asked.details.get("before") != _holds(house, task):
        promises.close_promise(conn, asked.id, case.now, case.by, "too late", kept=False)
        return (
            f"not used: task {task.number} has got other words since. Please say the change again."
        )
    promises.close_promise(conn, asked.id, case.now, case.by, IN_USE)
    return _use(conn, house, case, asked, task)


def _use(conn: Connection, house: House, case: Case, asked: Promise, task: TaskDefinition) -> str:
    edit = as_edit(asked.details, None)
    reach = reach_of(conn, house, case, task, _stages(edit))
    say_anew(conn, _saying(house, task, edit, asked.id), case, task.name)
    told = " ".join(reach) or "They go out the next time it's started."
    return (
        f"done: task {task.number} has your words from now on. {told} To have its own back, say: put back "
        f"task {task.number}'s own words."
    )


def _saying(house: House, task: TaskDefinition, edit: Edit, decided_by: int) -> House:
    own = OwnWords(decided_by, with_numbers(task, edit.numbers), edit.files)
    return saying(house, {**house.own_words, task.name: own})


def _stages(edit: Edit) -> list[str]:
    return [one.removesuffix(".md") for one in edit.touched]


def _change(conn: Connection, house: House, case: Case, asked: Promise, words: str) -> str:
    name = str(asked.details["task"])
    task = house.bank[name]
    opens = house.hours.working_day_from(house.hours.today(case.now))
    now = as_edit(asked.details, house.own_words.get(name))
    edit = edited(house, now, name, opens, words)
    if isinstance(edit, str):
        return edit
    problem = _too_tight(conn, house, case, task, edit)
    if problem:
        return problem
    details = asked.details | {
        "files": edit.files,
        "numbers": edit.numbers,
        "touched": list(edit.touched),
        "findings": list(edit.findings),
    }
    promises.change_promise(conn, asked.id, details=details, asks_coordinator=True)
    _show(conn, house, case, promises.promise_by_id(conn, asked.id), edit)
    return ""


def _too_tight(conn: Connection, house: House, case: Case, task: TaskDefinition, edit: Edit) -> str:
    """Nobody who was told one length is held to a shorter one."""
    tighter = [
        one
        for one in task.stages
        if 0 < edit.numbers.get(one.name, {}).get("limit_words", 0) < one.limit_words
    ]
    if tighter and reach_of(conn, house, case, task, [tighter[0].name]):
        one = tighter[0]
        return (
            f"left as it was: it runs, and people were told {one.limit_words} words for the {one.what}. "
            "Make it shorter when this round is over."
        )
    return ""


def _show(conn: Connection, house: House, case: Case, asked: Promise, edit: Edit) -> None:
    """Mail the coordinator the task as it would read, with dates, findings, and whom it still reaches."""
    coordinator = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    if coordinator is None:
        return
    known = house.bank[str(asked.details["task"])]
    drawn = _saying(house, known, edit, asked.id) if edit.touched else house
    task = drawn.bank[known.name]
    opens = house.hours.working_day_from(house.hours.today(case.now))
    only = _stages(edit)
    planned = [
        f"{stage.what}: {day(house.hours.local(begins))} to {day(house.hours.local(due))}"
        for stage, begins, due in plan_stages(task, opens, house.hours)
    ]
    reach = reach_of(conn, house, case, task, only) if edit.touched else []
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N08,
            "a task's words to look at",
            coordinator=coordinator,
            values={
                "task": f"Task {task.number}, {task.title}",
                "first": FIRST,
                "findings": [*edit.findings, *findings_of_task(drawn, task, opens, only)],
                "stages": [] if edit.touched else planned,
                "preview": preview(drawn, task, opens, only, house),
                "reworded": bool(edit.touched),
                "reach": reach,
                "own_words": _holds(house, known) > 0 and not edit.touched,
                "number": task.number,
            },
            answers=case.incoming,
            promise_id=asked.id,
            offers=OPTIONS,
            once_key=f"N08:{asked.id}:{case.received_id}:{len(str(asked.details))}",
        ),
    )


def nothing_to_put_back(conn: Connection, house: House, said: str) -> str:
    """Say why a task can't have its own words back; empty where it can."""
    task = find_task(house, said)
    if task is None:
        return "Which task? Say for example: put back task 1's own words. Nothing was done."
    if not _agreed_for(conn, house, task):
        return f"Task {task.number} has the words it came with; nothing was done."
    return ""


def _agreed_for(conn: Connection, house: House, task: TaskDefinition) -> list[Promise]:
    return [one for one in in_use(conn, house) if one.details.get("task") == task.name]


def put_back(conn: Connection, house: House, case: Case, said: str) -> str:
    """Give a task the words back that it came with; what waits to leave is written anew."""
    problem = nothing_to_put_back(conn, house, said)
    task = find_task(house, said)
    if problem or task is None:
        return problem
    agreed = _agreed_for(conn, house, task)
    stages = {one for decision in agreed for one in _stages(as_edit(decision.details, None))}
    for one in agreed:
        promises.change_promise(conn, one.id, outcome=PUT_BACK)
    left = {name: one for name, one in house.own_words.items() if name != task.name}
    reach = reach_of(conn, house, case, task, sorted(stages))
    say_anew(conn, saying(house, left), case, task.name)
    return f"Task {task.number} has the words back that it came with. {' '.join(reach)}".strip()
