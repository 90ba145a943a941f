"""Every mail that ships: short, kind, complete, and the same as when a person last read it."""

import os
import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from mailbot.core.mails import CATALOGUE, LATER, Audience, MailId
from mailbot.translate.phrases import FILTERS
from tests.translate.shipped import (
    FILES,
    SAMPLES,
    STAGES,
    body_of,
    mail_of,
    rendered,
    template_of,
)

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "MAILBOT_GOLDEN" in os.environ
QUOTED = re.compile(r"^---\n.*?\n---$", re.MULTILINE | re.DOTALL)
UNKIND = re.compile(
    r"\bkindly\b|reminder \d|\bfailed to\b|\byou (?:have not|haven't|still|forgot|ignored|missed)\b"
    r"|\boverdue\b|\bas per\b|\bunfortunately\b|\bdisappoint|\bpromptly\b",
    re.IGNORECASE,
)


def in_a_thread(sample: str) -> bool:
    return "{{ thread|reply }}" in FILES[f"{template_of(sample)}.md"]


every_sample = pytest.mark.parametrize("sample", SAMPLES)


def test_every_mail_of_the_catalogue_has_a_template_and_every_template_a_sample() -> None:
    mails = {f"{mail}.md" for mail in MailId if mail not in LATER}
    stages = {f"{stage}.md" for stage in STAGES}

    assert {name for name in FILES if not name.startswith("_")} == mails | stages
    assert {f"{template_of(sample)}.md" for sample in SAMPLES} == mails | stages


@every_sample
def test_a_sample_gives_every_value_that_its_template_shows(sample: str) -> None:
    assert rendered(sample).missing == ()


@every_sample
def test_a_mail_stays_within_its_cap(sample: str) -> None:
    kind, body = CATALOGUE[mail_of(sample)], body_of(rendered(sample))
    counted = QUOTED.sub("", body) if kind.beyond_quote else body

    assert len(counted.split()) <= (kind.cap_words or 400)
    assert len(counted.splitlines()) <= (kind.cap_lines or 60)


@pytest.mark.parametrize("sample", [name for name in SAMPLES if not in_a_thread(name)])
def test_a_subject_says_what_and_by_when_before_a_phone_cuts_it(sample: str) -> None:
    subject = rendered(sample).subject
    date = re.search(r"\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}$", subject)

    assert len(subject.removesuffix(date[0][-4:] if date else "")) <= 35


@every_sample
def test_a_mail_is_kind_and_plain(sample: str) -> None:
    wording = rendered(sample)
    words = f"{wording.subject}\n{wording.text}"

    assert "!" not in words
    assert not UNKIND.search(words)
    assert len(re.findall(r"\bplease\b", words, re.IGNORECASE)) <= 1
    assert not re.search(r"https?:|www\.|\{|\}|\*\*|  |None|Undefined| ,| \.(?!\.)", words)


@every_sample
def test_only_the_one_left_waiting_reads_the_word_awol(sample: str) -> None:
    wording = rendered(sample)
    words = f"{wording.subject}\n{wording.text}\n{wording.html}"

    # Whoever has left, is away or wrote to us is not silent, and nobody is told that they are.
    waits_in_silence = mail_of(sample) is MailId.P25 and sample not in _NOT_SILENT
    assert ("awol" in words.lower()) == waits_in_silence


_NOT_SILENT = {
    f"P25 {why}" for why in ("left", "left a trio", "away", "resting", "lost", "heard", "apart")
}


def test_no_template_but_one_even_holds_the_word_awol() -> None:
    assert [name for name, source in FILES.items() if "awol" in source.lower()] == ["P25.md"]


@every_sample
def test_a_footer_names_who_reads_along_and_how_to_leave(sample: str) -> None:
    footer = rendered(sample).text.rpartition("\n\n")[2]
    mail = mail_of(sample)

    assert footer.endswith("Ref 4K7QXM")
    if CATALOGUE[mail].audience is Audience.PARTICIPANT:
        assert "Sent automatically for Jo and Kit, who read anything I can't handle." in footer
        assert ("Reply STOP to leave." in footer) == (mail not in {MailId.P37, MailId.P49})
    elif CATALOGUE[mail].audience is Audience.COORDINATOR:
        assert footer == "NW Buddy Scheme. Ref 4K7QXM"


@pytest.mark.parametrize("mail", ["P28", "P29", "P24", "P09"])
def test_a_quiet_person_reads_no_blame(mail: str) -> None:
    for sample in (name for name in SAMPLES if template_of(name) == mail):
        words = rendered(sample).text.lower()

        assert not re.search(r"quiet|silen|late\b|complain|waiting|reminded|your fault", words)


@every_sample
def test_a_page_is_one_column_without_images_links_or_colours(sample: str) -> None:
    page = rendered(sample).html

    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "font:16px" in page
    assert ":root{color-scheme:light dark}" in page
    assert not re.search(r"<a\b|<img|<table|\burl\(|[^-]color:|background|#[0-9a-f]{3}", page)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("tasks/")])
def test_a_template_opens_with_a_comment_that_names_its_values_and_no_others(name: str) -> None:
    source = FILES[name]
    comment = source.partition("#}")[0]
    declared = set(re.findall(r"(\w+): (?:str|int|bool|datetime|list)", comment))
    jinja = Environment(autoescape=True)
    jinja.filters.update(FILTERS)
    shown = meta.find_undeclared_variables(jinja.parse(source))

    assert source.startswith("{# ")
    if "{% extends" not in source:
        assert declared == shown


def test_the_words_of_every_mail_are_those_a_person_has_read() -> None:
    texts: dict[str, str] = {}
    for sample in SAMPLES:
        wording, name = rendered(sample), template_of(sample).replace("/", "-")
        shown = f"##### {sample}\nSubject: {wording.subject}\n\n{wording.text}\n\n"
        texts[f"{name}.txt"] = texts.get(f"{name}.txt", "") + shown
    texts["P11.html"] = rendered("P11").html
    if REWRITE:
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in texts.items():
            (GOLDEN / name).write_text(text)

    assert {path.name: path.read_text() for path in GOLDEN.iterdir()} == texts
