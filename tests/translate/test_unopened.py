"""What cannot be opened here is never taken for the work, nor its covering line for a letter."""

import pytest

from mailbot.core.mail import Attachment
from mailbot.translate.files import useful_files
from tests.translate.readings import a_mail, answering, from_ana, kinds, read

FACTS = from_ana(answering("P10"))


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("letter.pages", "application/vnd.apple.pages", b"PK"),
        ("letter.docm", "application/octet-stream", b"PK"),
        ("winmail.dat", "application/ms-tnef", b"x"),
        ("all.zip", "application/zip", b"PK"),
        ("letter.docx", "application/octet-stream", b"\xd0\xcf\x11\xe0locked"),
        ("letter.pdf", "application/pdf", b"%PDF-1.7 /Encrypt 3 0 R"),
        ("message.rpmsg", "application/octet-stream", b"x"),
    ],
)
def test_a_file_that_cannot_be_opened_is_unreadable(name: str, kind: str, content: bytes) -> None:
    mail = a_mail(files=(Attachment(name, kind, content),))

    reading = read("My letter is attached", FACTS, mail)

    assert kinds(reading) == ["unreadable"]


@pytest.mark.parametrize(
    "words",
    [
        "You have received an encrypted message from Ana Field.\n\nTo view it, enter your one-time"
        " passcode. The message will expire in 30 days.",
        "Ana Field shared a file with you\n\nletter.docx\n\nThis link only works for the people it"
        " was sent to.",
        "Here's my letter: https://field-my.sharepoint.test/x/s!Ab12",
        "https://docs.google.test/document/d/1abc",
    ],
)
def test_work_behind_a_door_is_unreadable_and_no_letter(words: str) -> None:
    reading = read(words, FACTS)

    assert kinds(reading) == ["unreadable"]


def test_a_link_in_a_letter_is_only_a_link() -> None:
    reading = read(
        "Dear Deidre, my manager answers every question with a link. I asked where the mop was and got"
        " https://intranet.trust.test/policies/mops back. I have read it twice. It is about brooms."
        " How do I ask for a mop?",
        FACTS,
    )

    assert kinds(reading) == ["submission"]


def test_a_letter_in_the_mail_is_one_whatever_is_attached() -> None:
    mail = a_mail(files=(Attachment("same.pages", "application/vnd.apple.pages", b"PK"),))

    reading = read(
        "Dear Deidre, the printer on our ward has been waiting for a part since Easter. We print on"
        " the next ward and are told off for it. Whom do I marry to get a printer?",
        FACTS,
        mail,
    )

    assert kinds(reading) == ["submission"]


def test_a_logo_is_no_file_and_a_photograph_of_a_letter_is_one() -> None:
    logo = Attachment("trust-logo.png", "image/png", b"x" * 50_000)
    small = Attachment("dots.png", "image/png", b"x" * 900)
    photo = Attachment("IMG_0412.jpg", "image/jpeg", b"x" * 9_000)

    useful = useful_files((logo, small, photo))

    assert useful == (photo,)
