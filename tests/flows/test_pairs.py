"""Pairs that are ready are put before a coordinator where that mode can reach one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.actions import Matter
from mailbot.core.answers import Meaning
from mailbot.core.people import PartnershipState
from mailbot.edges.db import partnerships, promises
from mailbot.flows import pairs
from mailbot.flows.case import Case
from mailbot.flows.decided.said import Said
from mailbot.flows.deciding import carried
from mailbot.flows.house import House
from mailbot.flows.matching import match_everybody_free
from mailbot.flows.proposing import example
from tests.cli.homes import ADDRESS, NOW, house_of, make_home, person, run, write_scheme

A_TUESDAY = datetime(2026, 10, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize(("mode", "in_a_mail_of_their_own"), [("listen", False), ("approve", True)])
def test_many_pairs_get_a_mail_of_their_own_and_stand_in_the_digest_where_none_may_leave(
    tmp_path: Path, mode: str, in_a_mail_of_their_own: bool
) -> None:
    home = make_home(tmp_path, mode)
    waiting = [
        person(f"p{number}", f"Kit Hale{number}", role, state="waiting", employer="Dale Trust")
        for number, role in enumerate(["clinician", "general_manager"] * 3)
    ]
    run(
        home, "adopt", str(write_scheme(home, {"scheme": ADDRESS, "people": waiting})), "--now", NOW
    )
    house = house_of(home)

    with house.engine.begin() as conn:
        made = match_everybody_free(conn, house, Case(A_TUESDAY, "people wait"))
        asked = promises.open_promises(conn, house.scheme_id, Matter.PAIR.value)

    assert 3 == made
    assert [in_a_mail_of_their_own] * 3 == [one.details["apart"] for one in asked]


def three_proposals(tmp_path: Path) -> House:
    home = make_home(tmp_path, "approve")
    waiting = [
        person(f"p{number}", f"Kit Hale{number}", role, state="waiting", employer="Dale Trust")
        for number, role in enumerate(["clinician", "general_manager"] * 3)
    ]
    run(
        home, "adopt", str(write_scheme(home, {"scheme": ADDRESS, "people": waiting})), "--now", NOW
    )
    house = house_of(home)
    with house.engine.begin() as conn:
        match_everybody_free(conn, house, Case(A_TUESDAY, "people wait"))
    return house


def test_a_proposal_of_which_one_has_moved_on_is_not_asked_about_any_more(tmp_path: Path) -> None:
    house = three_proposals(tmp_path)

    with house.engine.begin() as conn:
        first, *others = promises.open_promises(conn, house.scheme_id, Matter.PAIR.value)
        pair = partnerships.partnership_by_id(conn, first.partnership_id or 0)
        pairs.end_pair(conn, house, Case(A_TUESDAY, "a test"), pair, "one has another buddy")
        asked = promises.open_promises(conn, house.scheme_id, Matter.PAIR.value)

    assert list(asked) == others


def test_an_ok_to_a_proposal_that_no_longer_stands_introduces_nobody(tmp_path: Path) -> None:
    house = three_proposals(tmp_path)
    case = Case(A_TUESDAY, "a test", "Gil")

    with house.engine.begin() as conn:
        first, *_ = promises.open_promises(conn, house.scheme_id, Matter.PAIR.value)
        partnerships.end_partnership(conn, first.partnership_id or 0, A_TUESDAY)
        said = carried(conn, house, Said(case, first, Meaning.YES, "ok", "ok"))
        pair = partnerships.partnership_by_id(conn, first.partnership_id or 0)

    assert "no longer stands" in said
    assert pair.state is PartnershipState.ENDED


def test_the_mail_of_proposals_shows_how_to_answer_and_who_stays_by_reason(tmp_path: Path) -> None:
    home = make_home(tmp_path, "approve")
    roles = ["clinician", "general_manager"] * 3 + ["clinician"] * 7
    waiting = [
        person(f"p{number}", f"Kit Hale{number}", role, state="waiting", employer="Dale Trust")
        for number, role in enumerate(roles)
    ]
    run(
        home, "adopt", str(write_scheme(home, {"scheme": ADDRESS, "people": waiting})), "--now", NOW
    )
    house = house_of(home)

    with house.engine.begin() as conn:
        match_everybody_free(conn, house, Case(A_TUESDAY, "people wait"))
        numbers = [
            one.number for one in promises.open_promises(conn, house.scheme_id, Matter.PAIR.value)
        ]
        ((text,),) = conn.exec_driver_sql("select text from outbox where mail = 'N10'").all()

    first, second, third = numbers
    assert f'like "ok {first} {third}, hold {second}"' in text
    assert 1 == text.count("too few general managers are free")
    assert "and 2 more (too few general managers are free" in text


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([17, 18, 19, 20, 21, 22], "ok 17 19, swap 18 and 20, hold 21"),
        ([4, 5], "ok 4, hold 5"),
        ([9], "ok 9"),
    ],
)
def test_the_example_names_numbers_that_stand_above(numbers: list[int], shown: str) -> None:
    assert shown == example(numbers)
