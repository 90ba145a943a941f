"""Say how the scheme stands, in lines a coordinator reads on a phone."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.people import PartnershipState, Person, PersonState, Role, listed
from mailbot.edges.db import journal, outbox, partnerships, people, promises, sightings, tasks
from mailbot.flows.events.lines import event_lines
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.near_names import nearly_called

MOST_LISTED = 12
LATELY = timedelta(days=28)


def status_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """Give the state of the scheme: pairs, the running task, who waits, who comes to an event."""
    counts = Counter(people.count_by_state(conn, house.scheme_id))
    proposed = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.PROPOSED)
    offered = people.people_by_id(conn, {one for each in proposed for one in each.members})
    for one in offered.values():
        # They have a pair, but for an OK.
        if one.state is PersonState.WAITING:
            counts[one.state, one.role] -= 1
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    lines = [*_on_hold_line(conn, house), _pairs_line(active)]
    for round_id, task, _ in tasks.rounds_of(conn, house.scheme_id)[:1]:
        if task in house.bank:
            lines.append(_round_line(conn, house, round_id, task))
    clinicians = _count(counts, PersonState.WAITING, clinicians=True)
    managers = _count(counts, PersonState.WAITING, clinicians=False)
    if clinicians or managers or proposed:
        lines.append(_waiting_line(clinicians, managers, len(offered)))
    incomplete = sum(n for (state, _), n in counts.items() if state == PersonState.REGISTERED)
    if incomplete:
        lines.append(f"Details missing: {_many(incomplete, 'person', 'people')}.")
    return [
        *lines,
        *event_lines(conn, house, now),
        *_invitation_lines(conn, house, now),
        *_binned_line(conn, house, now),
    ]


def _binned_line(conn: Connection, house: House, now: datetime) -> list[str]:
    """Tell what somebody had deleted before it was seen, since the last working day (F7)."""
    since = now - timedelta(days=3 if house.hours.today(now).weekday() == 0 else 1)
    found = sightings.binned_unseen(conn, house.scheme_id, since)
    if not found:
        return []
    known = people.people_by_id(conn, {one for _, one in found if one})
    names = sorted(set(known_as_all(conn, house, known.values()).values()))
    others = len([one for _, one in found if not one])
    who = [*names, *(["somebody we don't know"] if others else [])]
    were = "mail was" if len(found) == 1 else "mails were"
    return [
        f"{len(found)} {were} deleted before I saw {'it' if len(found) == 1 else 'them'}, and read all the same "
        f"(from {listed(who)}). RESTORE puts {'it' if len(found) == 1 else 'them'} back into the inbox."
    ]


def _waiting_line(clinicians: int, managers: int, offered: int) -> str:
    """Tell who waits for a buddy, apart from those whose pair waits for an OK."""
    beside = f"; {offered} more in pairs that wait for your OK" if offered else ""
    if not (clinicians or managers):
        return f"Waiting: nobody{beside}."
    return f"Waiting: {_many(clinicians, 'clinician')}, {_many(managers, 'manager')}{beside}."


def _on_hold_line(conn: Connection, house: House) -> list[str]:
    held = promises.open_promises(conn, house.scheme_id, "on_hold")
    since = [house.hours.local(one.opened_at) for one in held[:1]]
    return [f"Everything is on hold since {one:%A} {one.day} {one:%B}." for one in since]


def _invitation_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    since = now - LATELY
    said = journal.latest_by_person(conn, house.scheme_id, "record_rsvp", since).values()
    # What was said to an announced event stands in a line of its own.
    answers = Counter(
        str(one.details.get("answer")) for one in said if not one.details.get("event")
    )
    if not answers:
        return []
    told = ", ".join(f"{answers[one]} {one}" for one in ("yes", "probably", "no") if answers[one])
    return [f"Answers to the invitation in the last 28 days: {told}."]


def _pairs_line(active: tuple[object, ...]) -> str:
    if not active:
        return "No pairs so far."
    trios = sum(len(getattr(one, "members", ())) > 2 for one in active)
    pairs = len(active) - trios
    counted = [_many(count, word) for count, word in ((pairs, "pair"), (trios, "trio")) if count]
    return f"{' and '.join(counted)} at work."


def _round_line(conn: Connection, house: House, round_id: int, task: str) -> str:
    parts = []
    for stage in tasks.stages_of(conn, round_id):
        done, still, without = tasks.progress(conn, stage.id)
        if done or still or without:
            what = house.bank[task].stage(stage.name).what
            parts.append(f"{what} {done} of {done + still + without}")
    number = house.bank[task].number
    return (
        f"Task {number}, what is in: {', '.join(parts)}." if parts else f"Task {number} is planned."
    )


def _count(counts: object, state: PersonState, *, clinicians: bool) -> int:
    assert hasattr(counts, "items"), "a mapping"
    return sum(
        number
        for (in_state, role), number in counts.items()
        if in_state == state and (role == Role.CLINICIAN) is clinicians
    )


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def waiting_lines(
    conn: Connection, house: House, why: Mapping[int, str] | None = None
) -> list[str]:
    """List who waits for a buddy, the longest first; `why` says by id what they wait for."""
    waiting = people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
    told = why or {}
    lines = [
        f"{one.name} ({_role(one)}{_place(one)}){f': {told[one.id]}' if one.id in told else ''}"
        for one in waiting[:MOST_LISTED]
    ]
    return _cut(lines, len(waiting)) or ["Nobody is waiting."]


def pair_lines(conn: Connection, house: House) -> list[str]:
    """List pairs and trios."""
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    wanted = [member for one in active[:MOST_LISTED] for member in one.members]
    names = known_as_all(conn, house, people.people_by_id(conn, wanted).values())
    lines = [" + ".join(names[member] for member in one.members) for one in active[:MOST_LISTED]]
    return _cut(lines, len(active)) or ["There are no pairs yet."]


def who_lines(conn: Connection, house: House, name: str) -> list[str]:
    """Say what is known of the people a name fits."""
    found = find_people(conn, house, name)
    near = () if found else nearly_called(conn, house, name)
    if not found and not near:
        return ["I know nobody of that name."]
    shown = (found or near)[:MOST_LISTED]
    heard = journal.heard_from(conn, house.scheme_id, [one.id for one in shown])
    lines = [_who(conn, house, one, heard.get(one.id, "")) for one in shown]
    return lines if found else ["I know nobody of that name. The nearest:", *lines]


def _who(conn: Connection, house: House, person: Person, heard_from: str) -> str:
    parts = [person.name, _role(person), person.employer, person.town, person.state.value]
    pair = partnerships.current_partnership(conn, person.id)
    if pair is not None:
        others = people.people_by_id(conn, [one for one in pair.members if one != person.id])
        parts.append("with " + " and ".join(known_as_all(conn, house, others.values()).values()))
    owed = tasks.owed_by(conn, person.id)
    parts.extend(f"owes {one.stage} by {house.hours.local(one.due_at):%d %b}" for one in owed)
    parts.append(f"heard of it from: {heard_from}" if heard_from else "")
    return ", ".join(one for one in parts if one)


def find_people(conn: Connection, house: House, name: str) -> tuple[Person, ...]:
    """Find everybody whose name, workplace and town have all the words, in any state.

    What the rules know by another word counts as well: "who mri" is who works at that infirmary.
    """
    known = house.rules.vocabulary.terms_in(name.title())
    asked = [name.casefold().split(), *([one.term.say.casefold()] for one in known)]
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    for words in filter(any, asked):
        found = [one for one in everybody if all(word in _name_and_place(one) for word in words)]
        if found:
            return tuple(found)
    return ()


def _name_and_place(person: Person) -> str:
    return f"{person.name} {person.town} {person.employer}".casefold()


def _role(person: Person) -> str:
    words = [person.grade, person.specialty] if person.role is Role.CLINICIAN else []
    return " ".join(one for one in words if one) or person.role.value.replace("_", " ")


def _place(person: Person) -> str:
    return f", {person.town}" if person.town else ""


def _cut(lines: list[str], total: int) -> list[str]:
    hidden = total - len(lines)
    return [*lines, f"and {hidden} more"] if hidden > 0 else lines


def outgoing_line(conn: Connection, house: House, now: datetime) -> str:
    """Say what goes out today."""
    end = house.hours.at(house.hours.today(now), house.hours.closes)
    ready = outbox.departures(conn, house.scheme_id, end)
    kinds = {"P20": "nudge", "P21": "nudge", "P22": "nudge", "P23": "nudge"}
    named = {"P08": "introduction", "P27": "introduction", "P10": "task mail", "P11": "letter"}
    counted: dict[str, int] = {}
    for mail, number in ready.items():
        if mail.startswith("N"):
            continue
        word = (kinds | named).get(mail, "answer")
        counted[word] = counted.get(word, 0) + number
    if not counted:
        return "Nothing goes out today so far."
    listed = ", ".join(_many(number, word) for word, number in sorted(counted.items()))
    return f"Going out today: {listed}."
