"""The stage of the stories on Dovecot and Postfix: TLS, logins, and people who submit their own mail."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from mailbot.core.scheme import Login, Mode, Security
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.world.life import Clock
from tests.servers.mailworld import MailWorld
from tests.stories.telling import BEGINS, NAMES, Telling, scheme_of

AUTHSERV = "mx.scheme.test"


@dataclass(slots=True, kw_only=True)
class RealStage(Telling):
    """A story on real servers, whose clock stands still while the story's goes on."""

    world: MailWorld
    dated_to: int = 0
    read_to: dict[str, int] = field(default_factory=dict)

    def hand_in(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Submit a mail with the writer's login, and wait until it is where it belongs."""
        self.world.submit(sender, recipients, raw)
        self._arrives()

    def forges(self, raw: bytes) -> None:
        """Bring a mail from outside, without a login."""
        self.world.deliver(self.house.scheme.address, raw, "somebody@elsewhere.test")
        self._arrives()

    def collects(self) -> None:
        """Bring people what came to their mailboxes since."""
        self._arrives()
        for who in self.read_to:
            came = self.world.read(who, after=self.read_to[who])
            self.keeps((who, message_from_bytes(one.raw)) for one in came)
            self.read_to[who] = max([self.read_to[who], *(one.uid for one in came)])

    def _arrives(self) -> None:
        self.world.settle()
        scheme = self.house.scheme.address
        self.dated_to = self.world.date_anew(scheme, self.dated_to, self.clock.now)


@contextmanager
def real_stage(
    world: MailWorld, home: Path, mode: Mode = Mode.AUTO, others: Sequence[str] = ()
) -> Iterator[RealStage]:
    """Open the stage: a mailbox of its own for the scheme, one for everybody, and an empty record."""
    address = world.fresh_mailbox("scheme")
    imap = Login(world.host, world.ports.imaps, Security.TLS, address, "pw", world.ca_file)
    port = world.ports.submission
    smtp = Login(world.host, port, Security.STARTTLS, address, "pw", world.ca_file)
    engine = open_database(f"sqlite:///{home / 'mailbot.db'}", durable=False)
    upgrade(engine, shipped("migrations"))
    scheme = scheme_of(imap, smtp, mode, trusted=(AUTHSERV,))
    house = build_house(home, scheme, engine, b"k" * 32, BEGINS, "this test")
    stage = RealStage(Clock(BEGINS), house, home, world=world)
    for who in (*NAMES, *others):
        world.add_mailbox(who)
        # Other stories used the same people.
        stage.read_to[who] = max([0, *(one.uid for one in world.read(who))])
    yield stage
    engine.dispose()
