"""What a check found, and how it is shown to people and to programs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from json import dumps


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; when it is not `ok`, the sentence says what to do.

    When it `asks`, all is well today and the sentence says what has to be done before long.
    """

    name: str
    ok: bool
    sentence: str
    asks: bool = False

    @property
    def mark(self) -> str:
        """Give the sign in front of its line."""
        if not self.ok:
            return "✗"
        return "!" if self.asks else "✓"


def as_lines(findings: Sequence[Finding]) -> str:
    """Write one line for each finding: a tick, "!" and what to do soon, or a cross and what to do."""
    return "\n".join(f"{one.mark} {one.name}: {one.sentence}" for one in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """Write `{"ok": ..., "findings": [{"name", "ok", "sentence", "asks"}]}`."""
    told = {"ok": all(one.ok for one in findings), "findings": [asdict(one) for one in findings]}
    return dumps(told, ensure_ascii=False, indent=2)
