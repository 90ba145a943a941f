"""What is asked for every mail is looked up by what is told of it, never by reading all of a scheme."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from mailbot.edges.db import outbox, promises, tasks
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped

NOW = datetime(2027, 6, 8, 9, 0, tzinfo=UTC)

QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "withdrawn by person": lambda conn: outbox.withdraw_queued(
        conn, 1, "left", mails=("P21",), person_id=3
    ),
    "withdrawn by assignment": lambda conn: outbox.withdraw_queued(
        conn, 1, "done", mails=("P21",), assignment_id=3
    ),
    "withdrawn by thread": lambda conn: outbox.withdraw_queued(
        conn, 1, "answered", mails=("P35",), thread="<a@b.example>"
    ),
    "answers to one address": lambda conn: outbox.automatic_answers_since(
        conn, 1, "sam@nhs.example|", NOW
    ),
    "open promises of a person": lambda conn: promises.open_promises(conn, 1, "question", 3),
    "assignments that are due": lambda conn: tasks.due_assignments(conn, 1, NOW, 0, 50),
    "promises that are due": lambda conn: promises.due_promises(conn, 1, NOW, 0, 50),
}


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_question_about_one_thing_does_not_read_the_whole_scheme(
    asked: str, tmp_path: Path
) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'mailbot.db'}")
    upgrade(engine, shipped("migrations"))
    said: list[tuple[str, object]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _keep(_c: object, _k: object, statement: str, values: object, *_rest: object) -> None:
        said.append((statement, values))

    with engine.begin() as conn:
        QUESTIONS[asked](conn)
        plans = [
            row[3]
            for statement, values in tuple(said)
            if statement.startswith(("SELECT", "UPDATE"))
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as the driver got them
        ]

    engine.dispose()
    assert plans
    assert not [one for one in plans if one.startswith("SCAN") or one.endswith("(scheme_id=?)")]
