"""Machines and changes of mind do not lead the chase astray."""

from datetime import timedelta
from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, SCHEME, words_of

AWAY = "Auto-Submitted: auto-replied"


def is_away(stage: Scene, day: str) -> None:
    stage.writes(BEN, f"I am away until {day}.", "Automatic reply: Task 1", head=AWAY)
    stage.passes(minutes=5)


def due_of_ben(stage: Scene) -> str:
    rows = stage.ask("select due_at from assignment where person_id = 2 order by id")
    return str(rows[0][0])[:10]


def test_an_out_of_office_that_answers_every_mail_gets_nothing_and_tells_the_buddy_once(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        heard = len(stage.to(BEN))
        for _ in range(4):
            is_away(stage, "Monday 5 July")
        stage.days(18)

        assert stage.heard(BEN, since=heard) == []
        assert stage.heard(ANA).count("P33") == 1
        assert stage.ask("select quiet_since from person where id = 2") == [(None,)]


def test_of_two_out_of_offices_with_different_dates_the_later_one_holds(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        is_away(stage, "Monday 5 July")
        is_away(stage, "Monday 28 June")
        assert due_of_ben(stage) == "2021-07-08"
        away = stage.ask("select away_until from person where id = 2")
        assert str(away[0][0]).startswith("2021-07-05")

        is_away(stage, "Monday 12 July")

        assert due_of_ben(stage) == "2021-07-15"


def test_somebody_whose_mail_comes_back_after_all_is_not_called_quiet(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        report = (
            f"Final-Recipient: rfc822; {BEN}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n"
        )
        body = (
            "From: Mail Delivery System <mailer-daemon@trust.test>\r\n"
            f"To: {SCHEME}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Message-ID: <report.1@trust.test>\r\nAuto-Submitted: auto-replied\r\n"
            "MIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            f"Reporting-MTA: dns; mx.trust.test\r\n\r\n{report}\r\n--b--\r\n"
        )
        stage.hand_in("", [SCHEME], body.encode())
        heard = len(stage.to(BEN))
        stage.days(21)

        assert stage.ask("select state from address where person_id = 2") == [("dead",)]
        assert stage.heard(BEN, since=heard) == []
        assert stage.ask("select quiet_since from person where id = 2") == [(None,)]
        assert "P25" not in stage.heard(ANA)


def test_a_deadline_that_moves_while_its_reminder_waits_takes_the_reminder_along(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        # The letter is due on Monday the 21st; the last day's word is queued in the night before it.
        stage.days(9)
        stage.clock.now = stage.clock.now.replace(day=21, hour=2, minute=45)
        stage.passes()
        heard = len(stage.to(BEN))
        words = "Sorry, could I have until Friday 25 June please?"
        stage.writes(BEN, words, answers=stage.of_kind(BEN, "P10"))
        stage.clock.now += timedelta(hours=3)
        stage.passes()
        stage.days(3)

        assert stage.heard(BEN, since=heard) == ["P33"]
        stage.days(1)

        assert stage.heard(BEN, since=heard) == ["P33", "P22"]
        assert "Today's the day" in words_of(stage.last(BEN))
