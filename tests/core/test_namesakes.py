"""Who may be one person with two addresses, and how two of one name are told apart (A6)."""

import pytest

from mailbot.core.namesakes import (
    SelfTold,
    called_together,
    known_already,
    may_share_an_address,
    told_apart,
)
from mailbot.core.people import Person, PersonState, Role, called

ANA = Person(
    1,
    "Samuel Reyes",
    Role.CLINICIAN,
    PersonState.WAITING,
    ("sam@ward.example",),
    employer="Wyre Infirmary",
    town="Wyre",
    phone="07700 900123",
)


@pytest.mark.parametrize(
    ("told", "same"),
    [
        (SelfTold("Samuel Reyes", "Wyre Infirmary", "Wyre"), True),
        (SelfTold("Sam Reyes", "Wyre Infirmary"), True),
        (SelfTold("Dr S. Reyes", "", "Wyre"), True),
        (SelfTold("Sam Reyes"), True),
        (SelfTold("Sam Reyes", "Dale Trust", "Dale"), False),
        (SelfTold("Sam Reyes", "Dale Trust", "Dale", phone="+44 7700 900123"), True),
        (SelfTold("Sam Reyes", "Dale Trust", other_address="sam@ward.example"), True),
        (SelfTold("Maria Reyes", "Wyre Infirmary", "Wyre"), False),
        (SelfTold("Sam Okafor", "Wyre Infirmary", "Wyre"), False),
        (SelfTold("Sam", "Wyre Infirmary", "Wyre"), False),
        (SelfTold("", "Wyre Infirmary", "Wyre"), False),
    ],
)
def test_the_same_name_and_site_is_a_reason_to_ask(told: SelfTold, same: bool) -> None:
    assert (ANA if same else None) == known_already(told, [ANA])


def test_who_has_left_is_nobodys_twin() -> None:
    gone = Person(2, "Samuel Reyes", Role.CLINICIAN, PersonState.LEFT, town="Wyre")

    assert known_already(SelfTold("Samuel Reyes", town="Wyre"), [gone]) is None


def khan(number: int, town: str, employer: str = "", address: str = "") -> Person:
    reached = (address,) if address else ()
    state = PersonState.WAITING
    return Person(
        number, "Sarah Khan", Role.CLINICIAN, state, reached, employer=employer, town=town
    )


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (khan(1, "Wigan"), khan(2, "Stockport"), "Sarah Khan (Wigan)"),
        (khan(1, "Wigan", "Royal"), khan(2, "Wigan", "General"), "Sarah Khan (Royal)"),
        (
            khan(1, "", "", "s@a.example"),
            khan(2, "", "", "k@a.example"),
            "Sarah Khan (s@a.example)",
        ),
        (khan(1, ""), khan(2, ""), "Sarah Khan (no. 1)"),
        (khan(1, "Wigan"), khan(1, "Wigan"), "Sarah Khan"),
    ],
)
def test_two_of_one_name_are_told_apart_by_the_first_thing_that_differs(
    one: Person, other: Person, shown: str
) -> None:
    assert shown == told_apart(one, [one, other])


def test_in_one_mail_first_names_are_enough_until_two_share_one() -> None:
    ben = Person(3, "Ben Marsh", Role.GENERAL_MANAGER, PersonState.WAITING)

    assert ["Samuel", "Ben"] == called_together([ANA, ben])
    assert ["Sarah Khan (Wigan)", "Sarah Khan (Bury)"] == called_together(
        [khan(1, "Wigan"), khan(2, "Bury")]
    )


@pytest.mark.parametrize(
    ("name", "other", "two"),
    [
        ("Priya Shah", "Mina Shah", True),
        ("Priya Shah", "Priya Shah", False),
        ("Priya Shah", "Dr P. Shah", False),
        ("Tom", "Thomas Reid", True),
        ("Tom Reid", "Thomas Reid", False),
        ("Liz Reid", "Elizabeth Reid", False),
        ("Priya Shah", "Priya Patel", False),
        ("Sam Patel", "Patel Sam", False),
        ("Sam Patel", "Kofi Mensah", True),
        ("", "Kofi Mensah", False),
    ],
)
def test_two_names_at_one_address_are_two_people_unless_they_can_be_one(
    name: str, other: str, two: bool
) -> None:
    assert two is may_share_an_address(name, other)


@pytest.mark.parametrize(
    ("name", "asked", "whole", "first"),
    [
        ("Samuel Patel", "Sam", "Samuel (Sam) Patel", "Sam"),
        ("Samuel (Sam) Patel", "Sammy", "Samuel (Sammy) Patel", "Sammy"),
        ("Samuel (Sam) Patel", "samuel", "Samuel Patel", "Samuel"),
        ("Samuel", "Sam", "Sam", "Sam"),
        ("Samuel Patel", "", "Samuel Patel", "Samuel"),
    ],
)
def test_people_are_called_what_they_asked_to_be_called(
    name: str, asked: str, whole: str, first: str
) -> None:
    assert whole == called(name, asked)
    assert first == Person(1, whole, Role.CLINICIAN, PersonState.WAITING).first_name
