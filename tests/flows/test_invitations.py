"""Who says that they come to an event is counted for the coordinators."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailbot.core.actions import RecordRsvp
from mailbot.core.people import PersonState
from mailbot.edges.db import people
from mailbot.flows.carry_out import carry_out
from mailbot.flows.case import Case
from mailbot.flows.summary import status_lines
from tests.cli.homes import house_of, make_home

NOW = datetime(2026, 10, 27, 9, tzinfo=UTC)


def test_the_last_answer_of_each_person_counts_for_four_weeks(tmp_path: Path) -> None:
    house = house_of(make_home(tmp_path))
    with house.engine.begin() as conn:
        ana, ben = (
            people.add_person(conn, house.scheme_id, PersonState.ACTIVE, NOW) for _ in range(2)
        )
        said = [RecordRsvp(ana, "yes"), RecordRsvp(ben, "probably"), RecordRsvp(ana, "no")]
        carry_out(conn, house, Case(NOW, "they answered"), said)

        now = status_lines(conn, house, NOW + timedelta(days=1))
        later = status_lines(conn, house, NOW + timedelta(days=29))

    assert "Answers to the invitation in the last 28 days: 1 probably, 1 no." in now
    assert not [line for line in later if "invitation" in line]
