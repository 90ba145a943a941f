"""The main job's first steps on Dovecot and Postfix: TLS, a login, real bounces, BCC, plus-addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, Security
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House
from mailbot.flows.passing import one_pass
from mailbot.world.life import LONDON
from tests.servers.mailworld import MailWorld
from tests.stories.scene import ask, words_of


def house_on(mailworld: MailWorld, home: Path, address: str, gil: str) -> House:
    login = Login(
        mailworld.host, mailworld.ports.imaps, Security.TLS, address, "pw", str(mailworld.ca_file)
    )
    out = Login(
        mailworld.host,
        mailworld.ports.submission,
        Security.STARTTLS,
        address,
        "pw",
        str(mailworld.ca_file),
    )
    scheme = Scheme(
        name="A scheme on real servers",
        address=address,
        sender_name="Buddy Scheme",
        timezone=LONDON,
        mode=Mode.AUTO,
        imap=login,
        smtp=out,
        coordinators=(Coordinator("Gil Sharp", gil, duty=True, lead=True),),
        pacing=Pacing(1000, 10_000, 2),
        plus_addressing=True,
    )
    engine = open_database(f"sqlite:///{home / 'mailbot.db'}")
    upgrade(engine, shipped("migrations"))
    return build_house(home, scheme, engine, b"k" * 32, datetime.now(UTC), "this test")  # noqa: TID251 - real servers keep real time


@pytest.fixture
def stage(mailworld: MailWorld, tmp_path: Path) -> Iterator[tuple[MailWorld, House, str, str]]:
    scheme, gil = mailworld.fresh_mailbox("scheme"), mailworld.fresh_mailbox("gil")
    house = house_on(mailworld, tmp_path, scheme, gil)
    yield mailworld, house, scheme, gil
    house.engine.dispose()


def mail(sender: str, to: str, subject: str, words: str, reply_to: str = "") -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject[:5]}.{sender}>\r\n"
    answer = f"In-Reply-To: {reply_to}\r\n" if reply_to else ""
    return f"{head}{answer}Content-Type: text/plain\r\n\r\n{words}\r\n".encode()


def test_joining_a_reply_to_the_keyed_address_a_bounce_and_a_bcc(  # noqa: PLR0915 - one story
    stage: tuple[MailWorld, House, str, str],
) -> None:
    world, house, scheme, gil = stage
    ben = world.fresh_mailbox("ben")
    now = datetime.now(UTC) + timedelta(minutes=10)  # noqa: TID251 - real servers keep real time

    world.submit(ben, [scheme], mail(ben, scheme, "Join", "Please sign me up. Ben Okafor"))
    world.read(scheme, at_least=1)
    assert one_pass(house, now).troubles == ()
    asked = message_from_bytes(world.read(ben, at_least=1)[0].raw)
    assert "Nearly there" in str(asked["Subject"])
    keyed = str(asked["Reply-To"])
    assert "+" in keyed

    words = "I'm a general management trainee at Salford Royal, Salford."
    world.submit(ben, [keyed], mail(ben, keyed, "Answer", words))
    world.read(scheme, at_least=2)
    one_pass(house, now + timedelta(minutes=10))
    welcome = message_from_bytes(world.read(ben, at_least=2)[1].raw)
    assert "Salford Royal" in words_of(welcome)

    gone = "cleo@gone.test"
    with house.engine.begin() as conn:
        conn.exec_driver_sql("update address set address = ? where address = ?", (gone, ben))
    question = mail(gone, scheme, "Query", "Who organises this, and how long does it run?")
    world.deliver(scheme, question, gone)
    world.read(scheme, at_least=3)
    one_pass(house, now + timedelta(minutes=20))
    one_pass(house, now + timedelta(minutes=40))
    world.read(scheme, at_least=4)
    one_pass(house, now + timedelta(minutes=60))
    assert ask(house.engine, f"select state from address where address = '{gone}'") == [("dead",)]

    noted = mail(gil, gone, "Yours", "It runs until August. Gil")
    world.submit(gil, [scheme], noted)
    world.read(scheme, at_least=5)
    one_pass(house, now + timedelta(minutes=80))
    assert ask(house.engine, "select state from promise where kind = 'question'") == [("kept",)]
