"""Show a task as somebody will read it, before it goes to anybody, with what the two-minute check finds."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from mailbot.core.tasks import StageDefinition, StageKind, TaskDefinition
from mailbot.flows.house import House
from mailbot.flows.stages.opening import plan_stages
from mailbot.translate.phrases import day, hour, listed, short
from mailbot.translate.task_wording import Shown, whole_template
from mailbot.translate.templates import Value
from mailbot.translate.two_minutes import Check, two_minute_check

# As whom a task is shown.
FIRST, BUDDY, COUNTERPART = "Sam", "Priya", "manager"
WEEK = timedelta(days=3)
# Where somebody's words go to somebody, it must be said to whom.
READ = frozenset(StageKind) - {StageKind.DAY, StageKind.CHOICE}


def preview(
    house: House,
    task: TaskDefinition,
    opens: date,
    only: Collection[str] = frozenset(),
    before: House | None = None,
) -> str:
    """Give the announcement of each step as somebody will read it, one under the other; or `only` some mails.

    Where a mail reads differently by what was chosen, a reading is shown that differs from the one `before`.
    """
    if not only:
        shown = [f"{subject}\n\n{body}" for _, subject, body in announcements(house, task, opens)]
    else:
        files = [one for one in mails_of(house, task) if one.removesuffix(".md") in only]
        mails = [_that_differs(house, task, one, opens, before) for one in files]
        shown = [f"{one.subject}\n\n{one.body}" for one in mails]
    return "\n\n\n".join(shown)


def _that_differs(
    house: House, task: TaskDefinition, file: str, opens: date, before: House | None
) -> Shown:
    readings = {
        option: shown_mail(house, task, file, opens, option)
        for option in _choices(task, file.removesuffix(".md"))
    }
    for option, shown in readings.items():
        if before is None or shown.body != shown_mail(before, task, file, opens, option).body:
            return shown
    return next(iter(readings.values()))


def _choices(task: TaskDefinition, name: str) -> tuple[str, ...]:
    known = [one.name for one in task.stages]
    chosen = task.stage_before(name) if name in known else None
    return chosen.choices if chosen is not None and chosen.choices else ("A",)


def announcements(
    house: House, task: TaskDefinition, opens: date
) -> Iterator[tuple[StageDefinition, str, str]]:
    """Give each step that begins with a mail of its own, that mail's subject, and its body without footer."""
    for stage in task.stages:
        if not stage.opens_on_relay:
            shown = shown_mail(house, task, f"{stage.name}.md", opens)
            yield stage, shown.subject, shown.body


def mails_of(house: House, task: TaskDefinition) -> tuple[str, ...]:
    """Give the files of a task's mails: its steps in their order, then what closes them."""
    folder = f"tasks/{task.name}/"
    files = [one for one in house.templates.files if one.startswith(folder) and one.endswith(".md")]
    found = [one.removeprefix(folder) for one in files]
    steps = [f"{one.name}.md" for one in task.stages]
    return (*(one for one in steps if one in found), *(one for one in found if one not in steps))


def shown_mail(
    house: House, task: TaskDefinition, file: str, opens: date, option: str = "A"
) -> Shown:
    """Give one mail of a task as Sam reads it, with its template and what is filled in for each reader."""
    name = file.removesuffix(".md")
    planned = plan_stages(task, opens, house.hours)
    stage, begins, due = next((one for one in planned if one[0].name == name), planned[0])
    before = task.stage_before(stage.name) if stage.opens_on_relay else None
    week = house.hours.working_day_from(house.hours.today(due) + WEEK)
    values: dict[str, Value] = {
        "task": f"Task {task.number}",
        "what": (before or stage).what,
        "minutes": stage.minutes,
        "limit": stage.limit_words or None,
        "due": house.hours.local(due),
        "on": house.hours.today(begins),
        "first_day": week,
        "last_day": house.hours.add_working_days(week, 4),
        "option": stage.choices[0] if stage.choices else option,
        "buddy": BUDDY,
        "counterpart": COUNTERPART,
        "trio": False,
        "stand_in": stage.kind is StageKind.LETTER,
        "competences": list(house.frameworks.in_order(stage.competences)),
        "writers": [FIRST, BUDDY],
        "texts": [f"(what {FIRST} wrote)", f"(what {BUDDY} wrote)"],
        "words": f"(what {BUDDY} wrote)",
        "answer": f"(what {BUDDY} answered)",
        "letter": f"(what {FIRST} wrote)",
        "commissioner": house.scheme.commissioner,
    }
    wording = house.templates.render(f"tasks/{task.name}/{name}", values)
    body, _, _footer = wording.text.strip().rpartition("\n\n")
    source = whole_template(house.templates.files, f"tasks/{task.name}/{file}")
    return Shown(source, wording.subject, body.strip(), tuple(_filled(values, source)))


def _filled(values: dict[str, Value], source: str) -> Iterator[tuple[str, str]]:
    """Give what was filled in, as it was shown, with the expression that fills it in for each reader."""
    yield BUDDY, "{{ buddy }}"
    yield "both of you", '{{ "all" if trio else "both" }} of you'
    yield "two of you", '{{ "three" if trio else "two" }} of you'
    for name in ("due", "first_day", "last_day", "on"):
        when = values[name]
        if isinstance(when, date) and (name == "due" or f"{name}|" in source):
            yield day(when), f"{{{{ {name}|day }}}}"
            yield short(when), f"{{{{ {name}|short }}}}"
    due, competences = values["due"], values["competences"]
    assert isinstance(due, datetime), "it was planned"
    yield hour(due), "{{ due|hour }}"
    yield str(values["task"]), "{{ task }}"
    yield f"{values['minutes']} minutes", "{{ minutes }} minutes"
    if values["limit"]:
        yield f"{values['limit']} words", "{{ limit }} words"
    if isinstance(competences, list) and competences:
        yield listed(competences), "{{ competences|listed }}"
    for name in ("counterpart", "commissioner"):
        if name in source:
            yield str(values[name]), f"{{{{ {name} }}}}"


def findings_of_task(
    house: House, task: TaskDefinition, opens: date, only: Collection[str] = frozenset()
) -> Iterator[str]:
    """Give what the two-minute check finds in the announcements of a task, started on a day."""
    for stage, _, text in announcements(house, task, opens):
        check = Check(text, opens, house.hours, readers=stage.kind in READ)
        for one in two_minute_check(check) if not only or stage.name in only else ():
            yield f"{stage.what}: {one}" if len(task.stages) > 1 else one
