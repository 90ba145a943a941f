"""`mailbot once` leaves a heartbeat of the real day, and none of a day that is only played."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.world.mailserver import MailServer
from tests.cli.homes import ADDRESS, make_home, run


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home whose mail servers answer."""
    with MailServer(lambda: datetime(2026, 10, 27, 9, tzinfo=UTC)) as server:
        server.add_mailbox(ADDRESS)
        folder = make_home(tmp_path)
        file = folder / "mailbot.toml"
        login = f'username = "{ADDRESS}"\npassword = "pw"\n'
        text = file.read_text("utf-8")
        for name, port in (("imap", server.imap_port), ("smtp", server.smtp_port)):
            text = text.replace(
                f'[scheme.{name}]\nhost = "127.0.0.1"\nport = 9\n',
                f'[scheme.{name}]\nhost = "{server.host}"\nport = {port}\n{login}',
            )
        file.write_text(text, "utf-8")
        yield folder


def test_a_pass_at_a_time_that_is_only_played_leaves_no_heartbeat(home: Path) -> None:
    played = run(home, "once", "--now", "2026-10-27T05:00")

    assert 0 == played.exit_code, played.output
    assert not (home / "heartbeat").exists()


def test_a_pass_of_today_leaves_a_heartbeat(home: Path) -> None:
    real = run(home, "once")

    assert 0 == real.exit_code, real.output
    assert (home / "heartbeat").exists()
