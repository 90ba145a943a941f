"""Read a mail as its addressee does: who it is from, what it says, and what it wants of them."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum, auto

from mailbot.core.mail import Address
from mailbot.world.letterboxes import Delivery


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as somebody has it before them; `automatic` is what its Auto-Submitted says."""

    message_id: str
    references: tuple[str, ...]
    sender: Address
    reply_to: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    at: datetime
    automatic: str = ""

    @property
    def thread(self) -> str:
        """Give the subject without Re:, the name under which people remember a matter."""
        return re.sub(r"^(?:\s*(?:re|aw|fw|fwd)\s*:)+\s*", "", self.subject, flags=re.IGNORECASE)

    @property
    def answer_to(self) -> str:
        """Give the address that a reply goes to (RFC 5322 section 3.6.2)."""
        return self.reply_to or self.sender.address


class Wish(StrEnum):
    """What a mail of the scheme wants, as a person understands it."""

    DETAILS = auto()
    SPARE_ADDRESS = auto()
    SAME_PERSON = auto()
    OFFER = auto()
    MEET = auto()
    DID_IT_REACH = auto()
    LETTER = auto()
    ANSWER = auto()
    DAY = auto()
    DAYS_DIFFER = auto()
    DIARY = auto()
    CASE = auto()
    CASES_DIFFER = auto()
    JOINT = auto()
    FIVE = auto()
    SHARED = auto()
    SENT_FOR_ALL = auto()
    EXPERT = auto()
    MEET_A_GROUP = auto()
    GOT_IT = auto()
    TOO_LONG = auto()
    ALL_OF_IT = auto()
    SEND_AGAIN = auto()
    WAS_IT_YOU = auto()
    NUDGE = auto()
    ASKED_NUDGE = auto()
    LAST_NUDGE = auto()
    STILL_THERE = auto()
    STOP_OR_PAUSE = auto()
    AWOL = auto()
    PLACE_PAUSED = auto()
    WELCOME_BACK = auto()
    NEW_DATE = auto()
    BACK_SOON = auto()
    NEW_JOB = auto()
    LETTERS_BOTH = auto()
    FEEDBACK = auto()
    LEARNED = auto()
    ANSWERED = auto()
    NOTHING = auto()


# The first line whose subject and text both fit; an empty pattern fits everything. What came back in a
# thread is told by its text before its subject, which is still that of the task.
_SIGNS: tuple[tuple[Wish, str, str], ...] = (
    (Wish.GOT_IT, "", r"^got your "),
    (Wish.ALL_OF_IT, "", r"is that all of your"),
    (Wish.TOO_LONG, "", r"i don't cut anybody's words"),
    (Wish.NUDGE, "", r"^still a good time for your"),
    (Wish.ASKED_NUDGE, "", r"^here's the line you asked for"),
    (Wish.LAST_NUDGE, "", r"^today's the day for your"),
    (Wish.LAST_NUDGE, "", r"the door is open until"),
    (Wish.NOTHING, "", r"^(?:thank you, )?noted\b"),
    (Wish.DETAILS, r"^nearly there", ""),
    (Wish.SPARE_ADDRESS, r"^you're on the list", r"still work if you change trust"),
    (Wish.SAME_PERSON, r"^are these both you", ""),
    (Wish.OFFER, r"^a place for you", ""),
    (Wish.DID_IT_REACH, r"^did my introduction reach you", ""),
    (Wish.MEET, r", meet ", r"write first"),
    (Wish.EXPERT, r"^meet .+ about your list", ""),
    (Wish.MEET_A_GROUP, r"^(?:still )?half an hour for ", ""),
    (Wish.DAYS_DIFFER, r"^no day suits", ""),
    (Wish.CASES_DIFFER, r"^which case shall it be", ""),
    (Wish.SENT_FOR_ALL, r" sent your ", ""),
    (Wish.SHARED, r" lists are in: agree one", ""),
    (Wish.LETTERS_BOTH, r": days in our diaries", ""),
    (Wish.WAS_IT_YOU, r"^was this you", ""),
    (Wish.STOP_OR_PAUSE, r"^stop, or pause", ""),
    (Wish.STILL_THERE, r"^no chasing", ""),
    (Wish.AWOL, r"awol| has left: what now", ""),
    (Wish.PLACE_PAUSED, r"place is paused", ""),
    (Wish.WELCOME_BACK, r"^good to hear from you", ""),
    (Wish.NEW_DATE, r"^new date", r"is now due"),
    (Wish.BACK_SOON, r"^back on ", ""),
    (Wish.NEW_JOB, r"^changing jobs", ""),
    (Wish.SEND_AGAIN, r"^(?:before i pass this on|i couldn't open that)", ""),
    (Wish.FEEDBACK, r"^one line about", ""),
    (Wish.LEARNED, r"^what we learned", ""),
    (Wish.LETTERS_BOTH, r"'s answer to your letter", ""),
    (Wish.ANSWERED, r"^re:", r"(?:^| )says:|if that doesn't answer it"),
    (Wish.ANSWER, r": answer by ", ""),
    (Wish.DAY, r"^task \d+: which day\?", ""),
    (Wish.DIARY, r"^task \d+: your diary by ", ""),
    (Wish.CASE, r"^task \d+: choose a case by ", ""),
    (Wish.JOINT, r"^task \d+: joint answer by ", ""),
    (Wish.FIVE, r"^task \d+: your top five by ", ""),
    (Wish.EXPERT, r"^task \d+: your meeting by ", ""),
    (Wish.LETTER, r"^task \d+: (?!one thing to clear up)", r"^about \S+ minutes"),
)
_COMPILED = tuple(
    (wish, re.compile(subject, re.IGNORECASE), re.compile(text, re.IGNORECASE))
    for wish, subject, text in _SIGNS
)


def wish_of(mail: Read) -> Wish:
    """Tell what a mail of the scheme wants; NOTHING where it only informs."""
    text = " ".join(mail.text.split())
    for wish, subject, words in _COMPILED:
        if subject.search(mail.subject) and words.search(text):
            return wish
    return Wish.NOTHING


def read(delivery: Delivery) -> Read:
    """Open a mail that was delivered."""
    mail = message_from_bytes(delivery.raw)
    sender = _addresses(mail, "From")
    reply_to = _addresses(mail, "Reply-To")
    return Read(
        message_id=_field(mail, "Message-ID"),
        references=tuple(_field(mail, "References").split()),
        sender=sender[0] if sender else Address(delivery.sender),
        reply_to=reply_to[0].address if reply_to else "",
        to=_addresses(mail, "To"),
        cc=_addresses(mail, "Cc"),
        subject=_decoded(_field(mail, "Subject")),
        text=_text(mail),
        at=delivery.at,
        automatic=_field(mail, "Auto-Submitted").lower(),
    )


def _field(mail: Message, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())


def _decoded(field: str) -> str:
    if "=?" not in field:  # most are plain, and to decode takes longer than all the rest
        return field
    try:
        return " ".join(str(make_header(decode_header(field))).split())
    except (HeaderParseError, LookupError, UnicodeDecodeError):
        return field


def _addresses(mail: Message, name: str) -> tuple[Address, ...]:
    fields = [str(one) for one in mail.get_all(name, [])]
    return tuple(
        Address(address.lower(), _decoded(shown)) for shown, address in getaddresses(fields)
    )


def _text(mail: Message) -> str:
    """Give the first plain text that is no attachment."""
    for part in mail.walk():
        content = part.get_payload(decode=True)
        plain = part.get_content_type() == "text/plain"
        if plain and part.get_content_disposition() != "attachment" and isinstance(content, bytes):
            charset = part.get_content_charset("ascii")
            return content.decode(charset, "replace").replace("\r\n", "\n").strip()
    return ""
