"""What the numbered questions say, and what a welcome says to somebody who is back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, listed, still_here
from mailbot.edges.db import outbox, partnerships, people, submissions, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House

LATELY, A_WEEK = timedelta(days=2), timedelta(days=7)


def day_of(moment: datetime | None) -> str:
    """Write a moment down as a question keeps it; empty for none."""
    return "" if moment is None else moment.isoformat()


def buddies_of(conn: Connection, person_id: int) -> tuple[Person, ...]:
    """Give everybody who is in a pair or trio with somebody now."""
    pair = partnerships.current_partnership(conn, person_id)
    if pair is None:
        return ()
    found = people.people_by_id(conn, pair.members)
    return tuple(found[one] for one in pair.members if one != person_id)


def choice_values(
    conn: Connection,
    house: House,
    case: Case,
    person: Person,
    mail: MailId,
    gone: Person | None = None,
) -> dict[str, str | bool | datetime]:
    """Give what the mail that puts a question says of it; `gone` is a buddy who has just left."""
    if mail is MailId.P29:
        return returned(conn, house, person)
    if mail is MailId.P36 and person.paused_until is not None:
        return {"back_soon": True, "until": house.hours.local(person.paused_until)}
    if mail is not MailId.P25:
        return {}
    return _about_the_silent_one(conn, house, case, person, gone)


def _about_the_silent_one(
    conn: Connection, house: House, case: Case, person: Person, gone: Person | None
) -> dict[str, str | bool | datetime]:
    """Give what is known of a silence, so that nobody is called silent whom something else keeps (D7)."""
    buddies = buddies_of(conn, person.id)
    in_a_week = house.hours.working_day_from(house.hours.today(case.now) + timedelta(days=7))
    values: dict[str, str | bool | datetime] = {
        "trio": len(buddies) > 1,
        "wait_until": house.hours.local(house.hours.deadline_on(in_a_week)),
    }
    waited_for = (gone,) if gone is not None else silent_ones(conn, buddies, case.now)[:1]
    for quiet in waited_for:
        left = quiet.state is PersonState.LEFT
        stay = [one.first_name for one in buddies if left and one.state is not PersonState.LEFT]
        values |= {
            "buddy": quiet.first_name or "Your buddy",
            "left": left,
            "still": listed(stay),
            "tried": _asked_lately(conn, house, quiet, case.now),
            "wrote": _was_asked(conn, quiet, case.now),
        }
        values |= _explained(house, quiet, case.now)
    done = [one for one in tasks.ended_for(conn, person.id, 1) if one.done_at is not None]
    if done:
        values["what"] = house.task(done[0].task).stage(done[0].stage).what
    return values


def silent_ones(conn: Connection, buddies: Sequence[Person], now: datetime) -> tuple[Person, ...]:
    """Give whom somebody waits for: who is quiet, else whose silence nothing explains, else all.

    While one of them owes something, who has done their part is waited for by nobody, nor is who has
    left a trio; who is left alone waited for who has left.
    """
    here = still_here(buddies)
    buddies = tuple(one for one in here if tasks.owed_by(conn, one.id)) or here
    kinds: tuple[Callable[[Person], bool], ...] = (
        lambda one: one.quiet_since is not None,
        lambda one: is_unexplained(one, now) and not _wrote_since(one, now - A_WEEK),
        lambda one: is_unexplained(one, now),
    )
    for is_one in kinds:
        found = tuple(one for one in buddies if is_one(one))
        if found:
            return found
    return tuple(buddies)


def is_unexplained(person: Person, now: datetime) -> bool:
    """Say whether nothing is known why somebody is silent: no break, no absence, no word of these days."""
    away = person.away_until is not None and person.away_until > now
    here = person.state is PersonState.ACTIVE and person.takes_mail
    return here and not away and not _wrote_since(person, now - LATELY)


def _wrote_since(person: Person, moment: datetime) -> bool:
    return person.last_sign_at is not None and person.last_sign_at > moment


def _explained(house: House, person: Person, now: datetime) -> Mapping[str, bool | datetime]:
    """Give why somebody who is not simply silent has not been heard of; of who is held, nothing is told."""
    if person.state is PersonState.LEFT:
        return {}
    if person.held or not person.addresses:
        return {"apart" if person.held else "lost": True}
    if person.state is PersonState.PAUSED:
        return {"resting": True} | _shown(house, "back_on", person.paused_until)
    if person.away_until is not None and person.away_until > now:
        return {"away": True} | _shown(house, "back_on", person.away_until)
    return _shown(house, "heard", person.last_sign_at) if _wrote_since(person, now - LATELY) else {}


def _shown(house: House, name: str, moment: datetime | None) -> dict[str, bool | datetime]:
    return {} if moment is None else {name: house.hours.local(moment)}


def returned(conn: Connection, house: House, person: Person) -> dict[str, str | bool | datetime]:
    """Give what has changed for somebody who is back: with whom they were, and what they sent."""
    ended = [one for one in tasks.ended_for(conn, person.id) if one.partnership_id is not None]
    if not ended or ended[0].partnership_id is None:
        return {}
    pair = partnerships.partnership_by_id(conn, ended[0].partnership_id)
    former = people.people_by_id(conn, [one for one in pair.members if one != person.id])
    kept = [one for one in ended if submissions.standing_submission(conn, one.id) is not None]
    return {
        "buddy": listed([one.first_name for one in former.values()]),
        "trio": len(former) > 1,
        "what": house.task(kept[0].task).stage(kept[0].stage).what if kept else "",
    }


def _was_asked(conn: Connection, person: Person, now: datetime) -> bool:
    asked = outbox.last_sent(conn, person.id, MailId.P24.value, now - timedelta(days=28))
    return asked is not None


def _asked_lately(conn: Connection, house: House, person: Person, now: datetime) -> bool:
    """Say whether we have tried to reach somebody who has not answered."""
    since = max(person.last_sign_at or now - timedelta(days=60), now - timedelta(days=60))
    return outbox.unasked_sent(conn, person.id, (since,))[0] > 0
