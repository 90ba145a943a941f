"""Decide what to do about one mail that has been read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.done import in_words
from mailbot.core.mail import takes_answers
from mailbot.core.mails import MailId
from mailbot.core.people import REQUIRED_DETAILS, PersonState, Role, called, missing_details
from mailbot.core.proving import is_doubted, proves_address
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SenderKind
from mailbot.core.respond_complaint import complained_of, complaint
from mailbot.core.respond_coordinator import to_coordinator
from mailbot.core.respond_event import from_elsewhere, to_rsvp
from mailbot.core.respond_feedback import feedback
from mailbot.core.respond_machine import is_machines, to_machine
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
            actions = (_a_person_should_look(facts),)
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
        yield from _take_on(facts, joining, reading.intent(IntentKind.QUERY), rules)
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
        yield _a_person_should_look(facts, "it answers a mail that went to somebody else")
        return
    if _takes_the_place_kept(facts, reading):
        yield do.JoinWaitingList(person.id)
        yield do.OfferChoices(person.id, MailId.P29, "is back")
    for intent in left_to_answer(facts, reading):
        if intent.kind in TASK_WORK:
            yield from to_task_work(facts, reading, intent, rules)
        else:
            yield from ANSWERS.get(intent.kind, _not_understood)(facts, intent, person.id)


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
        yield _a_person_should_look(facts, "it does not say who wrote it")
    elif facts.answered is not None and facts.answered.to:
        yield do.AskKnownAddress(facts.answered.to[0], facts.sender.address)
        yield do.Hold("somebody's thread, from an address that is not theirs")
    elif reading.intent(IntentKind.SPAM) is not None:
        yield do.Ignore("spam by the mail server's verdict")
    elif not takes_answers(facts.sender.address):
        yield do.TellCoordinator("Something came from an address that takes no answers")
    elif joining is not None and joining.slots.get("senior") is True:
        # Not on the list before a coordinator has said so (A5).
        yield do.AskCoordinator(do.Matter.SENIOR, _senior(joining), ("add", "expert", "no"))
        yield do.AskSender(MailId.X04)
    elif joining is not None and not serious(reading):
        yield from _take_on(facts, joining, reading.intent(IntentKind.QUERY), rules)
    else:
        yield do.TellCoordinator("Somebody we don't know wrote in")
        yield do.AskSender(MailId.X04)


def _senior(joining: Intent) -> str:
    told = [str(joining.slots.get(one) or "") for one in ("name", "grade", "specialty", "employer")]
    who = ", ".join(one for one in told if one) or "Somebody"
    return f"{who} asks to join: senior for this scheme"


def _take_on(
    facts: Facts, joining: Intent, asked: Intent | None, rules: ChasingRules
) -> Iterator[do.Action]:
    said = {key: str(value) for key, value in joining.slots.items()}
    role = Role(said["role"]) if said.get("role") in set(Role) else Role.UNKNOWN
    other = said.get("email", "").lower()
    address = facts.sender.address
    yield do.Register(
        address=address,
        name=called(said.get("name", ""), said.get("called", "")),
        role=role,
        specialty=said.get("specialty", ""),
        grade=said.get("grade", ""),
        employer=said.get("employer", ""),
        town=said.get("town", ""),
        phone=said.get("phone", ""),
        other_address=other if other != address else "",
        question="" if asked is None else str(asked.slots.get("text", "")),
        wishes=_told(joining, "wishes"),
        not_with=_told(joining, "not_with"),
        doubted=is_doubted(facts, rules.joining),
        heard_from=said.get("heard_from", ""),
    )
    if facts.known_as is not None:
        yield do.AskKnownAddress(facts.known_as.id, address, MailId.P03)
        return
    missing = missing_details(said | {"role": role.value})
    yield do.AskDetails(address, missing) if missing else do.JoinWaitingList(address=address)


def _update(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    said = {key: str(value) for key, value in intent.slots.items()}
    here = facts.sender.person
    if here is not None and here.state is PersonState.LEFT:
        yield do.JoinWaitingList(person)
    role = Role(said["role"]) if said.get("role") in set(Role) else Role.UNKNOWN
    yield do.UpdateRegistration(
        person,
        name=said.get("name", ""),
        role=role,
        specialty=said.get("specialty", ""),
        grade=said.get("grade", ""),
        employer=said.get("employer", ""),
        town=said.get("town", ""),
        phone=said.get("phone", ""),
        other_address=said.get("email", "").lower(),
        wishes=_told(intent, "wishes"),
        not_with=_told(intent, "not_with"),
        called=said.get("called", ""),
    )
    if here is not None and here.state is PersonState.REGISTERED:
        known = {field: str(getattr(here, field)) or said.get(field) for field in REQUIRED_DETAILS}
        if not missing_details(known):
            yield do.JoinWaitingList(person)


def _told(intent: Intent, slot: str) -> tuple[str, ...]:
    value = intent.slots.get(slot, ())
    return value if isinstance(value, tuple) else ()


def _safety(facts: Facts, reading: Reading, person: int) -> list[do.Action]:
    """Give what must be done before anything else may be; empty when nothing of the kind is said."""
    if reading.intent(IntentKind.DISTRESS):
        return [
            do.StopAutomation(person),
            do.SendSupport(person),
            do.TellLeadUrgently("somebody may need a kind word today", person),
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


def _question(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    if intent.slots.get("about") == "portfolio":
        yield do.SendMail(person, MailId.P42)
        if not intent.slots.get("text"):
            return
    text, here = str(intent.slots.get("text", "")), facts.sender.person
    answer = str(intent.slots.get("answer", ""))
    if answer and here is not None and not here.held:
        yield do.AnswerQuestion(person, text, answer, str(intent.slots.get("entry", "")))
        return
    answered = facts.answered
    after = answered.number if answered is not None and answered.of_ours else 0
    near = answer or str(intent.slots.get("suggestion", ""))
    yield do.OpenQuestion(person, text, near, after)
    yield do.TellCoordinator("asks something", person, do.Matter.QUESTION)


def _ask_a_person(person: int, text: str) -> Iterator[do.Action]:
    """Owe somebody an answer, which the coordinators give."""
    yield do.OpenQuestion(person, text)
    yield do.TellCoordinator("asks something", person, do.Matter.QUESTION)


def _quiet_buddy(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    if not facts.partners:
        yield from _ask_a_person(person, "says that a buddy is silent, and has no buddy now")
        return
    yield do.NoteQuietBuddy(person)
    yield do.OfferChoices(person, MailId.P25, "says that the buddy is silent")


def _rematch(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.ProposeRematch(person, "asks for another buddy", private=True)


def _withdrawal(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.OfferChoices(person, MailId.P24, "thinks of leaving")


def _stop(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.StopMail(person)
    yield do.Withdraw(person)


def _pause(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.Pause(person, intent.day("until"))


def _still_here(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    here = facts.sender.person
    if here is not None and here.state in {PersonState.PAUSED, PersonState.LEFT}:
        yield do.JoinWaitingList(person)
        yield do.OfferChoices(person, MailId.P29, "is back")
    else:
        yield do.Ignore("a sign of life")


def _change(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    said = {key: str(value) for key, value in intent.slots.items()}
    if not any(said.get(one) for one in ("email", "employer", "phone")):
        yield from _ask_a_person(person, "says that an address or job changes, but not to what")
        return
    yield do.ChangeContact(
        person, said.get("email", "").lower(), said.get("employer", ""), said.get("phone", "")
    )


def _feedback(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield feedback(facts, str(intent.slots.get("text", "")), person)


def _idea(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.RecordIdea(person, str(intent.slots.get("text", "")))


def _data(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.StartDataRequest(person)


def _erasure(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.StartErasure(person)


def _sign_of_life(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.Ignore(f"{intent.kind.value.replace('_', ' ')}: a sign of life, nothing to answer")


def _blank(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.AskSender(MailId.P51, person, "the mail was empty", about="blank")


def _unreadable(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    """What nobody can open is asked for again, kindly; nothing of it is lost (G7, P51)."""
    yield do.AskSender(
        MailId.P51,
        person,
        "it could not be read",
        about=str(intent.slots.get("why", "encrypted")),
        file=str(intent.slots.get("file", "")),
    )


def _spam(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    yield do.Ignore("spam by the mail server's verdict")


def _not_understood(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    # What the mail is helps whoever looks for it; how it was weighed is for `mailbot why`.
    yield _a_person_should_look(
        facts, "; ".join(one for one in intent.because if one.startswith("it is "))
    )


def _a_person_should_look(facts: Facts, why: str = "") -> do.Action:
    known = f" ({why})" if why else ""
    return do.TellCoordinator(f"wrote something I can't place{known}", facts.sender.person_id)


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

ANSWERS: dict[IntentKind, Callable[[Facts, Intent, int], Iterator[do.Action]]] = {
    IntentKind.REGISTRATION: _update,
    IntentKind.QUERY: _question,
    IntentKind.QUIET_BUDDY: _quiet_buddy,
    IntentKind.REMATCH: _rematch,
    IntentKind.WITHDRAWAL: _withdrawal,
    IntentKind.STOP: _stop,
    IntentKind.STILL_HERE: _still_here,
    IntentKind.PAUSE: _pause,
    IntentKind.CONTACT_CHANGE: _change,
    IntentKind.FEEDBACK: _feedback,
    IntentKind.RSVP: to_rsvp,
    IntentKind.TASK_IDEA: _idea,
    IntentKind.DATA_REQUEST: _data,
    IntentKind.ERASURE: _erasure,
    IntentKind.THANKS: _sign_of_life,
    IntentKind.RECALL: _sign_of_life,
    IntentKind.BUDDY_CHAT: _sign_of_life,
    IntentKind.BLANK: _blank,
    IntentKind.UNREADABLE: _unreadable,
    IntentKind.SPAM: _spam,
    IntentKind.OTHER: _not_understood,
}


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
