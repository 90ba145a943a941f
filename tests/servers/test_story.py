"""The whole story of a scheme on Dovecot and Postfix: TLS, logins, real bounces, BCC, plus-addresses."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.servers.mailworld import MailWorld
from tests.servers.stage import RealStage, real_stage
from tests.stories import chapters
from tests.stories.telling import ANA, BEN, BY_HAND, CLEO, DEV, GIL, JOINS, words_of

pytestmark = pytest.mark.slow
# So many reminders of one task would use up the contact budget that is shipped.
PATIENT_WITH_REMINDERS = "[budget]\nper_48_hours = 3\nper_7_days = 5\nper_28_days = 12\n"


@pytest.fixture
def approving(mailworld: MailWorld, tmp_path: Path) -> Iterator[RealStage]:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "chasing.toml").write_text(PATIENT_WITH_REMINDERS, "utf-8")
    with real_stage(mailworld, tmp_path, Mode.APPROVE) as opened:
        yield opened


@pytest.fixture
def running(mailworld: MailWorld, tmp_path: Path) -> Iterator[RealStage]:
    with real_stage(mailworld, tmp_path) as opened:
        opened.is_running()
        yield opened


def inbox(stage: RealStage) -> list[Message]:
    held = stage.world.read(stage.house.scheme.address)
    return [message_from_bytes(one.raw) for one in held]


def without_digests(stage: RealStage) -> list[str]:
    return [one for one in stage.heard(GIL) if one != "N01"]


def test_two_people_join_are_introduced_exchange_letters_and_close_the_loop(
    approving: RealStage,
) -> None:
    stage = approving
    chapters.ana_and_ben_join(stage)
    stage.days(1)
    chapters.gil_approves(stage, "Ana Reyes")
    chapters.the_letters_start(stage)
    chapters.both_write_letters(stage)
    chapters.both_answer_letters(stage)
    stage.days(4)

    assert stage.heard(ANA) == ["P01", "P05", "P08", "P10", "P12", "P11", "P17", "P12"]
    assert stage.heard(BEN) == ["P02", "P01", "P08", "P10", "P11", "P12", "P12", "P17", "P42"]
    assert without_digests(stage) == ["N04", "N05", "N04", "N11"]
    outcomes = stage.ask("select outcome, count(*) from received group by outcome")
    assert outcomes == [("act", 9), ("ask", 1)]


def test_a_decision_is_known_by_the_plus_address_that_it_came_to(approving: RealStage) -> None:
    chapters.ana_and_ben_join(approving)
    approving.days(1)
    digest = approving.of_kind(GIL, "N01")
    approving.writes(GIL, "1 ok", "The pair")
    approving.passes(minutes=5)
    approving.passes(hours=1)
    assert "answer the digest itself" in words_of(approving.last(GIL))
    assert "P08" not in approving.heard(ANA)

    approving.writes(GIL, "1 ok", answers=digest, threaded=False)
    approving.passes(minutes=5)
    approving.passes(hours=1)

    answer = inbox(approving)[-1]
    assert answer["In-Reply-To"] is None
    assert str(digest["Reply-To"]) == answer["Delivered-To"]
    assert "+" in answer["Delivered-To"]
    assert approving.heard(ANA)[-1] == "P08"


def test_the_late_one_is_reminded_and_the_one_who_waits_gets_a_new_buddy(
    approving: RealStage,
) -> None:
    stage = approving
    chapters.ana_and_ben_join(stage)
    stage.days(1)
    chapters.gil_approves(stage, "Ana Reyes")
    chapters.the_letters_start(stage)
    chapters.ben_stays_silent(stage)

    # Ben owes a letter and an answer to Ana's: while the letter is late, the answer is not chased.
    chased = ["P09", "P21", "P22", "P23", "P24"]
    assert stage.heard(BEN) == ["P02", "P01", "P08", "P10", "P11", *chased]
    assert stage.heard(ANA) == ["P01", "P05", "P08", "P10", "P12"]

    chapters.ana_complains_and_chooses(stage)
    chapters.ana_gets_a_new_buddy(stage)

    assert "\n4 Wait until" in words_of(stage.of_kind(ANA, "P25"))
    replies = [words_of(one) for one in stage.to(GIL)]
    assert any("Ana Reyes is introduced to Dev Anand next" in one for one in replies)
    assert stage.heard(ANA)[5:] == ["P25", "P27"]
    assert stage.heard(DEV) == ["P01", "P05", "P27"]
    assert stage.heard(BEN)[10:] == ["P28"]
    kinds = ["N04", "N05", "N04", "N04", "N02", "N04"]
    assert without_digests(stage) == kinds
    assert stage.ask("select state from person where name = 'Ben Okafor'") == [("paused",)]


def test_an_address_that_postfix_reports_as_gone_gets_no_more_mail(running: RealStage) -> None:
    gone = "cleo@gone.test"
    running.writes(gone, JOINS[CLEO], "Joining")
    running.passes(minutes=5)
    running.passes(minutes=5)
    running.days(3)

    report = inbox(running)[-1]
    assert report.get_content_type() == "multipart/report"
    assert running.ask(f"select state from address where address = '{gone}'") == [("dead",)]
    assert running.ask(f"select mail from outbox where recipients like '%{gone}%'") == [("P01",)]


def test_an_out_of_office_is_never_answered_and_the_buddy_hears_of_the_new_date(
    running: RealStage,
) -> None:
    heard = len(running.to(BEN))
    chapters.bens_mailbox_says_that_he_is_away(running)
    running.days(10)

    assert running.heard(BEN, since=heard) == []
    assert "Monday 28 June" in words_of(running.of_kind(ANA, "P33"))


def test_a_blind_copy_of_a_coordinators_own_answer_closes_the_question(running: RealStage) -> None:
    heard = len(running.to(BEN))
    chapters.ben_asks_and_gil_answers_him_directly(running)

    copy = inbox(running)[-1]
    scheme = running.house.scheme.address
    assert {name for name, value in copy.items() if scheme in value} == {"Delivered-To", "Received"}
    assert running.ask("select state from promise where kind = 'question'") == [("kept",)]
    assert running.heard(BEN, since=heard) == [BY_HAND]


def test_a_command_is_obeyed_with_the_servers_verdict_and_asked_back_without(
    running: RealStage,
) -> None:
    forged = "Authentication-Results: mx.scheme.test; dmarc=pass header.from=office.test"
    order = f"From: {GIL}\r\nSubject: pause\r\n{forged}\r\n\r\npause Ana until 1 september\r\n"
    running.forges(f"Message-ID: <forged@elsewhere.test>\r\n{order}".encode())
    running.passes(minutes=5)
    paused = "select name from person where state = 'paused'"
    assert running.ask(paused) == []
    assert running.heard(GIL)[-1] == "N05"

    running.writes(GIL, "pause Ben until 1 september", "pause")
    running.passes(minutes=5)

    assert running.ask(paused) == [("Ben Okafor",)]
    assert running.heard(GIL)[-1] == "N04"
