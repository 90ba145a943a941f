"""Match who is free: propose pairs and trios, offer places to the silent, and put them before coordinators."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.matching import Match, Proposal, propose
from mailbot.core.people import PartnershipState, Person
from mailbot.core.scheme import Mode
from mailbot.core.sending import is_let_out
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import offering
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.free import arranged, free
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.ordering import trust
from mailbot.flows.pairs import introduce, was_paired
from mailbot.flows.proposing import proposal_line, put_proposals


def proposal(conn: Connection, house: House, now: datetime) -> Proposal:
    """Work out pairs and trios for everybody who waits and is in none; changes nothing.

    Who was kept waiting for somebody silent comes first, among those who have been heard of.
    """
    known = arranged(conn, house.scheme_id)
    here = free(conn, house, now)
    before = offering.not_again(conn, house, here, now)
    if not before:
        return propose(here, known, house.matching, now, house.solve)
    heard = [one for one in here if offering.is_heard_of(house, one, now)]
    sooner = tuple(
        one
        for one in propose(heard, known, house.matching, now, house.solve).matches
        if any(who.id in before for who in one.members)
    )
    served = {who.id for one in sooner for who in one.members}
    others = [one for one in here if one.id not in served]
    found = propose(others, known, house.matching, now, house.solve)
    return replace(found, matches=(*sooner, *found.matches))


def match_everybody_free(conn: Connection, house: House, case: Case) -> int:
    """Propose pairs and trios for everybody who waits, and give how many were made.

    In mode "auto" they are introduced at once; else each waits as a decision of its own (N10).
    """
    now = case.now
    found = proposal(conn, house, now)
    # A few pairs stand in the digest; a mail of their own is for many, and at most weekly.
    week = f"N10:{house.hours.today(case.now):%G-%V}"
    apart = (
        len(found.matches) >= MANY_PAIRS
        and is_let_out(MailId.N10, house.scheme.mode)
        and not outbox.is_queued(conn, house.scheme_id, week)
    )
    unasked = trust.is_trusted(conn, house, MailId.P08)
    before = offering.not_again(
        conn, house, [one for match in found.matches for one in match.members], case.now
    )
    left = sorted(
        (one for one, _ in found.left), key=lambda one: (one.waiting_since or now, one.id)
    )
    made = []
    for match in found.matches:
        beside = _beside(conn, house, now, match, before, left)
        if offering.offer_places(conn, house, case, match.members, beside):
            left = [one for one in left if one not in beside]
        else:
            made.append(_keep_proposal(conn, house, case, match, apart=apart, unasked=unasked))
    if apart and (asked := [one for one in made if one is not None]):
        put_proposals(conn, house, case, asked, found.left)
    people.change_scheme(conn, house.scheme_id, matched_at=case.now)
    return len(made)


# So many are asked at once who of them takes a place: few, for all but one of them wait on.
MOST_ASKED = 5


def _beside(
    conn: Connection,
    house: House,
    now: datetime,
    match: Match,
    before: Collection[int],
    left: Sequence[Person],
) -> list[Person]:
    """Give who else is asked whether they take the place of a pair where one was kept waiting `before`."""
    kept = [one for one in match.members if one.id in before]
    if len(match.members) != _PAIR or len(kept) != 1:
        return []
    known = arranged(conn, house.scheme_id)
    suits = (
        one
        for one in left
        if propose([kept[0], one], known, house.matching, now, house.solve).matches
    )
    return list(islice(suits, MOST_ASKED - 1))


_PAIR = 2


def match_these(conn: Connection, house: House, case: Case, members: Collection[int]) -> None:
    """Propose those for each other who were meant to be, where all of them are free still (A7)."""
    offering.take_back_offers(conn, house, case, members)
    here = [one for one in free(conn, house, case.now) if one.id in members]
    if len(here) < len(members):
        return
    known = arranged(conn, house.scheme_id)
    unasked = trust.is_trusted(conn, house, MailId.P08)
    for match in propose(here, known, house.matching, case.now, house.solve).matches:
        _keep_proposal(conn, house, case, match, apart=False, unasked=unasked)


def _keep_proposal(
    conn: Connection, house: House, case: Case, match: Match, *, apart: bool, unasked: bool
) -> Promise | None:
    """Keep a proposal and ask for an OK to it; in mode "auto" nobody is asked.

    `unasked` says that a first introduction goes without an OK by now; a later one never does (F13).
    """
    partnership_id = partnerships.add_partnership(
        conn,
        house.scheme_id,
        [one.id for one in match.members],
        PartnershipState.PROPOSED,
        case.now,
        match.reasons,
    )
    known = known_as_all(conn, house, match.members)
    names = " + ".join(known[one.id] for one in match.members)
    if house.scheme.mode is Mode.AUTO:
        introduce(conn, house, case, partnership_id)
        return None
    asked = put_before_coordinators(
        conn,
        house,
        case,
        Matter.PAIR,
        proposal_line(names, match.reasons, match.members[0].first_name, match.second),
        ("ok", "no"),
        partnership=partnership_id,
        details={"apart": apart},
    )
    if not unasked or any(was_paired(conn, one) for one in match.members):
        return asked
    promises.close_promise(conn, asked.id, case.now, case.by, trust.UNASKED)
    introduce(conn, house, case, partnership_id)
    return None


MANY_PAIRS = 3
