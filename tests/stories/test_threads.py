"""What reminds of a stage comes in the thread in which the stage began (I2, D2)."""

from pathlib import Path

from tests.stories.plays import play
from tests.stories.scripts import ANAS_FIVE, BENS_FIVE, SHARED
from tests.stories.telling import ANA, BEN

HAL = "hal@board.test"


def test_who_met_an_expert_and_owes_a_note_on_it_is_reminded_in_the_thread_of_the_introduction(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "consortium", ANA, BEN) as one:
        one.says(ANA, ANAS_FIVE, "P10")
        one.days(1)
        one.says(BEN, BENS_FIVE, "P10")
        one.days(3)
        one.says(ANA, f"This is our shared five.\n\n{SHARED}", "P17")
        one.days(1)
        one.decides("ok", "Hal Winter")
        one.days(1)
        one.says(HAL, "Yes, with pleasure. Wednesday would be good.", "X02")
        one.days(14)

        met, reminds = one.stage.of_kind(BEN, "P32"), one.stage.of_kind(BEN, "P21")
        assert reminds["Subject"] == f"Re: {met['Subject']}"
        assert reminds["In-Reply-To"] == met["Message-ID"]
