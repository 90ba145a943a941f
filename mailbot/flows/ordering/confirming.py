"""Say in words what a large order would do, and wait for YES from the address on file (F4, N05)."""

from datetime import date, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering import fixing
from mailbot.flows.ordering.weighing import NOTHING_YET, WEIGHED, Effect
from mailbot.flows.writing import Letter, queue
from mailbot.translate.drafts import YOUR_TEXT

YES_WITHIN = timedelta(hours=48)
SAME_WITHIN = timedelta(hours=1)
MOST_UNANSWERED = 6


# Orders about everybody: nothing of what is said behind them belongs to their name.
WHOLE_SCHEME = frozenset({"pause_everything", "resume_everything"})


# What may be said otherwise below the mail that restates it.
_MAY_CHANGE = {
    **dict.fromkeys(("send", "answer"), "the words as they should be"),
    **dict.fromkeys(("extend", "start"), "another day"),
    "event": "what should be different",
}


def ask_yes(
    conn: Connection, house: House, case: Case, coordinator: Coordinator, asked: do.ConfirmCommand
) -> str:
    """Ask for a YES by a mail to the coordinator's own address; give the problem, if there is one.

    The same order that comes again within the hour is asked about once, and a flood of orders that nobody
    confirms ends in one line of the digest: they need not be the coordinator's own (F4). Raises WhichOne
    where a name fits several people.
    """
    weigh = WEIGHED.get(asked.verb)
    effect = weigh(conn, house, case, asked) if weigh else Effect(NOTHING_YET)
    if effect.problem:
        return effect.problem
    details: dict[str, object] = {
        "verb": asked.verb,
        "text": asked.text,
        "who": list(asked.who),
        "number": asked.number,
        "until": asked.until.isoformat() if asked.until else "",
        "coordinator": coordinator.address,
        "said_on": house.hours.today(case.now).isoformat(),
    }
    unanswered = _unanswered(conn, house, case, coordinator)
    if any(one.details == details and case.now - one.opened_at < SAME_WITHIN for one in unanswered):
        return ""
    if len(unanswered) >= MOST_UNANSWERED:
        _say_that_many_came(conn, house, case, coordinator)
        return ""
    _restate(conn, house, case, coordinator, asked, effect, details)
    return ""


def _unanswered(
    conn: Connection, house: House, case: Case, coordinator: Coordinator
) -> tuple[Promise, ...]:
    """Give what was restated to a coordinator within a day and has had no answer."""
    restated = promises.open_promises(conn, house.scheme_id, do.Matter.COMMAND.value)
    return tuple(
        one
        for one in restated
        if one.details.get("coordinator") == coordinator.address
        and case.now - one.opened_at < timedelta(days=1)
    )


def _say_that_many_came(
    conn: Connection, house: House, case: Case, coordinator: Coordinator
) -> None:
    title = f"More orders came in the name of {coordinator.first_name} than were confirmed. None was done"
    put_before_coordinators(conn, house, case, do.Matter.LOOK, title, ("done",))


def _restate(
    conn: Connection,
    house: House,
    case: Case,
    coordinator: Coordinator,
    asked: do.ConfirmCommand,
    effect: Effect,
    details: dict[str, object],
) -> None:
    said = in_words(asked)
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.COMMAND.value,
        said,
        case.now,
        asks_coordinator=False,
        options=["yes"],
        received_id=case.received_id,
        details=details,
    )
    letter = Letter(
        MailId.N05,
        "a command that needs a YES",
        coordinator=coordinator,
        values={
            "asked": said,
            "effect": effect.words,
            "people": effect.people,
            "text": effect.text or None,
            "change": _MAY_CHANGE.get(asked.verb),
        },
        answers=case.incoming,
        promise_id=kept.id,
        offers=("yes", YOUR_TEXT) if asked.verb in _MAY_CHANGE else ("yes",),
    )
    queue(conn, house, case.now, letter)


_IN_THEIR_WORDS = frozenset({"away", "event", "ask_again", "stop_asking"})


def in_words(asked: do.ConfirmCommand | do.RunCommand) -> str:
    """Name an order in a few words, as it was said."""
    fixed = fixing.in_words(asked.verb, asked.who, asked.number, asked.text)
    if fixed:
        return fixed
    on = f" on {_said_day(asked.until)}" if asked.until else ""
    as_said = {
        "take_over": f"the scheme goes to {' '.join(asked.who)}{on}",
        "put_back": f"put back task {asked.text}'s own words",
        **dict.fromkeys(_IN_THEIR_WORDS, " ".join(asked.text.split())[:100].rstrip(" .!")),
    }
    if asked.verb in as_said:
        return as_said[asked.verb]
    who = (one.partition(" #")[0] for one in asked.who)
    if asked.verb == "skip":
        named = " + ".join(who)
        return " ".join(filter(None, ("skip", asked.text, f"for {named}" if named else "")))
    if asked.verb in WHOLE_SCHEME:
        return asked.verb.replace("_", " ")
    about = " + ".join(who) or (f"task {asked.text}" if asked.text.isdigit() else asked.text)
    numbered = str(asked.number or "")
    to = {"start": "on", "handover": "from"}.get(asked.verb, "to")
    until = f"{to} {_said_day(asked.until)}" if asked.until else ""
    words = about if asked.verb != "answer" else ""
    return " ".join(filter(None, (asked.verb.replace("_", " "), numbered, words[:80], until)))


def _said_day(day: date) -> str:
    return f"{day.day} {day:%B}"


def ordered_in(asked: Promise) -> do.RunCommand:
    """Give the order that a YES was asked for."""
    details = asked.details
    said_on = str(details.get("said_on") or "")
    who, number, until = details.get("who"), details.get("number"), str(details.get("until") or "")
    return do.RunCommand(
        str(details["verb"]),
        who=tuple(str(one) for one in who) if isinstance(who, list) else (),
        number=number if isinstance(number, int) else 0,
        text=str(details.get("text") or ""),
        until=date.fromisoformat(until) if until else None,
        said_on=date.fromisoformat(said_on) if said_on else None,
    )
