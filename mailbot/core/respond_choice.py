"""Decide what to do about a choice that somebody took: a numbered one of ours, a case, an expert's yes."""

from collections.abc import Iterator
from datetime import date, timedelta

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.core.reading import Answered, Facts, Intent, OpenOffer
from mailbot.core.respond_work import meant_assignment
from mailbot.core.standing_in import JOINS_BENCH, LEAVES_BENCH, SKIP
from mailbot.core.tasks import Assignment, StageKind


def to_choice(facts: Facts, intent: Intent, rules: ChasingRules) -> Iterator[do.Action]:
    """Decide on a choice: which of our questions it answers, then what follows from it."""
    person = facts.sender.person
    assert person is not None, "only known people are put choices"
    option = str(intent.slots.get("option", ""))
    apart = _besides_offers(facts, option, person.id)
    if apart is not None:
        yield apart
        return
    if _is_about_an_address(facts):
        yield do.LinkAnswer(_asked(facts), confirmed=option == "yes")
        return
    offer = _meant_offer(facts)
    case = _case_to_choose(facts)
    if case is not None and (offer is None or option not in offer.options):
        yield do.RecordChoice(None, option, case.id)
        return
    if offer is None or option not in offer.options:
        yield from _nothing_open(facts, intent, option, person)
        return
    if offer.mail is MailId.P48 and not _answers(facts, offer):
        # What can't be undone is done for who got the question at their address, and nobody else.
        yield do.TellCoordinator(
            "chose how to be deleted, but not in answer to my question", person.id
        )
        return
    yield do.RecordChoice(offer.promise_id, option)
    yield from _after(offer, facts, intent, option, person.id, rules)


def _was_welcomed(facts: Facts) -> bool:
    """Say whether it answers a welcome (P29) and they are on the list, or with a buddy, again (D8)."""
    person, answered = facts.sender.person, facts.answered
    back = person is not None and person.state in {PersonState.WAITING, PersonState.ACTIVE}
    offer = _meant_offer(facts)
    back = back and (offer is None or "yes" not in offer.options)
    return back and answered is not None and answered.agrees and answered.mail is MailId.P29


def _besides_offers(facts: Facts, option: str, person: int) -> do.Action | None:
    """Decide on what needs no open question: the bench of stand-ins, and sitting a task out (C7, P23)."""
    answered = facts.answered
    agrees = answered is not None and answered.agrees
    joins = answered is not None and agrees and answered.mail is MailId.P12 and option == "yes"
    if joins or option in {JOINS_BENCH, LEAVES_BENCH}:
        return do.RecordChoice(None, JOINS_BENCH if joins else option, person=person)
    if option == "yes" and _was_welcomed(facts):
        return do.Ignore("a yes to a welcome that asked nothing more")
    cannot = answered is not None and agrees and answered.mail is MailId.P30 and option == "no"
    if option != SKIP and not cannot:
        return None
    meant = meant_assignment(facts)
    if meant is None:
        return do.TellCoordinator("would like to skip something, and I can't tell what", person)
    return do.RecordChoice(None, SKIP, meant.id)


def _after(
    offer: OpenOffer,
    facts: Facts,
    intent: Intent,
    option: str,
    person: int,
    rules: ChasingRules,
) -> Iterator[do.Action]:
    if offer.mail is MailId.P24:
        meant = LEAVING.get(option, option) if offer.leaving else option
        yield from _after_p24(facts, intent, meant, person, rules)
    elif offer.mail is MailId.P07:
        yield from _after_p29(intent, option, person)
    elif offer.mail is MailId.P25:
        yield from _after_p25(facts, option, person)
    elif offer.mail is MailId.P29:
        yield from _after_p29(intent, option, person)
    elif offer.mail is MailId.P36:
        yield from _after_p36(intent, option, person)


def to_expert(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    """Decide on an expert's mail: a yes or no to the pair that was offered, else for a person (C13)."""
    person = facts.sender.person
    assert person is not None, "only known people are experts"
    answer = str(intent.slots.get("answer", ""))
    offer = _meant_offer(facts) or next((one for one in facts.offers if one.mail in INVITES), None)
    if offer is not None and offer.mail in INVITES and answer in offer.options:
        yield do.RecordChoice(offer.promise_id, answer)
        return
    asks = answer == "who"
    said = "asks who we are" if asks else "writes something for you"
    yield do.TellCoordinator(f"an expert, {said}", person.id)
    if asks:
        yield do.AskSender(MailId.X04, person.id)


INVITES = frozenset({MailId.X01, MailId.X02})


def _case_to_choose(facts: Facts) -> Assignment | None:
    """Find the stage that asks which case: owed still, or answered before and thought over."""
    owed = next((one for one in facts.owed if one.kind is StageKind.CHOICE), None)
    answered = facts.answered
    if owed is not None or answered is None:
        return owed
    return next((one for one in facts.done_lately if _is(one, answered)), None)


def _is(one: Assignment, answered: Answered) -> bool:
    same = (one.round_id, one.stage) == (answered.round_id, answered.stage)
    return same and one.kind is StageKind.CHOICE


def _asked(facts: Facts) -> int:
    promise = facts.answered.promise_id if facts.answered is not None else None
    assert promise is not None, "just checked"
    return promise


# "Stop, or pause?" has two choices, where "are you all right?" has three.
LEAVING = {"1": "3", "2": "2"}


def _is_about_an_address(facts: Facts) -> bool:
    """Say whether this answers "was this you?" (P15, G1) or "are these both you?" (P03, A6)."""
    answered = facts.answered
    return (
        answered is not None
        and answered.agrees
        and answered.mail in {MailId.P03, MailId.P15, MailId.P38}
        and answered.promise_id is not None
    )


def _answers(facts: Facts, offer: OpenOffer) -> bool:
    answered = facts.answered
    return answered is not None and answered.agrees and answered.promise_id == offer.promise_id


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
    sender = facts.sender.person
    if sender is not None and sender.state is PersonState.PAUSED:
        # Their "count me in" crossed with the word that their place is kept (D8).
        yield do.JoinWaitingList(person)
        yield do.OfferChoices(person, MailId.P29, "is back")
        return
    assignment = meant_assignment(facts) or next(iter(facts.owed), None)
    if assignment is None:
        return
    until = intent.day("until") or _a_week_where_it_is_late(assignment, facts.today)
    latest = assignment.due_at + timedelta(days=rules.stage.longest_extension_days)
    if until is not None and facts.today <= until < assignment.due_at.date():
        return  # they have that day already
    if until is not None and facts.today <= until <= latest.date():
        yield do.GrantExtension(assignment.id, until)
        yield do.TellBuddy(person, "later", until, assignment.id)
    elif until is not None:
        yield do.ProposeExtension(assignment.id, until)


def _a_week_where_it_is_late(assignment: Assignment, today: date) -> date | None:
    """Who counts themselves in and leaves the blank empty has a week, where the date has passed."""
    return today + timedelta(days=7) if assignment.due_at.date() <= today else None


def _after_p29(intent: Intent, option: str, person: int) -> Iterator[do.Action]:
    if option == "yes":
        yield do.JoinWaitingList(person)
    else:
        yield do.Pause(person, intent.day("until"))


def _nothing_open(facts: Facts, intent: Intent, option: str, person: Person) -> Iterator[do.Action]:
    """A yes to "you're at the front of the list" asks for nothing; a "not now" does (D8).

    A yes to a place that went on in the meantime hears that theirs on the list is kept (A7).
    """
    answered = facts.answered
    if answered is None or not answered.agrees or answered.mail not in {MailId.P07, MailId.P29}:
        yield do.TellCoordinator("chose something, but nothing of that kind is open", person.id)
    elif option == "yes" and answered.mail is MailId.P07:
        yield do.JoinWaitingList(person.id)
        yield do.OfferChoices(person.id, MailId.P29, "is still in, and the place went on")
    elif option == "yes" and person.state in {PersonState.WAITING, PersonState.ACTIVE}:
        yield do.Ignore("they are on the list already")
    else:
        yield from _after_p29(intent, option, person.id)


def _after_p36(intent: Intent, option: str, person: int) -> Iterator[do.Action]:
    if option == "stop":
        yield do.StopMail(person)
        yield do.Withdraw(person)
    elif option == "later":
        yield do.Pause(person, intent.day("until"))
    # A yes is kept with the choice, and the pause ends on its day.


def _after_p25(facts: Facts, option: str, person: int) -> Iterator[do.Action]:
    gone = any(one.state is PersonState.LEFT for one in facts.partners)
    since = "lost a buddy, who left," if gone else "waits for a silent buddy"
    if option == "1":
        yield do.ProposeRematch(person, f"{since} and asks for a new one")
    elif option == "2":
        yield do.ProposeRematch(person, f"{since} and would join another pair")
    elif option == "3":
        yield do.AskCoordinator(
            do.Matter.STAND_IN, "would like a stand-in for this task only", ("done",), person
        )
    else:
        yield do.CancelRematch(person, facts.today + timedelta(days=7))
