"""What was heard in a mail's words: the sentences, the cues in each, and the evidence."""

from dataclasses import dataclass

from mailbot.translate.evidence import Evidence
from mailbot.translate.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a mail's words: the sentences, the cues in each, and the evidence."""

    words: str
    read: tuple[Sentence, ...]
    cues: tuple[frozenset[str], ...]
    evidence: tuple[Evidence, ...]

    @property
    def length(self) -> int:
        """Count the words."""
        return len(self.words.split())

    def says(self, cue: str) -> bool:
        """Say whether a cue stands in any sentence."""
        return any(cue in one for one in self.cues)

    def first(self, cue: str, within: int) -> int | None:
        """Give the number of the first sentence that holds a cue, among so many; None where none does."""
        return next((n for n, cues in enumerate(self.cues[:within]) if cue in cues), None)
