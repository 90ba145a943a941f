"""Whenever a date moves, nothing leaves afterwards with the old one, and the new one is reminded of (C18)."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mailbot.flows.case import Case
from mailbot.flows.ordering import dates
from tests.stories.crowd import many_pairs, named
from tests.stories.telling import GIL, LETTER, Telling

PAIRS = 14
OLD = date(2021, 6, 21)
NEW = (15, 17, 18, 22, 23, 24, 25, 28, 29, 30)  # days of June, before and after the old one
HOURS = ((2, 45), (6, 45), (11, 30), (15, 0))
# A minute before a reminder would leave, and while what was announced is still held for second thoughts.
NEARLY = [
    datetime(2021, 6, 10, 6, 35, tzinfo=UTC),
    datetime(2021, 6, 16, 11, 14, 58, tzinfo=UTC),
    datetime(2021, 6, 21, 6, 29, 58, tzinfo=UTC),
    datetime(2021, 6, 21, 16, 59, tzinfo=UTC),
    datetime(2021, 6, 23, 11, 14, 58, tzinfo=UTC),
]


@dataclass(frozen=True, slots=True)
class Move:
    """A date that is moved at a moment, for one of a pair or for both."""

    at: datetime
    to: date
    pair: int
    both: bool


def moves(seed: int) -> list[Move]:
    """Give one to three moves for each pair, there and back, the earliest first."""
    dice = random.Random(seed)
    begins, ends = datetime(2021, 6, 10, 6, tzinfo=UTC), datetime(2021, 6, 23, 18, tzinfo=UTC)
    found = []
    for pair in range(PAIRS):
        times = [begins + (ends - begins) * dice.random() for _ in range(dice.randint(1, 3))]
        times[0] = NEARLY[pair] if pair < len(NEARLY) else times[0]
        both, is_due = dice.random() < 0.5, OLD
        for at in sorted(times):
            days = [date(2021, 6, one) for one in NEW]
            to = dice.choice([one for one in (*days, OLD) if one > at.date() and one != is_due])
            found.append(Move(at, to, pair, both))
            is_due = to
    return sorted(found, key=lambda one: one.at)


def lives(stage: Telling, until: datetime, planned: list[Move]) -> None:
    """Let time pass to a moment, with every move at its own."""
    regular = [
        datetime.combine(stage.clock.now.date() + timedelta(days=day), time(*hour), UTC)
        for day in range((until - stage.clock.now).days + 2)
        for hour in HOURS
    ]
    todo = sorted({*regular, *(one.at for one in planned)})
    for at in [one for one in todo if stage.clock.now < one <= until]:
        stage.clock.now = at
        for one in planned:
            if one.at == at:
                moved(stage, one)
        stage.passes(seconds=2)


def moved(stage: Telling, one: Move) -> None:
    case = Case(stage.clock.now, "Gil asked for it", "Gil")
    with stage.house.engine.begin() as conn:
        for side in ("A", "B") if one.both else ("A",):
            told = dates.extend_person(conn, stage.house, case, named(side, one.pair), one.to)
            assert "they and their buddy are told" in told


def got(stage: Telling, name: str, since: datetime) -> list[tuple[str, str, datetime]]:
    """Give (kind, subject and text, when) of what reached somebody since a moment."""
    rows = stage.ask(
        "select o.mail, o.subject || char(10) || o.text, o.sent_at from outbox o join person p"
        f" on p.id = o.person_id where p.name = '{name}' and o.state = 'sent' order by o.id"
    )
    sent = [(str(kind), str(text), datetime.fromisoformat(str(at))) for kind, text, at in rows]
    return [
        (kind, text, at)
        for kind, text, at in ((k, t, a.replace(tzinfo=a.tzinfo or UTC)) for k, t, a in sent)
        if at > since
    ]


def names(day: date, text: str) -> bool:
    """Say whether a text names a day as our mails do, in full or in short."""
    return f"{day.day} {day:%B}" in text or f"{day.day} {day:%b}" in text


def has_true_dates(stage: Telling, name: str, planned: list[Move]) -> None:
    """Hold every mail that somebody got against the date as it was when it left."""
    ends = [*(one.at for one in planned[1:]), datetime(2022, 1, 1, tzinfo=UTC)]
    all_days = {OLD, *(one.to for one in planned)}
    came: list[tuple[str, str, datetime]] = []
    for one, end in zip(planned, ends, strict=True):
        came = [mail for mail in got(stage, name, one.at) if mail[2] <= end]
        for kind, text, at in came:
            assert not [day for day in all_days - {one.to} if names(day, text)], (name, kind, text)
            assert kind not in {"P21", "P23"} or f"{one.to:%A}" in text, (name, kind, text)
            assert kind != "P22" or at.date() == one.to, (name, at)
    last = planned[-1]
    reminded = [kind for kind, _, _ in came]
    # A day's notice is told by the line that says the new date; the contact budget holds here as well.
    assert {"P22", "P23"} & set(reminded), (name, last, reminded)
    assert "P22" in reminded or (last.to - last.at.date()).days < 2, (name, last, reminded)


def test_nothing_leaves_with_an_old_date_whenever_and_however_often_it_was_moved(
    tmp_path: Path,
) -> None:
    planned = moves(seed=7)

    with many_pairs(tmp_path, PAIRS) as stage:
        lives(stage, datetime(2021, 7, 2, tzinfo=UTC), planned)

        for pair in range(PAIRS):
            theirs = [one for one in planned if one.pair == pair]
            has_true_dates(stage, named("a", pair), theirs)
            if theirs[0].both:
                has_true_dates(stage, named("b", pair), theirs)


def orders(stage: Telling, words: str, at: datetime) -> None:
    """Let Gil order something at a moment, and say YES where that is asked for."""
    stage.clock.now = at
    asked = len(stage.to(GIL, "Reply YES"))
    stage.writes(GIL, words, "An order")
    stage.passes(seconds=20)
    if len(stage.to(GIL, "Reply YES")) > asked:
        stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
        stage.passes(seconds=20)


def test_a_date_that_is_moved_for_all_and_put_back_is_reminded_of_as_if_nothing_had_been(
    tmp_path: Path,
) -> None:
    with many_pairs(tmp_path, 2) as stage:
        lives(stage, datetime(2021, 6, 21, 2, 50, tzinfo=UTC), [])
        orders(stage, "extend task 1 to 25 june", datetime(2021, 6, 21, 5, 0, tzinfo=UTC))
        orders(stage, "undo", datetime(2021, 6, 21, 5, 5, tzinfo=UTC))
        lives(stage, datetime(2021, 6, 24, tzinfo=UTC), [])

        came = got(stage, named("a", 0), datetime(2021, 6, 21, 2, 50, tzinfo=UTC))
        assert [kind for kind, _, _ in came] == ["P22", "P23"]
        assert not [text for _, text, _ in came if "25 Jun" in text]


def test_what_was_queued_for_a_date_that_was_taken_back_goes_nowhere(tmp_path: Path) -> None:
    with many_pairs(tmp_path, 2) as stage:
        lives(stage, datetime(2021, 6, 10, 15, tzinfo=UTC), [])
        orders(stage, "extend task 1 to 17 june", datetime(2021, 6, 11, 8, 0, tzinfo=UTC))
        lives(stage, datetime(2021, 6, 17, 2, 50, tzinfo=UTC), [])
        orders(stage, "undo", datetime(2021, 6, 17, 5, 0, tzinfo=UTC))
        lives(stage, datetime(2021, 6, 22, tzinfo=UTC), [])

        came = got(stage, named("a", 0), datetime(2021, 6, 17, 2, 50, tzinfo=UTC))
        assert not [text for _, text, _ in came if "17 Jun" in text], came
        assert [at.date() for kind, _, at in came if kind == "P22"] == [OLD]


def test_a_date_for_everybody_takes_no_time_from_who_has_more(tmp_path: Path) -> None:
    with many_pairs(tmp_path, 2) as stage:
        lives(stage, datetime(2021, 6, 10, 15, tzinfo=UTC), [])
        stage.writes("a0@moved.example", LETTER, answers=stage.of_kind("a0@moved.example", "P10"))
        lives(stage, datetime(2021, 6, 11, 15, tzinfo=UTC), [])
        moved(stage, Move(stage.clock.now, date(2021, 6, 30), 1, both=False))
        orders(stage, "extend task 1 to 23 june", datetime(2021, 6, 14, 9, 0, tzinfo=UTC))

        due = stage.ask(
            "select p.name, s.name, date(a.due_at) from assignment a join stage s on s.id = a.stage_id"
            " join person p on p.id = a.person_id where a.done_at is null order by p.name, s.name"
        )
        assert due == [
            ("Ada Bring", "letter", "2021-06-30"),
            ("Bda Aring", "letter", "2021-06-23"),
            ("Bda Aring", "response", "2021-06-28"),
            ("Bda Bring", "letter", "2021-06-23"),
        ]
