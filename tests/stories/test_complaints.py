"""A complaint about a coordinator is read by somebody else, and that coordinator hears nothing of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.people import Role
from mailbot.core.scheme import Coordinator, Mode
from mailbot.world.postoffice import StoredMessage
from tests.stories.plays import begun
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, SCHEME, words_of
from tests.stories.test_events import joined

IDA = "ida@guardian.test"
KIT = "kit@office.test"
HELD = "Mailbot/Held"
COMPLAINT = "I want to complain. Gil was rude to me on the telephone, and laughed at my accent."


def complains(stage: Scene, contact: str, colleagues: tuple[Coordinator, ...]) -> None:
    for one in (IDA, KIT):
        stage.server.add_person(one)
    scheme = stage.house.scheme
    scheme = replace(
        scheme, independent_contact=contact, coordinators=scheme.coordinators + colleagues
    )
    stage.house = replace(stage.house, scheme=scheme)
    begun(stage, "letters", (ANA, BEN))
    stage.writes(ANA, COMPLAINT)
    stage.passes(minutes=10)
    stage.days(2)


@pytest.mark.parametrize(
    ("contact", "colleagues", "reader", "called"),
    [
        (f"Ida Lund <{IDA}>", (), IDA, "Ida"),
        ("", (Coordinator("Kit Moss", KIT),), KIT, "Kit"),
    ],
    ids=["independent contact", "the other coordinator"],
)
def test_somebody_else_reads_what_is_said_of_a_coordinator(
    contact: str, colleagues: tuple[Coordinator, ...], reader: str, called: str, tmp_path: Path
) -> None:
    with scene(tmp_path) as stage:
        complains(stage, contact, colleagues)

        told = words_of(stage.of_kind(reader, "N03"))
        assert "complains about a coordinator" in told
        assert "accent" not in told
        assert f"{called} will read this today" in words_of(stage.of_kind(ANA, "P50"))
        assert not [one for one in stage.to(GIL) if "complain" in words_of(one).lower()]
        assert "N03" not in stage.heard(GIL)
        assert "N02" not in stage.heard(GIL)


def folders_with(stage: Scene, words: str) -> list[str]:
    """Give the folders of the scheme's mailbox in which a mail with these words stands."""
    folders = ("INBOX", "Archive", HELD)
    return [
        one
        for one in folders
        if any(words.encode() in held.raw for held in messages_in(stage, one))
    ]


def messages_in(stage: Scene, folder: str) -> list[StoredMessage]:
    try:
        return stage.server.messages(SCHEME, folder)
    except LookupError:
        return []  # nobody has made it so far


def test_what_is_said_of_a_coordinator_leaves_the_inbox_that_they_read(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        complains(stage, f"Ida Lund <{IDA}>", ())

        assert [HELD] == folders_with(stage, "laughed at my accent")
        assert "folder Mailbot/Held" in words_of(stage.of_kind(IDA, "N03"))
        assert [] == stage.ask("select id from promise where kind = 'set aside' and state = 'open'")
        assert 1 == len(stage.ask("select id from received where outcome = 'person'"))


def test_it_has_left_before_the_first_mail_about_it_goes_out(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        complains(stage, f"Ida Lund <{IDA}>", ())
        stage.writes(ANA, "Also, Gil shouted at me in front of the whole ward. I want to complain.")

        stage.passes(minutes=1)

        assert [HELD] == folders_with(stage, "shouted at me")


def test_while_only_listening_nothing_is_moved(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.LISTEN) as stage:
        joined(stage, ANA, "Ana Reyes", Role.CLINICIAN)
        stage.writes(ANA, COMPLAINT)
        stage.passes(minutes=10)

        assert ["INBOX"] == folders_with(stage, "laughed at my accent")


def test_what_somebody_filed_before_stays_where_they_put_it(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        joined(stage, ANA, "Ana Reyes", Role.CLINICIAN)
        stage.passes(minutes=1)
        stage.writes(ANA, COMPLAINT)
        newest = stage.server.messages(SCHEME)[-1]
        stage.server.move(SCHEME, newest.uid, "Archive")
        stage.passes(minutes=1)

        assert ["Archive"] == folders_with(stage, "laughed at my accent")


@pytest.mark.parametrize(
    ("words", "readers", "folder"),
    [
        ("My consultant bullies the juniors on nights, and somebody will get hurt.", {GIL}, HELD),
        ("Gil bullies me, and nobody does anything about it.", {KIT}, HELD),
    ],
    ids=["somebody else", "a coordinator"],
)
def test_a_concern_is_told_to_who_may_know_and_leaves_the_inbox_of_the_others(
    tmp_path: Path, words: str, readers: set[str], folder: str
) -> None:
    with scene(tmp_path) as stage:
        stage.server.add_person(KIT)
        scheme = stage.house.scheme
        both = (*scheme.coordinators, Coordinator("Kit Moss", KIT))
        stage.house = replace(stage.house, scheme=replace(scheme, coordinators=both))
        joined(stage, ANA, "Ana Reyes", Role.CLINICIAN)
        stage.writes(ANA, words)
        stage.passes(minutes=2)

        assert readers == {one for one in (GIL, KIT) if "N03" in stage.heard(one)}
        assert [folder] == folders_with(stage, "bullies")


def test_a_complaint_about_the_scheme_stays_where_everybody_reads_it(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        joined(stage, ANA, "Ana Reyes", Role.CLINICIAN)
        stage.writes(ANA, "I want to complain: these reminders are far too many.")
        stage.passes(minutes=2)

        assert ["INBOX"] == folders_with(stage, "far too many")


def test_a_complaint_about_the_scheme_goes_to_who_is_on_duty(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        begun(stage, "letters", (ANA, BEN))
        stage.writes(
            ANA, "This is the fourth reminder for a letter I sent last week. Not good enough."
        )
        stage.days(1)

        assert [one for one in stage.to(GIL) if "complains" in words_of(one)]
