"""A coordinator asks for an expert in any form, and what only sounds like it asks nobody."""

from datetime import date

import pytest

from mailbot.translate.orders import orders_in
from tests.translate.readings import RULES

TODAY = date(2027, 6, 9)


@pytest.mark.parametrize(
    "words",
    [
        "ask dr rao if he'd be an expert",
        "Could you ask Dr Rao whether she would talk to a pair?",
        "see if Dr Rao would be willing to be an expert",
        "find out if dr rao could act as expert for the consortium task",
        "sound out Dr Rao about being an expert please",
        "sign dr rao up as an expert",
        "I'd like Dr Rao as an expert",
        "get dr rao on board as an expert",
        "email Dr Rao and ask if she will meet a pair as expert",
        "Dr Rao has offered to be an expert",
        "would dr rao be an expert for us? can you ask",
    ],
)
def test_an_expert_is_asked_for_in_anybodys_words(words: str) -> None:
    orders = orders_in(words, TODAY, RULES)

    assert [("ask_expert", ("Dr Rao",))] == [(one.verb, one.slots["who"]) for one in orders]


@pytest.mark.parametrize(
    "words",
    [
        "ask dr rao to be an expert if sam agrees",
        "ask the experts what they think",
        "Sam has an expert now",
        "ask sam about the letter",
        "see if sam is away",
        "ask everyone to be an expert in something",
    ],
)
def test_nobody_is_asked_where_no_expert_was_wished_for(words: str) -> None:
    assert all(one.verb != "ask_expert" for one in orders_in(words, TODAY, RULES))
