"""When the mailbox is what broke, people hear of it by a second account: once a day, and not for a hiccup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.core.scheme import Alert, Login, Security
from mailbot.flows.alerting import faults_of, watch, watch_from_outside
from mailbot.flows.passing import one_pass
from tests.stories.scene import Scene, scene
from tests.stories.telling import GIL, SCHEME, words_of

IVY = "ivy@machines.test"  # looks after the machine
QUARTER = timedelta(minutes=15)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        opened.server.add_person(IVY)
        yield opened


def second(stage: Scene) -> Alert:
    login = Login(stage.server.host, stage.server.smtp_port, Security.NONE, SCHEME, "pw")
    return Alert(login, "watch@second.test", (IVY,))


def breaks(stage: Scene) -> None:
    """Let the password of the mailbox be changed by somebody."""
    imap = replace(stage.house.scheme.imap, password="another")
    stage.house = replace(stage.house, scheme=replace(stage.house.scheme, imap=imap))


def a_pass(stage: Scene, alert: Alert | None, **later: float) -> int:
    stage.clock.now += timedelta(**later)
    passed = one_pass(stage.house, stage.clock.now)
    told = watch(stage.house, alert, stage.home, faults_of(stage.house, passed), stage.clock.now)
    stage.collects()
    return told


def test_who_runs_the_scheme_and_the_machine_hear_that_the_mailbox_cannot_be_read(
    stage: Scene,
) -> None:
    breaks(stage)

    at_first = a_pass(stage, second(stage))
    later = a_pass(stage, second(stage), minutes=20)

    assert (at_first, later) == (0, 1)
    assert {who for who, _ in stage.mails} == {GIL, IVY}
    words = " ".join(words_of(stage.last(IVY)).split())
    assert "I can't read scheme@buddies.test since 09:00" in words
    assert "username and password" in words


def test_a_fault_is_told_once_a_day_and_again_when_it_comes_back(stage: Scene) -> None:
    sound = stage.house
    breaks(stage)
    a_pass(stage, second(stage))

    told = [a_pass(stage, second(stage), hours=1) for _ in range(30)]
    stage.house = sound
    over = a_pass(stage, second(stage), hours=1)
    breaks(stage)
    again = [a_pass(stage, second(stage), minutes=20) for _ in range(2)]

    assert (sum(told), over, again) == (2, 0, [0, 1])
    assert not (stage.home / "alarms.json").read_text().count("sending")


def test_a_second_account_that_is_broken_too_is_tried_again_in_an_hour_and_no_sooner(
    stage: Scene,
) -> None:
    breaks(stage)
    good = second(stage)
    dead = replace(good, login=replace(good.login, port=9))
    a_pass(stage, dead)

    silent = [a_pass(stage, dead, minutes=20), a_pass(stage, good, minutes=20)]
    heard = a_pass(stage, good, minutes=50)

    assert (silent, heard) == ([0, 0], 1)


def test_without_a_second_account_nothing_else_changes(stage: Scene) -> None:
    breaks(stage)

    assert [0, 0] == [a_pass(stage, None, hours=1) for _ in range(2)]


def test_from_outside_it_is_told_that_nothing_runs(stage: Scene) -> None:
    said = "The last pass went well 40 minutes ago"
    again = (stage.clock.now, stage.clock.now + QUARTER, stage.clock.now + timedelta(days=1))

    told = [watch_from_outside(stage.house, second(stage), stage.home, said, at) for at in again]
    well = watch_from_outside(stage.house, second(stage), stage.home, "", again[-1])
    stage.collects()

    assert (told, well) == ([1, 0, 1], 0)
    assert "mailbot has stopped" in words_of(stage.last(GIL))
    assert not (stage.home / "alarms.json").exists()
