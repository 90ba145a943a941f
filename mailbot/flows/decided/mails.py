"""Decide about mail: what is held, what may be sent, what is put right, and what questions are answered with."""

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.edges.db import inbound, outbox
from mailbot.flows import (
    clarifying,
    kept_answers,
)
from mailbot.flows.decided.said import Said, close
from mailbot.flows.house import House
from mailbot.flows.ordering import (
    answering,
    trust,
    undoing,
)
from mailbot.flows.purging import forget_mail


def question_decided(conn: Connection, house: House, said: Said) -> str:
    return answering.decide_question(conn, house, said.case, said.asked, said.means, said.words)


def faq_decided(conn: Connection, house: House, said: Said) -> str:
    return kept_answers.decide_kept(conn, house, said.case, said.asked, said.means)


def held_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    close(conn, case, asked, said.option or said.means.value)
    if said.option == "delete" and asked.received_id is not None:
        forget_mail(conn, house, case.now, asked.received_id)
        return "deleted here, and in a minute in the mailbox."
    if asked.received_id is not None and said.means is Meaning.YES:
        inbound.read_again(conn, asked.received_id, cleared=True)
        return "is passed on."
    return "stays held."


def passed_on_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: yes or no?"
    close(conn, case, asked, said.means.value)
    if said.means is Meaning.NO or asked.received_id is None:
        return "stays as it is; nothing was done with it."
    inbound.read_again(conn, asked.received_id, cleared=True)
    return "is treated as theirs."


def send_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    outbox_id = int(str(asked.details["outbox_id"]))
    if said.means is Meaning.YES:
        close(conn, case, asked, "ok")
        trust.let_go(conn, house, case.now, outbox_id)
        return "goes out next."
    if said.means is Meaning.NO:
        close(conn, case, asked, "no")
        outbox.withdraw_queued(conn, house.scheme_id, "a coordinator said no", id=outbox_id)
        return "not sent."
    return "left open: ok or no?"


def uncertain_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    outbox_id = int(str(asked.details["outbox_id"]))
    close(conn, case, asked, said.option or said.means.value)
    if said.means is Meaning.YES:
        outbox.send_again(conn, outbox_id, case.now)
        return "is sent again."
    outbox.settle(conn, outbox_id, "sent", case.now, "a coordinator counts it as sent")
    return "counts as sent."


def correction_decided(conn: Connection, house: House, said: Said) -> str:
    close(conn, said.case, said.asked, said.means.value)
    if said.means is not Meaning.YES:
        return "no correction is sent."
    return undoing.correct_mails(conn, house, said.case, said.asked)


def second_answer_decided(conn: Connection, house: House, said: Said) -> str:
    if said.asked.details.get("coordinator") != undoing.commander(house, said.case):
        return "is another coordinator's answer; nothing was sent."
    if said.option != "send":
        close(conn, said.case, said.asked, "dropped")
        return "dropped; nothing was sent."
    close(conn, said.case, said.asked, "sent")
    return answering.send_second(conn, house, said.case, said.asked)


def trust_decided(conn: Connection, house: House, said: Said) -> str:
    if said.asked.details.get("coordinator") != undoing.commander(house, said.case):
        return "is for the lead to decide; nothing was changed."
    close(conn, said.case, said.asked, said.means.value)
    if said.means is not Meaning.YES:
        return "left as it is: I go on asking."
    return trust.trust(conn, house, said.case.now, said.asked)


def clarify_decided(conn: Connection, house: House, said: Said) -> str:
    return clarifying.decide_line(conn, house, said.case, said.asked, said.means, said.words)
