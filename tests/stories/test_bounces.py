"""A report that a mail came back is weighed against what has come from that very address since (G11)."""

from datetime import UTC, date, datetime
from email.message import Message
from pathlib import Path

import pytest

from tests.stories.by_the_clock import Days, days_from
from tests.stories.telling import ANA, BEN, LETTER, SCHEME

BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH, EIGHTEENTH = date(2027, 6, 10), date(2027, 6, 18)


def comes_back(days: Days, mail: Message | None) -> None:
    """Let the server of Ben's trust report that there is no such user, and which mail it means."""
    original = f"Message-ID: {mail['Message-ID']}\r\nSubject: {mail['Subject']}\r\n" if mail else ""
    lines = (
        "From: Mail Delivery System <mailer-daemon@trust.test>\r\n"
        f"To: {SCHEME}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <report.{days.stage.count}@trust.test>\r\nAuto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.trust.test\r\n\r\n"
        f"Final-Recipient: rfc822; {BEN}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{original}\r\n--b--\r\n"
    )
    days.stage.count += 1
    days.stage.hand_in("", [SCHEME], lines.encode())
    days.stage.passes(minutes=1)


def state_of_the_address(days: Days) -> object:
    return days.stage.ask(f"select state from address where address = '{BEN}'")[0][0]


def begins(days: Days) -> None:
    days.starts(TENTH)
    days.to(TENTH, 12)


def test_a_report_about_a_mail_that_was_answered_changes_nothing(tmp_path: Path) -> None:
    with days_from(tmp_path, BEGINS) as days:
        begins(days)
        days.says(BEN, LETTER)
        days.to(date(2027, 6, 11), 12)
        heard = {one: len(days.stage.to(one)) for one in (ANA, BEN)}

        comes_back(days, days.stage.of_kind(BEN, "P10"))
        days.to(date(2027, 6, 14), 18)

        assert state_of_the_address(days) == "alive"
        assert days.stage.heard(BEN, since=heard[BEN]) == []
        assert days.stage.heard(ANA, since=heard[ANA]) == []


@pytest.mark.parametrize("automatic", [False, True])
def test_a_letter_that_came_back_late_goes_again_to_an_address_that_has_written_since(
    tmp_path: Path, *, automatic: bool
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        begins(days)
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 14), 12)
        assert days.stage.heard(BEN).count("P11") == 1
        if automatic:
            words, head = "On leave until Thursday 17 June.", "Auto-Submitted: auto-replied"
            days.stage.writes(BEN, words, "Out of office", head=head)
        else:
            days.stage.writes(
                BEN, "Is there a limit of words?", answers=days.stage.last(BEN, "Task")
            )
        days.to(EIGHTEENTH, 12)

        comes_back(days, days.stage.of_kind(BEN, "P11"))
        days.to(date(2027, 6, 21), 6)

        assert state_of_the_address(days) == "alive"
        assert days.stage.heard(BEN).count("P11") == 2
        assert "P33" not in days.stage.heard(ANA) or automatic


def test_when_the_second_try_comes_back_too_the_address_is_given_up_and_the_buddy_told(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        begins(days)
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 11), 12)
        days.stage.writes(BEN, "Is there a limit of words?", answers=days.stage.last(BEN, "Task"))
        days.to(date(2027, 6, 14), 12)
        comes_back(days, days.stage.of_kind(BEN, "P11"))
        days.to(date(2027, 6, 15), 12)
        assert state_of_the_address(days) == "alive"

        comes_back(days, days.stage.of_kind(BEN, "P11"))
        days.to(date(2027, 6, 16), 12)

        assert state_of_the_address(days) == "dead"
        assert days.stage.heard(ANA)[-1] == "P33"


def test_after_weeks_in_which_all_arrived_the_newest_mail_that_comes_back_is_believed(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        begins(days)
        days.says(BEN, "Thanks, will do!")
        days.to(date(2027, 6, 16), 18)
        assert days.stage.heard(BEN)[-1] == "P21"

        comes_back(days, days.stage.of_kind(BEN, "P21"))
        days.to(date(2027, 7, 2), 12)

        assert state_of_the_address(days) == "dead"
        assert "P24" not in days.stage.heard(BEN)
        assert "P25" not in days.stage.heard(ANA)


def test_a_report_that_names_no_mail_of_ours_is_doubted_where_they_wrote_a_day_ago(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        begins(days)
        days.to(date(2027, 6, 17), 12)
        days.says(BEN, "Thanks, will do!")
        days.to(EIGHTEENTH, 11)

        comes_back(days, None)

        assert state_of_the_address(days) == "alive"
