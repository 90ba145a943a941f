"""Find which open task a mail is about."""

from mailbot.core.reading import Facts
from mailbot.core.tasks import Assignment, StageKind
from mailbot.translate.evidence import TASK_MAILS
from mailbot.translate.heard import Heard

TEXT_KINDS = frozenset(
    {StageKind.LETTER, StageKind.SEALED, StageKind.JOINT, StageKind.SHARE, StageKind.EXPERT}
)
# What a text says itself to be, and the stage or task that such a text belongs to.
_NAMED = {
    "top five": ("own", "shared", "consortium"),
    "diary": ("diary", "shadowing"),
    "case": ("case", "cases"),
    "letter": ("letter", "letters"),
    "dear deidre": ("letter", "letters"),
}


def meant_assignment(facts: Facts, heard: Heard) -> Assignment | None:
    """Find which open assignment a text is for: what it says itself, then the thread, then the only one.

    An old thread with a text that names another open item: the open item wins (G4).
    """
    start = "".join(one.text for one in heard.read[:3])
    for words, names in _NAMED.items():
        named = [one for one in facts.owed if one.stage in names or one.task in names]
        if words in start and len(named) == 1:
            return named[0]
    if facts.answered is not None:
        for one in facts.owed:
            same = (one.round_id, one.stage) == (facts.answered.round_id, facts.answered.stage)
            if same or one.id == facts.answered.assignment_id:
                return one
    texts = [one for one in facts.owed if one.kind in TEXT_KINDS]
    return texts[0] if len(texts) == 1 else lapsed_here(facts)


def owes_text(facts: Facts) -> bool:
    """Say whether anything that is owed is written, and no mere day or choice; late is owed as well."""
    return any(one.kind in TEXT_KINDS for one in facts.owed) or lapsed_here(facts) is not None


def lapsed_here(facts: Facts) -> Assignment | None:
    """Give the writing that the answered mail asked for and that never came, where no other writing is owed (C14)."""
    answered = facts.answered
    owes_another = any(one.kind in TEXT_KINDS for one in facts.owed)
    if answered is None or not answered.agrees or owes_another:
        return None
    for one in facts.done_lately:
        here = (one.round_id, one.stage) == (answered.round_id, answered.stage)
        if here and one.done_at is None and one.kind in TEXT_KINDS:
            return one
    return None


def done_here(facts: Facts) -> Assignment | None:
    """Give the writing that the answered mail is about and that has come already: more of it is a new version."""
    answered = facts.answered
    if answered is None or not answered.agrees:
        return None
    for one in facts.done_lately:
        here = (one.round_id, one.stage) == (answered.round_id, answered.stage)
        if (here or one.id == answered.assignment_id) and one.done_at and one.kind in TEXT_KINDS:
            return one
    return None


def task_thread(facts: Facts) -> tuple[str, ...]:
    """Give the reason that lies in the thread: one where a mail about a task is answered, else none."""
    answered = facts.answered
    return (f"answers {answered.mail}",) if answered and answered.mail in TASK_MAILS else ()
