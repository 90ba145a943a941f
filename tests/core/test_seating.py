"""A crowd's way of seating keeps to waiting and history where groups of people alike know neither."""

from collections.abc import Sequence

from mailbot.core.matching import Arrangements
from mailbot.core.matching.arrangements import History
from mailbot.core.matching.crowd import seat_crowd
from mailbot.core.matching.fit import Fit
from mailbot.core.matching.seating import Seating, alone
from mailbot.core.matching.tables import tabled
from mailbot.core.people import Person
from mailbot.flows.solving import SOLVE
from tests.core.matching_people import CLINICIAN, GENERAL, shipped_rules, someone

DALE = "Dale Trust"


def seated(
    clinicians: Sequence[Person], managers: Sequence[Person], known: Arrangements
) -> set[tuple[int, int]]:
    rules = shipped_rules()
    tables = tabled(Fit(rules, {}), clinicians, managers)
    asked = Seating(alone(clinicians), alone(managers), tables, History(known, rules), 0)
    return {(clinicians[row].id, managers[column].id) for row, column in seat_crowd(asked, SOLVE)}


def test_of_those_who_came_last_together_the_better_fit_is_served_after_all_who_came_before() -> (
    None
):
    old = [someone(1, CLINICIAN, 30), someone(2, CLINICIAN, 29)]
    last = [
        someone(3, CLINICIAN, 5),
        *(someone(one, CLINICIAN, 5, employer=DALE) for one in (4, 5, 6)),
    ]
    managers = [someone(one, GENERAL, employer=DALE) for one in (11, 12, 13)]

    found = seated([*old, *last], managers, Arrangements())

    served = {clinician for clinician, _ in found}
    assert {1, 2} < served
    assert len(served - {1, 2}) == 1
    assert served.isdisjoint({3})


def test_where_no_swap_helps_the_seat_goes_to_the_next_in_line() -> None:
    clinicians = [someone(1, CLINICIAN, 30), someone(2, CLINICIAN, 20)]

    found = seated(clinicians, [someone(11, GENERAL)], Arrangements(met={(1, 11): 0}))

    assert {(2, 11)} == found


def test_two_who_met_swap_with_people_alike_and_lose_nothing() -> None:
    clinicians = [someone(one, CLINICIAN, employer=DALE) for one in (1, 2, 3)]
    managers = [someone(one, GENERAL, employer=DALE) for one in (11, 12, 13)]
    met = {(one, one + 10): 0 for one in (1, 2, 3)}

    found = seated(clinicians, managers, Arrangements(met=met))

    assert len(found) == 3
    assert not found & met.keys()
