"""Come back to a pair or trio whom no expert was free to meet, as soon as one is (C13)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.people import PartnershipState
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.experts import suggest_for
from mailbot.flows.stages.free_experts import free_expert, invitations

# "Done" says that a coordinator sees to it; so long nobody is suggested over their head.
LEFT_TO_THEM_WORKING_DAYS = 5


def ask_again(conn: Connection, house: House, case: Case) -> int:
    """Suggest somebody for each pair that has met no expert for want of one; give how many were found."""
    asked = promises.of_kind(conn, house.scheme_id, do.Matter.EXPERT.value)
    newest = {(one.partnership_id, one.details.get("round_id")): one for one in asked}
    invited = {
        (one.partnership_id, one.details.get("round_id"))
        for one in invitations(conn, house)
        if one.state == "open" or one.outcome == "yes"
    }
    found = 0
    for pair, one in newest.items():
        if not one.details.get("expert") and pair not in invited and _is_due(house, case, one):
            found += _suggest_now(conn, house, case, one)
    return found


def _is_due(house: House, case: Case, asked: Promise) -> bool:
    if asked.state == "open" or asked.closed_at is None:
        return True
    since = house.hours.today(asked.closed_at)
    left = house.hours.working_days_between(since, house.hours.today(case.now))
    return asked.outcome != "no" and left >= LEFT_TO_THEM_WORKING_DAYS


def _suggest_now(conn: Connection, house: House, case: Case, asked: Promise) -> bool:
    if asked.partnership_id is None:
        return False
    pair = partnerships.partnership_by_id(conn, asked.partnership_id)
    members = list(people.people_by_id(conn, pair.members).values())
    stored = asked.details.get("tried")
    tried = tuple(int(str(one)) for one in stored) if isinstance(stored, list) else ()
    together = pair.state is PartnershipState.ACTIVE
    if not together or free_expert(conn, house, tried, members) is None:
        return False
    promises.close_promise(conn, asked.id, case.now, "mailbot", "an expert is free now", kept=False)
    suggest_for(conn, house, case, int(str(asked.details["round_id"])), pair.id, tried)
    return True
