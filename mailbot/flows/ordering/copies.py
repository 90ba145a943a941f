"""Take a coordinator's own mail, of which we got a copy, for what it says was done (F6, N07)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, PersonState, listed
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import pairs
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing import questions
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.ordering.pairing import drop_proposal
from mailbot.flows.ordering.persons import act_on_person
from mailbot.flows.ordering.undoing import commander, undoable
from mailbot.flows.writing import Letter, queue

INTRODUCED = "you introduced "
CHOICES = {
    "together": "they are together now",
    "trio": "all of them are one group now",
    "rematch": "they are together now, and the old pair has ended",
    "nothing": "nothing changes",
    "yes": "yes, they leave",
    "no": "no, they stay",
}


def record_introduction(conn: Connection, house: House, case: Case, action: do.RecordPair) -> None:
    """Keep a pair that a coordinator introduced by hand, so that they can undo it."""
    found = people.people_by_id(conn, action.people)
    names = listed(_names(conn, house, action.people))
    with undoable(conn, house, case, f"{INTRODUCED}{names}"):
        for one in action.people:
            drop_proposal(conn, house, case, found[one])
        questions.record_pair(conn, house, case, action)


def note(conn: Connection, house: House, case: Case, action: do.NoteCopy) -> None:
    """Take the expert whom a coordinator introduced by hand for the one we were to find (C13).

    Of every other copy the journal's line is all that is kept.
    """
    if action.means != "expert":
        return
    pairs_in_it = {partnerships.current_partnership(conn, one) for one in action.people}
    ids = {one.id for one in pairs_in_it if one is not None}
    for asked in promises.open_promises(conn, house.scheme_id, do.Matter.EXPERT.value):
        if asked.partnership_id in ids:
            with undoable(conn, house, case, "you introduced an expert"):
                promises.close_promise(conn, asked.id, case.now, case.by, "introduced by hand")


def ask(conn: Connection, house: House, case: Case, action: do.AskCoordinator) -> None:
    """Put a decision before the coordinators; who copied us is asked in a mail of their own (N07)."""
    if not action.people:
        questions.ask_coordinator(conn, house, case, action)
        return
    asked = put_before_coordinators(
        conn,
        house,
        case,
        action.matter,
        action.title,
        action.options,
        person=action.person,
        details={"people": list(action.people)},
    )
    who = house.scheme.coordinator(commander(house, case))
    choices = [f"{at} {CHOICES[one]}" for at, one in enumerate(action.options, 1)]
    letter = Letter(
        MailId.N07,
        "a copied mail is unclear",
        coordinator=who or house.scheme.duty,
        values={"choices": choices, "to": listed(_names(conn, house, action.people))},
        promise_id=asked.id,
        received_id=case.received_id,
        once_key=f"N07:{asked.id}",
        offers=action.options,
    )
    queue(conn, house, case.now, letter)


def _names(conn: Connection, house: House, ids: Sequence[int]) -> list[str]:
    known = known_as_all(conn, house, people.people_by_id(conn, ids).values())
    return [known[one] for one in ids]


def decide_copy(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> str:
    """Do what the coordinator says that their mail changed; the people in it have heard of it already."""
    listed_ids = asked.details.get("people")
    ids = tuple(int(one) for one in listed_ids) if isinstance(listed_ids, list) else ()
    if option == "yes" and ids:
        person = people.person_by_id(conn, ids[0])
        return f"done: {act_on_person(conn, house, case, 'remove', person, None)}"
    if option == "trio":
        return _into_one(conn, case, ids)
    if option in {"together", "rematch"}:
        _part_from_others(conn, house, case, ids)
        questions.record_pair(conn, house, case, do.RecordPair(ids))
        return "noted: they are together now."
    return "noted: nothing changes."


def _into_one(conn: Connection, case: Case, ids: tuple[int, ...]) -> str:
    groups = {one: partnerships.current_partnership(conn, one) for one in ids}
    active = {
        pair.id: pair
        for pair in groups.values()
        if pair is not None and pair.state is PartnershipState.ACTIVE
    }
    if len(active) != 1:
        return "can't be one group: they are in several. Say: split NAME + NAME first."
    (pair,) = active.values()
    for one in (one for one in ids if one not in pair.members):
        before = groups[one]
        if before is not None:
            partnerships.end_partnership(conn, before.id, case.now)
        partnerships.add_member(conn, pair.id, one)
        people.change_person(conn, one, state=PersonState.ACTIVE, waiting_since=None)
    return "noted: they are one group now."


def _part_from_others(conn: Connection, house: House, case: Case, ids: tuple[int, ...]) -> None:
    """End the pairs that somebody is in; who is left behind is on the list again."""
    for one in ids:
        pair = partnerships.current_partnership(conn, one)
        if pair is None:
            continue
        if pair.state is PartnershipState.PROPOSED:
            drop_proposal(conn, house, case, people.person_by_id(conn, one))
            continue
        pairs.end_pair(conn, house, case, pair, f"{case.by} brought them together with others")
        for other in pair.members:
            if other not in ids:
                waiting = {"state": PersonState.WAITING, "waiting_since": case.now}
                people.change_person(conn, other, **waiting)
