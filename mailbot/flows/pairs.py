"""Bring people together: propose, introduce, end a pair, find somebody new."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState, Person, PersonState
from mailbot.edges.db import journal, outbox, partnerships, people, promises, tasks
from mailbot.flows import offering, stages
from mailbot.flows.case import Case
from mailbot.flows.free import FIRST_IN_LINE
from mailbot.flows.house import House
from mailbot.flows.introductions import introduction_of
from mailbot.flows.stages.standing_in import no_answer_will_come
from mailbot.flows.writing import BULK_HOLD, Letter, queue


def introduce(
    conn: Connection, house: House, case: Case, partnership_id: int, *, again: bool = False
) -> None:
    """Make a proposed pair or trio real and introduce them to each other (P08, P27)."""
    pair = partnerships.partnership_by_id(conn, partnership_id)
    found = people.people_by_id(conn, pair.members)
    members = tuple(found[one] for one in pair.members)
    again = again or any(was_paired(conn, one) for one in members)
    partnerships.change_partnership(
        conn,
        pair.id,
        state=PartnershipState.ACTIVE,
        since=case.now,
        next_look_at=case.now + timedelta(days=house.chasing.quiet.introduction_days),
    )
    for one in members:
        people.change_person(
            conn, one.id, state=PersonState.ACTIVE, waiting_since=None, quiet_since=None
        )
        _keep_promises_of_rematch(conn, house, case, one)
        offering.close_offers(conn, house, case, one.id)
        outbox.withdraw_queued(
            conn, house.scheme_id, "they have a buddy", mails=("P05", "P06"), person_id=one.id
        )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P27 if again else MailId.P08,
            f"matched: {', '.join(pair.reasons)}",
            to=members,
            values=introduction_of(members, pair),
            not_before=case.now + BULK_HOLD,
            partnership_id=pair.id,
            once_key=f"P08:{pair.id}",
            approved=True,
        ),
    )
    _join_running_round(conn, house, case, pair, members)


def was_paired(conn: Connection, person: Person) -> bool:
    return partnerships.had_a_buddy(conn, person.id)


def _keep_promises_of_rematch(conn: Connection, house: House, case: Case, person: Person) -> None:
    for promise in promises.open_promises(conn, house.scheme_id, Matter.REMATCH.value, person.id):
        promises.close_promise(conn, promise.id, case.now, case.by, "has a new buddy")


def _join_running_round(
    conn: Connection, house: House, case: Case, pair: Partnership, members: Sequence[Person]
) -> None:
    """Let a new pair take up the task that runs, where enough time is left and they did not do it."""
    for round_id, task, _ in tasks.rounds_of(conn, house.scheme_id)[:1]:
        first = tasks.stages_of(conn, round_id)[0]
        had = {one.person_id for one in tasks.assignments_of_round(conn, round_id, pair.members)}
        if task not in house.bank or first.due_at < case.now + ENOUGH_TIME or had:
            return
        begins = max(first.opens_at, house.hours.next_open(case.now + timedelta(days=1)))
        for one in members:
            stages.open_assignment(conn, house, case, one, pair, first.id, begins, first.due_at)


ENOUGH_TIME = timedelta(days=4)


def is_proposed(conn: Connection, partnership_id: int) -> bool:
    """Say whether a pair or trio still waits for an OK."""
    found = partnerships.partnership_by_id(conn, partnership_id)
    return found.state is PartnershipState.PROPOSED


def _take_back_proposal(conn: Connection, house: House, case: Case, pair: Partnership) -> None:
    for asked in promises.open_promises(conn, house.scheme_id, Matter.PAIR.value):
        if asked.partnership_id == pair.id:
            promises.close_promise(conn, asked.id, case.now, case.by, "no longer stands")


def end_pair(conn: Connection, house: House, case: Case, pair: Partnership, why: str) -> None:
    """End a pair or trio: what they owe each other is over, and queued mail about it is taken back.

    A proposal that has not been agreed to is not asked about any more.
    """
    partnerships.end_partnership(conn, pair.id, case.now)
    _take_back_proposal(conn, house, case, pair)
    outbox.withdraw_queued(conn, house.scheme_id, why, partnership_id=pair.id)
    for assignment in tasks.owed_in_partnership(conn, pair.id):
        tasks.end_assignment(conn, assignment.id, case.now, came=False)
        outbox.withdraw_queued(conn, house.scheme_id, why, assignment_id=assignment.id)
        no_answer_will_come(conn, house, case, tasks.assignment_by_id(conn, assignment.id))
    journal.note(
        conn,
        house.scheme_id,
        journal.Entry(case.now, "set_deadline", why, case.by, details={"partnership": pair.id}),
    )


def not_introduced_after_all(conn: Connection, house: House, case: Case, leaver: int) -> bool:
    """Undo a pair that nobody has heard of when one of them leaves; False where they were introduced.

    The others keep their place as if it had never been thought of.
    """
    pair = partnerships.current_partnership(conn, leaver)
    if pair is None:
        return False
    why = "one of them left before they were introduced"
    proposed = pair.state is PartnershipState.PROPOSED
    taken_back = outbox.withdraw_queued(
        conn, house.scheme_id, why, mails=("P08", "P27"), partnership_id=pair.id
    )
    if not proposed and not taken_back:
        return False
    for asked in promises.open_promises(conn, house.scheme_id, Matter.PAIR.value):
        if asked.partnership_id == pair.id:
            promises.close_promise(conn, asked.id, case.now, "mailbot", why)
    end_pair(conn, house, case, pair, why)
    for one in pair.members:
        if one != leaver and not proposed:
            first_in_line(conn, house, case, people.person_by_id(conn, one))
    return True


def first_in_line(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Somebody who lost a buddy has waited long enough: they go before everybody newer."""
    people.change_person(
        conn,
        person.id,
        state=PersonState.WAITING,
        waiting_since=case.now - FIRST_IN_LINE,
    )
