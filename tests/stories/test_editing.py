"""What a coordinator types below an order that was restated is the order as it should be, shown back once (F11)."""

from email.message import Message
from pathlib import Path

import pytest

from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, Telling, words_of
from tests.stories.test_events import everybody_joined

EVENT = "event: drinks, thu 15 july 6.30pm, The Oast, Manchester, 20 places"
SENT = "send everybody: The lift is mended. It is tested on Friday."


def restated(stage: Telling, order: str) -> Message:
    stage.writes(GIL, order, "An order")
    stage.passes(minutes=1)
    return stage.of_kind(GIL, "N05")


def below(stage: Telling, asked: Message, words: str) -> Message:
    """Answer from a phone, with its signature and everything quoted below."""
    quote = "\n".join(f"> {line}" for line in words_of(asked).splitlines())
    head = "On Mon, 7 Jun 2021 at 09:12, Buddy Scheme <scheme@buddies.test> wrote:"
    stage.writes(GIL, f"{words}\n\nGil\nSent from my iPhone\n\n{head}\n{quote}", answers=asked)
    stage.passes(minutes=1)
    return stage.last(GIL)


def waiting_orders(stage: Telling) -> list[tuple[object, ...]]:
    return stage.ask("select id from promise where kind = 'command' and state = 'open'")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            "The lift is mended, but only until Friday at 5. Please take the stairs after that.",
            "The lift is mended, but only until Friday at 5. Please take the stairs after that.",
        ),
        ("change friday to monday", "The lift is mended. It is tested on Monday."),
        ("sorry, it should say: Lift's back!", "Lift's back!"),
        ("send everybody: The lift is fine again.", "The lift is fine again."),
        ("No, please change it to:\n\nUse the stairs", "Use the stairs"),
        (
            "hi all the lift works again see you friday",
            "hi all the lift works again see you friday",
        ),
    ],
)
def test_other_words_are_shown_once_and_go_out_at_the_yes_to_the_newer_mail(
    tmp_path: Path, words: str, text: str
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        asked = restated(stage, SENT)

        shown = below(stage, asked, words)
        below(stage, asked, "YES")
        stage.passes(minutes=20)
        before = stage.heard(ANA)
        below(stage, shown, "Yes please!")
        stage.passes(minutes=20)

        assert "Reply YES to email 4 people" == str(shown["Subject"])
        assert f"---\n{text}\n---" in words_of(shown).replace("\r", "")
        assert "P34" not in before
        assert [1, 1, 1, 1] == [stage.heard(one).count("P34") for one in (ANA, BEN, CLEO, DEV)]
        assert f"---\n{text}\n---" in words_of(stage.of_kind(ANA, "P34")).replace("\r", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("no don't", "Dropped; nothing was done."),
        ("hmm not sure about this one, let me ask Kit", "Left as it is."),
        ("make it a bit nicer please", "Left as it is."),
        ("ok but tell them about the stairs too", "Left as it is."),
        ("yes, wait, who gets it?", "Left as it is."),
    ],
)
def test_words_that_only_speak_of_it_change_nothing_and_nothing_leaves(
    tmp_path: Path, words: str, told: str
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        asked = restated(stage, SENT)

        answer = words_of(below(stage, asked, words))
        stage.passes(minutes=20)

        assert told in answer
        assert "P34" not in stage.heard(ANA)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "make it 7pm and 30 places",
            "Thursday 15 July 2021 19:00, The Oast, Manchester, 30 places",
        ),
        ("friday 16 july instead", "Friday 16 July 2021 18:30, The Oast, Manchester, 20 places"),
        (
            "no let's do 7 to 9pm",
            "Thursday 15 July 2021 19:00-21:00, The Oast, Manchester, 20 places",
        ),
        ("at the Crown, Salford", "Thursday 15 July 2021 18:30, The Crown, Salford, 20 places"),
        ("only clinicians please", "The Oast, Manchester, 20 places; for clinicians."),
        ("Oops wrong day, it's Thursday 22 July", "Thursday 22 July 2021 18:30, The Oast"),
    ],
)
def test_particulars_of_an_event_are_put_right_before_anybody_is_invited(
    tmp_path: Path, words: str, shown: str
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        asked = restated(stage, EVENT)

        again = below(stage, asked, words)

        assert shown in " ".join(words_of(again).split())
        assert [] == stage.ask("select id from event")
        assert 1 == len(waiting_orders(stage))


def test_a_change_of_an_event_can_be_put_right_too(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        below(stage, restated(stage, EVENT), "YES")
        asked = restated(stage, "event drinks now 7pm")

        again = below(stage, asked, "make that 7.30pm, and at the Crown")
        below(stage, again, "YES")

        assert "Drinks, now 7.30pm, The Crown" in " ".join(words_of(again).split())
        assert [("2021-07-15 18:30:00.000000", "The Crown")] == stage.ask(
            "select starts_at, place from event"
        )


@pytest.mark.parametrize(
    "words", ["sorry I meant monday 28 june", "28 june", "no, change friday to monday 28th please"]
)
def test_another_day_below_an_order_with_a_day_is_the_day(tmp_path: Path, words: str) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        asked = restated(stage, "extend task 1 to fri 25 june")

        again = below(stage, asked, words)

        assert "due Monday 28 June" in words_of(again)
        assert 1 == len(waiting_orders(stage))


def test_what_is_ordered_besides_a_yes_is_done_as_well(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        asked = restated(stage, SENT)

        below(stage, asked, "YES. And please pause Cleo to 3 september, thanks")
        stage.passes(minutes=20)

        assert "P34" in stage.heard(ANA)
        assert [("Cleo Marsh",)] == stage.ask("select name from person where state = 'paused'")


def test_a_yes_with_a_but_behind_it_is_none(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        asked = restated(stage, SENT)

        below(stage, asked, "Yes. Pause Cleo to 3 september. But wait with the mail")
        stage.passes(minutes=20)

        assert "P34" not in stage.heard(ANA)
