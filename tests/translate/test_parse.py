"""Mails are read from their bytes, whatever is wrong with them."""

import pytest

from mailbot.core.mail import Address
from mailbot.translate.parse import parse
from tests.translate.letters import MAILS, raw, read


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.eml")), ids=lambda path: path.stem)
def test_every_mail_is_read_and_every_half_of_it_too(path):
    octets = path.read_bytes()

    whole = parse(octets)

    assert not whole.unreadable
    for end in range(0, len(octets), max(1, len(octets) // 20)):
        assert parse(octets[:end]).size_bytes == end


def test_an_attached_message_is_never_the_words_of_its_sender():
    mail = read("attached_original")

    assert "These are my own words." == mail.text.strip()
    assert b"the words of Pat" in mail.attached_messages[0]


def test_a_mail_whose_boundary_never_ends_is_read_all_the_same():
    mail = read("unterminated_boundary")

    assert "Nobody closed the quote." in mail.text
    assert mail.defects


def test_windows_quotes_under_a_latin_label_are_quotes():
    assert "It\u2019s a \u201cgood\u201d week." == read("windows_quotes_called_latin").text.strip()


def test_letters_that_nobody_encoded_in_a_header_are_kept():
    mail = read("raw_header_letters")

    assert "Cyfarfod \u00e2 Ff\u00eeon" == mail.subject
    assert (Address("sian@ward.example", "Si\u00e2n Huws"),) == mail.senders


def test_two_authors_are_nobody():
    mail = read("two_authors")

    assert ["sam@ward.example", "priya@ward.example"] == [one.address for one in mail.senders]
    assert "" == mail.sender


def test_a_file_name_cut_in_pieces_is_whole():
    (file,) = read("long_file_name").attachments

    assert ("Sam and Si\u00e2n final.pdf", b"Hello") == (file.name, file.content)


def test_html_alone_becomes_text_without_its_style():
    text = read("html_only").text

    assert "First line.\n\nSecond & last." in text
    assert "color" not in text


def test_a_head_that_is_never_closed_hides_nothing():
    assert "Still my words." == read("head_never_closed").text.strip()


def test_words_before_the_html_document_are_read():
    assert "I wrote this above the document." in read("reply_before_html").text


def test_answers_and_references_keep_their_brackets():
    mail = parse(b"In-Reply-To: <a@b.test>\nReferences: <c@d.test>\n <a@b.test>\n\nhi")

    assert ("<a@b.test>",) == mail.in_reply_to
    assert ("<c@d.test>", "<a@b.test>") == mail.references
    assert "" == mail.message_id


@pytest.mark.parametrize("octets", [b"", b"\0" * 500, b"\n\n\n", b"From:\nFrom:\n\n\0a", b"=?"])
def test_bytes_that_are_no_mail_raise_nothing(octets):
    mail = parse(octets)

    assert "\0" not in mail.text


@pytest.mark.parametrize(
    "octets",
    [
        b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
            for n in range(3000)
        ),
        b"".join(b"X-%d: a\n" % n for n in range(20_000)) + b"\nhi",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 20_000,
        b'From: "' + b"\\" * 100_000 + b"\n\nhi",
    ],
    ids=["nested", "headers", "parts", "quoted"],
)
def test_a_flood_is_cut_and_named(octets):
    mail = parse(octets)

    assert mail.defects


def test_an_encrypted_mail_is_called_unreadable():
    mail = parse(
        b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n"
        b"Content-Type: application/octet-stream\n\nabc\n--x--\n"
    )

    assert mail.unreadable
    assert any("encrypted" in defect for defect in mail.defects)


def test_the_size_is_that_of_the_bytes():
    assert len(raw("gmail_reply")) == read("gmail_reply").size_bytes
