"""While coordinators are away somebody who is there has the duty, and nobody is promised what can't be (F12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator, Mode
from tests.stories.paper import Paper, on_paper
from tests.stories.telling import ANA, BEGINS, BEN, CLEO, DEV, GIL, JOINS, words_of

KIT = "kit@office.test"
LOU = "lou@office.test"
EVERYBODY = {
    GIL: Coordinator("Gil Sharp", GIL, duty=True, lead=True),
    KIT: Coordinator("Kit Hale", KIT),
    LOU: Coordinator("Lou Dunn", LOU),
}
COMPLAINS = "This is the third email about a letter I sent long ago. I want to make a complaint."
DESPAIRS = "Honestly, I don't see the point of any of it any more."
WORRIES = "On our ward the consultant screams at the nurses and somebody will get hurt."
PROVEN = "Authentication-Results: mx.buddies.test; dmarc=pass header.from=office.test"
ASKS = "Must it be my own trust?"


@contextmanager
def coordinated_by(home: Path, *who: str, begins: datetime = BEGINS) -> Iterator[Paper]:
    with on_paper(home, begins) as stage:
        coordinators = tuple(EVERYBODY[one] for one in who)
        stage.house = replace(
            stage.house, scheme=replace(stage.house.scheme, coordinators=coordinators)
        )
        stage.passes(minutes=1)
        yield stage


def orders(stage: Paper, who: str, words: str) -> str:
    """Let somebody order something and confirm it; give what they read of it."""
    stage.writes(who, words, "An order")
    stage.passes(minutes=1)
    if stage.heard(who)[-1:] == ["N05"]:
        stage.writes(who, "YES", answers=stage.last(who))
        stage.passes(minutes=1)
    return words_of(stage.last(who))


def asks(stage: Paper) -> None:
    stage.writes(BEN, ASKS, answers=stage.last(BEN, "Task 1"))
    stage.passes(minutes=1)
    stage.passes(minutes=6)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("I'm off from Friday for a fortnight", "Friday 11 June to Thursday 24 June"),
        ("back on the 21st", "Monday 7 June to Sunday 20 June"),
        ("on leave 3-17 Aug, Kit's got it", "Tuesday 3 August to Tuesday 17 August"),
        ("not around tomorrow", "Tuesday 8 June"),
        ("I won't be around from Wednesday to Friday", "Wednesday 9 June to Friday 11 June"),
        ("Annual leave 14 June - 25 June", "Monday 14 June to Friday 25 June"),
    ],
)
def test_however_it_is_said_the_days_are_read_back(tmp_path: Path, words: str, days: str) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        assert f"Noted: away {days}. Kit has the duty then." in orders(stage, GIL, words)


def test_tomorrow_is_the_day_after_it_was_said_not_after_it_was_confirmed(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        stage.writes(GIL, "not around tomorrow", "An order")
        stage.passes(minutes=1)
        stage.days(1)
        stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
        stage.passes(minutes=1)

        assert "away Tuesday 8 June." in words_of(stage.last(GIL))


def test_who_is_named_has_the_duty_and_the_digest_tells_everybody(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT, LOU) as stage:
        orders(stage, GIL, "away 7 to 9 june, Lou's got it")
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)
        assert [LOU] == [who for who in (GIL, KIT, LOU) if "N02" in stage.heard(who)]

        stage.days(1)

        told = "Gil is away until Wednesday 9 June; Lou has the duty."
        assert told in words_of(stage.of_kind(KIT, "N01"))


def test_two_away_at_once_are_told_on_which_days_nobody_is_there(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        orders(stage, KIT, "away 14 to 18 june")

        told = " ".join(orders(stage, GIL, "away 10 to 16 june").split())

        assert "Kit from Thursday 10 June to Sunday 13 June" in told
        assert "nobody from Monday 14 June to Wednesday 16 June" in told
        assert "whoever waits is told" in told


def test_while_nobody_is_there_an_answer_is_promised_for_when_somebody_is(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL) as stage:
        stage.is_running()
        orders(stage, GIL, "away until 23 june")

        asks(stage)

        # Two working days after the 24th.
        assert "You'll hear by Monday 28 June" in words_of(stage.of_kind(BEN, "P35"))


def test_while_nobody_is_there_nobody_is_said_to_read_a_complaint_today(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL) as stage:
        stage.is_running()
        orders(stage, GIL, "away until 23 june")

        stage.writes(BEN, COMPLAINS)
        stage.passes(minutes=1)

        told = words_of(stage.of_kind(BEN, "P50"))
        assert "Gil will read this on Thursday 24 June: until then nobody is in." in told


def test_days_said_anew_replace_those_said_before_and_being_back_ends_them(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        orders(stage, GIL, "away 7 to 18 june")
        orders(stage, GIL, "sorry, away 7 to 11 june")
        kept = stage.ask(
            "select details ->> 'until' from promise where kind = 'away' and state = 'open'"
        )
        assert [("2021-06-11",)] == kept

        assert "you're back, and you have the duty" in orders(stage, GIL, "I'm back!")

        stage.days(1)
        assert "is away" not in words_of(stage.of_kind(KIT, "N01"))


def test_while_the_lead_is_away_somebody_who_is_there_reads_what_is_urgent(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT, LOU) as stage:
        stage.is_running()
        orders(stage, GIL, "away until 25 june, Lou has it")

        stage.writes(BEN, WORRIES, answers=stage.last(BEN, "Task 1"))
        stage.passes(minutes=1)

        assert [LOU] == [who for who in (GIL, KIT, LOU) if "N03" in stage.heard(who)]


def test_distress_reaches_two_people_and_a_concern_one(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT, LOU) as stage:
        stage.is_running()
        stage.writes(BEN, DESPAIRS, answers=stage.last(BEN, "Task 1"))
        stage.passes(minutes=1)
        assert [GIL, KIT] == [who for who in (GIL, KIT, LOU) if "N03" in stage.heard(who)]

        stage.writes(ANA, WORRIES, answers=stage.last(ANA, "Task 1"))
        stage.passes(minutes=1)

        assert [2, 1, 0] == [stage.heard(who).count("N03") for who in (GIL, KIT, LOU)]


def test_what_only_the_lead_may_know_of_stands_in_nobody_elses_digest(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        stage.is_running()
        stage.writes(ANA, WORRIES, answers=stage.last(ANA, "Task 1"))
        stage.days(1)

        assert "Ana Reyes needs a person today" in words_of(stage.of_kind(GIL, "N01"))
        assert "Ana Reyes" not in words_of(stage.of_kind(KIT, "N01"))


def test_what_somebody_took_on_is_seen_as_theirs_only_while_they_are_there(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT, LOU) as stage:
        stage.is_running()
        asks(stage)
        stage.days(1)
        stage.writes(KIT, "mine", answers=stage.of_kind(KIT, "N01"))
        stage.days(3)
        assert "(Kit has it)" in words_of(stage.of_kind(GIL, "N01"))

        orders(stage, KIT, "away until 25 june")
        stage.days(1)

        assert "(Kit has it, but is away)" in words_of(stage.of_kind(GIL, "N01"))
        assert "(Kit has it" not in words_of(stage.of_kind(KIT, "N01"))


def test_more_than_fits_into_a_day_is_told_on_the_next_and_nothing_of_it_is_lost(
    tmp_path: Path,
) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        for one in JOINS:
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=30)
        for one in (ANA, BEN, CLEO, DEV):
            stage.writes(one, COMPLAINS)
            stage.passes(minutes=2)

        stage.days(4)
        on_friday = len(stage.to(KIT, "has waited"))
        stage.days(3)

        assert [3, 4] == [on_friday, len(stage.to(KIT, "has waited"))]


def test_a_week_that_is_quiet_for_participants_is_a_week_of_work_for_coordinators(
    tmp_path: Path,
) -> None:
    begins = datetime(2021, 7, 26, 8, 0, tzinfo=UTC)
    with coordinated_by(tmp_path, GIL, KIT, begins=begins) as stage:
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        stage.days(5)  # to Saturday; doctors change jobs on Wednesday 4 August
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)

        stage.days(4)  # to Wednesday
        assert "(since Saturday)" in words_of(stage.of_kind(KIT, "N01"))
        stage.days(2)

        assert "Ana Reyes has waited since Saturday" in str(
            stage.of_kind(KIT, MailId.N02)["Subject"]
        )


def test_who_still_waits_reads_no_apology_twice_and_all_are_reminded_of_it(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        stage.is_running()
        asks(stage)
        stage.days(5)  # to Tuesday: put off, and back on Thursday
        stage.writes(GIL, "later", answers=stage.of_kind(GIL, "N01"))
        stage.days(8)

        sorry = [words_of(one) for one in stage.to(BEN, "still waiting")]
        assert 2 == len(sorry)
        assert "I've now asked Gil and Kit together" in sorry[0]
        assert "I've reminded Gil and Kit" in sorry[1]
        assert 2 == len(stage.to(KIT, "has waited"))


def test_the_mail_to_everybody_about_a_wish_names_who_its_ok_introduces(tmp_path: Path) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        stage.house = replace(stage.house, scheme=replace(stage.house.scheme, mode=Mode.APPROVE))
        for one in (ANA, BEN):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        orders(stage, GIL, "match ana + ben")
        stage.writes(DEV, JOINS[DEV], "Joining")
        stage.writes(ANA, "Could I have another buddy, please? This one and I don't get on.")
        stage.passes(minutes=5)

        stage.days(3)

        asked = stage.last(KIT, "has waited since Monday")
        assert "Dev Anand is free" in words_of(asked)


@pytest.mark.parametrize(
    ("subject", "words", "head"),
    [
        ("Automatic reply: 1 thing needs you", "I am away 3-17 aug. Kit has it.", ""),
        ("Re: All quiet", "I'm away until 20 June.", "Auto-Submitted: auto-replied"),
        ("Out of office", "Thank you for your email. I am on annual leave until 20 June.", ""),
        (
            "Re: All quiet",
            "I am on leave until 20 June. If urgent please contact Kit Hale.",
            PROVEN,
        ),
        ("Re: All quiet", "I'm out of the office until 21 June with no access to email.", PROVEN),
    ],
)
def test_an_out_of_office_of_a_coordinator_is_no_order(
    tmp_path: Path, subject: str, words: str, head: str
) -> None:
    with coordinated_by(tmp_path, GIL, KIT) as stage:
        stage.house = replace(
            stage.house, scheme=replace(stage.house.scheme, trusted_authserv=("mx.buddies.test",))
        )
        stage.writes(GIL, words, subject, head=head)
        stage.passes(minutes=1)

        assert [] == stage.ask("select id from promise where kind = 'away'")
        stage.writes(GIL, "away until 20 june", "An order", head=PROVEN)
        stage.passes(minutes=1)
        assert "Noted: away" in words_of(stage.last(GIL))
