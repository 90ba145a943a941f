"""Carry out what concerns a task: words that came, more time, a nudge."""

from datetime import date, datetime, time

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState
from mailbot.core.sending import BUDGET_SHORT
from mailbot.core.silence import schedule
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import outbox, partnerships, people, tasks
from mailbot.flows import stages
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

NUDGES = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23})
ACK_AFTER = stages.SECOND_THOUGHTS / 2


def record_submission(
    conn: Connection, house: House, case: Case, action: do.RecordSubmission
) -> None:
    """Keep somebody's words."""
    tasks.add_submission(conn, action.assignment, case.received_id, action.text, case.now)


def mark_done(conn: Connection, house: House, case: Case, action: do.MarkDone) -> None:
    """End somebody's part; reminders that have not left are taken back at once."""
    tasks.end_assignment(conn, action.assignment, case.now, came=action.came)
    everything = NUDGES | {MailId.P10, MailId.P24}
    _take_back(conn, house, action.assignment, "their part has ended", everything)


def _take_back(
    conn: Connection,
    house: House,
    assignment_id: int,
    why: str,
    mails: frozenset[MailId] = NUDGES,
) -> None:
    kinds = [one.value for one in mails]
    outbox.withdraw_queued(conn, house.scheme_id, why, mails=kinds, assignment_id=assignment_id)


def supersede_submission(
    conn: Connection, house: House, case: Case, action: do.SupersedeSubmission
) -> None:
    """Pass on the newer version where the older has not left; else a person decides (C14)."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    if stages.replace_words(conn, house, case, assignment):
        stages.relay(conn, house, case, assignment, delivered=False)
        return
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        "sent another version after the first had been passed on",
        ("done",),
        person=assignment.person_id,
        assignment=assignment.id,
    )


def relay(conn: Connection, house: House, case: Case, action: do.Relay) -> None:
    """Pass the words on."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    stages.relay(conn, house, case, assignment, delivered=action.delivered)


def acknowledge(conn: Connection, house: House, case: Case, action: do.Acknowledge) -> None:
    """Say what arrived and what happens with it, once (P12, I7)."""
    person = people.person_by_id(conn, action.person)
    assignment = tasks.assignment_by_id(conn, action.assignment)
    values = dict(_values(conn, house, assignment))
    pair = _pair(conn, assignment)
    if assignment.kind is not StageKind.LETTER:
        values["looked_at"] = True
    if pair is None or not action.words or assignment.kind is not StageKind.LETTER:
        values.pop("buddy", None)
        values.pop("answer_due", None)
    definition = house.task(assignment.task)
    if definition.stage(assignment.stage).opens_on_relay:
        values.pop("answer_due", None)
    values |= {"length": action.words, "coordinator": house.scheme.duty.first_name}
    if action.also:
        values |= {"question": "the rest"}
    arrived = case.incoming.arrived if case.incoming else case.now
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            f"their {values['what']} arrived",
            to=(person,),
            values=values,
            answers=case.incoming,
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
            not_before=arrived + ACK_AFTER,
        ),
    )


def _pair(conn: Connection, assignment: Assignment) -> Partnership | None:
    if assignment.partnership_id is None:
        return None
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    return pair if pair.state is PartnershipState.ACTIVE else None


def _values(
    conn: Connection, house: House, assignment: Assignment
) -> dict[str, str | int | datetime]:
    person = people.person_by_id(conn, assignment.person_id)
    if assignment.partnership_id is None:
        return {"what": house.task(assignment.task).stage(assignment.stage).what}
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    return stages.stage_values(conn, house, person, pair, assignment)


def grant_extension(conn: Connection, house: House, case: Case, action: do.GrantExtension) -> None:
    """Move somebody's own deadline; nothing goes out with the old date (C18)."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    due = move_deadline(conn, house, case, assignment, action.until)
    person = people.person_by_id(conn, assignment.person_id)
    pair = _pair(conn, assignment)
    buddy = stages.names_of_buddies(conn, pair, person) if pair else ""
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P33,
            "more time was asked for",
            to=(person,),
            values={
                "what": house.task(assignment.task).stage(assignment.stage).what,
                "due": house.hours.local(due),
                "buddy": buddy,
            },
            answers=case.incoming,
            assignment_id=assignment.id,
            in_reply=case.incoming is not None,
        ),
    )


def move_deadline(
    conn: Connection, house: House, case: Case, assignment: Assignment, until: date
) -> datetime:
    """Set a new deadline on or after a day, take back reminders with the old one, and give it."""
    due = house.hours.deadline_on(until)
    _take_back(conn, house, assignment.id, "the date moved")
    kept = [one for one in assignment.nudges if one == MailId.P21.value]
    tasks.change_assignment(conn, assignment.id, due_at=due, nudges=kept)
    moved = tasks.assignment_by_id(conn, assignment.id)
    tasks.change_assignment(conn, assignment.id, next_look_at=stages.first_look(house, moved))
    return due


def propose_extension(
    conn: Connection, house: House, case: Case, action: do.ProposeExtension
) -> None:
    """Ask a coordinator for more time than may be granted without one."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    when = f" to {action.until:%A %d %B}" if action.until else ", without a date"
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.EXTENSION,
        f"asks for more time{when}",
        ("ok", "no"),
        person=assignment.person_id,
        assignment=assignment.id,
        details={"until": action.until.isoformat() if action.until else ""},
    )


def move_nudge(conn: Connection, house: House, case: Case, action: do.MoveNudge) -> None:
    """Nudge when they said, and not before (D1); say so in one line."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    at = house.hours.at(action.at.date(), action.at.time())
    if at <= case.now:
        return
    _take_back(conn, house, assignment.id, "they chose another time")
    tasks.change_assignment(conn, assignment.id, nudge_at=at, next_look_at=at)
    person = people.person_by_id(conn, assignment.person_id)
    nudge = Letter(
        MailId.P20,
        "they asked for it at this time",
        to=(person,),
        values=_values(conn, house, assignment),
        thread=stages.thread_of(assignment),
        assignment_id=assignment.id,
        stage_id=assignment.stage_id,
        needs_open=True,
        not_before=at,
        once_key=f"P20:{assignment.id}:{at:%Y-%m-%dT%H:%M}",
    )
    queue(conn, house, case.now, nudge)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            "they chose when to be nudged",
            to=(person,),
            values={"nudge_at": house.hours.local(at)},
            answers=case.incoming,
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
        ),
    )


def send_mail(conn: Connection, house: House, case: Case, action: do.SendMail) -> None:
    """Send one mail of the catalogue; a nudge belongs to its stage's thread and lapses with it."""
    person = people.person_by_id(conn, action.person)
    if action.assignment is None:
        queue(
            conn,
            house,
            case.now,
            Letter(
                action.mail,
                case.because,
                to=(person,),
                values=_plain_values(house),
                answers=case.incoming,
            ),
        )
        return
    assignment = tasks.assignment_by_id(conn, action.assignment)
    tasks.change_assignment(conn, assignment.id, nudges=[*assignment.nudges, action.mail.value])
    queue(
        conn,
        house,
        case.now,
        Letter(
            action.mail,
            case.because,
            to=(person,),
            values=_values(conn, house, assignment)
            | _door(house, assignment, action.mail, case.now),
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            needs_open=True,
            not_before=None if action.mail is MailId.P22 else _midday(house, case.now),
            expires_at=_useful_until(house, assignment, action.mail, case.now),
            once_key=f"{action.mail.value}:{assignment.id}:{assignment.due_at:%Y-%m-%d}",
        ),
    )


def _midday(house: House, now: datetime) -> datetime:
    return house.hours.nudge_on(house.hours.today(now))


def _useful_until(
    house: House, assignment: Assignment, mail: MailId, now: datetime
) -> datetime | None:
    """Give how long a nudge may wait for its place in the contact budget."""
    if mail is MailId.P23:
        last_day = house.hours.today(_open_until(house, assignment, now))
        return house.hours.at(last_day, house.hours.closes)
    if mail is MailId.P22:
        return assignment.due_at
    last_day_mail = schedule(assignment, house.hours, house.chasing).last_day
    # A midway nudge that leaves any later would cost the more urgent mail its place.
    return last_day_mail - BUDGET_SHORT if mail is MailId.P21 and last_day_mail else None


def _door(
    house: House, assignment: Assignment, mail: MailId, now: datetime
) -> dict[str, str | int | datetime]:
    if mail is not MailId.P23:
        return {}
    return {"until": house.hours.local(_open_until(house, assignment, now))}


def _open_until(house: House, assignment: Assignment, now: datetime) -> datetime:
    """Keep the door open for a working day after the grace note, which may be late after days off."""
    leaves_on = house.hours.today(house.hours.next_open(max(now, _midday(house, now))))
    open_to = house.hours.at(house.hours.add_working_days(leaves_on, 1), time(23, 59))
    planned = schedule(assignment, house.hours, house.chasing).until
    return max(planned, open_to)


def _plain_values(house: House) -> dict[str, str]:
    return {"reader": house.scheme.duty.first_name, "coordinator": house.scheme.duty.first_name}
