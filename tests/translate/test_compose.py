"""Composing: one mail per person, the same bytes every time, and nothing slips into a header."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.mail import Address, Attachment
from mailbot.core.mails import CATALOGUE
from mailbot.translate.compose import Envelope, compose
from mailbot.translate.templates import Wording
from tests.translate.shipped import SAMPLES, mail_of, rendered

SAM, PRIYA = Address("sam@ward.test", "Sam Patel"), Address("priya@trust.example", "Priya Shah")
NOON = datetime(2027, 6, 8, 11, 0, tzinfo=UTC)
ENVELOPE = Envelope(
    sender=Address("scheme@buddies.example", "NW Buddy Scheme"),
    to=(SAM,),
    message_id="<mail.p10.2d.abcdefghjkmnpqrstvwxyz0123@buddies.example>",
    date=NOON,
)
WORDING = Wording("Task 1: letter to Priya", "Hello Sam.", "<p>Hello Sam.</p>\n")
ONCE = (
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "Auto-Submitted", "List-Id", "List-Unsubscribe", "MIME-Version", "Content-Type",
)  # fmt: skip


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def part(mail: EmailMessage, subtype: str) -> str:
    found = mail.get_body((subtype,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_mail_that_ships_has_clean_headers_and_both_parts(sample: str) -> None:
    wording, kind = rendered(sample), CATALOGUE[mail_of(sample)]
    envelope = replace(ENVELOPE, auto_submitted=kind.auto_submitted())

    raw = compose(envelope, wording)
    mail = read(raw)

    assert raw.isascii()
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert all(len(mail.get_all(name, [])) <= 1 for name in ONCE)
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Subject"] == wording.subject
    assert part(mail, "plain") == f"{wording.text}\n"
    assert part(mail, "html") == wording.html


def test_the_same_mail_is_the_same_bytes_and_another_one_has_another_boundary() -> None:
    files = (Attachment("day.txt", "text/plain", b"Thursday"),)
    other = replace(ENVELOPE, message_id="<other@buddies.example>")

    assert compose(ENVELOPE, WORDING, files) == compose(ENVELOPE, WORDING, files)
    assert read(compose(ENVELOPE, WORDING)).get_boundary() != (
        read(compose(other, WORDING)).get_boundary()
    )


def test_a_full_envelope_is_written_in_the_usual_fields() -> None:
    envelope = replace(
        ENVELOPE,
        reply_to="scheme+m03-abc@buddies.example",
        in_reply_to="<2@ward.test>",
        references=("<1@ward.test>", "<2@ward.test>"),
        auto_submitted="auto-replied",
        list_id="nw.buddies.example",
        list_unsubscribe="scheme+u03-abc@buddies.example",
        thread_index="AdW=",
        thread_topic="Task 1",
    )

    mail = read(compose(envelope, WORDING))

    assert {name: mail[name] for name in mail if name != "Content-Type"} == {
        "From": "NW Buddy Scheme <scheme@buddies.example>",
        "To": "Sam Patel <sam@ward.test>",
        "Reply-To": "scheme+m03-abc@buddies.example",
        "Subject": "Task 1: letter to Priya",
        "Date": "Tue, 08 Jun 2027 11:00:00 +0000",
        "Message-ID": ENVELOPE.message_id,
        "In-Reply-To": "<2@ward.test>",
        "References": "<1@ward.test> <2@ward.test>",
        "Thread-Index": "AdW=",
        "Thread-Topic": "Task 1",
        "Auto-Submitted": "auto-replied",
        "List-Id": "<nw.buddies.example>",
        "List-Unsubscribe": "<mailto:scheme+u03-abc@buddies.example?subject=STOP>",
        "Content-Language": "en-GB",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize("to", [(), (SAM, PRIYA)])
def test_a_mail_to_none_or_several_is_refused(to: tuple[Address, ...]) -> None:
    with pytest.raises(ValueError, match="goes to 1 at most"):
        compose(replace(ENVELOPE, to=to), WORDING)


def test_an_introduction_may_show_several_recipients_and_five_is_too_many() -> None:
    raw = compose(replace(ENVELOPE, to=(SAM, PRIYA)), WORDING, introduction=True)

    assert read(raw)["To"] == "Sam Patel <sam@ward.test>, Priya Shah <priya@trust.example>"
    with pytest.raises(ValueError, match="not to 5 recipients"):
        compose(replace(ENVELOPE, to=(SAM,) * 5), WORDING, introduction=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"message_id": "none"},
        {"message_id": "<a@b.test>\r\nBcc: all@b.test"},
        {"date": datetime(2027, 6, 8)},  # noqa: DTZ001 - a naive date is what is refused
        {"to": (Address("sam@ward.test\r\nBcc: all@b.test"),)},
        {"to": (Address("sam@ward.test,all@b.test"),)},
        {"to": (Address("säm@ward.test"),)},
        {"to": (Address(""),)},
        {"reply_to": "a@b.test\nBcc: all@b.test"},
        {"list_unsubscribe": "a@b.test>, <http://c.test"},
        {"list_id": "a b"},
        {"auto_submitted": "no"},
    ],
)
def test_what_cannot_stand_in_a_header_is_refused_without_being_repeated(wrong) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as error:
        compose(replace(ENVELOPE, **wrong), WORDING)

    assert "b.test" not in str(error.value)
    assert "ward" not in str(error.value)


nasty = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "a\r\nBcc: x@y.test",
        "a\r\n\r\nbody",
        '"',
        "\\",
        "=?utf-8?q?x?=",
        "a\x00b",
        "a, b <c@d.test>",
        "é" * 200,
    ]
)


@given(nasty, nasty, nasty, nasty)
def test_nothing_a_person_wrote_becomes_a_header_or_a_recipient(
    name: str, subject: str, text: str, topic: str
) -> None:
    envelope = replace(ENVELOPE, to=(Address(SAM.address, name),), thread_topic=topic)

    raw = compose(envelope, Wording(subject, text, text))

    mail = read(raw)
    assert set(mail.keys()) - {"Thread-Topic"} == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert [one.addr_spec for one in mail["To"].addresses] == ["sam@ward.test"]
    assert len(list(mail.iter_parts())) == 2
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "name", ["Zoë O'Neill", 'Sam "the" \\ Patel', "Patel, Sam", "=?utf-8?q?x?="]
)
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    mail = read(compose(replace(ENVELOPE, to=(Address("sam@ward.test", name),)), WORDING))

    assert mail["To"].addresses[0].display_name == name


def test_a_very_long_thread_keeps_its_ids_whole_its_first_and_its_latest() -> None:
    ids = tuple(f"<{number}.{'x' * 150}@ward.test>" for number in range(60))

    raw = compose(replace(ENVELOPE, references=ids, in_reply_to=ids[-1]), WORDING)

    kept = re.findall(r"<[^>]+>", re.sub(r"\s", "", read(raw)["References"]))
    assert kept == [ids[0], *ids[-19:]]
    assert b"=?utf-8" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_an_id_of_another_system_that_cannot_be_written_is_left_out() -> None:
    broken = ("<a b@ward.test>", "<é@ward.test>", "ward", "<1@ward.test>\r\nBcc: x@y.test", "")

    mail = read(compose(replace(ENVELOPE, references=(*broken, "<2@ward.test>")), WORDING))

    assert mail["References"] == "<2@ward.test>"
    assert mail["Bcc"] is None


def test_a_file_comes_whole_under_a_safe_name() -> None:
    given = (
        Attachment("Tag\r\nBcc: x@y.test.pdf", "application/pdf", b"\x00%PDF\r\n\xff"),
        Attachment("../über/uns.txt", "text/plain", "für".encode()),
        Attachment("", "message/rfc822; x=y", b"From: a"),
    )

    mail = read(compose(ENVELOPE, WORDING, given))

    files = list(mail.iter_attachments())
    assert mail.get_content_type() == "multipart/mixed"
    assert [one.get_payload(decode=True) for one in files] == [one.content for one in given]
    assert [one.get_filename() for one in files] == [
        "Tag Bcc: x@y.test.pdf",
        ".._über_uns.txt",
        "attachment",
    ]
    assert [one.get_content_type() for one in files] == [
        "application/pdf",
        "text/plain",
        "application/octet-stream",
    ]


def test_a_long_subject_is_cut_with_dots() -> None:
    mail = read(compose(ENVELOPE, replace(WORDING, subject="word " * 100)))

    assert len(mail["Subject"]) <= 150
    assert mail["Subject"].endswith("wo...")
