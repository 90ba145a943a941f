"""Every task of the bank on Dovecot and Postfix, for a pair and for a trio: as the page about the tasks tells it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.servers.mailworld import MailWorld
from tests.servers.stage import real_stage
from tests.stories.plays import ELI, HAL, Page, begun, play
from tests.stories.scripts import SCRIPTS
from tests.stories.telling import ANA, BEN

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("cast", [(ANA, BEN), (ANA, BEN, ELI)], ids=["pair", "trio"])
@pytest.mark.parametrize("task", SCRIPTS)
def test_a_task_goes_on_real_servers_as_it_is_told(
    task: str, cast: tuple[str, ...], mailworld: MailWorld, tmp_path: Path
) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "servers").mkdir()
    with play(tmp_path / "paper", task, *cast) as told:
        SCRIPTS[task](told)

    with real_stage(mailworld, tmp_path / "servers", others=(ELI, HAL)) as stage:
        happened = begun(stage, task, cast)
        SCRIPTS[task](happened)

    assert happened.pages
    assert _by_reader(told.pages) == _by_reader(happened.pages)


def _by_reader(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Sort what was said by who got it: servers bring the mails of one moment to several in any order."""
    read: dict[str, list[Page]] = {}
    for one in pages:
        read.setdefault(one.reader, []).append(one)
    return read
