"""A small scene for the stories: a scheme, a mail world, a clock, and people who write by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import Engine, text

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, Security, SupportLine
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House
from mailbot.flows.passing import Passed, one_pass
from mailbot.flows.steps import Step
from mailbot.settings import token_key
from mailbot.world.life import LONDON, Clock
from mailbot.world.mailserver import MailServer

SCHEME = "scheme@buddies.example"
ANA = "ana@ward.example"  # a clinician
BEN = "ben@trust.example"  # a general manager
CLEO = "cleo@ward.example"
DEV = "dev@trust.example"
GIL = "gil@office.example"  # coordinates
NAMES = {
    ANA: "Ana Reyes",
    BEN: "Ben Okafor",
    CLEO: "Cleo Marsh",
    DEV: "Dev Anand",
    GIL: "Gil Sharp",
}
JOINS = {
    ANA: "Hello, I'd like to join the buddy scheme. I'm an ST4 in acute medicine at "
    "Manchester Royal Infirmary, Manchester.\n\nAna Reyes",
    BEN: "Please sign me up. I'm a general management trainee at Salford Royal, Salford.\n\nBen Okafor",
    CLEO: "I would love to join the buddy scheme. CT2 in psychiatry at Wigan Infirmary, Wigan.\n\nCleo Marsh",
    DEV: "Could I join the buddy scheme? General management trainee, Bolton Hospital, Bolton.\n\nDev Anand",
}
LETTER = (
    "Last winter I asked a manager for one more pair of hands on the night shift. I wrote three times "
    "and filled in the form twice. In the end somebody told me that the form had changed a year ago, and "
    "nobody had thought to tell the ward. I felt foolish and angry. How should I have asked, and who "
    "would have listened? I still do not know whose desk my request was lying on all that time."
)
ANSWER = (
    "I am sorry that it went that way. The form goes to a shared folder that three of us look at when "
    "we can, and none of us owns it. Ring the site office first next time and ask for a name. A name "
    "works better than any form we have. I will try to get the old form taken down this very week."
)
# A Monday without bank holidays near by.
BEGINS = datetime(2027, 6, 7, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class Scene:
    """What a story plays on; `mails` are all that reached people so far, in order."""

    server: MailServer
    clock: Clock
    house: House
    home: Path
    mails: list[tuple[str, Message]] = field(default_factory=list)
    count: int = 0

    def writes(
        self,
        sender: str,
        words: str,
        subject: str = "Hello",
        *,
        answers: Message | None = None,
        to: str = "",
        head: str = "",
        arrives_at: str = SCHEME,
    ) -> None:
        """Let somebody write to the scheme; `to` is what the To field says."""
        self.count += 1
        lines = [
            f"From: {NAMES.get(sender, sender)} <{sender}>",
            f"To: {to or SCHEME}",
            f"Subject: {subject if answers is None else 'Re: ' + str(answers['Subject'])}",
            f"Date: {format_datetime(self.clock.now)}",
            f"Message-ID: <{self.count}.{sender}>",
        ]
        if answers is not None:
            lines.append(f"In-Reply-To: {answers['Message-ID']}")
            lines.append(f"References: {answers['Message-ID']}")
        if head:
            lines.append(head)
        lines.append("Content-Type: text/plain; charset=utf-8")
        raw = "\r\n".join(lines) + "\r\n\r\n" + words.replace("\n", "\r\n") + "\r\n"
        self.server.deliver(arrives_at, raw.encode(), sender)

    def passes(self, **after: float) -> Passed:
        """Let time pass and do one pass; people get their mail."""
        self.clock.now += timedelta(**after)
        passed = one_pass(self.house, self.clock.now)
        self.collects()
        return passed

    def collects(self) -> None:
        """Bring people what is waiting for them."""
        for one in self.server.drain():
            if one.reached:
                self.mails.append((one.recipient, message_from_bytes(one.raw)))

    def days(self, count: int) -> None:
        """Let days pass: a night, a morning, a midday and an evening each."""
        for _ in range(count):
            night = (self.clock.now + timedelta(days=1)).replace(hour=2, minute=0)
            for hour in (2, 7, 11, 14):
                self.clock.now = night.replace(hour=hour, minute=45)
                self.passes()

    def to(self, address: str, word: str = "") -> list[Message]:
        """Give the mails somebody got whose subject has a word."""
        return [mail for who, mail in self.mails if who == address and word in str(mail["Subject"])]

    def last(self, address: str, word: str = "") -> Message:
        """Give the newest of them."""
        return self.to(address, word)[-1]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the record."""
        return ask(self.house.engine, sql)

    def is_running(self, pairs: tuple[str, ...] = (ANA, BEN)) -> None:
        """Bring a scheme to the point where the task is with a matched pair."""
        for one in pairs:
            self.writes(one, JOINS[one], "Joining")
        self.passes(minutes=5)
        self.days(2)
        self.writes(GIL, "start task 1 on 10 june", "start")
        self.passes(minutes=5)
        self.writes(GIL, "YES", answers=self.last(GIL, "Reply YES"))
        self.passes(minutes=5)
        self.days(1)


def ask(engine: Engine, sql: str) -> list[tuple[object, ...]]:
    """Ask the record of an engine."""
    with engine.connect() as conn:
        return [tuple(row) for row in conn.execute(text(sql))]


def words_of(mail: Message) -> str:
    """Give the plain text of a mail of ours."""
    part = mail.get_payload(0) if mail.is_multipart() else mail
    assert isinstance(part, Message)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def scheme_of(server: MailServer, mode: Mode) -> Scheme:
    """Describe the scheme of the stories."""
    login = Login(server.host, server.imap_port, Security.NONE, SCHEME, "pw")
    return Scheme(
        name="A scheme for stories",
        address=SCHEME,
        sender_name="Buddy Scheme",
        timezone=LONDON,
        mode=mode,
        imap=login,
        smtp=Login(server.host, server.smtp_port, Security.NONE, SCHEME, "pw"),
        coordinators=(Coordinator("Gil Sharp", GIL, duty=True, lead=True),),
        pacing=Pacing(1000, 100_000, 1),
        plus_addressing=True,
        support_lines=(SupportLine("A helpline", "0300 000 0000"),),
    )


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
        house = build_house(
            home, scheme_of(server, mode), engine, key, clock.now, "this test", at_step
        )
        yield Scene(server, clock, house, home)
        engine.dispose()
