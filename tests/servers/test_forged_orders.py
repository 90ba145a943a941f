"""Forged orders brought to real servers from outside: no effect, and one notice to the coordinator (F4)."""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator
from tests.servers.mailworld import MailWorld
from tests.servers.stage import AUTHSERV, RealStage, real_stage
from tests.stories.forgeries import NOT_SAID, ORDER, forged, heard_by_people, states
from tests.stories.spoken import KIT
from tests.stories.telling import ANA, GIL, JOINS

pytestmark = pytest.mark.slow
REMOVE = "remove ana"


@pytest.fixture
def stage(mailworld: MailWorld, tmp_path: Path) -> Iterator[RealStage]:
    with real_stage(mailworld, tmp_path, others=(KIT,)) as opened:
        scheme = opened.house.scheme
        both = (*scheme.coordinators, Coordinator("Kit Hale", KIT))
        opened.house = replace(opened.house, scheme=replace(scheme, coordinators=both))
        opened.writes(ANA, JOINS[ANA], "Joining")
        opened.passes(minutes=5)
        opened.passes(hours=1)
        yield opened


def brings(
    stage: RealStage, words: str, head: str = "", answers: Message | None = None, sender: str = GIL
) -> None:
    """Let somebody without a login bring a mail that says it is from a coordinator."""
    stage.count += 1
    lines = [
        f"From: Gil Sharp <{sender}>",
        f"To: {stage.house.scheme.address if answers is None else answers['Reply-To']}",
        "Subject: An order",
        f"Date: {format_datetime(stage.clock.now)}",
        f"Message-ID: <forged{stage.count}@elsewhere.test>",
        *([f"In-Reply-To: {answers['Message-ID']}"] if answers is not None else []),
        *([head] if head else []),
    ]
    stage.forges(("\r\n".join(lines) + f"\r\n\r\n{words}\r\n").encode())


def test_however_it_is_forged_nothing_happens_and_the_coordinator_is_asked_once(
    stage: RealStage,
) -> None:
    before = states(stage), heard_by_people(stage), len(stage.to(GIL))

    for head in forged(AUTHSERV).values():
        brings(stage, ORDER, head)
        stage.passes(minutes=2)

    assert before[:2] == (states(stage), heard_by_people(stage))
    assert ["N05"] == stage.heard(GIL, since=before[2])
    assert {"N01"} >= set(stage.heard(KIT))


def test_what_a_proven_coordinator_quotes_forwards_or_signs_with_is_no_order(
    stage: RealStage,
) -> None:
    before = states(stage), heard_by_people(stage)

    for words in NOT_SAID.values():
        stage.writes(GIL, words.replace("\r\n", "\n"), "A word")
    stage.passes(minutes=2)

    assert before == (states(stage), heard_by_people(stage))
    assert "N05" not in stage.heard(GIL)


def test_a_yes_of_somebody_else_of_a_machine_or_said_again_does_nothing(stage: RealStage) -> None:
    stage.writes(GIL, REMOVE, "An order")
    stage.passes(minutes=2)
    asked = stage.of_kind(GIL, "N05")
    before = states(stage)

    stage.writes(KIT, "YES", answers=asked)
    stage.writes(ANA, "YES", answers=asked)
    stage.writes(GIL, "YES", answers=asked, head="Auto-Submitted: auto-replied")
    stage.writes(GIL, "I am away.\n\n> YES\n> remove ana", answers=asked)
    brings(stage, "YES")
    stage.passes(minutes=2)
    assert before == states(stage)
    stage.writes(GIL, "YES", answers=asked)
    stage.passes(minutes=2)
    assert [("left",)] == stage.ask("select state from person where name = 'Ana Reyes'")

    stage.writes(GIL, "undo", answers=stage.last(GIL))
    stage.passes(minutes=2)
    stage.writes(GIL, "YES", answers=asked)
    stage.passes(minutes=2)

    assert [("waiting",)] == stage.ask("select state from person where name = 'Ana Reyes'")
