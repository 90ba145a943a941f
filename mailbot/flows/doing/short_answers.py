"""Carry out what concerns a short answer: a day that suits, a case, one of our numbered choices."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.agreeing import ANY, Said, days_for, in_that_week
from mailbot.core.mails import MailId
from mailbot.core.standing_in import SKIP
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import partnerships, people, promises, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows import erasing, quoting, stages
from mailbot.flows.case import Case
from mailbot.flows.doing import meeting
from mailbot.flows.doing.silence import offer_choices
from mailbot.flows.doing.stand_ins import change_bench
from mailbot.flows.doing.telling import say_what_arrived, values_of
from mailbot.flows.free import named_beside
from mailbot.flows.house import House
from mailbot.flows.matching import match_these
from mailbot.flows.ordering import double_dates, inviting
from mailbot.flows.stages import another_side, experts, versions
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.passing_on import bring_late_answer
from mailbot.flows.stages.sitting_out import sit_out
from mailbot.flows.stages.telling import of_pair, still_together, week_asked_about


def record_day(conn: Connection, house: House, case: Case, action: do.RecordDay) -> None:
    """Keep which days suit, for all of a pair where they fixed it together, and look what follows."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    answer = Said(suits=action.suits, refused=action.refused, any_day=action.any_day)
    said = in_that_week(answer, week_asked_about(conn, house, assignment.round_id))
    pair = still_together(conn, assignment)
    answers = [assignment]
    if action.together and pair is not None:
        answers = list(of_pair(conn, assignment.round_id, assignment.stage, pair))
    for one in answers:
        submissions.add_submission(conn, one.id, case.received_id, "", case.now, said=said)
        if said.suits or said.any_day or not _refuses_all(conn, house, one, said):
            tasks.end_assignment(conn, one.id, case.now, came=True)
            withdraw_reminders(conn, house, one.id, "their part has ended")
    stages.follow(conn, house, case, assignment)
    left = not _refuses_all(conn, house, assignment, said)
    _say_what_was_noted(conn, house, case, assignment, _days_in_words(said, any_left=left))


def _refuses_all(conn: Connection, house: House, one: Assignment, said: Said) -> bool:
    return not days_for(said, week_asked_about(conn, house, one.round_id))


def _days_in_words(said: Said, *, any_left: bool) -> str:
    if said.any_day:
        return "any day of that week"
    if said.suits:
        return " or ".join(f"{one:%A} {one.day} {one:%B}" for one in said.suits)
    if not any_left:
        return "no day of that week. Another one near it will do: reply with it"
    *most, last = dict.fromkeys(f"{one:%A}" for one in sorted(said.refused))
    return f"not {', '.join(most)} or {last}" if most else f"not {last}"


def _say_what_was_noted(
    conn: Connection, house: House, case: Case, assignment: Assignment, noted: str
) -> None:
    """Say what was noted of a short answer, while it is the others' turn (P12)."""
    pair = still_together(conn, assignment)
    if pair is None or case.incoming is None:
        return
    work = of_pair(conn, assignment.round_id, assignment.stage, pair)
    own = next((one for one in work if one.id == assignment.id), assignment)
    asked_again = own.is_open and own.kind is StageKind.CHOICE
    if asked_again or not any(one.is_open for one in work):
        return
    person = people.person_by_id(conn, assignment.person_id)
    values = dict(values_of(conn, house, assignment)) | {"noted": noted, "open": own.is_open}
    say_what_arrived(conn, house, case, assignment, person, values)


def record_choice(conn: Connection, house: House, case: Case, action: do.RecordChoice) -> None:
    """Keep a choice: of a case, of the numbered answers to one of our questions, or to sit out."""
    if action.person is not None:
        change_bench(conn, house, case, action)
    elif action.assignment is not None:
        _of_a_stage(conn, house, case, action, tasks.assignment_by_id(conn, action.assignment))
    else:
        _of_ours(conn, house, case, action)


def _of_a_stage(
    conn: Connection, house: House, case: Case, action: do.RecordChoice, assignment: Assignment
) -> None:
    if action.option == SKIP:
        sit_out(conn, house, case, assignment)
        return
    said = Said(option=action.option)
    submissions.add_submission(conn, assignment.id, case.received_id, "", case.now, said=said)
    was_settling = assignment.is_open and len(submissions.submissions_of(conn, assignment.id)) > 1
    if not was_settling:
        tasks.end_assignment(conn, assignment.id, case.now, came=True)
    withdraw_reminders(conn, house, assignment.id, "they have chosen")
    stages.follow(conn, house, case, assignment)
    shown = "any of them" if action.option == ANY else f"case {action.option}"
    _say_what_was_noted(conn, house, case, assignment, shown)


def _of_ours(conn: Connection, house: House, case: Case, action: do.RecordChoice) -> None:
    assert action.promise is not None, "a choice is one of a stage or one of ours"
    asked = promises.promise_by_id(conn, action.promise)
    promises.close_promise(conn, asked.id, case.now, "participant", action.option)
    after = AFTER.get(str(asked.details.get("mail")))
    if after is not None:
        after(conn, house, case, asked, action.option)
    elif asked.details.get("event"):
        day = meeting.answered(conn, house, case, asked, action.option)
        if day is not None:
            record_day(conn, house, case, day)
    elif asked.details.get("mail") == MailId.P31.value and action.option == "yes":
        bring_late_answer(conn, house, case, asked)


def _place_taken(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Bring together at once whom a place was kept for, when the last of them has said yes (A7)."""
    group = named_beside(asked)
    if option != "yes" or not group or asked.person_id is None:
        return
    if any(partnerships.current_partnership(conn, one) is not None for one in group):
        gone = "is still in, and somebody was quicker"
        offer_choices(conn, house, case, do.OfferChoices(asked.person_id, MailId.P29, gone))
        return
    match_these(conn, house, case, [asked.person_id, *group])


def _may_be_shown(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Do as somebody says of their own words: a quote outside the group, or a list beside another's."""
    whose = another_side.volunteer_answered if "shown_to" in asked.details else quoting.answered
    whose(conn, house, case, asked, option)


# What else follows from an answer to one of our questions, by the mail that put it.
AFTER: Mapping[str, Callable[[Connection, House, Case, Promise, str], None]] = {
    MailId.X01.value: inviting.answered,
    MailId.X02.value: experts.answered,
    MailId.P07.value: _place_taken,
    MailId.P13.value: versions.answered,
    MailId.P17.value: another_side.chosen,
    MailId.P47.value: _may_be_shown,
    MailId.P48.value: erasing.chosen,
    MailId.P54.value: double_dates.answered,
}
