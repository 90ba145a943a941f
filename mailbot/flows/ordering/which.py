"""Ask which of several people a coordinator means, and go on when they answer with a number (A6)."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.confirming import in_words, ordered_in
from mailbot.flows.ordering.naming import WhichOne, as_chosen
from mailbot.flows.ordering.undoing import commander
from mailbot.flows.ordering.weighing import OF_PEOPLE
from mailbot.flows.writing import Letter, queue

Order = do.RunCommand | do.ConfirmCommand


def ask_which(conn: Connection, house: House, case: Case, order: Order, unclear: WhichOne) -> None:
    """Put the people in question with a number each; nothing is done before the answer."""
    coordinator = house.scheme.coordinator(commander(house, case))
    if coordinator is None or case.incoming is None:
        return
    labels = list(unclear.labels.items())
    numbers = [str(at) for at, _ in enumerate(labels, 1)]
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.COMMAND.value,
        in_words(order),
        case.now,
        asks_coordinator=False,
        options=numbers,
        received_id=case.received_id,
        details={
            "verb": order.verb,
            "text": order.text,
            "who": list(order.who),
            "number": order.number,
            "until": order.until.isoformat() if order.until else "",
            "coordinator": coordinator.address,
            "which": unclear.said,
            "people": [[one, label] for one, label in labels],
            "confirm": isinstance(order, do.ConfirmCommand),
        },
    )
    shown = "; ".join(f"{at} {label}" for at, (_, label) in enumerate(labels, 1))
    lines = [f"Which? {shown}.", "Reply with the number. Nothing is done until then."]
    letter = Letter(
        MailId.N04,
        "a name fits several people",
        coordinator=coordinator,
        values={"done": lines, "thread": case.incoming.subject or "Your email"},
        answers=case.incoming,
        promise_id=kept.id,
        offers=tuple(numbers),
    )
    queue(conn, house, case.now, letter)


def proven_by_answer(asked: do.ConfirmCommand) -> Order:
    """Who answers our mail has proven who they are: what is easily undone needs no YES besides."""
    if asked.verb not in OF_PEOPLE:
        return asked
    return do.RunCommand(asked.verb, asked.who, asked.number, asked.text, asked.until)


def is_about_who(asked: Promise) -> bool:
    """Say whether a command waits for which person it is about."""
    return "which" in asked.details


def chosen(asked: Promise, words: str, now: datetime) -> Order | str:
    """Give the order with the one person who was chosen, or a sentence that asks again."""
    if asked.state != "open":
        return "That was done already."
    people = asked.details.get("people")
    labels = {int(one): str(label) for one, label in people} if isinstance(people, list) else {}
    meant = _meant(words, labels)
    if meant is None:
        shown = "; ".join(f"{at} {label}" for at, label in enumerate(labels.values(), 1))
        return f"Which? {shown}. Reply with the number."
    return _with(asked, as_chosen(labels[meant], meant))


def _meant(words: str, labels: dict[int, str]) -> int | None:
    """Find whom a number means, or a word that stands in one label only: "2", "the Wigan one"."""
    number = re.search(r"\b\d\b", words)
    ids = list(labels)
    if number is not None:
        at = int(number[0])
        return ids[at - 1] if 0 < at <= len(ids) else None
    said = set(re.findall(r"[^\W\d_]{3,}", words.casefold()))
    fits = {one: said & set(re.findall(r"\w+", label.casefold())) for one, label in labels.items()}
    common = set.intersection(*fits.values()) if fits else set()
    left = [one for one, found in fits.items() if found - common]
    return left[0] if len(left) == 1 else None


def _with(asked: Promise, name: str) -> Order:
    order, said = ordered_in(asked), str(asked.details["which"])
    who = tuple(name if one == said else one for one in order.who)
    if name not in who and said == " ".join(order.who):
        who = (name,)
    text = name if not order.who and order.text == said else order.text
    if not asked.details.get("confirm"):
        return replace(order, who=who, text=text)
    return do.ConfirmCommand(order.verb, text, order.until, who, order.number)
