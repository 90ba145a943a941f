"""What a scheme costs its coordinators is counted in a whole life, and nothing waits unseen in it."""

import pytest

from benchmarks.touches import Cost, Year, one_life, report


def test_the_report_sets_both_ways_side_by_side():
    year = Year(2, 40, Cost(20, 10, 12.0), Cost(60, 240, 240.0), 5, ("look",), 20)

    told = report(year)

    assert "| touches in all | 150.0 | 15.0 |" in told
    assert "90.0% fewer touches, 95.0% fewer minutes" in told
    assert "working days: 1 (look)" in told


@pytest.mark.slow
def test_no_decision_waits_unseen_for_more_than_two_working_days():
    year = one_life(1, size=40, weeks=12)

    assert year.late == ()
    assert year.longest_digest <= 25
    assert year.with_mailbot.minutes < year.by_hand.minutes / 5
