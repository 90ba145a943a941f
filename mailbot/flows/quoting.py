"""Ask somebody whether their words may be quoted outside the group: only a yes will do (E2, P47)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.remarks import Permission, Remark, RemarkKind
from mailbot.edges.db import people, remarks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.ordering.naming import person_named
from mailbot.flows.writing import Letter, queue
from mailbot.translate.quote_orders import QuoteOrder, quote_order

YES_OR_NO = ("yes", "no")
WHICH = 'Which one? "feedback" lists them; then say for example: quote 12 in the newsletter.'


def ask(conn: Connection, house: House, case: Case, text: str) -> str:
    """Ask the writer of a quote, once for each task; say what was done or why it was not."""
    order = quote_order(text)
    found = _meant(conn, house, order)
    if isinstance(found, str):
        return found
    refused = _why_not(conn, house, found)
    if refused:
        return refused
    assert found.person_id is not None, "just checked"
    person = people.person_by_id(conn, found.person_id)
    asked = open_offer(
        conn,
        house,
        case.now,
        person.id,
        MailId.P47,
        "whether they may be quoted outside the group",
        YES_OR_NO,
        about={"remark": found.id, "where": order.where},
    )
    letter = Letter(
        MailId.P47,
        f"{case.by} would like to quote them",
        to=(person,),
        values={
            "words": found.text,
            "where": order.where,
            "task": f"Task {house.task(found.task).number}" if found.task else None,
            "asker": case.by,
        },
        promise_id=asked.id,
        offers=YES_OR_NO,
        approved=True,
    )
    queue(conn, house, case.now, letter)
    return f"{person.name} is asked; without a yes it isn't used. I'll tell you what they say."


def _meant(conn: Connection, house: House, order: QuoteOrder) -> Remark | str:
    if not order.number:
        return _only_one_of(conn, house, order.name) if order.name else WHICH
    found = remarks.remark_by_id(conn, house.scheme_id, order.number)
    if found is None or found.kind is not RemarkKind.FEEDBACK:
        return f"I have no quote {order.number}; nothing was done. {WHICH}"
    return found


def _only_one_of(conn: Connection, house: House, name: str) -> Remark | str:
    person = person_named(conn, house, name)
    if isinstance(person, str):
        return person
    said = [one for one in remarks.said_by(conn, person.id) if one.permission is not Permission.NO]
    if not said:
        return f"{person.name} has said nothing that may be quoted; nothing was done."
    return said[0] if len(said) == 1 else WHICH


def _why_not(conn: Connection, house: House, found: Remark) -> str:
    if found.permission is Permission.NO or found.person_id is None:
        return f"Quote {found.id} may not be quoted at all, so I don't ask; nothing was done."
    if found.permission is Permission.ANYWHERE:
        return f"Quote {found.id} may be used: its writer said yes."
    person = people.person_by_id(conn, found.person_id)
    if not person.takes_mail:
        return f"{person.name} is paused, held or has left, so I don't write; nothing was done."
    for one in offers_by(conn, house, MailId.P47, person.id):
        before = remarks.remark_by_id(
            conn, house.scheme_id, int(str(one.details.get("remark") or 0))
        )
        if before is not None and before.task == found.task:
            return f"{person.name} was asked about this task before; nothing was done."
    return ""


def answered(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Keep the answer, and tell the coordinators: yes lets the words out, anything else leaves them in."""
    number, where = int(str(asked.details["remark"])), str(asked.details["where"])
    yes = option == "yes"
    found = remarks.remark_by_id(conn, house.scheme_id, number)
    if found is None:
        return
    if yes and found.permission is not Permission.NO:
        remarks.allow(conn, number, Permission.ANYWHERE)
    said = "says yes" if yes else "would rather not"
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        f"{said}: quote {number} in {where}",
        ("done",),
        person=asked.person_id,
    )
