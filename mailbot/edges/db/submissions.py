"""Questions about what people sent in for a task, version by version, and the changes to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, select, update

from mailbot.core.agreeing import NOTHING_SAID, Said
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import assignment, submission

STANDING = ("kept", "cleared", "relayed")


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sent in for an assignment.

    `state` is kept, held (waits for a word of the writer), cleared (a person has looked), relayed
    (others have it) or superseded.
    """

    id: int
    assignment_id: int
    received_id: int | None
    at: datetime
    text: str
    state: str
    said: Said


def add_submission(
    conn: Connection,
    assignment_id: int,
    received_id: int | None,
    text: str,
    now: datetime,
    *,
    said: Said = NOTHING_SAID,
    held: bool = False,
) -> int:
    """Keep what somebody sent in; earlier words that were not passed on give way to it."""
    conn.execute(
        update(submission)
        .where(
            submission.c.assignment_id == assignment_id,
            submission.c.state.in_(("kept", "held", "cleared")),
        )
        .values(state="superseded")
    )
    row = {
        "assignment_id": assignment_id,
        "received_id": received_id,
        "at": now,
        "text": text,
        "state": "held" if held else "kept",
        "said": _plain(said),
    }
    return new_id(conn.execute(submission.insert().values(row)))


def submissions_of(conn: Connection, assignment_id: int) -> tuple[Submission, ...]:
    """Give every version of what somebody sent in, the oldest first."""
    rows = conn.execute(
        select(submission)
        .where(submission.c.assignment_id == assignment_id)
        .order_by(submission.c.id)
    )
    return tuple(_submission(row) for row in rows)


def standing_submission(conn: Connection, assignment_id: int) -> Submission | None:
    """Give the words that stand for an assignment, the newest."""
    versions = submissions_of(conn, assignment_id)
    standing = [one for one in versions if one.state in STANDING]
    return standing[-1] if standing else None


def standing_texts(conn: Connection, assignments: Sequence[int]) -> dict[int, str]:
    """Give the words that stand for each of some assignments, by its id."""
    if not assignments:
        return {}
    rows = conn.execute(
        select(submission.c.assignment_id, submission.c.text)
        .where(submission.c.assignment_id.in_(assignments), submission.c.state.in_(STANDING))
        .order_by(submission.c.id)
    )
    return {row.assignment_id: row.text for row in rows}


def held_submission(conn: Connection, assignment_id: int) -> Submission | None:
    """Give the words that wait for a word of their writer."""
    held = [one for one in submissions_of(conn, assignment_id) if one.state == "held"]
    return held[-1] if held else None


def cleared_in(conn: Connection, stage_id: int) -> tuple[tuple[int, Submission], ...]:
    """Give (person, words) of what a person has looked at in a stage and nobody else has so far."""
    rows = conn.execute(
        select(submission, assignment.c.person_id)
        .join(assignment, assignment.c.id == submission.c.assignment_id)
        .where(assignment.c.stage_id == stage_id, submission.c.state == "cleared")
        .order_by(assignment.c.partnership_id, submission.c.id)
    )
    return tuple((row.person_id, _submission(row)) for row in rows)


def by_ids(conn: Connection, ids: Sequence[int]) -> tuple[Submission, ...]:
    """Give words by their ids, in the order of these."""
    rows = conn.execute(
        select(submission).where(submission.c.id.in_(ids)).order_by(submission.c.id)
    )
    return tuple(_submission(row) for row in rows)


def change_state(conn: Connection, submission_id: int, state: str) -> None:
    """Note what has become of some words: kept, held, cleared, relayed or superseded."""
    conn.execute(update(submission).where(submission.c.id == submission_id).values(state=state))


def _submission(row: Row[tuple[object, ...]]) -> Submission:
    return Submission(
        row.id,
        row.assignment_id,
        row.received_id,
        row.at,
        row.text,
        row.state,
        _said(row.said),
    )


def _plain(said: Said) -> dict[str, object]:
    """Give an answer as JSON; what was not said is left out."""
    shown: dict[str, object] = {
        "suits": [one.isoformat() for one in said.suits],
        "refused": [one.isoformat() for one in said.refused],
        "any_day": said.any_day,
        "option": said.option,
        "named": said.named,
    }
    return {key: value for key, value in shown.items() if value}


def _said(stored: Mapping[str, object]) -> Said:
    return Said(
        suits=_days(stored.get("suits")),
        refused=_days(stored.get("refused")),
        any_day=bool(stored.get("any_day")),
        option=str(stored.get("option", "")),
        named=bool(stored.get("named")),
    )


def _days(value: object) -> tuple[date, ...]:
    return tuple(date.fromisoformat(str(one)) for one in value) if isinstance(value, list) else ()
