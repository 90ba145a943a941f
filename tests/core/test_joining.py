"""What is decided when somebody says who they are: on the list, or asked once for the rest."""

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.reading import Intent, IntentKind, Reading, SlotValue
from mailbot.core.respond import Decision, respond
from tests.translate.readings import from_ana, from_stranger, offered

WHOLE: dict[str, SlotValue] = {
    "name": "Ana Reyes",
    "role": "clinician",
    "grade": "ST4",
    "employer": "Leeds General Infirmary",
    "town": "Leeds",
}


def decided(slots: dict[str, SlotValue], person: Person | None = None) -> Decision:
    facts = from_stranger() if person is None else from_ana(owes=(), partners=(), person=person)
    joining = Intent(IntentKind.REGISTRATION, 0.9, ("asks to join",), slots)
    return respond(facts, Reading("me please", (joining,)), ChasingRules())


def test_who_says_everything_is_taken_on_and_put_on_the_list() -> None:
    found = decided(WHOLE)

    assert [do.Register, do.JoinWaitingList] == [type(one) for one in found.actions]
    assert "act" == found.outcome


@pytest.mark.parametrize("lacking", ["name", "role", "employer", "town"])
def test_who_leaves_something_out_is_taken_on_and_asked_for_it(lacking: str) -> None:
    found = decided({key: value for key, value in WHOLE.items() if key != lacking})

    asked = [one for one in found.actions if isinstance(one, do.AskDetails)]
    assert 1 == len(asked)
    assert 1 == len(asked[0].asks)
    assert "ask" == found.outcome


def test_the_missing_details_bring_somebody_onto_the_list() -> None:
    tom = Person(4, "Tom Reid", Role.UNKNOWN, PersonState.REGISTERED, ("tom@home.example",))

    found = decided({key: value for key, value in WHOLE.items() if key != "name"}, tom)

    assert do.JoinWaitingList(4) in found.actions


def test_details_that_are_still_not_whole_are_kept_and_nobody_is_asked_twice() -> None:
    tom = Person(4, "Tom Reid", Role.UNKNOWN, PersonState.REGISTERED, ("tom@home.example",))

    found = decided({"town": "Leeds"}, tom)

    assert [do.NoteAlive, do.UpdateRegistration] == [type(one) for one in found.actions]


def test_who_seems_senior_is_put_before_a_coordinator_and_not_on_the_list() -> None:
    found = decided({**WHOLE, "senior": True})

    assert [do.AskCoordinator, do.AskSender] == [type(one) for one in found.actions]
    assert "person" == found.outcome


def test_junk_under_somebodys_address_is_no_sign_of_life() -> None:
    junk = Intent(IntentKind.SPAM, 0.9, ("the mail server marked it as junk",))

    found = respond(from_ana(), Reading("vouchers please", (junk,)), ChasingRules())

    assert not any(isinstance(one, do.NoteAlive) for one in found.actions)


@pytest.mark.parametrize(("option", "follows"), [("yes", do.JoinWaitingList), ("later", do.Pause)])
def test_who_takes_the_place_that_was_offered_is_matched_next_and_who_does_not_rests(
    option: str, follows: type
) -> None:
    facts = from_ana(owes=(), partners=(), offers=offered("P07", "yes", "later"))
    taken = Intent(IntentKind.CHOICE, 0.9, ("answers P07",), {"option": option})

    found = respond(facts, Reading("...", (taken,)), ChasingRules())

    assert [do.NoteAlive, do.RecordChoice, follows] == [type(one) for one in found.actions]
