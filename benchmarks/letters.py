"""Invented mails of about eleven kilobytes, in the manners of several mail programs, from a seed."""

from collections.abc import Iterator
from email.message import EmailMessage
from random import Random

SENTENCES = (
    "Thank you for the letter, I have read it twice.",
    "Our ward round was moved again and nobody had told the clinic.",
    "The rota said one thing and the board another.",
    "I asked who decides about beds after six and got three answers.",
    "We tried a short meeting at noon and it helped more than I thought.",
    "Next time I would phone before I write.",
    "What would you have done in my place?",
    "The figures on the dashboard were from last week.",
)
MANNERS = ("plain", "both", "quoting", "signed")


def people(count: int) -> tuple[str, ...]:
    """Give invented addresses."""
    return tuple(f"person{number}@trust.example" for number in range(count))


def letters(count: int, senders: tuple[str, ...], seed: int = 1) -> Iterator[bytes]:
    """Make mails to scheme@buddies.example, always the same ones for a seed."""
    dice = Random(seed)  # noqa: S311 - a measurement must give the same mails every time
    for number in range(count):
        yield _letter(dice, number, senders[number % len(senders)])


def _letter(dice: Random, number: int, sender: str) -> bytes:
    manner = MANNERS[number % len(MANNERS)]
    mail = EmailMessage()
    mail["From"] = f"Person {number % 997} <{sender}>"
    mail["To"] = "Scheme <scheme@buddies.example>"
    mail["Subject"] = f"Re: your letter {number}"
    mail["Message-ID"] = f"<{number}.{dice.getrandbits(48):x}@client.example>"
    mail["Date"] = "Mon, 24 May 2027 09:00:00 +0000"
    said = _prose(dice, 60 if manner == "both" else 130)
    if manner == "quoting":
        quoted = "\n".join(f"> {line}" for line in _prose(dice, 40).splitlines())
        said = f"{said}\n\nOn Mon, 24 May 2027 at 08:00, Scheme wrote:\n{quoted}"
    if manner == "signed":
        said = f"{said}\n\n-- \nPerson {number % 997}\nRenal unit, Example Trust\n"
    mail.set_content(said)
    if manner == "both":
        mail.add_alternative(f"<html><body><div>{said}</div></body></html>", subtype="html")
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _prose(dice: Random, sentences: int) -> str:
    chosen = [dice.choice(SENTENCES) for _ in range(sentences)]
    return "\n".join(" ".join(chosen[at : at + 3]) for at in range(0, sentences, 3))
