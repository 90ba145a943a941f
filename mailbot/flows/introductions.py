"""Say in an introduction who they are, where to write to, and why these two or three (P08, P27)."""

from collections.abc import Sequence

from mailbot.core.matching.places import is_named
from mailbot.core.matching.wording import told_to_them
from mailbot.core.namesakes import called_together
from mailbot.core.people import Partnership, Person, Role
from mailbot.translate.templates import Value

ROLE_WORDS = {
    Role.CLINICIAN: "clinician",
    Role.GENERAL_MANAGER: "general management trainee",
    Role.SPECIALTY_MANAGER: "management trainee",
    Role.EXPERT: "expert",
    Role.UNKNOWN: "member of the scheme",
}


def introduction_of(members: Sequence[Person], pair: Partnership) -> dict[str, Value]:
    """Give what an introduction says: who they are, where to write to, and why these."""
    return {
        "names": called_together(members),
        "intros": [f"{one.name}, {_job(one)} ({one.address})" for one in members],
        "why": told_to_them(pair.reasons),
    }


def _job(person: Person) -> str:
    """Say what somebody does, as an introduction would."""
    if person.role is Role.CLINICIAN:
        what = " in ".join(one for one in (person.grade, person.specialty) if one) or "a clinician"
    else:
        kind = f" ({person.specialty})" if person.specialty else ""
        what = f"a {ROLE_WORDS[person.role]}{kind}"
    return f"{what} at {_workplace(person.employer)}" if person.employer else what


def _workplace(employer: str) -> str:
    """Give the name of a workplace; of one that has told only its kind, "a mental health trust"."""
    if is_named(employer) or employer.casefold().startswith(("a ", "an ", "the ")):
        return employer
    return f"{'an' if employer[0].casefold() in 'aeiou' else 'a'} {employer}"
