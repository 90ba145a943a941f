"""Take what a coordinator writes below an order that was restated as the order as it should be, and restate it once (F11)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.events import Event
from mailbot.core.reading import Intent, IntentKind
from mailbot.core.respond_coordinator import command_said
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.events.ordering import open_events
from mailbot.flows.house import House
from mailbot.flows.ordering import which
from mailbot.flows.ordering.confirming import ask_yes, ordered_in
from mailbot.flows.ordering.naming import WhichOne
from mailbot.flows.ordering.obeying import CHANGED
from mailbot.flows.ordering.undoing import commander
from mailbot.translate.event_names import named_in
from mailbot.translate.event_orders import EventAct, event_order
from mailbot.translate.orders import orders_in
from mailbot.translate.rewording import day_instead, event_instead, text_instead

_WITH_TEXT = frozenset({"send", "answer"})
_WITH_DAY = frozenset({"extend", "start", "pause", "away", "handover"})
_AS_BEFORE = (
    "Left as it is: that is what I had understood. To have it done, reply YES and nothing else."
)


def edited(
    conn: Connection, house: House, case: Case, asked: Promise, words: str
) -> list[str] | None:
    """Restate an order as it should be, and let the old one go; None where the words change nothing in it.

    Nothing is done before a YES to the newer mail.
    """
    coordinator = house.scheme.coordinator(commander(house, case))
    old = ordered_in(asked)
    new = _as_it_should_be(conn, house, case, old, words)
    if coordinator is None or new is None:
        return None
    if replace(new, said_on=old.said_on) == old:
        return [_AS_BEFORE]
    order = do.ConfirmCommand(new.verb, new.text, new.until, new.who, new.number)
    try:
        problem = ask_yes(conn, house, case, coordinator, order)
    except WhichOne as unclear:
        which.ask_which(conn, house, case, which.proven_by_answer(order), unclear)
        problem = ""
    if problem:
        return [f"Left as it is. {problem}"]
    promises.close_promise(conn, asked.id, case.now, case.by, CHANGED, kept=False)
    return []


def _as_it_should_be(
    conn: Connection, house: House, case: Case, old: do.RunCommand, words: str
) -> do.RunCommand | None:
    today = house.hours.today(case.now)
    titled = open_events(conn, house, case.now)
    anew = _said_anew(house, old.verb, words, today, [one.title for one in titled])
    if anew is not None:
        return anew
    if old.verb in _WITH_TEXT:
        text = text_instead(old.text, words, today)
        return replace(old, text=text) if text else None
    if old.verb in _WITH_DAY:
        day = day_instead(words, today)
        return replace(old, until=day) if day else None
    return _of_event(old, words, titled, today) if old.verb == "event" else None


def _said_anew(
    house: House, verb: str, words: str, today: date, titles: Sequence[str]
) -> do.RunCommand | None:
    """Give the whole order, where it is said again as it should be; words to be passed on may order something."""
    found = [one for one in orders_in(words, today, house.rules, titles) if one.is_plain]
    if len(found) != 1 or found[0].verb != verb:
        return None
    order = found[0]
    headed = ":" in words.strip().partition("\n")[0]
    if verb in _WITH_TEXT | {"event"} and not headed:
        return None
    return command_said(Intent(IntentKind.COMMAND, 1.0, (), dict(order.slots)))


def _of_event(
    old: do.RunCommand, words: str, titled: Sequence[Event], today: date
) -> do.RunCommand | None:
    titles = [one.title for one in titled]
    order = event_order(old.text, titles)
    if order is not None and order.act is not EventAct.CHANGE:
        return None
    named = named_in(old.text, titles) if order is not None else ()
    text = event_instead(old.text, words, titles[named[0]] if named else "", today)
    return replace(old, text=text) if text else None
