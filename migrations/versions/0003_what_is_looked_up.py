"""Find mail by its thread, and what a server would not hand out, without reading everything."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_outbox_thread", "outbox", ["thread"], unique=False)
    op.create_index(
        "ix_sighting_unfetchable",
        "sighting",
        ["scheme_id"],
        unique=False,
        sqlite_where=sa.text("what = 'unfetchable'"),
        postgresql_where=sa.text("what = 'unfetchable'"),
    )
