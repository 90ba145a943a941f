"""Read a mail that a coordinator passed on as that of its writer, where the writer is certain (F14)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mail import ParsedMail
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SenderKind
from mailbot.edges.db import people
from mailbot.flows.facts import gather
from mailbot.flows.house import House
from mailbot.translate.understand import understand
from mailbot.translate.words import Forwarded, OwnWords, own_words

WHY = "a coordinator passed it on"
# What the coordinator says above the mail goes before what stands in it.
_OWN_WISH = frozenset({IntentKind.COMMAND, IntentKind.DECISION, IntentKind.IMPORT})


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A mail that a coordinator passed on: its own facts, its reading and the mail as it was."""

    facts: Facts
    reading: Reading
    mail: ParsedMail


def passed_on_mail(
    conn: Connection,
    house: House,
    facts: Facts,
    mail: ParsedMail,
    words: OwnWords,
    reading: Reading,
    arrived: datetime,
) -> PassedOn | None:
    """Give the mail below a coordinator's as that of its writer; None where there is none to be sure of.

    Only a mail that was passed on to the scheme alone, from the address of exactly one person.
    """
    inside = words.forwarded
    by_coordinator = facts.sender.kind is SenderKind.COORDINATOR and not facts.visible_to_others
    wished = any(one.kind in _OWN_WISH for one in reading.intents)
    if inside is None or inside.sender is None or not by_coordinator or wished:
        return None
    address = inside.sender.address
    if len(people.who_has_address(conn, house.scheme_id, address)) != 1:
        return None
    original = _original(mail, inside)
    theirs = gather(conn, house, original, None, arrived)
    texts = theirs.answered.texts if theirs.answered is not None else ()
    said = own_words(original, texts)
    found = understand(
        said.text, original.subject, said.signature, theirs, original, None, house.rules
    )
    return PassedOn(theirs, found, original)


def is_of_nobody_certain(facts: Facts, words: OwnWords, reading: Reading) -> bool:
    """Say whether a coordinator passed on a mail to us alone, asks nothing, and it is not certain whose it is."""
    coordinator = facts.sender.kind is SenderKind.COORDINATOR and not facts.visible_to_others
    unclear = {one.kind for one in reading.intents} <= {IntentKind.OTHER, IntentKind.BLANK}
    return coordinator and words.forwarded is not None and unclear and not facts.answered


def shown_with_writer(reading: Reading, passed: PassedOn) -> Reading:
    """Show what the writer says beside the coordinator's own words, with their address in the slot `from`."""
    address = passed.facts.sender.address
    return replace(
        reading, intents=tuple(_passed_on(one, address) for one in passed.reading.intents)
    )


def _original(mail: ParsedMail, inside: Forwarded) -> ParsedMail:
    """Give the mail as it was before it was passed on; what it answered cannot be known any more."""
    senders = (inside.sender,) if inside.sender is not None else ()
    return replace(
        mail,
        senders=senders,
        to=(),
        cc=(),
        in_reply_to=(),
        references=(),
        reply_to=(),
        subject=inside.subject,
        text=inside.text,
        html="",
        headers=(),
    )


def _passed_on(one: Intent, address: str) -> Intent:
    return replace(one, because=(WHY, *one.because), slots={**one.slots, "from": address})
