"""The obligation ledger: who owes what to whom by when, with the signs that somebody is quiet (D5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.owing import Owing, Signs, line_of, line_of_quiet, seen_quiet
from mailbot.core.people import Partnership, Person
from mailbot.core.tasks import Assignment
from mailbot.edges.db import journal, outbox, partnerships, people, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.offers import offers_by

MOST_LISTED = 12
MOST_QUIET = 2
LONG_AGO = timedelta(days=366)


def ledger(
    conn: Connection, house: House, now: datetime, owed: Sequence[Assignment] | None = None
) -> tuple[Owing, ...]:
    """Give what is open, or what is given, the earliest due first."""
    if owed is None:
        owed = tasks.all_owed(conn, house.scheme_id)
    groups = {
        one: partnerships.partnership_by_id(conn, one)
        for one in {one.partnership_id for one in owed if one.partnership_id is not None}
    }
    members = {one for group in groups.values() for one in group.members}
    who = people.people_by_id(conn, {one.person_id for one in owed} | members)
    names = known_as_all(conn, house, who.values())
    since = now - LONG_AGO
    asked_after = journal.times_by_person(conn, house.scheme_id, "note_quiet_buddy", since)
    return tuple(_owing(conn, house, one, now, groups, who, names, asked_after) for one in owed)


def late(conn: Connection, house: House, now: datetime) -> tuple[Owing, ...]:
    """Give what is past its date, the longest first."""
    past = [one for one in tasks.all_owed(conn, house.scheme_id) if one.due_at < now]
    return ledger(conn, house, now, past)


def _owing(
    conn: Connection,
    house: House,
    one: Assignment,
    now: datetime,
    groups: Mapping[int, Partnership],
    who: Mapping[int, Person],
    names: Mapping[int, str],
    asked_after: Mapping[int, Sequence[datetime]],
) -> Owing:
    person, today = who[one.person_id], house.hours.today(now)
    group = groups.get(one.partnership_id or 0)
    others = [] if group is None else [who[id_] for id_ in group.members if id_ != person.id]
    return Owing(
        assignment=one.id,
        person=person.id,
        name=names[person.id],
        to=tuple(other.first_name for other in others),
        task=one.task,
        stage=one.stage,
        what=house.task(one.task).stage(one.stage).what,
        due_at=house.hours.local(one.due_at),
        days=(today - house.hours.today(one.due_at)).days,
        nudges=one.nudges,
        signs=_signs(conn, house, one, now, person, others, asked_after),
        quiet_since=_date(house, person.quiet_since),
        next_look=_date(house, one.next_look_at),
    )


def _signs(
    conn: Connection,
    house: House,
    one: Assignment,
    now: datetime,
    person: Person,
    others: Sequence[Person],
    asked_after: Mapping[int, Sequence[datetime]],
) -> Signs:
    alive = max(person.last_sign_at or one.opened_at, one.opened_at)
    done = tasks.assignments_of_round(conn, one.round_id, [other.id for other in others])
    waiting = {part.person_id for part in done if part.done_at and part.stage == one.stage}
    wrote = sum(at > alive for other in others for at in asked_after.get(other.id, ()))
    away = person.away_until if person.away_until and person.away_until > now else None
    return Signs(
        last_sign=_date(house, person.last_sign_at),
        unanswered=outbox.count_about(conn, one.id, alive),
        asked_on=_date(house, outbox.last_sent(conn, person.id, MailId.P24.value, alive)),
        waiting=tuple(other.first_name for other in others if other.id in waiting),
        asked_after=wrote,
        away_until=_date(house, away),
    )


def _date(house: House, moment: datetime | None) -> date | None:
    return None if moment is None else house.hours.today(moment)


def late_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """List who is late with what, to whom, and what speaks for silence, the longest first."""
    past = [one for one in tasks.all_owed(conn, house.scheme_id) if one.due_at < now]
    lines = [line_of(one) for one in ledger(conn, house, now, past[:MOST_LISTED])]
    hidden = len(past) - len(lines)
    return [*lines, *([f"and {hidden} more"] if hidden else [])] or ["Nobody is late."]


def quiet_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """Say in the digest who is quiet and why we think so; the rest is there for the asking."""
    quiet = {one.id for one in people.quiet_people(conn, house.scheme_id)}
    owed = [one for one in tasks.all_owed(conn, house.scheme_id) if one.person_id in quiet]
    found = seen_quiet(ledger(conn, house, now, owed))
    lines = [line_of_quiet(one) for one in found[:MOST_QUIET]]
    if len(found) > MOST_QUIET:
        lines.append(f'and {len(found) - MOST_QUIET} more are quiet: reply "late" for all of them.')
    return lines


def evidence(conn: Connection, house: House, asked: Promise, now: datetime) -> str:
    """Say why the buddies of somebody who wants another seem quiet; empty where they don't (D7)."""
    if asked.partnership_id is None or asked.person_id is None:
        return ""
    owed = [
        one
        for one in tasks.owed_in_partnership(conn, asked.partnership_id)
        if one.person_id != asked.person_id
    ]
    found = seen_quiet(ledger(conn, house, now, owed))
    lines = [line_of_quiet(one).rstrip(".").removeprefix("Quiet: ") for one in found]
    return "; ".join([*lines, *_answered_since(conn, house, asked)])


def _answered_since(conn: Connection, house: House, asked: Promise) -> list[str]:
    """Tell of buddies who were asked how they are and have written since: the reason may be gone."""
    pair = partnerships.current_partnership(conn, asked.person_id or 0)
    members = people.people_by_id(conn, pair.members if pair is not None else ())
    return [
        f"{one.first_name} has written since"
        for one in members.values()
        if one.id != asked.person_id
        and one.last_sign_at is not None
        and one.last_sign_at >= asked.opened_at
        and offers_by(conn, house, MailId.P24, one.id)
    ]
