"""Report on the scheme in numbers, without a name: gather the figures, and send the page (E5, N19)."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.learned import quotes_from
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, PersonState, Role
from mailbot.core.remarks import Permission
from mailbot.core.report import Figures, Report, StageFigures, as_lines, report
from mailbot.core.small_groups import LEAST
from mailbot.edges.db import figures, partnerships, people, remarks, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.lessons.gathering import names_of_the_scheme
from mailbot.flows.writing import Letter, queue
from mailbot.translate.report_page import report_page

LATELY = timedelta(days=28)
A_DAY = timedelta(days=1)
MOST_LINES = 6
SAID_BY = {
    Role.CLINICIAN: "a clinician",
    Role.GENERAL_MANAGER: "a manager",
    Role.SPECIALTY_MANAGER: "a manager",
}


def report_of(conn: Connection, house: House, now: datetime) -> Report:
    """Give the scheme in numbers as it stands."""
    today = house.hours.today(now)
    day = f"{today.day} {today:%B} {today.year}"
    return report(f"{house.scheme.name} in numbers", day, _figures(conn, house, now))


def _figures(conn: Connection, house: House, now: datetime) -> Figures:
    counted: dict[PersonState, Counter[Role]] = {}
    for (state, role), count in people.count_by_state(conn, house.scheme_id).items():
        counted.setdefault(PersonState(state), Counter())[Role(role)] += count
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    trios = sum(len(one.members) > 2 for one in active)
    names = [one.first_name for one in house.scheme.coordinators]
    everybody: Counter[Role] = sum(counted.values(), Counter())
    lines, inside = _lines(conn, house, everybody)
    return Figures(
        people=counted,
        pairs=len(active) - trios,
        trios=trios,
        rematches=figures.rematches(conn, house.scheme_id),
        stages=_stages(conn, house),
        touches=figures.mails_acted_on(conn, house.scheme_id, names, now - LATELY),
        lines=lines,
        inside=inside,
    )


def _stages(conn: Connection, house: House) -> list[StageFigures]:
    names = {round_id: name for round_id, name, _ in tasks.rounds_of(conn, house.scheme_id)}
    found: dict[tuple[int, str], StageFigures] = {}
    days: dict[tuple[int, str], dict[Role, list[float]]] = {}
    asked: dict[tuple[int, str], Counter[Role]] = {}
    for round_id, _, stage, role, opened, done in figures.answers(conn, house.scheme_id):
        key = (round_id, stage)
        asked.setdefault(key, Counter())[Role(role)] += 1
        took = days.setdefault(key, {}).setdefault(Role(role), [])
        if done is not None:
            took.append(max(done - opened, timedelta(0)) / A_DAY)
    for key in asked:
        task = house.task(names[key[0]])
        found[key] = StageFigures(
            f"Task {task.number}", task.stage(key[1]).what, asked[key], days[key]
        )
    return list(found.values())


def _lines(conn: Connection, house: House, everybody: Counter[Role]) -> tuple[tuple[str, ...], int]:
    """Give the words that may be read by anybody, and count those that may be read inside the group."""
    said = remarks.feedback_on(conn, house.scheme_id)
    outside = [one for one in said if one.permission is Permission.ANYWHERE]
    large = [role for role, count in everybody.items() if count >= LEAST]
    quotes = quotes_from(outside, large, names_of_the_scheme(conn, house))
    inside = sum(one.permission is not Permission.NO for one in said) - len(quotes)
    shown = quotes[-MOST_LINES:]
    return tuple(f"{one.words} ({SAID_BY.get(one.role, 'one of us')})" for one in shown), inside


def send_report(conn: Connection, house: House, case: Case) -> None:
    """Send the page to the coordinator who asked, in the mail and as a file to pass on."""
    made = report_of(conn, house, case.now)
    asker = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    if asker is None:
        return
    page = report_page(made).encode()
    letter = Letter(
        MailId.N19,
        "the scheme in numbers",
        coordinator=asker,
        values={
            "title": made.title,
            "day": made.day,
            "headings": [one.heading for one in made.sections],
            "bodies": ["\n".join(as_lines(one)) for one in made.sections],
        },
        answers=case.incoming,
        files=(Attachment("scheme-in-numbers.html", "text/html", page),),
    )
    queue(conn, house, case.now, letter)
