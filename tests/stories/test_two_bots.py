"""Two bots on one mailbox and one record do the work of one."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.flows.passing import one_pass
from mailbot.flows.steps import Step
from tests.stories.busy_day import eve_of_a_busy_day, goes_on, the_end
from tests.stories.scene import scene, settings_for
from tests.stories.telling import ANA, BEN, CLEO, DEV, JOINS

# Inside a transaction that writes, the database itself keeps everybody else waiting.
WRITING = {
    Step.FETCH_KEEPING,
    Step.HANDLE_DECIDED,
    Step.ROUND_LOOKED,
    Step.ROUND_MATCHED,
    Step.DIGEST_QUEUED,
}


def test_two_bots_at_once_handle_and_send_everything_once(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        (tmp_path / "mailbot.toml").write_text(settings_for(stage.server), "utf-8")
        stage.house.engine.dispose()
        for person in (ANA, BEN, CLEO, DEV):
            stage.writes(person, JOINS[person], "Joining")
        for _ in range(3):
            stage.clock.now += timedelta(hours=9)
            command = [sys.executable, "-m", "mailbot.cli", "--home", str(tmp_path), "once"]
            both = [
                subprocess.Popen(
                    [*command, "--now", stage.clock.now.isoformat()],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
                for _ in range(2)
            ]
            ended = [one.communicate(timeout=120) for one in both]
            assert [one.returncode for one in both] == [0, 0], b"\n".join(
                err for _, err in ended
            ).decode()
        stage.collects()

        received = Counter((who, str(mail["Message-ID"])) for who, mail in stage.mails)
        assert set(received.values()) == {1}
        assert stage.ask("select count(*), count(distinct message_id) from received") == [(4, 4)]
        assert stage.ask("select count(*) from person") == [(4,)]
        assert stage.ask("select count(*) from outbox where state not in ('sent', 'ready')") == [
            (0,)
        ]
        assert len(stage.to(BEN, "your buddy")) == 1


def one_day(home: Path, step: Step | None) -> dict[str, list[str]]:
    """Live through the busy day; at a step of the first bot a second one does its whole pass."""
    came: list[Step] = []

    def at_step(here: Step) -> None:
        if here is step and not came:
            came.append(here)
            # Another thread stands for another process: the first waits within its own pass.
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(one_pass, second, stage.clock.now).result()

    home.mkdir()
    with eve_of_a_busy_day(home) as stage:
        second = replace(stage.house, owner="the second bot")
        first = replace(stage.house, at_step=at_step)
        one_pass(first, stage.clock.now)
        assert step is None or came, f"the busy day never comes to {step}"
        goes_on(stage)
        assert max(Counter((who, mail["Message-ID"]) for who, mail in stage.mails).values()) == 1
        return the_end(stage)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return one_day(tmp_path_factory.mktemp("undisturbed") / "home", None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "step", [one for one in Step if one not in WRITING], ids=lambda one: one.name
)
def test_a_second_bot_that_comes_by_at_any_step_of_the_first_repeats_nothing(
    step: Step, undisturbed: dict[str, list[str]], tmp_path: Path
) -> None:
    end = one_day(tmp_path / "home", step)

    assert end == undisturbed
