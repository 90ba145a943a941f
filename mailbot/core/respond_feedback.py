"""Decide what to keep of what somebody says about a task, and how far it may be quoted (E2, E3)."""

from mailbot.core import actions as do
from mailbot.core.reading import Facts
from mailbot.core.remarks import Permission, asks_for_a_line, permission_in


def feedback(facts: Facts, text: str, person: int) -> do.RecordFeedback:
    """Keep the words; they may be quoted only where the mail they answer said so beforehand (law 5)."""
    words, permission = permission_in(text)
    answered = facts.answered
    told = answered is not None and answered.agrees and any(map(asks_for_a_line, answered.texts))
    refuses = permission is Permission.NO
    quotable = permission if told else Permission.NO
    task = _task_talked_of(facts)
    return do.RecordFeedback(person, words, task, quotable.value, refuses=refuses)


def _task_talked_of(facts: Facts) -> str:
    """Give the task of the mail that is answered, else the last one that is over or under way."""
    known = (*facts.done_lately, *facts.owed)
    round_id = facts.answered.round_id if facts.answered is not None else None
    named = [one.task for one in known if one.round_id == round_id]
    return next(iter(named or [one.task for one in known]), "")
