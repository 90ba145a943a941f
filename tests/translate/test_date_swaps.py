"""A day that is changed in a draft takes its weekday and its number along, and nothing else (F11)."""

from datetime import date

import pytest

from mailbot.translate.date_swaps import with_day_changed
from mailbot.translate.swaps import swaps_said
from mailbot.translate.task_changes import swapped, swaps_in

TODAY = date(2027, 6, 8)


@pytest.mark.parametrize(
    ("text", "old", "new", "becomes"),
    [
        ("Send it by Friday 25 June.", "Friday", "Monday", "Send it by Monday 28 June."),
        ("Send it by Fri 25 Jun.", "friday", "thursday", "Send it by Thu 24 Jun."),
        ("Send it by Friday 25 June.", "25 June", "29 june", "Send it by Tuesday 29 June."),
        ("By Wednesday 30 June, noon.", "30 June", "1 July", "By Thursday 1 July, noon."),
        ("By Friday the 25th of June.", "Friday", "the 28th", "By Monday the 28th of June."),
        ("By Fri 11 June.", "Friday", "Monday", "By Mon 14 June."),
        ("By Saturday 12 June.", "Saturday", "Tuesday", "By Tuesday 15 June."),
        (
            "By Friday 25 June. On Friday I close.",
            "Friday",
            "Monday",
            "By Monday 28 June. On Monday I close.",
        ),
        ("We meet on Friday.", "Friday", "Monday 28 June", "We meet on Monday 28 June."),
        ("It opens at 6pm, bed 16pm.", "6pm", "7.30pm", "It opens at 7.30pm, bed 16pm."),
        (
            "On Good Friday we rest; send it by Friday 25 June.",
            "Friday",
            "Thursday",
            "On Good Friday we rest; send it by Thursday 24 June.",
        ),
    ],
)
def test_weekday_and_number_change_together(text: str, old: str, new: str, becomes: str) -> None:
    assert becomes == with_day_changed(text, old, new, TODAY)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Friday 18 June, and then Friday 25 June.", "Friday", "Monday"),  # which of them?
        ("Send it by Monday 28 June.", "Monday", "Friday"),  # the 25th or the 2nd?
        ("Send it by Friday 24 June.", "Friday", "Monday"),  # the 24th is a Thursday
        ("Send it by Friday 25 June.", "Friday", "Monday 29 June"),  # the 29th is a Tuesday
        ("By Wednesday 30 June.", "June", "February"),
        ("10 of you wrote.", "10", "12"),
    ],
)
def test_what_nobody_can_be_certain_of_is_asked_for_as_a_sentence(
    text: str, old: str, new: str
) -> None:
    assert with_day_changed(text, old, new, TODAY) is None


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("You may quote it, and march on.", "May", "June"),
        ("A Friday clinic, every Friday.", "Friday", "Monday"),
        ("Send it by Friday 25 June.", "Tuesday", "Monday"),
    ],
)
def test_what_is_no_such_day_stays_as_it_is(text: str, old: str, new: str) -> None:
    assert text == with_day_changed(text, old, new, TODAY)


def test_one_line_that_cannot_be_done_leaves_the_whole_text() -> None:
    text = "By Friday 25 June, 6pm."

    assert text == swapped(text, swaps_in("change Friday to Monday\nchange 8pm to 7pm"), TODAY)
    assert "By Monday 28 June, 7pm." == swapped(
        text, swaps_in("Please change Friday to Monday\nand 6pm -> 7pm"), TODAY
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("change 'a hard day' to 'an easy day'", [("a hard day", "an easy day")]),
        ('could you replace "ten" with "a dozen", please', [("ten", "a dozen")]),
        ("please say colleague instead of buddy", [("buddy", "colleague")]),
        ("'worst' should be 'funniest'", [("worst", "funniest")]),
        ("take out 'Dear Deidre' is optional", []),
        ("leave out the words \u201cno real names\u201d please", [("no real names", "")]),
        ("ok but change Friday to Monday please", [("Friday", "Monday")]),
        ("Swap a form with your buddy. Ten minutes. A week.", []),
    ],
)
def test_a_change_is_heard_however_it_is_put(line: str, said: list[tuple[str, str]]) -> None:
    assert said == list(swaps_said(line))


def test_without_quotation_marks_every_cut_is_offered() -> None:
    assert ("a letter to Ana", "a note to Ana") in swaps_said(
        "change a letter to Ana to a note to Ana"
    )
