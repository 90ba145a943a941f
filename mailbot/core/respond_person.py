"""Answer each thing that somebody we know says, but for their work on a task."""

from collections.abc import Callable, Iterator

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.reading import Facts, Intent, IntentKind
from mailbot.core.respond_event import to_rsvp
from mailbot.core.respond_feedback import feedback
from mailbot.core.respond_joining import update


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
    begins = intent.day("begins")
    if begins is not None:
        # To rest at once, or to be back when it begins, is not what they asked for.
        yield from _ask_a_person(person, f"asks for a break that begins in {begins:%B}")
        return
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


def not_understood(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    """Hand over what nobody can be sure of."""
    # What the mail is helps whoever looks for it; how it was weighed is for `mailbot why`.
    yield a_person_should_look(
        facts, "; ".join(one for one in intent.because if one.startswith("it is "))
    )


def a_person_should_look(facts: Facts, why: str = "") -> do.Action:
    """Put a mail before a coordinator, with what is known about why."""
    known = f" ({why})" if why else ""
    return do.TellCoordinator(f"wrote something I can't place{known}", facts.sender.person_id)


ANSWERS: dict[IntentKind, Callable[[Facts, Intent, int], Iterator[do.Action]]] = {
    IntentKind.REGISTRATION: update,
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
    IntentKind.OTHER: not_understood,
}
