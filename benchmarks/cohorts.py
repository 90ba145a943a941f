"""Invented people to match: their trusts, towns, specialties, grades, waits and who met whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from mailbot.core.matching import Arrangements, couple
from mailbot.core.people import Person, PersonState, Role

BEGAN = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
SPECIALTIES = [
    "psychiatry",
    "acute_medicine",
    "general_practice",
    "paediatrics",
    "emergency_medicine",
    "general_surgery",
    "cardiology",
    "anaesthetics",
    "radiology",
    "geriatric_medicine",
    "oncology",
    "respiratory_medicine",
]
GRADES = ("FY1", "FY2", "CT1", "CT2", "ST3", "ST4", "ST5")
BANDS = ("", "first year", "second year")
ROLES = (Role.CLINICIAN, Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER)
DAYS_OF_WAITING = 84


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who are all free, and what is known about some of them."""

    people: list[Person]
    known: Arrangements


def cohort(
    size: int,
    seed: int,
    employers: Mapping[str, str],
    *,
    clinicians: float = 0.5,
    specialty: float = 0.05,
    met: float = 2.0,
    never: float = 0.05,
) -> Cohort:
    """Invent so many people at these employers (name to town); the same seed gives the same.

    `clinicians` and `specialty` are shares of everybody; the rest are general managers. `met` and
    `never` are pairs per person.
    """
    dice = Random(seed)  # noqa: S311  no secret
    places = list(employers.items())
    sizes = [dice.paretovariate(1.2) for _ in places]
    chosen = dice.choices(range(len(places)), sizes, k=size)
    shares = (clinicians, 1 - clinicians - specialty, specialty)
    roles = dice.choices(ROLES, shares, k=size)
    people = [
        _person(dice, one, role, places, at)
        for one, (role, at) in enumerate(zip(roles, chosen, strict=True), 1)
    ]
    pairs = {_couple(dice, size): dice.randrange(6) for _ in range(int(met * size))}
    apart = frozenset(_couple(dice, size) for _ in range(int(never * size)))
    return Cohort(people, Arrangements(never=apart, met=pairs))


def _couple(dice: Random, size: int) -> tuple[int, int]:
    first = dice.randrange(1, size + 1)
    return couple(first, first % size + 1 if size < 3 else dice.randrange(1, size + 1))


def _person(
    dice: Random, number: int, role: Role, places: list[tuple[str, str]], at: int
) -> Person:
    employer, town = places[at]
    if dice.random() < 0.4:
        town = places[(at + dice.randrange(1, 4)) % len(places)][1]
    clinician = role is Role.CLINICIAN
    return Person(
        number,
        f"Person {number}",
        role,
        PersonState.WAITING,
        (f"person{number}@trust.example",),
        dice.choice(SPECIALTIES).replace("_", " ") if clinician else "",
        dice.choice(GRADES if clinician else BANDS),
        employer,
        town,
        waiting_since=BEGAN + timedelta(hours=dice.randrange(24 * DAYS_OF_WAITING)),
    )
