"""A task that somebody wrote in prose or with labels is read as they meant it, and becomes a task of the bank."""

from datetime import date

import pytest

from mailbot.core.tasks import StageKind
from mailbot.translate.bank import load_bank
from mailbot.translate.task_changes import changed, changes_in
from mailbot.translate.task_drafts import read_draft
from mailbot.translate.task_files import files_of

TODAY = date(2027, 6, 8)
KINDS = {
    "Write your buddy a postcard about your worst week.": StageKind.LETTER,
    "List three wishes, unseen until both are in.": StageKind.SEALED,
    "Agree a day for a coffee by phone.": StageKind.DAY,
    "Choose one of these:\nA a bed\nB a nurse\nC a kettle": StageKind.CHOICE,
    "Talk it over and write one plan together.": StageKind.JOINT,
    "Write a note about your first day. It is shared with everybody.": StageKind.SHARE,
    "Meet an expert on budgets and send a line about it.": StageKind.EXPERT,
}


@pytest.mark.parametrize("text", KINDS)
def test_the_kind_of_step_is_heard_from_what_people_are_to_do(text: str) -> None:
    draft = read_draft(f"A short title\n\n{text}")

    assert draft is not None
    assert [KINDS[text]] == [one.kind for one in draft.stages]


@pytest.mark.parametrize(
    ("said", "minutes", "days", "words"),
    [
        ("About 15 minutes. A week. Up to 80 words.", 15, 7, 80),
        ("It takes half an hour; give them two weeks.", 30, 14, 0),
        ("A quarter of an hour, within 5 days, one hundred words at most.", 15, 5, 100),
        ("Time: 20 mins\nWindow: 10 days\nLimit: 150 words", 20, 10, 150),
        ("Agree a day in the week after.", 0, 0, 0),
    ],
)
def test_minutes_days_and_words_are_heard(said: str, minutes: int, days: int, words: int) -> None:
    draft = read_draft(f"A title\n\nWrite your buddy a note.\n{said}")

    assert draft is not None
    stage = draft.stages[0]
    assert (minutes, days, words) == (stage.minutes, stage.window_days, stage.limit_words)


def test_a_second_step_begins_where_another_kind_of_thing_follows() -> None:
    draft = read_draft(
        "Walk in my shoes. Agree on a day next month when you can both spend an hour. Then write a "
        "note about what you saw; it is shared with everybody."
    )

    assert draft is not None
    assert "Walk in my shoes" == draft.title
    assert [StageKind.DAY, StageKind.SHARE] == [one.kind for one in draft.stages]


@pytest.mark.parametrize("text", KINDS)
def test_every_draft_can_be_loaded_as_a_task(text: str) -> None:
    draft = read_draft(f"A short title\n\n{text} {{% raw %}} {{{{ name }}}} {{# x")
    assert draft is not None

    task = load_bank({f"own/{name}": one for name, one in files_of(draft, 7).items()})["own"]

    assert 7 == task.number
    assert "A short title" == task.title
    assert draft.stages[0].kind == task.stages[0].kind


def test_single_changes_change_one_thing_each() -> None:
    draft = read_draft("Forms\n\nWrite your buddy a note by Friday. 10 minutes. A week.")
    assert draft is not None

    now = changed(
        draft,
        "make it 20 minutes\ntwo weeks\nchange Friday to Monday\ncall it Our forms",
        TODAY,
    )

    stage = now.stages[0]
    assert "Our forms" == now.title
    assert (20, 14) == (stage.minutes, stage.window_days)
    assert "by Monday" in stage.asks


@pytest.mark.parametrize(
    ("words", "small"),
    [
        ("make it 15 minutes", True),
        ("only the buddy reads it please", True),
        ("Change Friday to Monday", True),
        ("Forms\n\nWrite your buddy a note about the form you'd burn. 10 minutes.", False),
        ("I don't like it", False),
    ],
)
def test_a_new_text_is_told_from_a_small_change(words: str, small: bool) -> None:
    assert small == changes_in(words)


def test_nothing_to_do_is_no_task() -> None:
    assert read_draft("  \n ") is None


# As people write from a phone or paste from somewhere: (the mail, kinds, minutes, days, words that people read).
MESSY = {
    "one sentence": (
        "Swap the most annoying email of your week with your buddy and say in two lines why it annoyed you, "
        "10 minutes, two weeks, only your buddy sees it.",
        [(StageKind.LETTER, 10, 14, "Only your buddy sees it.")],
        "Swap the most annoying email of your week with your buddy and say in two lines why it annoyed you.",
    ),
    "pictures": (
        "\u2615 Coffee by phone\n\n\U0001f449 Agree a day for a phone call with your buddy \U0001f600\n"
        "\u23f0 15 minutes\n\U0001f4c5 two weeks",
        [(StageKind.DAY, 15, 14, "")],
        "Agree a day for a phone call with your buddy",
    ),
    "a table with tabs": (
        "Task\tA day in my diary\nWhat\tWrite five lines about your Tuesday\nTime\t15 minutes\n"
        "Window\t10 days\nWho reads it\tonly your buddy",
        [(StageKind.LETTER, 15, 10, "Who reads it: only your buddy")],
        "Write five lines about your Tuesday",
    ),
    "a table with lines": (
        "| Title | A day in my diary |\n| What to do | Write five lines about your Tuesday |\n"
        "| Time | 15 minutes |\n| Open for | two weeks |",
        [(StageKind.LETTER, 15, 14, "")],
        "Write five lines about your Tuesday",
    ),
    "steps the wrong way round": (
        "Walk a mile\n\nStep 2: Together write one page on what you'd change. 20 minutes, two weeks.\n"
        "Step 1: Each write a note about your worst form. 10 minutes, one week.",
        [(StageKind.LETTER, 10, 7, ""), (StageKind.JOINT, 20, 14, "")],
        "Each write a note about your worst form.",
    ),
    "dashes": (
        "Swap a form - Send your buddy the form you hate most - 15 minutes - 1 week - only the buddy reads it",
        [(StageKind.LETTER, 15, 7, "Only the buddy reads it.")],
        "Send your buddy the form you hate most",
    ),
    "a question": (
        "could we do a task where everyone writes a haiku about bed meetings? 5 mins, a week, shared with everybody",
        [(StageKind.SHARE, 5, 7, "Shared with everybody.")],
        "Everyone writes a haiku about bed meetings.",
    ),
    "the ask at the bottom": (
        "The busiest corner\n\nTen minutes, a fortnight.\n\nDescribe the busiest corner of your ward or office.",
        [(StageKind.LETTER, 10, 14, "")],
        "Describe the busiest corner of your ward or office.",
    ),
}


@pytest.mark.parametrize("manner", MESSY)
def test_a_task_is_read_however_it_was_typed_or_pasted(manner: str) -> None:
    text, expected, asked = MESSY[manner]

    draft = read_draft(text)

    assert draft is not None
    read = [(one.kind, one.minutes, one.window_days, one.readers) for one in draft.stages]
    assert expected == read
    assert asked == draft.stages[0].asks
    assert "|" not in draft.title


def test_a_title_that_is_cut_short_ends_with_a_word() -> None:
    draft = read_draft("Swap the most annoying email you got this week with your buddy.")

    assert draft is not None
    assert "Swap the most annoying email you got this week" == draft.title
