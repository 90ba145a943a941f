"""Who is matched with whom: what must hold for every proposal, whoever is free."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.cohorts import cohort
from mailbot.core.matching import Arrangements, MatchingRules, couple, meetings
from mailbot.core.matching.wording import told_to_them
from mailbot.core.people import Role
from tests.core.matching_people import (
    CLINICIAN,
    GENERAL,
    NOW,
    SPECIALTY,
    employers,
    ids,
    left_ids,
    many,
    proposed,
    shipped_rules,
    someone,
)

DALE = "Dale Trust"


def some_cohort(seed: int, size: int = 40, clinicians: float = 0.5, specialty: float = 0.1):
    return cohort(size, seed, employers(), clinicians=clinicians, specialty=specialty, met=3)


@pytest.mark.parametrize("seed", range(20))
def test_everybody_is_in_one_group_or_on_the_list_with_a_reason(seed: int) -> None:
    free = some_cohort(seed, clinicians=0.2 + 0.03 * seed)

    found = proposed(free.people, free.known)

    seated = [one.id for match in found.matches for one in match.members]
    assert sorted([*seated, *left_ids(found)]) == [one.id for one in free.people]
    assert all(why for _, why in found.left)
    assert all(match.reasons for match in found.matches)


@pytest.mark.parametrize("seed", range(20))
def test_every_group_has_a_clinician_in_front_and_one_general_manager(seed: int) -> None:
    free = some_cohort(seed, specialty=0.3)

    found = proposed(free.people, free.known)

    for match in found.matches:
        assert match.members[0].role is CLINICIAN
        assert 1 == sum(one.role is GENERAL for one in match.members)
        assert len(match.members) in {2, 3}


@pytest.mark.parametrize("seed", range(20))
def test_nobody_sits_with_whom_they_may_never_meet_or_met_lately(seed: int) -> None:
    free = some_cohort(seed, specialty=0.3)
    lately = {pair for pair, rounds in free.known.met.items() if rounds < 3}

    found = proposed(free.people, free.known)

    for match in found.matches:
        numbers = [one.id for one in match.members]
        together = {couple(one, other) for one in numbers for other in numbers if one != other}
        assert not together & (free.known.never | lately)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_and_their_numbers_decide_nothing(seed: int, dice) -> None:
    free = some_cohort(seed, size=24)
    numbers = [one.id for one in free.people]
    dice.shuffle(numbers)
    new = {one.id: number for one, number in zip(free.people, numbers, strict=True)}
    people = [replace(one, id=new[one.id]) for one in free.people]
    dice.shuffle(people)
    known = Arrangements(
        never=frozenset(couple(new[one], new[other]) for one, other in free.known.never),
        met={couple(new[one], new[other]): ago for (one, other), ago in free.known.met.items()},
    )

    found, again = proposed(free.people, free.known), proposed(people, known)

    assert {frozenset(one.name for one in match.members) for match in found.matches} == {
        frozenset(one.name for one in match.members) for match in again.matches
    }


@pytest.mark.parametrize("clinicians", [0.3, 0.7])
@pytest.mark.parametrize("seed", range(10))
def test_nobody_is_left_while_somebody_newer_of_their_kind_is_served(
    seed: int, clinicians: float
) -> None:
    free = cohort(40, seed, employers(), clinicians=clinicians, specialty=0, met=0, never=0)

    found = proposed(free.people, free.known)

    served = [one for match in found.matches for one in match.members]
    for one, _ in found.left:
        same = [other.waiting_since for other in served if other.role is one.role]
        assert one.waiting_since is not None
        assert all(since <= one.waiting_since for since in same if since)


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_left_who_could_be_served_with_another_who_is_left(seed: int) -> None:
    free = some_cohort(seed)

    found = proposed(free.people, free.known)

    left = [one for one, _ in found.left]
    lately = {pair for pair, rounds in free.known.met.items() if rounds < 3} | free.known.never
    for one in left:
        for other in left:
            if one.role is CLINICIAN and other.role is GENERAL:
                assert couple(one.id, other.id) in lately


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (many(CLINICIAN, range(3)), "no general manager is free"),
        (many(GENERAL, range(3)), "no clinician is free"),
        (many(SPECIALTY, range(3)), "no pair is free that they could join"),
        (many(Role.UNKNOWN, range(3)), "their role is not known"),
        (many(Role.EXPERT, range(3)), "experts are not matched"),
    ],
)
def test_one_side_alone_stays_on_the_list_with_the_reason(people, why: str) -> None:
    found = proposed(people)

    assert () == found.matches
    assert [why] * 3 == [said for _, said in found.left]


def test_nobody_free_is_an_empty_proposal() -> None:
    assert ((), ()) == (proposed([]).matches, proposed([]).left)


def test_one_against_many_goes_to_the_longest_waiting() -> None:
    clinicians = [someone(number, CLINICIAN, waiting_days=number) for number in range(1, 9)]

    found = proposed([*clinicians, someone(20, GENERAL)])

    assert {frozenset({8, 20})} == ids(found.matches)
    assert "too few general managers are free; they wait 7 days" in {
        one.id: why for one, why in found.left
    }.get(7, "")


def test_who_is_left_is_told_the_pair_that_would_take_them() -> None:
    people = [
        someone(1, CLINICIAN, 30),
        someone(2, CLINICIAN, 30, employer=DALE),
        someone(3, CLINICIAN, 1, employer=DALE),
        someone(11, GENERAL),
        someone(12, GENERAL, employer=DALE),
    ]

    found = proposed(people)

    assert ["could make a trio with Eli No2 and Eli No12"] == [
        why.split("; ")[-1] for _, why in found.left
    ]


def test_where_everybody_has_met_everybody_each_hears_so() -> None:
    people = [*many(CLINICIAN, range(3)), *many(GENERAL, range(10, 13))]
    met = {couple(one, other): 0 for one in range(3) for other in range(10, 13)}

    found = proposed(people, Arrangements(met=met))

    assert () == found.matches
    assert {"everybody free has been their buddy, or is not to be"} == {
        why.partition(";")[0] for _, why in found.left
    }


def test_buddies_meet_again_after_so_many_rounds_at_a_price() -> None:
    people = [*many(CLINICIAN, [1, 2]), *many(GENERAL, [11, 12])]
    met = {(1, 11): 3, (2, 12): 3}

    crosswise = proposed(people, Arrangements(met=met))
    again = proposed(people, Arrangements(met=met, never=frozenset({(1, 12), (2, 11)})))

    assert {frozenset({1, 12}), frozenset({2, 11})} == ids(crosswise.matches)
    assert {frozenset({1, 11}), frozenset({2, 12})} == ids(again.matches)
    assert "you were buddies before" in again.matches[0].reasons


def test_more_people_than_their_only_managers_leaves_the_newest_with_the_names() -> None:
    clinicians = [someone(number, CLINICIAN, waiting_days=50 - number) for number in (1, 2, 3)]
    managers = many(GENERAL, [11, 12, 13])
    never = frozenset((one, 13) for one in (1, 2, 3)) | {(3, 12)}

    found = proposed([*clinicians, *managers], Arrangements(never=never))

    assert {3, 13} == left_ids(found)
    said = {one.id: why for one, why in found.left}
    assert said[3].startswith("only Dev No11 would do, and somebody else needs them more")


def test_people_who_are_equal_in_everything_are_all_served() -> None:
    found = proposed([*many(CLINICIAN, range(20)), *many(GENERAL, range(20, 40))])

    assert 20 == len(found.matches)
    assert {("nothing in common on paper",)} == {one.reasons for one in found.matches}


def test_a_specialty_manager_joins_a_pair_and_never_makes_one() -> None:
    sam, priya, tom = someone(1, CLINICIAN), someone(2, GENERAL), someone(3, SPECIALTY)

    alone, three = proposed([sam, tom]), proposed([tom, sam, priya])

    assert () == alone.matches
    assert [(sam, priya, tom)] == [one.members for one in three.matches]
    assert "Eli is the general trainee" in three.matches[0].reasons


def test_who_takes_two_gets_a_second_clinician_only_when_nobody_else_is_free() -> None:
    people = [*many(CLINICIAN, [1, 2]), *many(GENERAL, [11, 12])]
    known = Arrangements(takes={11: 2})

    enough, short = proposed(people, known), proposed(people[:3], known)

    assert [2, 2] == [len(one.members) for one in enough.matches]
    assert {frozenset({1, 2, 11})} == ids(short.matches)


def test_two_clinicians_who_may_not_meet_do_not_share_a_manager() -> None:
    people = [someone(1, CLINICIAN, 30), someone(2, CLINICIAN, 20), someone(11, GENERAL)]
    known = Arrangements(takes={11: 2}, never=frozenset({(1, 2)}))

    found = proposed(people, known)

    assert {frozenset({1, 11})} == ids(found.matches)
    assert {2} == left_ids(found)


def test_a_pin_is_kept_run_after_run_whatever_it_costs() -> None:
    people = [
        someone(1, CLINICIAN, employer=DALE),
        someone(2, CLINICIAN),
        someone(11, GENERAL, employer=DALE),
        someone(12, GENERAL),
    ]

    found = proposed(people, Arrangements(pins=((1, 12),)))
    fewer = proposed(people[:1] + people[2:], Arrangements(pins=((1, 12),)))

    assert {frozenset({1, 12}), frozenset({2, 11})} == ids(found.matches)
    assert {frozenset({1, 12})} == ids(fewer.matches)


def test_a_pin_of_a_specialty_manager_says_whom_they_join() -> None:
    people = [*many(CLINICIAN, [1, 2]), *many(GENERAL, [11, 12]), *many(SPECIALTY, [21, 22])]

    found = proposed(people, Arrangements(pins=((1, 22), (12, 21))))

    groups = [{one.id for one in match.members} for match in found.matches]
    assert any({1, 22} <= group for group in groups)
    assert any({12, 21} <= group for group in groups)


def test_a_pin_that_cannot_be_kept_is_said() -> None:
    people = [*many(CLINICIAN, [1]), *many(GENERAL, [11])]

    found = proposed(people, Arrangements(pins=((1, 11),), never=frozenset({(1, 11)})))

    assert () == found.matches
    assert ("Dev No1 and Dev No11 are to be together, and cannot be now.",) == found.unkept


def test_psychiatry_goes_with_a_mental_health_trust_and_says_so() -> None:
    alex = someone(1, CLINICIAN, specialty="psychiatry", grade="CT2")
    sam = someone(2, CLINICIAN, specialty="acute medicine", grade="ST4")
    priya = someone(11, GENERAL, employer="a mental health trust")
    mina = someone(12, GENERAL, employer="Royal Preston Hospital")

    found = proposed([sam, mina, alex, priya])

    match = next(one for one in found.matches if alex in one.members)
    assert priya in match.members
    assert "psychiatry with a mental health trust" in match.reasons


def test_no_front_line_is_met_with_an_acute_clinician() -> None:
    sam = someone(1, CLINICIAN, specialty="acute medicine")
    other = someone(2, CLINICIAN, specialty="radiology")
    kit = someone(11, GENERAL, employer="Dale ICB")

    found = proposed([replace(other, waiting_since=sam.waiting_since), sam, kit])

    assert {frozenset({1, 11})} == ids(found.matches)
    assert "a view of the front line" in found.matches[0].reasons


def test_near_on_the_map_says_the_miles_and_beats_far() -> None:
    sam = someone(1, CLINICIAN, town="Salford")
    near = someone(11, GENERAL, town="Manchester")
    far = someone(12, GENERAL, town="Truro", employer="Royal Cornwall Hospital")

    found = proposed([sam, far, near])

    assert {frozenset({1, 11})} == ids(found.matches)
    assert ("about 2 miles apart",) == found.matches[0].reasons


def test_the_nearer_of_two_who_are_near_is_chosen() -> None:
    sam = someone(1, CLINICIAN, town="Salford")
    nearer, near = someone(11, GENERAL, town="Prestwich"), someone(12, GENERAL, town="Rochdale")

    found = proposed([sam, near, nearer])

    assert {frozenset({1, 11})} == ids(found.matches)


def test_places_off_the_map_are_compared_by_name_and_said_to_be() -> None:
    sam = someone(1, CLINICIAN, employer="Dalewick Hospital")
    alike = someone(11, GENERAL, employer="Dalewick Community Services")
    other = someone(12, GENERAL, employer="Fenmoor Hospital")

    found = proposed([sam, other, alike])

    assert {frozenset({1, 11})} == ids(found.matches)
    assert "both near Dalewick by name" in found.matches[0].reasons
    assert ("Dalewick Community Services", "Dalewick Hospital", "Fenmoor Hospital") == (
        found.off_the_map
    )


@pytest.mark.parametrize(
    ("wish", "chosen"), [("other trust", 12), ("same trust", 11), ("Leeds", 12), ("nearby", 11)]
)
def test_what_somebody_asked_for_counts(wish: str, chosen: int) -> None:
    rules = replace(
        shipped_rules(), points=replace(shipped_rules().points, same_employer=0, same_town=0)
    )
    sam = someone(1, CLINICIAN, employer="Salford Royal", town="Salford")
    same = someone(11, GENERAL, employer="Salford Royal", town="Salford")
    other = someone(12, GENERAL, employer="Leeds Teaching Hospitals", town="Leeds")

    found = proposed([sam, same, other], Arrangements(wishes={1: (wish,)}), rules)

    assert {frozenset({1, chosen})} == ids(found.matches)
    assert "something that one of you asked for" in found.matches[0].reasons


def test_two_without_a_town_are_not_called_near() -> None:
    people = [someone(1, CLINICIAN, employer=DALE), someone(11, GENERAL, employer="Fen Trust")]

    found = proposed(people, Arrangements(wishes={1: ("near",)}))

    assert 0 == found.matches[0].score


def test_grade_near_grade_counts() -> None:
    junior = someone(1, CLINICIAN, grade="FY1")
    senior = someone(2, CLINICIAN, grade="ST5")
    first, third = someone(11, GENERAL, grade="band 6"), someone(12, GENERAL, grade="band 8a")

    found = proposed([senior, junior, first, third])

    assert {frozenset({1, 11}), frozenset({2, 12})} == ids(found.matches)


def test_the_same_standing_goes_before_the_next() -> None:
    sam = someone(1, CLINICIAN, grade="CT1")
    same, following = someone(11, GENERAL, grade="band 7"), someone(12, GENERAL, grade="band 8a")

    found = proposed([sam, following, same])

    assert {frozenset({1, 11})} == ids(found.matches)
    assert ("about the same grade",) == found.matches[0].reasons


def test_the_points_of_the_parts_add_up_to_the_score() -> None:
    free = some_cohort(4)

    found = proposed(free.people, free.known)

    assert all(match.score == sum(one.points for one in match.parts) for match in found.matches)
    assert sum(found.points.values()) == sum(match.score for match in found.matches)


def test_the_next_best_says_who_and_what_became_of_them() -> None:
    people = [
        someone(1, CLINICIAN, employer=DALE, town="Salford"),
        someone(11, GENERAL, employer=DALE),
        someone(12, GENERAL, town="Salford"),
        someone(13, GENERAL),
    ]

    found = proposed(people)

    assert "Eli No12 (100 points less), who stays free" == found.matches[0].next_best


def test_rounds_since_a_meeting_are_those_of_the_one_who_had_fewer() -> None:
    groups = [(1, 11), (1, 12), (2, 11), (1, 13)]

    assert {(1, 11): 1, (1, 12): 0, (2, 11): 0, (1, 13): 0} == meetings(groups)


def test_somebody_without_a_waiting_date_counts_as_the_newest() -> None:
    new = replace(someone(1, CLINICIAN), waiting_since=None)
    old = replace(someone(2, CLINICIAN), waiting_since=NOW - timedelta(hours=1))

    found = proposed([new, old, someone(11, GENERAL)], rules=MatchingRules())

    assert {1} == left_ids(found)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("Salford Royal", "Salford Royal", "Salford Royal"), "all three at Salford Royal"),
        (("Salford Royal", "Salford Royal", "Fen Trust"), "Cleo and Gus both at Salford Royal"),
    ],
)
def test_where_three_are_is_said_by_name_and_never_twice(
    places: tuple[str, ...], said: str
) -> None:
    roles = (CLINICIAN, GENERAL, SPECIALTY)
    trio = [
        someone(number, role, employer=place)
        for number, role, place in zip((10, 14, 2), roles, places, strict=True)
    ]

    found = proposed(trio)

    assert said == found.matches[0].reasons[0]
    assert "Gus is the general trainee" in found.matches[0].reasons
    assert not [one for one in found.matches[0].reasons if "apart" in one]


def test_two_at_a_kind_of_trust_without_its_name_are_not_said_to_be_at_one() -> None:
    kind = "mental health trust"
    two = [someone(1, CLINICIAN, employer=kind), someone(2, GENERAL, employer=kind)]

    found = proposed(two, Arrangements())

    assert ("nothing in common on paper",) == found.matches[0].reasons
    assert 0 == found.matches[0].score


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (
            ("both at Dale Trust", "emergency medicine with an acute hospital"),
            "both at Dale Trust, and you meet the same patients from different ends",
        ),
        (
            ("psychiatry with a mental health trust", "about 2 miles apart"),
            "psychiatry with a mental health trust, and about 2 miles apart",
        ),
        (
            ("Cleo and Eli both at Dale Trust", "acute medicine with an acute hospital", "Eli is the general trainee"),
            "Cleo and Eli both at Dale Trust, and you meet the same patients from different ends",
        ),
        (("nothing in common on paper",), "you meet the same patients from different ends"),
        (
            ("Cleo and Eli both in Bury", "all within 9 miles of each other", "Eli is the general trainee"),
            "Cleo and Eli both in Bury, all within 9 miles of each other,"
            " and you meet the same patients from different ends",
        ),
        (("Gil brings you together",), "Gil brings you together"),
    ],
)  # fmt: skip
def test_who_is_introduced_reads_what_is_theirs_and_nothing_for_coordinators(
    reasons: tuple[str, ...], told: str
) -> None:
    assert told == told_to_them(reasons)
