"""A record is brought to a new shape only with a copy of it kept, and only its owner may read either."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from mailbot.cli import wiring
from mailbot.cli.checks_database import database
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import NewerDatabase
from mailbot.edges.files import shipped
from mailbot.flows.upgrading import bring_up_to_date
from mailbot.settings import load
from tests.cli.homes import make_home, run

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "0099"
down_revision = "{before}"


def upgrade():
    op.add_column("journal", sa.Column("added", sa.Integer()))
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a mailbot that is one step ahead of this one."""
    folder = tmp_path / "migrations"
    shutil.copytree(shipped("migrations"), folder)
    versions = folder / "versions"
    before = max(one.name[:4] for one in versions.glob("0*.py"))
    (versions / "0099_next.py").write_text(NEXT.format(before=before), "utf-8")
    return folder


def columns(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as conn:
        return {row[1] for row in conn.execute("PRAGMA table_info(journal)")}


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_command_that_brings_the_record_up_to_date_keeps_the_one_before(
    by_hand: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(by_hand.iterdir())
    monkeypatch.setattr(wiring, "shipped", lambda _: newer)

    first, second = run(by_hand, "pairs"), run(by_hand, "pairs")

    kept = [one for one in set(by_hand.iterdir()) - before if ".before-" in one.name]
    assert [0o600] == [mode_of(one) for one in kept]
    assert "added" in columns(by_hand / "mailbot.db")
    assert "added" not in columns(kept[0])
    assert f"is kept as {kept[0]}." in first.stderr
    assert "" == second.stderr


def test_a_record_that_is_new_needs_no_copy(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new.db'}")

    done = bring_up_to_date(engine, shipped("migrations"))

    engine.dispose()
    assert (True, None) == (done.changed, done.kept)


def test_a_record_of_a_newer_mailbot_is_refused_and_not_copied(by_hand: Path, newer: Path) -> None:
    engine = open_database(f"sqlite:///{by_hand / 'mailbot.db'}")
    bring_up_to_date(engine, newer)
    before = set(by_hand.iterdir())

    with pytest.raises(NewerDatabase):
        bring_up_to_date(engine, shipped("migrations"))

    engine.dispose()
    assert before >= set(by_hand.iterdir())


def test_the_database_and_what_lies_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    engine = open_database(f"sqlite:///{home / 'mailbot.db'}")
    bring_up_to_date(engine, shipped("migrations"))
    with engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM journal")

    assert {0o600} == {mode_of(one) for one in home.glob("mailbot.db*")}
    engine.dispose()


def test_a_record_put_back_where_there_was_none_is_for_its_owner_alone(by_hand: Path) -> None:
    run(by_hand, "backup", str(by_hand / "copy.db"))
    (by_hand / "mailbot.db").unlink()

    result = run(by_hand, "restore", str(by_hand / "copy.db"))

    assert (0, 0o600) == (result.exit_code, mode_of(by_hand / "mailbot.db"))


def test_a_record_that_others_can_read_is_named_with_the_cure(by_hand: Path) -> None:
    (by_hand / "mailbot.db").chmod(0o644)

    found = list(database(load(by_hand, {}, passwords=False)))

    assert [True, False] == [one.ok for one in found]
    assert "run chmod 600 on it" in found[1].sentence


def test_a_place_where_no_database_can_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    toml = (home / "mailbot.toml").read_text("utf-8")
    nowhere = toml.replace("mailbot.db", "nowhere/mailbot.db")
    (home / "mailbot.toml").write_text(nowhere, "utf-8")

    result = run(home, "pairs")

    assert 2 == result.exit_code
    assert "The database cannot be used (unable to open database file)" in result.stderr
