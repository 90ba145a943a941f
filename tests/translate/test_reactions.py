"""A press on an emoji is a sign of life, junk from somebody we know is read, an invitation is a person's."""

import pytest

from mailbot.core.mail import MachineKind, MachineMail
from mailbot.core.reading import IntentKind, Reading
from mailbot.translate.parse import parse
from mailbot.translate.understand import understand
from mailbot.translate.words import own_words
from tests.translate.readings import (
    RULES,
    answering,
    from_ana,
    from_gil,
    from_stranger,
    kinds,
    read,
    slot,
)

GMAIL = """\
From: Ana Field <ana@infirmary.example>
To: scheme@north.example
Subject: Re: Task 1
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8

{emoji}

Ana Field reacted via Gmail

On Tue, 8 Jun 2027 at 10:00, The scheme <scheme@north.example> wrote:

> Please write your letter.
--b1
Content-Type: text/vnd.google.email-reaction+json; charset=utf-8

{{"emoji": "{emoji}", "version": 1}}
--b1--
"""
OUTLOOK = """\
From: Ana Field <ana@infirmary.example>
To: scheme@north.example
Subject: Reaction: Task 1
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{emoji} Ana Field reacted to your message:

From: The scheme <scheme@north.example>
Sent: 08 June 2027 10:00
To: Ana Field
Subject: Task 1

Please write your letter.
"""
INVITATION = """\
From: Ana Field <ana@infirmary.example>
To: scheme@north.example
Subject: Shadowing
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20270624T090000Z
END:VEVENT
END:VCALENDAR
"""


def reading_of(text, facts) -> Reading:
    mail = parse(text.encode())
    words = own_words(mail)
    return understand(words.text, mail.subject, words.signature, facts, mail, None, RULES)


@pytest.mark.parametrize("form", [GMAIL, OUTLOOK])
@pytest.mark.parametrize("emoji", ["\U0001f44d", "\u2764\ufe0f", "\U0001f602"])
def test_a_reaction_is_a_sign_of_life_and_no_work(form, emoji):
    reading = reading_of(form.format(emoji=emoji), from_ana(answering("P10")))

    assert (["thanks"], ()) == (kinds(reading), reading.attachments)


@pytest.mark.parametrize("form", [GMAIL, OUTLOOK])
def test_a_coordinators_thumb_is_an_ok_where_one_thing_waits(form):
    text = form.format(emoji="\U0001f44d\U0001f3fd")

    reading = reading_of(text, from_gil(answering("N02"), decisions=(4,)))

    assert (": ok",) == slot(reading, IntentKind.DECISION, "answers")


@pytest.mark.parametrize(("emoji", "waiting"), [("\U0001f44d", (4, 5)), ("\U0001f44e", (4,))])
def test_a_coordinators_reaction_decides_nothing_where_it_may_mean_two_things(emoji, waiting):
    reading = reading_of(GMAIL.format(emoji=emoji), from_gil(answering("N02"), decisions=waiting))

    assert ["thanks"] == kinds(reading)


def test_a_person_who_tells_of_a_reaction_writes_words():
    reading = read("My manager reacted to the email I wrote by walking over, which surprised me.")

    assert "thanks" not in kinds(reading)


def test_an_invitation_without_words_is_not_called_empty():
    reading = reading_of(INVITATION, from_ana())

    assert ["other"] == kinds(reading)
    assert "invitation" in reading.intents[0].because[0]


def test_junk_by_a_servers_verdict_is_read_when_we_know_who_wrote_it():
    junk = MachineMail(MachineKind.SPAM, "marked as junk")

    assert "spam" not in kinds(read("Could I have until Friday please?", machine=junk))
    assert ["spam"] == kinds(read("Press here", from_stranger(), machine=junk))


def test_any_other_automatic_mail_is_marked_so():
    noted = MachineMail(MachineKind.OTHER_AUTOMATIC, "its Auto-Submitted header says so")

    (intent,) = read("Your ticket is 4", machine=noted).intents

    assert (IntentKind.OTHER, True) == (intent.kind, intent.slots.get("automatic"))
