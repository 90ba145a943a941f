"""A portfolio is read by others: nobody else's name is in it."""

import pytest

from mailbot.core.portfolio import without_names


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dear Priya, I asked.", "Dear [my buddy], I asked."),
        ("Priya Shah rang, and Priya's desk too.", "[my buddy] rang, and [my buddy]'s desk too."),
        ("Dr Shah agreed.", "Dr [my buddy] agreed."),
        ("A shah and a priyanka.", "A shah and a priyanka."),
        ("Nobody here.", "Nobody here."),
    ],
)
def test_a_buddys_name_is_not_in_somebody_elses_portfolio(text: str, kept: str) -> None:
    assert without_names(text, ["Priya Shah"]) == kept


def test_a_single_letter_or_a_missing_name_takes_nothing_out() -> None:
    assert without_names("I asked A and B.", ["", "A"]) == "I asked A and B."
