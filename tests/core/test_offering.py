"""Who is asked "still in?" before a match, and who is kept out of one (A7); whose From is doubted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.core.chasing import JoiningRules, WaitingRules
from mailbot.core.offering import NO_REPLY, Offered, has_waited_long, kept_out
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.proving import is_doubted
from tests.translate.readings import from_stranger

NOW = datetime(2027, 6, 9, 2, 30, tzinfo=UTC)
RULES = WaitingRules()


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def waiting(since: int, heard: int | None) -> Person:
    return Person(
        1,
        "Ana Field",
        Role.CLINICIAN,
        PersonState.WAITING,
        waiting_since=ago(since),
        last_sign_at=None if heard is None else ago(heard),
    )


@pytest.mark.parametrize(
    ("since", "heard", "asked"),
    [(43, 43, True), (43, None, True), (43, 5, False), (41, 41, False), (365, 1, False)],
)
def test_who_has_waited_long_without_a_word_is_asked(
    since: int,
    heard: int | None,
    asked: bool,
) -> None:
    assert asked is has_waited_long(waiting(since, heard), NOW, RULES)


def test_an_open_offer_keeps_out_whom_it_waits_for_and_who_would_be_their_buddy() -> None:
    assert {1, 7} == kept_out([waiting(50, 50)], [Offered(1, ago(2), reserved=(7,))], NOW, RULES)


@pytest.mark.parametrize(
    ("offer", "heard", "out"),
    [
        (Offered(1, ago(10), NO_REPLY, (7,)), 50, {1}),
        (Offered(1, ago(10), NO_REPLY, (7,)), 3, set()),
        (Offered(1, ago(29), NO_REPLY, (7,)), 50, set()),
        (Offered(1, ago(10), "yes", (7,)), 9, set()),
    ],
)
def test_who_let_a_place_pass_is_offered_none_for_four_weeks_unless_they_write(
    offer: Offered, heard: int, out: set[int]
) -> None:
    assert out == kept_out([waiting(60, heard)], [offer], NOW, RULES)


@pytest.mark.parametrize(
    ("vouched", "wide", "doubted"),
    [
        (True, False, False),
        (False, False, True),
        (None, False, False),
        (None, True, True),
        (True, True, False),
    ],
)
def test_a_from_is_doubted_where_a_trusted_server_did_not_vouch_for_it(
    vouched: bool | None,
    wide: bool,
    doubted: bool,
) -> None:
    facts = from_stranger()
    facts = replace(facts, sender=replace(facts.sender, vouched=vouched))

    assert doubted is is_doubted(facts, JoiningRules(also_where_nobody_looked=wide))
