"""Decide what to do about what somebody owes: work, a choice, a day, more time, a time to nudge."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SlotValue
from mailbot.core.respond_choice import to_choice, to_expert
from mailbot.core.respond_work import meant_assignment, to_submission
from mailbot.core.tasks import Assignment, StageKind

TASK_WORK = frozenset(
    {IntentKind.SUBMISSION, IntentKind.EXTENSION, IntentKind.CHOICE, IntentKind.NUDGE_TIME}
    | {IntentKind.DAY, IntentKind.EXPERT_REPLY}
)
MIDDAY = time(12)


def to_task_work(
    facts: Facts, reading: Reading, intent: Intent, rules: ChasingRules
) -> Iterator[do.Action]:
    """Decide on one intent that concerns something the sender owes."""
    person = facts.sender.person
    assert person is not None, "only known people do task work"
    if intent.kind is IntentKind.CHOICE:
        yield from to_choice(facts, intent, rules)
    elif intent.kind is IntentKind.EXPERT_REPLY:
        yield from to_expert(facts, intent)
    elif intent.kind is IntentKind.DAY:
        yield from _day(facts, intent, person.id)
    elif intent.kind is IntentKind.SUBMISSION:
        yield from to_submission(facts, reading, intent, person.id)
    else:
        yield from _about_dates(facts, intent, person.id, rules)


def _about_dates(
    facts: Facts, intent: Intent, person: int, rules: ChasingRules
) -> Iterator[do.Action]:
    assignment = meant_assignment(facts)
    if assignment is None:
        yield do.TellCoordinator(
            "writes about a task, and I can't tell which task it belongs to", person
        )
    elif intent.kind is IntentKind.EXTENSION:
        yield from _extension(facts, intent, assignment, rules)
    else:
        yield from _nudge_time(intent, assignment, person)


def _day(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    """Keep which days suit; one that was agreed before may be changed (C8)."""
    known = (*facts.owed, *facts.done_lately)
    asked = next((one for one in known if one.kind is StageKind.DAY), None)
    if asked is None:
        yield do.TellCoordinator("names a day, and no day was asked for", person)
        return
    first = intent.day("date")
    suits = _days(intent.slots.get("dates")) or ((first,) if first is not None else ())
    buddies = {address for one in facts.partners for address in one.addresses}
    yield do.RecordDay(
        asked.id,
        suits,
        _days(intent.slots.get("unavailable")),
        any_day=bool(intent.slots.get("any")),
        together=len(suits) == 1 and bool(buddies & set(facts.visible_to_others)),
    )


def _days(value: SlotValue | None) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, value)) if isinstance(value, tuple) else ()


def _extension(
    facts: Facts, intent: Intent, assignment: Assignment, rules: ChasingRules
) -> Iterator[do.Action]:
    until = intent.day("until")
    latest = assignment.due_at + timedelta(days=rules.stage.longest_extension_days)
    if until is None or until > latest.date() or until < facts.today:
        yield do.ProposeExtension(assignment.id, until)
        return
    if until < assignment.due_at.date():
        # They have that day already: it is when they will do it, and nobody's time gets shorter.
        yield do.MoveNudge(assignment.id, datetime.combine(until, MIDDAY))
        return
    yield do.GrantExtension(assignment.id, until, back=bool(intent.slots.get("back")))
    if assignment.partnership_id is not None:  # a stand-in's own buddy doesn't wait for it
        yield do.TellBuddy(assignment.person_id, "later", until, assignment.id)


def _nudge_time(intent: Intent, assignment: Assignment, person: int) -> Iterator[do.Action]:
    at = intent.slots.get("at")
    if isinstance(at, datetime):
        yield do.MoveNudge(assignment.id, at)
    else:
        # "Unparseable: normal schedule, no fuss" (D1).
        yield do.Ignore("a time that could not be read: the usual schedule stays")
