"""Rendering: values are shown and never interpreted, gaps read well, mistakes name file and line."""

import html
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.translate.markup import cleaned
from mailbot.translate.samples import BadSamples, read_samples
from mailbot.translate.templates import BadTemplate, Templates, Value, Wording
from tests.translate.shipped import FILES, STAGES

DUE = datetime(2027, 6, 18, 18, 0, tzinfo=ZoneInfo("Europe/London"))
KNOWN_TAGS = re.compile(r"</?(?:p|br|hr|em|strong|ul|ol|li|h1)>")


def said(source: str, **values: Value) -> Wording:
    files = {"P10.md": f"Subject: Hello\n\n{source}\n", "_footer.md": "Bye."}
    return Templates(files).render("P10", values)


def text_of(source: str, **values: Value) -> str:
    return said(source, **values).text.removesuffix("\n\nBye.")


def body_of(page: str) -> str:
    return page.partition("<body>\n")[2].partition("<p>Bye.</p>")[0]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("{{ due|day }}", "Friday 18 June"),
        ("{{ due|short }}", "Fri 18 Jun"),
        ("{{ due|weekday }}", "Friday"),
        ("{{ due|month }}", "June"),
        ("{{ due|hour }}", "6pm"),
        ("{{ due|clock }}", "18:00"),
        ("{{ due }}", "Friday 18 June"),
        ("{{ 2|words }} and {{ 13|words }}", "two and 13"),
        ("{{ 1|many('pair') }}, {{ 3|many('pair') }}", "one pair, three pairs"),
        ("{{ 3|many('pair', digits=true) }}", "3 pairs"),
        ("{{ names|listed }}", "Sam, Priya and Tom"),
        ("{{ names|either }}", "Sam, Priya or Tom"),
        ("{{ names|commas }}", "Sam, Priya, Tom"),
        ("{{ names }}", "Sam, Priya and Tom"),
        ("{{ names|many('buddy', 'buddies') }}", "three buddies"),
        ("{{ 'RE: re: Task 1'|reply }}", "Re: Task 1"),
        ("{{ 'sam.p@post.example'|masked }}", "sam.p@post..."),
    ],
)
def test_a_filter_shows_a_value_as_people_write_it(shown: str, expected: str) -> None:
    assert text_of(shown, due=DUE, names=["Sam", "Priya", "Tom"]) == expected


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, "midnight"),
        (12, 0, "noon"),
        (7, 30, "7.30am"),
        (12, 15, "12.15pm"),
        (0, 5, "12.05am"),
    ],
)
def test_an_hour_is_never_misread(hour: int, minute: int, expected: str) -> None:
    assert (
        text_of("{{ due|hour }}", due=datetime(2027, 6, 18, hour, minute, tzinfo=UTC)) == expected
    )


def test_emphasis_and_headings_are_only_in_the_page_and_lists_and_lines_in_both() -> None:
    wording = said(
        "# Dates\n\nThis is **due** on _Friday_,\nat 6 * 2.\n\n- one\n- two\n\n1 yes\n2 no"
    )

    assert wording.text == (
        "Dates\n\nThis is due on Friday,\nat 6 * 2.\n\n- one\n- two\n\n1 yes\n2 no\n\nBye."
    )
    assert "<strong>due</strong> on <em>Friday</em>,<br>" in wording.html
    assert "<li>one</li>" in wording.html
    assert "1 yes<br>\n2 no" in wording.html


def test_relayed_words_stand_between_rules_with_their_line_breaks() -> None:
    wording = said(
        "Here it is.\n\n{{ words|quoted }}", words="Dear Deidre,\r\n\r\nwho decides?\nJo\n"
    )

    assert "Here it is.\n\n---\nDear Deidre,\n\nwho decides?\nJo\n---\n" in wording.text
    assert "<hr>\n<p>Dear Deidre,</p>\n<p>who decides?<br>\nJo</p>\n<hr>" in wording.html


HOSTILE = (
    "**bold** {{ 7 * 7 }} {% raw %} <script>alert(1)</script> [x](http://a.test) &amp; # 1. - \\*"
)


def test_words_that_look_like_a_template_or_a_page_are_shown_as_they_are() -> None:
    wording = said("{{ words|quoted }}\n\n{{ words }}\n\n{{ words|verbatim }}", words=HOSTILE)

    assert wording.text == f"---\n{HOSTILE}\n---\n\n{HOSTILE}\n\n{HOSTILE}\n\nBye."
    assert body_of(wording.html).count(html.escape(HOSTILE, quote=False)) == 3


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_whatever_a_person_writes_reaches_both_parts_whole_and_adds_no_tag(words: str) -> None:
    kept = cleaned(words).strip()
    wording = said("{{ words|quoted }} {{ words }}", words=words)

    shown = KNOWN_TAGS.sub("", body_of(wording.html))
    assert "<" not in shown
    assert ">" not in shown
    if kept:
        assert kept in wording.text
        assert "".join(kept.split()) in "".join(html.unescape(shown).split())


@given(st.text(max_size=60))
def test_a_subject_is_always_one_line(name: str) -> None:
    files = {
        "P10.md": "Subject: Hello {{ first }}{{ first|quoted }}, you\n\nHi.",
        "_footer.md": "Bye.",
    }

    subject = Templates(files).render("P10", {"first": name}).subject

    assert subject == " ".join(subject.split())


def test_marks_of_ours_in_a_persons_words_are_taken_out() -> None:
    assert text_of(
        "{{ words }} {{ names }}", words="a\ue000i41\ue001b", names=["\ue000x", "y"]
    ) == ("ai41b x and y")


def test_a_value_that_nobody_gave_reads_well_and_is_reported() -> None:
    wording = said(
        "Hi {{ first }}, by {{ due|day }}.\n{{ buddy }} and {{ odd_one.more }}.", buddy=" "
    )

    assert wording.text.startswith(
        "Hi colleague, by the date in the task email.\nYour buddy and the odd one."
    )
    assert wording.missing == ("buddy", "due", "first", "odd_one")


def test_a_value_that_is_only_asked_about_is_not_missing() -> None:
    assert said("Hi{% if until %} until {{ until|day }}{% endif %}.", until=None).missing == ()


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("_")])
def test_a_shipped_template_without_any_value_never_shows_a_name_in_braces(name: str) -> None:
    wording = Templates(FILES).render(name.removesuffix(".md"), {})

    assert not re.search(r"[{}_\ue000\ue001]|None|Undefined|\[|\]", wording.subject + wording.text)
    assert {"ref", "sender_name"} <= set(wording.missing)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Subject: Hi\n\nWell, {% if %}", "P10.md, line 3: "),
        ("Subject: Hi\n\n{{ 1 / 0 }}", "P10.md, line 3: division by zero"),
        ("Subject: Hi\n\n\n{{ first|day }}", "P10.md, line 4: "),
        ("Subject: Hi\n\n{{ first.__class__.mro() }}", "P10.md, line 3: "),
        ("Subject: Hi\n\n{{ first|safe }}", "P10.md, line 3: No filter named 'safe'"),
        ("Subject: Hi\n\n{% include 'P99.md' %}", "P99.md: there is no such template."),
        ("{% extends 'frame.md' %}", "frame.md, line 3: division by zero"),
        ("Hello there", 'P10.md, line 1: must begin with "Subject: ..."'),
        ("Subject: Hi\nHello", 'P10.md, line 1: must begin with "Subject: ..."'),
    ],
)
def test_a_broken_template_names_its_file_and_line(source: str, message: str) -> None:
    files = {"P10.md": source, "_footer.md": "Bye.", "frame.md": "Subject: x\n\n{{ 1 / 0 }}"}

    with pytest.raises(BadTemplate) as error:
        Templates(files).render("P10", {"first": "Sam"})

    assert str(error.value).startswith(message)


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(BadTemplate, match=r"^P99\.md: there is no such template\.$"):
        Templates({}).render("P99", {})


def test_a_file_of_ones_own_replaces_the_shipped_one_and_keeps_the_footer() -> None:
    files = FILES | {"P41.md": "Subject: A line?\n\nOne line, {{ first }}?"}

    wording = Templates(files).render("P41", {"first": "Sam", "ref": "4K7QXM"})

    assert wording.text.startswith("One line, Sam?\n\nThe buddy scheme. Sent automatically")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_of_the_task_bank_is_rendered_like_a_mail(stage: str) -> None:
    wording = Templates(FILES).render(stage, {"buddy": "Priya", "due": DUE, "task": "Task 1"})

    assert re.search("Priya|Task 1|agree one", wording.subject)
    assert "Reply STOP to leave." in wording.text


def test_dates_are_shown_in_the_zone_they_carry() -> None:
    late = datetime(2027, 6, 18, 23, 30, tzinfo=UTC)

    shown = text_of("{{ a|day }} {{ b|day }}", a=late, b=late.astimezone(ZoneInfo("Europe/London")))

    assert shown == "Friday 18 June Saturday 19 June"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[P10", "not valid TOML"),
        ("P10 = 3", "P10 must be a table"),
        ("[P10]\ndue = 2027-06-18T18:00:00", "P10.due needs an offset"),
        ("[P10]\ndue = [1.5]", "P10.due must be a text"),
    ],
)
def test_samples_that_cannot_be_used_say_which(text: str, message: str) -> None:
    with pytest.raises(BadSamples, match=message):
        read_samples(text)
