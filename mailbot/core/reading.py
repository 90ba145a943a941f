"""What is known about a mail before it is read, and what was read in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mailbot.core.documents import Document
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.scheme import Coordinator
from mailbot.core.tasks import Assignment, StageDefinition


class IntentKind(StrEnum):
    """What a mail may mean; the names are the contract in JSON, in rules and in the journal."""

    REGISTRATION = "registration"
    SUBMISSION = "submission"
    QUERY = "query"
    EXTENSION = "extension"
    QUIET_BUDDY = "quiet_buddy"
    REMATCH = "rematch"
    WITHDRAWAL = "withdrawal"
    STOP = "stop"
    STILL_HERE = "still_here"
    PAUSE = "pause"
    CONTACT_CHANGE = "contact_change"
    RSVP = "rsvp"
    CHOICE = "choice"
    DAY = "day"
    NUDGE_TIME = "nudge_time"
    FEEDBACK = "feedback"
    TASK_IDEA = "task_idea"
    THANKS = "thanks"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    DELAYED = "delayed"
    RECEIPT = "receipt"
    CALENDAR_NOISE = "calendar_noise"
    SPAM = "spam"
    COORDINATOR_COPY = "coordinator_copy"
    COMMAND = "command"
    DECISION = "decision"
    IMPORT = "import"
    DATA_REQUEST = "data_request"
    ERASURE = "erasure"
    COMPLAINT = "complaint"
    CONCERN = "concern"
    DISTRESS = "distress"
    PATIENT_DETAILS = "patient_details"
    EXPERT_REPLY = "expert_reply"
    RECALL = "recall"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    BUDDY_CHAT = "buddy_chat"
    OTHER = "other"


SlotValue = str | int | bool | date | datetime | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that a mail says: how sure we are (0 to 1), the evidence in words, and its data.

    Slots by kind are those of the contract: registration `name role specialty grade employer town
    email phone` (only what was said); extension and pause and out_of_office `until` (a date);
    contact_change `email employer phone`; choice `option`; day `date` or `unavailable`; nudge_time
    `at` (a naive local datetime); rsvp `answer` ("yes", "probably", "no"); submission `complete` and
    `for`, and `text` and `file` where the words are only a part of the mail or stand in a file; bounce
    `permanent`;
    coordinator_copy `means`; command `verb` and its words; decision `answers`: one "NUMBER: words"
    per decided item, number "*" for all and "" where none is named; query `text`, and `answer` with its
    `entry` where rules/faq.toml answers it for certain, or `suggestion` where it may, and `about`
    "portfolio" where that is what they ask for.
    """

    kind: IntentKind
    confidence: float
    because: tuple[str, ...] = ()
    slots: Mapping[str, SlotValue] = field(default_factory=dict)

    def day(self, slot: str) -> date | None:
        """Give a slot that is a day, or None when the mail named none."""
        value = self.slots.get(slot)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None


class SenderKind(StrEnum):
    """Who wrote, by address alone."""

    OURSELVES = "ourselves"
    COORDINATOR = "coordinator"
    PARTICIPANT = "participant"
    EXPERT = "expert"
    STRANGER = "stranger"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: `people` has one entry for a known person and several for a shared address.

    `verified` and `disowned` are what a trusted server says of the From: dmarc=pass, or dmarc=fail.
    `vouched` is whether it found the From proven in any way; None where no trusted server looked.
    """

    kind: SenderKind
    address: str
    people: tuple[Person, ...] = ()
    coordinator: Coordinator | None = None
    verified: bool = False
    disowned: bool = False
    vouched: bool | None = None

    @property
    def person(self) -> Person | None:
        """Give the one person it must be, else None."""
        return self.people[0] if len(self.people) == 1 else None

    @property
    def person_id(self) -> int | None:
        """Give the id of the one person it must be, else None."""
        return self.people[0].id if len(self.people) == 1 else None


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail of ours that a mail answers, and by which sign that was seen.

    `agrees` is false where the sender is none of those it went to: a token never speaks for somebody
    else. `number` is that of the decision it asks for and `about_mail` that of the mail it was caused by,
    0 for none; `event_id` the event that it invites to. `offers` are the numbered choices it put ("1", "2", ...), empty for none. `texts` are the
    stored plain texts of that mail and the earlier ones of its thread, newest first. `of_ours` is true
    for an answer from rules/faq.toml, which no person gave.
    """

    outbox_id: int
    mail: MailId
    sign: str
    to: tuple[int, ...]
    agrees: bool
    ref: str = ""
    round_id: int | None = None
    stage: str = ""
    assignment_id: int | None = None
    promise_id: int | None = None
    event_id: int | None = None
    number: int = 0
    about_mail: int = 0
    offers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    of_ours: bool = False


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """A numbered question that we put to somebody and that still waits: P24, P25 and their like.

    `leaving` is true for the P24 of somebody who wrote that they may stop: its 1 is stop, its 2 pause.
    """

    promise_id: int
    mail: MailId
    options: tuple[str, ...]
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A participant's question that nobody has answered yet; `replied_to` says that this mail is a reply to it."""

    promise_id: int
    number: int
    person_id: int
    text: str
    replied_to: bool = False


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event to come that the sender was asked to; for a coordinator every one of the scheme.

    `day` is the scheme's date; `answer` is what they have said so far, empty for nothing.
    """

    event_id: int
    title: str
    place: str
    day: date
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """What a calendar's button answered to an invitation of ours (RFC 5546 sections 3.2.3 and 3.2.7).

    `invited` is who that calendar belongs to, None where nobody of ours has its address. `current` is
    false for an answer to an invitation that has been changed since. `answer` is empty where it is no
    yes, probably or no. `proposes` says in words which other time is proposed. `said_at` is when the
    button was pressed, `overtaken` that they have said something since. `passed_on` is true where the
    invitation was passed on to somebody, `by_another` where somebody pressed on their behalf.
    `comment` is what they wrote into the calendar.
    """

    event_id: int
    title: str
    invited: int | None
    current: bool
    answer: str = ""
    proposes: str = ""
    said_at: datetime | None = None
    overtaken: bool = False
    passed_on: bool = False
    by_another: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known around one mail, gathered before it is read; `today` is the scheme's date.

    `first_answer` is the promise by which somebody's first answer is waited for (RFC 3834 section 2).
    `known_as` is who may have registered before from another address: the same name and site (A6).
    `visible_to_others` are the other addressees in To and Cc; a colleague who is copied on an order of a
    coordinator is none. `already_together` says that all the participants among them are one pair or trio. `addressed_openly` is true when one of
    our addresses stands in To or Cc: a coordinator's mail without it is a BCC. `asked` says what each
    assignment in `owed` and `done_lately` asks for, by its id. `wrote_since` are failed addresses from which
    somebody has written since the mail left that came back. `others_open` are those in `owed` that
    stay sealed until another's part is in as well. `sent` are the words that stand for each of `done_lately`, by its id.
    """

    sender: Sender
    today: date
    arrived: datetime
    answered: Answered | None = None
    owed: tuple[Assignment, ...] = ()
    done_lately: tuple[Assignment, ...] = ()
    offers: tuple[OpenOffer, ...] = ()
    partners: tuple[Person, ...] = ()
    partnership_id: int | None = None
    addressees: tuple[Person, ...] = ()
    visible_to_others: tuple[str, ...] = ()
    addressed_openly: bool = True
    already_together: bool = False
    open_questions: tuple[OpenQuestion, ...] = ()
    open_decisions: tuple[int, ...] = ()
    known_as: Person | None = None
    first_answer: int | None = None
    asked: Mapping[int, StageDefinition] = field(default_factory=dict)
    events: tuple[OpenEvent, ...] = ()
    calendar: CalendarReply | None = None
    coordinators: tuple[Coordinator, ...] = ()
    others_open: frozenset[int] = frozenset()
    sent: Mapping[int, str] = field(default_factory=dict)
    wrote_since: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the person's own words and the intents, the most important first.

    `documents` are those of the attachments that were looked into.
    """

    words: str
    intents: tuple[Intent, ...]
    attachments: tuple[Attachment, ...] = ()
    documents: tuple[Document, ...] = ()

    def intent(self, kind: IntentKind) -> Intent | None:
        """Give the intent of a kind, or None when the mail does not carry it."""
        return next((one for one in self.intents if one.kind is kind), None)
