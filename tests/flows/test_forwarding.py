"""A mail that a coordinator passes on is read as its writer's, and only where the writer is certain."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.reading import Reading
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.inbound import Received
from mailbot.flows.understanding import make_sense
from mailbot.translate.parse import parse
from tests.cli.homes import adopted_home, house_of

ARRIVED = datetime(2026, 10, 27, 8, tzinfo=UTC)
ROW = Received(
    id=0, message_id="<1@trust.example>", arrived_at=ARRIVED, state="received", from_sent=False,
    outcome="", reason="", person_id=None,
)  # fmt: skip


def passed_on(writer: str, above: str, said: str) -> bytes:
    return (
        "From: Gil Marsh <gil@trust.example>\nTo: dale@buddies.example\nSubject: Fwd: Buddies\n"
        "Message-ID: <1@trust.example>\nDate: Tue, 27 Oct 2026 08:00:00 +0000\n\n"
        f"{above}\n\n---------- Forwarded message ---------\nFrom: {writer}\n"
        f"Date: Mon, 26 Oct 2026 at 17:40\nSubject: Buddies\nTo: Gil Marsh <gil@trust.example>\n\n\n{said}\n"
    ).encode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return adopted_home(tmp_path_factory.mktemp("home"))


def read(home: Path, mail: bytes) -> Reading:
    house = house_of(home)
    with reading_only(house.engine) as conn:
        return make_sense(conn, house, parse(mail), None, ROW).reading


def test_what_is_passed_on_is_read_as_from_its_writer(home: Path) -> None:
    mail = passed_on(
        "Ana Reed <ana@trust.example>", "fyi", "Hello Gil, I would like to leave the scheme."
    )

    found = read(home, mail)

    assert ["withdrawal"] == [one.kind.value for one in found.intents]
    assert "ana@trust.example" == found.intents[0].slots["from"]
    assert "fyi" == found.words


def test_a_mail_of_nobody_known_is_not_guessed_at(home: Path) -> None:
    mail = passed_on("Zoe <zoe@else.example>", "fyi", "I would like to leave the scheme.")

    assert ["other"] == [one.kind.value for one in read(home, mail).intents]


def test_what_the_coordinator_asks_above_it_goes_first(home: Path) -> None:
    mail = passed_on(
        "Ana Reed <ana@trust.example>", "Please pause Ana until 1 December", "I am unwell."
    )

    found = read(home, mail)

    assert ["command"] == [one.kind.value for one in found.intents]
    assert "pause" == found.intents[0].slots["verb"]
