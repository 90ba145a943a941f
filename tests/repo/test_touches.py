"""What a scheme costs its coordinators is counted in a whole life, and nothing waits unseen in it."""

import pytest

from benchmarks.touches import Cost, Year, one_life, report


def test_the_report_sets_both_ways_side_by_side():
    year = Year(
        weeks=2,
        people=40,
        with_mailbot=Cost(20, 10, 12.0),
        by_hand=Cost(60, 240, 240.0),
        merged=200,
        parts=(("digests with decisions", 10), ("answers typed", 10)),
        others=8,
        decisions=5,
        late=("look",),
        longest_digest=20,
    )

    told = report(year)

    assert "| touches in all | 150.0 | 15.0 |" in told
    assert "90.0% fewer touches, 95.0% fewer minutes" in told
    assert "5.0 digests with decisions, 5.0 answers typed" in told
    assert "a mail merge for what is alike: 100.0 touches a week, 85.0% fewer" in told
    assert "aren't on duty: 4.0 a week" in told
    assert "working days: 1 (look)" in told


@pytest.mark.slow
def test_no_decision_waits_unseen_for_more_than_two_working_days():
    year = one_life(1, size=40, weeks=12)

    assert year.late == ()
    assert year.longest_digest <= 25
    assert year.with_mailbot.minutes < year.by_hand.minutes / 5
