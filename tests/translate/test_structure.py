"""A well-formed mail is taken apart as the standard library does it, and what is broken is left to it."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from mailbot.translate.structure import well_formed

MAILS = sorted((Path(__file__).parents[1] / "mails").rglob("*.eml"))
LETTER = (
    "From: Ana Ruiz <ana@trust.example>\n"
    "Subject: my letter,\n"
    "\tat last\n"
    "Content-Type: multipart/alternative;\n"
    ' boundary="half"\n'
    "\n"
    "no mail program shows this\n"
    "--half\n"
    "Content-Type: text/plain\n"
    "\n"
    "Dear Ben,\n"
    "--halfway there, or --half\n"
    "\n"
    "--half\n"
    "Content-Type: text/html\n"
    "\n"
    "<p>Dear Ben,</p>\n"
    "--half--\n"
    "nor this\n"
)


def test_every_well_formed_mail_has_the_fields_and_parts_that_the_standard_library_finds() -> None:
    texts = [one.read_bytes().decode("ascii", "surrogateescape") for one in MAILS]
    read = [(text, found) for text in texts if (found := well_formed(text)) is not None]

    differing = [
        text for text, found in read if list(_parts(_by_library(text))) != [*_parts(found)]
    ]

    assert not differing
    assert len(read) > 9 * len(texts) // 10


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_end_before_a_delimiter_belongs_to_it_and_a_line_that_only_begins_so_is_no_delimiter(
    end: str,
) -> None:
    found = well_formed(LETTER.replace("\n", end))

    assert found is not None
    first, second = (one.get_payload() for one in found.walk() if not one.is_multipart())
    assert f"Dear Ben,{end}--halfway there, or --half{end}" == first
    assert "<p>Dear Ben,</p>" == second


@pytest.mark.parametrize(
    ("what", "broken"),
    [
        ("the last delimiter is missing", LETTER.replace("--half--\n", "")),
        ("the first delimiter is missing", LETTER.replace("\n--half\n", "\n")),
        ("two delimiters in a row", LETTER.replace("--half\n", "--half\n--half\n", 1)),
        ("no boundary is named", LETTER.replace(' boundary="half"', " charset=utf-8")),
        ("a line that is no field", LETTER.replace("Subject:", "Subject")),
        ("no empty line", "From: ana@trust.example\nSubject: all there is\n"),
        ("a return without its feed", LETTER.replace("Dear Ben,\n", "Dear Ben,\r", 1)),
        ("a mail in the mail", LETTER.replace("text/plain", "message/rfc822")),
        (
            "an encoding that no multipart has",
            LETTER.replace("Subject", "Content-Transfer-Encoding"),
        ),
    ],
)
def test_what_is_broken_or_rare_is_left_to_the_standard_library(what: str, broken: str) -> None:
    assert well_formed(broken) is None, what


def _by_library(text: str) -> Message:
    return message_from_bytes(text.encode("ascii", "surrogateescape"))


def _parts(message: Message) -> Iterator[tuple[list[tuple[str, str]], object, list[object]]]:
    for part in message.walk():
        body = None if part.is_multipart() else part.get_payload()
        yield list(part.raw_items()), body, list(part.defects)
