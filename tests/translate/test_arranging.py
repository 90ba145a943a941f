"""What coordinators fix for matching is heard in whatever words they put it, and nothing else is."""

import pytest

from mailbot.translate.orders import orders_in
from mailbot.translate.wishes import wish_meant
from tests.translate.readings import RULES, TODAY

FIXED = [
    ("never", ("sam", "priya"), "never match sam with priya"),
    ("never", ("Sam", "Priya"), "Please never put Sam with Priya, he's her supervisor"),
    ("never", ("sam", "priya"), "don't ever pair sam and priya again"),
    ("never", ("Sam Patel", "Priya Shah"), "Sam Patel shouldn't be matched with Priya Shah"),
    ("never", ("sam", "priya"), "keep sam and priya apart"),
    ("never", ("sam", "priya"), "keep sam well away from priya please"),
    ("never", ("Callum", "Bethan"), "I don't want Callum and Bethan paired, they were married"),
    ("never", ("sam", "priya", "alex"), "never match sam with priya or alex"),
    ("never", ("Sam", "Priya"), "Sam and Priya are never to be buddies"),
    ("keep", ("alex", "mina"), "keep alex and mina together"),
    ("keep", ("Alex", "Mina"), "Alex and Mina have asked to stay together"),
    ("keep", ("alex", "mina"), "please don't split up alex and mina"),
    ("keep", ("alex", "mina"), "always match alex with mina"),
    ("takes", ("priya",), "priya can take two"),
    ("takes", ("Priya",), "Priya would be happy to have two doctors"),
    ("takes", ("Dr Rao",), "Dr Rao can take 2 pairs"),
    ("takes", ("priya",), "priya can only take one again"),
    ("wish", ("sam",), "sam would like somebody in mental health"),
    ("wish", ("Sam",), "Sam has asked to be with someone at another trust"),
    ("unfix", ("sam",), "forget what sam asked for"),
    ("unfix", ("sam", "priya"), "sam and priya can be matched again"),
]
NOT_FIXED = [
    "don't match sam with priya yet",
    "never match sam with priya if he leaves",
    "never mind",
    "don't match anybody",
    "keep everybody together",
    "keep sam posted",
    "forget sam",
    "Sam would like to thank you",
    "sam can take two weeks",
    "Sam would like a manager to call him",
    "sam has asked for an extension",
]
WISHES = [
    ("somebody in mental health", "mental health"),
    ("someone who works in general practice, for her exam", "general practice"),
    ("a psychiatry registrar", "psychiatry"),
    ("a manager based at Salford Royal if possible", "Salford Royal"),
    ("someone at the same trust", "same trust"),
    ("to be with someone from a different hospital", "other trust"),
    ("a manager outside her own trust", "other trust"),
    ("somebody close to home", "near"),
    ("to stay local", "near"),
    ("a new buddy", ""),
    ("someone else", ""),
    ("a quick word with a manager", ""),
]


@pytest.mark.parametrize(("verb", "who", "words"), FIXED)
def test_what_is_fixed_is_heard(verb: str, who: tuple[str, ...], words: str) -> None:
    orders = orders_in(words, TODAY, RULES)

    assert [(verb, who)] == [(one.verb, one.slots["who"]) for one in orders]


@pytest.mark.parametrize("words", NOT_FIXED)
def test_what_fixes_nothing_is_left_to_others(words: str) -> None:
    orders = orders_in(words, TODAY, RULES)

    assert not {"never", "keep", "takes", "wish", "unfix"} & {one.verb for one in orders}


@pytest.mark.parametrize(("said", "meant"), WISHES)
def test_a_wish_is_kept_in_the_words_that_matching_knows(said: str, meant: str) -> None:
    assert meant == wish_meant(said)
