"""How a story is told on any mail world: a clock, a cast, and people who write and read by hand."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import Engine, text

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, SupportLine
from mailbot.flows.house import House
from mailbot.flows.passing import Passed, one_pass
from mailbot.world.life import LONDON, Clock

SCHEME = "scheme@buddies.test"
ANA = "ana@ward.test"  # a clinician
BEN = "ben@trust.test"  # a general manager
CLEO = "cleo@ward.test"
DEV = "dev@trust.test"
GIL = "gil@office.test"  # coordinates
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
    DEV: "Could I join the buddy scheme? General management trainee at the Royal Bolton Hospital, Bolton.\n\nDev Anand",
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
THANKS_BACK = (
    "Thank you for telling me how it looks from your side. I had always thought that a form which "
    "nobody answers was a polite no. On our ward we would ring the shared desk twice and then give up. "
    "From now on I will ask whose name stands behind a form before I fill it in, and I will tell the "
    "others on my rota to do the same."
)
# A Monday without bank holidays near by, and long ago: Dovecot lets no mail arrive in the future.
BEGINS = datetime(2021, 6, 7, 8, 0, tzinfo=UTC)
BY_HAND = "by hand"


@dataclass(slots=True)
class Telling(ABC):
    """A scheme with its people on some mail world; `mails` are all that reached people, in order."""

    clock: Clock
    house: House
    home: Path
    mails: list[tuple[str, Message]] = field(default_factory=list)
    count: int = 0

    @abstractmethod
    def hand_in(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Let somebody's mail program send a mail; the envelope may differ from the head."""

    @abstractmethod
    def collects(self) -> None:
        """Bring people what is waiting for them."""

    def writes(
        self,
        sender: str,
        words: str,
        subject: str = "Hello",
        *,
        answers: Message | None = None,
        to: str = "",
        head: str = "",
        copied: str = "",
        threaded: bool = True,
    ) -> None:
        """Let somebody write to the scheme, at the address that a mail asks to be answered at.

        `to` is what the To field says instead; `copied` gets the mail as well. A program that is not
        `threaded` answers without In-Reply-To and References.
        """
        self.count += 1
        scheme = self.house.scheme.address
        asked = scheme if answers is None else str(answers["Reply-To"] or scheme)
        lines = [
            f"From: {NAMES.get(sender, sender)} <{sender}>",
            f"To: {to or asked}",
            f"Subject: {subject if answers is None else 'Re: ' + str(answers['Subject'])}",
            f"Date: {format_datetime(self.clock.now)}",
            f"Message-ID: <{self.count}.{sender}>",
        ]
        if answers is not None and threaded:
            lines.append(f"In-Reply-To: {answers['Message-ID']}")
            lines.append(f"References: {answers['Message-ID']}")
        if head:
            lines.append(head)
        lines.append("Content-Type: text/plain; charset=utf-8")
        raw = "\r\n".join(lines) + "\r\n\r\n" + words.replace("\n", "\r\n") + "\r\n"
        self.hand_in(sender, [asked, *filter(None, [copied])], raw.encode())

    def passes(self, **after: float) -> Passed:
        """Let time pass and do one pass; people get their mail."""
        self.clock.now += timedelta(**after)
        passed = one_pass(self.house, self.clock.now)
        self.collects()
        return passed

    def keeps(self, came: Iterable[tuple[str, Message]]) -> None:
        """Put down what people got of one pass: servers bring mails of one moment in any order."""
        queued = self.ask("select message_id from outbox order by id")
        order = {str(key): place for place, (key,) in enumerate(queued)}
        self.mails.extend(sorted(came, key=lambda one: order.get(str(one[1]["Message-ID"]), 0)))

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

    def heard(self, address: str, *, since: int = 0) -> list[str]:
        """Give the kinds of mail somebody got, in order, the first `since` left out."""
        kinds = {
            str(key): str(kind) for key, kind in self.ask("select message_id, mail from outbox")
        }
        return [kinds.get(str(one["Message-ID"]), BY_HAND) for one in self.to(address)[since:]]

    def of_kind(self, address: str, kind: str) -> Message:
        """Give the newest mail of a kind that somebody got."""
        found = zip(self.heard(address), self.to(address), strict=True)
        return [mail for one, mail in found if one == kind][-1]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the record."""
        return ask(self.house.engine, sql)

    def is_running(self, pair: tuple[str, ...] = (ANA, BEN)) -> None:
        """Bring a scheme to the point where the task is with a matched pair."""
        for one in pair:
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
    part = next(one for one in mail.walk() if one.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def scheme_of(imap: Login, smtp: Login, mode: Mode, trusted: tuple[str, ...] = ()) -> Scheme:
    """Describe the scheme of the stories; its address is its login."""
    return Scheme(
        name="A scheme for stories",
        address=imap.username,
        sender_name="Buddy Scheme",
        timezone=LONDON,
        mode=mode,
        imap=imap,
        smtp=smtp,
        coordinators=(Coordinator("Gil Sharp", GIL, duty=True, lead=True),),
        pacing=Pacing(1000, 100_000, 1),
        trusted_authserv=trusted,
        plus_addressing=True,
        support_lines=(SupportLine("A helpline", "0300 000 0000"),),
    )
