"""Small things are read back in the next digest once their coordinator has agreed to it, and not before (F2, F13)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailbot.core import actions as do
from mailbot.edges.db import inbound, promises
from mailbot.edges.db.engine import reading
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.decisions import decide
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming
from mailbot.flows.ordering import undoing
from mailbot.flows.ordering.reading_back import offer, told_lines
from mailbot.flows.ordering.trust import trust
from tests.flows.test_grouping import house_with
from tests.stories.telling import ask

A_FRIDAY = datetime(2026, 10, 30, 9, tzinfo=UTC)
A_MONDAY = A_FRIDAY + timedelta(days=3)


def by_gil(house: House, count: int) -> Case:
    """Give the case of a mail of Gil's; each is another mail."""
    gil = house.scheme.duty
    with house.engine.begin() as conn:
        kept = inbound.keep_mail(
            conn, house.scheme_id, f"mail {count}", f"<{count}@g>", b"", A_FRIDAY
        )
    came = Incoming(kept, f"<{count}@g>", (), "Re: 1 thing needs you", gil.address, A_FRIDAY)
    return Case(A_FRIDAY, "", gil.first_name, incoming=came)


def decides(house: House, count: int, words: str, matter: do.Matter = do.Matter.LOOK) -> None:
    """Put something before the coordinators, and let Gil decide it."""
    case = by_gil(house, count)
    with house.engine.begin() as conn:
        asked = put_before_coordinators(
            conn, house, Case(A_FRIDAY, ""), matter, f"Thing {count} is odd", ("done", "keep")
        )
    with house.engine.begin() as conn:
        decide(conn, house, case, do.Decide(((asked.number, words),)))


def read_backs(house: House) -> int:
    return int(str(ask(house.engine, "select count(*) from outbox where mail = 'N04'")[0][0]))


def agrees(house: House) -> None:
    """Let Gil say YES to fewer read-backs."""
    offer(house, A_FRIDAY)
    with house.engine.begin() as conn:
        (asked,) = promises.open_promises(conn, house.scheme_id, do.Matter.TRUST.value)
        trust(conn, house, A_FRIDAY, asked)


def test_the_tenth_answer_that_stands_brings_the_offer_and_a_yes_moves_read_backs_to_the_digest(
    tmp_path: Path,
) -> None:
    house = house_with(tmp_path, 1)
    for count in range(10):
        decides(house, count, "done")
    assert 10 == read_backs(house)

    agrees(house)
    decides(house, 11, "done")

    assert 10 == read_backs(house)
    with reading(house.engine) as conn:
        (line,) = told_lines(conn, house, A_MONDAY, house.scheme.duty)
    assert line.startswith("Done as you said: ")
    assert line.endswith(" closed.")


def test_what_stays_open_is_asked_back_at_once_all_the_same(tmp_path: Path) -> None:
    house = house_with(tmp_path, 1)
    for count in range(10):
        decides(house, count, "done")
    agrees(house)

    decides(house, 11, "...")

    assert 11 == read_backs(house)


def test_nobody_is_offered_it_who_took_one_of_the_last_ten_back(tmp_path: Path) -> None:
    house = house_with(tmp_path, 1)
    for count in range(10):
        decides(house, count, "done")
    case = by_gil(house, 11)
    with house.engine.begin() as conn:
        assert not undoing.undo(conn, house, case, 0)

    offer(house, A_FRIDAY)

    assert [(0,)] == ask(house.engine, "select count(*) from outbox where mail = 'N20'")
