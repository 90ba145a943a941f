"""Decide about tasks and their dates: more time, days off, drafts, what is shared and what was learned."""

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.edges.db import tasks
from mailbot.flows import (
    changing_jobs,
    downtime,
    put_back,
)
from mailbot.flows.chasing import chase_today
from mailbot.flows.decided.said import Said, close, done
from mailbot.flows.house import House
from mailbot.flows.lessons import sending as lessons
from mailbot.flows.ordering import (
    more_time,
    task_drafting,
    task_words,
)
from mailbot.flows.stages import diaries, experts


def extension_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    return more_time.decide_more_time(conn, house, case, asked, said.means, said.words)


def late_decided(conn: Connection, house: House, said: Said) -> str:
    """Chase after all, give everybody a week more, or go on holding (D9)."""
    case, asked = said.case, said.asked
    option = said.option or ("chase" if said.means is Meaning.YES else "hold")
    close(conn, case, asked, option)
    owed = tasks.open_in_stage(conn, int(str(asked.details["stage_id"])))
    if option == "extend":
        told = downtime.give_more_time(conn, house, case, owed, days=7)
        return f"done: a week more, and {told} are told."
    if option == "chase":
        chase_today(conn, house, case, owed)
    return "noted."


def after_days_off_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    owed = downtime.dates_that_fell(conn, house, asked)
    option = said.option or ("extend" if said.means is Meaning.YES else "leave")
    close(conn, case, asked, option)
    if option == "extend":
        days = int(str(asked.details["days"]))
        told = downtime.give_more_time(conn, house, case, owed, days)
        return f"done: the dates moved by {days} days, and {told} are told."
    downtime.chase_again(conn, owed, case.now)
    return "done: the dates stay."


def restored_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    return put_back.go_on(conn, house, said.case, said.asked, send=said.means is Meaning.YES)


def jobs_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    close(conn, said.case, said.asked, said.means.value)
    if said.means is Meaning.NO:
        return "nobody is asked."
    return changing_jobs.ask_everybody(conn, house, said.case, said.asked)


def share_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    share = said.means is Meaning.YES
    return diaries.decided(conn, house, said.case, said.asked, share=share)


def learning_decided(conn: Connection, house: House, said: Said) -> str:
    return lessons.decided(conn, house, said.case, said.asked, said.means, said.words)


def expert_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return done(conn, house, said)
    ask = said.means is Meaning.YES
    return experts.decided(conn, house, said.case, said.asked, ask=ask)


def event_decided(conn: Connection, house: House, said: Said) -> str:
    return (
        f"is an event. To change it, say for example: {said.asked.title.split(' on ')[0]} now 7pm."
    )


def draft_decided(conn: Connection, house: House, said: Said) -> str:
    return task_drafting.decided(conn, house, said.case, said.asked, said.means, said.words)


def wording_decided(conn: Connection, house: House, said: Said) -> str:
    return task_words.decided(conn, house, said.case, said.asked, said.means, said.words)
