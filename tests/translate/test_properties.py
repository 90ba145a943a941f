"""What holds for every mail: it is read, the same way twice, and a person's words come back whole."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from html import escape
from textwrap import fill, indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.translate.absence import day_back
from mailbot.translate.headers import decode_words, message_ids
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.words import own_words
from tests.translate.letters import SENT

ARRIVED = datetime(2027, 6, 8, 9, 15, tzinfo=UTC)
TODAY = date(2027, 6, 8)
OURS = frozenset({"scheme@buddies.test"})
UNFIT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
# Letters of the languages that our people's names and words are in.
LETTERS = "abcdefghijklmnopqrstuvwxyzàâéèêëïôöüŵŷçñøåß"
WORDS = st.text(alphabet=LETTERS, min_size=3, max_size=11)
SENTENCES = st.lists(WORDS, min_size=4, max_size=20).map(lambda one: " ".join(one).capitalize())
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map(lambda one: ". ".join(one) + ".")
LINES_OF_TEXT = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)
PRINTED = st.text(
    alphabet=st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=120
)


def in_a_reply(body: str, html: str = "") -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = "Sam Okafor <sam.okafor@ward.example>"
    mail["To"] = "scheme@buddies.test"
    mail["Subject"] = "Re: Your first letter"
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def gmail(letter: str) -> bytes:
    above = "On Tue, 8 Jun 2027 at 10:00, The scheme <scheme@buddies.test> wrote:"
    quote = indent(SENT, "> ", lambda _: True)
    paragraphs = "".join(f"<div>{escape(one)}</div><br>" for one in letter.split("\n\n"))
    html = (
        f'<div dir="ltr">{paragraphs}</div><br><div class="gmail_quote"><div class="gmail_attr">{escape(above)}<br>'
        f'</div><blockquote class="gmail_quote">{escape(SENT)}</blockquote></div>'
    )
    return in_a_reply(f"{letter}\n\n{above}\n\n{quote}", html)


def gmail_wrapped(letter: str) -> bytes:
    wrapped = "\n\n".join(fill(one, 72) for one in letter.split("\n\n"))
    above = "On Tue, 8 Jun 2027 at 10:00, The scheme\n<scheme@buddies.test> wrote:"
    return in_a_reply(f"{wrapped}\n\n{above}\n\n{indent(SENT, '> ', lambda _: True)}")


def outlook(letter: str) -> bytes:
    block = (
        "________________________________\nFrom: The scheme <scheme@buddies.test>\n"
        "Sent: 08 June 2027 10:00\nTo: Sam Okafor <sam.okafor@ward.example>\nSubject: Your first letter\n"
    )
    return in_a_reply(f"{letter}\n\n{block}\n{SENT}")


def iphone(letter: str) -> bytes:
    quote = indent(SENT, "> ", lambda _: True)
    above = "> On 8 Jun 2027, at 10:00, The scheme <scheme@buddies.test> wrote:\n> "
    return in_a_reply(f"{letter}\n\nSent from my iPhone\n\n{above}\n{quote}")


def thunderbird(letter: str) -> bytes:
    quote = indent(SENT, "> ", lambda _: True)
    return in_a_reply(f"On 08/06/2027 10:00, The scheme wrote:\n{quote}\n{letter}\n")


def outlook_html(letter: str) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = "Sam Okafor <sam.okafor@ward.example>"
    mail["Subject"] = "RE: Your first letter"
    paragraphs = "".join(f'<p class="MsoNormal">{escape(one)}</p>' for one in letter.split("\n\n"))
    block = "<b>From:</b> The scheme &lt;scheme@buddies.test&gt;<br><b>Sent:</b> 08 June 2027 10:00<br><b>To:</b> Sam<br><b>Subject:</b> Your first letter"
    mail.set_content(
        f'<html><body>{paragraphs}<div style="border-top:solid #E1E1E1 1.0pt"><p>{block}</p></div>'
        f"<p>{escape(SENT).replace(chr(10), '<br>')}</p></body></html>",
        subtype="html",
    )
    return mail.as_bytes()


LAYOUTS: tuple[Callable[[str], bytes], ...] = (
    gmail, gmail_wrapped, outlook, iphone, thunderbird, outlook_html,
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
@given(letter=LINES_OF_TEXT)
@settings(max_examples=40, deadline=None)
def test_a_letter_comes_back_word_for_word_from_any_reply(
    layout: Callable[[str], bytes], letter: str
) -> None:
    found = own_words(parse(layout(letter)), (SENT,))

    assert letter.split() == found.text.split()


@given(raw=st.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_and_the_same_way_twice(raw: bytes) -> None:
    mail = parse(raw)

    assert mail == parse(raw)
    assert not UNFIT.search(mail.text + mail.html + mail.subject + mail.message_id)


@given(
    fields=st.lists(
        st.tuples(
            st.sampled_from(
                ["From", "To", "Cc", "Subject", "Date", "Message-ID", "References", "Content-Type",
                 "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted", "Precedence",
                 "Return-Path", "List-Id", "X-Spam-Flag"]
            ),
            st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
        ),
        max_size=10,
    ),
    body=st.text(alphabet=st.characters(codec="utf-8"), max_size=300),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_headers_and_text_are_read_and_judged(fields: list[tuple[str, str]], body: str) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    raw = f"{head}\n{body}".encode()

    mail = parse(raw)
    found = machine_mail(mail, raw, ARRIVED, OURS)

    assert found is None or found.because
    assert not UNFIT.search(mail.text + own_words(mail, (SENT,)).text)


@given(subject=PRINTED, name=PRINTED)
@settings(max_examples=200, deadline=None)
def test_subjects_and_names_come_back_as_they_were_sent(subject: str, name: str) -> None:
    sent = EmailMessage(policy=policy.SMTP)
    sent["Subject"] = subject
    sent["From"] = f'"{name.translate({34: None, 92: None})}" <sam@ward.example>'
    sent.set_content("Hello")

    mail = parse(sent.as_bytes())

    assert subject.split() == mail.subject.split()
    assert ("sam@ward.example",) == tuple(one.address for one in mail.senders)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_decoding_the_words_of_a_header_never_raises(text: str) -> None:
    assert isinstance(decode_words(f"=?utf-8?q?{text}?= {text}"), str)
    assert all(one.startswith("<") and one.endswith(">") for one in message_ids(text))


SCRAPS = st.sampled_from(
    ["away", "until", "back", "on", "the", "from", "to", "Monday", "Fri", "21st", "12", "July", "31/6",
     "4/7", "29 February", "w/c", "for", "two weeks", "ten months", "end of the month", "next", "2027",
     "leave", "dydd Mawrth", "21 Mehefin", "mid", "-", ".", "\n", "31", "30 February", "last day of leave"]
)  # fmt: skip


@given(scraps=st.lists(SCRAPS, max_size=14), days=st.integers(0, 800))
@settings(max_examples=300, deadline=None)
def test_no_day_back_lies_before_the_mail_whatever_it_says(scraps: list[str], days: int) -> None:
    today = TODAY + timedelta(days=days)

    back = day_back(" ".join(scraps), today)

    assert back is None or back >= today


HOSTILE = (
    "On ", "On the day\n", "\n", " ", ">", "> ", "- ", "a.", "<a@b.test>", "12/6 ", "until ", "(",
    "your message ", "no longer ", "Final-Recipient: rfc822; a@b.test\n", "=?utf-8?q?", "--\n", "From: a\n",
    "<div>", "<blockquote>", "&#", "\"\\", "wrote:\n", "550 ",
)  # fmt: skip


@pytest.mark.parametrize("scrap", HOSTILE)
@pytest.mark.parametrize("sender", ["sam@ward.example", "mailer-daemon@mx.example"])
def test_a_long_mail_of_one_scrap_ends(scrap: str, sender: str) -> None:
    text = scrap * (60_000 // len(scrap))
    head = f"From: {sender}\nSubject: {scrap.strip()[:40]}\nContent-Type: text/html\n\n"

    mail = parse(f"{head}{text}".encode())
    found = machine_mail(mail, f"{head}{text}".encode(), ARRIVED, OURS)

    assert own_words(mail, (SENT,)).text is not None
    assert found is None or found.because
