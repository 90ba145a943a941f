"""Tell who else a mail went to: which people of the scheme, whether they have each other, what they asked."""

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.people import PartnershipState, Person, Role
from mailbot.core.reading import OpenQuestion, Sender, SenderKind
from mailbot.edges.db import inbound, partnerships, people, promises
from mailbot.flows.house import House


def addressees_of(
    conn: Connection, house: House, visible: tuple[str, ...], machine: MachineMail | None
) -> tuple[Person, ...]:
    """Give the people of the scheme whom a mail went to, or whom a machine's mail is about."""
    wanted = list(visible)
    if machine is not None:
        wanted.extend(one.address for one in machine.recipients)
    found: dict[int, Person] = {}
    for address in wanted:
        if not house.is_ours(address):
            known = people.who_has_address(conn, house.scheme_id, address)
            found |= {one.id: one for one in known}
    return tuple(found.values())


def visible_to_others(
    house: House, mail: ParsedMail, sender: Sender, visible: tuple[str, ...]
) -> tuple[str, ...]:
    """Give the other addressees; a colleague copied on what a coordinator writes to us is none of them."""
    others = tuple(one for one in visible if not house.is_ours(one))
    ordered = any(house.is_ours(one.address) for one in mail.to if one.address)
    if sender.kind is not SenderKind.COORDINATOR or not ordered:
        return others
    return tuple(one for one in others if house.scheme.coordinator(one) is None)


def are_together(conn: Connection, addressees: tuple[Person, ...]) -> bool:
    """Say whether the participants of a mail, experts apart, are one pair or trio, and all in it."""
    members = [one.id for one in addressees if one.role is not Role.EXPERT]
    if len(members) < 2:
        return False
    pairs = {one: partnerships.current_partnership(conn, one) for one in members}
    first = pairs[members[0]]
    return first is not None and all(
        one is not None and one.id == first.id and one.state is PartnershipState.ACTIVE
        for one in pairs.values()
    )


def questions_of(
    conn: Connection, house: House, addressees: tuple[Person, ...], mail: ParsedMail
) -> tuple[OpenQuestion, ...]:
    """Give what those who are written to have asked: the work for a mail never grows with what others did."""
    before = {*mail.in_reply_to, *mail.references}
    return tuple(
        OpenQuestion(
            one.id,
            one.number,
            person.id,
            str(one.details.get("text", "")),
            one.received_id is not None
            and inbound.mail_by_id(conn, one.received_id).message_id in before,
        )
        for person in addressees
        for one in promises.open_promises(conn, house.scheme_id, Matter.QUESTION.value, person.id)
    )
