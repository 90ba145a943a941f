"""Our own mail is found in a reply by its words, however the mail program laid it out."""

import textwrap
from collections.abc import Callable

import pytest

from mailbot.core.mail import Address, ParsedMail
from mailbot.translate.words import own_words

SENT = """Dear Ana,

About 10 minutes. Please write a letter of up to 100 words to Ben by Friday 18 June.

1. What surprised you this week?
2. What would you change on your ward?
3. Who helped you most?
4. What did you learn about managers?
5. What will you do differently?

Too busy? Choose one:
1 today
2 Sunday
3 a new buddy (usually 2 working days)

Thanks,
Gil
"""
ANSWERS = (
    "The bleep never stops.",
    "Fewer forms, more chairs.",
    "The ward clerk, always.",
    "They skip lunch too.",
    "Ask before I complain.",
)
INTRODUCTION = "On Tue, 8 Jun 2027 at 10:00, The scheme <scheme@trust.example> wrote:\n"
HEADERS = (
    "From: The scheme <scheme@trust.example>\nSent: 08 June 2027 10:00\n"
    "To: Ana Shaw\nSubject: Task 1\n\n"
)


def _reply(text: str) -> ParsedMail:
    return ParsedMail(
        message_id="<r1@nhs.example>",
        in_reply_to=(),
        references=(),
        senders=(Address("ana@nhs.example", "Ana Shaw"),),
        to=(),
        cc=(),
        reply_to=(),
        subject="Re: Task 1",
        date=None,
        text=text,
        html="",
        headers=(),
    )


def _answered(place: Callable[[str, str], list[str]]) -> str:
    lines: list[str] = []
    answers = iter(ANSWERS)
    for line in SENT.split("\n"):
        lines.extend(place(line, next(answers)) if line[:2] in QUESTIONS else [line])
    return "\n".join(lines)


QUESTIONS = ("1.", "2.", "3.", "4.", "5.")


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 40)) for line in text.split("\n"))


LAYOUTS = {
    "below marked questions": INTRODUCTION + _marked(SENT).replace("?\n", "?\n{}\n", 5),
    "marked as if quoted": INTRODUCTION + _marked(_answered(lambda line, one: [line, one])),
    "below bare questions": HEADERS + _answered(lambda line, one: [line, one]),
    "on the line of a bare question": HEADERS + _answered(lambda line, one: [f"{line} {one}"]),
    "on the line of a marked question": INTRODUCTION
    + _marked(_answered(lambda line, one: [f"{line} {one}"])),
    "in rewrapped lines": INTRODUCTION
    + _marked(_wrapped(_answered(lambda line, one: [f"{line} {one}"]))),
    "under the marked mail": INTRODUCTION + _marked(SENT) + "\n\n" + "\n".join(ANSWERS),
    "under the bare mail": SENT + "\n" + "\n".join(ANSWERS),
    "above the bare mail": "\n".join(ANSWERS) + "\n\n" + SENT,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_five_answers_are_the_five_answers_in_any_layout(layout: str) -> None:
    text = LAYOUTS[layout].format(*ANSWERS) if "{}" in LAYOUTS[layout] else LAYOUTS[layout]

    found = own_words(_reply(text), (SENT,))

    assert " ".join(ANSWERS) == " ".join(found.text.split())
    assert found.compared


@pytest.mark.parametrize(
    "said",
    [
        "3 a new buddy (usually 2 working days)",
        "2 Sunday",
        "Please write a letter of up to 100 words - that is a lot! I will though.",
        "What would you change on your ward? The coffee.",
    ],
)
def test_our_words_above_the_quote_are_the_persons_own_use_of_them(said: str) -> None:
    found = own_words(_reply(f"{said}\n\n{INTRODUCTION}{_marked(SENT)}"), (SENT,))

    assert said == found.text


@pytest.mark.parametrize("quote", [INTRODUCTION + _marked(SENT), SENT])
def test_our_mail_sent_back_with_nothing_added_is_empty(quote: str) -> None:
    assert own_words(_reply(quote), (SENT,)).text == ""


def test_the_older_of_two_mails_of_ours_is_found_too() -> None:
    newer = "Dear Ana,\n\nOne day left for your letter to Ben. Just reply with it.\n"
    text = f"Here it comes.\n\n{newer}\n{SENT}"

    found = own_words(_reply(text), (newer, SENT))

    assert "Here it comes." == found.text


@pytest.mark.parametrize(
    "introduction",
    [
        "On 8 Jun 2027, at 10:00, Northside Buddy Scheme <scheme@trust.example> wrote:",
        "On Tuesday, 8 June 2027 at 10:00:00 BST, Northside Buddy Scheme\n<scheme@trust.example> wrote:",
    ],
)
def test_our_name_in_the_line_that_introduces_the_quote_is_no_part_of_our_mail(
    introduction: str,
) -> None:
    sent = "Which day suits you?\n\nNorthside Buddy Scheme. Sent automatically for Gil. Ref 4K7Q\n"
    quoted = textwrap.indent(f"{introduction}\n\n{sent}", "> ", lambda line: bool(line.strip()))

    said = own_words(_reply(f"Thursday\n\nSent from my iPhone\n\n{quoted}"), [sent])

    assert "Thursday" == said.text


def test_words_of_our_mail_in_the_middle_of_somebodys_line_stay_theirs() -> None:
    said = "Next time I shall please write a letter of up to 100 words to whoever asks."
    ours = "Dear Ana,\n\nPlease write a letter of up to 100 words to Ben. Thanks.\n"

    words = own_words(_reply(f"{said}\n\n{INTRODUCTION}\n> Dear Ana,"), [ours])

    assert words.text == said


LISTS = """Both lists are in.

Ana's five:
1 A quiet room for families on every floor
2 Notes that open in less than a minute
3 One number to ring for a porter
4 A clerk on the ward at weekends
5 Hot food at night

Ben's five:
1 One number to ring for a porter
2 Fewer forms for a bed
3 A lift for staff only
4 Hot food at night
5 Clinics that end when they say

Now agree five between you. One of you replies, by Friday 18 June.
"""


@pytest.mark.parametrize("quoted", ["", f"\n\n{INTRODUCTION}\n> Got your five.\n> Thanks,\n> Gil"])
def test_a_list_put_together_from_lines_that_we_sent_is_the_persons_own(quoted: str) -> None:
    said = (
        "We talked on the phone; our five are these.\n\n1 Hot food at night\n2 One number to ring for "
        "a porter\n3 Notes that open in less than a minute\n4 A lift for staff only, and signs to it"
        "\n5 A clerk on the ward at weekends"
    )

    words = own_words(_reply(said + quoted), ["Got your five.\n\nThanks,\nGil", LISTS])

    assert words.text == said
