"""Invite somebody to be an expert for pairs, at a coordinator's word, and keep their answer (X01)."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, PersonState, Role
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.ordering.naming import person_named
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.contact import emails_in

AGAIN_AFTER = timedelta(days=28)
YES_OR_NO = ("yes", "no")


def ask_expert(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Invite who is named; somebody new needs an address, and hears nothing but this one question."""
    name = " ".join(said.who)
    addresses = emails_in(said.text)
    if addresses:
        return [invite_newcomer(conn, house, case, name, said.text, addresses[0])]
    found = person_named(conn, house, name)
    if not isinstance(found, str):
        return [invite(conn, house, case, found)]
    example = f"ask {name or 'Dr Rao'} (a.rao@board.example) to be an expert"
    return [f"{found} Somebody new needs an address, for example: {example}"]


def invite_newcomer(
    conn: Connection, house: House, case: Case, name: str, text: str, address: str
) -> str:
    """Invite whoever has an address, known or not; `text` may tell what they do and where."""
    known = people.who_has_address(conn, house.scheme_id, address)
    person = known[0] if known else _newcomer(conn, house, case, name, text, address)
    return invite(conn, house, case, person, new=not known)


def _newcomer(
    conn: Connection, house: House, case: Case, name: str, text: str, address: str
) -> Person:
    told = [one.term for one in house.rules.vocabulary.terms_in(text)]
    details = {
        kind: next((one.say for one in told if one.kind in kinds and one.say), "")
        for kind, kinds in (
            ("specialty", {"specialty", "job"}),
            ("town", {"town"}),
            ("employer", {"employer"}),
        )
    }
    said = text.casefold()
    kinds = (one for one in house.matching.kinds if one.casefold() in said)
    details["specialty"] = details["specialty"] or next(kinds, "")
    made = people.add_person(
        conn,
        house.scheme_id,
        PersonState.REGISTERED,
        case.now,
        name=name,
        role=Role.EXPERT,
        **details,
    )
    people.add_address(conn, house.scheme_id, made, address)
    return people.person_by_id(conn, made)


def invite(conn: Connection, house: House, case: Case, person: Person, *, new: bool = False) -> str:
    """Ask somebody whether they would talk to one pair, at most once in four weeks; say what was done."""
    problem = "" if new else _why_not(conn, house, case, person)
    if problem:
        return problem
    offer = open_offer(
        conn,
        house,
        case.now,
        person.id,
        MailId.X01,
        "will they be an expert?",
        YES_OR_NO,
        until=case.now + AGAIN_AFTER,
    )
    letter = Letter(
        MailId.X01,
        "a coordinator would like them as an expert",
        to=(person,),
        values={"scheme": house.scheme.name, "expert": person.name},
        not_before=case.now + BULK_HOLD,
        promise_id=offer.id,
        offers=YES_OR_NO,
        thread=f"expert:{offer.id}",
        approved=True,
        in_reply=False,
    )
    queue(conn, house, case.now, letter)
    return f"{person.name} is asked to be an expert; I'll tell you what they say."


def _why_not(conn: Connection, house: House, case: Case, person: Person) -> str:
    asked = offers_by(conn, house, MailId.X01, person.id)
    lately = [one for one in asked if one.opened_at > case.now - AGAIN_AFTER]
    pair = partnerships.current_partnership(conn, person.id)
    if (person.role is Role.EXPERT and not asked) or any(one.outcome == "yes" for one in asked):
        return f"{person.name} is an expert already; nothing was done."
    if lately:
        on = house.hours.local(lately[-1].opened_at)
        return f"{person.name} was asked on {on.day} {on:%B}; nothing was done."
    if pair is not None and pair.state is PartnershipState.ACTIVE:
        return f"{person.name} has a buddy, so nothing was done. Say first: split {person.name}."
    if not person.address:
        return f"{person.name} has no address that works, so nothing was done."
    return ""


def answered(conn: Connection, house: House, case: Case, offer: Promise, option: str) -> None:
    """Keep who said yes as an expert, take a new one who said no off again, and thank either (X03)."""
    assert offer.person_id is not None, "an invitation goes to somebody"
    person = people.person_by_id(conn, offer.person_id)
    agreed = option == "yes"
    if agreed:
        people.change_person(
            conn, person.id, role=Role.EXPERT, state=PersonState.ACTIVE, waiting_since=None
        )
    elif person.role is Role.EXPERT:
        people.change_person(conn, person.id, state=PersonState.LEFT)
    letter = Letter(
        MailId.X03,
        "they answered the invitation",
        to=(person,),
        values={"agreed": agreed, "declined": not agreed},
        thread=f"expert:{offer.id}",
        answers=case.incoming,
        once_key=f"X03:{offer.id}",
    )
    queue(conn, house, case.now, letter)
    told = "will be an expert" if agreed else "would rather not be an expert"
    put_before_coordinators(conn, house, case, do.Matter.LOOK, told, ("done",), person=person.id)


def lapse(conn: Connection, _: House, case: Case, offer: Promise) -> None:
    """Let an invitation go that nobody answered: no is a good answer, and so is none."""
    promises.close_promise(conn, offer.id, case.now, case.by, "no answer", kept=False)
