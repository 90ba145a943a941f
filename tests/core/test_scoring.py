"""What counts as right, asked, left to a person and wrong."""

from datetime import date

import pytest

from mailbot.core.reading import Intent, IntentKind
from mailbot.core.scoring import Count, Expected, Label, Made, Verdict, count, count_by_kind, judge


def made(*intents: Intent, outcome: str = "act", words: str = "", would: tuple[str, ...] = ()):
    return Made(intents, words, outcome, would)


def intent(kind: IntentKind, **slots):
    return Intent(kind, 0.9, (), slots)


LATER = Label((Expected(IntentKind.EXTENSION, {"until": "2026-11-06"}),))


def test_a_reading_with_everything_that_is_stated_is_right():
    label = Label(
        intents=(
            Expected(IntentKind.REGISTRATION, {"name": "ana  reed", "role": "clinician"}),
            Expected(IntentKind.QUERY),
        ),
        outcomes=frozenset({"act", "person"}),
        also=frozenset({IntentKind.THANKS}),
        words="Hello, I am\nAna.",
        would=("register",),
        never=("ignore",),
    )
    read = made(
        intent(IntentKind.REGISTRATION, name="Ana Reed", role="clinician", town="Dale"),
        intent(IntentKind.QUERY),
        intent(IntentKind.THANKS),
        words="Hello, I am Ana. ",
        would=("register", "open_question"),
    )

    assert (Verdict.RIGHT, ()) == (judge("a", label, read).verdict, judge("a", label, read).differs)


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        ("ask", Verdict.ASKED),
        ("person", Verdict.PERSON),
        ("act", Verdict.WRONG),
        ("ignore", Verdict.WRONG),
    ],
)
def test_a_reading_that_differs_is_judged_by_who_looks_at_it(outcome: str, verdict: Verdict):
    judged = judge("a", LATER, made(intent(IntentKind.PAUSE), outcome=outcome))

    assert verdict is judged.verdict
    assert ("no extension", "also read pause") == judged.differs


def test_a_harmful_action_is_wrong_even_where_everything_else_is_right():
    label = Label((Expected(IntentKind.SUBMISSION),), never=("relay",))

    judged = judge("a", label, made(intent(IntentKind.SUBMISSION), would=("relay",), outcome="ask"))

    assert Verdict.WRONG is judged.verdict


@pytest.mark.parametrize(
    ("label", "read", "differs"),
    [
        (LATER, made(intent(IntentKind.EXTENSION, until=date(2026, 11, 6))), ()),
        (
            LATER,
            made(intent(IntentKind.EXTENSION)),
            ("extension.until is None, not '2026-11-06'",),
        ),
        (Label((Expected(IntentKind.PAUSE, {"until": None}),)), made(intent(IntentKind.PAUSE)), ()),
        (
            Label((), outcomes=frozenset({"ignore"})),
            made(outcome="act"),
            ("outcome act, not ignore",),
        ),
        (Label((), would=("relay",)), made(), ("would not relay",)),
        (Label((), words="mine"), made(words="mine and yours"), ("words are 'mine and yours'",)),
    ],
)
def test_what_differs_is_said(label: Label, read: Made, differs: tuple[str, ...]):
    assert differs == judge("a", label, read).differs


def test_two_intents_of_one_kind_are_each_read():
    two = (
        Expected(IntentKind.COMMAND, {"verb": "pause"}),
        Expected(IntentKind.COMMAND, {"verb": "who"}),
    )
    read = made(intent(IntentKind.COMMAND, verb="who"), intent(IntentKind.COMMAND, verb="pause"))

    assert Verdict.RIGHT is judge("a", Label(two), read).verdict
    assert ("no command",) == judge("a", Label(two), made(*read.intents[1:])).differs


def test_verdicts_are_counted_by_kind_and_in_all():
    right = judge("a", LATER, made(intent(IntentKind.EXTENSION, until=date(2026, 11, 6))))
    wrong = judge("b", LATER, made())
    nothing = judge("c", Label(()), made())

    assert {"extension": Count(right=1, wrong=1), "nothing": Count(right=1)} == count_by_kind(
        [nothing, right, wrong]
    )
    assert 66.7 == count([right, wrong, nothing]).percent(Verdict.RIGHT)
