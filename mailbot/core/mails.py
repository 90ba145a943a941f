"""Every kind of mail the bot sends: for whom, who approves it, how long it may be, when it waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType

from mailbot.core.mail_table import TABLE


class MailId(StrEnum):
    """The catalogue number of a mail: P to participants, X to outsiders, N notes to coordinators."""

    P01 = "P01"
    P02 = "P02"
    P03 = "P03"
    P04 = "P04"
    P05 = "P05"
    P06 = "P06"
    P07 = "P07"
    P08 = "P08"
    P09 = "P09"
    P10 = "P10"
    P11 = "P11"
    P12 = "P12"
    P13 = "P13"
    P14 = "P14"
    P15 = "P15"
    P16 = "P16"
    P17 = "P17"
    P18 = "P18"
    P19 = "P19"
    P20 = "P20"
    P21 = "P21"
    P22 = "P22"
    P23 = "P23"
    P24 = "P24"
    P25 = "P25"
    P26 = "P26"
    P27 = "P27"
    P28 = "P28"
    P29 = "P29"
    P30 = "P30"
    P31 = "P31"
    P32 = "P32"
    P33 = "P33"
    P34 = "P34"
    P35 = "P35"
    P36 = "P36"
    P37 = "P37"
    P38 = "P38"
    P39 = "P39"
    P40 = "P40"
    P41 = "P41"
    P42 = "P42"
    P43 = "P43"
    P44 = "P44"
    P45 = "P45"
    P46 = "P46"
    P47 = "P47"
    P48 = "P48"
    P49 = "P49"
    P50 = "P50"
    P51 = "P51"
    P52 = "P52"
    P53 = "P53"
    P54 = "P54"
    P55 = "P55"
    X01 = "X01"
    X02 = "X02"
    X03 = "X03"
    X04 = "X04"
    X05 = "X05"
    N01 = "N01"
    N02 = "N02"
    N03 = "N03"
    N04 = "N04"
    N05 = "N05"
    N06 = "N06"
    N07 = "N07"
    N08 = "N08"
    N09 = "N09"
    N10 = "N10"
    N11 = "N11"
    N13 = "N13"
    N14 = "N14"
    N16 = "N16"
    N17 = "N17"
    N18 = "N18"
    N19 = "N19"
    N20 = "N20"


class Audience(StrEnum):
    """Who reads a mail; it decides the footer."""

    PARTICIPANT = "participant"
    OUTSIDER = "outsider"
    COORDINATOR = "coordinator"


class Approval(StrEnum):
    """Who lets a mail go once the scheme is live (requirement F13).

    OK waits for a coordinator until they trust the kind; OK_ALWAYS waits every time; NOW leaves at
    any hour; AUTO leaves unasked, inside the hours in which unsolicited mail may leave.
    """

    AUTO = "auto"
    OK = "ok"
    OK_ALWAYS = "ok_always"
    NOW = "now"


class Priority(IntEnum):
    """Which of two due mails goes first (requirement I3): the smaller number."""

    SAFETY = 0
    ANSWER = 1
    RELAY = 2
    INTRODUCTION = 3
    LAST_DAY = 4
    TASK = 5
    NUDGE = 6
    FEEDBACK = 7
    EVENT = 8
    WAITING = 9


class Trait(Enum):
    """What else the table says of a kind of mail."""

    ANSWERS = "answers"
    UNSOLICITED = "unsolicited"
    AWAITS = "awaits"
    SEVERAL = "several"
    LAPSES = "lapses"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail.

    `cap_words` counts the words of the body without footer, and where `beyond_quote` without the
    relayed words too; None where the cap is in lines or there is none. `answers`: it replies to a
    mail of the addressee. `unsolicited`: it counts against the person's contact budget.
    `awaits_absence`: an out-of-office that comes back is wanted, for its date moves a deadline (D4).
    `listed`: goes to many and carries the List-* fields. `lapses`: late, it is dropped, not sent.
    """

    id: MailId
    purpose: str
    audience: Audience
    approval: Approval
    priority: Priority
    cap_words: int | None = None
    cap_lines: int | None = None
    beyond_quote: bool = False
    answers: bool = False
    unsolicited: bool = False
    awaits_absence: bool = False
    several_recipients: bool = False
    lapses: bool = False
    listed: bool = False

    def auto_submitted(self, *, in_reply: bool | None = None) -> str:
        """Give the Auto-Submitted value (RFC 3834 section 5); empty means that the field is left out.

        Kinds that may be caused by a mail or by the calendar (P24, P25, P33, P36, P42) need `in_reply`,
        for auto-replied must not stand on scheduled mail; None takes the usual case. The field is left
        out where people owe something by a date: responders keep silent before any marked mail
        (RFC 3834 section 2), and then nobody would learn that the person is away.
        """
        if self.answers if in_reply is None else in_reply:
            return "auto-replied"
        return "" if self.awaits_absence else "auto-generated"


# Named by the catalogue and known to the rules, but without a shipped template so far.
LATER = frozenset(
    map(
        MailId,
        [
            "P53",
        ],
    )
)


def _kind(line: str) -> MailKind:
    columns, _, purpose = line.partition("|")
    mail, audience, approval, priority, cap, *traits = columns.split()
    has = {Trait(trait) for trait in traits}
    number = cap.removeprefix("quote+").removesuffix("lines")
    in_lines = cap.endswith("lines")
    return MailKind(
        id=MailId(mail),
        purpose=purpose.strip(),
        audience=Audience(audience),
        approval=Approval(approval),
        priority=Priority[priority.upper()],
        cap_words=int(number) if number != "-" and not in_lines else None,
        cap_lines=int(number) if in_lines else None,
        beyond_quote=cap.startswith("quote+"),
        answers=Trait.ANSWERS in has,
        unsolicited=Trait.UNSOLICITED in has,
        awaits_absence=Trait.AWAITS in has,
        several_recipients=Trait.SEVERAL in has,
        lapses=Trait.LAPSES in has,
        listed=Trait.LISTED in has,
    )


CATALOGUE: Mapping[MailId, MailKind] = MappingProxyType(
    {kind.id: kind for kind in map(_kind, TABLE.strip().splitlines())}
)
