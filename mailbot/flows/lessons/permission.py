"""Take words back out of what was learned when their writer no longer wants to be quoted (E2, C14)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.learned import repeats
from mailbot.core.mails import MailId
from mailbot.core.remarks import Permission, Remark
from mailbot.edges.db import outbox, people, promises, remarks
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.lessons.drafting import draft, edit
from mailbot.flows.writing import Letter, queue

WHY = "somebody in it asked not to be quoted"


def take_back(conn: Connection, house: House, case: Case, person_id: int, task: str) -> None:
    """Quote somebody no more: what they said about a task, else all they ever said, and tell them so.

    A draft is made anew without it, mail that has not left is taken back, and what has left is said plainly.
    """
    said = remarks.said_by(conn, person_id)
    allowed = [one for one in said if one.permission is not Permission.NO]
    about = [one for one in allowed if one.task == task] or allowed
    if not about:
        return
    for one in about:
        remarks.allow(conn, one.id, Permission.NO)
    drafts = promises.of_kind(conn, house.scheme_id, do.Matter.LEARNING.value)
    left = [_taken_out(conn, house, case, one) for one in drafts if _holds(one, about)]
    _tell(conn, house, case, person_id, has_left=any(left))


def _holds(drafted: Promise, said: Sequence[Remark]) -> bool:
    text = str(drafted.details.get("draft") or "")
    return any(repeats(text, one.text) for one in said)


def _taken_out(conn: Connection, house: House, case: Case, drafted: Promise) -> bool:
    """Let a coordinator see a draft again that holds the words; say whether mail with them has left."""
    bare = Case(case.now, WHY)
    called_back = outbox.call_back(conn, house.scheme_id, WHY, drafted.id)
    has_left = outbox.sent_for(conn, drafted.id, MailId.P40.value) > 0
    if drafted.state != "open" and (has_left or not called_back):
        # For the few who were still to get it nobody is asked again.
        return has_left
    round_id, task = int(str(drafted.details["round_id"])), str(drafted.details["task"])
    draft(conn, house, bare, round_id, task)
    if drafted.details.get("yours"):
        again = promises.open_promises(conn, house.scheme_id, do.Matter.LEARNING.value)
        mine = next(one for one in again if one.details.get("round_id") == round_id)
        edit(conn, house, bare, mine, str(drafted.details["draft"]))
    return has_left


def _tell(conn: Connection, house: House, case: Case, person_id: int, *, has_left: bool) -> None:
    answer = "Noted: your words won't be quoted."
    if has_left:
        answer = (
            "Noted: your words won't be quoted again. They were in the summary that has gone out to "
            "the group, without your name; those emails I can't call back. I'm sorry."
        )
    letter = Letter(
        MailId.P35,
        "they don't want to be quoted",
        to=(people.person_by_id(conn, person_id),),
        values={"answer": answer, "coordinator": house.scheme.duty.first_name},
        answers=case.incoming,
    )
    queue(conn, house, case.now, letter)
