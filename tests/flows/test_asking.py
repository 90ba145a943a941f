"""What is put before a person is looked at again when we said it would be done."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.actions import Matter
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from tests.cli.homes import house_of, make_home

A_TUESDAY = datetime(2026, 10, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("matter", "looked_at_on"), [(Matter.REMATCH, "2026-10-29"), (Matter.QUESTION, "2026-11-02")]
)
def test_a_new_buddy_is_looked_at_again_in_two_working_days_and_a_question_in_four(
    tmp_path: Path, matter: Matter, looked_at_on: str
) -> None:
    house = house_of(make_home(tmp_path))

    with house.engine.begin() as conn:
        asked = put_before_coordinators(
            conn, house, Case(A_TUESDAY, "they asked"), matter, "waits", ("ok",)
        )

    assert asked.next_look_at is not None
    assert f"{looked_at_on} 12:15" == f"{house.hours.local(asked.next_look_at):%Y-%m-%d %H:%M}"
