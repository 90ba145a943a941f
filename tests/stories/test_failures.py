"""Every way in which a task goes wrong, with every mail that each person gets of it, and nobody any other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stories.plays import ELI, HAL, Play, play
from tests.stories.scripts import (
    ANAS_FIVE,
    BENS_FIVE,
    BENS_LETTER,
    ELIS_FIVE,
    ELIS_LETTER,
    JOINT,
    OTHER_JOINT,
    SHARED,
)
from tests.stories.telling import ANA, BEN, LETTER

PAIR, TRIO = (ANA, BEN), (ANA, BEN, ELI)
MINE = {ANA: LETTER, BEN: BENS_LETTER, ELI: ELIS_LETTER}
PATIENT = (
    "Mrs Harriet Quill, 82, in bed 4, waited for her bed all night. Her date of birth is 3.4.1939. "
)
SHORT = "Dear Deidre, nobody ever listens to anybody on this ward."


def all_write_but(one: Play, *silent: str) -> None:
    for who in one.cast:
        if who not in silent:
            one.says(who, MINE[who], "P10")


def a_side_is_silent(one: Play) -> None:
    all_write_but(one, BEN)
    one.days(32)


def nobody_answers(one: Play) -> None:
    all_write_but(one)
    one.days(40)


def the_wrong_version_is_put_right_in_time(one: Play) -> None:
    one.stage.writes(ANA, BENS_LETTER, answers=one.stage.of_kind(ANA, "P10"))
    one.later(minutes=1)
    one.says(ANA, f"Ignore that, wrong version. Here is the right one.\n\n{LETTER}", "P10")
    one.days(1)


def the_wrong_version_has_gone(one: Play) -> None:
    one.says(ANA, BENS_LETTER, "P10")
    one.days(1)
    one.says(ANA, f"Ignore that, wrong version. Here is the right one.\n\n{LETTER}", "P10")
    one.says(ANA, "Yes please", "P13")


def a_letter_is_late(one: Play) -> None:
    all_write_but(one, ANA)
    one.days(13)
    one.says(ANA, LETTER, "P10")


def a_letter_is_far_too_long(one: Play) -> None:
    one.says(ANA, " ".join([LETTER] * 3), "P10")
    one.days(3)


def a_letter_is_a_little_too_long(one: Play) -> None:
    one.says(ANA, f"{LETTER} {' '.join(LETTER.split()[:45])}.", "P10")
    one.days(1)


def a_letter_is_too_short(one: Play) -> None:
    one.says(ANA, SHORT, "P10")
    one.days(2)


def a_mail_is_empty(one: Play) -> None:
    one.says(ANA, "", "P10")
    one.days(1)


def a_letter_brings_a_question(one: Play) -> None:
    one.says(ANA, f"{LETTER}\n\nPS Do we do this in threes next time?", "P10")
    one.days(1)


def a_letter_holds_a_patient(one: Play) -> None:
    one.says(ANA, PATIENT + LETTER, "P10")
    one.days(1)


def two_joint_answers_differ(one: Play) -> None:
    for who in one.cast:
        one.says(who, "A", "P10")
    one.days(1)
    one.stage.writes(ANA, f"Our joint answer:\n\n{JOINT}", answers=one.stage.of_kind(ANA, "P10"))
    one.later(minutes=1)
    one.says(BEN, f"Our joint answer:\n\n{OTHER_JOINT}", "P10")
    one.days(2)


def choices_clash(one: Play) -> None:
    for who, option in zip(one.cast, "ABC", strict=False):
        one.says(who, f"{option} please", "P10")
    one.days(7)


def there_is_no_common_day(one: Play) -> None:
    for who, day in zip(one.cast, ("Tuesday", "Wednesday", "Friday"), strict=False):
        one.says(who, f"I can only do {day}.", "P10")
    one.days(2)


def the_expert_is_silent(one: Play) -> None:
    for who, five in zip(one.cast, (ANAS_FIVE, BENS_FIVE, ELIS_FIVE), strict=False):
        one.says(who, five, "P10")
    one.says(ANA, f"Our shared five:\n\n{SHARED}", "P17")
    one.days(1)
    one.decides("ok", "Hal Winter")
    one.days(16)


Plot = Callable[[Play], None]
# What each reads, in order: Ana, Ben and Eli where they are in it, and the expert.
READ: list[tuple[str, Plot, tuple[str, ...], dict[str, str]]] = [
    (
        "letters",
        a_side_is_silent,
        PAIR,
        {ANA: "P10 P12 P25 P17 P42", BEN: "P10 P11 P21 P22 P23 P24"},
    ),
    (
        "letters",
        a_side_is_silent,
        TRIO,
        {
            ANA: "P10 P12 P11 P21 P22 P25 P23 P24 P17",
            BEN: "P10 P11 P21 P22 P23 P24",
            ELI: "P10 P12 P25 P17",
        },
    ),
    (
        "letters",
        nobody_answers,
        PAIR,
        {
            ANA: "P10 P12 P11 P21 P22 P23 P26 P24 P17 P42",
            BEN: "P10 P11 P12 P21 P22 P23 P26 P24 P17 P42",
        },
    ),
    (
        "letters",
        nobody_answers,
        TRIO,
        {
            ANA: "P10 P12 P11 P21 P22 P23 P26 P24 P17 P42",
            BEN: "P10 P11 P12 P21 P22 P23 P26 P24 P17 P42",
            ELI: "P10 P11 P12 P21 P22 P23 P26 P24 P17 P42",
        },
    ),
    ("letters", the_wrong_version_is_put_right_in_time, PAIR, {ANA: "P10 P12", BEN: "P10 P11"}),
    (
        "letters",
        the_wrong_version_is_put_right_in_time,
        TRIO,
        {ANA: "P10 P12", BEN: "P10 P11", ELI: "P10"},
    ),
    ("letters", the_wrong_version_has_gone, PAIR, {ANA: "P10 P12 P13", BEN: "P10 P11 P11"}),
    (
        "letters",
        the_wrong_version_has_gone,
        TRIO,
        {ANA: "P10 P12 P13", BEN: "P10 P11 P11", ELI: "P10"},
    ),
    ("letters", a_letter_is_late, PAIR, {ANA: "P10 P11 P21 P22 P12", BEN: "P10 P12 P11"}),
    (
        "letters",
        a_letter_is_late,
        TRIO,
        {ANA: "P10 P11 P21 P22 P12", BEN: "P10 P12 P11", ELI: "P10 P11 P12 P21"},
    ),
    ("letters", a_letter_is_far_too_long, PAIR, {ANA: "P10 P13", BEN: "P10"}),
    ("letters", a_letter_is_far_too_long, TRIO, {ANA: "P10 P13", BEN: "P10", ELI: "P10"}),
    ("letters", a_letter_is_a_little_too_long, PAIR, {ANA: "P10 P13", BEN: "P10 P11"}),
    ("letters", a_letter_is_a_little_too_long, TRIO, {ANA: "P10 P13", BEN: "P10 P11", ELI: "P10"}),
    ("letters", a_letter_is_too_short, PAIR, {ANA: "P10 P13", BEN: "P10"}),
    ("letters", a_letter_is_too_short, TRIO, {ANA: "P10 P13", BEN: "P10", ELI: "P10"}),
    ("letters", a_mail_is_empty, PAIR, {ANA: "P10 P51", BEN: "P10"}),
    ("letters", a_mail_is_empty, TRIO, {ANA: "P10 P51", BEN: "P10", ELI: "P10"}),
    ("letters", a_letter_brings_a_question, PAIR, {ANA: "P10 P12 P35", BEN: "P10 P11"}),
    ("letters", a_letter_brings_a_question, TRIO, {ANA: "P10 P12 P35", BEN: "P10 P11", ELI: "P10"}),
    ("letters", a_letter_holds_a_patient, PAIR, {ANA: "P10 P14", BEN: "P10"}),
    ("letters", a_letter_holds_a_patient, TRIO, {ANA: "P10 P14", BEN: "P10", ELI: "P10"}),
    ("cases", two_joint_answers_differ, PAIR, {ANA: "P10 P12 P10 P12 P16", BEN: "P10 P10 P12 P16"}),
    (
        "cases",
        two_joint_answers_differ,
        TRIO,
        {ANA: "P10 P12 P10 P12 P16", BEN: "P10 P12 P10 P12 P16", ELI: "P10 P10 P16 P16"},
    ),
    ("cases", choices_clash, PAIR, {ANA: "P10 P12 P19 P10", BEN: "P10 P19 P10"}),
    (
        "cases",
        choices_clash,
        TRIO,
        {ANA: "P10 P12 P19 P10", BEN: "P10 P12 P19 P10", ELI: "P10 P19 P10"},
    ),
    ("shadowing", there_is_no_common_day, PAIR, {ANA: "P10 P12 P18", BEN: "P10 P18"}),
    (
        "shadowing",
        there_is_no_common_day,
        TRIO,
        {ANA: "P10 P12 P18", BEN: "P10 P12 P18", ELI: "P10 P18"},
    ),
    (
        "consortium",
        the_expert_is_silent,
        PAIR,
        {ANA: "P10 P12 P17 P12", BEN: "P10 P12 P17 P16", HAL: "X02 X02"},
    ),
    (
        "consortium",
        the_expert_is_silent,
        TRIO,
        {ANA: "P10 P12 P17 P12", BEN: "P10 P12 P17 P16", ELI: "P10 P12 P17 P16", HAL: "X02 X02"},
    ),
]


@pytest.mark.parametrize(
    ("task", "plot", "cast", "mails"),
    READ,
    ids=[f"{plot.__name__}-{len(cast)}" for _, plot, cast, _ in READ],
)
def test_everybody_reads_what_is_theirs_and_nothing_else(
    tmp_path: Path, task: str, plot: Plot, cast: tuple[str, ...], mails: dict[str, str]
) -> None:
    with play(tmp_path, task, *cast) as one:
        plot(one)

        assert {who: " ".join(one.kinds(who)) for who in (*cast, HAL)} == {HAL: ""} | mails
