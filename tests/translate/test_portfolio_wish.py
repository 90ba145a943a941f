"""Who asks for what they did so far is heard, however they say it; other questions stay questions."""

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mails import MailId
from mailbot.core.reading import IntentKind
from mailbot.core.respond import respond
from mailbot.translate.numbers import load_chasing
from tests.translate.readings import FOLDER, LETTER, answering, from_ana, kinds, read

CHASING: ChasingRules = load_chasing((FOLDER / "chasing.toml").read_text())


@pytest.mark.parametrize(
    "words",
    [
        "portfolio",
        "Could I have my portfolio please",
        "What have I done so far?",
        "copy of my letters for my ARCP",
        "Hi, please send me my e-portfolio page.",
        "I need something for my ARCP next week, can you help?",
        "Could you send me a summary of what I've done?",
        "Hiya, any chance of my portfolio? ARCP on Thursday.",
        "Thanks! Can I get my portfolio?",
    ],
)
def test_who_asks_for_their_portfolio_is_sent_it(words: str) -> None:
    facts = from_ana(owes=())

    reading = read(words, facts)

    asked = reading.intent(IntentKind.QUERY)
    assert asked is not None
    assert asked.slots["about"] == "portfolio"
    assert do.SendMail(1, MailId.P42) in respond(facts, reading, CHASING).actions
    assert respond(facts, reading, CHASING).outcome == "act"


@pytest.mark.parametrize(
    "words",
    [
        "Does this count as a reflection for my portfolio?",
        "Is there a certificate for my portfolio?",
        "Who do I speak to about my portfolio?",
        "Where do I find the competences?",
    ],
)
def test_a_question_about_portfolios_goes_to_a_person(words: str) -> None:
    reading = read(words, from_ana(owes=()))

    asked = reading.intent(IntentKind.QUERY)
    assert asked is not None
    assert "about" not in asked.slots


def test_all_that_is_held_is_more_than_a_portfolio() -> None:
    reading = read("What do you hold on me? Please send a copy of all my data.", from_ana())

    assert kinds(reading) == ["data_request"]


def test_a_letter_that_tells_what_was_done_is_a_letter() -> None:
    reading = read(f"{LETTER}\n\nWhat have I done so far?", from_ana(answering("P10")))

    assert kinds(reading)[0] == "submission"
    assert reading.intent(IntentKind.QUERY) is None or "about" not in reading.intents[-1].slots
