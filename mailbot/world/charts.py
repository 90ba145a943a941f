"""The four charts of the story: bars by week, each with its numbers and a sentence for the ear."""

from dataclasses import dataclass
from math import ceil

from mailbot.world.tally import joined_so_far, sent_to_people
from mailbot.world.telling import Telling

# In units of the drawing: a phone shows one unit as about one pixel.
WIDTH, HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 4, 10, 168
_STEPS = (0.5, 1, 2, 5)
_MOST_STEPS = 4
_MOST_LABELS = 9


@dataclass(frozen=True, slots=True)
class Series:
    """One thing counted week by week."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `series` is the index of what it counts, `says` its meaning in words."""

    x: float
    y: float
    width: float
    height: float
    series: int
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label of an axis and where along that axis it stands."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw; `summary` and `rows` (week, then one cell per series) say the same."""

    key: str
    title: str
    summary: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    heights: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    rows: tuple[tuple[str, ...], ...]


def charts(telling: Telling) -> tuple[Chart, ...]:
    """Draw letters and reminders, mails per person, people by state, and coordinator touches."""
    weeks = telling.weeks
    numbers = [week.number for week in weeks]
    letters = Series("Letters", tuple(week.letters for week in weeks))
    reminders = Series("Reminders", tuple(week.reminders for week in weeks))
    touches = Series("Things to do", tuple(week.touches for week in weeks))
    return (
        _chart("letters", "Letters and reminders", numbers, (letters, reminders)),
        _chart("mails", "Mails to one person", numbers, _mails_each(telling), averages=True),
        _chart("states", "Where people stand", numbers, _states(telling), stacked=True),
        _chart("touches", "What a coordinator had to do", numbers, (touches,)),
    )


def _mails_each(telling: Telling) -> tuple[Series, ...]:
    sent = sent_to_people(telling)
    people = joined_so_far(telling)
    average = tuple(
        round(week.total() / joined, 2) if joined else 0.0
        for week, joined in zip(sent, people, strict=True)
    )
    most = tuple(max(week.values(), default=0) for week in sent)
    return Series("Average", average), Series("Most for anyone", most)


def _states(telling: Telling) -> tuple[Series, ...]:
    names = list(dict.fromkeys(name for week in telling.weeks for name, _ in week.states))
    if names:
        counted = [dict(week.states) for week in telling.weeks]
        return tuple(
            Series(name.capitalize(), tuple(one.get(name, 0) for one in counted)) for name in names
        )
    waiting = tuple(week.waiting for week in telling.weeks)
    others = tuple(
        max(joined - wait, 0) for joined, wait in zip(joined_so_far(telling), waiting, strict=True)
    )
    return Series("Everybody else who joined", others), Series("Waiting for a buddy", waiting)


def _chart(
    key: str,
    title: str,
    numbers: list[int],
    series: tuple[Series, ...],
    *,
    stacked: bool = False,
    averages: bool = False,
) -> Chart:
    columns = list(zip(*(one.values for one in series), strict=True))
    highest = max((sum(column) if stacked else max(column) for column in columns), default=0)
    step = _step(highest, halves=averages)
    top = max(ceil(highest / step), 1) * step
    return Chart(
        key=key,
        title=title,
        summary=" ".join(_sentence(one, numbers, levels=stacked or averages) for one in series),
        series=series,
        bars=_bars(series, numbers, top, stacked=stacked),
        heights=_heights(step, top),
        weeks=_week_labels(numbers),
        rows=tuple(
            (str(number), *(f"{value:g}" for value in column))
            for number, column in zip(numbers, columns, strict=True)
        ),
    )


def _bars(
    series: tuple[Series, ...], numbers: list[int], top: float, *, stacked: bool
) -> tuple[Bar, ...]:
    slot = (WIDTH - _LEFT - _RIGHT) / max(len(numbers), 1)
    side_by_side = 1 if stacked else len(series)
    width = min(slot * 0.8 / side_by_side, 22)
    made = []
    for index, number in enumerate(numbers):
        left = _LEFT + slot * index + (slot - width * side_by_side) / 2
        floor = float(_BOTTOM)
        for position, one in enumerate(series):
            value = one.values[index]
            height = (_BOTTOM - _TOP) * value / top
            x = left if stacked else left + width * position
            says = f"Week {number}, {one.name.lower()}: {value:g}"
            if value:
                made.append(
                    Bar(
                        round(x, 2),
                        round(floor - height, 2),
                        round(width * 0.94, 2),
                        round(height, 2),
                        position,
                        says,
                    )
                )
            floor -= height if stacked else 0
    return tuple(made)


def _step(highest: float, *, halves: bool) -> float:
    """Choose a round distance between the lines, so that few of them reach the highest bar."""
    scale = 1.0
    while True:
        for step in _STEPS:
            if (halves or step * scale >= 1) and highest / (step * scale) <= _MOST_STEPS:
                return step * scale
        scale *= 10


def _heights(step: float, top: float) -> tuple[Mark, ...]:
    count = round(top / step)
    return tuple(
        Mark(round(_BOTTOM - (_BOTTOM - _TOP) * line / count, 2), f"{line * step:g}")
        for line in range(count + 1)
    )


def _week_labels(numbers: list[int]) -> tuple[Mark, ...]:
    slot = (WIDTH - _LEFT - _RIGHT) / max(len(numbers), 1)
    every = max(ceil(len(numbers) / _MOST_LABELS), 1)
    return tuple(
        Mark(round(_LEFT + slot * (index + 0.5), 2), str(number))
        for index, number in enumerate(numbers)
        if index % every == 0
    )


def _sentence(series: Series, numbers: list[int], *, levels: bool) -> str:
    if not any(series.values):
        return f"{series.name}: none in any week."
    most = max(series.values)
    when = numbers[series.values.index(most)]
    total = "" if levels else f"{sum(series.values):,g} in all, "
    return (
        f"{series.name}: {total}{most:g} at most, in week {when}, "
        f"and {series.values[-1]:g} in the last week."
    )
