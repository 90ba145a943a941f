"""The digest: what needs a coordinator, how it stands and what goes out, on every weekday (N01)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator, Mode
from mailbot.edges.db import outbox, people, promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows import open_items, owing, summary
from mailbot.flows.candidates import name_candidates, show_candidate
from mailbot.flows.grouping import grouped
from mailbot.flows.house import House
from mailbot.flows.interrupting import digest_is_due, digest_key
from mailbot.flows.names import known_as_all
from mailbot.flows.newcomers import newcomer_lines
from mailbot.flows.offering import weekly_line
from mailbot.flows.ordering import reading_back, trust
from mailbot.flows.ordering.copies import INTRODUCED
from mailbot.flows.ordering.duty import away_line, who_is_away
from mailbot.flows.ordering.undoing import DONE
from mailbot.flows.remarks_shown import new_ideas_line
from mailbot.flows.steps import Step
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

MOST_DECISIONS = 8


def digest(house: House, now: datetime) -> int:
    """Queue today's digest to every coordinator, once; give how many were queued."""
    if not digest_is_due(house, now):
        return 0
    keys = {one: digest_key(house, now, one) for one in house.scheme.coordinators}
    with reading(house.engine) as conn:
        lacking = [
            one for one, key in keys.items() if not outbox.is_queued(conn, house.scheme_id, key)
        ]
    if not lacking:
        return 0
    queued = 0
    with house.engine.begin() as conn:
        for coordinator in lacking:
            letter = Letter(
                MailId.N01,
                "the weekday digest",
                coordinator=coordinator,
                values=_values(conn, house, now, coordinator),
                once_key=keys[coordinator],
                expires_at=now + timedelta(hours=12),
            )
            queued += queue(conn, house, now, letter) is not None
        house.at_step(Step.DIGEST_QUEUED)
    return queued


def _values(conn: Connection, house: House, now: datetime, reader: Coordinator) -> dict[str, Value]:
    name_candidates(conn, house, now)
    waiting_today = open_items.shown_to(open_items.open_decisions(conn, house, now), house, reader)
    everything = open_items.worth_a_mail(waiting_today, house, now)
    waiting = grouped(conn, house, everything, MOST_DECISIONS, now)
    shown = waiting[:MOST_DECISIONS]
    about = people.people_by_id(conn, [one.person_id for one in shown if one.person_id])
    names = known_as_all(conn, house, about.values())
    today = house.hours.today(now)
    away = who_is_away(conn, house, now)
    lines = [
        open_items.decision_line(
            _claimed(_with_evidence(conn, house, one, now), house, reader, away),
            today,
            house,
            names[one.person_id] if one.person_id else "",
        )
        for one in shown
    ]
    if len(waiting) > MOST_DECISIONS:
        lines.append(
            f"and {len(waiting) - MOST_DECISIONS} more, tomorrow or when these are answered"
        )
    example = " ".join(f"{one.number} {_example(one)}" for one in shown[:2])
    return {
        "count": len(waiting),
        "decisions": lines,
        "state": [
            *reading_back.told_lines(conn, house, now, reader),
            *trust.unasked_lines(conn, house, reading_back.last_digest(house, now)),
            *_noted(conn, house, now, reader),
            *filter(None, [away_line(conn, house, now)]),
            *new_ideas_line(conn, house, now),
            *newcomer_lines(conn, house, now),
            *summary.status_lines(conn, house, now),
            *owing.quiet_lines(conn, house, now),
            *weekly_line(conn, house, now),
        ],
        "outgoing": summary.outgoing_line(conn, house, now),
        "example": example,
        "listening": house.scheme.mode is Mode.LISTEN,
    }


def _with_evidence(conn: Connection, house: House, one: Promise, now: datetime) -> Promise:
    """Show with a wish for another buddy why the present one seems quiet, and who is free (D5, D7)."""
    if one.kind != Matter.REMATCH:
        return one
    why = owing.evidence(conn, house, one, now)
    title = f"{one.title.rstrip('.')} - {why}" if why else one.title.rstrip(".")
    return replace(one, title=f"{title}. {show_candidate(conn, house, one, now)}")


def _example(one: Promise) -> str:
    """Show how an item is answered: by its first choice, or in words."""
    first = one.options[0].lower() if one.options else "done"
    return first if len(first.split()) == 1 else "your words"


def _claimed(
    one: Promise, house: House, reader: Coordinator, away: Collection[Coordinator]
) -> Promise:
    """Say who has an item, to everybody but them, while they are there to see to it (F8)."""
    who = one.details.get("mine")
    here = {other.first_name for other in house.scheme.coordinators}
    if who not in here or who == reader.first_name:
        return one
    gone = ", but is away" if who in {other.first_name for other in away} else ""
    return replace(one, title=f"{one.title.rstrip('.')} ({who} has it{gone})")


def _noted(conn: Connection, house: House, now: datetime, reader: Coordinator) -> list[str]:
    """Tell a coordinator what was noted from their own mails since the last working day (F6)."""
    since = reading_back.last_digest(house, now)
    done = promises.closed_since(conn, house.scheme_id, DONE, since)
    return [
        f"{one.title[0].upper()}{one.title[1:]}: noted. UNDO takes it back."
        for one in done
        if one.details.get("coordinator") == reader.address
        and one.outcome == DONE
        and one.title.startswith(INTRODUCED)
    ]
