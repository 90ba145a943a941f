"""Let a pair of ours do a task with a pair of another scheme in this house, once its coordinator agrees (B7).

Each scheme keeps a promise of its own and writes to its own pair only; `twin` is the other's. Before
the other coordinator's OK nobody has heard of it, and names are shown when all have said yes.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, listed
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.introductions import introduction_of
from mailbot.flows.ordering.asking_pairs import (
    DAYS_TO_ANSWER,
    ask_one,
    call_off,
    in_a_word,
    may_be_asked,
    offers_of,
    tell_one,
)
from mailbot.flows.ordering.pairs_elsewhere import two_pairs
from mailbot.flows.writing import Letter, queue

ACROSS = "double_date_across"
OPTIONS = ("ok", "no")


def propose(
    conn: Connection, house: House, case: Case, task: TaskDefinition, said: do.RunCommand
) -> str | None:
    """Put it before the other scheme's coordinator; None unless one pair is ours and one is another's."""
    found = two_pairs(conn, house, said.who)
    if found is None:
        return None
    own, (there, theirs) = found
    who = people.people_by_id(conn, (*own.members, *theirs.members))
    if any(not may_be_asked(who[one]) for one in own.members):
        return "One of your pair can't be asked just now, so nothing was done."
    if any(
        _own_pair(one) == own.id for one in promises.open_promises(conn, house.scheme_id, ACROSS)
    ):
        return "Your pair is being asked about a double date already; nothing was done."
    due = _due(house, case, said.until)
    kept = _keep(conn, house.scheme_id, case, task.name, (own.id, theirs.id), there, due)
    ours = in_a_word([who[one] for one in own.members])
    names = " + ".join(who[one].name for one in theirs.members)
    promises.open_promise(
        conn,
        there,
        do.Matter.DOUBLE_DATE.value,
        f"{house.scheme.name} would like {names} to do task {task.number} with a pair of theirs ({ours})."
        " Nobody has heard of it. Ask them?",
        case.now,
        asks_coordinator=True,
        options=list(OPTIONS),
        partnership_id=theirs.id,
        details={"across": kept.id, "task": task.name, "from": house.scheme_id},
    )
    return (
        "That pair is in another scheme, so its coordinator is asked first. Nobody else hears of it before"
        " they agree; then each of the four is asked alone."
    )


def _due(house: House, case: Case, until: date | None) -> datetime:
    today = house.hours.today(case.now)
    day = until if until and until > today else house.hours.add_working_days(today, DAYS_TO_ANSWER)
    return house.hours.deadline_on(day)


def _keep(
    conn: Connection,
    scheme_id: int,
    case: Case,
    task: str,
    pairs: tuple[int, int],
    there: int,
    due: datetime,
    *,
    twin: int = 0,
) -> Promise:
    """Open one side's promise; `pairs` are its own pair and the other's."""
    return promises.open_promise(
        conn,
        scheme_id,
        ACROSS,
        "two pairs of two schemes may do a task together",
        case.now,
        asks_coordinator=False,
        details={
            "task": task,
            "pairs": list(pairs),
            "there": there,
            "twin": twin,
            "until": due.isoformat(),
        },
        next_look_at=due,
    )


def comes_from_elsewhere(asked: Promise) -> bool:
    """Say whether a double date was asked for by another scheme."""
    return bool(asked.details.get("across"))


def decided(conn: Connection, house: House, case: Case, asked: Promise, *, ask: bool) -> str:
    """Let the other scheme's wish be, or ask our pair now and let them ask theirs."""
    twin = promises.promise_by_id(conn, _number(asked, "across"))
    promises.close_promise(conn, asked.id, case.now, case.by, "ok" if ask else "no")
    if twin.state != "open":
        return "can't be done any more: the other scheme has let it go."
    if not ask:
        _wake(conn, case, twin, refused=True)
        return "not done: nobody was asked, and the other scheme hears that it doesn't suit."
    theirs, own = (partnerships.partnership_by_id(conn, one) for one in _pairs(twin))
    who = people.people_by_id(conn, (*own.members, *theirs.members))
    if own.state is not PartnershipState.ACTIVE or not all(
        may_be_asked(who[one]) for one in own.members
    ):
        _wake(conn, case, twin, refused=True)
        return "can't be done just now: one of them can't be asked, or the pair has ended."
    due = _due(house, case, None)
    task, there = str(twin.details["task"]), _number(asked, "from")
    kept = _keep(conn, house.scheme_id, case, task, (own.id, theirs.id), there, due, twin=twin.id)
    _wake(conn, case, twin, twin=kept.id, until=due.isoformat())
    _ask_own(conn, house, case, kept)
    names = listed([who[one].first_name for one in own.members])
    last = house.hours.local(due)
    return (
        f"done: {names} are each asked, until {last:%A} {last.day} {last:%B}, and the other pair by their own"
        " scheme. Addresses are shown only when all have said yes."
    )


def _ask_own(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    own, theirs = (partnerships.partnership_by_id(conn, one) for one in _pairs(kept))
    who = people.people_by_id(conn, (*own.members, *theirs.members))
    others = [who[one] for one in theirs.members]
    task = house.task(str(kept.details["task"]))
    due = datetime.fromisoformat(str(kept.details["until"]))
    for one in own.members:
        ask_one(conn, house, case, kept, who[one], own, others, task, due)


def answered(conn: Connection, house: House, case: Case, offer: Promise, option: str) -> None:
    """Keep one answer: a no ends it in both schemes, the fourth yes shows the four to each other."""
    kept = promises.promise_by_id(conn, _number(offer, "double"))
    person = people.person_by_id(conn, offer.person_id or 0)
    if kept.state != "open":
        tell_one(conn, house, case, person, "That one is over already. Nothing changes for you.")
    elif option != "yes":
        words = "Noted, and nobody hears who said no. Nothing changes for you."
        tell_one(conn, house, case, person, words)
        _end(conn, house, case, kept, but=person.id)
    elif _all_agree(conn, house, kept):
        _introduce(conn, house, case, kept)
    else:
        last = house.hours.local(datetime.fromisoformat(str(kept.details["until"])))
        by = f"{last:%A} {last.day} {last:%B}"
        words = f"Lovely. You'll hear when everybody has answered, by {by}."
        tell_one(conn, house, case, person, words)


def look_at(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    """See how far the other side is: ask our pair once they agree, and end it when they do or time is over."""
    twin = promises.promise_by_id(conn, _number(kept, "twin")) if kept.details["twin"] else None
    over = case.now >= datetime.fromisoformat(str(kept.details["until"]))
    if kept.details.get("refused") or (twin is None and over):
        promises.close_promise(conn, kept.id, case.now, "mailbot", "no")
        _say_it_is_off(conn, house, case, kept)
    elif twin is not None and twin.state != "open" and twin.outcome != "yes":
        _end(conn, house, case, kept)
    elif _all_agree(conn, house, kept):
        _introduce(conn, house, case, kept)
    elif over:
        _end(conn, house, case, kept)
    else:
        if twin is not None and not offers_of(conn, house, kept):
            _ask_own(conn, house, case, kept)
        promises.change_promise(conn, kept.id, next_look_at=case.now + timedelta(days=1))


def _say_it_is_off(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    own = partnerships.partnership_by_id(conn, _own_pair(kept))
    who = people.people_by_id(conn, own.members)
    names = listed([who[one].first_name for one in own.members])
    title = f"The double date for {names} doesn't suit the other scheme; nobody was asked"
    put_before_coordinators(conn, house, case, do.Matter.LOOK, title, ("done",), partnership=own.id)


def _all_agree(conn: Connection, house: House, kept: Promise) -> bool:
    twin = _number(kept, "twin")
    if not twin:
        return False
    there = replace(house, scheme_id=_number(kept, "there"))
    mine = offers_of(conn, house, kept)
    theirs = offers_of(conn, there, promises.promise_by_id(conn, twin))
    return bool(mine and theirs) and all(one.outcome == "yes" for one in (*mine, *theirs))


def _introduce(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    """Show the four to our two; the other scheme shows them to its own, at the latest tonight."""
    own, theirs = (partnerships.partnership_by_id(conn, one) for one in _pairs(kept))
    who = people.people_by_id(conn, (*own.members, *theirs.members))
    fit = all(one.state is PartnershipState.ACTIVE for one in (own, theirs))
    if not fit or not all(one.takes_mail for one in who.values()):
        _end(conn, house, case, kept)
        return
    promises.close_promise(conn, kept.id, case.now, case.by, "yes")
    _wake(conn, case, promises.promise_by_id(conn, _number(kept, "twin")))
    first, second = sorted((own, theirs), key=lambda one: one.id)
    task = house.task(str(kept.details["task"]))
    members = [who[one] for one in (*first.members, *second.members)]
    letter = Letter(
        MailId.P54,
        "all have said yes",
        to=tuple(who[one] for one in own.members),
        values={
            "task": f"task {task.number}",
            "first_pair": [who[one].first_name for one in first.members],
            "second_pair": [who[one].first_name for one in second.members],
            "intros": introduction_of(members, first)["intros"],
        },
        approved=True,
        in_reply=False,
        once_key=f"P54:{kept.id}",
    )
    queue(conn, house, case.now, letter)
    names = listed([one.first_name for one in members])
    title = f"{names} all said yes to a double date for task {task.number}"
    put_before_coordinators(conn, house, case, do.Matter.LOOK, title, ("done",), partnership=own.id)


def _end(
    conn: Connection, house: House, case: Case, kept: Promise, *, but: int | None = None
) -> None:
    call_off(conn, house, case, kept, but=but)
    if _number(kept, "twin"):
        _wake(conn, case, promises.promise_by_id(conn, _number(kept, "twin")))


def _wake(conn: Connection, case: Case, other: Promise, /, **more: object) -> None:
    """Let the other scheme look at its side in its next round."""
    if other.state == "open":
        details = {**other.details, **more}
        promises.change_promise(conn, other.id, details=details, next_look_at=case.now)


def _pairs(kept: Promise) -> tuple[int, int]:
    pairs = kept.details["pairs"]
    assert isinstance(pairs, list), "both pairs are kept"
    return int(pairs[0]), int(pairs[1])


def _own_pair(kept: Promise) -> int:
    return _pairs(kept)[0]


def _number(kept: Promise, key: str) -> int:
    return int(str(kept.details.get(key) or 0))
