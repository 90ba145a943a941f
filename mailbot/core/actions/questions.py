"""What the bot may do about a participant's question, and about a mail it cannot place."""

from dataclasses import dataclass
from datetime import date

from mailbot.core.mails import MailId


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Owe somebody an answer.

    `suggestion` is an answer of rules/faq.toml that may fit. `after` is the number of the question whose
    answer from there they are not content with.
    """

    person: int
    text: str
    suggestion: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Answer a question with the text of an entry of rules/faq.toml, unless a person is quicker."""

    person: int
    question: str
    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class SuggestFaq:
    """Offer the coordinators to keep the text of their answer for whoever asks the question next."""

    number: int
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class CloseQuestion:
    """Count a question answered, because a person answered it themselves."""

    number: int
    by: str


@dataclass(frozen=True, slots=True)
class AskSender:
    """Ask the one who wrote what they meant, with the mail named.

    About work it names the assignment; `words` is then how many they wrote. About what could not be
    read, `about` says what it was ("link", "locked", ... as in P51) and `file` names it. About an
    event, `answer` is what they seem to have said to it, and `day` the day that it may be about instead.
    """

    mail: MailId
    person: int | None = None
    why: str = ""
    assignment: int | None = None
    words: int = 0
    about: str = ""
    file: str = ""
    event: int | None = None
    answer: str = ""
    day: date | None = None


Question = OpenQuestion | AnswerQuestion | SuggestFaq | CloseQuestion | AskSender
