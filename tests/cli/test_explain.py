"""`mailbot read` shows each rule that spoke, the words it stands on, and why others did not count."""

from pathlib import Path

import pytest

from tests.cli.homes import ADDRESS, run, told

LATER = "Can I have until Friday 30 October please?"


def mail_in(home: Path, words: str) -> Path:
    file = home / "one.eml"
    head = f"From: ana@trust.example\nTo: {ADDRESS}\nDate: Tue, 27 Oct 2026 09:00:00 +0000"
    file.write_text(f"{head}\n\n{words}\n", "utf-8")
    return file


def test_a_rule_that_spoke_is_shown_beside_its_intent_with_its_words(by_hand: Path):
    (intent,) = told(by_hand, "read", str(mail_in(by_hand, LATER)))["intents"]

    one, *_ = intent["spoke"]
    assert ("extension", True, "") == (one["for"], one["counts"], one["why_not"])
    assert "can i have until" in one["words"]
    assert 0 < one["weight"] < 1
    assert one["rule"] in intent["because"][0]


@pytest.mark.parametrize(
    ("words", "why_not"),
    [
        ("I am not leaving the scheme.", "it is denied"),
        ("If I were leaving the scheme I would tell you.", "it is only supposed"),
        ("I am leaving the scheme, only joking.", "it is said in jest"),
        ("Last year I was leaving the scheme.", "it tells of the past"),
    ],
)
def test_a_rule_that_was_found_and_did_not_count_says_why(by_hand: Path, words: str, why_not: str):
    seen = told(by_hand, "read", str(mail_in(by_hand, words)))

    silent = [one for one in seen["spoke"] if one["for"] == "withdrawal"]
    assert {(False, why_not)} == {(one["counts"], one["why_not"]) for one in silent}
    assert "withdrawal" not in [one["kind"] for one in seen["intents"]]


def test_a_rule_for_other_circumstances_says_that_it_does_not_apply(by_hand: Path):
    seen = told(by_hand, "read", str(mail_in(by_hand, "I found it really useful.")))

    assert "it does not apply to such a mail" in {one["why_not"] for one in seen["spoke"]}


def test_what_is_said_inside_a_letter_is_not_said_to_the_scheme(by_hand: Path):
    letter = (
        "Dear Ben,\n\nLast week was long. My registrar says I want to leave the scheme of things, and"
        " perhaps she is right. I want to leave the scheme. The ward was full and the phones rang all"
        " night, and nobody told us that the lift was broken. How do you plan for such a night?"
        " What would you do with one bed and four people who need it? Yours, Ana"
    )

    seen = told(by_hand, "read", str(mail_in(by_hand, letter)))

    assert "it stands inside a letter" in {one["why_not"] for one in seen["spoke"]}


def test_a_person_reads_it_line_by_line(by_hand: Path):
    shown = run(
        by_hand, "read", str(mail_in(by_hand, LATER + " I'm not leaving the scheme."))
    ).stdout

    counted, silent = shown.split("rules that were found and did not count:")
    assert "  - for extension" in counted.split("rules that spoke:")[1]
    assert "'leaving the scheme'" in silent
    assert silent.rstrip().endswith(": it is denied")
