"""What a coordinator fixes for matching by mail holds for every matching, and one word undoes it."""

from pathlib import Path

from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, words_of
from tests.stories.test_orders import everybody_joined, orders, together


def matched(stage: Scene) -> set[frozenset[object]]:
    stage.days(1)
    return together(stage)


def test_two_who_must_never_meet_do_not_and_undo_lets_them(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        told = orders(stage, "never match ana with ben please, she's his supervisor")

        assert "Ana Reyes and Ben Okafor will never be matched." in told
        assert "supervisor" not in told
        assert "UNDO" in told
        undone = orders(stage, "undo", answers=stage.last(stage.house.scheme.duty.address))
        assert "Undone" in undone
        assert [(0,)] == stage.ask("select count(*) from arrangement")
        orders(stage, "never match ana with ben")
        assert not any({"Ana Reyes", "Ben Okafor"} <= one for one in matched(stage))
        assert "supervisor" not in words_of(stage.last(ANA))


def test_who_is_to_be_together_is_together_and_what_was_forgotten_comes_back_at_undo(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        orders(stage, "keep cleo and ben together")
        kept = stage.ask("select kind, person_id, other_id from arrangement")

        orders(stage, "cleo and ben can be matched again")
        forgotten = stage.ask("select count(*) from arrangement")
        orders(stage, "undo")

        assert [(0,)] == forgotten
        assert kept == stage.ask("select kind, person_id, other_id from arrangement")
        assert frozenset({"Cleo Marsh", "Ben Okafor"}) in matched(stage)
        assert "Cleo, meet Ben" in str(stage.last(BEN, "meet")["Subject"])


def test_the_newest_word_about_two_counts(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        orders(stage, "keep cleo and ben together")
        orders(stage, "never match cleo with ben")

        assert [("never",)] == stage.ask("select kind from arrangement")


def test_a_wish_is_read_back_with_who_would_do_and_names_nobody(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        told = orders(stage, "ana would like somebody in bolton")
        nobody = orders(stage, "ana would like somebody in commissioning")

        assert "Ana Reyes asked for: Bolton. 1 manager on the list would fit." in told
        assert "No managers on the list would fit." in nobody
        assert frozenset({"Ana Reyes", "Dev Anand"}) in matched(stage)


def test_a_manager_takes_two_and_a_clinician_does_not(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        manager = orders(stage, "ben can take two")
        again = orders(stage, "ben takes one")
        clinician = orders(stage, "ana can take two doctors")

        assert "Ben Okafor takes 2 clinicians at a time." in manager
        assert "Ben Okafor takes 1 clinician at a time." in again
        assert [("takes", "1")] == stage.ask("select kind, value from arrangement")
        assert "Only a general manager takes two" in clinician


def test_an_unknown_name_keeps_nothing_and_asks(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        told = orders(stage, "never match ana with belinda")

        assert "nothing was done" in told
        assert [(0,)] == stage.ask("select count(*) from arrangement")


def test_one_answer_agrees_to_a_pair_and_holds_another_and_a_swap_brings_both_together(
    tmp_path: Path,
) -> None:
    for words, pairs in (
        ("ok {0}, hold {1}", {frozenset({"Ana Reyes", "Ben Okafor"})}),
        (
            "swap {0} and {1}",
            {frozenset({"Ana Reyes", "Dev Anand"}), frozenset({"Cleo Marsh", "Ben Okafor"})},
        ),
    ):
        home = tmp_path / words[:4]
        home.mkdir()
        with scene(home, Mode.APPROVE) as stage:
            everybody_joined(stage)
            stage.days(1)
            digest = stage.of_kind(stage.house.scheme.duty.address, "N01")
            lines = [one for one in words_of(digest).splitlines() if " + " in one]
            first = next(one.split()[0] for one in lines if "Ana Reyes + Ben Okafor" in one)
            second = next(one.split()[0] for one in lines if "Cleo Marsh + Dev Anand" in one)

            stage.writes(GIL, words.format(first, second), answers=digest)
            stage.passes(minutes=5)

            active = stage.ask(
                "select partnership_id, name from member join person on person.id = person_id"
                " join partnership on partnership.id = partnership_id"
                " where partnership.state = 'active'"
            )
            together_now = {
                frozenset(name for group, name in active if group == one) for one, _ in active
            }
            assert pairs == together_now
