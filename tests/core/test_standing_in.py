"""Who is asked to stand in, and that no name goes with a letter to a stranger."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.core.people import Person, PersonState, Role
from mailbot.core.standing_in import (
    Volunteer,
    Wanted,
    best_volunteer,
    is_too_long,
    without_names,
)

NOW = datetime(2027, 6, 22, 9, tzinfo=UTC)
JOINED = NOW - timedelta(days=90)
ROLE = Role.GENERAL_MANAGER
MIA = Volunteer(Person(3, "Mia Lund", ROLE, PersonState.ACTIVE, ("mia@board.test",)), JOINED)
NOOR = Volunteer(
    Person(4, "Noor Aziz", Role.SPECIALTY_MANAGER, PersonState.ACTIVE, ("noor@clinic.test",)),
    JOINED + timedelta(days=9),
)
PRIYA = Person(8, "Priya Shah", ROLE, PersonState.ACTIVE)
WILL = Person(9, "Will Sharp", Role.CLINICIAN, PersonState.ACTIVE)


def chosen(*volunteers: Volunteer, never: frozenset[int] = frozenset()) -> Volunteer | None:
    return best_volunteer(volunteers, Wanted(ROLE, never), NOW)


def asked(one: Volunteer, days_ago: int) -> Volunteer:
    return replace(one, last_asked_at=NOW - timedelta(days=days_ago))


def like(one: Volunteer, **changes: object) -> Volunteer:
    return replace(one, person=replace(one.person, **changes))  # type: ignore[arg-type]


def test_who_has_never_been_asked_goes_before_who_was_and_then_who_was_longest_ago() -> None:
    assert chosen(asked(MIA, 60), NOOR) is NOOR
    assert chosen(asked(MIA, 60), asked(NOOR, 40)) == asked(MIA, 60)
    assert chosen(NOOR, MIA) is MIA


@pytest.mark.parametrize(
    "unfit",
    [
        asked(MIA, 13),
        replace(MIA, has_room=False),
        like(MIA, role=Role.CLINICIAN),
        like(MIA, state=PersonState.PAUSED),
        like(MIA, held=True),
        like(MIA, addresses=()),
        like(MIA, quiet_since=NOW),
        like(MIA, away_until=NOW + timedelta(days=2)),
        like(MIA, state=PersonState.REGISTERED),
    ],
)
def test_nobody_is_asked_too_often_in_the_wrong_role_or_while_they_rest(unfit: Volunteer) -> None:
    assert chosen(unfit) is None


def test_who_must_not_be_asked_is_not_and_who_is_late_comes_last() -> None:
    assert chosen(MIA, NOOR, never=frozenset({3})) is NOOR
    assert chosen(replace(MIA, owes_late=True), NOOR) is NOOR


def test_an_answer_may_be_put_off_as_long_as_an_extension_and_no_longer() -> None:
    assert not is_too_long(NOW, NOW + timedelta(days=21), 7, 14)
    assert is_too_long(NOW, NOW + timedelta(days=22), 7, 14)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Dear Will,\n\nWho decides?\n\nPriya", "Dear,\n\nWho decides?"),
        ("Hi Will Sharp!\nWho decides?\nKind regards,\nPriya Shah", "Hi!\nWho decides?\nKind regards,"),
        ("Who decides? Best wishes Priya", "Who decides? Best wishes (a name)"),
        ("They call me Priya Shah, and they call Priya when it burns.",
         "They call me (a name), and they call (a name) when it burns."),
        ("Will this help? I will ask. It was a sharp word.",
         "Will this help? I will ask. It was a sharp word."),
        ("Yours, Priya", ""),
    ],
)  # fmt: skip
def test_a_letter_is_read_by_a_stranger_without_the_names_in_it(written: str, read: str) -> None:
    assert without_names(written, PRIYA, [WILL]) == read
