"""A notice in prose is known by who sent it, and a person who writes of failed mail is a person."""

from datetime import UTC, datetime

import pytest

from mailbot.core.mail import MachineKind, MachineMail
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


def notice(sender: str, subject: str, text: str) -> MachineMail | None:
    head = f"From: {sender}\nTo: scheme@trust.example\nSubject: {subject}\n"
    kind = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    octets = f"{head}{kind}\n{text}".replace("\n", "\r\n").encode()
    return machine_mail(parse(octets), octets, ARRIVED, OWN)


# Sender, subject, words, whom it did not reach, and whether for good.
NOTICES = {
    "recipient before reason": (
        "Mail Delivery System <mailer-daemon@mx.example>",
        "Mail delivery failed",
        "Two of your recipients got nothing:\n\n  fay@nhs.example\n    550 5.1.1 nobody of that name\n\n"
        "  eli@nhs.example\n    550 no route\n\n------ Here is a copy ------\n\nTo: dev@nhs.example\n",
        ("eli@nhs.example", "fay@nhs.example"),
        True,
    ),
    "delay": (
        "Mail Delivery System <mailer-daemon@mx.example>",
        "Warning: message 7a2 still waits",
        "Not yet been delivered after a day:\n\n  fay@nhs.example\n\nWe will keep trying.\n",
        ("fay@nhs.example",),
        False,
    ),
    "code with a hash": (
        "System Administrator <postmaster@trust.example>",
        "Undeliverable: Your letter",
        "Nobody could be reached at:\n\n  fay@nhs.example on 08/06/2027 09:01\n    <mx.nhs.example #5.1.1>\n",
        ("fay@nhs.example",),
        True,
    ),
    "given up for now": (
        "mailer-daemon@mx.example",
        "failure notice",
        "This is a permanent error.\n\n<fay@nhs.example>:\nRemote host said: 451 come back later\n",
        ("fay@nhs.example",),
        False,
    ),
    "ruled box": (
        "Mail server <postmaster@mx.example>",
        "NOTICE: state of your mail.",
        "The original message was received on Tuesday.\n\n-----------\n\nYour message to the following"
        " cannot be delivered:\n\n<fay@nhs.example>:\n<<< 550 5.1.1 user unknown\n",
        ("fay@nhs.example",),
        True,
    ),
    "full": (
        "Mail System <postmaster@mx.example>",
        "Delivery failure",
        "The mailbox of fay@nhs.example is full and takes nothing now.\n",
        ("fay@nhs.example",),
        False,
    ),
    "directory": (
        "Mail Router <postmaster@notes.trust.example>",
        "DELIVERY FAILURE: Fay Hill (fay@nhs.example) not listed",
        "Your mail did not get to:\n\n  fay@nhs.example\n\nas that user is not listed in our book\n",
        ("fay@nhs.example",),
        True,
    ),
    "no language we know": (
        "postmaster@hopital.example",
        "Letero ne venis",
        "fay@nhs.example\n#550 5.1.1 RESOLVER.ADR ##\n",
        ("fay@nhs.example",),
        True,
    ),
    "robot": (
        "MDaemon@mx.example",
        "Warning: fay@nhs.example - User unknown!",
        "fay@nhs.example - no such user at this place.\n",
        ("fay@nhs.example",),
        True,
    ),
    "fields in the text": (
        "Mail Delivery System <postmaster@mx.example>",
        "Undeliverable",
        "Sorry.\n\nFinal-Recipient: rfc822; fay@nhs.example\nAction: failed\nStatus: 4.4.7\n",
        ("fay@nhs.example",),
        False,
    ),
    "subject in brackets": (
        "info@hopital.example",
        "RE: Your letter : non remis (delivery failed)",
        "Your message could not be delivered to\nfay@nhs.example\n",
        ("fay@nhs.example",),
        True,
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_in_prose_names_whom_it_did_not_reach_and_whether_for_good(name: str) -> None:
    sender, subject, text, whom, permanent = NOTICES[name]

    found = notice(sender, subject, text)

    assert found is not None
    kind = MachineKind.DELAYED if "delay" in name else MachineKind.BOUNCE
    assert (kind, whom) == (found.kind, tuple(sorted(one.address for one in found.recipients)))
    assert kind is MachineKind.DELAYED or {permanent} == {one.permanent for one in found.recipients}


def test_each_recipient_of_a_notice_has_a_reason_of_their_own() -> None:
    found = notice(
        "Mail Delivery System <mailer-daemon@mx.example>",
        "Mail delivery failed",
        "The following addresses failed:\n\n  fay@nhs.example\n    550 5.1.1 no such user\n\n"
        "  eli@nhs.example\n    451 4.3.0 try again later\n",
    )

    assert found is not None
    assert {"fay@nhs.example": True, "eli@nhs.example": False} == {
        one.address: one.permanent for one in found.recipients
    }


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "Dev Rao <dev@ward.example>",
            "Undeliverable promises",
            "The targets we are given could not be delivered, as fay@clinic.example can tell you.",
        ),
        (
            "Dev Rao <dev@ward.example>",
            "Delivery failure on the ward",
            "My case: the drug delivery failed and nobody could be reached. It does not exist in the notes. Ask fay@clinic.example.",
        ),
        (
            "Jo <postmaster@trust.example>",
            "Fay has a new address",
            "Her old mailbox is closed, please use fay@clinic.example from now on.",
        ),
        (
            "Dev Rao <dev@ward.example>",
            "Fwd: Undeliverable: Task 1",
            "See below, I don't think she gets our mails.\n\n---------- Forwarded message ---------\nFrom: Postmaster <postmaster@trust.example>\nSubject: Undeliverable: Task 1\n\nYour message to fay@clinic.example couldn't be delivered. 550 5.1.1 user unknown\n",
        ),
        (
            "Dev Rao <dev@ward.example>",
            "Returned mail",
            "Hi Jo, the letter I posted to Fay came back, address unknown. Does she have a new mailbox? Dev",
        ),
        (
            "Dev Rao <dev@ward.example>",
            "Message status",
            "My message to fay@clinic.example bounced, user unknown it says. What now? Dev",
        ),
        (
            "Dev Rao <dev@ward.example>",
            "Undeliverable mail to Fay",
            "Hi Jo, it says: your message could not be delivered, 550 5.1.1 user unknown. Dev",
        ),
    ],
)
def test_a_person_who_tells_of_failed_mail_is_no_server(
    sender: str, subject: str, text: str
) -> None:
    assert notice(sender, subject, text) is None


def report(fields: str, words: str = "A report.") -> MachineMail | None:
    octets = (
        "From: mailer-daemon@mx.example\nTo: scheme@trust.example\nSubject: Report\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/report; boundary=rr\n\n--rr\n\n{words}\n--rr\n{fields}\n--rr--\n"
    ).encode()
    return machine_mail(parse(octets), octets, ARRIVED, OWN)


@pytest.mark.parametrize(
    ("fields", "permanent"),
    [
        ("Action: Failure\nStatus: 553 too large", True),
        ("Action: failed (gone)\nStatus: 4.4.1", False),
        ("Status: 5.1.1", True),
        ("Action: failed\nDiagnostic-Code: smtp; 450 later", False),
    ],
)
def test_a_report_that_bends_its_fields_is_read(fields: str, permanent: bool) -> None:
    found = report(
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: local; fay@nhs.example\n{fields}\n"
    )

    assert found is not None
    assert MachineKind.BOUNCE == found.kind
    assert [("fay@nhs.example", permanent)] == [
        (one.address, one.permanent) for one in found.recipients
    ]


def test_a_report_without_a_code_is_read_by_its_words() -> None:
    found = report(
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; fay@nhs.example\nAction: failed\n",
        "That user is unknown here.",
    )

    assert found is not None
    assert [True] == [one.permanent for one in found.recipients]


def test_a_report_that_names_nobody_in_its_fields_names_them_in_its_words() -> None:
    found = report(
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; /O=WARD/CN=FAY\n"
        "Action: failed\nStatus: 5.1.1\n",
        "Undeliverable to fay@nhs.example, user unknown.",
    )

    assert found is not None
    assert [("fay@nhs.example", True)] == [(one.address, one.permanent) for one in found.recipients]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Your mail was rejected: no such user.", MachineKind.BOUNCE),
        ("Your mail was deleted without being read.", MachineKind.RECEIPT),
    ],
)
def test_a_receipt_that_rejects_is_a_bounce(words: str, kind: MachineKind) -> None:
    found = report(
        "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; fay@nhs.example\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n",
        words,
    )

    assert found is not None
    assert (kind, ["fay@nhs.example"] if kind is MachineKind.BOUNCE else []) == (
        found.kind,
        [one.address for one in found.recipients],
    )


def test_no_nul_gets_out_of_a_report() -> None:
    found = report(
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; f\0ay@nhs.example\nAction: failed\n"
        "\n--rr\nContent-Type: text/rfc822-headers\n\nMessage-ID: <a\0b@trust.example>\n",
    )

    assert found is not None
    assert ["fay@nhs.example"] == [one.address for one in found.recipients]
    assert ("<ab@trust.example>",) == found.original_ids


def test_a_report_about_something_else_than_delivery_is_no_bounce() -> None:
    octets = (
        b"From: tls@mx.example\nTo: scheme@trust.example\nSubject: Report domain: trust.example\n"
        b'Content-Type: multipart/report; report-type="tlsrpt"; boundary=rr\n\n--rr\n\nA day of TLS.\n'
        b"--rr\nContent-Type: application/tlsrpt+gzip\n\nx\n--rr--\n"
    )

    found = machine_mail(parse(octets), octets, ARRIVED, OWN)

    assert found is not None
    assert MachineKind.OTHER_AUTOMATIC == found.kind
