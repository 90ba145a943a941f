"""Count who was answered: who wrote that a buddy is silent, and who came back after their place was paused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from mailbot.core.mails import MailId
from mailbot.edges.db import people
from mailbot.edges.db.schema import journal, member, partnership
from mailbot.edges.db.schema import outbox as sent_mail
from mailbot.flows.house import House
from mailbot.world.life import SLOT, Life

STILL_OPEN = timedelta(days=14)
PLACE_PAUSED = "%place is paused%"
WELCOMES = (MailId.P29, MailId.P36, MailId.P37)
INTRODUCTIONS = (MailId.P08, MailId.P27)
# Grave words are a person's to answer before anything else is said (H2, H3).
A_PERSON_SEES_TO_IT = (MailId.P49, MailId.P50)


@dataclass(frozen=True, slots=True)
class Answered:
    """How many there were, and a sentence on each who was left without what they should have had."""

    in_all: int
    missing: tuple[str, ...]


def jilted(conn: Connection, life: Life) -> Answered:
    """Count who wrote that the buddy whom they had is silent, and had no choices on that working day.

    Who wrote is known from the people themselves, and not from what the bot made of it. Whose pair had
    ended before they wrote has heard that already, and has nobody to choose about.
    """
    in_all, missing = 0, []
    for who, at in life.crowd.complaints():
        found = people.who_has_address(conn, life.house.scheme_id, who.address)
        theirs = [one.id for one in found if at < life.ends and _had_a_buddy(conn, one.id, at)]
        if not theirs:
            continue
        in_all += 1
        if not any(_had_choices(conn, life.house, one, at) for one in theirs):
            missing.append(f"no choices for {who.name}, who wrote on {at:%d %b %Y %H:%M}")
    return Answered(in_all, tuple(missing))


def _had_a_buddy(conn: Connection, person_id: int, at: datetime) -> bool:
    """Say whether they were in a pair when their mail was read, at the end of its slot."""
    found = (
        select(partnership.c.id)
        .join(member, member.c.partnership_id == partnership.c.id)
        .where(
            member.c.person_id == person_id,
            partnership.c.state != "proposed",
            partnership.c.since <= at,
            or_(partnership.c.ended_at.is_(None), partnership.c.ended_at > at + SLOT),
        )
    )
    return conn.scalar(found.limit(1)) is not None


def _had_choices(conn: Connection, house: House, person_id: int, at: datetime) -> bool:
    """Say whether P25 left by the end of the working day on which it was due; one still open counts."""
    since = at - STILL_OPEN
    return _got(conn, person_id, (MailId.P25,), since, _end_of_the_day(house, at + SLOT))


def _end_of_the_day(house: House, at: datetime) -> datetime:
    """Give the end of the working day on which something that was read at a moment is answered."""
    due_on = house.hours.today(house.hours.next_open(at))
    return house.hours.at(due_on + timedelta(days=1), house.hours.opens)


def returned(conn: Connection, life: Life) -> Answered:
    """Count who wrote after they heard that their place is paused (P28), and was not welcomed by then.

    The first word from them counts, while they had no new buddy. Whose words were so grave that a person
    answers them is left out.
    """
    paused = conn.execute(
        select(sent_mail.c.person_id, sent_mail.c.sent_at).where(
            sent_mail.c.mail == MailId.P28,
            sent_mail.c.state == "sent",
            sent_mail.c.subject.like(PLACE_PAUSED),
        )
    ).all()
    in_all, missing = 0, []
    for one in paused:
        back = _first_word(conn, one.person_id, one.sent_at)
        if back is None or _got(conn, one.person_id, A_PERSON_SEES_TO_IT, back, back + SLOT * 2):
            continue
        in_all += 1
        by = _end_of_the_day(life.house, back + SLOT)
        if not _got(conn, one.person_id, WELCOMES, back, by):
            missing.append(
                f"no welcome for person {one.person_id}, who was back on {back:%d %b %Y}"
            )
    return Answered(in_all, tuple(missing))


def _first_word(conn: Connection, person_id: int, since: datetime) -> datetime | None:
    introduced = conn.scalar(
        select(sent_mail.c.sent_at)
        .where(
            sent_mail.c.person_id == person_id,
            sent_mail.c.mail.in_(INTRODUCTIONS),
            sent_mail.c.sent_at > since,
        )
        .order_by(sent_mail.c.sent_at)
        .limit(1)
    )
    word: datetime | None = conn.scalar(
        select(journal.c.at)
        .where(
            journal.c.person_id == person_id,
            journal.c.action == "note_alive",
            journal.c.at > since,
        )
        .order_by(journal.c.at)
        .limit(1)
    )
    return None if word is None or (introduced is not None and introduced < word) else word


def _got(
    conn: Connection, person_id: int, mails: tuple[MailId, ...], since: datetime, until: datetime
) -> bool:
    found = select(sent_mail.c.id).where(
        sent_mail.c.person_id == person_id,
        sent_mail.c.mail.in_(mails),
        sent_mail.c.sent_at >= since,
        sent_mail.c.sent_at < until,
    )
    return conn.scalar(found.limit(1)) is not None
