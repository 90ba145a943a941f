"""A crowd is seated by groups of people alike, and every rule about single people still holds."""

import pytest

from benchmarks.cohorts import cohort
from mailbot.core.matching import couple
from tests.core.matching_people import CLINICIAN, GENERAL, employers, proposed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seated():
    free = cohort(3000, 5, employers(), clinicians=0.55, specialty=0.05, met=6, never=3)
    return free, proposed(free.people, free.known)


def test_a_crowd_serves_as_many_as_there_are_seats(seated) -> None:
    free, found = seated
    counts = [sum(one.role is role for one in free.people) for role in (CLINICIAN, GENERAL)]

    assert min(counts) == len(found.matches)


def test_a_crowd_leaves_the_newest(seated) -> None:
    _, found = seated

    served = [match.members[0].waiting_since for match in found.matches]
    left = [one.waiting_since for one, _ in found.left if one.role is CLINICIAN]

    assert max(one for one in served if one) <= min(one for one in left if one)


def test_nobody_in_a_crowd_sits_with_whom_they_met_or_may_never_meet(seated) -> None:
    free, found = seated

    for match in found.matches:
        numbers = [one.id for one in match.members]
        pairs = {couple(one, other) for one in numbers for other in numbers if one != other}
        assert not pairs & (free.known.never | free.known.met.keys())


def test_the_order_of_rows_decides_nothing_in_a_crowd(seated) -> None:
    free, found = seated

    again = proposed(free.people[::-1], free.known)

    assert [one.members for one in found.matches] == [one.members for one in again.matches]
