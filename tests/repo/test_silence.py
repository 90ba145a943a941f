"""Whole schemes live for twelve weeks, and the promises about silence hold in each of them."""

import pytest

from benchmarks.silence import one_life

PROMISED_WORKING_DAYS = 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_scheme_of_eighty_keeps_its_promises_to_the_quiet_and_to_those_who_wait(
    seed: int,
) -> None:
    figures = one_life(seed, weeks=12, size=80)

    assert figures.wrong.total() == 0, figures.wrong
    assert figures.answered_same_day == figures.jilted > 0
    assert figures.welcomed == figures.returned > 0
    assert figures.longest_alone <= PROMISED_WORKING_DAYS
