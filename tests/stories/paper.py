"""A mail world on paper: mails go from hand to hand without a server, all else is as it runs."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from mailbot.core.scheme import Login, Mode, Security
from mailbot.edges.db import inbound
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.db.people import scheme_id
from mailbot.edges.files import shipped
from mailbot.edges.smtp import Accepted, Outcome
from mailbot.flows.building import build_house
from mailbot.flows.deliver import Delivered, deliver
from mailbot.flows.fetch import Fetched
from mailbot.flows.house import House
from mailbot.flows.passing import Lines, Passed, one_pass
from mailbot.settings import token_key
from mailbot.world.life import Clock
from tests.stories.telling import BEGINS, SCHEME, Telling, scheme_of

NOWHERE = Login("nowhere.test", 1, Security.NONE)


@dataclass(slots=True)
class Desk:
    """Takes every mail of the scheme, and keeps it until somebody collects."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def send(
        self,
        envelope_from: str,
        recipients: tuple[str, ...],
        raw: bytes,
        before_data: Callable[[], None],
    ) -> Outcome:
        """Take a mail, as a server does that takes everything."""
        before_data()
        self.taken.extend((one, raw) for one in recipients)
        return Accepted("250 taken by hand")


class ByHand(Lines):
    """The lines to no server: what was handed in is there, what leaves is put on the desk."""

    def __init__(self, house: House, desk: Desk) -> None:
        super().__init__(house)
        self._at = house
        self._desk = desk

    def fetch(self, now: datetime) -> Fetched:
        """Find nothing: it was handed in."""
        return Fetched(0, 0)

    def deliver(self, now: datetime) -> Delivered:
        """Put what is due on the desk."""
        return asyncio.run(deliver(self._at, self._desk, now))


@dataclass(slots=True, kw_only=True)
class Paper(Telling):
    """A story on paper."""

    desk: Desk

    def hand_in(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Keep a mail to the scheme as if it had been fetched."""
        if any(self.house.is_ours(one) for one in recipients):
            key = f"{self.count}"
            with self.house.engine.begin() as conn:
                inbound.keep_mail(
                    conn, self.house.scheme_id, key, f"<{key}.{sender}>", raw, self.clock.now
                )

    def collects(self) -> None:
        """Bring people what lies on the desk."""
        self.keeps((who, message_from_bytes(raw)) for who, raw in self.desk.taken)
        self.desk.taken.clear()

    def passes(self, **after: float) -> Passed:
        """Let time pass and do one pass; people get their mail."""
        self.clock.now += timedelta(**after)
        with ByHand(self.house, self.desk) as lines:
            passed = one_pass(self.house, self.clock.now, lines)
        self.collects()
        return passed


@cache
def _wired(begins: datetime) -> House:
    """Wire a house once: its rules take seconds to read, and no story changes them."""
    home = Path(mkdtemp())
    engine = open_database(f"sqlite:///{home / 'mailbot.db'}", durable=False)
    upgrade(engine, shipped("migrations"))
    scheme = scheme_of(NOWHERE, NOWHERE, Mode.AUTO)
    named = replace(scheme, address=SCHEME)
    return build_house(home, named, engine, token_key(home, SCHEME, {}), begins, "this test")


@contextmanager
def on_paper(home: Path, begins: datetime = BEGINS) -> Iterator[Paper]:
    """Open a stage on paper with an empty record."""
    engine = open_database(f"sqlite:///{home / 'mailbot.db'}", durable=False)
    upgrade(engine, shipped("migrations"))
    with engine.begin() as conn:
        identity = scheme_id(conn, SCHEME)
    house = replace(_wired(begins), engine=engine, scheme_id=identity, cases=home / "cases")
    yield Paper(Clock(begins), house, home, desk=Desk())
    engine.dispose()
