"""People join in every manner that the requirements know, and nobody is written to who did not write in (A1-A8)."""

from pathlib import Path

import pytest

from tests.stories.registrations import CAST, NEVER_WROTE, STORIES
from tests.stories.scene import scene


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
def test_joining_goes_as_it_is_told(told, tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        for one in CAST:
            stage.server.add_person(one)

        told(stage)

        assert not stage.to(NEVER_WROTE)
        written = {
            address
            for (kept,) in stage.ask("select recipients from outbox")
            for address in str(kept).replace('"', "").strip("[]").split(", ")
        }
        assert NEVER_WROTE not in written
