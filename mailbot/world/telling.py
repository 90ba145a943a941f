"""The story of a scheme as values: who took part, what each week brought, and every mail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as a reader of the story sees it.

    `at` is aware and in the zone it is to be shown in; `number` is unique in a telling. `to` holds
    addresses, bare or with a name before <...>. `kind` is the catalogue id of a mail of ours, such as
    "P10", and empty for people's mails. `person` is the participant it is to or from, by the name in
    their PersonLine; empty for nobody's. `direction` is seen from the scheme's mailbox. `outcome` of
    an inbound mail is act, ask, person or ignore; `reason` says why it was sent or what became of it.
    """

    number: int
    at: datetime
    from_name: str
    from_address: str
    to: tuple[str, ...]
    subject: str
    text: str
    kind: str
    person: str
    direction: Literal["in", "out"]
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One participant at the end of the story.

    `name` is what mails call them by in `Mail.person`. `buddy` is the name of the buddy, of both
    joined by " and " in a trio, or empty. `letters`, `nudges` and `mails` are counts: written by
    them, sent to remind them, and both ways in all.
    """

    name: str
    role: str
    employer: str
    state: str
    buddy: str
    letters: int
    nudges: int
    mails: int


@dataclass(frozen=True, slots=True)
class Week:
    """What one week brought.

    `begins` is its first day in the scheme's zone. All numbers are counts of what happened within
    the week (`introduced` and `rematched` of pairs and trios, `quiet` of people who fell silent,
    `touches` of things a coordinator had to do), but `waiting` is how many are on the list at its
    end. `states` says how many people are in each state then, in the same order every week; empty
    where nobody counted them.
    """

    number: int
    begins: date
    joined: int
    introduced: int
    letters: int
    reminders: int
    quiet: int
    rematched: int
    questions: int
    touches: int
    mails_out: int
    mails_in: int
    waiting: int
    sentences: tuple[str, ...]
    states: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A whole scheme, told: `ends` is its last day, `summary` pairs of a label and a value."""

    scheme: str
    begins: date
    ends: date
    people: tuple[PersonLine, ...]
    weeks: tuple[Week, ...]
    mails: tuple[Mail, ...]
    summary: tuple[tuple[str, str], ...]
    seed: int
