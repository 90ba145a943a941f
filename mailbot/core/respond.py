"""Decide what to do about one mail that has been read."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.done import in_words
from mailbot.core.mail import takes_answers
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.proving import proves_address
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SenderKind
from mailbot.core.respond_complaint import complained_of, complaint
from mailbot.core.respond_coordinator import to_coordinator
from mailbot.core.respond_event import from_elsewhere
from mailbot.core.respond_hints import hinted_harm, spare_the_buddy
from mailbot.core.respond_joining import senior, take_on
from mailbot.core.respond_machine import is_machines, to_machine
from mailbot.core.respond_person import ANSWERS, a_person_should_look, not_understood
from mailbot.core.respond_shared import left_to_answer, serious, settles_whose, to_shared
from mailbot.core.respond_task import TASK_WORK, to_task_work


@dataclass(frozen=True, slots=True)
class Decision:
    """What will be done about a mail, and the one outcome it ends in: act, ask, person or ignore.

    `reason` is for a coordinator: what is done, and as what the mail was read; it names nobody.
    """

    actions: tuple[do.Action, ...]
    outcome: str
    reason: str


def respond(facts: Facts, reading: Reading, rules: ChasingRules) -> Decision:
    """Decide on every intent of a mail; a mail that nobody understands goes to a person."""
    actions = tuple(_all_actions(facts, reading, rules))
    if not any(not isinstance(one, do.Ignore) for one in actions):
        reasons = [one.reason for one in actions if isinstance(one, do.Ignore)]
        if not reasons:
            actions = (a_person_should_look(facts),)
        else:
            return Decision(actions, "ignore", reasons[0])
    useful = tuple(one for one in actions if not isinstance(one, do.Ignore))
    return Decision(useful, _outcome(useful, facts), _reason(useful, reading))


def _all_actions(facts: Facts, reading: Reading, rules: ChasingRules) -> Iterator[do.Action]:
    if facts.sender.kind is SenderKind.OURSELVES:
        yield do.Ignore("our own mail came back")
        return
    first = reading.intents[0] if reading.intents else None
    if first is not None and is_machines(first) and not _brings_the_right_one(first, reading):
        yield from to_machine(facts, first)
        return
    if facts.sender.kind is SenderKind.COORDINATOR:
        yield from to_coordinator(facts, reading)
        return
    if _answers_a_handover(facts):
        assert facts.answered is not None, "it answers one of ours"
        yield do.Decide(((facts.answered.number, reading.words),))
        return
    joining = reading.intent(IntentKind.REGISTRATION)
    if joining is not None and joining.slots.get("another") and not serious(reading):
        yield from take_on(facts, joining, reading.intent(IntentKind.QUERY), rules)
        return
    yield from _to_people(facts, reading, rules)


def _answers_a_handover(facts: Facts) -> bool:
    """A mail to coordinators that somebody else has got, and answers, asked them to take over (F12)."""
    answered = facts.answered
    if answered is None or answered.mail is not MailId.N05:
        return False
    return answered.agrees and not facts.sender.disowned and facts.sender.vouched is not False


def _brings_the_right_one(first: Intent, reading: Reading) -> bool:
    """Somebody who takes words back and sends better ones is heard for the better ones (C14)."""
    return first.kind is IntentKind.RECALL and reading.intent(IntentKind.SUBMISSION) is not None


def _to_people(facts: Facts, reading: Reading, rules: ChasingRules) -> Iterator[do.Action]:
    person = facts.sender.person
    if person is None:
        pressed = facts.calendar if facts.sender.kind is SenderKind.STRANGER else None
        yield from from_elsewhere(facts, pressed) if pressed else _to_unknown(facts, reading, rules)
        return
    if reading.intent(IntentKind.SPAM) is not None:
        yield do.TellCoordinator("Junk came that pretends to be from them", person.id)
        return
    yield do.NoteAlive(person.id)
    yield from settles_whose(facts)
    yield from proves_address(facts, reading)
    stopping = _safety(facts, reading, person.id)
    if stopping:
        yield from stopping
        return
    if facts.answered is not None and not facts.answered.agrees and not facts.owed:
        yield a_person_should_look(facts, "it answers a mail that went to somebody else")
        return
    if _takes_the_place_kept(facts, reading):
        yield do.JoinWaitingList(person.id)
        yield do.OfferChoices(person.id, MailId.P29, "is back")
    answers = tuple(_answers(facts, reading, rules, person.id))
    yield from answers
    if _is_back(facts, reading, answers):
        yield do.OfferChoices(person.id, MailId.P29, "is back after their buddy moved on")
    elif _is_at_work_again(facts, answers):
        yield do.JoinWaitingList(person.id)
        yield do.OfferChoices(person.id, MailId.P29, "is back from a break without an end")
    yield from hinted_harm(reading, person.id)


def _answers(
    facts: Facts, reading: Reading, rules: ChasingRules, person: int
) -> Iterator[do.Action]:
    for intent in left_to_answer(facts, reading):
        if intent.kind in TASK_WORK:
            yield from to_task_work(facts, reading, intent, rules)
        else:
            yield from ANSWERS.get(intent.kind, not_understood)(facts, intent, person)


def _is_back(facts: Facts, reading: Reading, answers: tuple[do.Action, ...]) -> bool:
    """Say whether it is the first word of somebody whose place was paused for their silence (D8).

    Whatever they write about, they are welcomed once; a mail that a person reads first is theirs to answer.
    """
    person = facts.sender.person
    if person is None or person.state is not PersonState.PAUSED or person.quiet_since is None:
        return False
    if _takes_the_place_kept(facts, reading):
        return False
    return not any(
        isinstance(one, _DECIDES_A_RETURN)
        or (isinstance(one, do.TellCoordinator) and one.matter is not do.Matter.QUESTION)
        for one in answers
    )


def _is_at_work_again(facts: Facts, answers: tuple[do.Action, ...]) -> bool:
    """Say whether somebody on a break without an end sends their part: nobody would do that who rests (G10).

    Who named a day keeps their break until then, whatever they send before it.
    """
    person = facts.sender.person
    if person is None or person.state is not PersonState.PAUSED or person.paused_until is not None:
        return False
    if person.quiet_since is not None or not facts.partners:
        return False
    sent = any(isinstance(one, do.RecordSubmission | do.RecordDay) for one in answers)
    return sent and not any(isinstance(one, _DECIDES_A_RETURN) for one in answers)


_DECIDES_A_RETURN = (
    do.JoinWaitingList,
    do.OfferChoices,
    do.Pause,
    do.StopMail,
    do.StartErasure,
)


def _takes_the_place_kept(facts: Facts, reading: Reading) -> bool:
    """Any word in reply to "your place is paused" brings them back, unless it says otherwise (P28)."""
    person, answered = facts.sender.person, facts.answered
    if person is None or person.state is not PersonState.PAUSED or answered is None:
        return False
    stays = any(one.kind in STAYS_AWAY for one in reading.intents)
    return answered.mail is MailId.P28 and answered.agrees and not stays


def _to_unknown(facts: Facts, reading: Reading, rules: ChasingRules) -> Iterator[do.Action]:
    joining = reading.intent(IntentKind.REGISTRATION)
    if facts.sender.kind is SenderKind.SHARED:
        yield from to_shared(facts, reading)
    elif not facts.sender.address:
        yield a_person_should_look(facts, "it does not say who wrote it")
    elif facts.answered is not None and facts.answered.to:
        yield do.AskKnownAddress(facts.answered.to[0], facts.sender.address)
        yield do.Hold("somebody's thread, from an address that is not theirs")
    elif reading.intent(IntentKind.SPAM) is not None:
        yield do.Ignore("spam by the mail server's verdict")
    elif not takes_answers(facts.sender.address):
        yield do.TellCoordinator("Something came from an address that takes no answers")
    elif joining is not None and joining.slots.get("senior") is True:
        # Not on the list before a coordinator has said so (A5).
        yield do.AskCoordinator(do.Matter.SENIOR, senior(joining), ("add", "expert", "no"))
        yield do.AskSender(MailId.X04)
    elif joining is not None and not serious(reading):
        yield from take_on(facts, joining, reading.intent(IntentKind.QUERY), rules)
    else:
        yield do.TellCoordinator("Somebody we don't know wrote in")
        yield do.AskSender(MailId.X04)


def _safety(facts: Facts, reading: Reading, person: int) -> list[do.Action]:
    """Give what must be done before anything else may be; empty when nothing of the kind is said."""
    if reading.intent(IntentKind.DISTRESS):
        return [
            do.StopAutomation(person),
            do.SendSupport(person),
            do.TellLeadUrgently("somebody may need a kind word today", person),
            *spare_the_buddy(facts, reading),
            do.Hold("it may speak of distress"),
        ]
    complains = reading.intent(IntentKind.COMPLAINT) is not None
    about = complained_of(facts, reading.words)
    if reading.intent(IntentKind.CONCERN) and not (complains and about is not None):
        return [
            do.SendSupport(person, concern=True),
            do.TellLeadUrgently(
                "somebody tells of a concern about safety or conduct",
                person,
                # Who is named in it is not the one to read it.
                about.address if about is not None else "",
                aside=about is not None or len(facts.coordinators) > 1,
            ),
            do.Hold("it may tell of a concern about safety or conduct"),
        ]
    if reading.intent(IntentKind.PATIENT_DETAILS):
        return [
            do.Hold("possible patient details"),
            do.AskSender(MailId.P14, person),
            do.AskCoordinator(
                do.Matter.HELD, "Held: possible patient details", ("fine", "delete"), person
            ),
        ]
    if complains:
        return complaint(facts, reading.words, person)
    return []


STAYS_AWAY = frozenset(
    {
        IntentKind.STOP,
        IntentKind.WITHDRAWAL,
        IntentKind.PAUSE,
        IntentKind.ERASURE,
        IntentKind.SUBMISSION,
        IntentKind.STILL_HERE,
    }
)


def _was_asked_for(facts: Facts) -> bool:
    """Say whether we had asked for a sign of life: then it ends the silence (D6)."""
    person, answered = facts.sender.person, facts.answered
    quiet = person is not None and person.quiet_since is not None
    return quiet or (answered is not None and answered.mail in {MailId.P09, MailId.P24})


def _outcome(actions: tuple[do.Action, ...], facts: Facts) -> str:
    if any(isinstance(one, do.BEFORE_A_PERSON) for one in actions):
        return "person"
    if any(isinstance(one, (do.AskSender, do.AskDetails, do.AskKnownAddress)) for one in actions):
        return "ask"
    if all(isinstance(one, do.NoteAlive) for one in actions) and not _was_asked_for(facts):
        return "ignore"
    return "act"


def _reason(actions: tuple[do.Action, ...], reading: Reading) -> str:
    kinds = ", ".join(dict.fromkeys(one.kind.value for one in reading.intents))
    done = in_words(actions) or "a sign of life"
    return f"{done} (read as {kinds})" if kinds else done
