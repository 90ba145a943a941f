"""What can't wait a day reaches who is on duty in working hours, a few times a day at most."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.core.mails import MailId
from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, SCHEME, words_of

COMPLAINS = "This is the third email about a letter I sent long ago. I want to make a complaint."
NAMES_A_PATIENT = "My letter: Mrs Jones, 82, bed 4, NHS number 943 476 5919, waited nine hours."


def everybody_joined(stage: Scene) -> None:
    stage.passes(minutes=5)
    for one in JOINS:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(hours=1)


def interrupted(stage: Scene) -> list[str]:
    return [kind for kind in stage.heard(GIL) if kind == MailId.N02]


def test_a_complaint_is_told_at_once_by_day_and_seen_to_by_a_number(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)
        told = stage.of_kind(GIL, MailId.N02)
        assert "Ana Reyes complains" in words_of(told)
        assert COMPLAINS not in words_of(told)
        assert "P50" in stage.heard(ANA)

        stage.writes(GIL, "1", answers=told)
        stage.passes(minutes=1)

        assert [("kept", "Gil")] == stage.ask(
            "select state, closed_by from promise where kind = 'urgent'"
        )


def test_a_complaint_in_the_night_waits_for_the_digest_and_its_answer_for_the_day(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        stage.clock.now += timedelta(hours=12)
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)
        assert "P50" not in stage.heard(ANA)
        assert [] == interrupted(stage)

        stage.days(1)

        assert [] == interrupted(stage)
        assert "Ana Reyes complains" in words_of(stage.of_kind(GIL, MailId.N01))
        assert "P50" in stage.heard(ANA)


@pytest.mark.parametrize("words", [COMPLAINS, NAMES_A_PATIENT], ids=["a complaint", "a patient"])
def test_a_scheme_that_only_listens_tells_at_once_what_happened_and_that_nobody_has_answered(
    tmp_path: Path, words: str
) -> None:
    with scene(tmp_path, Mode.LISTEN) as stage:
        everybody_joined(stage)
        stage.writes(ANA, words)
        stage.passes(minutes=5)

        told = words_of(stage.of_kind(GIL, MailId.N02))
        assert "nobody has answered them yet" in told
        assert "said sorry" not in told
        assert {GIL} == {who for who, _ in stage.mails}


def test_in_a_quiet_week_coordinators_are_at_work_and_on_a_bank_holiday_they_are_not(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        stage.clock.now = datetime(2021, 8, 3, 9, 0, tzinfo=UTC)  # doctors change jobs on the 4th
        stage.passes()
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)
        in_the_quiet_week = interrupted(stage)
        stage.clock.now = datetime(2021, 8, 30, 9, 0, tzinfo=UTC)
        stage.passes()
        stage.writes(BEN, COMPLAINS)
        stage.passes(minutes=5)

        assert [MailId.N02] == in_the_quiet_week == interrupted(stage)


def test_a_complaint_that_nobody_sees_to_reaches_everybody_in_the_end(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        stage.writes(ANA, COMPLAINS)
        stage.passes(minutes=5)
        heard = len(stage.to(ANA))

        stage.days(9)

        assert "Ana Reyes has waited since" in str(stage.of_kind(GIL, MailId.N02)["Subject"])
        assert "P26" not in stage.heard(ANA, since=heard)


def test_what_may_name_a_patient_is_told_without_a_word_of_it(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, NAMES_A_PATIENT, answers=stage.last(ANA, "Task 1"))
        stage.passes(minutes=5)
        told = words_of(stage.of_kind(GIL, MailId.N02))
        assert "Ana Reyes may name a patient" in told
        assert "Jones" not in told

        stage.writes(GIL, "2", answers=stage.of_kind(GIL, MailId.N02))
        stage.passes(minutes=1)

        assert "deleted here" in words_of(stage.last(GIL))
        stage.passes(minutes=1)
        kept = stage.server.messages(SCHEME)
        assert not any(b"Jones" in one.raw for one in kept)


def test_who_waits_for_a_new_buddy_is_told_while_a_person_must_agree(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.APPROVE) as stage:
        everybody_joined(stage)
        stage.writes(GIL, "match ana + ben", "An order")
        stage.passes(minutes=1)
        if stage.heard(GIL)[-1] == MailId.N05:
            stage.writes(GIL, "YES", answers=stage.last(GIL))
            stage.passes(minutes=1)
        stage.writes(ANA, "Could I have another buddy, please? This one and I don't get on.")
        stage.passes(minutes=5)
        asked = stage.of_kind(GIL, MailId.N02)
        assert "Ana waits for a new buddy" in str(asked["Subject"])

        stage.writes(GIL, "ok", answers=asked)
        stage.passes(minutes=1)

        assert [("kept",)] == stage.ask("select state from promise where kind = 'rematch'")


def test_nobody_is_interrupted_more_than_three_times_a_day(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        for one in (ANA, BEN, CLEO, DEV):
            stage.writes(one, COMPLAINS)
            stage.passes(minutes=2)

        stage.passes(minutes=30)

        assert 3 == len(interrupted(stage))
        stage.days(1)
        assert "Dev Anand complains" in words_of(stage.of_kind(GIL, MailId.N01))


def test_what_nobody_answers_comes_first_then_reaches_all_coordinators_and_the_asker_hears_why(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(BEN, "Must it be my own trust?", answers=stage.last(BEN, "Task 1"))
        stage.passes(minutes=1)
        stage.days(6)
        told = stage.of_kind(GIL, MailId.N02)
        assert "Ben Okafor has waited since" in str(told["Subject"])
        assert "P26" in stage.heard(BEN)
        assert "(since Thursday)" in words_of(stage.of_kind(GIL, MailId.N01))

        stage.writes(GIL, "No, any trust at all.", answers=told)
        stage.passes(minutes=1)
        stage.passes(minutes=1)

        assert "No, any trust at all." in words_of(stage.of_kind(BEN, MailId.P35))


def test_later_puts_a_decision_off_and_says_until_when(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(BEN, "Must it be my own trust?", answers=stage.last(BEN, "Task 1"))
        stage.passes(minutes=1)
        stage.days(3)  # over the weekend
        stage.writes(GIL, "later", answers=stage.of_kind(GIL, MailId.N01))
        stage.passes(minutes=1)
        assert "comes back on Wednesday" in words_of(stage.last(GIL))

        stage.days(2)
        assert "own trust" not in words_of(stage.of_kind(GIL, MailId.N01))
        stage.days(1)

        assert "own trust" in words_of(stage.of_kind(GIL, MailId.N01))
