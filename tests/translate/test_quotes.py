"""A quote is told from the person's words by what mail programs write around it."""

import html

import pytest

from mailbot.translate.parse import parse
from mailbot.translate.words import OwnWords, own_words
from tests.translate.letters import SENT

ANSWER = "I was surprised by the noise at night.\nTomorrow I would move the printer."
BETWEEN = ("The noise at night.", "The printer, of course!", "The bed manager.")
BLOCK = (
    "From: Buddy scheme <scheme@buddies.test>\nSent: 07 June 2027 09:00\n"
    "To: Sam Okafor <sam.okafor@ward.example>\nSubject: Your first letter\n"
)
HEADS = {
    "outlook": BLOCK,
    "without addresses": "From: Buddy scheme\nSent: 07 June 2027 09:00\nTo: Sam\nSubject: Letter\n",
    "android": f"{'_' * 32}\n{BLOCK}",
    "dashed": f"-------- Original message --------\n{BLOCK.replace('Sent:', 'Date:')}",
    "bold": "".join(f"*{line.replace(':', ':*', 1)}\n" for line in BLOCK.splitlines()),
    "german": "Von: Buddy scheme\nGesendet: 7. Juni 2027 09:00\nAn: Sam\nBetreff: Brief\n",
    "chinese": "发件人: Buddy scheme\n发送时间: 2027年6月7日 9:00\n收件人: Sam\n主题: Letter\n",
    "french with rule": "=====\n\nMessage du : 07/06/2027 09:00\nDe : scheme@buddies.test\nA : Sam\nSujet : Lettre\n",
    "on one line": f"{' '.join(BLOCK.splitlines())}\n",
    "sentence": "On 7 Jun 2027, at 09:00, Buddy scheme <scheme@buddies.test> wrote:\n",
}


def _words(text: str, *sent: str, subject: str = "Re: Your first letter") -> OwnWords:
    head = f"From: Sam Okafor <sam.okafor@ward.example>\nSubject: {subject}\n"
    return own_words(
        parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()), sent
    )


def _page(page: str, *sent: str) -> str:
    head = "From: sam@ward.example\nSubject: Re: Letter\nContent-Type: text/html; charset=utf-8\n\n"
    return own_words(parse(f"{head}<html><body>{page}</body></html>".encode()), sent).text


def _answered() -> str:
    lines = SENT.split("\n")
    for number, answer in zip((4, 3, 2), reversed(BETWEEN), strict=True):
        lines.insert(number + 1, answer)
    return "\n".join(lines)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("above", ["", "Sent from Outlook for Android\n\n"])
def test_an_answer_below_our_unmarked_mail_is_all_that_is_left(head: str, above: str) -> None:
    text = f"{above}{HEADS[head]}\n{SENT}\n{ANSWER}"

    assert ANSWER == _words(text, SENT).text


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("above", ["", "Sent from Outlook for Android\n\n"])
def test_an_answer_below_an_unknown_unmarked_mail_is_not_lost(head: str, above: str) -> None:
    text = f"{above}{HEADS[head]}\n{SENT}\n{ANSWER}"

    assert _words(text).text.endswith(ANSWER)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sent", [(), (SENT,)], ids=["without ours", "with ours"])
def test_answers_between_unmarked_lines_are_found_where_the_person_points_to_them(head, sent):
    found = _words(f"Please see below.\n\n{HEADS[head]}\n{_answered()}", *sent).text

    assert [] == [answer for answer in BETWEEN if answer not in found]


@pytest.mark.parametrize("head", HEADS)
def test_a_quote_below_words_that_do_not_point_to_it_is_left_out(head: str) -> None:
    assert ANSWER == _words(f"{ANSWER}\n\n{HEADS[head]}\n{SENT}").text


def test_our_mail_sent_back_below_its_header_is_empty() -> None:
    assert "" == _words(f"{BLOCK}\n{SENT}", SENT).text


def test_what_somebody_wrote_earlier_in_the_thread_is_not_said_again() -> None:
    newer = (
        "Dear Sam,\nThank you. Would you like to swap buddies, or stay with Priya for a while?\n"
    )
    older = BLOCK.replace("Buddy scheme", "Sam Okafor") + "\nAn older answer of mine.\n"
    thread = f"{BLOCK}\n{newer}\n{older}\n{BLOCK}\n{SENT}"

    for sent in [(newer, SENT), (newer,), (SENT,), ()]:
        assert "Stay please." == _words(f"Stay please.\n\n{thread}", *sent).text
    assert "" == _words(thread, newer, SENT).text


def test_a_few_common_words_do_not_make_a_quoted_mail_ours() -> None:
    other = "> Dear Sam,\n> please write a line to the ward, what would you change there?\n> Pat"

    found = _words(f"Will do.\n\nOn 7 Jun 2027, at 09:00, Pat <p@b.test> wrote:\n{other}", SENT)

    assert ("Will do.", False) == (found.text, found.compared)


def test_a_rule_inside_our_mail_is_ours() -> None:
    sent = f"{SENT}\n---\nWho decides about beds at night, and can I meet them?\n---\nReply STOP to leave the buddy scheme for good."

    assert ANSWER == _words(f"{ANSWER}\n\n{BLOCK}\n{sent}", sent).text


@pytest.mark.parametrize(
    ("quoted", "end"),
    [
        (
            "> A long line of a quote which some mail program has wrapped in the mid",
            "dle of a word",
        ),
        ("> See the page (http://ward.example/a", "?page=2)"),
        (">", " (http://ward.example/c) >"),
    ],
)
def test_the_end_of_a_quoted_line_that_was_wrapped_is_quoted(quoted: str, end: str) -> None:
    text = f"Mine.\n\nOn 7 Jun 2027, at 09:00, Pat <p@b.test> wrote:\n\n{quoted}\n{end}\n> more"

    assert "Mine." == _words(text).text


@pytest.mark.parametrize(
    ("answer", "end"), [("yes, gladly", "?"), ("Two of them.", ""), ("no", "?")]
)
def test_a_short_answer_right_below_a_question_is_the_persons(answer: str, end: str) -> None:
    question = f"> Would you say that you have met somebody new on the other side{end}"
    text = f"On 7 Jun 2027, at 09:00, Pat <p@b.test> wrote:\n{question}\n{answer}\n> And who is it?"

    assert answer == _words(text).text


@pytest.mark.parametrize(
    "text",
    [
        "From: Leeds\nTo: York\nDate: 3 May 2027 10:00\nPurpose: to see the unit\n\nThat is my trip.",
        "What I learned:\nFrom: nurses, patience.\nDate: with the wards, early.\nSubject: change.",
        "Here it is.\n\nOn 3 June 2027 my manager wrote:\nNo beds.\nI think that is unfair.",
        "Hello\n\n----- Looking forward -----\nI hope for chairs.\n\n-- My original plan --\nForms.",
        "I agree.\n________________________________\nAnd more below the line.",
        "We waited.\nSent: nobody.\nTo: be fair, it was night.",
    ],
)
@pytest.mark.parametrize("below", ["", f"\n\n{BLOCK}\nDear Sam,\nPlease write."])
def test_prose_that_looks_like_the_head_of_a_quote_is_prose(text: str, below: str) -> None:
    assert text == _words(text + below).text


@pytest.mark.parametrize(
    "said",
    ["29. desember 2026, 19:09 <s@b.test> skrifaði:", "Tysdag kl. 9 <s@b.test> skreiv:"],
)
def test_an_attribution_in_any_language_is_known_by_the_marks_below_it(said: str) -> None:
    assert "Mine." == _words(f"Mine.\n\n{said}\n\n> Dear Sam,\n> Please write.").text


@pytest.mark.parametrize(
    "said",
    [
        "Pat Lee <p@b.test> wrote on 28 Nov 2026 at 13:45:",
        "Pat Lee (p@b.test) a \u00e9crit (le 28/11/2026 \u00e0 13:45) :",
        "On 28 Nov 2026, at 13:45, Pat Lee <\np@b.test<mailto:p@b.test>> wrote:",
        "On Nov 26, 2026 you wrote:",
        "---- On Sat, 28 Nov 2026 13:45:00 +0000 Pat Lee <p@b.test> wrote ----",
    ],
)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_who_wrote_and_when_introduces_a_quote_in_whatever_order(said: str, mark: str) -> None:
    assert "Mine." == _words(f"Mine.\n\n{said}\n\n{mark}Dear Sam,\n{mark}Please write.").text


@pytest.mark.parametrize(
    "said",
    [
        "The nurse (anna@ward.example) wrote at 10:15:",
        "On Friday at 10:15 the consultant wrote:",
        "At 10:30 on 3 June 2027 I met Pat Lee and she wrote:",
    ],
)
def test_what_somebody_wrote_at_some_hour_is_a_story_and_no_quote(said: str) -> None:
    story = f"Here it is.\n\n{said}\nNo beds.\nI was cross."

    assert story == _words(story).text


def test_a_forward_is_handed_over_with_its_author_and_subject() -> None:
    found = _words(f"For you.\n\n{BLOCK}\nCan I join?", subject="FW: Your first letter")

    assert "For you." == found.text
    assert found.forwarded is not None
    assert found.forwarded.sender is not None
    assert "scheme@buddies.test" == found.forwarded.sender.address
    assert ("Your first letter", "07 June 2027 09:00", "Can I join?") == (
        found.forwarded.subject,
        found.forwarded.date_text,
        found.forwarded.text,
    )


def test_a_reply_is_no_forward_whatever_stands_at_its_top() -> None:
    assert _words(f"{BLOCK}\n{SENT}\n{ANSWER}").forwarded is None


QUOTE = "<p>Dear Sam,</p><p>Please write a letter.</p>"
HTML_BLOCK = html.escape(BLOCK, quote=False).replace("\n", "<br>")
PAGES = {
    "cited above": f'<blockquote type="cite">{QUOTE}</blockquote><div>Mine.</div>',
    "cited below": f'<div>Mine.</div><blockquote type="cite">{QUOTE}</blockquote>',
    "cited in two": f'<blockquote type="cite"><p>Dear Sam</p></blockquote>Mine.<blockquote type="cite">{QUOTE}</blockquote>',
    "border": f'<p>Mine.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt">{HTML_BLOCK}</div>{QUOTE}',
    "border alone": f'<p>Mine.</p><div style="border-top:solid #E1E1E1 1.0pt">From: Pat<br>Subject: Beds</div>{QUOTE}',
    "rule": f"<p>Mine.</p><hr><b>From: s@b.test</b> <b>Date: Mon, 7 Jun 2027 09:00:00</b>{QUOTE}",
    "named block": f'<p>Mine.</p><div class="yahoo_quoted">{QUOTE}</div>',
}


@pytest.mark.parametrize("page", PAGES)
def test_a_quote_that_the_page_marks_is_left_out(page: str) -> None:
    assert "Mine." == _page(PAGES[page])


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<p>Mine.</p><blockquote style="margin:0 0 0 40px;border:none">In.</blockquote>', "Mine.\n\nIn."),
        ("<p>Mine.</p><blockquote>A saying.</blockquote>", "Mine.\n\n> A saying."),
        ("<p>Mine.</p><hr><p>Mine too.</p>", "Mine.\n\nMine too."),
        ('<blockquote type="cite">Mine.</blockquote>', "Mine."),
    ],
)  # fmt: skip
def test_what_a_person_sets_off_on_a_page_is_kept(page: str, words: str) -> None:
    assert words == _page(page)


FROM_ELSEWHERE = (
    "ut 8. 6. 2027 o 10:04 Buddy scheme <s@buddies.test> napísal(a):",
    "T, 8. juuni 2027 kell 10:04 Buddy scheme (<s@buddies.test>) kirjutas:",
    "El dt., 8 de juny 2027, 10:04, Buddy scheme <s@buddies.test> va escriure:",
    "8. Juni 2027, 10:04 von s@buddies.test:",
    "No dia 08/06/2027, às 10:04, Buddy scheme com um nome muito comprido\n<s@buddies.test> escreveu:",
    "\u202bבתאריך יום ג׳, 8 ביוני 2027 ב-10:04 מאת \u202aBuddy scheme\u202c\u200f <\u202as@buddies.test\u202c\u200f> כתב:\u202c",  # noqa: RUF001
    ">>> Buddy scheme <s@buddies.test> 08/06/2027 10:04 >>>",
    "\u2010\u2010\u2010 Original Message \u2010\u2010\u2010\nOn Tuesday, June 8, 2027 10:04 AM, Buddy <s@buddies.test> wrote:",
    "-------- Alkuperäinen viesti --------\nLähettäjä: Buddy <s@buddies.test>\nPäivämäärä: 8.6.2027 10.04\nSaaja: sam@ward.example\nAihe: Kirje\n",
)


@pytest.mark.parametrize("head", FROM_ELSEWHERE)
def test_a_quote_is_known_in_the_manners_of_other_countries(head: str) -> None:
    assert ANSWER == _words(f"{ANSWER}\n\n{head}\n\nSomething older that stood there.").text


@pytest.mark.parametrize(
    "text",
    [
        'On 8 June 2027 at 10:04 Dr Jones wrote:\n\n"Please discharge bed four."\n\nThat was the note.',
        "Dear Ana,\n\nAt 10:04 on Tuesday 8 June 2027 the consultant wrote:\nno beds\nSo I cried.",
    ],
)
def test_a_line_that_introduces_nothing_quoted_is_the_persons_own(text: str) -> None:
    assert text == _words(text).text


def test_a_whole_mail_that_is_only_indented_is_no_quote() -> None:
    page = "<blockquote><p>Mine.</p><p>On 8 Jun 2027, at 10:04, Bob &lt;b@x.example&gt; wrote:</p><p>His.</p></blockquote>"

    assert "Mine.\n\nOn 8 Jun 2027, at 10:04, Bob <b@x.example> wrote:\n\nHis." == _page(page)
