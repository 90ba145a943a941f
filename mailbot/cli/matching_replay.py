"""Make a proposal again from the inputs it was made from, and say whether it is the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, time
from zoneinfo import ZoneInfo

from mailbot.cli.matching_view import SeenPlan, seen_plan
from mailbot.core.matching import Arrangements, Replan, propose
from mailbot.core.matching.proposal import TIE
from mailbot.core.people import Person, PersonState, Role
from mailbot.flows.house import House
from mailbot.translate.strict_json import Place, open_document

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the inputs give now; `same` where it is what the file says, `same_rules` likewise."""

    same: bool
    same_rules: bool
    plan: SeenPlan

    @property
    def lines(self) -> Iterator[str]:
        """Say it in lines."""
        for one in self.plan.matches:
            yield f"{' + '.join(one.members)}: {', '.join(one.reasons)}"
        for person in self.plan.left:
            yield f"{person.name} stays on the list: {person.because}"
        if self.same:
            yield "The same as in the file."
        elif self.same_rules:
            yield "Not what the file says: it was changed, or made by another version."
        else:
            yield "Not what the file says: the rules have changed since."


def replayed(text: str, file: str, house: House) -> Replayed:
    """Propose from the inputs in a file with the rules of now; raises BadDocument."""
    document = open_document(file, text)
    inputs = document.need("inputs")
    now = inputs.need("now").moment(LONDON, time())
    people, known = [_person(one) for one in inputs.each("people")], _arrangements(inputs)
    found = propose(people, known, house.matching, now, house.solve)
    plan = seen_plan(Replan(found, ()), people, known, house.matching, now)
    were = [_numbers(one.need("member_ids")) for one in document.each("matches")]
    are = [one.member_ids for one in plan.matches]
    same_rules = document.text("rules") == plan.rules
    return Replayed(are == were and document.text("seed") == plan.seed, same_rules, plan)


def _person(place: Place) -> Person:
    since = place.get("waiting_since")
    return Person(
        _number(place.need("id")),
        place.need("name").as_any_text(),
        Role(place.need("role").one_of([one.value for one in Role])),
        PersonState.WAITING,
        (f"{TIE}{place.need('tie').as_text()}",),
        specialty=place.free_text("specialty"),
        grade=place.free_text("grade"),
        employer=place.free_text("employer"),
        town=place.free_text("town"),
        waiting_since=since.moment(LONDON, time()).astimezone(UTC) if since else None,
    )


def _arrangements(inputs: Place) -> Arrangements:
    met = [_numbers(one) for one in inputs.each("met")]
    return Arrangements(
        never=frozenset(_pairs(inputs.each("never"))),
        met={(one[0], one[1]): one[2] for one in met if len(one) == 3},
        pins=tuple(_pairs(inputs.each("pins"))),
        takes={int(key): _number(one) for key, one in _by_id(inputs, "takes")},
        wishes={
            int(key): tuple(wish.as_text() for wish in inputs.need("wishes").each(key))
            for key, _ in _by_id(inputs, "wishes")
        },
    )


def _by_id(inputs: Place, key: str) -> Iterator[tuple[str, Place]]:
    place = inputs.need(key)
    for number in place.value if isinstance(place.value, dict) else ():
        if not str(number).isdigit():
            place.wrong("has a key that is no number")
        yield str(number), place.need(str(number))


def _pairs(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    for place in places:
        numbers = _numbers(place)
        if len(numbers) != 2:
            place.wrong("must be two numbers")
        yield numbers[0], numbers[1]


def _numbers(place: Place) -> tuple[int, ...]:
    found = place.value if isinstance(place.value, list) else ()
    if not found or not all(isinstance(one, int) for one in found):
        place.wrong("must be a list of whole numbers")
    return tuple(one for one in found if isinstance(one, int))


def _number(place: Place) -> int:
    return place.value if isinstance(place.value, int) else place.wrong("must be a whole number")
