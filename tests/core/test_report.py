"""The report tells how the scheme does, and nothing of any group under five, not by subtraction either."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.people import PersonState, Role
from mailbot.core.report import Figures, StageFigures, as_lines, completion, report
from mailbot.core.small_groups import LEAST, hidden

C, G, S = Role.CLINICIAN, Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER


@given(st.lists(st.integers(0, 11), min_size=2, max_size=4))
def test_who_knows_the_sum_can_tell_no_small_count_from_any_other_under_five(
    row: list[int],
) -> None:
    counts = dict(enumerate(row))
    gone = hidden(counts)
    small = {key for key in counts if counts[key] < LEAST}

    assert small <= gone
    if gone == set(counts):
        return
    unknown = sorted(gone)
    total = sum(counts[key] for key in unknown)
    limits = [range(LEAST) if key in small else range(LEAST, total + 1) for key in unknown]
    fitting = [one for one in itertools.product(*limits) if sum(one) == total]
    for at, key in enumerate(unknown):
        if key in small:
            assert {one[at] for one in fitting} == set(range(LEAST))


def possible(asked: dict[Role, int], shown: dict[Role, str]) -> dict[Role, set[int]]:
    """Give every count of a role that fits what is shown, where the sum over roles is known."""
    found: dict[Role, set[int]] = {role: set() for role in asked}
    options = [range(count + 1) for count in asked.values()]
    done_now = sum(count for count in TRUE.values())
    for guess in itertools.product(*options):
        done = dict(zip(asked, guess, strict=True))
        if (
            sum(guess) == done_now
            and {role: value for role, (value, _) in completion(asked, done).items()} == shown
        ):
            for role, count in done.items():
                found[role].add(count)
    return found


TRUE = {C: 9, G: 3, S: 6}


def test_from_the_sum_that_everybody_hears_no_small_group_can_be_found() -> None:
    asked = {C: 14, G: 10, S: 12}
    shown = {role: value for role, (value, _) in completion(asked, TRUE).items()}

    fitting = possible(asked, shown)

    assert shown[G] == "<5 of 10"
    assert len(fitting[G]) > 1


@pytest.mark.parametrize(
    ("asked", "done", "shown"),
    [
        ({C: 40, G: 40}, {C: 30, G: 20}, {C: "75% of 40", G: "50% of 40"}),
        ({C: 40, G: 4}, {C: 30, G: 3}, {C: "not shown", G: "<5 people"}),
        ({C: 40, G: 40}, {C: 38, G: 20}, {C: "all or nearly all of 40", G: "not shown"}),
        (
            {C: 40, G: 40, S: 40},
            {C: 2, G: 10, S: 20},
            {C: "<5 of 40", G: "not shown", S: "50% of 40"},
        ),
        ({C: 4, G: 4}, {C: 4, G: 4}, {C: "<5 people", G: "<5 people"}),
    ],
)
def test_a_step_is_told_by_role_as_far_as_nobody_can_be_told_apart(
    asked: dict[Role, int], done: dict[Role, int], shown: dict[Role, str]
) -> None:
    assert shown == {role: value for role, (value, _) in completion(asked, done).items()}


def test_the_page_has_numbers_medians_and_the_published_rates_and_no_small_number() -> None:
    figures = Figures(
        people={
            PersonState.ACTIVE: {C: 40, G: 30, S: 10},
            PersonState.LEFT: {C: 3, G: 1, S: 1},
        },
        pairs=30,
        trios=7,
        rematches=3,
        stages=[
            StageFigures(
                "Task 1", "letter", {C: 40, G: 40}, {C: [2.0] * 30, G: [1.0, 3.0, 4.0] * 8}
            )
        ],
        touches=12,
        lines=["Ring first. (a manager)"],
        inside=9,
    )

    text = "\n".join(
        line for one in report("A scheme", "1 June", figures).sections for line in as_lines(one)
    )

    assert "In a pair or trio: clinicians 40, general managers 30, specialty managers 10" in text
    assert "Have left: clinicians <5, general managers <5, specialty managers <5" in text
    assert "Rematches so far: <5" in text
    assert "Task 1, letter: clinicians 75% of 40, general managers 60% of 40" in text
    assert "Task 1, letter: clinicians 2.0, general managers 3.0" in text
    assert '"Ring first. (a manager)"' in text
    assert "9 more lines are for the group alone" in text
    assert "one third" in text
    assert "42 of 72" in text
