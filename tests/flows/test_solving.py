"""The solvers give the optimum, for people one by one and for groups of people alike."""

from random import Random

import numpy as np
import pytest

from mailbot.core.matching import Shares, Side, Worths
from mailbot.flows.solving import assign, share_out
from tests.core.matching_people import greatest_sum


def shared(have: list[int], room: list[int], worths: Worths, *, rows: bool = False) -> Shares:
    none = [False] * len(have)
    first = [True] * len(have) if rows else none
    return share_out(Side(have, first), Side(room, [False] * len(room)), worths)


def random_worths(dice: Random, down: int, across: int) -> Worths:
    near = [[dice.randrange(300) for _ in range(across)] for _ in range(down)]
    rest = [[dice.randrange(250) for _ in range(3)] for _ in range(3)]
    return Worths(
        near,
        rest,
        [(one, dice.randrange(3)) for one in range(down)],
        [(one, dice.randrange(3)) for one in range(across)],
    )


def people_apart(have: list[int], room: list[int], worths: Worths):
    """The same in a table of single people, in which being served counts before points."""
    rows = [row for row, count in enumerate(have) for _ in range(count)]
    columns = [column for column, count in enumerate(room) for _ in range(count)]
    return np.array([[worths.of(row, column) + 10**6 for column in columns] for row in rows])


@pytest.mark.parametrize("seed", range(30))
def test_groups_are_shared_out_close_to_the_optimum_and_under_the_bound(seed: int) -> None:
    dice = Random(seed)
    have = [dice.randrange(1, 9) for _ in range(dice.randrange(1, 30))]
    room = [dice.randrange(1, 9) for _ in range(dice.randrange(1, 30))]
    worths = random_worths(dice, len(have), len(room))

    found = shared(have, room, worths)

    served = sum(count for _, _, count in found.shares)
    points = sum(count * worths.of(row, column) for row, column, count in found.shares)
    best = greatest_sum(people_apart(have, room, worths)) - 10**6 * served
    assert min(sum(have), sum(room)) == served
    assert points == found.worth
    assert found.worth <= best <= found.bound
    assert best - points <= points / 10_000


def test_no_group_gives_or_takes_more_than_it_has() -> None:
    worths = random_worths(Random(1), 3, 2)

    found = shared([5, 1, 4], [3, 20], worths)

    for row, have in enumerate([5, 1, 4]):
        assert have >= sum(count for one, _, count in found.shares if one == row)
    for column, room in enumerate([3, 20]):
        assert room >= sum(count for _, one, count in found.shares if one == column)


def test_those_marked_first_are_served_before_better_points() -> None:
    worths = Worths([[0], [500]], [[0]], [(0, 0), (1, 0)], [(0, 0)])

    found = share_out(Side([2, 2], [True, False]), Side([2], [False]), worths)

    assert [(0, 0, 2)] == list(found.shares)


def test_columns_marked_first_are_filled_before_better_points() -> None:
    worths = Worths([[0, 500]], [[0]], [(0, 0)], [(0, 0), (1, 0)])

    found = share_out(Side([2], [False]), Side([2, 2], [True, False]), worths)

    assert [(0, 0, 2)] == list(found.shares)


def test_people_are_assigned_at_the_greatest_sum_and_never_where_the_weight_is_0() -> None:
    assert [(0, 1)] == assign([[0, 5], [0, 3]])
    assert [(0, 1), (1, 0)] == assign([[2, 9], [8, 7]])
