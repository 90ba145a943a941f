"""Who rests, leaves or comes back is met kindly, and nothing that was written to them is lost."""

from datetime import timedelta
from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, DEV, JOINS, LETTER, words_of


def state_of(stage: Scene, name: str) -> object:
    return stage.ask(f"select state from person where name = '{name}'")[0][0]


def on(stage: Scene, month: int, day: int, hour: int = 12) -> None:
    """Let one pass happen at an hour of a day, and one at the noon of it."""
    stage.clock.now = stage.clock.now.replace(month=month, day=day, hour=hour, minute=30)
    stage.passes()


def paused(stage: Scene, words: str) -> None:
    stage.is_running()
    stage.writes(BEN, words, answers=stage.of_kind(BEN, "P10"))
    stage.passes(minutes=5)


def test_a_letter_that_waits_for_somebody_on_a_break_is_there_when_they_are_back(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.clock.now = stage.clock.now.replace(hour=21)
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.passes(minutes=5)
        stage.writes(BEN, "Please pause me until Monday 21 June.")
        stage.passes(minutes=5)
        stage.days(4)
        assert "P11" not in stage.heard(BEN)

        stage.days(8)

        assert "pair of hands" in words_of(stage.of_kind(BEN, "P11"))


def test_a_fortnight_before_a_long_break_ends_they_are_asked_and_silence_leaves_them_in_peace(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        paused(stage, "Please pause me until Monday 6 September.")
        heard = len(stage.to(BEN))

        on(stage, 8, 20)
        assert stage.heard(BEN, since=heard) == []
        on(stage, 8, 23)
        assert stage.heard(BEN, since=heard) == ["P36"]
        assert "Back on" in str(stage.last(BEN)["Subject"])
        on(stage, 9, 6)
        on(stage, 9, 8)

        assert stage.heard(BEN, since=heard) == ["P36"]
        assert state_of(stage, "Ben Okafor") == "paused"


def test_a_yes_to_that_question_ends_the_break_on_its_day_and_not_before(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paused(stage, "Please pause me until Monday 6 September.")
        on(stage, 8, 23)
        stage.writes(BEN, "Yes", answers=stage.last(BEN))
        stage.passes(minutes=5)

        on(stage, 9, 3)
        assert state_of(stage, "Ben Okafor") == "paused"
        on(stage, 9, 6)

        assert state_of(stage, "Ben Okafor") == "active"


def test_a_short_break_ends_on_the_day_they_named(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paused(stage, "Please pause me until Monday 21 June.")

        on(stage, 6, 21)

        assert state_of(stage, "Ben Okafor") == "active"


def replaced(stage: Scene) -> None:
    """Let Ben be silent until Ana has moved on to Dev, and his place is paused."""
    stage.is_running()
    stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
    stage.passes(minutes=10)
    stage.writes(DEV, JOINS[DEV], "Joining")
    stage.days(20)
    stage.writes(ANA, "1 please", answers=stage.of_kind(ANA, "P25"))
    stage.passes(hours=2)
    stage.days(3)


def test_any_word_to_a_place_kept_brings_somebody_back_and_they_are_welcomed(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        replaced(stage)

        stage.writes(BEN, "Oh, thanks for letting me know.", answers=stage.of_kind(BEN, "P28"))
        stage.passes(minutes=10)

        assert stage.heard(BEN)[-1] == "P29"
        assert "You're at the front of the list" in words_of(stage.last(BEN))
        stage.writes(BEN, "Yes please!", answers=stage.last(BEN))
        stage.passes(minutes=10)
        assert stage.heard(BEN)[-1] == "P29"
        assert [("ignore",)] == stage.ask("select outcome from received order by id desc limit 1")
        assert state_of(stage, "Ben Okafor") == "waiting"


def test_the_word_that_a_place_is_paused_is_taken_back_when_they_are_back_before_it_leaves(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.passes(minutes=10)
        stage.writes(DEV, JOINS[DEV], "Joining")
        stage.days(20)
        # A Friday night: "your place is paused" waits for Monday morning.
        stage.clock.now = stage.clock.now.replace(month=7, day=2, hour=20)
        stage.writes(ANA, "1 please", answers=stage.of_kind(ANA, "P25"))
        stage.passes(minutes=5)
        stage.clock.now = stage.clock.now.replace(day=3, hour=10)
        stage.writes(BEN, "Sorry! Count me in, I've been away", answers=stage.of_kind(BEN, "P24"))
        stage.passes(minutes=5)
        stage.writes(BEN, "Yes please, lovely", answers=stage.last(BEN))
        stage.passes(minutes=5)
        stage.clock.now = stage.clock.now.replace(day=5, hour=8)
        stage.passes()

        assert "P29" in stage.heard(BEN)
        assert "P28" not in stage.heard(BEN)
        assert stage.ask("select count(*) from promise where kind = 'look'") == [(0,)]


def test_a_count_me_in_that_crosses_with_a_place_kept_brings_somebody_back(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        replaced(stage)

        words = "1, I need until Monday please"
        stage.writes(BEN, words, answers=stage.of_kind(BEN, "P24"))
        stage.passes(minutes=10)

        assert stage.heard(BEN)[-1] == "P29"
        assert state_of(stage, "Ben Okafor") == "waiting"


def test_whatever_they_write_first_somebody_replaced_is_welcomed_once(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        replaced(stage)

        stage.writes(BEN, "Thank you both, that was lovely!", answers=stage.of_kind(BEN, "P10"))
        stage.passes(minutes=10)
        assert stage.heard(BEN)[-1] == "P29"
        assert "Shall I find you a buddy" in words_of(stage.last(BEN))

        heard = len(stage.to(BEN))
        stage.writes(BEN, "And thanks again!", answers=stage.of_kind(BEN, "P11"))
        stage.passes(minutes=10)
        assert "P29" not in stage.heard(BEN, since=heard)


def test_who_chose_a_break_themselves_is_not_asked_whether_they_are_back(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paused(stage, "Please pause me until Monday 6 September.")

        stage.writes(BEN, "Thank you both, that was lovely!", answers=stage.of_kind(BEN, "P10"))
        stage.passes(minutes=10)

        assert "P29" not in stage.heard(BEN)


def test_stop_in_reply_to_a_place_kept_is_obeyed(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        replaced(stage)

        stage.writes(BEN, "STOP", answers=stage.of_kind(BEN, "P28"))
        stage.passes(minutes=10)

        assert stage.heard(BEN)[-1] == "P37"
        assert state_of(stage, "Ben Okafor") == "left"


def test_who_is_back_from_a_break_early_carries_on_with_their_buddy(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paused(stage, "Please pause me until Monday 6 September.")

        stage.writes(BEN, "I'm back", answers=stage.of_kind(BEN, "P36"))
        stage.passes(minutes=10)

        assert "You and Ana carry on where you left off" in words_of(stage.of_kind(BEN, "P29"))
        assert state_of(stage, "Ben Okafor") == "active"


def test_who_comes_back_with_a_late_letter_is_welcomed_and_it_stays_with_us(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        replaced(stage)
        heard_by_ana = len(stage.to(ANA))

        late = f"So sorry, here is my letter at last.\n\n{LETTER}"
        stage.writes(BEN, late, answers=stage.of_kind(BEN, "P10"))
        stage.passes(minutes=10)
        welcome = stage.last(BEN)
        stage.writes(BEN, "Yes", answers=welcome)
        stage.passes(minutes=10)

        assert stage.heard(BEN)[-1] == "P29"
        assert "Ana has moved to a new pair, so your letter stays with me" in words_of(welcome)
        assert stage.heard(ANA, since=heard_by_ana) == []
        assert state_of(stage, "Ben Okafor") == "waiting"
        waiting = stage.ask("select waiting_since from person where name = 'Ben Okafor'")
        assert str(waiting[0][0]) < str(stage.clock.now - timedelta(days=300))


def test_a_late_letter_whose_pair_still_stands_is_passed_on_and_acknowledged(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.days(27)
        heard = len(stage.to(BEN))

        late = f"So sorry, here is my letter at last.\n\n{LETTER}"
        stage.writes(BEN, late, answers=stage.of_kind(BEN, "P10"))
        stage.passes(minutes=10)
        stage.passes(hours=3)

        assert stage.heard(BEN, since=heard) == ["P12"]
        assert "pair of hands" in words_of(stage.of_kind(ANA, "P11"))
