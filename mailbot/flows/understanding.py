"""Make sense of one mail: its facts, its reading, and what is to be done about it."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import decides_plainly
from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.reading import Facts, IntentKind, Reading, SenderKind
from mailbot.core.respond import Decision, respond
from mailbot.core.respond_coordinator import to_answer_by_hand
from mailbot.core.respond_passed_on import WHOSE_IS_IT, to_passed_on
from mailbot.edges.db.inbound import Received
from mailbot.flows.attributing import attributed
from mailbot.flows.facts import gather
from mailbot.flows.forwarding import (
    PassedOn,
    is_of_nobody_certain,
    passed_on_mail,
    shown_with_writer,
)
from mailbot.flows.house import House
from mailbot.flows.names import with_namesake
from mailbot.translate.corrections import as_corrected
from mailbot.translate.drafts import is_about_draft
from mailbot.translate.passed_on import never_empty, with_own_mail
from mailbot.translate.understand import in_order, understand
from mailbot.translate.words import OwnWords, own_words


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of one mail, and what will be done about it.

    `passed` is the mail of somebody else that a coordinator passed on: what is done is done for its writer.
    """

    mail: ParsedMail
    facts: Facts
    reading: Reading
    decision: Decision
    passed: PassedOn | None = None


def make_sense(
    conn: Connection, house: House, mail: ParsedMail, machine: MachineMail | None, row: Received
) -> Understood:
    """Understand one mail and decide about it; changes nothing."""
    facts = gather(conn, house, mail, machine, row.arrived_at)
    if row.from_sent:
        return _from_sent(house, mail, facts)
    texts = facts.answered.texts if facts.answered is not None else ()
    words = own_words(mail, texts)
    if is_about_draft(facts) and not decides_plainly(words.text):
        # A coordinator's own text is made of our words (F11).
        words = own_words(mail, ())
    if facts.sender.kind is not SenderKind.COORDINATOR:
        known = {address for one in facts.sender.people for address in one.addresses}
        words = with_own_mail(words, mail, known, texts)
    if machine is None or facts.calendar is not None:
        facts = attributed(conn, house, facts, mail, words, row)
    reading = understand(
        words.text, mail.subject, words.signature, facts, mail, machine, house.rules
    )
    reading = never_empty(reading, words)
    passed = _passed_on(conn, house, facts, mail, words, reading, row)
    if passed is not None:
        return passed
    if row.cleared:
        facts, reading = _approved(facts, reading)
    said = house.rules.corrections.of_mail(row.id, mail.message_id)
    if said is not None:
        reading = replace(reading, intents=in_order(as_corrected(reading.intents, said)))
    facts = with_namesake(conn, house, facts, reading)
    return Understood(mail, facts, reading, respond(facts, reading, house.chasing))


def _from_sent(house: House, mail: ParsedMail, facts: Facts) -> Understood:
    """Understand a mail that lay in the Sent folder: an old one of ours, or one that a person sent by hand."""
    if house.tokens.is_message_id(mail.message_id):
        before = do.Ignore("a mail of ours from before the record was put back")
        decision = Decision((before,), "ignore", before.reason)
    else:
        decision = _of_hand_sent(facts)
    return Understood(mail, facts, Reading("", ()), decision)


def _passed_on(
    conn: Connection,
    house: House,
    facts: Facts,
    mail: ParsedMail,
    words: OwnWords,
    reading: Reading,
    row: Received,
) -> Understood | None:
    """Understand a mail that a coordinator passed on as its writer's; None where they passed none on."""
    passed = passed_on_mail(conn, house, facts, mail, words, reading, row.arrived_at)
    if passed is None:
        if not is_of_nobody_certain(facts, words, reading):
            return None
        return Understood(mail, facts, reading, WHOSE_IS_IT)
    decided = to_passed_on(facts, passed.facts, passed.reading, house.chasing, cleared=row.cleared)
    return Understood(mail, facts, shown_with_writer(reading, passed), decided, passed)


def _approved(facts: Facts, reading: Reading) -> tuple[Facts, Reading]:
    """What a coordinator has looked at holds no patient details, no doubtful From and nobody too senior."""
    kept = (
        replace(one, slots={key: value for key, value in one.slots.items() if key != "senior"})
        for one in reading.intents
        if one.kind is not IntentKind.PATIENT_DETAILS
    )
    sender = replace(facts.sender, vouched=True)
    return replace(facts, sender=sender), replace(reading, intents=tuple(kept))


def _of_hand_sent(facts: Facts) -> Decision:
    actions = tuple(to_answer_by_hand(facts))
    ignored = [one.reason for one in actions if isinstance(one, do.Ignore)]
    if ignored:
        return Decision(actions, "ignore", ignored[0])
    return Decision(actions, "act", "somebody answered from the scheme's mailbox")
