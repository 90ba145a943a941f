"""Invent the people of the mail world: names, jobs, trusts and addresses, the same for the same seed."""

from dataclasses import dataclass
from random import Random

from mailbot.core.people import Role
from mailbot.world.habits import Habits, Manner, Mix, Temperament, deal, dice_of, lot
from mailbot.world.phrases import phrases

# Invented trusts in real towns of the North West, with the domain of their mail.
_TRUSTS = (
    ("Irwell Vale Hospitals NHS Trust", "Bury", "irwellvale.example"),
    ("Red Rose Moss NHS Trust", "Preston", "redrosemoss.example"),
    ("Pennine Edge Mental Health Trust", "Oldham", "pennineedge.example"),
    ("Mersey Sands Hospitals NHS Trust", "Southport", "merseysands.example"),
    ("Douglas Valley NHS Trust", "Wigan", "douglasvalley.example"),
    ("Kentmere Hospitals NHS Trust", "Kendal", "kentmere.example"),
    ("Goyt Bridge Hospitals NHS Trust", "Stockport", "goytbridge.example"),
    ("Croal Water NHS Trust", "Bolton", "croalwater.example"),
    ("Ship Canal Community Trust", "Salford", "shipcanal.test"),
    ("Ribble Bank Hospitals NHS Trust", "Blackburn", "ribblebank.example"),
    ("Dee Marsh Mental Health Trust", "Chester", "deemarsh.test"),
    ("Fylde Light NHS Trust", "Blackpool", "fyldelight.example"),
)
_PRIVATE = ("post.example", "homemail.example", "letterbox.test")
_GRADES = ("FY2", "CT1", "CT2", "ST3", "ST4", "ST5", "IMT2")
_SPECIALTIES = (
    "acute medicine",
    "psychiatry",
    "paediatrics",
    "general surgery",
    "anaesthetics",
    "emergency medicine",
    "geriatric medicine",
    "cardiology",
)
_GENERAL_JOBS = (
    "a general management trainee",
    "a general manager in training",
    "a graduate management trainee",
)
_SPECIAL_JOBS = (
    ("IT", "an IT management trainee"),
    ("finance", "a finance management trainee"),
    ("human resources", "an HR management trainee"),
)
_EXPERT_IN = ("commissioning", "public health", "finance", "community services")
_CLINICIANS, _GENERAL = 0.45, 0.40


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the mail world; `job` is what they say they are, "ST4 in psychiatry"."""

    number: int
    address: str
    other_address: str
    name: str
    role: Role
    grade: str
    specialty: str
    job: str
    employer: str
    town: str
    phone: str
    temperament: Temperament
    manners: frozenset[Manner]

    @property
    def first_name(self) -> str:
        """Give the name that they sign with."""
        return self.name.split()[0]

    def has(self, manner: Manner) -> bool:
        """Say whether they have a manner."""
        return manner in self.manners


def cast(size: int, seed: int, mix: Mix) -> tuple[Character, ...]:
    """Invent so many people: 45 % clinicians, 40 % general and 15 % specialty managers."""
    roles = _roles(size, seed)
    return tuple(
        invent(number, seed, roles[number], habits)
        for number, habits in enumerate(deal(mix, size, seed))
    )


def _roles(size: int, seed: int) -> list[Role]:
    clinicians, general = round(size * _CLINICIANS), round(size * _GENERAL)
    special = size - clinicians - general
    wanted = [Role.CLINICIAN] * clinicians + [Role.GENERAL_MANAGER] * general
    wanted += [Role.SPECIALTY_MANAGER] * special
    roles = [Role.UNKNOWN] * size
    for role, number in zip(wanted, lot(size, seed, "role"), strict=True):
        roles[number] = role
    return roles


def invent(number: int, seed: int, role: Role, habits: Habits) -> Character:
    """Invent one person; no other number among the first 4,087 has the same name."""
    # Two prime counts make it so.
    firsts, lasts = phrases().said["people.first"], phrases().said["people.last"]
    first = firsts[(number + seed) % len(firsts)]
    last = lasts[(number + 5 * seed) % len(lasts)]
    again = number // (len(firsts) * len(lasts))
    local = f"{first}.{last}{again or ''}".lower()
    dice = dice_of(seed, local, 0)
    employer, town, domain = dice.choice(_TRUSTS)
    grade, specialty, job = _work(dice, role)
    return Character(
        number=number,
        address=f"{local}@{domain}",
        other_address=f"{last.lower()}.{first.lower()}{again or ''}@{dice.choice(_PRIVATE)}",
        name=f"{first} {last}",
        role=role,
        grade=grade,
        specialty=specialty,
        job=job,
        employer=employer,
        town=town,
        phone=f"07700 900{dice.randint(0, 999):03}",  # kept free of subscribers by Ofcom for drama
        temperament=habits.temperament,
        manners=habits.manners,
    )


def _work(dice: Random, role: Role) -> tuple[str, str, str]:
    if role is Role.CLINICIAN:
        grade, specialty = dice.choice(_GRADES), dice.choice(_SPECIALTIES)
        return grade, specialty, f"{article(grade)} {grade} in {specialty}"
    if role is Role.SPECIALTY_MANAGER:
        specialty, job = dice.choice(_SPECIAL_JOBS)
        return "", specialty, job
    if role is Role.EXPERT:
        return "", dice.choice(_EXPERT_IN), "a director"
    return "", "", dice.choice(_GENERAL_JOBS)


def article(grade: str) -> str:
    """Give "a" or "an", as the grade is spoken."""
    return "a" if grade.startswith("C") else "an"
