"""Coordinators see why somebody seems quiet, and who owes what to whom (D5)."""

from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of


def lists_the_late(stage: Scene) -> str:
    stage.writes(GIL, "late", "late")
    stage.passes(minutes=5)
    return " ".join(words_of(stage.of_kind(GIL, "N04")).split())


def test_the_list_of_who_is_late_says_to_whom_and_since_when_there_was_no_sign(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.days(12)

        listed = lists_the_late(stage)

        assert "Ben Okafor > Ana: letter, due 21 Jun, 1 day late; no sign since 7 Jun" in listed
        assert "unanswered mails, Ana waits; next look" in listed
        assert "Ana Reyes >" not in listed


def test_the_digest_says_why_somebody_seems_quiet_and_so_does_the_decision(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.days(17)
        waits = "Still nothing from Ben. I wrote a while ago. Is this worth my while?"
        stage.writes(ANA, waits)
        stage.days(3)

        digest = " ".join(words_of(stage.of_kind(GIL, "N01")).split())

        assert "Quiet: Ben Okafor (letter," in digest
        assert "no sign since 7 Jun" in digest
        assert "asked how they are on" in digest
        assert "Ana waits, the buddy wrote once." in digest
        assert BEN not in digest
