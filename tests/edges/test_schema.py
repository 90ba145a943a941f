"""The migrations make the very tables that the code describes."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.db.schema import metadata
from mailbot.edges.files import shipped


def test_a_database_that_was_migrated_lacks_nothing_and_has_nothing_more(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'mailbot.db'}")
    upgrade(engine, shipped("migrations"))

    with engine.connect() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), metadata)

    engine.dispose()
    assert [] == differences
