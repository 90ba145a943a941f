"""Say how well a clinician and a manager fit: points, each with the words a person would use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mailbot.core.matching.places import Point, is_named, miles_between, telling_words
from mailbot.core.matching.rules import MatchingRules, names
from mailbot.core.people import Person

Wishes = tuple[str, ...]
ANOTHER_EMPLOYER = frozenset({"other trust", "another trust", "another employer"})
SAME_EMPLOYER = frozenset({"same trust", "same employer"})
# Both read the reasons: what was asked for, and by whom, stays between that person and a coordinator.
GRANTED = "something that one of you asked for"
CLOSE_BY = frozenset({"near", "nearby", "close"})


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a match: which wish, its points, and its words (empty ones are not said)."""

    wish: str
    points: int
    words: str


class Whereabouts(NamedTuple):
    """What counts about where somebody is; people who are alike in it are worth the same.

    `employer` and `town` are case-folded, to be compared; `said` is how the two are written,
    `telling` the words of both that say where something is.
    """

    employer: str
    town: str
    said: tuple[str, str]
    telling: frozenset[str]
    kind: str
    point: Point | None
    wishes: Wishes


class Traits(NamedTuple):
    """What else counts about somebody; `suits` are the words that make an employer fit.

    `specialty` is only kept where somebody's wish may be about it, so that more people are alike.
    """

    suits: tuple[str, ...]
    acute: bool
    kind: str
    hears: tuple[str, ...]
    no_frontline: bool
    level: int | None
    specialty: str
    wishes: Wishes


class Fit:
    """The rules applied to people; asking twice costs nothing."""

    def __init__(self, rules: MatchingRules, wishes: Mapping[int, Wishes]) -> None:
        """Take the rules and, by id, what people asked for."""
        self._rules = rules
        self._wishes = wishes
        self._level = {
            grade.casefold(): level for level, grades in enumerate(rules.levels) for grade in grades
        }
        self._targets = tuple(dict.fromkeys(word for one in rules.fits.values() for word in one))
        self._where: dict[tuple[str, str, Wishes], Whereabouts] = {}
        self._traits: dict[tuple[str, str, str, Wishes], Traits] = {}

    def whereabouts(self, person: Person) -> Whereabouts:
        """Give what counts about where somebody is."""
        wishes = self._wishes.get(person.id, ())
        key = (person.employer, person.town, wishes)
        found = self._where.get(key)
        if found is None:
            point = self._rules.places.find(person.employer, person.town)
            kind = self._kind(person.employer)
            employer = person.employer if is_named(person.employer) else ""
            said = (employer, person.town)
            folded = employer.casefold(), person.town.casefold()
            found = Whereabouts(*folded, said, telling_words(*said), kind, point, wishes)
            self._where[key] = found
        return found

    def traits(self, person: Person) -> Traits:
        """Give what else counts about somebody."""
        wishes = self._wishes.get(person.id, ())
        key = (person.specialty, person.grade, person.employer, wishes)
        found = self._traits.get(key)
        if found is None:
            found = self._read_traits(person, wishes)
            self._traits[key] = found
        return found

    def _read_traits(self, person: Person, wishes: Wishes) -> Traits:
        rules, kind = self._rules, self._kind(person.employer)
        suits = (
            word
            for specialty, words in rules.fits.items()
            if names(person.specialty, (specialty,))
            for word in words
        )
        return Traits(
            tuple(dict.fromkeys(suits)),
            names(person.specialty, rules.acute),
            kind,
            tuple(word for word in self._targets if names(person.employer, (word,))),
            names(f"{person.employer} {kind} {person.specialty}", rules.no_frontline),
            self._level.get(person.grade.casefold()),
            person.specialty.casefold() if self._wishes else "",
            wishes,
        )

    def _kind(self, employer: str) -> str:
        on_the_map = self._rules.places.kind(employer)
        if on_the_map or not employer:
            return on_the_map
        found = (kind for kind, about in self._rules.kinds.items() if names(employer, about.words))
        return next(found, "")

    def parts(self, clinician: Person, manager: Person) -> list[Part]:
        """Give every reason for these two; their points add up to the worth of the pair."""
        near = self.near(self.whereabouts(clinician), self.whereabouts(manager))
        rest = self.rest(
            self.traits(clinician), self.traits(manager), clinician.specialty, manager.employer
        )
        return [*near, *rest]

    def near(self, one: Whereabouts, other: Whereabouts) -> list[Part]:
        """Compare where two people are, and what they asked for about it."""
        points, found = self._rules.points, list[Part]()
        miles = miles_between(one.point, other.point) if one.point and other.point else None
        within = self._rules.near_miles
        if one.employer and one.employer == other.employer:
            found.append(Part("near", points.same_employer, f"both at {one.said[0]}"))
        elif one.town and one.town == other.town:
            found.append(Part("near", points.same_town, f"both in {one.said[1]}"))
        elif miles is not None and miles < within:
            worth = round(points.near * (1 - miles / within))
            found.append(Part("near", worth, _apart(miles)))
        elif miles is None and (word := _alike(one, other)):
            found.append(Part("near", points.similar_name, f"both near {word} by name"))
        if one.wishes or other.wishes:
            same_town = bool(one.town) and one.town == other.town
            close = same_town or (miles is not None and miles < within)
            granted = [*_met_by_place(one, other, close=close)]
            found += [Part("asked for", points.asked_for, GRANTED)] * len(granted)
        return found

    def rest(
        self, clinician: Traits, manager: Traits, specialty: str = "", employer: str = ""
    ) -> list[Part]:
        """Compare specialty with employer, grade with grade, and the two ends of the front line."""
        points, found = self._rules.points, list[Part]()
        suited = next(
            (one for one in clinician.suits if one == manager.kind or one in manager.hears), ""
        )
        if suited:
            known = self._rules.kinds.get(manager.kind) if suited == manager.kind else None
            said = known.say if known else employer
            found.append(Part("specialty", points.specialty_fits, f"{specialty} with {said}"))
        if manager.no_frontline and clinician.acute:
            found.append(
                Part("front line", points.no_frontline_with_acute, "a view of the front line")
            )
        if clinician.level is not None and manager.level is not None:
            apart = abs(clinician.level - manager.level)
            if apart == 0:
                found.append(Part("grade", points.same_level, "about the same grade"))
            elif apart == 1:
                found.append(Part("grade", points.next_level, ""))
        for asks, given in ((clinician, manager), (manager, clinician)):
            found += [
                Part("asked for", points.asked_for, GRANTED)
                for wish in asks.wishes
                if given.specialty and names(given.specialty, (wish,))
            ]
        return found


def _apart(miles: float) -> str:
    about = max(1, round(miles))
    return f"about {about} mile{'' if about == 1 else 's'} apart"


def _alike(one: Whereabouts, other: Whereabouts) -> str:
    shared = one.telling & other.telling
    return min(shared).capitalize() if shared else ""


def _met_by_place(one: Whereabouts, other: Whereabouts, *, close: bool) -> Iterable[str]:
    same = bool(one.employer) and one.employer == other.employer
    for asks, given in ((one, other), (other, one)):
        for wish in asks.wishes:
            folded = wish.casefold()
            if folded in SAME_EMPLOYER:
                met = same
            elif folded in ANOTHER_EMPLOYER:
                met = not same
            elif folded in CLOSE_BY:
                met = close
            else:
                met = names(f"{given.employer} {given.town} {given.kind}", (wish,))
            if met:
                yield wish
