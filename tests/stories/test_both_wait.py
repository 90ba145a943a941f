"""Of two who wait for each other, neither is asked whether they are still there, and neither place is paused (D7)."""

from datetime import timedelta
from pathlib import Path

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.flows.case import Case
from mailbot.flows.doing.silence import ask_quiet_person, offer_choices
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, words_of

ANA_ID, BEN_ID = 1, 2


def each_is_found_silent_in_one_night(stage: Scene) -> None:
    """Let the same look put choices to Ana, ask Ben after her, and put choices to Ben."""
    now = stage.clock.now
    case = Case(now, "the nightly round")
    long_ago = now - timedelta(days=9)
    with stage.house.engine.begin() as conn:
        ask_quiet_person(
            conn, stage.house, case, do.AskQuietPerson(BEN_ID, long_ago, "their buddy waits")
        )
        for one in (BEN_ID, ANA_ID):
            offer_choices(conn, stage.house, case, do.OfferChoices(one, MailId.P25, "waits"))
    stage.passes(minutes=5)
    stage.days(1)


def test_whoever_has_choices_of_their_own_is_not_asked_how_they_are_as_well(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        each_is_found_silent_in_one_night(stage)

        assert "P25" in stage.heard(ANA)
        assert "P25" in stage.heard(BEN)
        assert "P24" not in stage.heard(ANA) + stage.heard(BEN)
        assert [(None,), (None,)] == stage.ask(
            f"select quiet_since from person where id in ({ANA_ID}, {BEN_ID})"
        )


def test_when_one_of_them_moves_on_the_other_is_first_in_line_and_not_paused(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        each_is_found_silent_in_one_night(stage)
        stage.writes(ANA, "1", answers=stage.of_kind(ANA, "P25"))
        stage.passes(minutes=10)
        stage.days(1)

        told = " ".join(words_of(one) for one in stage.to(BEN))
        assert "place is paused" not in told
        assert [("paused",)] != stage.ask(f"select state from person where id = {BEN_ID}")
