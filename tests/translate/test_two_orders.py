"""Several orders in one sentence are all heard, and what only looks like another one is not."""

from datetime import date

import pytest

from mailbot.translate.orders import orders_in
from tests.translate.readings import RULES

TODAY = date(2027, 6, 9)


def heard(words: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for one in orders_in(words, TODAY, RULES):
        who = one.slots.get("who", ())
        found.append((one.verb, who if isinstance(who, tuple) else ()))
    return found


@pytest.mark.parametrize(
    ("words", "orders"),
    [
        (
            "pause cleo to 3 sept and remind ben please",
            [("pause", ("cleo",)), ("remind", ("ben",))],
        ),
        (
            "hi can you extend ana till monday the 28th of june and also tell me who is still waiting thanks",
            [("extend", ("ana",)), ("waiting", ())],
        ),
        ("remove sam and rematch priya", [("remove", ("sam",)), ("rematch", ("priya",))]),
        (
            "split sam and priya and then match sam with alex",
            [("split", ("sam", "priya")), ("match", ("sam", "alex"))],
        ),
        (
            "remind sam and ben, and pause cleo to friday",
            [("remind", ("sam", "ben")), ("pause", ("cleo",))],
        ),
        ("who is late and who is waiting", [("late", ()), ("waiting", ())]),
        ("extend task 1 to friday and remind late", [("extend", ()), ("remind", ("late",))]),
        (
            "match alex + priya, then remind tom",
            [("match", ("alex", "priya")), ("remind", ("tom",))],
        ),
        ("report and cohort please", [("report", ()), ("cohort", ())]),
    ],
)
def test_orders_joined_by_and_are_each_heard(
    words: str, orders: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert orders == heard(words)


@pytest.mark.parametrize(
    ("words", "orders"),
    [
        ("pause sam and priya to friday", [("pause", ("sam", "priya"))]),
        ("match alex and priya and tom", [("match", ("alex", "priya", "tom"))]),
        ("pause sam and tell him we miss him", [("pause", ("sam",))]),
        ("pause sam to friday and resume him on monday", [("pause", ("sam",))]),
        ("send managers: the lift is up and pause for thought", [("send", ("managers",))]),
        ("sam and priya need splitting up", [("split", ("sam", "priya"))]),
        ("never match sam with priya and alex", [("never", ("sam", "priya", "alex"))]),
    ],
)
def test_what_only_looks_like_another_order_is_none(
    words: str, orders: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert orders == heard(words)


@pytest.mark.parametrize(
    "words", ["pause ana at once", "Please remind ben at once!", "remind ben once more"]
)
def test_at_once_is_neither_a_condition_nor_a_name(words: str) -> None:
    ((_, who),) = heard(words)

    assert 1 == len(who)
    assert "once" not in who[0]
