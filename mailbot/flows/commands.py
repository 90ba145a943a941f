"""Carry out a coordinator's commands in words: look at once, act with care, confirm what is large."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator
from mailbot.flows import (
    contact_book,
    left_over,
    owing,
    recruiting,
    remarks_shown,
    reporting,
    summary,
)
from mailbot.flows.case import Case
from mailbot.flows.correcting import correct
from mailbot.flows.events import ordering as event_orders
from mailbot.flows.house import House
from mailbot.flows.ordering import asking_less, confirming, obeying, stand_ins, task_words, which
from mailbot.flows.ordering.naming import WhichOne
from mailbot.flows.writing import Letter, queue

HELP = (
    "status - how it stands",
    "late, waiting, pairs, stand-ins - lists",
    "who sam, who wigan - people",
    "cohort - everybody's contacts as files",
    "import, with a list attached - shows you first what I make of it",
    "mailshot for deanery - a text to forward",
    "answer 14: your words; 14 mine",
    "pause sam to 3 sept, resume sam, remove sam",
    "match alex + priya, split alex + priya, rematch sam",
    "never match alex with priya, keep alex and priya together - until you say otherwise",
    "priya can take two, sam would like somebody in commissioning",
    "ask dr rao to be an expert; double date task 2, sam + priya with alex + mina",
    "start task 1 tuesday 8 june, extend task 1 to friday, extend sam to friday, cancel task 1",
    "skip stage 2 for trios, skip task 2 for sam",
    "preview task 2, change the wording of task 2, put back task 2's own words",
    "new task: your words",
    "remind sam, remind late, send managers: your words",
    "feedback managers task 1, ideas - what people said",
    "learning task 1 - drafts what was learned, for your OK",
    "quote 12 in the newsletter - asks its writer first",
    "report - the scheme in numbers, without names",
    "portfolio sam - sends Sam what Sam did so far",
    "undo - within two weeks",
    "event: drinks, thu 15 july 6.30pm, The Oast, 20 places, managers",
    "event drinks now 7pm, cancel drinks, who is coming to drinks",
    "away 3-17 aug, handover to kit",
    "pause everything, resume everything",
    "restore - puts back what was deleted before I saw it",
    "trust - what goes out without asking; ask me again about stand-ins",
    "14 is a question, not a letter - when I read a mail wrongly",
)


NO_LIST = (
    "No list came with it. Attach it as a CSV or Excel file, and I show you what I make of it before "
    "anybody is added."
)


def run_command(conn: Connection, house: House, case: Case, action: do.RunCommand) -> None:
    """Do a command and read back what was done (N04)."""
    if action.verb == "report":
        reporting.send_report(conn, house, case)
        return
    if action.verb == "mailshot":
        recruiting.send_mailshot(conn, house, case, action.text)
        return
    if action.verb == "preview":
        read_back(conn, house, case, task_words.show(conn, house, case, action.text))
        return
    if action.verb == "reword":
        read_back(conn, house, case, task_words.reword(conn, house, case, action.text))
        return
    if action.verb in obeying.ORDERS or action.verb == "undo":
        try:
            lines, until = obeying.obey(conn, house, case, action)
        except WhichOne as unclear:
            which.ask_which(conn, house, case, action, unclear)
        else:
            read_back(conn, house, case, lines, undo_until=until)
        return
    lines = _done(conn, house, case, action)
    read_back(conn, house, case, lines, contact_book.files_for(conn, house, action))


def _done(conn: Connection, house: House, case: Case, action: do.RunCommand) -> list[str]:
    looks = {
        "status": lambda: summary.status_lines(conn, house, case.now),
        "feedback": lambda: remarks_shown.feedback_lines(conn, house, action.text),
        "trust": lambda: asking_less.ladder_lines(conn, house, case),
        "ideas": lambda: remarks_shown.idea_lines(conn, house),
        "late": lambda: owing.late_lines(conn, house, case.now),
        "stand_ins": lambda: stand_ins.bench_lines(conn, house, case.now),
        "waiting": lambda: summary.waiting_lines(
            conn, house, left_over.why_waiting(conn, house, case.now)
        ),
        "pairs": lambda: summary.pair_lines(conn, house),
        "cohort": lambda: contact_book.cohort_lines(conn, house),
        "attendance": lambda: event_orders.attendance(conn, house, action.text, case.now),
        "import": lambda: [NO_LIST],
        "who": lambda: summary.who_lines(conn, house, " ".join(action.who) or action.text),
    }
    if action.verb in looks:
        return looks[action.verb]()
    if action.verb == "correct":
        return [correct(conn, house, case, action)]
    return list(HELP)


def confirm_command(conn: Connection, house: House, case: Case, action: do.ConfirmCommand) -> None:
    """Restate a large command in words, and wait for YES from the address on file (N05, F4)."""
    coordinator = _commander(house, case)
    if coordinator is None:
        return
    try:
        problem = confirming.ask_yes(conn, house, case, coordinator, action)
    except WhichOne as unclear:
        which.ask_which(conn, house, case, which.proven_by_answer(action), unclear)
        return
    if problem:
        read_back(conn, house, case, [problem])


def _commander(house: House, case: Case) -> Coordinator | None:
    return house.scheme.coordinator(case.incoming.sender) if case.incoming else None


def read_back(
    conn: Connection,
    house: House,
    case: Case,
    lines: list[str],
    files: tuple[Attachment, ...] = (),
    *,
    undo_until: datetime | None = None,
) -> None:
    """Read back to the coordinator who asked, once (N04); no lines are no mail."""
    coordinator = _commander(house, case)
    told = [one for one in lines if one]
    if coordinator is None or case.incoming is None or not told:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N04,
            "read-back",
            coordinator=coordinator,
            values={
                "done": told,
                "thread": case.incoming.subject or "Your email",
                "undo_until": house.hours.local(undo_until) if undo_until else None,
            },
            answers=case.incoming,
            files=files,
        ),
    )
