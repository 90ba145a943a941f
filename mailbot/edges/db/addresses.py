"""Questions about addresses alone: whose each is, alive or not."""

from sqlalchemy import Connection, select

from mailbot.edges.db.schema import address


def owners_of_addresses(conn: Connection, in_scheme: int) -> dict[str, tuple[int, ...]]:
    """Give the ids of who uses or used each address; those never confirmed are left out."""
    found: dict[str, tuple[int, ...]] = {}
    rows = conn.execute(
        select(address.c.address, address.c.person_id)
        .where(address.c.scheme_id == in_scheme, address.c.state != "unconfirmed")
        .order_by(address.c.person_id)
    )
    for text, person_id in rows:
        found[text] = (*found.get(text, ()), person_id)
    return found
