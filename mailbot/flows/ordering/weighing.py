"""Weigh what a large order would do before it is done: its effect in words, and to how many people (F4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.edges.db import people, promises
from mailbot.flows.case import Case
from mailbot.flows.events import ordering as event_orders
from mailbot.flows.house import House
from mailbot.flows.ordering import (
    asking_less,
    calling_off,
    dates,
    duty,
    extending,
    handing_over,
    reaching,
    rounds,
    skips,
    task_words,
)
from mailbot.flows.ordering.naming import people_named


@dataclass(frozen=True, slots=True)
class Effect:
    """What an order would do, to how many people it writes, or the problem that forbids it.

    `text` are the words that would be passed on, whole.
    """

    words: str = ""
    people: int = 0
    problem: str = ""
    text: str = ""


Weigh = Callable[[Connection, House, Case, do.ConfirmCommand], Effect]


def _start(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    return Effect(*rounds.start_would(conn, house, case, asked.text, asked.until))


def _remove(conn: Connection, house: House, _: Case, asked: do.ConfirmCommand) -> Effect:
    found = people_named(conn, house, asked.who or (asked.text,))
    if isinstance(found, str):
        return Effect(problem=found)
    names = ", ".join(one.name for one in found)
    return Effect(f"I would take {names} off the list and ask the buddy left behind what suits.")


def _send(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    readers = reaching.readers_of(conn, house, case, asked.who)
    if isinstance(readers, str):
        return Effect(problem=readers)
    if not asked.text.strip():
        return Effect(problem="What shall I say? Say for example: send managers: your words.")
    each = ", a mail each," if len(readers) > 1 else ""
    whom = "They" if len(readers) > 1 else readers[0].first_name
    return Effect(f"{whom} would get{each} the words below.", len(readers), text=asked.text)


def _answer(conn: Connection, house: House, _: Case, asked: do.ConfirmCommand) -> Effect:
    question = promises.promise_by_number(conn, house.scheme_id, asked.number)
    if question is None or question.person_id is None or not asked.text.strip():
        return Effect(NOTHING_YET)
    asker = people.person_by_id(conn, question.person_id)
    return Effect(f"{asker.first_name} would get the words below.", 1, text=asked.text)


def _remind(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    if asked.who and reaching.is_person(asked.who):
        return Effect(NOTHING_YET)
    owed = reaching.to_remind(conn, house, case, " ".join(asked.who))
    if not owed:
        return Effect(problem="Nobody in that group owes anything; nothing was done.")
    return Effect("Each would get one line about what is open.", len(owed))


def _extend(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    if asked.until is None:
        return Effect(problem="Until when? Say for example: extend task 1 to friday.")
    if asked.until < house.hours.today(case.now):
        return Effect(problem=f"{asked.until.day} {asked.until:%B} has passed; nothing was done.")
    if asked.who and reaching.is_person(asked.who):
        problem = extending.why_not(conn, house, case, asked.who, asked.until)
        return Effect("They would be told.", problem=problem)
    return _extend_task(conn, house, asked.text, asked.until)


def _extend_task(conn: Connection, house: House, text: str, until: date) -> Effect:
    task = dates.running_task(conn, house, text)
    if task is None:
        return Effect(problem="Which task? Say for example: extend task 1 to friday.")
    still_open, done = dates.open_in_task(conn, house, task)
    owed = dates.to_move(house, still_open, until)
    if not owed:
        return Effect(problem=dates.NOBODY_TO_MOVE)
    due = house.hours.local(house.hours.deadline_on(until))
    return Effect(
        f"Task {task.number} would be due {due:%A} {due.day} {due:%B} for {_whoever_owes(len(owed))}, "
        f"and one line would say so.{_spared(done)}",
        len(owed),
    )


def _spared(done: int) -> str:
    return f" The {done} who {'has' if done == 1 else 'have'} won't hear." if done else ""


def _whoever_owes(count: int) -> str:
    return (
        "the one who hasn't sent theirs" if count == 1 else f"the {count} who haven't sent theirs"
    )


def _cancel(conn: Connection, house: House, _: Case, asked: do.ConfirmCommand) -> Effect:
    task = dates.running_task(conn, house, asked.text)
    if task is None:
        return Effect(problem="No such task is running; nothing was done.")
    return Effect(*calling_off.would(conn, house, task))


def _skip(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    found = skips.meant(conn, house, case, asked.who, asked.text)
    if isinstance(found, str):
        return Effect(problem=found)
    return Effect(
        f"{found.whom} would not have to do {found.what}, and each gets a line that says so. "
        "What has come counts.",
        len(found.owed),
    )


def _handover(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    found = handing_over.successor(house, case, (*asked.who, asked.text))
    if isinstance(found, str):
        return Effect(problem=found)
    on = asked.until or house.hours.today(case.now)
    return Effect(
        f"{found.first_name} would have the scheme from {on:%A} {on.day} {on:%B}, and you would "
        f"have no say in it then. {found.first_name} is asked for a YES too, at {found.address}."
    )


def _away(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    effect, problem = duty.would(conn, house, case, asked.text)
    return Effect(effect, problem=problem)


def _put_back(conn: Connection, house: House, _: Case, asked: do.ConfirmCommand) -> Effect:
    problem = task_words.nothing_to_put_back(conn, house, asked.text)
    return Effect("It would have the words again that it came with.", problem=problem)


def _of_people(conn: Connection, house: House, _: Case, asked: do.ConfirmCommand) -> Effect:
    names = asked.who if len(asked.who) > 1 else (" ".join(asked.who) or asked.text,)
    found = people_named(conn, house, names)
    return Effect(problem=found) if isinstance(found, str) else Effect(NOTHING_YET)


NOTHING_YET = "Nothing has been done so far."
# What is about people by name, is easily undone, and only lacks proof of who says it.
OF_PEOPLE = ("pause", "resume", "rematch", "lift", "match", "split")


def _event(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    today = house.hours.today(case.now)
    return Effect(*event_orders.would(conn, house, case, asked.text, today))


def _stop_asking(conn: Connection, house: House, case: Case, asked: do.ConfirmCommand) -> Effect:
    words, problem = asking_less.would_stop_asking(conn, house, case, asked)
    return Effect(words, problem=problem)


WEIGHED: Mapping[str, Weigh] = {
    **dict.fromkeys(OF_PEOPLE, _of_people),
    "start": _start,
    "remove": _remove,
    "send": _send,
    "answer": _answer,
    "remind": _remind,
    "extend": _extend,
    "cancel": _cancel,
    "skip": _skip,
    "put_back": _put_back,
    "handover": _handover,
    "away": _away,
    "event": _event,
    "stop_asking": _stop_asking,
}
