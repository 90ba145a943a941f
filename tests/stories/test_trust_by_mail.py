"""What goes out without asking is shown at a word, and is asked about again at a word (F13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator, Mode
from mailbot.edges.db import people, promises
from mailbot.flows.ordering.trust import TRUSTED, is_trusted
from mailbot.flows.writing import Letter, queue
from tests.stories.scene import Scene, scene
from tests.stories.spoken import KIT
from tests.stories.telling import ANA, GIL, words_of
from tests.stories.test_events import everybody_joined

BOTH = (MailId.P30, MailId.P28)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, Mode.APPROVE) as opened:
        opened.server.add_person(KIT)
        scheme = opened.house.scheme
        both = (*scheme.coordinators, Coordinator("Kit Hale", KIT))
        verdicts = replace(scheme, coordinators=both, trusted_authserv=("mx.buddies.test",))
        opened.house = replace(opened.house, scheme=verdicts)
        everybody_joined(opened)
        yield opened


VOUCHED = "Authentication-Results: mx.buddies.test; dmarc=pass header.from=office.test"


def trusts(stage: Scene, *kinds: str) -> None:
    with stage.house.engine.begin() as conn:
        for kind in kinds:
            details = {"mail": kind, "coordinator": GIL}
            now, of = stage.clock.now, stage.house.scheme_id
            promises.open_promise(
                conn, of, TRUSTED, kind, now, asks_coordinator=False, details=details
            )


def still_trusted(stage: Scene) -> list[MailId]:
    with stage.house.engine.connect() as conn:
        return [one for one in BOTH if is_trusted(conn, stage.house, one)]


def says(stage: Scene, words: str, who: str = GIL) -> str:
    stage.writes(who, words, "A word", head=VOUCHED)
    stage.passes(minutes=1)
    return " ".join(words_of(stage.last(who)).split())


def drafted(stage: Scene) -> None:
    """Let one mail come up that needs an OK."""
    with stage.house.engine.begin() as conn:
        (ana,) = people.who_has_address(conn, stage.house.scheme_id, ANA)
        letter = Letter(MailId.P28, "a draft", to=(ana,), values={"buddy": "Ben"})
        queue(conn, stage.house, stage.clock.now, letter)


@pytest.mark.parametrize(
    "words",
    [
        "ask me again about stand-ins",
        "Stop sending those letters to stand ins by yourself",
        "could you go back to asking me about the stand-ins please, thanks",
        "don't send stand-in letters without asking",
        "please check stand-in letters with me first",
        "Hi, I'd like to approve the letters to stand-ins again \U0001f642",
        "no more automatic stand-in letters pls",
    ],
)
def test_in_any_words_a_kind_of_mail_is_asked_about_again_and_undo_trusts_it_again(
    stage: Scene, words: str
) -> None:
    trusts(stage, *BOTH)

    told = says(stage, words)
    asked = still_trusted(stage)
    stage.writes(GIL, "undo", answers=stage.last(GIL))
    stage.passes(minutes=1)

    assert "From now on I ask again: letters to stand-ins." in told
    assert [MailId.P28] == asked
    assert [*BOTH] == still_trusted(stage)


def test_those_is_clear_where_there_is_one_and_asked_where_there_are_two(stage: Scene) -> None:
    trusts(stage, *BOTH)

    unclear = says(stage, "stop sending those by yourself")
    after_unclear = still_trusted(stage)
    says(stage, "ask me again about everything")
    after_all = still_trusted(stage)
    nothing_left = says(stage, "go back to asking")

    assert "Which?" in unclear
    assert [*BOTH] == after_unclear
    assert [] == after_all
    assert "I ask about that already" in nothing_left


def test_a_mail_of_that_kind_waits_for_an_ok_once_it_is_asked_about_again(stage: Scene) -> None:
    trusts(stage, MailId.P28)
    drafted(stage)
    stage.passes(hours=2)
    unasked = stage.heard(ANA).count("P28")

    says(stage, "go back to asking")
    stage.clock.now += timedelta(days=1)
    drafted(stage)
    stage.passes(hours=2)

    assert 1 == unasked
    assert 1 == stage.heard(ANA).count("P28")
    assert [("approval",)] == stage.ask(
        "select state from outbox where mail = 'P28' and sent_at is null"
    )


@pytest.mark.parametrize(
    "words",
    [
        "trust",
        "Trust ladder please?",
        "what do you send without asking?",
        "which mails go out on your own",
    ],
)
def test_the_ladder_is_shown_as_it_stands(stage: Scene, words: str) -> None:
    before = says(stage, words)
    trusts(stage, MailId.P30, "read-backs at once")
    after = says(stage, words)

    assert "Nothing goes out without asking so far." in before
    assert "each answer is confirmed at once" in before
    assert "Without asking: letters to stand-ins (since 7 June)." in after
    assert "Asked every time, always: what was learned" in after
    assert "the next digest confirms small answers" in after


def test_read_backs_come_at_once_again_for_who_says_so(stage: Scene) -> None:
    trusts(stage, "read-backs at once", MailId.P30)

    theirs = says(stage, "confirm things at once again", KIT)
    own = says(stage, "please confirm everything at once again, straight away")

    assert "I ask about that already" in theirs
    assert "I confirm each answer at once" in own
    assert [MailId.P30] == still_trusted(stage)


def test_only_the_lead_lets_a_kind_go_and_only_after_a_yes(stage: Scene) -> None:
    order = "you don't need to ask me about stand-ins any more"

    from_kit = says(stage, order, KIT)
    restated = says(stage, order)
    before = still_trusted(stage)
    stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
    stage.passes(minutes=1)
    never = says(stage, "stop asking me about what was learned")

    assert "That is for Gil to say" in from_kit
    assert "I would send without asking from now on: letters to stand-ins." in restated
    assert [] == before
    assert [MailId.P30] == still_trusted(stage)
    assert "Asked every time, always" in never


def test_who_is_nobody_here_and_a_mail_without_proof_change_nothing(stage: Scene) -> None:
    trusts(stage, MailId.P30)

    stage.writes(ANA, "ask me again about stand-ins", "A word")
    stage.passes(minutes=1)
    stage.writes(GIL, "ask me again about stand-ins", "A word")
    stage.passes(minutes=1)

    assert [MailId.P30] == still_trusted(stage)
    assert "N05" == stage.heard(GIL)[-1]
