"""Ask people one by one whether they would do a task with another pair, and call it off kindly (B7)."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, Person, Role, listed
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.templates import Value

YES_OR_NO = ("yes", "no")
DAYS_TO_ANSWER = 5


def may_be_asked(person: Person) -> bool:
    """Say whether somebody may be asked for something that they need not do."""
    return person.takes_mail and person.quiet_since is None


def ask_one(
    conn: Connection,
    house: House,
    case: Case,
    kept: Promise,
    person: Person,
    pair: Partnership,
    others: list[Person],
    task: TaskDefinition,
    due: datetime,
) -> None:
    """Ask one of them alone; `others` are told in a word, and never where to write to."""
    offer = open_offer(
        conn,
        house,
        case.now,
        person.id,
        MailId.P54,
        "would they do a task with another pair?",
        YES_OR_NO,
        about={"double": kept.id},
        partnership_id=pair.id,
    )
    values: dict[str, Value] = {
        "asks": True,
        "task": f"task {task.number}",
        "others": in_a_word(others),
        "due": house.hours.local(due),
    }
    values |= _own(conn, person, pair)
    letter = Letter(
        MailId.P54,
        "a coordinator would like two pairs to do a task together",
        to=(person,),
        values=values,
        not_before=case.now + BULK_HOLD,
        promise_id=offer.id,
        offers=YES_OR_NO,
        approved=True,
        in_reply=False,
    )
    queue(conn, house, case.now, letter)


def _own(conn: Connection, person: Person, pair: Partnership) -> dict[str, Value]:
    found = people.people_by_id(conn, [one for one in pair.members if one != person.id])
    return {"buddy": listed([one.first_name for one in found.values()])}


def in_a_word(others: list[Person]) -> str:
    """Say who the others are without a name: "a doctor in psychiatry and a manager, in Salford"."""
    kinds = [
        f"a doctor{f' in {one.specialty}' if one.specialty else ''}"
        if one.role is Role.CLINICIAN
        else "a manager"
        for one in others
    ]
    towns = list(dict.fromkeys(one.town for one in others if one.town))
    return f"{listed(kinds)}{f', in {listed(towns)}' if towns else ''}"


def offers_of(conn: Connection, house: House, kept: Promise) -> list[Promise]:
    """Give what each of those who were asked for this has answered so far."""
    found = offers_by(conn, house, MailId.P54)
    return [one for one in found if one.details.get("double") == kept.id]


def tell_one(conn: Connection, house: House, case: Case, person: Person, words: str) -> None:
    """Answer what somebody said to it, in a line."""
    letter = Letter(
        MailId.P35,
        "they answered about a double date",
        to=(person,),
        values={"answer": words, "coordinator": house.scheme.duty.first_name},
        answers=case.incoming,
    )
    queue(conn, house, case.now, letter)


def call_off(
    conn: Connection, house: House, case: Case, kept: Promise, *, but: int | None = None
) -> None:
    """End it for everybody who has heard of it; nobody is told who it was."""
    promises.close_promise(conn, kept.id, case.now, case.by, "no")
    task = house.task(str(kept.details["task"]))
    for offer in offers_of(conn, house, kept):
        promises.close_promise(conn, offer.id, case.now, case.by, "off", kept=False)
        unheard = outbox.withdraw_queued(
            conn, house.scheme_id, "the double date is off", promise_id=offer.id
        )
        if unheard or offer.person_id in {None, but} or offer.partnership_id is None:
            continue
        person = people.person_by_id(conn, offer.person_id or 0)
        pair = partnerships.partnership_by_id(conn, offer.partnership_id)
        values: dict[str, Value] = {"off": True, "task": f"task {task.number}"}
        values |= _own(conn, person, pair)
        letter = Letter(
            MailId.P54,
            "not everybody said yes",
            to=(person,),
            values=values,
            not_before=case.now + BULK_HOLD,
            approved=True,
            in_reply=False,
            once_key=f"P54:off:{offer.id}",
        )
        queue(conn, house, case.now, letter)
