"""Questions about what people said about tasks and the ideas they gave, and the changes to them."""

from datetime import datetime

from sqlalchemy import Connection, Row, Select, delete, select, update

from mailbot.core.people import Role
from mailbot.core.remarks import Permission, Remark, RemarkKind
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import remark


def add_remark(
    conn: Connection,
    in_scheme: int,
    kind: RemarkKind,
    text: str,
    now: datetime,
    *,
    permission: Permission = Permission.COHORT,
    **more: object,
) -> int:
    """Keep what somebody said and give its id; `more` are person_id, received_id, task and role."""
    row = {
        "scheme_id": in_scheme,
        "kind": kind.value,
        "text": text,
        "at": now,
        "quotable": permission.value,
    } | more
    return new_id(conn.execute(remark.insert().values(row)))


def remark_by_id(conn: Connection, in_scheme: int, remark_id: int) -> Remark | None:
    """Give one remark of a scheme."""
    row = conn.execute(
        select(remark).where(remark.c.id == remark_id, remark.c.scheme_id == in_scheme)
    ).first()
    return None if row is None else _remark(row)


def feedback_on(conn: Connection, in_scheme: int, task: str = "") -> tuple[Remark, ...]:
    """Give what was said about a task, or about all of them, in the order it came."""
    asked = _of_kind(in_scheme, RemarkKind.FEEDBACK)
    if task:
        asked = asked.where(remark.c.task == task)
    return tuple(_remark(row) for row in conn.execute(asked))


def ideas(conn: Connection, in_scheme: int, since: datetime | None = None) -> tuple[Remark, ...]:
    """Give the ideas for tasks, the oldest first; those after a moment only, where one is given."""
    asked = _of_kind(in_scheme, RemarkKind.IDEA)
    if since is not None:
        asked = asked.where(remark.c.at > since)
    return tuple(_remark(row) for row in conn.execute(asked))


def said_by(conn: Connection, person_id: int) -> tuple[Remark, ...]:
    """Give the feedback of one person, the newest first."""
    rows = conn.execute(
        select(remark)
        .where(remark.c.person_id == person_id, remark.c.kind == RemarkKind.FEEDBACK.value)
        .order_by(remark.c.id.desc())
    )
    return tuple(_remark(row) for row in rows)


def allow(conn: Connection, remark_id: int, permission: Permission) -> None:
    """Set how far one remark may be quoted."""
    conn.execute(update(remark).where(remark.c.id == remark_id).values(quotable=permission.value))


def forget_of_mail(conn: Connection, received_id: int) -> None:
    """Delete what a mail said about a task: its words are deleted, or it was misread."""
    conn.execute(delete(remark).where(remark.c.received_id == received_id))


def forget_same(conn: Connection, received_id: int, text: str) -> None:
    """Delete what a mail said in these very words."""
    conn.execute(delete(remark).where(remark.c.received_id == received_id, remark.c.text == text))


def _of_kind(in_scheme: int, kind: RemarkKind) -> Select[tuple[object, ...]]:
    asked: Select[tuple[object, ...]] = select(remark)
    return asked.where(remark.c.scheme_id == in_scheme, remark.c.kind == kind.value).order_by(
        remark.c.id
    )


def _remark(row: Row[tuple[object, ...]]) -> Remark:
    return Remark(
        id=row.id,
        person_id=row.person_id,
        received_id=row.received_id,
        kind=RemarkKind(row.kind),
        task=row.task,
        role=Role(row.role),
        text=row.text,
        at=row.at,
        permission=Permission(row.quotable),
    )
