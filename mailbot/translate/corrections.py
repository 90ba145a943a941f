"""Wordings that coordinators corrected: what such a sentence means, and what it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mailbot.core.reading import Intent, IntentKind
from mailbot.translate.sentences import Sentence

# What a correction never makes go away from any mail but the corrected one.
NEVER_UNLEARNT = frozenset(
    {
        IntentKind.DISTRESS,
        IntentKind.CONCERN,
        IntentKind.COMPLAINT,
        IntentKind.PATIENT_DETAILS,
    }
)
# Fewer words are no wording of their own: they count only where they are the whole mail.
_TELLING_WORDS = 4
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected mail: what it is and is not, by whom and when, and its telling sentences, folded.

    `case` is the name of its labelled case and `message_id` that of the mail; both may be empty.
    """

    kind: IntentKind
    instead_of: IntentKind | None
    on: date
    by: str = ""
    sentences: tuple[str, ...] = ()
    case: str = ""
    message_id: str = ""

    @property
    def because(self) -> str:
        """Say why it counts, without a word of the mail."""
        return f"a coordinator corrected this wording on {self.on.isoformat()}"

    def is_of(self, received_id: int, message_id: str) -> bool:
        """Say whether this very mail was corrected."""
        return bool(message_id) and (str(received_id), message_id) == (self.case, self.message_id)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections; of two for one sentence the later counts."""

    by_sentence: Mapping[str, Correction] = field(default_factory=dict)
    every: tuple[Correction, ...] = ()

    def in_sentences(self, read: tuple[Sentence, ...]) -> dict[int, Correction]:
        """Give the correction of each sentence that was corrected, by the sentence's number."""
        if not self.by_sentence:
            return {}
        return {
            number: self.by_sentence[one.text]
            for number, one in enumerate(read)
            if one.text in self.by_sentence and (one.word_count >= _TELLING_WORDS or len(read) == 1)
        }

    def unlearnt(self, read: tuple[Sentence, ...]) -> frozenset[IntentKind]:
        """Give the kinds that most of these words do not mean, as coordinators said."""
        said = self.in_sentences(read)
        spoken = sum(read[number].word_count for number in said)
        if not said or 2 * spoken < sum(one.word_count for one in read):
            return frozenset()
        wrong = {one.instead_of for one in said.values() if one.instead_of is not None}
        return frozenset(wrong - {one.kind for one in said.values()} - NEVER_UNLEARNT)

    def of_mail(self, received_id: int, message_id: str) -> Correction | None:
        """Give what a coordinator said about one very mail, the latest word."""
        said = [one for one in self.every if one.is_of(received_id, message_id)]
        return said[-1] if said else None


def corrections_of(every: Iterable[Correction]) -> Corrections:
    """Index corrections by their sentences."""
    ordered = tuple(sorted(every, key=lambda one: one.on))
    return Corrections({text: one for one in ordered for text in one.sentences}, ordered)


def as_corrected(intents: tuple[Intent, ...], said: Correction) -> tuple[Intent, ...]:
    """Give the intents of the corrected mail itself: what the coordinator said, and what else is in it."""
    left = [
        one for one in intents if one.kind not in {said.instead_of, IntentKind.OTHER, said.kind}
    ]
    read = next((one for one in intents if one.kind is said.kind), None)
    return (read or Intent(said.kind, SURE, (said.because,), _usual(said.kind)), *left)


def _usual(kind: IntentKind) -> dict[str, str | bool]:
    return {"complete": True, "for": "self"} if kind is IntentKind.SUBMISSION else {}
