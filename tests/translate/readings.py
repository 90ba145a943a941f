"""People, mails and circumstances of an invented scheme, for tests of what mails mean."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mailbot.core.mail import Address, Attachment, MachineMail, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.reading import (
    Answered,
    Facts,
    IntentKind,
    OpenOffer,
    OpenQuestion,
    Reading,
    Sender,
    SenderKind,
)
from mailbot.core.scheme import Coordinator
from mailbot.core.tasks import Assignment, StageKind
from mailbot.translate.rules import load_rules
from mailbot.translate.understand import understand

FOLDER = Path(__file__).parents[2] / "rules"
RULES = load_rules(
    {name: (FOLDER / name).read_text() for name in ("classify.toml", "vocabulary.toml")}
)
TODAY = date(2027, 6, 9)  # a Wednesday
DUE = datetime(2027, 6, 18, 17, tzinfo=UTC)
SCHEME = "scheme@north.example"
ANA = Person(1, "Ana Field", Role.CLINICIAN, PersonState.ACTIVE, ("ana@infirmary.example",))
BEN = Person(2, "Ben Marsh", Role.GENERAL_MANAGER, PersonState.ACTIVE, ("ben@trust.example",))
GIL = Coordinator("Gil Hart", "gil@north.example", duty=True, lead=True)
LETTER = (
    "Dear Deidre, last winter my manager moved our clinic to another floor and told nobody. The"
    " patients waited in the old corridor for an hour and I shouted at the wrong person. I never"
    " said sorry, and he never asked why. We have not spoken properly since then and I still walk"
    " the long way round. What would you have done? Yours, embarrassed"
)


def owed(
    kind: StageKind = StageKind.LETTER, task: str = "letters", stage: str = "letter"
) -> Assignment:
    opened = DUE - timedelta(days=14)
    return Assignment(7, 3, 4, task, stage, kind, ANA.id, 5, opened, DUE)


def done() -> Assignment:
    return replace(owed(), done_at=DUE)


def answering(mail: str, *offers: str, number: int = 0) -> Answered:
    return Answered(
        outbox_id=1,
        mail=MailId(mail),
        sign="token",
        to=(ANA.id,),
        agrees=True,
        round_id=3,
        stage="letter",
        assignment_id=7,
        promise_id=9,
        number=number,
        offers=offers,
    )


def offered(mail: str, *options: str) -> tuple[OpenOffer, ...]:
    return (OpenOffer(9, MailId(mail), options),)


def from_ana(
    answered: Answered | None = None,
    *,
    owes: tuple[Assignment, ...] = (owed(),),
    done: tuple[Assignment, ...] = (),
    offers: tuple[OpenOffer, ...] = (),
    partners: tuple[Person, ...] = (BEN,),
    person: Person = ANA,
) -> Facts:
    sender = Sender(SenderKind.PARTICIPANT, ANA.address, (person,))
    return Facts(
        sender,
        TODAY,
        datetime(2027, 6, 9, 9, tzinfo=UTC),
        answered,
        owes,
        done,
        offers,
        partners,
    )


def from_stranger() -> Facts:
    sender = Sender(SenderKind.STRANGER, "new@home.example")
    return Facts(sender, TODAY, datetime(2027, 6, 9, 9, tzinfo=UTC))


def from_gil(
    answered: Answered | None = None,
    *,
    decisions: tuple[int, ...] = (),
    to: tuple[Person, ...] = (),
    strangers: tuple[str, ...] = (),
    questions: tuple[OpenQuestion, ...] = (),
) -> Facts:
    seen = (*[one.address for one in to], *strangers)
    return Facts(
        Sender(SenderKind.COORDINATOR, GIL.address, (), GIL, verified=True),
        TODAY,
        datetime(2027, 6, 9, 9, tzinfo=UTC),
        answered,
        addressees=to,
        visible_to_others=seen,
        addressed_openly=not seen,
        open_decisions=decisions,
        open_questions=questions,
    )


def a_mail(
    *,
    to: tuple[str, ...] = (SCHEME,),
    cc: tuple[str, ...] = (),
    files: tuple[Attachment, ...] = (),
    name: str = "Ana Field",
) -> ParsedMail:
    return ParsedMail(
        message_id="<1@infirmary.example>",
        in_reply_to=(),
        references=(),
        senders=(Address(ANA.address, name),),
        to=tuple(Address(one) for one in to),
        cc=tuple(Address(one) for one in cc),
        reply_to=(),
        subject="Re: Task 1",
        date=None,
        text="",
        html="",
        headers=(),
        attachments=files,
    )


def read(
    words: str,
    facts: Facts | None = None,
    mail: ParsedMail | None = None,
    *,
    subject: str = "Re: Task 1",
    signature: str = "",
    machine: MachineMail | None = None,
) -> Reading:
    facts = facts or from_ana(answering("P10"))
    return understand(words, subject, signature, facts, mail or a_mail(), machine, RULES)


def kinds(reading: Reading) -> list[str]:
    return [one.kind.value for one in reading.intents]


def slot(reading: Reading, kind: IntentKind, name: str) -> object:
    intent = reading.intent(kind)
    assert intent is not None, f"no {kind} in {kinds(reading)}"
    return intent.slots.get(name)
