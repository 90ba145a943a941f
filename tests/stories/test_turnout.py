"""When hardly anything comes back it may be us: a coordinator is asked before anybody is chased (D9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.stories.by_the_clock import Days, days_from
from tests.stories.telling import ANA, BEN, GIL, LETTER, SCHEME, words_of

WARD = ("fay@ward.test", "hope@ward.test", "ivo@ward.test", "kim@ward.test")
TRUST = ("gus@trust.test", "jan@trust.test", "leo@trust.test", "moe@trust.test")
PAIRS = ((ANA, BEN), *zip(WARD, TRUST, strict=True))
BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
# The letter is given out on Thursday the tenth: half way is the sixteenth, the date Monday the 21st.
TENTH, SIXTEENTH, DUE = date(2027, 6, 10), date(2027, 6, 16), date(2027, 6, 21)
AWAY = "Auto-Submitted: auto-replied"


@contextmanager
def ten_people(home: Path) -> Iterator[Days]:
    with days_from(home, BEGINS, PAIRS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        yield days


def asked(days: Days) -> list[str]:
    lines = words_of(days.stage.of_kind(GIL, "N01")).splitlines()
    return [one for one in lines if "chase / extend / hold" in one]


def gil_says(days: Days, word: str) -> None:
    digest = days.stage.of_kind(GIL, "N01")
    days.stage.writes(GIL, f"{asked(days)[0].split()[0]} {word}", answers=digest)
    days.stage.passes(minutes=1)


def kinds(days: Days, since: date) -> set[str]:
    after = since.strftime("%Y-%m-%d")
    rows = days.stage.ask(
        f"select distinct mail from outbox where state = 'sent' and person_id is not null"
        f" and sent_at > '{after}'"
    )
    return {str(one) for (one,) in rows}


def bounces(days: Days, who: str) -> None:
    report = (
        "From: Mail Delivery System <mailer-daemon@trust.test>\r\n"
        f"To: {SCHEME}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <report.{who}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.trust.test\r\n\r\n"
        f"Final-Recipient: rfc822; {who}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n"
    )
    days.stage.count += 1
    days.stage.hand_in("", [SCHEME], report.encode())
    days.stage.passes(minutes=1)


def test_half_way_without_a_word_from_anybody_a_coordinator_is_asked_and_nobody_nudged(
    tmp_path: Path,
) -> None:
    with ten_people(tmp_path) as days:
        days.to(SIXTEENTH, 18)

        assert asked(days)[0].endswith(
            "Only 0 of 10 have answered letter. Our mail in junk, or a bad week? Shall I chase?"
            " chase / extend / hold"
        )
        assert kinds(days, SIXTEENTH) == set()

        gil_says(days, "chase")
        days.to(date(2027, 6, 17), 18)

        assert len([one for one in days.sent() if "Thu 17 Jun 12:15 P21" in one]) == 10


def test_one_out_of_office_shows_that_our_mail_arrives_and_the_chase_goes_on(
    tmp_path: Path,
) -> None:
    with ten_people(tmp_path) as days:
        days.stage.writes(BEN, "I am away until Friday 11 June.", "Automatic reply", head=AWAY)
        days.to(SIXTEENTH, 18)

        assert asked(days) == []
        assert "P21" in kinds(days, SIXTEENTH)


def test_when_many_mails_come_back_a_coordinator_is_asked_before_the_others_are_chased(
    tmp_path: Path,
) -> None:
    with ten_people(tmp_path) as days:
        days.says(ANA, LETTER)
        for one in TRUST[:3]:
            bounces(days, one)
        days.to(SIXTEENTH, 18)

        assert "3 of 10 mails about letter came back. Shall I chase the others?" in asked(days)[0]
        assert "P21" not in kinds(days, SIXTEENTH)


def late_on_the_last_day(days: Days) -> None:
    """Let Ana alone write; half way that is enough to nudge the others."""
    days.says(ANA, LETTER)
    days.to(DUE, 18)


def test_when_most_are_late_on_the_last_day_a_coordinator_is_asked_first(tmp_path: Path) -> None:
    with ten_people(tmp_path) as days:
        late_on_the_last_day(days)

        assert "Only 1 of 10 have answered letter." in asked(days)[0]
        assert kinds(days, DUE) == set()

        gil_says(days, "chase")
        days.to(date(2027, 6, 23), 18)

        assert [one for one in days.sent(*WARD) if " Jun " in one][-4:] == [
            "Wed 23 Jun 12:15 P23 Fay",
            "Wed 23 Jun 12:15 P23 Hope",
            "Wed 23 Jun 12:15 P23 Ivo",
            "Wed 23 Jun 12:15 P23 Kim",
        ]


@pytest.mark.parametrize("hour", [9, 16])
def test_a_coordinators_chase_on_the_last_day_goes_out_on_that_day(
    tmp_path: Path, hour: int
) -> None:
    with ten_people(tmp_path) as days:
        days.says(ANA, LETTER)
        days.to(DUE, hour)

        gil_says(days, "chase")
        days.to(date(2027, 6, 22), 18)

        assert [one for one in days.sent(*WARD, BEN) if " 21 Jun " in one] == [
            f"Mon 21 Jun {hour:02}:01 P22 {name}" for name in ("Ben", "Fay", "Hope", "Ivo", "Kim")
        ]
        assert [one for one in days.sent() if " 22 Jun " in one] == []


def test_a_chase_agreed_to_in_the_morning_is_said_at_midday_and_after_it_on_the_next(
    tmp_path: Path,
) -> None:
    with ten_people(tmp_path) as days:
        days.to(SIXTEENTH, 9)

        gil_says(days, "chase")
        days.to(SIXTEENTH, 18)

        assert len([one for one in days.sent() if "Wed 16 Jun 12:15 P21" in one]) == 10


def test_a_week_more_for_everybody_is_said_once_to_each_who_still_owes_it(tmp_path: Path) -> None:
    with ten_people(tmp_path) as days:
        late_on_the_last_day(days)
        gil_says(days, "extend")
        days.to(date(2027, 6, 25), 18)

        told = [one for one in days.sent() if "P33" in one]
        assert len(told) == 9
        assert "due Monday 28 June" in words_of(days.stage.of_kind(BEN, "P33"))
        assert kinds(days, date(2027, 6, 22)) <= {"P33"}


@pytest.mark.parametrize(("word", "comes_back"), [("hold", True), ("no", False)])
def test_while_a_coordinator_holds_the_chase_nobody_hears_of_it(
    tmp_path: Path, word: str, *, comes_back: bool
) -> None:
    with ten_people(tmp_path) as days:
        late_on_the_last_day(days)
        gil_says(days, word)
        days.to(date(2027, 7, 2), 18)

        assert {one.split()[-2] for one in days.sent(*WARD, *TRUST)} == {"P10", "P21"}
        assert bool(asked(days)) is comes_back
