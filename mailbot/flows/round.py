"""The nightly round: look at every open obligation that is due, then match, each in its own transaction."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState, PersonState
from mailbot.core.silence import look_at_assignment
from mailbot.edges.db import (
    events,
    partnerships,
    people,
    promises,
    rounds,
    tasks,
)
from mailbot.edges.db.engine import reading
from mailbot.flows import changing_jobs, left_over, put_back, stages
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.candidates import name_candidates
from mailbot.flows.carry_out import carry_out
from mailbot.flows.case import Case
from mailbot.flows.chasing import owed_work
from mailbot.flows.clarifying import notice_same_questions
from mailbot.flows.doing import registrations
from mailbot.flows.doing.pauses import look_at_pause
from mailbot.flows.downtime import come_back
from mailbot.flows.events.minding import look_at_event
from mailbot.flows.house import House
from mailbot.flows.lessons.drafting import look_at_task
from mailbot.flows.matching import match_everybody_free
from mailbot.flows.ordering.on_hold import is_on_hold
from mailbot.flows.own_tasks import with_own_tasks
from mailbot.flows.promised import look_at_promise
from mailbot.flows.stages import no_expert
from mailbot.flows.stages.stood_in import look_at_stand_in
from mailbot.flows.steps import Step
from mailbot.flows.turnout import Turnouts
from mailbot.flows.waiting import tell_places
from mailbot.flows.writing import Letter, queue

log = logging.getLogger(__name__)
AT_ONCE = 500
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rounded:
    """What one round did: obligations looked at, and matches made."""

    looks: int
    matches: int


def round_is_due(house: House, now: datetime) -> bool:
    """Say whether tonight's round is still to be done."""
    here = house.hours.local(now)
    with reading(house.engine) as conn:
        done_for = people.nightly_done_for(conn, house.scheme_id)
        if put_back.is_held(conn, house):
            return False
    return here.time() >= house.scheme.nightly_at and done_for < here.date().isoformat()


def nightly(house: House, now: datetime) -> Rounded:
    """Look at everything that falls due by the end of today; a second run finds nothing to do.

    What is decided depends on the record and the date alone: after a week away there is one look and
    one mail, not seven.
    """
    house = with_own_tasks(house)
    until = house.hours.at(house.hours.today(now) + DAY, time(0))
    with house.engine.begin() as conn:
        come_back(conn, house, now)
        held = is_on_hold(conn, house)
    if held:
        # Nobody is chased, matched or told anything; what is promised to people is still kept.
        looks = _each(house, now, until, promises.due_promises, look_at_promise)
        _tick_off(house, now)
        return Rounded(looks, 0)
    looks = _each(house, now, until, people.due_people, look_at_person)
    looks += _each(house, now, until, tasks.due_assignments, Night().look_at_assignment)
    looks += _each(house, now, until, _due_introductions, _look_at_introduction)
    looks += _each(house, now, until, promises.due_promises, look_at_promise)
    looks += _each(house, now, until, events.due_events, look_at_event)
    if house.hours.is_working(house.hours.today(now)):
        _each(house, now, until, rounds.unended, look_at_task)
    matches = 0
    with house.engine.begin() as conn:
        # On working nights only, so that introductions do not pile up over a weekend.
        if house.hours.is_working(house.hours.today(now)):
            case = Case(now, "people are free")
            name_candidates(conn, house, now)
            matches = match_everybody_free(conn, house, case)
            left_over.ask(conn, house, case)
            tell_places(conn, house, now)
            changing_jobs.suggest(conn, house, now)
            no_expert.ask_again(conn, house, Case(now, "an expert is free"))
            notice_same_questions(conn, house, now)
        house.at_step(Step.ROUND_MATCHED)
    house.at_step(Step.ROUND_DONE)
    _tick_off(house, now)
    return Rounded(looks, matches)


def _tick_off(house: House, now: datetime) -> None:
    with house.engine.begin() as conn:
        people.change_scheme(
            conn, house.scheme_id, nightly_done_for=house.hours.today(now).isoformat()
        )


Due = Callable[[Connection, int, datetime, int, int], list[int]]
LookAt = Callable[[Connection, House, int, datetime, datetime], None]


def _each(house: House, now: datetime, until: datetime, due: Due, look: LookAt) -> int:
    """Look at each due thing in a transaction of its own; one that fails is left for a person."""
    looked, after = 0, 0
    while True:
        with reading(house.engine) as conn:
            ids = due(conn, house.scheme_id, until, after, AT_ONCE)
        if not ids:
            return looked
        for one in ids:
            try:
                _look_once(house, one, now, until, look)
            except Exception as error:  # noqa: BLE001 - one look must never stop the others
                _could_not_look(house, one, now, look, error)
            looked += 1
            after = one


def _look_once(house: House, one: int, now: datetime, until: datetime, look: LookAt) -> None:
    with house.engine.begin() as conn:
        look(conn, house, one, now, until)
        house.at_step(Step.ROUND_LOOKED)
    house.at_step(Step.ROUND_COMMITTED)


def _could_not_look(house: House, one: int, now: datetime, look: LookAt, error: Exception) -> None:
    what = look.__name__.removeprefix("_look_at_").removeprefix("look_at_")
    log.error("%s %s could not be looked at: %s", what, one, type(error).__name__)
    with house.engine.begin() as conn:
        put_before_coordinators(
            conn,
            house,
            Case(now, "the bot failed on it"),
            do.Matter.LOOK,
            f"I failed on {what} {one} ({type(error).__name__}); please tell whoever installed me",
            ("done",),
        )


def look_at_person(
    conn: Connection, house: House, person_id: int, now: datetime, until: datetime
) -> None:
    """Look at a pause that ends, or at somebody who registered and never said what they do (A2)."""
    person = people.person_by_id(conn, person_id)
    people.change_person(conn, person_id, next_look_at=None)
    case = Case(now, "a date has come")
    if person.state is PersonState.PAUSED:
        look_at_pause(conn, house, case, person)
    elif person.state is PersonState.REGISTERED:
        registrations.never_completed(conn, house, case, person)


class Night:
    """The looks of one night at what people owe; how late a stage is on the whole is counted once."""

    def __init__(self) -> None:
        self._turnouts = Turnouts()

    def look_at_assignment(
        self, conn: Connection, house: House, assignment_id: int, now: datetime, until: datetime
    ) -> None:
        """Look at one thing owed, do what follows, and keep when to look again."""
        assignment = tasks.assignment_by_id(conn, assignment_id)
        if look_at_stand_in(conn, house, Case(now, "a stand-in was asked"), assignment):
            return
        if not assignment.is_open:
            # Theirs is done, and what follows waits for the others.
            tasks.change_assignment(conn, assignment_id, next_look_at=None)
            case = Case(now, "a part is in, and others are not", assignment_id=assignment_id)
            stages.follow(conn, house, case, assignment)
            return
        doubted = self._turnouts.is_doubtful(conn, house, assignment, now, until)
        owed = replace(owed_work(conn, house, assignment, now), doubted=doubted)
        look = look_at_assignment(owed, until, house.hours_of(owed.person), house.chasing)
        tasks.change_assignment(conn, assignment_id, next_look_at=look.next_look_at)
        case = Case(now, look.because, assignment_id=assignment_id)
        carry_out(conn, house, case, look.actions)


def _due_introductions(
    conn: Connection, in_scheme: int, until: datetime, after: int, limit: int
) -> list[int]:
    return [one.id for one in partnerships.due_partnerships(conn, in_scheme, until, after, limit)]


def _look_at_introduction(
    conn: Connection, house: House, partnership_id: int, now: datetime, until: datetime
) -> None:
    """Ask the silent one only, where the other has shown a sign of life (D5, P09)."""
    pair = partnerships.partnership_by_id(conn, partnership_id)
    partnerships.change_partnership(conn, partnership_id, next_look_at=None)
    if pair.state is not PartnershipState.ACTIVE or pair.since is None:
        return
    members = people.people_by_id(conn, pair.members)
    silent = [
        one for one in members.values() if one.last_sign_at is None or one.last_sign_at < pair.since
    ]
    if not silent or len(silent) == len(members):
        return
    for one in silent:
        if one.takes_mail and one.state is PersonState.ACTIVE:
            queue(
                conn,
                house,
                now,
                Letter(
                    MailId.P09,
                    "no sign since the introduction",
                    to=(one,),
                    values={
                        "buddy": _others(
                            pair, one.id, {k: v.first_name for k, v in members.items()}
                        ),
                        "introduced": house.hours.local(pair.since),
                    },
                    partnership_id=pair.id,
                    once_key=f"P09:{pair.id}:{one.id}",
                ),
            )


def _others(pair: Partnership, person_id: int, names: dict[int, str]) -> str:
    return " and ".join(names[one] for one in pair.members if one != person_id)
