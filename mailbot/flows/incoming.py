"""What an answer must know of the mail it answers, at once or days later: its place in the thread."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.people import Person
from mailbot.edges.db import inbound
from mailbot.translate.parse import parse


@dataclass(frozen=True, slots=True)
class Incoming:
    """The mail that is answered: what threading and the loop brake need of it."""

    received_id: int
    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: str
    arrived: datetime


def kept_mail(conn: Connection, received_id: int, writer: Person) -> Incoming | None:
    """Give a mail that somebody wrote, to be answered now (RFC 5322 section 3.6.4).

    None where it is another's, for nobody's thread is shown to anybody else, or where its text has
    been deleted since.
    """
    row = inbound.mail_by_id(conn, received_id)
    if not inbound.has_bytes(conn, received_id):
        return None
    mail = parse(inbound.bytes_of(conn, received_id))
    if mail.sender.lower() not in {one.lower() for one in writer.addresses}:
        return None
    above = mail.references or mail.in_reply_to
    return Incoming(row.id, mail.message_id, above, mail.subject, mail.sender, row.arrived_at)
