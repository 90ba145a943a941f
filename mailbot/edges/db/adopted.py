"""Questions about what was taken over from a file: is it here already, under which number."""

from sqlalchemy import Connection, select

from mailbot.edges.db.schema import outbox, partnership, person, promise, task_round


def people_adopted(conn: Connection, in_scheme: int) -> dict[str, int]:
    """Give the people who were taken over: the file's id and ours."""
    rows = conn.execute(
        select(person.c.imported_id, person.c.id).where(
            person.c.scheme_id == in_scheme, person.c.imported_id.is_not(None)
        )
    )
    return {row.imported_id: row.id for row in rows}


def pairs_adopted(conn: Connection, in_scheme: int) -> dict[str, int]:
    """Give the pairs and trios that were taken over: the file's id and ours."""
    rows = conn.execute(
        select(partnership.c.imported_id, partnership.c.id).where(
            partnership.c.scheme_id == in_scheme, partnership.c.imported_id.is_not(None)
        )
    )
    return {row.imported_id: row.id for row in rows}


def rounds_adopted(conn: Connection, in_scheme: int) -> dict[str, int]:
    """Give the rounds that were taken over: the file's id and ours."""
    rows = conn.execute(
        select(task_round.c.imported_id, task_round.c.id).where(
            task_round.c.scheme_id == in_scheme, task_round.c.imported_id.is_not(None)
        )
    )
    return {row.imported_id: row.id for row in rows}


def questions_adopted(conn: Connection, in_scheme: int) -> frozenset[str]:
    """Give the file's ids of the questions that were taken over, open or answered since."""
    details = conn.scalars(
        select(promise.c.details).where(
            promise.c.scheme_id == in_scheme, promise.c.kind == "question"
        )
    )
    return frozenset(str(one["imported_id"]) for one in details if "imported_id" in one)


def is_sent(conn: Connection, message_id: str) -> bool:
    """Say whether a Message-ID is that of a mail in the outbox, whichever scheme's."""
    found = conn.scalar(select(outbox.c.id).where(outbox.c.message_id == message_id))
    return found is not None
