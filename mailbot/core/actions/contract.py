"""The closed list of actions, and how each is named and shown; the names are the contract."""

import re
from dataclasses import fields
from datetime import date

from mailbot.core.actions.coordinators import (
    AskCoordinator,
    Coordination,
    TellCoordinator,
    TellLeadUrgently,
)
from mailbot.core.actions.joining import Joining
from mailbot.core.actions.mail import Hold, Mailing
from mailbot.core.actions.questions import OpenQuestion, Question
from mailbot.core.actions.silence import Silence
from mailbot.core.actions.work import Work

Action = Joining | Work | Silence | Question | Coordination | Mailing

BEFORE_A_PERSON = (AskCoordinator, TellCoordinator, Hold, TellLeadUrgently, OpenQuestion)


def action_name(action: Action) -> str:
    """Give the action's name in the contract: the class name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(action).__name__).lower()


def described(action: Action) -> dict[str, object]:
    """Give an action as plain data for JSON: its name and what it carries, empty things left out."""
    shown: dict[str, object] = {"action": action_name(action)}
    for one in fields(action):
        value = getattr(action, one.name)
        if value in (None, "", (), False):
            continue
        shown[one.name] = _plain(value)
    return shown


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
