"""Put the scheme into numbers on one page: no name in it, and no small group that could be told apart (E5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from mailbot.core.people import PersonState, Role
from mailbot.core.small_groups import FEW, HIDDEN, LEAST, hidden, shown

ROLES = {
    Role.CLINICIAN: "clinicians",
    Role.GENERAL_MANAGER: "general managers",
    Role.SPECIALTY_MANAGER: "specialty managers",
}
STATES = {
    PersonState.ACTIVE: "In a pair or trio",
    PersonState.WAITING: "On the waiting list",
    PersonState.PAUSED: "Taking a break",
    PersonState.LEFT: "Have left",
    PersonState.REGISTERED: "Details missing",
}
BASE_RATES = (
    "So that nobody panics at 60%: of pairs matched in a peer scheme in South London, about one third "
    "became a lasting relationship, whether people had opted in or out (southlondonpeers.com).",
    "In a hospital's mentoring scheme 42 of 72 people (58%) took part, and 23 of those 42 (55%) answered at "
    "the end of the year; the others named lack of time (Webb and colleagues, PMJ 2015).",
)
WHY_HIDDEN = (
    f'"{FEW}" stands for groups under {LEAST}, nobody included; "{HIDDEN}" is left out with one of '
    "them, so that no subtraction brings it back."
)


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage of a task: by role who was asked, who did it, and in how many days each did."""

    task: str
    stage: str
    asked: Mapping[Role, int]
    days: Mapping[Role, Sequence[float]]

    def done(self, role: Role) -> int:
        """Give how many of a role did it."""
        return len(self.days.get(role, ()))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the record holds, before anything is hidden.

    `touches` is how many mails coordinators wrote to the scheme in the last four weeks. `lines` are
    words that may be quoted anywhere, `inside` counts those that may be read inside the group only.
    """

    people: Mapping[PersonState, Mapping[Role, int]]
    pairs: int
    trios: int
    rematches: int
    stages: Sequence[StageFigures]
    touches: int | None = None
    lines: Sequence[str] = ()
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as it may be shown; `share` is the exact part of a whole, 0 to 1, where that is shown."""

    label: str
    value: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section: what it is about, and its values; without values it is a sentence."""

    about: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The page: a title, the day it is of in words, and its sections."""

    title: str
    day: str
    sections: tuple[Section, ...] = field(default=())


def report(title: str, day: str, figures: Figures) -> Report:
    """Make the page; raw counts of small groups end here."""
    sections = [
        Section("People", _people(figures)),
        Section("Pairs", _pairs(figures)),
        Section("Tasks: who did each step", tuple(map(_completing, figures.stages))),
        Section("Tasks: days to an answer, half took fewer", _medians(figures)),
        Section("What people said", _said(figures)),
        Section("For comparison", tuple(map(Row, BASE_RATES))),
        Section("How to read it", (Row(WHY_HIDDEN),)),
    ]
    return Report(title, day, tuple(one for one in sections if one.rows))


def _people(figures: Figures) -> tuple[Row, ...]:
    """Give a row for each state somebody is in.

    How many are in a state is known from the pairs and the digest, so each row is hidden as a set. How
    many there are of a role in all stands nowhere, so that nothing can be taken away down a column.
    """
    rows = []
    for state, words in STATES.items():
        counted = {role: figures.people.get(state, {}).get(role, 0) for role in ROLES}
        if any(counted.values()):
            gone = hidden(counted)
            cells = (
                Cell(name, shown(counted[role], is_hidden=role in gone))
                for role, name in ROLES.items()
            )
            rows.append(Row(words, tuple(cells)))
    return tuple(rows) or (Row("Nobody has joined so far."),)


def _pairs(figures: Figures) -> tuple[Row, ...]:
    counts = (
        ("Pairs at work", figures.pairs),
        ("Trios at work", figures.trios),
        ("Rematches so far", figures.rematches),
    )
    rows = [Row(about, (Cell("", shown(count) if count else "none"),)) for about, count in counts]
    if figures.touches is not None:
        wrote = Cell("", str(figures.touches))
        rows.append(Row("Mails coordinators wrote to the scheme in four weeks", (wrote,)))
    return tuple(rows)


def _completing(stage: StageFigures) -> Row:
    asked = {role: stage.asked.get(role, 0) for role in ROLES}
    done = {role: stage.done(role) for role in ROLES}
    cells = completion(asked, done)
    return Row(
        f"{stage.task}, {stage.stage}",
        tuple(Cell(ROLES[role], value, share) for role, (value, share) in cells.items()),
    )


def completion(
    asked: Mapping[Role, int], done: Mapping[Role, int]
) -> dict[Role, tuple[str, float | None]]:
    """Say for each role how many of those asked did it; the sums over roles are known to many.

    Whoever took part hears how many wrote in all, so neither those who did it nor those who did not nor
    those who were asked may be found for one role by taking the others away.
    """
    present = {role: count for role, count in asked.items() if count}
    whole_hidden = hidden(present)
    part_hidden = hidden({role: done[role] for role in present}) | hidden(
        {role: present[role] - done[role] for role in present}
    )
    return {
        role: _part(
            done[role], whole, whole_hidden=role in whole_hidden, part_hidden=role in part_hidden
        )
        for role, whole in present.items()
    }


def _part(  # noqa: PLR0911 - one return per case reads best here
    part: int, whole: int, *, whole_hidden: bool, part_hidden: bool
) -> tuple[str, float | None]:
    if whole < LEAST:
        return f"{FEW} people", None
    if whole_hidden:
        return HIDDEN, None
    if part < LEAST:
        return f"{FEW} of {whole}", None
    if whole - part < LEAST:
        return f"all or nearly all of {whole}", None
    if part_hidden:
        return HIDDEN, None
    return f"{100 * part / whole:.0f}% of {whole}", part / whole


def _medians(figures: Figures) -> tuple[Row, ...]:
    rows = []
    for stage in figures.stages:
        cells = tuple(
            Cell(name, f"{median(stage.days[role]):.1f}")
            for role, name in ROLES.items()
            if stage.done(role) >= LEAST
        )
        if cells:
            rows.append(Row(f"{stage.task}, {stage.stage}", cells))
    return tuple(rows)


def _said(figures: Figures) -> tuple[Row, ...]:
    rows = [Row(f'"{one}"') for one in figures.lines]
    if figures.inside:
        count = shown(figures.inside)
        more = "more lines are" if figures.lines else "lines are"
        rows.append(Row(f'{count} {more} for the group alone: coordinators write "feedback".'))
    return tuple(rows)


def as_lines(section: Section) -> list[str]:
    """Write a section as text, one "name: value" to a line (I5)."""
    lines = []
    for row in section.rows:
        cells = ", ".join(f"{one.label} {one.value}".strip() for one in row.cells)
        lines.append(f"{row.about}: {cells}" if cells else row.about)
    return lines
