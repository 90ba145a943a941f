"""What a piece of work changes in the record, row by row, and the way back from it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Delete, Insert, Table, Update, event, select, update
from sqlalchemy.engine import CursorResult

from mailbot.edges.db.schema import (
    address,
    arrangement,
    assignment,
    invitation,
    journal,
    member,
    outbox,
    partnership,
    person,
    promise,
    remark,
    stage,
    task_round,
)
from mailbot.edges.db.schema import (
    event as event_table,
)
from mailbot.edges.db.schema.columns import Moment

TABLES: Mapping[str, Table] = {
    one.name: one
    for one in (
        person, address, partnership, member, task_round, stage, assignment, promise, outbox,
        remark, arrangement,
        event_table, invitation,
    )
}  # fmt: skip
# The words and bytes of a mail stay in its own row, where they can be deleted.
# The number of a calendar entry only ever grows, and what people eat is kept nowhere else (E4).
_NEVER_KEPT = frozenset(
    {"raw", "text", "subject", "recipients", "reply", "message_id", "thread", "sequence", "needs"}
)
# In these the scheme itself has moved on when they are not as the work left them.
_FIRM = {"person": "state", "partnership": "state", "member": "current", "event": "state"}

Row = dict[str, object]


class MovedOn(Exception):
    """What was changed has changed again since, so there is no way back."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was changed: each column's value before and after."""

    table: str
    row: int
    columns: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a piece of work changed, and the rows it made, each as (table, id)."""

    changed: tuple[Change, ...] = ()
    made: tuple[tuple[str, int], ...] = ()

    def ids_made(self, table: str) -> list[int]:
        """Give the ids of the rows made in one table."""
        return [row for name, row in self.made if name == table]

    def rows_changed(self, table: str, column: str) -> list[int]:
        """Give the ids of the rows of a table in which a column was changed."""
        return [one.row for one in self.changed if one.table == table and column in one.columns]

    def as_details(self) -> dict[str, object]:
        """Give it as plain data for a promise's details."""
        changed = [
            [one.table, one.row, {name: list(values) for name, values in one.columns.items()}]
            for one in self.changed
        ]
        return {"changed": changed, "made": [list(one) for one in self.made]}


def changes_from(details: Mapping[str, object]) -> Changes:
    """Read back what `as_details` gave."""
    changed, made = details.get("changed"), details.get("made")
    assert isinstance(changed, list), "as_details wrote a list"
    assert isinstance(made, list), "as_details wrote a list"
    return Changes(
        tuple(
            Change(str(table), int(row), {name: (old, new) for name, (old, new) in columns.items()})
            for table, row, columns in changed
        ),
        tuple((str(table), int(row)) for table, row in made),
    )


@dataclass(slots=True)
class Watch:
    """What has been touched so far: rows as they were first, and rows that are new."""

    before: dict[tuple[str, int], Row] = field(default_factory=dict)
    made: list[tuple[str, int]] = field(default_factory=list)

    def changes(self, conn: Connection) -> Changes:
        """Compare every row that was touched with how it is now."""
        changed: list[Change] = []
        for (name, row), old in self.before.items():
            new = _row(conn, TABLES[name], row)
            columns = {
                key: (old[key], new.get(key)) for key in old if not new or old[key] != new.get(key)
            }
            if columns and (name, row) not in self.made:
                changed.append(Change(name, row, columns))
        return Changes(tuple(changed), tuple(self.made))


@contextmanager
def watched(conn: Connection) -> Iterator[Watch]:
    """Watch what is changed through a connection; questions cost nothing more than before."""
    watch = Watch()

    def before(_conn: Connection, statement: object, *_rest: object) -> None:
        goes = isinstance(statement, Delete) and statement.table is arrangement
        if goes or (isinstance(statement, Update) and isinstance(statement.table, Table)):
            assert isinstance(statement, Update | Delete), "just checked"
            assert isinstance(statement.table, Table), "just checked"
            _keep(conn, watch, statement, statement.table)

    def after(_conn: Connection, statement: object, many: Sequence[object], *rest: object) -> None:
        result = rest[-1]
        single = len(many) < 2 and isinstance(result, CursorResult)
        if isinstance(statement, Insert) and isinstance(statement.table, Table) and single:
            assert isinstance(result, CursorResult), "checked above"
            key = result.inserted_primary_key
            if key is not None and statement.table.name in TABLES:
                watch.made.append((statement.table.name, int(key[0])))

    event.listen(conn, "before_execute", before)
    event.listen(conn, "after_execute", after)
    try:
        yield watch
    finally:
        event.remove(conn, "before_execute", before)
        event.remove(conn, "after_execute", after)


def _keep(conn: Connection, watch: Watch, statement: Update | Delete, table: Table) -> None:
    if table.name not in TABLES:
        return
    asked = select(table)
    if statement.whereclause is not None:
        asked = asked.where(statement.whereclause)
    for row in conn.execute(asked):
        watch.before.setdefault((table.name, int(row.id)), _plain(row._asdict()))


def _plain(row: Mapping[str, object]) -> Row:
    """Give a row as plain data; moments as text."""
    return {
        str(name): value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if str(name) not in _NEVER_KEPT
    }


def _row(conn: Connection, table: Table, row: int) -> Row:
    found = conn.execute(select(table).where(table.c.id == row)).first()
    return {} if found is None else _plain(found._asdict())


def restore(conn: Connection, changes: Changes) -> None:
    """Put every row back that is still as the work left it; raises MovedOn and changes nothing then.

    What people did since stands: a row of work or of mail that has gone on is left as it is.
    """
    for one in changes.changed:
        now = _row(conn, TABLES[one.table], one.row)
        firm = _FIRM.get(one.table, "")
        if firm in one.columns and now.get(firm) != one.columns[firm][1]:
            raise MovedOn
    for one in changes.changed:
        _put_back(conn, one)


def _put_back(conn: Connection, change: Change) -> None:
    table = TABLES[change.table]
    now = _row(conn, table, change.row)
    if not now and change.table == arrangement.name:
        gone = {name: _typed(table, name, before) for name, (before, _) in change.columns.items()}
        conn.execute(table.insert().values(gone))
        return
    if any(
        now.get(name) != after for name, (_, after) in change.columns.items() if name == "state"
    ):
        return
    values = {
        name: _typed(table, name, before)
        for name, (before, after) in change.columns.items()
        if now.get(name) == after
    }
    if values:
        conn.execute(update(table).where(table.c.id == change.row).values(values))


def _typed(table: Table, name: str, value: object) -> object:
    if isinstance(value, str) and isinstance(table.c[name].type, Moment):
        return datetime.fromisoformat(value)
    return value


def unmake(conn: Connection, changes: Changes) -> None:
    """Take away rows of pairs, tasks, addresses and arrangements that were made, and name them no more.

    Raises IntegrityError where something has come to depend on one of them.
    """
    for name, columns in _NAMED_IN.items():
        gone = changes.ids_made(name)
        for column in columns if gone else ():
            conn.execute(update(column.table).where(column.in_(gone)).values({column.key: None}))
    for table in (assignment, stage, task_round, address, member, arrangement):
        gone = changes.ids_made(table.name)
        if gone:
            conn.execute(table.delete().where(table.c.id.in_(gone)))
    meetings = changes.ids_made("event")
    if meetings:
        conn.execute(invitation.delete().where(invitation.c.event_id.in_(meetings)))
        conn.execute(event_table.delete().where(event_table.c.id.in_(meetings)))
    pairs = changes.ids_made("partnership")
    if pairs:
        conn.execute(member.delete().where(member.c.partnership_id.in_(pairs)))
        conn.execute(partnership.delete().where(partnership.c.id.in_(pairs)))


_NAMED_IN = {
    "assignment": (outbox.c.assignment_id, journal.c.assignment_id, promise.c.assignment_id),
    "stage": (outbox.c.stage_id,),
    "partnership": (outbox.c.partnership_id, promise.c.partnership_id),
}


def take_back_mails(conn: Connection, changes: Changes, why: str) -> list[int]:
    """Take back the mails that were queued and have not left; give the ids of those that have."""
    queued = changes.ids_made("outbox")
    conn.execute(
        update(outbox)
        .where(
            outbox.c.id.in_(queued),
            outbox.c.state.in_(("ready", "approval", "listened", "withdrawn", "expired")),
        )
        .values(state="withdrawn", reply=why, once_key=None, thread=outbox.c.message_id)
    )
    left = select(outbox.c.id).where(outbox.c.id.in_(queued), outbox.c.state != "withdrawn")
    return list(conn.scalars(left.order_by(outbox.c.id)))
