"""What an OK to a list would do is known before: nobody twice, nobody back, namesakes apart."""

from collections.abc import Mapping

import pytest

from mailbot.core.importing import Fault, ImportPlan, SignUp, Verdict, plan
from mailbot.core.namesakes import acquaintances
from mailbot.core.people import Person, PersonState, Role

SARAH = Person(
    1,
    "Sarah Khan",
    Role.CLINICIAN,
    PersonState.ACTIVE,
    ("sarah@wigan.test",),
    grade="ST3",
    employer="Wigan Infirmary",
    town="Wigan",
)
LEFT = Person(2, "Lee Fox", Role.CLINICIAN, PersonState.LEFT, ("lee@x.test",), grade="ST1")
RESTING = Person(3, "Rae Hill", Role.CLINICIAN, PersonState.PAUSED, ("rae@x.test",), grade="ST1")


def planned(
    *rows: SignUp, known: tuple[Person, ...] = (SARAH, LEFT, RESTING), **said: Verdict
) -> ImportPlan:
    owners = {address: [one] for one in known for address in one.addresses}
    verdicts: Mapping[int, Verdict] = {int(row[3:]): verdict for row, verdict in said.items()}
    return plan(rows, acquaintances(owners), frozenset({"scheme@x.test"}), verdicts)


def faults(found: ImportPlan) -> dict[int, Fault]:
    return {one.row: one.fault for one in found.problems}


def test_who_is_known_by_their_address_is_never_added_again() -> None:
    found = planned(SignUp(2, "sarah@wigan.test", name="Sarah Khan", grade="st3"))

    assert ((), (), (SARAH,)) == (found.new, found.changed, found.same)
    assert found.is_idle


def test_what_is_told_anew_is_a_change_and_what_is_not_told_is_none() -> None:
    found = planned(SignUp(2, "sarah@wigan.test", name="Sarah Khan", employer="Leigh Trust"))

    assert [{"employer": "Leigh Trust"}] == [one.details for one in found.changed]


def test_who_has_left_is_kept_as_they_are_and_who_rests_stays_resting() -> None:
    found = planned(
        SignUp(2, "lee@x.test", name="Lee Fox", grade="ST2"),
        SignUp(3, "rae@x.test", name="Rae Hill", grade="ST2"),
    )

    assert ((LEFT,), [RESTING]) == (found.same, [one.person for one in found.changed])
    assert {LEFT, RESTING} == set(found.kept)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (SignUp(2, "", name="Ann Bell"), Fault.NO_ADDRESS),
        (SignUp(2, "noreply@forms.test", name="Ann Bell"), Fault.NO_ADDRESS),
        (SignUp(2, "scheme@x.test", name="Ann Bell"), Fault.OURS),
        (SignUp(2, "ann@x.test", name="Test Test"), Fault.TEST),
        (SignUp(2, "test12@x.test", name="Ann Bell"), Fault.TEST),
        (SignUp(2, "sarah@wigan.test", name="Omar Aziz"), Fault.TWO_NAMES),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_with_its_reason(row: SignUp, fault: Fault) -> None:
    found = planned(row)

    assert {2: fault} == faults(found)
    assert found.new == ()


def test_somebody_who_answered_twice_counts_once_with_all_that_they_told() -> None:
    found = planned(
        SignUp(2, "ann@x.test", name="Ann Bell", grade="ST1", town="Bury"),
        SignUp(3, "ann@x.test", name="Ann Bell", grade="ST2"),
    )

    assert [("ST2", "Bury")] == [(one.grade, one.town) for one in found.new]
    assert {2: Fault.TWICE} == faults(found)


def test_one_name_and_workplace_under_two_addresses_is_added_once() -> None:
    found = planned(
        SignUp(2, "ann@x.test", name="Ann Bell", employer="Bury Trust"),
        SignUp(3, "ann@home.test", name="Ann Bell", employer="Bury Trust"),
    )

    assert ["ann@x.test"] == [one.address for one in found.new]
    assert {3: Fault.NAMED_TWICE} == faults(found)


def test_a_namesake_elsewhere_is_somebody_new() -> None:
    found = planned(SignUp(2, "sk@stockport.test", name="Sarah Khan", town="Stockport"))

    assert ["sk@stockport.test"] == [one.address for one in found.new]
    assert found.namesakes == ()


def test_a_namesake_at_the_same_place_waits_for_a_word() -> None:
    row = SignUp(2, "sarah@home.test", name="Dr Sarah KHAN", town="Wigan")

    assert [SARAH] == [one.person for one in planned(row).namesakes]
    assert planned(row).is_idle
    assert [row] == list(planned(row, row2=Verdict.ADD).new)


def test_the_same_person_by_a_coordinators_word_gets_the_address_as_a_further_one() -> None:
    row = SignUp(2, "sarah@home.test", name="Sarah Khan", town="Wigan")

    (change,) = planned(row, row2=Verdict.SAME).changed

    assert (SARAH, ("sarah@home.test",)) == (change.person, change.addresses)


def test_a_mailbox_of_two_people_tells_them_apart_by_name() -> None:
    two = Person(4, "Omar Aziz", Role.CLINICIAN, PersonState.ACTIVE, ("office@x.test",))
    one = Person(5, "Ida Holm", Role.CLINICIAN, PersonState.ACTIVE, ("office@x.test",))
    owners = {"office@x.test": [two, one]}
    row = SignUp(2, "office@x.test", name="Ida Holm", grade="ST4")

    found = plan([row], acquaintances(owners), frozenset(), {})

    assert [one] == [change.person for change in found.changed]


def test_a_row_that_a_coordinator_leaves_out_is_not_added() -> None:
    found = planned(SignUp(2, "ann@x.test", name="Ann Bell"), row2=Verdict.LEAVE_OUT)

    assert found.new == ()


def test_two_who_share_an_address_are_both_taken_on_at_a_coordinators_word() -> None:
    rows = (
        SignUp(2, "office@x.test", name="Sam Patel", employer="Salford Royal", grade="ST3"),
        SignUp(3, "office@x.test", name="Kofi Mensah", employer="Salford Royal"),
        SignUp(4, "sarah@wigan.test", name="Omar Aziz"),
    )

    before, after = planned(*rows), planned(*rows, row3=Verdict.ADD, row4=Verdict.ADD)

    assert {3: Fault.TWO_NAMES, 4: Fault.TWO_NAMES} == faults(before)
    assert {} == faults(after)
    assert ["Sam Patel", "Kofi Mensah", "Omar Aziz"] == [one.name for one in after.new]
    assert "" == after.new[1].grade
