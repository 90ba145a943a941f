"""What each answer of a coordinator does, by the kind of thing it decides."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.edges.db import inbound, outbox, partnerships, people, promises, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows import (
    changing_jobs,
    clarifying,
    downtime,
    importing,
    kept_answers,
    left_over,
    pairs,
    put_back,
)
from mailbot.flows.case import Case
from mailbot.flows.doing import first_answers, questions, registrations, same_person, whose
from mailbot.flows.grouping import LIST, members_of
from mailbot.flows.house import House
from mailbot.flows.lessons import sending as lessons
from mailbot.flows.open_items import PUT_OFF
from mailbot.flows.ordering import (
    answering,
    copies,
    double_dates,
    more_time,
    pairing,
    stand_ins,
    task_drafting,
    trust,
    undoing,
)
from mailbot.flows.purging import forget_mail
from mailbot.flows.stages import diaries, experts

_SWAP = re.compile(r"swap with (\d{1,9})")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a coordinator: to what, what it comes to, and their own words."""

    case: Case
    asked: Promise
    means: Meaning
    option: str
    words: str


Answer = Callable[[Connection, House, Said], str]


def carried(conn: Connection, house: House, said: Said) -> str:
    if said.means is Meaning.LATER:
        return _later(conn, house, said.case, said.asked)
    if said.means is Meaning.UNCLEAR:
        return f"{said.asked.number}: {' / '.join(said.asked.options)}?"
    done = DECISIONS[do.Matter(said.asked.kind)](conn, house, said)
    return f"{said.asked.number} {done}" if done else ""


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
    _close(conn, said.case, said.asked, said.option or said.means.value)
    return f"done for {len(members)}."


MOST_LISTED = 40


def _later(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    again = house.hours.add_working_days(house.hours.today(case.now), 2)
    details = asked.details | {PUT_OFF: again.isoformat()}
    look = house.hours.nudge_on(again)
    promises.change_promise(conn, asked.id, details=details, next_look_at=look)
    return f"{asked.number} comes back on {again:%A}."


def _close(conn: Connection, case: Case, asked: Promise, outcome: str) -> None:
    promises.close_promise(conn, asked.id, case.now, case.by, outcome)


def _question(conn: Connection, house: House, said: Said) -> str:
    return answering.decide_question(conn, house, said.case, said.asked, said.means, said.words)


def _faq(conn: Connection, house: House, said: Said) -> str:
    return kept_answers.decide_kept(conn, house, said.case, said.asked, said.means)


def _pair(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    assert asked.partnership_id is not None, "a proposal is about a pair"
    swapped = _SWAP.fullmatch(said.words.strip(" ."))
    if swapped is not None:
        other = promises.promise_by_number(conn, house.scheme_id, int(swapped[1]))
        return pairing.swap(conn, house, case, asked, other)
    if not pairs.is_proposed(conn, asked.partnership_id):
        # One of them has another buddy since: nobody may be introduced to two.
        _close(conn, case, asked, "no longer stands")
        return "no longer stands: one of them has moved on since. Nothing was done."
    if said.means is Meaning.YES:
        _close(conn, case, asked, "ok")
        pairs.introduce(conn, house, case, asked.partnership_id)
        return "done: they are introduced next."
    if said.means is Meaning.NO:
        _close(conn, case, asked, "no")
        pair = partnerships.partnership_by_id(conn, asked.partnership_id)
        partnerships.end_partnership(conn, asked.partnership_id, case.now)
        if len(pair.members) == 2:  # of three nobody said which two don't fit
            partnerships.arrange(conn, house.scheme_id, "never", *pair.members)
        return "not done: they stay on the list, and not for each other."
    return "left open: ok or no?"


def _rematch(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    if said.means is Meaning.YES:
        return pairs.rematch(conn, house, case, asked)
    if said.means is Meaning.NO:
        _close(conn, case, asked, "no")
        return "not done: the pair stays as it is."
    return "left open: ok, no or wait?"


def _extension(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    return more_time.decide_more_time(conn, house, case, asked, said.means, said.words)


def _held(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    _close(conn, case, asked, said.option or said.means.value)
    if said.option == "delete" and asked.received_id is not None:
        forget_mail(conn, house, case.now, asked.received_id)
        return "deleted here, and in a minute in the mailbox."
    if asked.received_id is not None and said.means is Meaning.YES:
        inbound.read_again(conn, asked.received_id, cleared=True)
        return "is passed on."
    return "stays held."


def _send(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    outbox_id = int(str(asked.details["outbox_id"]))
    if said.means is Meaning.YES:
        _close(conn, case, asked, "ok")
        trust.let_go(conn, house, case.now, outbox_id)
        return "goes out next."
    if said.means is Meaning.NO:
        _close(conn, case, asked, "no")
        outbox.withdraw_queued(conn, house.scheme_id, "a coordinator said no", id=outbox_id)
        return "not sent."
    return "left open: ok or no?"


def _uncertain(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    outbox_id = int(str(asked.details["outbox_id"]))
    _close(conn, case, asked, said.option or said.means.value)
    if said.means is Meaning.YES:
        outbox.send_again(conn, outbox_id, case.now)
        return "is sent again."
    outbox.settle(conn, outbox_id, "sent", case.now, "a coordinator counts it as sent")
    return "counts as sent."


def _copy(conn: Connection, house: House, said: Said) -> str:
    if said.means is Meaning.WORDS:
        return f"left open: {' / '.join(said.asked.options)}?"
    _close(conn, said.case, said.asked, said.option or said.means.value)
    return copies.decide_copy(conn, house, said.case, said.asked, said.option)


def _correction(conn: Connection, house: House, said: Said) -> str:
    _close(conn, said.case, said.asked, said.means.value)
    if said.means is not Meaning.YES:
        return "no correction is sent."
    return undoing.correct_mails(conn, house, said.case, said.asked)


def _second_answer(conn: Connection, house: House, said: Said) -> str:
    if said.asked.details.get("coordinator") != undoing.commander(house, said.case):
        return "is another coordinator's answer; nothing was sent."
    if said.option != "send":
        _close(conn, said.case, said.asked, "dropped")
        return "dropped; nothing was sent."
    _close(conn, said.case, said.asked, "sent")
    return answering.send_second(conn, house, said.case, said.asked)


def _trust(conn: Connection, house: House, said: Said) -> str:
    if said.asked.details.get("coordinator") != undoing.commander(house, said.case):
        return "is for the lead to decide; nothing was changed."
    _close(conn, said.case, said.asked, said.means.value)
    if said.means is not Meaning.YES:
        return "left as it is: I go on asking."
    return trust.trust(conn, house, said.case.now, said.asked)


def _import(conn: Connection, house: House, said: Said) -> str:
    return importing.decide_import(conn, house, said.case, said.asked, said.means, said.words)


def _quiet(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    _close(conn, case, asked, said.option or said.means.value)
    return "noted."


def _address(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    new = str(asked.details.get("address") or _address_in(said.words))
    if asked.person_id is None or (said.means is Meaning.NO) or not new:
        _close(conn, case, asked, said.means.value)
        return "noted."
    _close(conn, case, asked, "yes")
    people.add_address(conn, house.scheme_id, asked.person_id, new)
    if asked.received_id is not None:
        inbound.read_again(conn, asked.received_id)
    tasks.wake_assignments(conn, asked.person_id, case.now)
    return "done: the address is theirs now."


def _same_person(conn: Connection, house: House, said: Said) -> str:
    bare = Case(said.case.now, said.case.because, said.case.by)
    if said.means is Meaning.YES:
        return same_person.keep_together(conn, house, bare, said.asked, bare.by)
    if said.means is Meaning.NO:
        return same_person.keep_apart(conn, house, bare, said.asked, bare.by)
    return "left open: yes or no?"


def _writer(conn: Connection, house: House, said: Said) -> str:
    person = whose.chosen_writer(said.asked, said.option or said.words)
    if person is None:
        return f"left open: {' / '.join(said.asked.options)}?"
    whose.settle_who_wrote(conn, house, said.case, said.asked, person, said.case.by)
    return "done: I read it again as theirs."


def _first_answer(conn: Connection, house: House, said: Said) -> str:
    option = said.option or (first_answers.MATCH if said.means is Meaning.YES else "")
    if said.means is Meaning.NO:
        option = first_answers.LEAVE
    if not option:
        return f"left open: {' or '.join(said.asked.options)}?"
    return first_answers.decided(conn, said.case, said.asked, option)


def _registration(conn: Connection, house: House, said: Said) -> str:
    option = said.option or (registrations.LEAVE if said.means is Meaning.NO else "")
    return registrations.completed_by(conn, house, said.case, said.asked, option)


def _senior(conn: Connection, house: House, said: Said) -> str:
    return registrations.senior_decided(conn, house, said.case, said.asked, said.option)


def _address_in(words: str) -> str:
    return next((one.strip(".,;<>()").lower() for one in words.split() if "@" in one), "")


def _late(conn: Connection, house: House, said: Said) -> str:
    """Chase after all, give everybody a week more, or go on holding (D9)."""
    case, asked = said.case, said.asked
    option = said.option or ("chase" if said.means is Meaning.YES else "hold")
    _close(conn, case, asked, option)
    owed = tasks.open_in_stage(conn, int(str(asked.details["stage_id"])))
    if option == "extend":
        told = downtime.give_more_time(conn, house, case, owed, days=7)
        return f"done: a week more, and {told} are told."
    if option == "chase":
        downtime.chase_again(conn, owed, case.now)
    return "noted."


def _after_days_off(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    owed = downtime.dates_that_fell(conn, house, asked)
    option = said.option or ("extend" if said.means is Meaning.YES else "leave")
    _close(conn, case, asked, option)
    if option == "extend":
        days = int(str(asked.details["days"]))
        told = downtime.give_more_time(conn, house, case, owed, days)
        return f"done: the dates moved by {days} days, and {told} are told."
    downtime.chase_again(conn, owed, case.now)
    return "done: the dates stay."


def _restored(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    return put_back.go_on(conn, house, said.case, said.asked, send=said.means is Meaning.YES)


def _jobs(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    _close(conn, said.case, said.asked, said.means.value)
    if said.means is Meaning.NO:
        return "nobody is asked."
    return changing_jobs.ask_everybody(conn, house, said.case, said.asked)


def _done(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    if said.means is Meaning.WORDS and asked.person_id is not None and asked.kind == do.Matter.LOOK:
        questions.send_answer(conn, house, case, asked, said.words)
        return "answered in your words."
    _close(conn, case, asked, said.option or said.means.value)
    return "closed."


def _share(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    share = said.means is Meaning.YES
    return diaries.decided(conn, house, said.case, said.asked, share=share)


def _learning(conn: Connection, house: House, said: Said) -> str:
    return lessons.decided(conn, house, said.case, said.asked, said.means, said.words)


def _expert(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return _done(conn, house, said)
    ask = said.means is Meaning.YES
    return experts.decided(conn, house, said.case, said.asked, ask=ask)


def _event(conn: Connection, house: House, said: Said) -> str:
    return (
        f"is an event. To change it, say for example: {said.asked.title.split(' on ')[0]} now 7pm."
    )


def _double_date(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    ask = said.means is Meaning.YES
    return double_dates.decided(conn, house, said.case, said.asked, ask=ask)


def _left_over(conn: Connection, house: House, said: Said) -> str:
    return left_over.decided(conn, house, said.case, said.asked, said.option)


def _draft(conn: Connection, house: House, said: Said) -> str:
    return task_drafting.decided(conn, house, said.case, said.asked, said.means, said.words)


def _stand_in(conn: Connection, house: House, said: Said) -> str:
    return stand_ins.decide_stand_in(conn, house, said.case, said.asked, said.means, said.words)


def _clarify(conn: Connection, house: House, said: Said) -> str:
    return clarifying.decide_line(conn, house, said.case, said.asked, said.means, said.words)


DECISIONS: Mapping[do.Matter, Answer] = {
    do.Matter.QUESTION: _question,
    do.Matter.FAQ: _faq,
    do.Matter.PAIR: _pair,
    do.Matter.REMATCH: _rematch,
    do.Matter.EXTENSION: _extension,
    do.Matter.HELD: _held,
    do.Matter.SEND: _send,
    do.Matter.UNCERTAIN_SEND: _uncertain,
    do.Matter.IMPORT: _import,
    do.Matter.CORRECTION: _correction,
    do.Matter.GROUP: _group,
    do.Matter.TRUST: _trust,
    do.Matter.STAND_IN: _stand_in,
    do.Matter.CLARIFY: _clarify,
    do.Matter.SECOND_ANSWER: _second_answer,
    do.Matter.QUIET: _quiet,
    do.Matter.ADDRESS: _address,
    do.Matter.LOOK: _done,
    do.Matter.URGENT: _done,
    do.Matter.REGISTRATION: _registration,
    do.Matter.SENIOR: _senior,
    do.Matter.SAME_PERSON: _same_person,
    do.Matter.WRITER: _writer,
    do.Matter.FIRST_ANSWER: _first_answer,
    do.Matter.NEW_ADDRESS: _done,
    do.Matter.COPY: _copy,
    do.Matter.DATA: _done,
    do.Matter.OFFER: _done,
    do.Matter.COMMAND: _done,
    do.Matter.TOO_MANY_LATE: _late,
    do.Matter.DOWNTIME: _after_days_off,
    do.Matter.JOBS: _jobs,
    do.Matter.RESTORED: _restored,
    do.Matter.SHARE: _share,
    do.Matter.EXPERT: _expert,
    do.Matter.EVENT: _event,
    do.Matter.LEARNING: _learning,
    do.Matter.LEFT_OVER: _left_over,
    do.Matter.DRAFT: _draft,
    do.Matter.DOUBLE_DATE: _double_date,
}
