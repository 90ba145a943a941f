"""Invented mails of about eleven kilobytes, as participants and machines send them, from a seed."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha512
from random import Random

from benchmarks.houses import ADDRESS, NOW
from mailbot.core.mail import Address
from mailbot.world.mailclients import Client, Draft, plan
from mailbot.world.reading import Read

SCHEME = Address(ADDRESS, "Measured scheme")
# What of a hundred mails is what; the shares are those of the simulated year.
SHARES = (
    ("letter", 46),
    ("question", 12),
    ("more time", 10),
    ("thanks", 9),
    ("away", 9),
    ("joining", 6),
    ("silent buddy", 4),
    ("bounce", 4),
)
_LETTER = (
    "Thank you for the letter, I have read it twice on the train.",
    "Our ward round was moved again and nobody had told the clinic.",
    "The rota said one thing and the board another, so three of us stood there with the same list.",
    "I asked who decides about beds after six and got three different answers.",
    "We tried a short meeting at noon and it helped more than I thought it would.",
    "Next time I would phone before I write, because the email was read as a complaint.",
    "What would you have done in my place?",
    "The figures on the dashboard were from last week, which explains the argument on Tuesday.",
    "My consultant was kind about it, but I could see that she had heard it all before.",
    "In the end the porter solved it, with a trolley and a phone call to the other site.",
)
_SAID = {
    "question": "Quick one, does it have to be about a manager at my own trust?",
    "more time": "Nights all week I'm afraid, could I have until {day} to send mine?",
    "thanks": "Thanks, that was really useful. See you next time.",
    "joining": (
        "Hello, I saw this in the deanery email and would like to join. I am an ST4 in acute"
        " medicine at Leeds General Infirmary, Leeds. My mobile is 07700 900123."
    ),
    "silent buddy": "Still nothing from my buddy after two weeks, is there anything you can do?",
}
_TASK = (
    "About 10 minutes.\n\nWrite a letter of up to 100 words about something between clinicians and"
    " managers that has puzzled you, as to a problem page. Reply to this mail with it by Tuesday 1 June,"
    " 6pm. Only your buddy will read it, without your signature.\n\nNo patients, no real names, and"
    " change the details please. Too busy? Reply with the day and time when you will do it.\n\nSent"
    " automatically for Jo; she reads anything I can't handle. Ref 4K7Q"
)
_CLIENTS = (
    *[Client.NHSMAIL] * 4,
    *[Client.OUTLOOK] * 3,
    *[Client.IPHONE] * 3,
    *[Client.GMAIL] * 2,
    Client.ANDROID,
    Client.THUNDERBIRD,
)
_HOPS = ("edge.mail.example", "filter.mail.example", "store.mail.example", "mx.trust.example")


def letters(count: int, seed: int = 1) -> Iterator[bytes]:
    """Make mails to the measured scheme from its people 1 to `count`; the same ones for a seed.

    Pairs are (1, 2), (3, 4) and so on; joining mails come from strangers, bounces from a server.
    """
    dice = Random(seed)  # noqa: S311 - a measurement must give the same mails every time
    kinds, shares = zip(*SHARES, strict=True)
    for number in range(1, count + 1):
        kind = dice.choices(kinds, shares)[0]
        raw = _bounce(dice, number) if kind == "bounce" else _from_a_person(dice, kind, number)
        yield _travelled(dice) + raw


def _from_a_person(dice: Random, kind: str, number: int) -> bytes:
    client = dice.choice(_CLIENTS)
    domain = "elsewhere.example" if kind == "joining" else "trust.example"
    person = Address(f"person{number}@{domain}", f"Person {number}")
    answered = Read(
        message_id=f"<{number}.{dice.getrandbits(64):x}@buddies.example>",
        references=(),
        sender=SCHEME,
        reply_to="",
        to=(person,),
        cc=(),
        subject=f"Task 1: a letter to Person {number} by Tue 1 Jun",
        text=_TASK,
        at=NOW - timedelta(days=4),
    )
    extra = (("Auto-Submitted", "auto-replied"),) if kind == "away" else ()
    draft = Draft(
        client=client,
        at=NOW,
        sender=person,
        to=(SCHEME,),
        subject=_subject(kind, answered.subject),
        words=_words(dice, kind),
        message_id=f"<{number}.{dice.getrandbits(64):x}@client.example>",
        signature=f"Person {number}\nRegistrar, Example Trust\n07700 900{dice.randrange(1000):03}",
        answers=None if kind in {"joining", "away"} else answered,
        extra=extra,
    )
    return plan(draft).raw


def _subject(kind: str, answered: str) -> str:
    match kind:
        case "joining":
            return "Buddy scheme"
        case "away":
            return f"Automatic reply: {answered}"
        case _:
            return f"Re: {answered}"


def _words(dice: Random, kind: str) -> str:
    if kind == "letter":
        said = dice.sample(_LETTER, 7)
        return f"Dear Deidre,\n\n{' '.join(said[:4])}\n\n{' '.join(said[4:])}"
    day = NOW + timedelta(days=dice.randrange(3, 12))
    if kind == "away":
        return f"I am on leave and back on {day.day} {day:%B}. For urgent matters ring the ward."
    return _SAID[kind].format(day=f"{day:%A} {day.day} {day:%B}")


def _bounce(dice: Random, number: int) -> bytes:
    to, mark = f"person{number}@trust.example", f"{dice.getrandbits(64):x}"
    lines = [
        "From: MAILER-DAEMON@mx.buddies.example",
        f"To: {ADDRESS}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(NOW)}",
        f"Message-ID: <{mark}@mx.buddies.example>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="={mark}"',
        "",
        f"--={mark}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"Your message could not be delivered to <{to}>: mailbox full",
        f"--={mark}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.buddies.example",
        "",
        f"Final-Recipient: rfc822; {to}",
        "Action: failed",
        "Status: 4.2.2",
        "",
        f"--={mark}",
        "Content-Type: message/rfc822",
        "",
        f"From: {ADDRESS}",
        f"To: {to}",
        "Subject: Task 1",
        "",
        *_TASK.splitlines(),
        f"--={mark}--",
        "",
    ]
    return "\r\n".join(lines).encode()


def _travelled(dice: Random) -> bytes:
    """Give the header fields that servers add on the way; they are most of an ordinary mail."""
    stamp = format_datetime(NOW)
    lines = ["Authentication-Results: mx.buddies.example; dmarc=pass header.from=trust.example"]
    for hop, last in zip(_HOPS, ("mx.buddies.example", *_HOPS), strict=False):
        lines.append(f"Received: from {hop} by {last} with ESMTPS id {_noise(dice, 12)}; {stamp}")
    for field, size in (
        ("DKIM-Signature", 700),
        ("ARC-Seal", 500),
        ("ARC-Message-Signature", 900),
        ("X-MS-Exchange-AntiSpam-MessageData-0", 5000),
        ("X-Forefront-Antispam-Report", 500),
    ):
        noise = _noise(dice, size)
        folded = "\r\n\t".join(noise[at : at + 70] for at in range(0, len(noise), 70))
        lines.append(f"{field}: i=1; v={folded}")
    return "".join(f"{line}\r\n" for line in lines).encode()


def _noise(dice: Random, size: int) -> str:
    text = "".join(sha512(dice.randbytes(8)).hexdigest() for _ in range(size // 128 + 1))
    return text[:size]
