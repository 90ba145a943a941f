"""Each command and each copied mail, and exactly who hears of it: no note ever reaches a participant."""

from datetime import date
from pathlib import Path

import pytest

from mailbot.translate.orders import Order, orders_in
from tests.stories.commands_page import PAGE, page
from tests.stories.scene import scene
from tests.stories.spoken import (
    CALLED,
    OTHERS,
    PATIENT,
    Row,
    plays,
    reads,
    rows,
    two_work_and_two_wait,
)
from tests.stories.telling import GIL, words_of
from tests.translate.readings import RULES

TRUSTED = "mx.office.test"
VERDICT = f"Authentication-Results: {TRUSTED}; dmarc=pass header.from=office.test"
TODAY = date(2021, 6, 11)
ROWS = rows()
COPIED = [one for one in ROWS if one.to]


def test_each_order_and_each_copy_is_heard_of_by_whom_it_is_about_and_by_nobody_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "chasing.toml").write_text(PATIENT, "utf-8")
    with scene(tmp_path) as stage:
        for one in OTHERS:
            stage.server.add_person(one)
        two_work_and_two_wait(stage, TRUSTED)

        for row in ROWS:
            heard = plays(stage, row, VERDICT)

            assert (row.says, dict(row.hears)) == (row.says, heard)
            assert row.told in reads(stage)

        read = [words_of(mail) for who, mail in stage.mails if who != GIL]
        assert [] == [row.says for row in COPIED for words in read if row.says in words]


@pytest.mark.parametrize("row", COPIED, ids=lambda row: row.says[:30])
def test_a_copied_mail_is_answered_to_nobody_but_its_writer(row: Row) -> None:
    assert set(row.hears) <= {"you"}


@pytest.mark.parametrize(
    ("row", "said"),
    [(row, said) for row in ROWS for said in row.also],
    ids=lambda one: one if isinstance(one, str) else one.says[:20],
)
def test_an_order_may_be_said_with_manners_slips_and_in_any_order(row: Row, said: str) -> None:
    assert _meant(row.says) == _meant(said)


def _meant(said: str) -> list[tuple[str, frozenset[str], object, object]]:
    return [_essence(one) for one in orders_in(said.replace("{number}", "14"), TODAY, RULES)]


def _essence(order: Order) -> tuple[str, frozenset[str], object, object]:
    who = order.slots.get("who", ())
    names = frozenset(one.casefold() for one in who) if isinstance(who, tuple) else frozenset()
    return order.verb, names, order.slots.get("until"), order.slots.get("number")


def test_the_page_of_commands_shows_what_is_played_here() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_everybody_who_hears_is_on_the_stage() -> None:
    assert {who for row in ROWS for who in row.hears} <= set(CALLED)
