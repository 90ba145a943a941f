"""Lines that say much the same stand together, however many there are, and others do not."""

from mailbot.translate.likeness import alike

LINES = (
    "I'll ask who owns a form before I fill it in.",
    "Visit the ward at night once a month.",
    "Find out who owns the form first",
    "Ring the site office before ten",
    "Spend an afternoon with the finance team.",
    "Ask who owns the form, then put a name on it!",
    "Ring the office first thing, before ten",
)


def test_lines_that_say_much_the_same_stand_together_the_largest_group_first() -> None:
    assert ((0, 2, 5), (3, 6), (1,), (4,)) == alike(LINES)


def test_every_line_is_in_one_group_and_mere_phrases_make_none() -> None:
    said = ["I will do things differently next time", "I would like to do more", "", "Listen"]

    assert ((0,), (1,), (2,), (3,)) == alike(said)


def test_thousands_of_lines_are_grouped_as_a_few_are() -> None:
    many = [f"{one} {chr(97 + at % 26)}" for at in range(600) for one in LINES]

    assert [len(one) for one in alike(many)[:2]] == [1800, 1200]
