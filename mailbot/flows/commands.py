"""Carry out a coordinator's commands in words: look at once, act with care, confirm what is large."""

from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.core.scheme import Coordinator
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import contact_book, pairs, recruiting, stages, summary
from mailbot.flows.case import Case
from mailbot.flows.correcting import correct
from mailbot.flows.doing import questions, silence
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

HELP = (
    "status - how it stands",
    "late, waiting, pairs - lists",
    "who sam, who wigan - people",
    "cohort - everybody's contacts as files",
    "mailshot for deanery - a text to forward",
    "answer 14: your words",
    "pause sam, resume sam, remove sam",
    "start task 1 tuesday 8 june",
    "14 is a question, not a letter - when I read a mail wrongly",
)


def run_command(conn: Connection, house: House, case: Case, action: do.RunCommand) -> None:
    """Do a command and read back what was done (N04)."""
    if action.verb == "mailshot":
        recruiting.send_mailshot(conn, house, case, action.text)
        return
    lines = _done(conn, house, case, action)
    read_back(conn, house, case, lines, contact_book.files_for(conn, house, action))


def _done(conn: Connection, house: House, case: Case, action: do.RunCommand) -> list[str]:
    looks = {
        "status": lambda: summary.status_lines(conn, house, case.now),
        "report": lambda: summary.status_lines(conn, house, case.now),
        "late": lambda: summary.late_lines(conn, house, case.now),
        "waiting": lambda: summary.waiting_lines(conn, house),
        "pairs": lambda: summary.pair_lines(conn, house),
        "cohort": lambda: contact_book.cohort_lines(conn, house),
        "who": lambda: summary.who_lines(conn, house, " ".join(action.who) or action.text),
    }
    if action.verb in looks:
        return looks[action.verb]()
    if action.verb == "correct":
        return [correct(conn, house, case, action)]
    if action.verb == "answer":
        return [_answered(conn, house, case, action.number, action.text)]
    if action.verb in {"pause", "resume", "rematch", "lift", "remove"}:
        return [_with_person(conn, house, case, action)]
    return list(HELP)


def _answered(conn: Connection, house: House, case: Case, number: int, text: str) -> str:
    asked = promises.promise_by_number(conn, house.scheme_id, number)
    if asked is None or asked.kind != do.Matter.QUESTION:
        return f"{number} is not a question."
    if asked.state != "open":
        return f"{number} was answered already by {asked.closed_by}; nothing was sent."
    questions.send_answer(conn, house, case, asked, text)
    return f"{number} answered in your words."


def _with_person(conn: Connection, house: House, case: Case, action: do.RunCommand) -> str:
    name = " ".join(action.who) or action.text
    found = summary.find_people(conn, house, name)
    if len(found) != 1:
        names = ", ".join(f"{one.name} ({one.town or one.employer})" for one in found[:4])
        return f"Which? {names}" if found else "I know nobody of that name; nothing was done."
    return act_on_person(conn, house, case, action.verb, found[0], action.until)


def act_on_person(
    conn: Connection, house: House, case: Case, verb: str, person: Person, until: date | None
) -> str:
    """Pause, bring back, rematch, release or remove one person, and say what was done."""
    if verb == "pause":
        silence.pause(
            conn, house, Case(case.now, case.because, case.by), do.Pause(person.id, until)
        )
        return f"{person.name} is paused{f' until {until:%d %B}' if until else ''}."
    if verb == "remove":
        silence.withdraw(conn, house, Case(case.now, case.because, case.by), do.Withdraw(person.id))
        return f"{person.name} is off the list and has been told how to come back."
    if verb == "rematch":
        asked = pairs.wish_rematch(conn, house, case, person, "is to have a new buddy")
        if asked is None or promises.promise_by_id(conn, asked.id).state != "open":
            return f"{person.name} is first in line."
        return pairs.rematch(conn, house, case, asked)
    people.change_person(conn, person.id, held=False)
    pair = partnerships.current_partnership(conn, person.id)
    if verb == "resume":
        state = PersonState.WAITING if pair is None else PersonState.ACTIVE
        people.change_person(conn, person.id, state=state, paused_until=None)
    return f"{person.name} gets mail again."


def confirm_command(conn: Connection, house: House, case: Case, action: do.ConfirmCommand) -> None:
    """Restate a large command in words, and wait for YES from the address on file (N05, F4)."""
    coordinator = _commander(house, case)
    if coordinator is None:
        return
    effect, count, problem = _effect(conn, house, case, action)
    if problem:
        read_back(conn, house, case, [problem])
        return
    until = action.until.isoformat() if action.until else ""
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.COMMAND.value,
        f"{action.verb} {action.text}".strip(),
        case.now,
        asks_coordinator=False,
        options=["yes"],
        received_id=case.received_id,
        details={
            "verb": action.verb,
            "text": action.text,
            "until": until,
            "coordinator": coordinator.address,
        },
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N05,
            "a command that needs a YES",
            coordinator=coordinator,
            values={
                "asked": f"{action.verb.replace('_', ' ')} {action.text}".strip(),
                "effect": effect,
                "people": count,
            },
            answers=case.incoming,
            promise_id=asked.id,
            offers=("yes",),
        ),
    )


def _commander(house: House, case: Case) -> Coordinator | None:
    return house.scheme.coordinator(case.incoming.sender) if case.incoming else None


def _effect(
    conn: Connection, house: House, case: Case, action: do.ConfirmCommand
) -> tuple[str, int, str]:
    """Say in words what a command would do, to how many, or why it cannot be done."""
    if action.verb == "start":
        task = find_task(house, action.text)
        if task is None:
            known = ", ".join(f"{one.number} {one.title}" for one in house.bank.values())
            return "", 0, f"I don't know that task. There is: {known}."
        opens = action.until or house.hours.today(case.now)
        active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
        count = sum(len(one.members) for one in active)
        _, begins, due = stages.plan_stages(task, opens, house.hours)[0]
        day = house.hours.local(begins)
        last = house.hours.local(due)
        return (
            f"On {day:%A} {day.day} {day:%B} everybody in a pair or trio gets the task mail; "
            f"it is due {last:%A} {last.day} {last:%B}.",
            count,
            "",
        )
    if action.verb in {"pause", "resume", "remove", "rematch", "lift", "answer"}:
        return "Nothing has been done so far.", 0, ""
    return "", 0, "I can't do that by mail yet; nothing was done."


def find_task(house: House, text: str) -> TaskDefinition | None:
    """Find a task of the bank by its number or a word of its name."""
    words = text.casefold().replace(":", " ").split()
    for one in house.bank.values():
        title = one.title.casefold().split()
        if str(one.number) in words or one.name in words or (title and title[0] in words):
            return one
    return None


def confirmed(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    """Do what a coordinator confirmed by YES, once; a second YES does nothing."""
    details = {key: str(value) for key, value in asked.details.items()}
    if not promises.close_promise(conn, asked.id, case.now, case.by, "yes"):
        return "That was done already."
    until = date.fromisoformat(details["until"]) if details["until"] else None
    if details["verb"] == "start":
        task = find_task(house, details["text"])
        assert task is not None, "it was found when the command was read"
        opens = max(until or house.hours.today(case.now), house.hours.today(case.now))
        stages.start_round(conn, house, case, task.name, opens)
        return f"Task {task.number} starts on {opens:%A} {opens.day} {opens:%B}."
    command = do.RunCommand(details["verb"], text=details["text"], until=until)
    if command.verb == "answer":
        number, _, text = command.text.partition(" ")
        return _answered(conn, house, case, int(number) if number.isdigit() else 0, text)
    return _with_person(conn, house, case, command)


def read_back(
    conn: Connection,
    house: House,
    case: Case,
    lines: list[str],
    files: tuple[Attachment, ...] = (),
) -> None:
    """Read back to the coordinator who asked, once (N04)."""
    coordinator = _commander(house, case)
    if coordinator is None or case.incoming is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N04,
            "read-back",
            coordinator=coordinator,
            values={"done": lines, "thread": case.incoming.subject or "Your email"},
            answers=case.incoming,
            files=files,
        ),
    )
