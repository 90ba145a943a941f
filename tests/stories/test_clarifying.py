"""What three people ask about the same stage becomes one line for whoever is still open (C15)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.flows.suggested import suggested_for
from tests.stories.bench import ELI, MIA, NOOR, OLA, Letters, letters
from tests.stories.telling import ANA, BEN, GIL, LETTER

SAME = "asked much the same"
ASKED = (
    (ANA, "Does the letter have to be about a manager at my own trust?"),
    (BEN, "Quick question: must my letter be about a doctor from our own trust?"),
    (ELI, "Hi, can the letter be about somebody at another trust or does it have to be our own?"),
)


@contextmanager
def three_ask(home: Path, *, answered: bool) -> Iterator[Letters]:
    with letters(home, ANA, BEN, others=((OLA, ELI), (MIA, NOOR))) as play:
        for who, words in ASKED:
            play.says(who, words, "P10")
        play.says(NOOR, LETTER, "P10")
        if answered:
            play.days(1)
            play.decides("Anybody, at any trust.", "manager at my own trust? your answer")
        play.days(3)
        yield play


def test_the_line_that_was_answered_goes_to_those_still_open_who_have_not_asked(
    tmp_path: Path,
) -> None:
    with three_ask(tmp_path, answered=True) as play:
        assert play.told('Tell the 2 who haven\'t replied: "Anybody, at any trust."?')

        play.decides("ok", SAME)
        play.days(3)
        assert "Anybody, at any trust." in play.last(OLA, "P34")
        assert "Anybody, at any trust." in play.last(MIA, "P34")
        heard = [one for one in (ANA, BEN, ELI, NOOR) if "P34" in play.kinds(one)]
        assert heard == []
        beside = play.stage.house.own_rules.parent / "templates/tasks/letters/suggested.txt"
        assert beside.read_text().endswith("letter: Anybody, at any trust.\n")


def test_without_an_answer_so_far_coordinators_write_the_line_and_stop_takes_it_back(
    tmp_path: Path,
) -> None:
    with three_ask(tmp_path, answered=False) as play:
        play.decides("It may be about anybody you have worked with.", SAME)
        assert "goes to 2 who haven't replied" in play.last(GIL, "N04")

        play.stage.clock.now = play.stage.clock.now.replace(hour=21)
        play.days(1)
        assert "anybody you have worked with" in play.last(OLA, "P34")


def test_a_no_ends_it_and_two_alike_are_no_crowd(tmp_path: Path) -> None:
    with three_ask(tmp_path, answered=False) as play:
        play.decides("no", SAME)
        play.days(3)

        assert "P34" not in play.kinds(OLA)
        asked = "select count(*) from promise where kind = 'clarify' and state = 'open'"
        assert play.stage.ask(asked) == [(0,)]


def test_undo_takes_the_line_back_and_out_of_what_is_suggested_for_the_task(tmp_path: Path) -> None:
    with three_ask(tmp_path, answered=True) as play:
        before = suggested_for(play.stage.house, "letters")
        play.stage.clock.now = play.stage.clock.now.replace(hour=20)
        play.decides("ok", SAME)
        assert suggested_for(play.stage.house, "letters")[:-1] == before

        play.says(GIL, "undo", "N04")
        play.days(3)

        assert suggested_for(play.stage.house, "letters") == before
        assert "P34" not in play.kinds(OLA)
