"""Write to people about an event: the invitation, what changed, the reminder, and what became of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.events import Event, Invitation
from mailbot.core.mail import CalendarPart
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.edges.db import outbox
from mailbot.flows.case import Case
from mailbot.flows.events.meetings import (
    Meeting,
    cancelled_entry,
    invited_entry,
    reminding_entry,
)
from mailbot.flows.house import House
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.templates import Value

# Later than this before it begins, an invitation or a change is of no use to anybody.
OF_USE_UNTIL = timedelta(minutes=30)
SUBJECT_SHOWN, TITLE_SHOWN = 35, 20


@dataclass(frozen=True, slots=True)
class News:
    """What one mail tells about an event; `why` is for the journal."""

    mail: MailId
    why: str
    values: Mapping[str, Value] = field(default_factory=dict)
    once: str = ""


def invite(
    conn: Connection, house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> None:
    """Ask one person, with a calendar entry of their own; it is held for a while first (P43, law 8)."""
    event = about.event
    news = News(MailId.P43, f"{case.by} invites to an event", once=f"{event.sequence}")
    entry = invited_entry(house, case, about, to, asked)
    letter = _letter(house, about, to, news, entry)
    queue(conn, house, case.now, _held(letter, case))


def tell_change(
    conn: Connection,
    house: House,
    case: Case,
    about: Meeting,
    to: Person,
    asked: Invitation,
    changed: str,
) -> None:
    """Tell what is different, and bring their calendar up to date (P45, RFC 5546 section 3.2.2.1)."""
    values: dict[str, Value] = {"changed": changed, "answered": asked.answer is not None}
    news = News(MailId.P45, f"{case.by} changed an event", values, f"{about.event.sequence}")
    entry = invited_entry(house, case, about, to, asked)
    _queue_in_time(conn, house, case, about, _letter(house, about, to, news, entry))


def tell_cancelled(
    conn: Connection, house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> None:
    """Tell that it is off, and take it out of their calendar (P45)."""
    news = News(MailId.P45, f"{case.by} cancelled an event", {"cancelled": True}, "off")
    entry = cancelled_entry(house, case, about, to, asked)
    _queue_in_time(conn, house, case, about, _letter(house, about, to, news, entry))


def remind(
    conn: Connection, house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> None:
    """Say where and when once more, with the entry as a file (P44)."""
    day = house.hours.today(about.event.starts_at)
    news = News(MailId.P44, "an event is in two days", once=f"{day}")
    entry = reminding_entry(house, case, about, to, asked)
    queue(conn, house, case.now, _letter(house, about, to, news, entry))


def say_place_is_free(
    conn: Connection, house: House, case: Case, about: Meeting, to: Person
) -> None:
    """Tell somebody who waited that they are in after all (P45)."""
    news = News(
        MailId.P45,
        "a place came free",
        {"place_free": True},
        f"in:{case.received_id or case.now.isoformat()}",
    )
    _queue_in_time(conn, house, case, about, _letter(house, about, to, news), wait=timedelta())


def thank(conn: Connection, house: House, case: Case, about: Meeting, to: Person) -> None:
    """Thank somebody for coming, from the day after on (P45)."""
    news = News(MailId.P45, f"{case.by} thanks for coming", {"thanks": True}, "thanks")
    letter = _letter(house, about, to, news)
    begins = thanked_from(house, about.event, case.now)
    queue(conn, house, case.now, replace(letter, not_before=begins, expires_at=None, approved=True))


def thanked_from(house: House, event: Event, now: datetime) -> datetime:
    """Give when thanks may leave: the morning after, and never before a coordinator could stop it."""
    after = house.hours.today(event.over_at) + timedelta(days=1)
    return max(now + BULK_HOLD, house.hours.at(after, house.hours.opens))


def acknowledge(
    conn: Connection,
    house: House,
    case: Case,
    about: Meeting,
    to: Person,
    values: Mapping[str, Value],
) -> None:
    """Say once what was noted of an answer, in its own thread (P45, I7)."""
    news = News(MailId.P45, "they answered an invitation", values)
    letter = _letter(house, about, to, news)
    answer = replace(
        letter,
        answers=case.incoming,
        in_reply=True,
        at_any_hour=True,
        approved=True,
        once_key=None,
        about=f"event {about.event.id}: {values.get('noted')} {values.get('queue')}",
    )
    queue(conn, house, case.now, answer)


def take_back(conn: Connection, house: House, about: Meeting, why: str) -> int:
    """Take back what is queued about an event and has not left; give how many mails that were."""
    return outbox.withdraw_queued(conn, house.scheme_id, why, promise_id=about.kept.id)


def event_values(house: House, event: Event) -> dict[str, Value]:
    """Give what every template may say of an event, in the scheme's own time."""
    return {
        "title": event.title,
        "short": _shortened(event.title),
        "starts": house.hours.local(event.starts_at),
        "ends": house.hours.local(event.ends_at) if event.ends_at else None,
        "where": event.place or None,
        "near": _near(event),
        "capacity": event.capacity,
    }


def _shortened(title: str) -> str:
    """Cut a long title at a word, so that the day still stands in what a phone shows of a subject."""
    if len(title) <= TITLE_SHOWN:
        return title
    return title[: TITLE_SHOWN - 2].rpartition(" ")[0] + "..."


def _near(event: Event) -> str | None:
    """Give the town, where there is room for it behind title and day."""
    town = event.place.rpartition(",")[2].strip()
    fits = len(_shortened(event.title)) + len(town) <= SUBJECT_SHOWN - len(", Thu 15 Jul, ")
    return town if town and fits else None


def _letter(
    house: House, about: Meeting, to: Person, news: News, calendar: CalendarPart | None = None
) -> Letter:
    event = about.event
    return Letter(
        news.mail,
        news.why,
        to=(to,),
        values={**event_values(house, event), "notes": about.notes or None, **news.values},
        promise_id=about.kept.id,
        expires_at=event.starts_at - OF_USE_UNTIL,
        once_key=f"{news.mail}:event:{event.id}:{to.id}:{news.once}",
        calendar=calendar,
    )


def _held(letter: Letter, case: Case) -> Letter:
    return replace(letter, not_before=case.now + BULK_HOLD, approved=True)


def _queue_in_time(
    conn: Connection,
    house: House,
    case: Case,
    about: Meeting,
    letter: Letter,
    wait: timedelta = BULK_HOLD,
) -> None:
    """Queue what puts right what somebody was told: no budget holds it back, and no night too long."""
    leaves = case.now + wait
    too_late = house.hours.next_open(leaves) > about.event.starts_at - OF_USE_UNTIL
    queue(
        conn,
        house,
        case.now,
        replace(letter, not_before=leaves, approved=True, asked_for=True, at_any_hour=too_late),
    )
