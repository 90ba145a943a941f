"""A scheme that only listens decides as ever, and writes to nobody but its coordinators."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from mailbot.world.faults import Fault
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, Mode.LISTEN) as opened:
        yield opened


def test_what_would_have_gone_is_kept_and_only_the_digest_and_what_cannot_wait_leave(
    stage: Scene,
) -> None:
    for one in (ANA, BEN, CLEO, DEV):
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.writes(CLEO, "I can't cope any more and I have thought of ending my life.", "Hello")
    stage.passes(minutes=5)
    stage.days(2)

    assert {GIL} == {who for who, _ in stage.mails}
    sent = set(stage.ask("select mail from outbox where state = 'sent'"))
    assert {("N01",), ("N03",)} == sent
    digest = words_of(stage.last(GIL))
    assert "Ana Reyes + Ben Okafor" in digest or "Ana Reyes + Dev Anand" in digest


def test_a_coordinator_who_asks_is_answered(stage: Scene) -> None:
    stage.writes(GIL, "status", "status")
    stage.passes(minutes=5)

    assert {("N01",), ("N04",)} == set(stage.ask("select mail from outbox where state = 'sent'"))
    assert "No pairs so far" in words_of(stage.last(GIL, "status"))


def test_a_mail_that_was_ready_before_waits_while_the_scheme_listens_and_leaves_after(
    tmp_path: Path,
) -> None:
    with scene(tmp_path, Mode.AUTO) as stage:
        acting = stage.house
        stage.server.faults.switch_on(Fault.DEFER)
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        stage.server.faults.switch_off()

        stage.house = replace(acting, scheme=replace(acting.scheme, mode=Mode.LISTEN))
        stage.passes(hours=1)
        while_listening = stage.to(ANA)
        stage.house = acting
        stage.passes(hours=1)

    assert [] == while_listening
    assert 1 == len(stage.to(ANA))
