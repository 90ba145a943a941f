"""Begin a task with those who are there: who has left is in no pair or trio any more."""

from sqlalchemy import Connection

from mailbot.core.people import Partnership, PartnershipState, PersonState
from mailbot.edges.db import outbox, partnerships, people, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House

TWO = 2


def without_leavers(
    conn: Connection, house: House, case: Case, pair: Partnership
) -> Partnership | None:
    """Give a pair or trio as a task finds it; None where somebody is left alone in it.

    Those who stay of a trio are made a pair of their own, and the old one ends with its letters: the
    ring in which they were written must not turn, or an answer would reach somebody else (law 5).
    """
    found = people.people_by_id(conn, pair.members)
    here = [one for one in pair.members if found[one].state is not PersonState.LEFT]
    if len(here) == len(pair.members):
        return pair
    if len(here) < TWO:
        return None
    why = "somebody has left, and the others go on without them"
    for one in tasks.owed_in_partnership(conn, pair.id):
        tasks.end_assignment(conn, one.id, case.now, came=False)
        outbox.withdraw_queued(conn, house.scheme_id, why, assignment_id=one.id)
    partnerships.end_partnership(conn, pair.id, case.now)
    made = partnerships.add_partnership(
        conn,
        house.scheme_id,
        here,
        PartnershipState.ACTIVE,
        pair.since or case.now,
        pair.reasons,
    )
    return partnerships.partnership_by_id(conn, made)
