"""Tell SQLite how a grown record is spread, so that it looks things up by person and not by scheme.

Without statistics SQLite takes every index for equally good and may walk through all that a scheme
ever sent to find one person's mail. It reads its table sqlite_stat1, which a program may write
itself (sqlite.org, "Manual Control Of Query Plans Using SQLITE_STAT Tables"); ANALYZE on the small
tables of a young scheme would say too little. Other databases keep statistics by themselves.
"""

from sqlalchemy import Connection, text

ROWS = 100_000
# Few rows are open, due or unread at a time: that is why they have an index of their own.
IN_PART = 500
# So many values stand in these columns; in scheme_id one, in all others more than can be counted.
FEW_VALUES = {"state": 8, "kind": 8, "mail": 30, "what": 3, "role": 3, "current": 2, "waits": 2}
MANY_VALUES = 10_000


def state_statistics(conn: Connection) -> None:
    """Write the statistics of all indexes in SQLite; nothing in another database."""
    if conn.dialect.name != "sqlite":
        return
    conn.exec_driver_sql("ANALYZE sqlite_schema")  # makes sqlite_stat1
    conn.exec_driver_sql("DELETE FROM sqlite_stat1")
    found = conn.exec_driver_sql(
        'SELECT m.name, i.name, i."unique", i.partial FROM sqlite_schema m'
        " JOIN pragma_index_list(m.name) i WHERE m.type = 'table'"
    ).all()
    for table, index, is_unique, is_partial in found:
        columns = conn.execute(
            text("SELECT name FROM pragma_index_info(:index) ORDER BY seqno"), {"index": index}
        ).scalars()
        rows = IN_PART if is_partial else ROWS
        stat = _spread(rows, list(columns), is_unique=bool(is_unique))
        conn.execute(
            text("INSERT INTO sqlite_stat1 VALUES (:table, :index, :stat)"),
            {"table": table, "index": index, "stat": stat},
        )
    conn.exec_driver_sql("ANALYZE sqlite_schema")  # has this connection read them


def _spread(rows: int, columns: list[str], *, is_unique: bool) -> str:
    """Give the rows of an index and how many share its first column, its first two, and so on."""
    shared = rows
    told = [rows]
    for column in columns:
        values = 1 if column == "scheme_id" else FEW_VALUES.get(column, MANY_VALUES)
        shared = max(1, shared // values)
        told.append(shared)
    if is_unique:
        told[-1] = 1
    return " ".join(map(str, told))
