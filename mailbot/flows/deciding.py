"""What each answer of a coordinator does, by the kind of thing it decides."""

from collections.abc import Mapping

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.decided import mails, partners, persons, rounds
from mailbot.flows.decided.said import Answer, Said, close, done
from mailbot.flows.grouping import LIST, members_of
from mailbot.flows.house import House
from mailbot.flows.open_items import PUT_OFF


def carried(conn: Connection, house: House, said: Said) -> str:
    """Do what one answer asks for; give a line to read back, empty where another mail says it."""
    if said.means is Meaning.LATER:
        return _later(conn, house, said.case, said.asked)
    if said.means is Meaning.UNCLEAR:
        return f"{said.asked.number}: {' / '.join(said.asked.options)}?"
    told = DECISIONS[do.Matter(said.asked.kind)](conn, house, said)
    return f"{said.asked.number} {told}" if told else ""


def _group(conn: Connection, house: House, said: Said) -> str:
    """Do the same for everything in a group that is still open, or list it."""
    members = members_of(conn, house, said.asked)
    if said.option == LIST:
        lines = [f"{one.number} {one.title}" for one in members[:MOST_LISTED]]
        return "\n".join([f"stands for {len(members)}:", *lines])
    if said.means not in {Meaning.YES, Meaning.NO}:
        return f"left open: {' / '.join(said.asked.options)}?"
    for one in members:
        carried(conn, house, Said(said.case, one, said.means, said.option, said.words))
    close(conn, said.case, said.asked, said.option or said.means.value)
    return f"done for {len(members)}."


MOST_LISTED = 40


def _later(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    hours = house.hours.at_work
    again = hours.add_working_days(hours.today(case.now), 2)
    details = asked.details | {PUT_OFF: again.isoformat()}
    look = hours.nudge_on(again)
    promises.change_promise(conn, asked.id, details=details, next_look_at=look)
    return f"{asked.number} comes back on {again:%A} {again.day} {again:%B}."


DECISIONS: Mapping[do.Matter, Answer] = {
    do.Matter.QUESTION: mails.question_decided,
    do.Matter.FAQ: mails.faq_decided,
    do.Matter.PAIR: partners.pair_decided,
    do.Matter.REMATCH: partners.rematch_decided,
    do.Matter.EXTENSION: rounds.extension_decided,
    do.Matter.HELD: mails.held_decided,
    do.Matter.PASSED_ON: mails.passed_on_decided,
    do.Matter.SEND: mails.send_decided,
    do.Matter.UNCERTAIN_SEND: mails.uncertain_decided,
    do.Matter.IMPORT: persons.import_decided,
    do.Matter.CORRECTION: mails.correction_decided,
    do.Matter.GROUP: _group,
    do.Matter.TRUST: mails.trust_decided,
    do.Matter.STAND_IN: partners.stand_in_decided,
    do.Matter.CLARIFY: mails.clarify_decided,
    do.Matter.SECOND_ANSWER: mails.second_answer_decided,
    do.Matter.QUIET: persons.quiet_decided,
    do.Matter.ADDRESS: persons.address_decided,
    do.Matter.LOOK: done,
    do.Matter.URGENT: done,
    do.Matter.REGISTRATION: persons.registration_decided,
    do.Matter.SENIOR: persons.senior_decided,
    do.Matter.SAME_PERSON: persons.same_person_decided,
    do.Matter.WRITER: persons.writer_decided,
    do.Matter.FIRST_ANSWER: persons.first_answer_decided,
    do.Matter.NEW_ADDRESS: done,
    do.Matter.COPY: partners.copy_decided,
    do.Matter.DATA: done,
    do.Matter.OFFER: done,
    do.Matter.COMMAND: done,
    do.Matter.TOO_MANY_LATE: rounds.late_decided,
    do.Matter.DOWNTIME: rounds.after_days_off_decided,
    do.Matter.JOBS: rounds.jobs_decided,
    do.Matter.RESTORED: rounds.restored_decided,
    do.Matter.SHARE: rounds.share_decided,
    do.Matter.EXPERT: rounds.expert_decided,
    do.Matter.EVENT: rounds.event_decided,
    do.Matter.LEARNING: rounds.learning_decided,
    do.Matter.LEFT_OVER: partners.left_over_decided,
    do.Matter.DRAFT: rounds.draft_decided,
    do.Matter.WORDING: rounds.wording_decided,
    do.Matter.DOUBLE_DATE: partners.double_date_decided,
}
