"""The record is copied while in use, put back without losing the present one, and held until it is safe."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.cli.checks_database import database
from mailbot.edges import heartbeat
from mailbot.settings import load
from tests.cli.homes import NOW, house_of, make_home, run, told


@pytest.fixture
def home(by_hand: Path) -> Path:
    return by_hand


def names(home: Path) -> list[str]:
    return [one["name"] for one in told(home, "people")]


def forget_everybody(home: Path) -> None:
    house = house_of(home)
    with house.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE person SET name = 'Gone'")


def test_a_copy_holds_what_was_written_a_moment_ago_by_a_process_that_still_writes(
    home: Path,
) -> None:
    copy = home / "copy.db"
    house = house_of(home)
    with house.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE person SET name = 'Ana Green' WHERE id = 1")

    result = run(home, "backup", str(copy))

    assert 0 == result.exit_code
    with closing(sqlite3.connect(copy)) as conn:
        assert ("Ana Green",) == conn.execute("SELECT name FROM person WHERE id = 1").fetchone()


def test_a_copy_is_one_file_that_nobody_else_may_read(home: Path) -> None:
    run(home, "backup", str(home / "copy.db"))

    assert ["copy.db"] == [one.name for one in home.iterdir() if "copy.db" in one.name]
    assert 0o600 == stat.S_IMODE((home / "copy.db").stat().st_mode)


def test_a_file_that_is_there_is_not_replaced_by_a_copy(home: Path) -> None:
    (home / "copy.db").write_text("mine")

    result = run(home, "backup", str(home / "copy.db"))

    assert 2 == result.exit_code
    assert "exists already" in result.stderr
    assert "mine" == (home / "copy.db").read_text()


def test_a_restore_brings_back_what_was_and_keeps_what_is(home: Path) -> None:
    copy = home / "copy.db"
    run(home, "backup", str(copy))
    before = names(home)
    forget_everybody(home)

    told(home, "restore", str(copy), "--now", NOW)

    assert before == names(home)
    with closing(sqlite3.connect(home / "mailbot.db.before-restore")) as conn:
        assert [("Gone",)] == conn.execute("SELECT DISTINCT name FROM person").fetchall()


def test_a_second_restore_does_not_overwrite_what_the_first_one_kept(home: Path) -> None:
    copy = home / "copy.db"
    run(home, "backup", str(copy))
    run(home, "restore", str(copy))

    second = told(home, "restore", str(copy))

    assert second["kept"].endswith("mailbot.db.before-restore-2")


def test_mail_that_had_not_left_waits_after_a_restore_until_somebody_has_looked(home: Path) -> None:
    run(home, "task", "start", "1", "--on", "2026-11-16", "--now", "2026-11-14")
    run(home, "backup", str(home / "copy.db"))

    done = told(home, "restore", str(home / "copy.db"), "--now", "2026-11-15")

    assert 2 == done["held"]
    counts = told(home, "outbox")["counts"]
    assert (2, 0) == (counts["uncertain"], counts.get("ready", 0))


def test_numbers_that_may_have_been_used_after_the_copy_are_not_used_again(home: Path) -> None:
    run(home, "backup", str(home / "copy.db"))
    run(home, "restore", str(home / "copy.db"))

    run(home, "match", "--now", NOW)
    run(home, "task", "start", "1", "--on", "2026-11-16", "--now", "2026-11-14")

    first, *_ = told(home, "outbox")["mails"]
    asked = max(one["number"] for one in told(home, "status")["decisions"])
    assert 10_000 < first["id"]
    assert 100 < asked


@pytest.mark.parametrize("broken", ["not a database", ""])
def test_a_copy_that_is_not_sound_changes_nothing(home: Path, broken: str) -> None:
    before = names(home)
    (home / "copy.db").write_text(broken * 500)

    result = run(home, "restore", str(home / "copy.db"))

    assert 2 == result.exit_code
    assert before == names(home)
    assert not (home / "mailbot.db.before-restore").exists()


def test_a_copy_of_a_newer_mailbot_is_refused(home: Path) -> None:
    run(home, "backup", str(home / "copy.db"))
    with closing(sqlite3.connect(home / "copy.db")) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")

    result = run(home, "restore", str(home / "copy.db"))

    assert 2 == result.exit_code
    assert "is at 9999, which this mailbot cannot put back." in result.stderr
    assert not list(home.glob(".mailbot.db.restoring*"))


def test_a_damaged_record_is_set_aside_and_replaced(home: Path) -> None:
    before = names(home)
    run(home, "backup", str(home / "copy.db"))
    (home / "mailbot.db").write_bytes(b"damaged" * 1000)

    result = run(home, "restore", str(home / "copy.db"))

    assert 0 == result.exit_code
    assert before == names(home)
    assert (home / "mailbot.db.before-restore").read_bytes().startswith(b"damaged")


def test_a_restore_is_refused_while_mailbot_is_at_work(home: Path) -> None:
    run(home, "backup", str(home / "copy.db"))
    heartbeat.write(home, datetime.now(UTC))  # noqa: TID251  the command reads the real clock

    result = run(home, "restore", str(home / "copy.db"))

    assert 1 == result.exit_code
    assert "stop it, wait two minutes and try again" in result.stderr


def test_another_kind_of_database_is_sent_to_its_own_tool(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    toml = (home / "mailbot.toml").read_text("utf-8")
    url = "postgresql+psycopg://user@127.0.0.1:9/none"
    (home / "mailbot.toml").write_text(toml.replace("sqlite:///mailbot.db", url), "utf-8")

    for command in ("backup", "restore"):
        result = run(home, command, str(home / "copy.db"))
        assert 2 == result.exit_code
        assert "pg_dump" in result.stderr
        assert 1 == result.stderr.count("\n")


def test_an_upgrade_makes_the_database_once(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    first, second = told(home, "db", "upgrade"), told(home, "db", "upgrade")

    assert (True, False) == (first["changed"], second["changed"])
    assert [] == told(home, "people")


def test_a_check_says_whether_the_database_has_the_newest_shape(home: Path) -> None:
    sound = database_line(home)
    with closing(sqlite3.connect(home / "mailbot.db")) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = database_line(home)
    (home / "mailbot.db").write_bytes(b"damaged" * 1000)

    assert "it is at the newest revision" in sound
    assert "install a newer mailbot" in newer
    assert "it cannot be opened (file is not a database)" in database_line(home)


def database_line(home: Path) -> str:
    return next(one.sentence for one in database(load(home, {}, passwords=False)))


def test_health_is_good_after_a_pass_and_not_before_or_long_after(tmp_path: Path) -> None:
    present = datetime.now(UTC)  # noqa: TID251  the command reads the real clock
    never = run(tmp_path, "health")
    heartbeat.write(tmp_path, present - timedelta(minutes=10))
    lately = run(tmp_path, "health")
    strict = run(tmp_path, "health", "--minutes", "5")

    assert (1, 0, 1) == (never.exit_code, lately.exit_code, strict.exit_code)
    assert "No pass has gone well yet: " in never.stderr
    assert "The last pass went well 10 minutes ago: " in strict.stderr


def test_a_heartbeat_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "heartbeat").write_text("lately")

    assert heartbeat.age(tmp_path, datetime(2026, 10, 27, tzinfo=UTC)) is None
