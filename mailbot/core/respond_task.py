"""Decide what to do about work on a task: a letter, more time, a numbered choice, a time to nudge."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, OpenOffer, Reading
from mailbot.core.tasks import Assignment, StageKind

TASK_WORK = frozenset(
    {IntentKind.SUBMISSION, IntentKind.EXTENSION, IntentKind.CHOICE, IntentKind.NUDGE_TIME}
)


def to_task_work(
    facts: Facts, reading: Reading, intent: Intent, rules: ChasingRules
) -> Iterator[do.Action]:
    """Decide on one intent that concerns something the sender owes."""
    if intent.kind is IntentKind.CHOICE:
        yield from _choice(facts, intent, rules)
        return
    assignment = meant_assignment(facts)
    person = facts.sender.person
    assert person is not None, "only known people do task work"
    if assignment is None:
        yield from _nothing_owed(facts, reading, intent, person.id)
    elif intent.kind is IntentKind.SUBMISSION:
        yield from _submission(facts, reading, intent, assignment)
    elif intent.kind is IntentKind.EXTENSION:
        yield from _extension(facts, intent, assignment, rules)
    else:
        yield from _nudge_time(intent, assignment, person.id)


def meant_assignment(facts: Facts) -> Assignment | None:
    """Find what a mail is work on: what its thread asks for if still owed, else the only thing owed.

    An old thread with something else open: the open thing wins (G4). Two open and no thread: None.
    """
    answered = facts.answered
    if answered is not None and answered.agrees:
        for one in facts.owed:
            same_stage = (one.round_id, one.stage) == (answered.round_id, answered.stage)
            if one.id == answered.assignment_id or same_stage:
                return one
    if len(facts.owed) == 1:
        return facts.owed[0]
    return None


def _nothing_owed(
    facts: Facts, reading: Reading, intent: Intent, person: int
) -> Iterator[do.Action]:
    done = _done_before(facts) or _lapsed(facts)
    if intent.kind is IntentKind.SUBMISSION and done is not None:
        words = str(intent.slots.get("text") or reading.words)
        yield do.RecordSubmission(done.id, words, len(words.split()))
        if done.done_at is None and not facts.partners:
            # Kept for their portfolio, and never sent to a buddy who has moved on (D8).
            yield do.OfferChoices(person, MailId.P29, "is back after their buddy moved on")
            return
        yield do.SupersedeSubmission(done.id)
        if done.done_at is None:
            yield do.Acknowledge(person, done.id, len(words.split()))
        return
    if intent.kind is IntentKind.SUBMISSION and not facts.partners:
        yield do.OfferChoices(person, MailId.P29, "wrote without a buddy")
        yield do.TellCoordinator("sent work, but has no buddy at the moment", person)
        return
    words = "sent work" if intent.kind is IntentKind.SUBMISSION else "writes about a task"
    yield do.TellCoordinator(f"{words}, and I can't tell which task it belongs to", person)


def _lapsed(facts: Facts) -> Assignment | None:
    """Find what somebody without a buddy let lapse: their late work can only be for that."""
    if facts.partners:
        return None
    return next((one for one in facts.done_lately if one.done_at is None), None)


def _done_before(facts: Facts) -> Assignment | None:
    answered = facts.answered
    if answered is None or not answered.agrees:
        return None
    return next(
        (
            one
            for one in facts.done_lately
            if (one.round_id, one.stage) == (answered.round_id, answered.stage)
        ),
        None,
    )


def _submission(
    facts: Facts, reading: Reading, intent: Intent, assignment: Assignment
) -> Iterator[do.Action]:
    if intent.slots.get("complete") is False:
        yield do.TellCoordinator("sent part of their work", assignment.person_id)
        return
    words = str(intent.slots.get("text") or reading.words)
    yield do.RecordSubmission(
        assignment.id, words, len(words.split()), late=facts.arrived > assignment.due_at
    )
    yield do.MarkDone(assignment.id)
    delivered = bool(intent.slots.get("delivered"))
    if reading.attachments:
        # A file has not been looked at: what is in it may not be passed on unseen (G7, H1).
        yield do.TellCoordinator("sent work as a file, which I don't pass on", assignment.person_id)
    if assignment.kind is not StageKind.LETTER:
        # Who may read these words is for the task to say; until it can, a person passes them on.
        yield do.TellCoordinator(
            "sent their part of a task; please pass it on", assignment.person_id
        )
    elif words.strip():
        yield do.Relay(assignment.id, delivered)
    also = () if reading.intent(IntentKind.QUERY) is None else ("I've passed your question on.",)
    yield do.Acknowledge(assignment.person_id, assignment.id, len(words.split()), also)


def _extension(
    facts: Facts, intent: Intent, assignment: Assignment, rules: ChasingRules
) -> Iterator[do.Action]:
    until = intent.day("until")
    latest = assignment.due_at + timedelta(days=rules.stage.longest_extension_days)
    if until is None or until > latest.date() or until < facts.today:
        yield do.ProposeExtension(assignment.id, until)
        return
    yield do.GrantExtension(assignment.id, until)
    yield do.TellBuddy(assignment.person_id, "later", until)


def _nudge_time(intent: Intent, assignment: Assignment, person: int) -> Iterator[do.Action]:
    at = intent.slots.get("at")
    if isinstance(at, datetime):
        yield do.MoveNudge(assignment.id, at)
    else:
        # "Unparseable: normal schedule, no fuss" (D1).
        yield do.Ignore("a time that could not be read: the usual schedule stays")


def _choice(facts: Facts, intent: Intent, rules: ChasingRules) -> Iterator[do.Action]:
    person = facts.sender.person
    assert person is not None, "only known people are put choices"
    option = str(intent.slots.get("option", ""))
    if _is_about_an_address(facts):
        yield do.LinkAnswer(_asked(facts), confirmed=option == "yes")
        return
    offer = _meant_offer(facts)
    if offer is None or option not in offer.options:
        yield do.TellCoordinator("chose something, but nothing of that kind is open", person.id)
        return
    yield do.RecordChoice(offer.promise_id, option)
    if offer.mail is MailId.P24:
        meant = LEAVING.get(option, option) if offer.leaving else option
        yield from _after_p24(facts, intent, meant, person.id, rules)
    elif offer.mail is MailId.P25:
        yield from _after_p25(facts, option, person.id)
    elif offer.mail is MailId.P29:
        yield from _after_p29(intent, option, person.id)
    elif offer.mail is MailId.P36:
        yield from _after_p36(intent, option, person.id)


def _asked(facts: Facts) -> int:
    promise = facts.answered.promise_id if facts.answered is not None else None
    assert promise is not None, "just checked"
    return promise


# "Stop, or pause?" has two choices, where "are you all right?" has three.
LEAVING = {"1": "3", "2": "2"}


def _is_about_an_address(facts: Facts) -> bool:
    """Say whether this answers "was this you?" (P15) at the address on file (G1)."""
    answered = facts.answered
    return (
        answered is not None
        and answered.agrees
        and answered.mail is MailId.P15
        and answered.promise_id is not None
    )


def _meant_offer(facts: Facts) -> OpenOffer | None:
    answered = facts.answered
    if answered is not None and answered.agrees:
        for one in facts.offers:
            if one.promise_id == answered.promise_id or one.mail is answered.mail:
                return one
    return facts.offers[0] if len(facts.offers) == 1 else None


def _after_p24(
    facts: Facts, intent: Intent, option: str, person: int, rules: ChasingRules
) -> Iterator[do.Action]:
    if option == "3":
        yield do.StopMail(person)
        yield do.Withdraw(person)
        return
    if option == "2":
        yield do.Pause(person, intent.day("until"))
        return
    until = intent.day("until")
    assignment = meant_assignment(facts) or next(iter(facts.owed), None)
    if assignment is None:
        return
    latest = assignment.due_at + timedelta(days=rules.stage.longest_extension_days)
    if until is not None and facts.today <= until <= latest.date():
        yield do.GrantExtension(assignment.id, until)
        yield do.TellBuddy(person, "later", until)
    elif until is not None:
        yield do.ProposeExtension(assignment.id, until)


def _after_p29(intent: Intent, option: str, person: int) -> Iterator[do.Action]:
    if option == "yes":
        yield do.JoinWaitingList(person)
    else:
        yield do.Pause(person, intent.day("until"))


def _after_p36(intent: Intent, option: str, person: int) -> Iterator[do.Action]:
    if option == "stop":
        yield do.StopMail(person)
        yield do.Withdraw(person)
    elif option == "later":
        yield do.Pause(person, intent.day("until"))
    # A yes is kept with the choice, and the pause ends on its day.


def _after_p25(facts: Facts, option: str, person: int) -> Iterator[do.Action]:
    if option == "1":
        yield do.ProposeRematch(person, "waits for a silent buddy and asks for a new one")
    elif option == "2":
        yield do.ProposeRematch(person, "waits for a silent buddy and would join another pair")
    elif option == "3":
        yield do.AskCoordinator(
            do.Matter.LOOK, "would like a stand-in for this task only", ("done",), person
        )
    else:
        yield do.CancelRematch(person, facts.today + timedelta(days=7))
