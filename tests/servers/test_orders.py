"""Every command and every copied mail on Dovecot and Postfix: who hears of it is the same as on paper."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.servers.mailworld import MailWorld
from tests.servers.stage import real_stage
from tests.stories.spoken import OTHERS, PATIENT, plays, rows, two_work_and_two_wait
from tests.stories.telling import GIL, words_of

pytestmark = pytest.mark.slow


def test_each_order_and_each_copy_is_heard_of_by_whom_it_is_about_and_by_nobody_else(
    mailworld: MailWorld, tmp_path: Path
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "chasing.toml").write_text(PATIENT, "utf-8")
    with real_stage(mailworld, tmp_path, others=OTHERS) as stage:
        two_work_and_two_wait(stage)

        for row in rows():
            heard = plays(stage, row)

            assert (row.says, _sorted(row.hears)) == (row.says, _sorted(heard))

        read = [words_of(mail) for who, mail in stage.mails if who != GIL]
        assert [] == [row.says for row in rows() if row.to for words in read if row.says in words]


def _sorted(heard: Mapping[str, str]) -> dict[str, list[str]]:
    """Servers bring the mails of one moment in any order."""
    return {who: sorted(kinds.split()) for who, kinds in heard.items()}
