"""Each obligation is told on a line, with the dates and signs that make somebody seem quiet and no word of blame."""

from datetime import UTC, date, datetime

import pytest

from mailbot.core.owing import Owing, Signs, line_of, line_of_quiet, seen_quiet, told


def owing(person: int = 2, days: int = 8, quiet_since: date | None = None) -> Owing:
    signs = Signs(date(2027, 6, 3), unanswered=2, waiting=("Ana",))
    due = datetime(2027, 6, 18, 18, tzinfo=UTC)
    return Owing(
        10 + person, person, "Ben Okafor", ("Ana",), "letters", "letter", "letter", due, days,
        ("P21",), signs, quiet_since, date(2027, 6, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        (Signs(), "no sign so far"),
        (
            Signs(date(2027, 6, 3), unanswered=2, asked_after=2),
            "no sign since 3 Jun, 2 unanswered mails, the buddy wrote twice",
        ),
        (
            Signs(
                date(2027, 6, 3), unanswered=1, asked_on=date(2027, 6, 24), waiting=("Ana", "Eli")
            ),
            "no sign since 3 Jun, 1 unanswered mail, asked how they are on 24 Jun, Ana and Eli wait",
        ),
        # Who is away is not silent, whatever else there is.
        (Signs(date(2027, 6, 3), unanswered=2, away_until=date(2027, 7, 5)), "away until 5 Jul"),
    ],
)
def test_the_signs_are_told_in_the_order_in_which_they_came(signs: Signs, words: str) -> None:
    assert told(signs) == words


def test_a_line_says_who_owes_what_to_whom_by_when_and_when_it_is_looked_at_again() -> None:
    assert line_of(owing()) == (
        "Ben Okafor > Ana: letter, due 18 Jun, 8 days late;"
        " no sign since 3 Jun, 2 unanswered mails, Ana waits; next look 28 Jun"
    )


def test_each_quiet_person_is_one_line_in_the_digest_and_who_is_only_late_is_none() -> None:
    quiet = date(2027, 6, 3)
    ledger = [owing(2, 8, quiet), owing(2, 20, quiet), owing(3, 9)]

    found = seen_quiet(ledger)

    assert [line_of_quiet(one) for one in found] == [
        "Quiet: Ben Okafor (letter, 20 days late): no sign since 3 Jun, 2 unanswered mails,"
        " Ana waits."
    ]
