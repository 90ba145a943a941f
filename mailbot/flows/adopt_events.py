"""Take over events whose invitations were sent by hand: what such a mail says is the event."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.adoption import AdoptedMail
from mailbot.core.events import Event
from mailbot.core.people import Person
from mailbot.edges.db import events
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.events import meetings
from mailbot.flows.events.announcing import kept_of
from mailbot.flows.house import House
from mailbot.translate.dates import dates_in
from mailbot.translate.event_lines import EventSaid, event_said


def invited_to(
    conn: Connection, house: House, mail: AdoptedMail, people: Iterable[Person], why: str
) -> Promise | None:
    """Keep the event that an invitation was to, with who got it; None where the mail names no hour.

    An event of the same name on the same day is the same one.
    """
    said = _said(house, mail)
    if not said.title or said.day is None or said.starts is None:
        return None
    event = _known(conn, house, said)
    if event is None:
        about = kept_of(conn, house, Case(mail.at, why, "a coordinator"), said)
    else:
        about = meetings.meeting_of(conn, house, event)
    for one in people:
        if events.invitation_of(conn, about.event.id, one.id) is None:
            events.invite(conn, about.event.id, one.id)
    return about.kept


def _said(house: House, mail: AdoptedMail) -> EventSaid:
    """Read title and day from the subject, and the rest from the line of the text that names the day."""
    today = house.hours.today(mail.at)
    headline = event_said(mail.subject, today)
    for line in mail.text.splitlines():
        if headline.day in {one.day for one in dates_in(line, today)}:
            told = event_said(line, today)
            title = headline.title or told.title
            return replace(told, title=title, notes="", roles=None)
    return headline


def _known(conn: Connection, house: House, said: EventSaid) -> Event | None:
    for one in events.events_of(conn, house.scheme_id):
        same_day = house.hours.today(one.starts_at) == said.day
        if same_day and one.title.casefold() == said.title.casefold():
            return one
    return None
