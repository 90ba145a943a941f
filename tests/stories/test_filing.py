"""A mail program shows what needs a person, where a scheme wants it; what somebody touched stays theirs (F7)."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, JOINS, SCHEME, words_of

NEEDS, DONE = "Mailbot/Needs a person", "Mailbot/Done"
ODD = "The lift on the third floor makes a noise again, and the blue one is worse."


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        opened.house = replace(opened.house, scheme=replace(opened.house.scheme, file_mail=True))
        opened.writes(BEN, JOINS[BEN], "Joining")
        opened.passes(minutes=5)
        yield opened


def subjects(stage: Scene, folder: str) -> list[str]:
    try:
        found = stage.server.messages(SCHEME, folder)
    except LookupError:
        return []  # nobody has made it so far
    return [str(message_from_bytes(one.raw)["Subject"]) for one in found]


def test_what_is_dealt_with_and_what_a_person_has_to_see_stand_apart(stage: Scene) -> None:
    stage.writes(BEN, ODD, "The lift")
    stage.passes(minutes=5)

    assert [[], ["The lift"], ["Joining"]] == [
        subjects(stage, one) for one in ("INBOX", NEEDS, DONE)
    ]
    assert [("person",)] == stage.ask("select outcome from received order by id desc limit 1")


def test_when_it_is_decided_it_stands_with_what_is_done(stage: Scene) -> None:
    stage.writes(BEN, ODD, "The lift")
    stage.passes(minutes=5)
    stage.days(1)
    digest = stage.of_kind(GIL, "N01")
    line = next(one for one in words_of(digest).splitlines() if "Ben Okafor" in one)

    stage.writes(GIL, f"{line.split()[0]} done", "Re: today", answers=digest)
    stage.passes(minutes=5)

    assert [] == subjects(stage, NEEDS)
    assert "The lift" in subjects(stage, DONE)


def test_what_somebody_has_opened_stays_where_they_left_it(stage: Scene) -> None:
    stage.writes(ANA, JOINS[ANA], "Joining too")
    stage.server.set_flags(SCHEME, stage.server.messages(SCHEME)[-1].uid, ["\\Seen"])
    stage.passes(minutes=5)

    assert ["Joining too"] == subjects(stage, "INBOX")


def test_while_it_only_listens_and_where_nobody_asked_for_it_the_inbox_stays_as_it_is(
    tmp_path: Path,
) -> None:
    for name, mode, wanted in (("a", Mode.LISTEN, True), ("b", Mode.APPROVE, False)):
        home = tmp_path / name
        home.mkdir()
        with scene(home, mode) as stage:
            scheme = replace(stage.house.scheme, file_mail=wanted)
            stage.house = replace(stage.house, scheme=scheme)
            stage.writes(BEN, JOINS[BEN], "Joining")
            stage.passes(minutes=5)

            assert ["Joining"] == subjects(stage, "INBOX")


def test_a_mail_that_was_filed_is_read_once_and_found_again_where_it_was_put(stage: Scene) -> None:
    for _ in range(3):
        stage.passes(minutes=5)

    assert ["Joining"] == subjects(stage, DONE)
    assert [(1,)] == stage.ask("select count(*) from received")
