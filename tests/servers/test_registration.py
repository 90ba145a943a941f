"""Joining on Dovecot and Postfix: every story of A1 to A8, with what each person received."""

from pathlib import Path

import pytest

from tests.servers.mailworld import MailWorld
from tests.servers.stage import real_stage
from tests.stories.registrations import CAST, NEVER_WROTE, STORIES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
def test_joining_goes_on_real_servers_as_it_is_told(
    told, mailworld: MailWorld, tmp_path: Path
) -> None:
    with real_stage(mailworld, tmp_path, others=CAST) as stage:
        told(stage)

        assert not stage.to(NEVER_WROTE)
