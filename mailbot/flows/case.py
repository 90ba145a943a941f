"""The case that actions are carried out for: one mail, or one look at a date."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Action, action_name, described
from mailbot.edges.db import journal
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Case:
    """Why something is done: `by` is "mailbot" or the coordinator who decided."""

    now: datetime
    because: str
    by: str = "mailbot"
    incoming: Incoming | None = None
    number: int = 0
    assignment_id: int | None = None

    @property
    def received_id(self) -> int | None:
        """Give the mail this is about, if it is about one."""
        return self.incoming.received_id if self.incoming is not None else None


def note_action(conn: Connection, house: House, case: Case, action: Action) -> None:
    """Write one action with its reason into the journal; words of a mail are left out of it."""
    shown = {key: value for key, value in described(action).items() if key not in PRIVATE}
    entry = journal.Entry(
        at=case.now,
        action=action_name(action),
        because=case.because,
        by=case.by,
        person_id=_number(getattr(action, "person", None)),
        received_id=case.received_id,
        assignment_id=_number(getattr(action, "assignment", None)) or case.assignment_id,
        details=shown,
    )
    journal.note(conn, house.scheme_id, entry)


# What somebody wrote or where they live stays in its own table, where it can be deleted.
PRIVATE = frozenset(
    {"text", "address", "email", "phone", "other_address", "new_address", "answers", "question"}
    | {"not_with", "past", "file", "needs", "suggestion", "heard_from"}
)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
