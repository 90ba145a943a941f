"""Attribute a mail from a mailbox that several people share: by a name, a thread, or what was told since (A6)."""

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import ParsedMail
from mailbot.core.people import Person
from mailbot.core.reading import Facts, SenderKind
from mailbot.edges.db import promises
from mailbot.edges.db.inbound import Received
from mailbot.flows.facts import gather
from mailbot.flows.house import House
from mailbot.translate.whose import writer_named
from mailbot.translate.words import OwnWords


def attributed(
    conn: Connection, house: House, facts: Facts, mail: ParsedMail, words: OwnWords, row: Received
) -> Facts:
    """Give the facts as of the one who wrote; as they were where the mailbox is one person's or nobody is sure.

    A name and a thread that disagree settle nothing: it is asked.
    """
    if facts.sender.kind is not SenderKind.SHARED:
        return facts
    owners = facts.sender.people
    named = writer_named(words.text, words.signature, owners)
    thread = _of_thread(facts) or _of_calendar(facts)
    writer = _told_since(conn, house, row.id, owners)
    if writer is None and (named is None or thread is None or named.id == thread.id):
        writer = named or thread
    if writer is None:
        return facts
    return gather(conn, house, mail, None, row.arrived_at, writer)


def _of_thread(facts: Facts) -> Person | None:
    answered = facts.answered
    if answered is None or not answered.agrees or len(answered.to) != 1:
        return None
    return next((one for one in facts.sender.people if one.id == answered.to[0]), None)


def _of_calendar(facts: Facts) -> Person | None:
    """Give the one of them whose invitation a calendar's button answers."""
    invited = facts.calendar.invited if facts.calendar is not None else None
    return next((one for one in facts.sender.people if one.id == invited), None)


def _told_since(
    conn: Connection, house: House, received_id: int, owners: tuple[Person, ...]
) -> Person | None:
    for one in promises.of_kind(conn, house.scheme_id, Matter.WRITER.value):
        if one.received_id == received_id and one.state == "kept":
            return next((who for who in owners if str(who.id) == one.outcome), None)
    return None
