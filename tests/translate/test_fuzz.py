"""Whatever happened to a mail on its way, it is read: nothing raises and no text is unfit to be kept."""

import os
import re
from datetime import UTC, datetime
from random import Random

import pytest

from mailbot.core.reading import Facts
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.understand import understand
from mailbot.translate.words import own_words
from tests.translate.damage import damaged
from tests.translate.letters import MAILS, SENT
from tests.translate.readings import RULES, answering, from_ana, from_gil, from_stranger

ARRIVED = datetime(2027, 6, 8, 9, 15, tzinfo=UTC)
OURS = frozenset({"scheme@buddies.test"})
# Where the servers are required, as in .ci, so is the long run; MAILBOT_FUZZ_MAILS sets any count.
AT_HOME, IN_CI = 2_000, 20_000
COUNT = int(
    os.environ.get("MAILBOT_FUZZ_MAILS")
    or (IN_CI if os.environ.get("MAILBOT_REQUIRE_SERVERS") == "1" else AT_HOME)
)
GROUPS = 20
UNFIT = re.compile("[\x00\ud800-\udfff]")
SENDERS = (from_ana(answering("P10")), from_gil(answering("N02"), decisions=(3,)), from_stranger())


def all_read(raw: bytes, facts: Facts) -> list[str]:
    """Take a mail the whole way to its meaning; give every text that was made of it."""
    mail = parse(raw)
    machine = machine_mail(mail, raw, ARRIVED, OURS)
    words = own_words(mail, (SENT,))
    reading = understand(words.text, mail.subject, words.signature, facts, mail, machine, RULES)
    assert reading.intents
    texts = [mail.subject, mail.text, mail.html, mail.message_id, words.text, words.signature]
    texts.extend(text for field in mail.headers for text in field)
    texts.extend(one.name for one in mail.attachments)
    texts.extend(one.address + one.name for one in (*mail.senders, *mail.to, *mail.cc))
    if machine is not None:
        texts.extend(one.address for one in machine.recipients)
        texts.extend(machine.original_ids)
    return texts


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_damaged_mail_is_read_to_the_end(group: int) -> None:
    mails = [path.read_bytes() for path in sorted(MAILS.glob("*.eml"))]
    dice = Random(group)

    for number in range(max(1, COUNT // GROUPS)):
        raw = damaged(dice.choice(mails), mails, dice)
        texts = all_read(raw, SENDERS[number % len(SENDERS)])

        unfit = [text for text in texts if UNFIT.search(text)]
        assert not unfit, f"mail {number} of group {group}"


def test_a_damaged_mail_is_read_the_same_way_twice() -> None:
    mails = [path.read_bytes() for path in sorted(MAILS.glob("*.eml"))]
    dice = Random(GROUPS)

    for _ in range(100):
        raw = damaged(dice.choice(mails), mails, dice)

        assert parse(raw) == parse(raw)
