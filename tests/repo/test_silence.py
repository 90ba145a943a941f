"""A whole scheme lives for ten weeks, and the promises about silence hold."""

import pytest

from benchmarks.silent_years import one_life
from mailbot.world.people import Mix

PROMISED_WORKING_DAYS = 2
# In a small scheme there must be enough of those whom the promises are about.
MANY_SILENT = Mix(
    prompt=0.45, late=0.15, silent=0.15, returning=0.2, leaves_politely=0.05, bouncing=0.05
)


@pytest.mark.slow
def test_a_scheme_keeps_its_promises_to_the_quiet_and_to_those_who_wait() -> None:
    figures = one_life(1, weeks=10, size=24, mix=MANY_SILENT)

    assert figures.wrongs == 0, figures.faults
    assert figures.answered_same_day == figures.jilted > 0
    assert figures.welcomed == figures.returned > 0
    assert figures.longest_alone <= PROMISED_WORKING_DAYS
