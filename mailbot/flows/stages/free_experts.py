"""Say which expert is free to be asked for a pair, and who has been invited to one (C13)."""

from collections import Counter

from sqlalchemy import Connection

from mailbot.core.experts import Expert, nearest
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.tasks import StageKind
from mailbot.edges.db import people, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.free import arranged
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by


def free_expert(
    conn: Connection, house: House, tried: tuple[int, ...], group: list[Person]
) -> Expert | None:
    """Give the nearest who has room; an expert meets one pair at a time, unless more were agreed."""
    takes = arranged(conn, house.scheme_id).takes
    has = Counter(one.person_id for one in invitations(conn, house) if _is_with_a_pair(conn, one))
    states = (PersonState.ACTIVE, PersonState.WAITING, PersonState.REGISTERED)
    undecided = _asked_to_be_one(conn, house)
    experts = [
        Expert(one, takes.get(one.id, 1), has[one.id])
        for one in people.people_in_state(conn, house.scheme_id, *states)
        if one.role is Role.EXPERT and one.id not in tried and one.id not in undecided
    ]
    return nearest(experts, group, house.matching.places)


def _is_with_a_pair(conn: Connection, invitation: Promise) -> bool:
    if invitation.state == "open":
        return True
    return invitation.outcome == "yes" and _still_meeting(conn, invitation)


def _asked_to_be_one(conn: Connection, house: House) -> set[int]:
    """Give who was invited to be an expert and has not said yes (X01)."""
    asked = {one.person_id: one for one in offers_by(conn, house, MailId.X01)}
    return {one for one, offer in asked.items() if one and offer.outcome != "yes"}


def invitations(conn: Connection, house: House) -> tuple[Promise, ...]:
    """Give every invitation of an expert to meet a pair, the oldest first (X02)."""
    return offers_by(conn, house, MailId.X02)


def _still_meeting(conn: Connection, invitation: Promise) -> bool:
    if invitation.partnership_id is None:
        return False
    owed = tasks.owed_in_partnership(conn, invitation.partnership_id)
    return any(one.kind is StageKind.EXPERT for one in owed)
