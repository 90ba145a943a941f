"""Killed at any place where a crash would hurt, the bot ends where it would have ended anyway."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mailbot.flows.steps import Step
from tests.stories.busy_day import eve_of_a_busy_day, goes_on, the_end


def once(home: Path, now: datetime, die_at: str = "") -> int:
    """Run the real command in a process of its own and give its return code."""
    command = [sys.executable, "-m", "mailbot.cli", "--home", str(home), "once"]
    done = subprocess.run(
        [*command, "--now", now.isoformat()],
        env={**os.environ, "MAILBOT_DIE_AT": die_at},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    home = tmp_path_factory.mktemp("undisturbed")
    with eve_of_a_busy_day(home) as stage:
        assert once(home, stage.clock.now) == 0
        goes_on(stage)
        end = the_end(stage)
    assert len(end["pairs"]) == 6, "three pairs, two of them new"
    assert len(end["submissions"]) == 1
    return end


@pytest.fixture(scope="module")
def walked(pytestconfig: pytest.Config) -> Iterator[list[Step]]:
    """Collect the steps at which the process really died, and say how many of all those were."""
    steps: list[Step] = []
    yield steps
    flows = Counter(one.value.split(":")[0] for one in steps)
    told = ", ".join(f"{flow} {count}" for flow, count in flows.items())
    plugins = pytestconfig.pluginmanager
    with plugins.getplugin("capturemanager").global_and_fixture_disabled():
        told = f"crash points walked: {len(steps)} of {len(Step)} ({told})"
        plugins.getplugin("terminalreporter").write_line(f"\n{told}")


@pytest.mark.slow
@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.name)
def test_a_death_at_any_step_loses_nothing_and_repeats_nothing(
    step: Step, undisturbed: dict[str, list[str]], walked: list[Step], tmp_path: Path
) -> None:
    with eve_of_a_busy_day(tmp_path) as stage:
        ended = once(tmp_path, stage.clock.now, step.name)
        assert ended == -signal.SIGKILL, f"the busy day never comes to {step.name}"
        walked.append(step)
        goes_on(stage)

        end = the_end(stage)
        copies = Counter((who, mail["Message-ID"]) for who, mail in stage.mails)
        unsettled = stage.ask(
            "select id from outbox where state in ('claimed', 'leaving', 'uncertain')"
        )

    assert end == undisturbed
    assert set(copies.values()) == {1}
    assert unsettled == []
