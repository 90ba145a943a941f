"""Words for the office stay with the office, and what was said once is neither asked nor sent a second time."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator
from tests.stories.plays import Play, play
from tests.stories.scripts import BENS_LETTER
from tests.stories.telling import ANA, BEN, GIL, LETTER, SCHEME, words_of

ASIDES = (
    "(And for Gil: do these get kept once the task is over?)",
    "Gil, one for you: do these get kept once the task is over?",
    "A question for the coordinators: do these get kept once the task is over?",
)


def queued(one: Play, who: str, kind: str) -> int:
    return one.stage.heard(who).count(kind)


@pytest.mark.parametrize("aside", ASIDES)
def test_a_question_to_the_office_below_a_letter_is_theirs_and_never_the_readers(
    aside: str, tmp_path: Path
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\n{aside}", "P10")

        assert "pair of hands" in one.last(BEN, "P11")
        assert "get kept" not in one.last(BEN, "P11")
        assert ")" not in one.last(BEN, "P11")
        assert "I've passed your question to Gil" in one.last(ANA, "P12")
        assert one.stage.ask("select count(*) from promise where kind = 'question'") == [(1,)]


def test_words_taken_back_in_time_are_not_said_to_be_on_their_way(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.stage.writes(ANA, LETTER, answers=one.stage.of_kind(ANA, "P10"))
        one.later(seconds=40)
        one.stage.writes(
            ANA, "Please don't send that on, wrong text!", answers=one.stage.of_kind(ANA, "P10")
        )
        one.days(1)

        assert "It goes nowhere" in one.last(ANA, "P13")
        assert (queued(one, ANA, "P12"), queued(one, BEN, "P11")) == (0, 0)


def test_what_the_buddy_has_from_the_writer_is_not_said_to_go_today(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        asked = one.stage.of_kind(ANA, "P10")
        one.stage.writes(ANA, f"Ben, here is mine.\n\n{LETTER}", answers=asked, to=BEN, copied=BEN)
        one.later(minutes=20)

        assert "Ben has it from you already." in one.last(ANA, "P12")
        assert queued(one, BEN, "P11") == 0


def test_a_newer_version_is_known_by_its_words_and_its_remark_goes_nowhere(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        asked = one.stage.of_kind(BEN, "P10")
        one.stage.writes(BEN, BENS_LETTER, answers=asked)
        one.later(minutes=1)
        newer = BENS_LETTER.replace("two weeks", "a fortnight")
        one.says(BEN, f"v2, slip mended\n\n{newer}", "P10")

        assert one.last(ANA, "P11").count("a fortnight on a plan") == 1
        assert "slip mended" not in one.last(ANA, "P11")
        assert one.kinds(ANA).count("P11") == 1


def test_the_same_letter_sent_twice_counts_once_and_asks_nobody(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(BEN, BENS_LETTER, "P10")
        before = one.kinds(BEN)
        one.says(BEN, BENS_LETTER, "P10")

        assert one.kinds(BEN) == before
        assert one.stage.ask("select outcome from received order by id desc limit 1") == [
            ("ignore",)
        ]


def test_what_buddies_say_to_each_other_is_no_complaint(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        words = "No worries Ana, leave it till you're off nights. I'll stop pestering you :)"
        one.stage.writes(BEN, words, "Thursday", to=ANA, head=f"Cc: {SCHEME}", copied=ANA)
        one.later(minutes=20)

        assert queued(one, BEN, "P50") == 0
        assert queued(one, GIL, "N02") == 0


@pytest.mark.parametrize(
    "words",
    [
        "I'm not happy with how Mr Sharp dealt with this; he told my manager what I said in confidence.",
        "Gil has shown my mails to people who have no business reading them. Please can somebody other than Gil look at this.",
    ],
)
def test_a_coordinator_called_by_any_name_does_not_read_what_is_said_of_them(
    words: str, tmp_path: Path
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        scheme = one.stage.house.scheme
        kit = Coordinator("Kit Moss", "kit@office.test")
        scheme = replace(scheme, coordinators=(*scheme.coordinators, kit))
        one.stage.house = replace(one.stage.house, scheme=scheme)
        one.stage.writes(ANA, words)
        one.stage.passes(minutes=10)
        one.stage.days(2)

        assert "Kit will read this today" in words_of(one.stage.of_kind(ANA, "P50"))
        assert not [mail for mail in one.stage.to(GIL) if "omplain" in words_of(mail)]


def test_a_question_about_leave_pauses_nobody(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "Do we get study leave for the time this takes?", "P10")

        assert one.stage.ask("select state from person where name = 'Ana Reyes'") == [("active",)]
        assert queued(one, BEN, "P33") == 0
