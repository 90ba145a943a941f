"""Read a mail that a coordinator passed on as that of its writer, where the writer is certain (F14)."""

from dataclasses import replace
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


def read_as_passed_on(
    conn: Connection,
    house: House,
    facts: Facts,
    mail: ParsedMail,
    words: OwnWords,
    reading: Reading,
    arrived: datetime,
) -> Reading:
    """Give what the writer of a mail below a coordinator's says; else the `reading` as it was.

    Only a mail that was passed on to the scheme alone, from the address of exactly one person. Each
    intent carries the writer's address in the slot `from`; the words stay the coordinator's own.
    """
    inside = words.forwarded
    by_coordinator = facts.sender.kind is SenderKind.COORDINATOR and not facts.visible_to_others
    wished = any(one.kind in _OWN_WISH for one in reading.intents)
    if inside is None or inside.sender is None or not by_coordinator or wished:
        return reading
    address = inside.sender.address
    if len(people.who_has_address(conn, house.scheme_id, address)) != 1:
        return reading
    original = _original(mail, inside)
    theirs = gather(conn, house, original, None, arrived)
    texts = theirs.answered.texts if theirs.answered is not None else ()
    said = own_words(original, texts)
    found = understand(
        said.text, original.subject, said.signature, theirs, original, None, house.rules
    )
    return replace(reading, intents=tuple(_passed_on(one, address) for one in found.intents))


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
