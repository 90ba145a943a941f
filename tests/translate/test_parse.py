"""Mails are read from their bytes, whatever is wrong with them."""

from datetime import UTC, datetime

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
            for n in range(1000)
        ),
        b"".join(b"X-%d: a\n" % n for n in range(20_000)) + b"\nhi",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 20_000,
        b'From: "' + b"\\" * 100_000 + b"\n\nhi",
    ],
    ids=["nested", "headers", "parts", "quoted"],
)
def test_a_flood_is_cut_and_named(octets):
    mail = parse(octets)

    assert any("cut" in defect for defect in mail.defects)


def test_the_defects_of_a_flood_leave_the_words_above_it():
    parts = b'--x\nContent-Disposition: attachment; filename="a"\n\n\n' * 10_000
    mail = parse(
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n" + parts + b"--x--\n"
    )

    assert "hello" == mail.text.strip()
    assert 1000 < len(mail.attachments) <= 2000


def test_sixty_messages_in_one_mail_are_not_taken_for_sixty_levels():
    inner = b"--x\nContent-Type: message/rfc822\n\nFrom: a@b.test\nContent-Type: text/plain\n\nhi\n"
    mail = parse(b"Content-Type: multipart/mixed; boundary=x\n\n" + inner * 100 + b"--x--\n")

    assert 100 == len(mail.attached_messages)
    assert () == mail.defects


@pytest.mark.parametrize(
    "field",
    [
        b"Subject: " + b" " * 64_000 + b"x",
        b"Subject: x" + b"\n " * 30_000,
        b"Subject: " + b"=?utf-8?q?x?= " * 4_000,
        b"References: " + b"<" * 64_000,
        b"From: " + b"(" * 64_000,
        b"From: " + b'"\\' * 30_000,
    ],
    ids=["spaces", "folds", "encoded", "brackets", "comments", "quotes"],
)
def test_a_field_made_to_be_slow_leaves_the_words_readable(field):
    assert "hi" == parse(field + b"\n\nhi").text


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"\x1b$B$9$_$^$;$s\x1b(B", "\u3059\u307f\u307e\u305b\u3093"),
        (b"plain", "plain"),
    ],
)
def test_japanese_is_read_in_its_own_charset(octets, text):
    mail = parse(b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + octets)

    assert text == mail.text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"Mon, 7 Jun 2027 10:15:00 +0100", datetime(2027, 6, 7, 9, 15, tzinfo=UTC)),
        (b"Mon, 2 Apr 101 10:20:10 +0000", datetime(2001, 4, 2, 10, 20, 10, tzinfo=UTC)),
        (b"Mon, 7 Jun 2027 10:15:00", datetime(2027, 6, 7, 10, 15, tzinfo=UTC)),
        (b"the other day", None),
        (b"Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_the_date_is_in_utc_or_nothing(written, meant):
    assert meant == parse(b"Date: " + written + b"\n\nhi").date


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (b"Sam Okafor <Sam@ward.example>", "Sam Okafor"),
        (b'"Sam Okafor" <Sam@ward.example>', "Sam Okafor"),
        (b'"OKAFOR, Sam (WARD NHS)" <Sam@ward.example>', "OKAFOR, Sam (WARD NHS)"),
        (b"=?utf-8?q?Si=C3=A2n?= <Sam@ward.example>", "Si\u00e2n"),
        (b"<Sam@ward.example>", ""),
        (b"Sam@ward.example", ""),
        (b"Sam\n Okafor\n <Sam@ward.example>", "Sam Okafor"),
    ],
)
def test_a_mailbox_is_read_however_it_is_written(field, name):
    assert (Address("sam@ward.example", name),) == parse(b"From: " + field + b"\n\nhi").senders


def test_half_a_character_is_replaced_and_not_kept():
    mail = parse(b"Content-Type: text/plain; charset=utf-7\n\na+2AA-b")

    assert "a?b" == mail.text


def test_a_folded_field_is_one_line():
    mail = parse(b"Subject: Your\r\n first\r\n\t letter\r\n\r\nhi")

    assert "Your first letter" == mail.subject


def test_an_encrypted_mail_is_called_unreadable():
    mail = parse(
        b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n"
        b"Content-Type: application/octet-stream\n\nabc\n--x--\n"
    )

    assert mail.unreadable
    assert any("encrypted" in defect for defect in mail.defects)


def test_the_size_is_that_of_the_bytes():
    assert len(raw("gmail_reply")) == read("gmail_reply").size_bytes
