"""What a person wrote is told from what stands around it, and none of it is lost."""

import pytest

from mailbot.translate.parse import parse
from mailbot.translate.words import own_words
from tests.translate.letters import SENT, read

REPLIES = {
    "gmail_reply": "I will write it at the weekend.",
    "outlook_reply": "Happy to take the second case.",
    "iphone_reply": "Can I have until Sunday please?",
    "welsh_header_block": "Diolch, dewisaf rif dau.",
    "answer_below_the_quote": "The answer stands down here.",
    "own_line_with_mark": "> this arrow is mine, I like it\nand this is the rest.",
    "nhs_banner_and_disclaimer": "We met on Thursday.",
    "html_only": "First line.\n\nSecond & last.",
    "reply_before_html": "I wrote this above the document.",
    "says_to_be_away": "I'm on annual leave until Monday, so my letter will be late. Sorry!",
}


@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.parametrize("sent", [(), (SENT,)], ids=["without ours", "with ours"])
def test_only_the_persons_words_are_left(name, sent):
    assert REPLIES[name] == own_words(read(name), sent).text


@pytest.mark.parametrize("name", ["answers_between_marked_lines", "answers_between_bare_lines"])
def test_answers_typed_inside_our_mail_are_all_found(name):
    words = own_words(read(name), (SENT,))

    assert words.compared
    for answer in ("How quiet the nights are.", "The rota board.", "A bed manager."):
        assert answer in words.text
    for ours in ("What surprised", "Whom would", "Just reply"):
        assert ours not in words.text


def test_a_signature_is_kept_apart():
    words = own_words(read("outlook_reply"))

    assert "0161 555 0123" in words.signature
    assert "Registrar" in words.signature


def test_a_letter_with_a_postscript_keeps_it():
    mail = parse(
        b"From: sam@ward.example\n\nDear Priya\nIt was fine.\n\nBest wishes\nSam\n\nPS See you on Monday?\n"
    )

    assert "PS See you on Monday?" in own_words(mail).text


def test_a_choice_copied_from_our_list_stays_the_persons():
    mail = parse(b"From: sam@ward.example\n\n2. What would you change tomorrow?\n")

    assert "2. What would you change tomorrow?" == own_words(mail, (SENT,)).text


def test_the_end_of_a_very_long_letter_is_not_lost():
    mail = parse(b"From: sam@ward.example\n\n" + b"A line of mine.\n" * 30_000 + b"The last one.\n")

    assert own_words(mail, (SENT,)).text.endswith("The last one.")


def test_one_line_of_ours_beside_much_of_theirs_stays():
    text = (
        "We talked of this all week. " * 3
        + "\nWhat surprised you most this week?\n"
        + "Nobody knew. " * 9
    )
    mail = parse(b"From: sam@ward.example\n\n" + text.encode())

    assert "Nobody knew." in own_words(mail, (SENT,)).text


def test_a_forwarded_mail_is_handed_over_with_its_author():
    mail = parse(
        b"From: jo@buddies.test\nSubject: Fwd: hello\n\nFor you.\n\n"
        b"---------- Forwarded message ---------\nFrom: Pat Lee <pat@ward.example>\n"
        b"Date: Mon, 7 Jun 2027 at 09:00\nSubject: hello\nTo: <jo@buddies.test>\n\nCan I join?\n"
    )

    words = own_words(mail)

    assert "For you." == words.text
    assert words.forwarded is not None
    assert words.forwarded.sender is not None
    assert ("pat@ward.example", "Can I join?") == (
        words.forwarded.sender.address,
        words.forwarded.text,
    )


@pytest.mark.parametrize(
    ("subject", "said", "passed_on"),
    [("FW: hello", "For you.", True), ("hello", "", True), ("Re: hello", "Here it is.", False)],
)
def test_a_mail_that_was_attached_is_handed_over_as_a_forward(subject, said, passed_on):
    mail = parse(
        f"From: jo@buddies.test\nSubject: {subject}\nContent-Type: multipart/mixed; boundary=x\n\n"
        f"--x\n\n{said}\n--x\nContent-Type: message/rfc822\n\n"
        "From: Pat Lee <pat@ward.example>\nDate: Mon, 7 Jun 2027 09:00:00 +0000\nSubject: hello\n\n"
        "Can I join?\n--x--\n".encode()
    )

    words = own_words(mail)

    assert said == words.text
    assert passed_on == (words.forwarded is not None)
    if words.forwarded is not None and words.forwarded.sender is not None:
        assert ("pat@ward.example", "hello", "Can I join?") == (
            words.forwarded.sender.address,
            words.forwarded.subject,
            words.forwarded.text,
        )


def test_prose_that_begins_like_an_attribution_is_prose():
    text = "On Monday 7 June 2027 we met.\nFrom: the start it was fine.\nShe wrote: come again."
    mail = parse(b"From: sam@ward.example\n\n" + text.encode())

    assert text == own_words(mail).text


@pytest.mark.parametrize(
    "text",
    [
        "On " * 20_000,
        "On the day\n" * 5_000,
        "\n" * 50_000,
        " " * 200_000,
        "On Mon, 7 Jun 2027 at 10:00, A <a@b.test> wrote:\n" * 2_000,
        ">" * 50_000,
        SENT * 200,
        "From: a@b.test\n" * 15_000,
        "1 2027 10:00 <a@b.test>\n" * 10_000,
        "From: a@b.test\nSent: 7 June 2027 10:00\nTo: x\nSubject: y\n\n" * 1_500,
        "> a long line of quoted text which goes on and on and on and on and on\nb\n" * 3_000,
        "<a\n" * 20_000,
    ],
    ids=[
        "on", "on lines", "blank", "spaces", "attributions", "marks", "ours", "from", "dated", "blocks",
        "overflow", "brackets",
    ],
)  # fmt: skip
def test_a_hostile_text_is_read_to_its_end(text):
    mail = parse(b"From: sam@ward.example\n\n" + text.encode() + b"\nlast words\n")

    assert "last words" in own_words(mail, (SENT,)).text
