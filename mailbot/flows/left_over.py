"""Ask what becomes of a clinician who is one too many: the list, a trio, or the next intake (B3)."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.hours import MONTHS
from mailbot.core.mails import MailId
from mailbot.core.matching import Arrangements
from mailbot.core.matching.arrangements import History
from mailbot.core.matching.fit import Fit
from mailbot.core.matching.groups import LARGEST, MOST_EXACT
from mailbot.core.matching.match import match_of
from mailbot.core.people import Partnership, PartnershipState, Person, PersonState, Role, listed
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.free import arranged, free
from mailbot.flows.house import House
from mailbot.flows.introductions import introduction_of
from mailbot.flows.matching import proposal
from mailbot.flows.proposing import proposal_line
from mailbot.flows.writing import BULK_HOLD, Letter, queue

# More than a few are a waiting list, which the digest tells of in a line.
FEW = 3
AGAIN_AFTER = timedelta(days=28)
STAY, TRIO = "stay", "trio"


def ask(conn: Connection, house: House, case: Case) -> None:
    """After a matching put each of a few clinicians left before the coordinators, once in four weeks."""
    here = free(conn, house, case.now)
    left = [one for one in here if one.role is Role.CLINICIAN]
    managers = any(one.role is Role.GENERAL_MANAGER for one in here)
    if not left or len(left) > FEW or managers:
        return
    known = arranged(conn, house.scheme_id)
    for one in left:
        pair = _pair_for(conn, house, one, known)
        if pair is not None and not _asked_lately(conn, house, one, case.now):
            _ask(conn, house, case, one, pair)


def _ask(conn: Connection, house: House, case: Case, one: Person, pair: Partnership) -> None:
    month = _next_intake(house, house.hours.today(case.now))
    names = listed(_names(conn, pair))
    later = f", or the {month} intake" if month else ""
    put_before_coordinators(
        conn,
        house,
        case,
        Matter.LEFT_OVER,
        f"{one.name} is one too many: stay on the list, a trio with {names}{later}?",
        (STAY, TRIO, *([month.lower()] if month else [])),
        person=one.id,
        partnership=pair.id,
    )


def _next_intake(house: House, today: date) -> str:
    """Give the month after this one in which many join next; empty where the rules name none."""
    months = [MONTHS.index(one) + 1 for one in house.matching.intakes]
    ahead = min(((one - today.month - 1) % 12 for one in months), default=None)
    return "" if ahead is None else MONTHS[(today.month + ahead) % 12]


def _asked_lately(conn: Connection, house: House, one: Person, now: datetime) -> bool:
    for asked in promises.of_kind(conn, house.scheme_id, Matter.LEFT_OVER.value, one.id):
        until = asked.details.get("until")
        if asked.state == "open" or asked.opened_at > now - AGAIN_AFTER:
            return True
        if until and house.hours.today(now) < date.fromisoformat(str(until)):
            return True
    return False


def _pair_for(
    conn: Connection, house: House, one: Person, known: Arrangements
) -> Partnership | None:
    """Give the pair, proposed or at work, that somebody would fit best as the third."""
    states = (PartnershipState.PROPOSED, PartnershipState.ACTIVE)
    pairs = [
        pair
        for state in states
        for pair in partnerships.partnerships_in_state(conn, house.scheme_id, state)
        if len(pair.members) < LARGEST
    ]
    who = people.people_by_id(conn, {member for pair in pairs for member in pair.members})
    history, fit = History(known, house.matching), Fit(house.matching, known.wishes)
    welcome = [
        (pair, [who[member] for member in pair.members])
        for pair in pairs
        if all(history.allows(one.id, member) for member in pair.members)
        and all(_is_here(who[member]) for member in pair.members)
    ]
    best = max(
        welcome,
        key=lambda open_pair: sum(
            part.points
            for other in open_pair[1]
            if other.role is Role.GENERAL_MANAGER
            for part in fit.parts(one, other)
        ),
        default=None,
    )
    return None if best is None else best[0]


def _is_here(person: Person) -> bool:
    return person.takes_mail and person.quiet_since is None


def _names(conn: Connection, pair: Partnership) -> list[str]:
    found = people.people_by_id(conn, pair.members)
    return [found[one].name for one in pair.members]


def decided(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> str:
    """Do what a coordinator chose for somebody who is one too many."""
    assert asked.person_id is not None, "it is about somebody"
    if option not in asked.options:
        return f"left open: {' / '.join(asked.options)}?"
    one = people.person_by_id(conn, asked.person_id)
    if option == TRIO:
        return _make_trio(conn, house, case, asked, one)
    promises.close_promise(conn, asked.id, case.now, case.by, option)
    if option == STAY:
        return f"noted: {one.name} stays on the list; I ask again in four weeks."
    today = house.hours.today(case.now)
    month = next(at for at, name in enumerate(MONTHS, 1) if name.lower() == option)
    until = date(today.year + (month <= today.month), month, 1)
    details = {**asked.details, "until": until.isoformat()}
    promises.change_promise(conn, asked.id, details=details)
    return (
        f"noted: {one.name} waits for {MONTHS[month - 1]}, and is matched if a manager comes first."
    )


def _make_trio(conn: Connection, house: House, case: Case, asked: Promise, one: Person) -> str:
    assert asked.partnership_id is not None, "it is about a pair"
    pair = partnerships.partnership_by_id(conn, asked.partnership_id)
    free_now = partnerships.current_partnership(conn, one.id) is None
    open_pair = pair.state is not PartnershipState.ENDED and len(pair.members) < LARGEST
    promises.close_promise(conn, asked.id, case.now, case.by, TRIO)
    if not (free_now and open_pair and one.state is PersonState.WAITING):
        return "can't be done any more: the pair or they have moved on. Nothing was done."
    partnerships.add_member(conn, pair.id, one.id)
    made = _with_reasons(conn, house, pair.id)
    if pair.state is PartnershipState.PROPOSED:
        return _propose_three(conn, house, made)
    people.change_person(conn, one.id, state=PersonState.ACTIVE, waiting_since=None)
    _introduce(conn, house, case, made, one)
    return f"done: {listed(_names(conn, made))} are a trio, and are introduced next."


def _with_reasons(conn: Connection, house: House, pair_id: int) -> Partnership:
    """Give a group of three with the reasons that hold for three."""
    pair = partnerships.partnership_by_id(conn, pair_id)
    who = people.people_by_id(conn, pair.members)
    group = sorted((who[one] for one in pair.members), key=lambda one: one.role.is_manager)
    known = arranged(conn, house.scheme_id)
    fit = Fit(house.matching, known.wishes)
    # They have met in this very group by now, which is no reason and no price.
    apart = History(Arrangements(), house.matching)
    reasons = match_of(tuple(group), "", fit, apart, house.matching).reasons
    partnerships.change_partnership(conn, pair_id, reasons=list(reasons))
    return partnerships.partnership_by_id(conn, pair_id)


def _propose_three(conn: Connection, house: House, made: Partnership) -> str:
    for asked in promises.open_promises(conn, house.scheme_id, Matter.PAIR.value):
        if asked.partnership_id == made.id:
            title = proposal_line(" + ".join(_names(conn, made)), made.reasons)
            promises.change_promise(conn, asked.id, title=title)
            return f"done: proposal {asked.number} is a trio now, and waits for your OK."
    return "done: the proposal is a trio now."


def _introduce(
    conn: Connection, house: House, case: Case, made: Partnership, newcomer: Person
) -> None:
    """Introduce three to each other, who is new in front: they write first (P08, P27)."""
    who = people.people_by_id(conn, made.members)
    members = (newcomer, *(who[one] for one in made.members if one != newcomer.id))
    not_heard = outbox.withdraw_queued(
        conn, house.scheme_id, "they are a trio now", mails=("P08", "P27"), partnership_id=made.id
    )
    letter = Letter(
        MailId.P08 if not_heard else MailId.P27,
        f"a trio: {', '.join(made.reasons)}",
        to=members,
        values=introduction_of(members, made),
        not_before=case.now + BULK_HOLD,
        partnership_id=made.id,
        once_key=f"P08:{made.id}:{newcomer.id}",
        approved=True,
    )
    queue(conn, house, case.now, letter)


def why_waiting(conn: Connection, house: House, now: datetime) -> dict[int, str]:
    """Give, by id, why a matching now would leave somebody on the list; in a crowd nobody is looked at."""
    if len(free(conn, house, now)) > MOST_EXACT:
        return {}
    return {one.id: why for one, why in proposal(conn, house, now).left}
