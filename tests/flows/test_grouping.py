"""However many things wait, the digest fits a phone, and one answer can decide all of a kind (K2)."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mailbot.core import actions as do
from mailbot.core.people import PartnershipState
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import partnerships, promises
from mailbot.edges.db.outbox import text_of
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.decisions import decide
from mailbot.flows.digest import digest
from mailbot.flows.house import House
from mailbot.flows.matching import match_everybody_free
from mailbot.flows.open_items import open_decisions
from tests.cli.homes import ADDRESS, NOW, house_of, make_home, person, run, write_scheme
from tests.stories.telling import ask

A_TUESDAY = datetime(2026, 10, 27, 9, tzinfo=UTC)
MANY = 30


def house_with(tmp_path: Path, waiting: int) -> House:
    home = make_home(tmp_path, "approve")
    people = [
        person(
            f"p{number}", f"Kit{number} Hale{number}", role, state="waiting", employer="Dale Trust"
        )
        for number, role in enumerate(["clinician", "general_manager"] * waiting)
    ]
    scheme = write_scheme(home, {"scheme": ADDRESS, "people": people})
    run(home, "adopt", str(scheme), "--now", NOW)
    return house_of(home)


def propose(house: House) -> None:
    with house.engine.begin() as conn:
        match_everybody_free(conn, house, Case(A_TUESDAY, "people wait"))
        for one in promises.open_promises(conn, house.scheme_id, do.Matter.PAIR.value):
            promises.change_promise(conn, one.id, details={"apart": False})


def the_digest(house: House, to: str = "") -> str:
    digest(house, A_TUESDAY)
    ((newest,),) = ask(
        house.engine,
        f"select max(id) from outbox where mail = 'N01' and recipients like '%{to}%'",
    )
    with house.engine.connect() as conn:
        return text_of(conn, int(str(newest)))


def test_thirty_pairs_and_a_question_are_two_lines_and_the_digest_has_at_most_25(
    tmp_path: Path,
) -> None:
    house = house_with(tmp_path, MANY)
    propose(house)
    with house.engine.begin() as conn:
        put_before_coordinators(
            conn,
            house,
            Case(A_TUESDAY, ""),
            do.Matter.QUESTION,
            "asks: any trust?",
            ("your answer",),
        )

    text = the_digest(house)

    assert len(text.splitlines()) <= 25
    assert f"{MANY} pairs are ready: " in text
    assert f"and {MANY - 10} more" in text
    assert "asks: any trust?" in text
    assert "ok / no / list" in text


def test_one_ok_decides_all_of_a_group_once(tmp_path: Path) -> None:
    house = house_with(tmp_path, MANY)
    propose(house)
    the_digest(house)
    with house.engine.begin() as conn:
        (group,) = promises.open_promises(conn, house.scheme_id, do.Matter.GROUP.value)

        decide(conn, house, Case(A_TUESDAY, "", "Gil"), do.Decide(((group.number, "ok"),)))

        active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
        still = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
        assert MANY == len(active)
        assert () == still


def test_two_proposals_are_swapped_and_both_introduced(tmp_path: Path) -> None:
    house = house_with(tmp_path, 2)
    propose(house)
    with house.engine.begin() as conn:
        first, second = promises.open_promises(conn, house.scheme_id, do.Matter.PAIR.value)
        assert first.partnership_id is not None
        assert second.partnership_id is not None
        one = partnerships.partnership_by_id(conn, first.partnership_id)
        two = partnerships.partnership_by_id(conn, second.partnership_id)
        answers = (
            (first.number, f"swap with {second.number}"),
            (second.number, f"swap with {first.number}"),
        )

        decide(conn, house, Case(A_TUESDAY, "", "Gil"), do.Decide(answers))

        active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
        made = {frozenset(pair.members) for pair in active}
        assert 2 == len(made)
        assert not made & {frozenset(one.members), frozenset(two.members)}


def test_an_item_that_somebody_has_is_shown_as_theirs_to_the_others_and_is_no_answer(
    tmp_path: Path,
) -> None:
    house = house_with(tmp_path, 1)
    with house.engine.begin() as conn:
        asked = put_before_coordinators(
            conn,
            house,
            Case(A_TUESDAY, ""),
            do.Matter.QUESTION,
            "asks: any trust?",
            ("your answer",),
        )

        decide(conn, house, Case(A_TUESDAY, "", "Kit"), do.Decide(((asked.number, "mine"),)))
    both = (*house.scheme.coordinators, Coordinator("Kit Hale", "zz.kit@trust.example"))
    house = replace(house, scheme=replace(house.scheme, coordinators=both))

    assert "asks: any trust? (Kit has it)" in the_digest(house, to="gil@trust.example")


def test_an_answer_that_might_be_kept_is_not_pushed_out_of_every_digest(tmp_path: Path) -> None:
    house = house_with(tmp_path, 1)
    late, early = do.Matter.FAQ, datetime(2026, 10, 23, 9, tzinfo=UTC)
    with house.engine.begin() as conn:
        put_before_coordinators(
            conn, house, Case(early, ""), late, "Keep this answer?", ("yes", "no")
        )
        for count in range(MANY):
            put_before_coordinators(
                conn, house, Case(A_TUESDAY, ""), do.Matter.LOOK, f"Thing {count}", ("done",)
            )

        first, *others = open_decisions(conn, house, A_TUESDAY)

    assert first.kind == late
    assert {do.Matter.LOOK} == {one.kind for one in others}
