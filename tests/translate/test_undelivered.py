"""A notice in prose is known by who sent it, and a person who writes of failed mail is a person."""

from datetime import UTC, datetime

from mailbot.core.mail import MachineKind
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse

ARRIVED = datetime(2027, 6, 8, 9, 0, tzinfo=UTC)
OWN = frozenset({"scheme@trust.example"})


def test_a_mailer_daemons_notice_is_a_bounce_in_a_language_nobody_taught() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.trust.example\r\nTo: scheme@trust.example\r\nPrecedence: bulk\r\n"
        b"Subject: Halpostu\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        b"Ni alvenis.\r\n\r\n<fay@nhs.example>:\r\n550 5.1.1 nekonata\r\n"
    )

    found = machine_mail(parse(raw), raw, ARRIVED, OWN)

    assert found is not None
    assert MachineKind.BOUNCE == found.kind
    assert [("fay@nhs.example", True)] == [(one.address, one.permanent) for one in found.recipients]


def test_a_postmaster_who_answers_by_hand_is_a_person() -> None:
    raw = (
        b"From: Dev Rao <postmaster@trust.example>\r\nTo: scheme@trust.example\r\n"
        b"Subject: Re: mail to fay@nhs.example\r\n\r\n"
        b"I looked, and her mail could not be delivered last week. It works again. Dev\r\n"
    )

    assert machine_mail(parse(raw), raw, ARRIVED, OWN) is None


def test_a_notice_with_a_large_mail_sent_back_still_names_who_failed() -> None:
    raw = (
        b"From: Mail Delivery System <postmaster@mx.example>\r\nTo: scheme@trust.example\r\n"
        b"Subject: Undelivered Mail Returned to Sender\r\n\r\n"
        b"This message could not be delivered.\r\n\r\n<fay@nhs.example>: 550 5.1.1 User unknown\r\n"
        b"\r\n------ This is a copy of the message ------\r\n\r\n"
        + b"<eli@nhs.example>: 550\r\n"
        * 9000
    )

    found = machine_mail(parse(raw), raw, ARRIVED, OWN)

    assert found is not None
    assert ["fay@nhs.example"] == [one.address for one in found.recipients]
