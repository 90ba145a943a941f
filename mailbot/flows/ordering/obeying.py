"""Obey a coordinator's order, one function for each verb, and say in lines what was done."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import quoting
from mailbot.flows.case import Case
from mailbot.flows.events import ordering as event_orders
from mailbot.flows.house import House
from mailbot.flows.lessons.drafting import draft_again
from mailbot.flows.ordering import (
    answering,
    asking_less,
    calling_off,
    dates,
    double_dates,
    duty,
    extending,
    fixing,
    handing_over,
    inviting,
    keepsakes,
    on_hold,
    pairing,
    persons,
    reaching,
    rounds,
    skips,
    task_drafting,
    task_words,
    undoing,
)
from mailbot.flows.ordering.confirming import YES_WITHIN, in_words, ordered_in
from mailbot.flows.setting_aside import ask_to_restore

# What became of an order that was restated, and then said otherwise.
CHANGED, DROPPED = "changed", "no"
_WHAT_BECAME = {
    CHANGED: "You changed that since; reply YES to the newer mail. Nothing was done.",
    DROPPED: "You dropped that; say it again to have it done. Nothing was done.",
}
Obey = Callable[[Connection, House, Case, do.RunCommand], list[str]]


def _answer(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [answering.answer(conn, house, case, said.number, said.text)]


def _mine(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    asked = promises.promise_by_number(conn, house.scheme_id, said.number)
    if asked is None:
        return ["Which one? Say for example: 14 mine."]
    if asked.state != "open":
        return [f"{asked.number} was already done by {asked.closed_by}."]
    return [answering.claim(conn, case, asked)]


def _match(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [pairing.match(conn, house, case, said.who)]


def _split(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [pairing.split(conn, house, case, said.who)]


def _extend(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    if said.who and reaching.is_person(said.who):
        return [extending.extend_people(conn, house, case, said.who, said.until)]
    task = dates.running_task(conn, house, said.text)
    if task is None or said.until is None:
        return ["Which task, and until when? Say for example: extend task 1 to friday."]
    return [dates.extend_task(conn, house, case, task, said.until)]


def _cancel(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    task = dates.running_task(conn, house, said.text)
    if task is None:
        return ["Which task? Say for example: cancel task 1. Nothing was done."]
    return [calling_off.call_off(conn, house, case, task)]


def _skip(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [skips.leave_out(conn, house, case, said.who, said.text)]


def _remind(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    if said.who and reaching.is_person(said.who):
        return [reaching.remind_person(conn, house, case, one) for one in said.who]
    return [reaching.remind_group(conn, house, case, " ".join(said.who))]


def _send(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [reaching.send_words(conn, house, case, said.who, said.text)]


def _start(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [rounds.start(conn, house, case, said.text, said.until)]


def _new_task(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return task_drafting.write_task(conn, house, case, said)


def _put_back(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [task_words.put_back(conn, house, case, said.text)]


def _pause_all(conn: Connection, house: House, case: Case, _: do.RunCommand) -> list[str]:
    return on_hold.pause_everything(conn, house, case)


def _resume_all(conn: Connection, house: House, case: Case, _: do.RunCommand) -> list[str]:
    return on_hold.resume_everything(conn, house, case)


def _away(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [duty.away(conn, house, case, said.text, said.said_on)]


def _handover(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [handing_over.ask_successor(conn, house, case, (*said.who, said.text), said.until)]


def _take_over(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [handing_over.hand_over(conn, house, case, said.text, " ".join(said.who), said.until)]


def _learning(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [draft_again(conn, house, case, said.text)]


def _quote(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    return [quoting.ask(conn, house, case, said.text)]


def _restore(conn: Connection, house: House, case: Case, _: do.RunCommand) -> list[str]:
    return ask_to_restore(conn, house, case)


ORDERS: Mapping[str, Obey] = {
    "learning": _learning,
    "restore": _restore,
    "ask_again": asking_less.ask_again,
    "stop_asking": asking_less.stop_asking,
    "quote": _quote,
    "event": event_orders.obey,
    "answer": _answer,
    "mine": _mine,
    "match": _match,
    "split": _split,
    "never": fixing.fix,
    "keep": fixing.fix,
    "takes": fixing.fix,
    "wish": fixing.fix,
    "unfix": fixing.fix,
    "ask_expert": inviting.ask_expert,
    "double_date": double_dates.order,
    "pause": persons.act_on_people,
    "resume": persons.act_on_people,
    "rematch": persons.act_on_people,
    "lift": persons.act_on_people,
    "remove": persons.act_on_people,
    "extend": _extend,
    "cancel": _cancel,
    "skip": _skip,
    "remind": _remind,
    "send": _send,
    "portfolio": keepsakes.send_portfolios,
    "start": _start,
    "new_task": _new_task,
    "put_back": _put_back,
    "pause_everything": _pause_all,
    "resume_everything": _resume_all,
    "away": _away,
    "handover": _handover,
    handing_over.TAKE_OVER: _take_over,
}


def what_became(asked: Promise) -> str:
    """Say why a restated order isn't open any more."""
    return _WHAT_BECAME.get(asked.outcome, "That was done already.")


def obey(
    conn: Connection,
    house: House,
    case: Case,
    said: do.RunCommand,
    asked_in: int | None = None,
) -> tuple[list[str], datetime | None]:
    """Do one order so that it can be undone; give what was done in lines, and until when UNDO works.

    Who asked for it by another mail, `asked_in`, may undo it too.
    """
    if said.verb == "undo":
        return undoing.undo(conn, house, case, said.mail), None
    also = said.text if said.verb == handing_over.TAKE_OVER else ""
    with undoing.undoable(conn, house, case, in_words(said), also=also, asked_in=asked_in) as doing:
        lines = ORDERS[said.verb](conn, house, case, said)
    return lines, doing.until


def yes_within(asked: Promise) -> timedelta:
    """Give how long a YES counts: somebody who is to take over may be away over a weekend."""
    takes_over = asked.details.get("verb") == handing_over.TAKE_OVER
    return handing_over.YES_TO_TAKE_OVER_WITHIN if takes_over else YES_WITHIN


def obey_confirmed(
    conn: Connection, house: House, case: Case, asked: Promise
) -> tuple[list[str], datetime | None]:
    """Do what a coordinator confirmed by YES, once and in time; a second YES does nothing."""
    if case.now - asked.opened_at > yes_within(asked):
        promises.close_promise(conn, asked.id, case.now, case.by, "too late", kept=False)
        days = yes_within(asked).days
        return [f"That was asked more than {days} days ago; please say it again."], None
    if not promises.close_promise(conn, asked.id, case.now, case.by, "yes"):
        return [what_became(asked)], None
    return obey(conn, house, case, ordered_in(asked), asked.received_id)
