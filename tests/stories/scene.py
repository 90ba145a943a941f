"""The stage of the stories: an embedded mail world with everybody in it, and an empty record."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from mailbot.core.scheme import Login, Mode, Security
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.steps import Step
from mailbot.settings import token_key
from mailbot.world.life import Clock
from mailbot.world.mailserver import MailServer
from tests.stories.telling import BEGINS, GIL, NAMES, SCHEME, Telling, scheme_of

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
host = "{host}"
port = {imap}
security = "none"
username = "{address}"
password = "pw"
[scheme.smtp]
host = "{host}"
port = {smtp}
security = "none"
username = "{address}"
password = "pw"
per_minute = 1000
per_day = 100000
[[scheme.coordinator]]
name = "Gil Sharp"
address = "{coordinator}"
duty = true
lead = true
"""


@dataclass(slots=True, kw_only=True)
class Scene(Telling):
    """A story on the embedded mail world."""

    server: MailServer

    def hand_in(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Bring a mail to the scheme; people's mail to each other is not watched here."""
        for one in recipients:
            if self.house.is_ours(one):
                self.server.deliver(one, raw, sender)

    def collects(self) -> None:
        """Bring people what is waiting for them."""
        reached = [one for one in self.server.drain() if one.reached]
        self.keeps((one.recipient, message_from_bytes(one.raw)) for one in reached)


@contextmanager
def scene(
    home: Path, mode: Mode = Mode.AUTO, at_step: Callable[[Step], None] | None = None
) -> Iterator[Scene]:
    """Open the stage: a mail world with everybody in it, and an empty record."""
    clock = Clock(BEGINS)
    with MailServer(lambda: clock.now) as server:
        server.add_mailbox(SCHEME)
        for one in NAMES:
            server.add_person(one)
        engine = open_database(f"sqlite:///{home / 'mailbot.db'}", durable=False)
        upgrade(engine, shipped("migrations"))
        key = token_key(home, SCHEME, {})
        imap = Login(server.host, server.imap_port, Security.NONE, SCHEME, "pw")
        smtp = Login(server.host, server.smtp_port, Security.NONE, SCHEME, "pw")
        house = build_house(
            home, scheme_of(imap, smtp, mode), engine, key, clock.now, "this test", at_step
        )
        yield Scene(clock, house, home, server=server)
        engine.dispose()


def settings_for(server: MailServer) -> str:
    """Give the mailbot.toml with which the command itself plays on a stage."""
    ports = {"imap": server.imap_port, "smtp": server.smtp_port}
    return SETTINGS.format(address=SCHEME, host=server.host, coordinator=GIL, **ports)
