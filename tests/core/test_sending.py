"""A mail leaves only if it may at that very moment: the mode lets it out, and it is still wanted."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.chasing import BudgetRules
from mailbot.core.hours import Hours
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.scheme import Mode
from mailbot.core.sending import Departure, Drop, Go, Wait, is_let_out, may_leave

NOON = datetime(2027, 6, 8, 11, tzinfo=UTC)
HOURS = Hours(ZoneInfo("Europe/London"), frozenset())


def verdict(mail: MailId, mode: Mode, *, still_owed: bool = True) -> Go | Wait | Drop:
    departure = Departure(mail, unsolicited=False, expires_at=None, still_owed=still_owed)
    return may_leave(departure, NOON, HOURS, BudgetRules(), mode)


def test_a_scheme_that_listens_writes_to_coordinators_alone() -> None:
    let_out = {one for one in MailId if is_let_out(one, Mode.LISTEN)}

    assert {CATALOGUE[one].audience for one in let_out} == {Audience.COORDINATOR}


@pytest.mark.parametrize("mail", ["N01", "N02", "N03", "N04", "N05", "N09"])
def test_a_scheme_that_listens_sends_the_digest_and_answers_and_what_cannot_wait(mail: str) -> None:
    assert is_let_out(MailId(mail), Mode.LISTEN)


@pytest.mark.parametrize("mail", ["N10", "N11", "N17", "N20"])
def test_a_scheme_that_listens_writes_nothing_of_its_own_accord(mail: str) -> None:
    assert not is_let_out(MailId(mail), Mode.LISTEN)


@pytest.mark.parametrize("mode", [Mode.APPROVE, Mode.AUTO])
def test_a_scheme_that_acts_lets_every_mail_out(mode: Mode) -> None:
    assert all(is_let_out(one, mode) for one in MailId)


def test_a_mail_that_was_ready_when_the_scheme_went_back_to_listening_waits() -> None:
    waits = verdict(MailId.P11, Mode.LISTEN)

    assert Wait(NOON + timedelta(hours=1), "the scheme only listens") == waits
    assert Go() == verdict(MailId.P11, Mode.APPROVE)


def test_a_mail_that_is_not_owed_any_more_does_not_wait_for_the_end_of_listening() -> None:
    assert Drop("it is not owed any more") == verdict(MailId.P21, Mode.LISTEN, still_owed=False)


def to_a_coordinator(mail: MailId, today: int) -> Go | Wait | Drop:
    departure = Departure(mail, unsolicited=True, expires_at=None, interruptions=today)
    return may_leave(departure, NOON, HOURS, BudgetRules(), Mode.AUTO)


def test_a_coordinator_is_interrupted_three_times_a_day_and_the_digest_has_the_rest() -> None:
    assert to_a_coordinator(MailId.N02, 2) == Go()
    assert isinstance(to_a_coordinator(MailId.N02, 3), Drop)


def test_what_is_no_decision_waits_for_a_day_with_room() -> None:
    morning = datetime(2027, 6, 9, 6, 30, tzinfo=UTC)

    assert to_a_coordinator(MailId.N10, 3) == Wait(morning, "the coordinator had enough mail today")


@pytest.mark.parametrize("mail", ["N01", "N03", "N04", "N17"])
def test_the_digest_answers_and_what_is_urgent_are_never_counted(mail: str) -> None:
    assert to_a_coordinator(MailId(mail), 9) == Go()


@pytest.mark.parametrize(("answers", "goes"), [(True, True), (False, False)])
def test_a_new_date_for_everybody_wakes_nobody_and_one_that_was_asked_for_goes_at_once(
    answers: bool,
    goes: bool,
) -> None:
    night = NOON + timedelta(hours=13)
    departure = Departure(MailId.P33, unsolicited=False, expires_at=None, answers=answers)

    leaves = may_leave(departure, night, HOURS, BudgetRules(), Mode.AUTO)

    assert isinstance(leaves, Go) is goes
