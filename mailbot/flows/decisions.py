"""Carry out what coordinators decided by number, and read it back once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning, confirms, meaning
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import commands
from mailbot.flows.case import Case
from mailbot.flows.decided.said import Said
from mailbot.flows.deciding import carried
from mailbot.flows.house import House
from mailbot.flows.ordering import (
    answering,
    editing,
    handing_over,
    obeying,
    reading_back,
    undoing,
    which,
)


def decide(conn: Connection, house: House, case: Case, action: do.Decide) -> None:
    """Do each decision that is still open; what another coordinator did first stands (F8).

    All that one mail decides is undone together; a confirmed command is undone for itself.
    """
    asked = [
        (number, promises.promise_by_number(conn, house.scheme_id, number), words)
        for number, words in action.answers
    ]
    lines, until = [], None
    for _, command, words in asked:
        if command is not None and command.kind == do.Matter.COMMAND:
            told, until = _command(conn, house, case, command, words)
            lines += told
    rest = [one for one in asked if one[1] is None or one[1].kind != do.Matter.COMMAND]
    with undoing.undoable(conn, house, case, _title(rest)) as doing:
        done = [_one(conn, house, case, number, words) for number, _, words in rest]
        decided = [promise for _, promise, _ in rest]
        by = undoing.commander(house, case)
        if not lines and reading_back.can_be_told_later(conn, house, by, decided):
            doing.told = [one for one in done if one]
    if not doing.told:
        commands.read_back(conn, house, case, lines + done, undo_until=doing.until or until)


def _title(rest: Sequence[tuple[int, Promise | None, str]]) -> str:
    """Name what is decided, as it is told when it is undone."""
    titles = [f"{number} {asked.title}" for number, asked, _ in rest if asked is not None]
    return "; ".join(titles[:MOST_NAMED]) + (" and more" if len(titles) > MOST_NAMED else "")


MOST_NAMED = 4
LEFT = (
    "Left as it is. To have it done, reply YES and nothing else. To change it, send me the whole of it "
    "as it should be."
)


def _one(conn: Connection, house: House, case: Case, number: int, words: str) -> str:
    # Asked again here: an answer before this one in the same mail may have closed it.
    asked = promises.promise_by_number(conn, house.scheme_id, number)
    if asked is None:
        return f"{number}: I don't have that one."
    if asked.kind != do.Matter.QUESTION:
        words = _chosen(words, asked.options)
    means, option = meaning(words, asked.options)
    if asked.state != "open":
        return _done_before(conn, house, case, asked, means, words)
    if answering.is_claim(words):
        return answering.claim(conn, case, asked)
    return carried(conn, house, Said(case, asked, means, option, words))


def _chosen(words: str, options: tuple[str, ...]) -> str:
    """Give the option that a bare number stands for (N02, N07)."""
    number = words.strip(" .")
    if number.isdigit() and 0 < int(number) <= len(options):
        return options[int(number) - 1]
    return words


def _done_before(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    if asked.outcome == "swapped" and asked.closed_at == case.now:
        return ""
    if asked.kind == do.Matter.QUESTION and means is Meaning.WORDS:
        return answering.answered_before(conn, house, case, asked, words)
    when = f" {house.hours.local(asked.closed_at):%H:%M}" if asked.closed_at else ""
    return f"{asked.number} was already done by {asked.closed_by}{when}."


def _command(
    conn: Connection, house: House, case: Case, asked: Promise, words: str
) -> tuple[list[str], datetime | None]:
    if asked.details.get("verb") == handing_over.TAKE_OVER and not undoing.commander(house, case):
        return _newcomer(conn, house, case, asked, words)
    if asked.details.get("coordinator") != undoing.commander(house, case):
        return ["Only the coordinator who asked can confirm that."], None
    if which.is_about_who(asked):
        return _about_who(conn, house, case, asked, words), None
    if confirms(words):
        return obeying.obey_confirmed(conn, house, case, asked)
    return _unconfirmed(conn, house, case, asked, words), None


def _unconfirmed(
    conn: Connection, house: House, case: Case, asked: Promise, words: str
) -> list[str]:
    """Drop a restated order at a plain no; other words say how it should be, or change nothing."""
    if asked.state != "open":
        return [obeying.what_became(asked)]
    if meaning(words, ())[0] is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, obeying.DROPPED, kept=False)
        return ["Dropped; nothing was done."]
    told = editing.edited(conn, house, case, asked, words)
    return [LEFT] if told is None else told


def _newcomer(
    conn: Connection, house: House, case: Case, asked: Promise, words: str
) -> tuple[list[str], datetime | None]:
    """Hear whether somebody who is no coordinator yet takes the scheme over; they get N14, or nothing (F12)."""
    writer = case.incoming.sender if case.incoming else ""
    if asked.details.get("coordinator") != writer:
        return [], None
    if not confirms(words):
        handing_over.not_taken(conn, house, case, asked, "The answer isn't a plain YES.")
        return [], None
    in_time = case.now - asked.opened_at <= obeying.yes_within(asked)
    lines, until = obeying.obey_confirmed(conn, house, case, asked)
    if not in_time:
        handing_over.not_taken(conn, house, case, asked, "The YES came too late; say it again.")
    return lines, until


def _about_who(conn: Connection, house: House, case: Case, asked: Promise, words: str) -> list[str]:
    """Do what was asked about the one who was chosen; the answer to it is a mail of its own."""
    order = which.chosen(asked, words, case.now)
    if isinstance(order, str):
        return [order]
    promises.close_promise(conn, asked.id, case.now, case.by, "chosen")
    if isinstance(order, do.ConfirmCommand):
        commands.confirm_command(conn, house, case, order)
    else:
        commands.run_command(conn, house, case, order)
    return []
