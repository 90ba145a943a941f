"""The invented mails under tests/mails, as bytes and as read."""

from pathlib import Path

from mailbot.core.mail import ParsedMail
from mailbot.translate.parse import parse

MAILS = Path(__file__).parents[1] / "mails"

# What the scheme sent, and what most of the mails there answer.
SENT = """\
Dear Sam,
Please write a short letter to Priya by Friday 18 June.
1. What surprised you most this week?
2. What would you change tomorrow?
3. Whom would you like to meet?
Just reply to this mail with your words.
The buddy scheme
"""


def raw(name: str) -> bytes:
    """Give the bytes of one mail."""
    return (MAILS / f"{name}.eml").read_bytes()


def read(name: str) -> ParsedMail:
    """Give one mail as it is read."""
    return parse(raw(name))
