"""See to a task that is ordered and has not begun when somebody leaves: it begins among those who stay."""

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.dates import BEGINNINGS
from mailbot.flows.stages.opening import announce
from mailbot.flows.stages.regrouping import without_leavers

GONE = "it names somebody who has left"


def begin_without(conn: Connection, house: House, case: Case, leaver: Person) -> None:
    """Take back announcements that name somebody who has left; two of a trio get theirs for each other.

    While something is under way in the trio, its ring stays as it is (see flows/stages/regrouping.py).
    """
    pair = partnerships.current_partnership(conn, leaver.id)
    if pair is None:
        return
    owed = tasks.owed_in_partnership(conn, pair.id)
    coming = [one for one in owed if one.opened_at > case.now and one.person_id != leaver.id]
    for one in coming:
        outbox.make_room(conn, house.scheme_id, GONE, (MailId.P10.value,), assignment_id=one.id)
    if not coming or any(one.opened_at <= case.now for one in owed):
        return
    made = without_leavers(conn, house, case, pair)
    if made is None:
        return
    for one in coming:
        tasks.reopen_assignment(conn, one.id, partnership_id=made.id, next_look_at=one.next_look_at)
        announce_again(conn, house, case, tasks.assignment_by_id(conn, one.id))


def announce_again(conn: Connection, house: House, case: Case, owed: Assignment) -> None:
    """Announce at its time what nobody has heard of, because its announcement was taken back."""
    kinds = [one.value for one in BEGINNINGS]
    heard_of = any(outbox.has_left(conn, owed.person_id, (owed.id,), one) for one in kinds)
    if not heard_of and outbox.earliest_queued(conn, house.scheme_id, owed.id, kinds) is None:
        announce(conn, house, case, owed, max(owed.opened_at, case.now))
