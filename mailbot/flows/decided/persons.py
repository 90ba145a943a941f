"""Decide about who somebody is: their address, whether two are one, whose mail it was, who is taken on."""

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.edges.db import inbound, people, tasks
from mailbot.flows import (
    importing,
)
from mailbot.flows.case import Case
from mailbot.flows.decided.said import Said, close
from mailbot.flows.doing import first_answers, registrations, same_person, whose
from mailbot.flows.house import House


def address_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    new = str(asked.details.get("address") or _address_in(said.words))
    if asked.person_id is None or (said.means is Meaning.NO) or not new:
        close(conn, case, asked, said.means.value)
        return "noted."
    close(conn, case, asked, "yes")
    people.add_address(conn, house.scheme_id, asked.person_id, new)
    if asked.received_id is not None:
        inbound.read_again(conn, asked.received_id)
    tasks.wake_assignments(conn, asked.person_id, case.now)
    return "done: the address is theirs now."


def _address_in(words: str) -> str:
    return next((one.strip(".,;<>()").lower() for one in words.split() if "@" in one), "")


def same_person_decided(conn: Connection, house: House, said: Said) -> str:
    bare = Case(said.case.now, said.case.because, said.case.by)
    if said.means is Meaning.YES:
        return same_person.keep_together(conn, house, bare, said.asked, bare.by)
    if said.means is Meaning.NO:
        return same_person.keep_apart(conn, house, bare, said.asked, bare.by)
    return "left open: yes or no?"


def writer_decided(conn: Connection, house: House, said: Said) -> str:
    person = whose.chosen_writer(said.asked, said.option or said.words)
    if person is None:
        return f"left open: {' / '.join(said.asked.options)}?"
    whose.settle_who_wrote(conn, house, said.case, said.asked, person, said.case.by)
    return "done: I read it again as theirs."


def first_answer_decided(conn: Connection, house: House, said: Said) -> str:
    option = said.option or (first_answers.MATCH if said.means is Meaning.YES else "")
    if said.means is Meaning.NO:
        option = first_answers.LEAVE
    if not option:
        return f"left open: {' or '.join(said.asked.options)}?"
    return first_answers.decided(conn, said.case, said.asked, option)


def registration_decided(conn: Connection, house: House, said: Said) -> str:
    option = said.option or (registrations.LEAVE if said.means is Meaning.NO else "")
    return registrations.completed_by(conn, house, said.case, said.asked, option)


def senior_decided(conn: Connection, house: House, said: Said) -> str:
    return registrations.senior_decided(conn, house, said.case, said.asked, said.option)


def quiet_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    close(conn, case, asked, said.option or said.means.value)
    return "noted."


def import_decided(conn: Connection, house: House, said: Said) -> str:
    return importing.decide_import(conn, house, said.case, said.asked, said.means, said.words)
