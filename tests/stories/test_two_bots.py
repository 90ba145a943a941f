"""Two bots on one mailbox and one record do the work of one."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.stories.scene import ANA, BEN, CLEO, DEV, JOINS, SCHEME, scene

SETTINGS = """
[database]
url = "sqlite:///mailbot.db"
[[scheme]]
name = "A scheme for stories"
address = "{address}"
sender_name = "Buddy Scheme"
timezone = "Europe/London"
mode = "auto"
plus_addressing = true
[scheme.imap]
host = "127.0.0.1"
port = {imap}
security = "none"
username = "{address}"
password = "pw"
[scheme.smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
username = "{address}"
password = "pw"
per_minute = 1000
per_day = 10000
[[scheme.coordinator]]
name = "Gil Sharp"
address = "gil@office.example"
duty = true
lead = true
"""


def test_two_bots_at_once_handle_and_send_everything_once(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        text = SETTINGS.format(
            address=SCHEME, imap=stage.server.imap_port, smtp=stage.server.smtp_port
        )
        (tmp_path / "mailbot.toml").write_text(text, encoding="utf-8")
        stage.house.engine.dispose()
        for person in (ANA, BEN, CLEO, DEV):
            stage.writes(person, JOINS[person], "Joining")
        for _ in range(3):
            stage.clock.now += timedelta(hours=9)
            command = [sys.executable, "-m", "mailbot.cli", "--home", str(tmp_path), "once"]
            both = [
                subprocess.Popen(
                    [*command, "--now", stage.clock.now.isoformat()],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
                for _ in range(2)
            ]
            ended = [one.communicate(timeout=120) for one in both]
            assert [one.returncode for one in both] == [0, 0], ended
        stage.collects()

        received = Counter((who, str(mail["Message-ID"])) for who, mail in stage.mails)
        assert set(received.values()) == {1}
        assert stage.ask("select count(*), count(distinct message_id) from received") == [(4, 4)]
        assert stage.ask("select count(*) from person") == [(4,)]
        assert stage.ask("select count(*) from outbox where state not in ('sent', 'ready')") == [
            (0,)
        ]
        assert len(stage.to(BEN, "your buddy")) == 1
