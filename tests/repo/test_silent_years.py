"""A long run of schemes loses nothing, and its figures are told as they are."""

from dataclasses import replace
from pathlib import Path

from benchmarks.kept_lives import KeptLives, fingerprint
from benchmarks.silence_report import report, table
from benchmarks.silent_years import WRONG, Figures

LIFE = Figures(
    seed=1,
    weeks=52,
    size=80,
    reminders=True,
    wrong=dict.fromkeys(WRONG, 0),
    faults=("no choices for somebody",),
    nudges=230,
    unasked=673,
    most_in_28_days=7,
    parts=200,
    completed=164,
    jilted=5,
    answered_same_day=4,
    returned=3,
    welcomed=3,
    longest_alone=1,
    longest_held_up=1,
    cpu_seconds=90,
)
OTHER = replace(LIFE, seed=2, completed=150, jilted=2, answered_same_day=2, longest_alone=2)
BARE = replace(LIFE, reminders=False, completed=120)


def test_a_life_that_is_over_is_kept_at_once_and_not_lived_again(tmp_path: Path) -> None:
    KeptLives(tmp_path / "lives").keep(LIFE)

    assert list(KeptLives(tmp_path / "lives").lived()) == [LIFE]


def test_a_life_of_other_code_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "lives"
    KeptLives(file).keep(LIFE)
    file.write_text(file.read_text().replace(KeptLives(file).code, "0123456789ab"))

    assert list(KeptLives(file).lived()) == []


def test_a_rule_that_changed_makes_other_code(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "chasing.toml"
    rule.write_text("window_days = 10")
    before = fingerprint(tmp_path)

    rule.write_text("window_days = 11")

    assert fingerprint(tmp_path) != before


def test_the_spread_of_a_share_says_how_many_are_missing_and_of_a_count_its_ends() -> None:
    lines = report([LIFE, OTHER], [BARE])

    assert (
        "told us of a silent buddy, and had choices on the same working day: 6 of 7;"
        " 1 missing at most" in lines
    )
    assert "parts of tasks completed: 75, 78, 82 %" in lines
    assert "more completed with reminders, scheme by scheme: 22, 22, 22 points" in lines


def test_the_table_has_a_line_for_each_figure() -> None:
    lines = table([LIFE, OTHER], [])

    assert lines[0].startswith("| 2 schemes of 80 people, 52 weeks each |")
    assert len(lines) == 2 + len(report([LIFE, OTHER], []))
    assert (
        "| came back after they were replaced, and were welcomed | 6 of 6 | nobody missing |"
        in (lines)
    )
