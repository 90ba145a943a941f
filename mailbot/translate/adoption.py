"""Read an adoption file: a scheme that has been run by hand, checked to the last key before it is taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from mailbot.core.adoption import (
    AdoptedDebt,
    AdoptedMail,
    AdoptedPair,
    AdoptedPerson,
    AdoptedQuestion,
    AdoptedRound,
    AdoptedStage,
    Adoption,
)
from mailbot.core.hours import Hours
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import PersonState, Role
from mailbot.core.tasks import StageKind
from mailbot.translate.plain import text_of_html
from mailbot.translate.strict_json import Place, open_document

# Stage names and kinds of each task that a round may be of.
Kinds = Mapping[str, Mapping[str, StageKind]]

_LONGEST_ID = 200
_LONGEST_MESSAGE_ID = 250
_MOST_TOGETHER = 4
_ANNOUNCED = time(10)


def scheme_named(file: str, text: str) -> str:
    """Give the address of the scheme that a file is for, in lower case; empty when it names none.

    Raises BadDocument.
    """
    return open_document(file, text).text("scheme").lower()


def read_adoption(file: str, text: str, hours: Hours, kinds: Kinds) -> Adoption:
    """Read and check a file; raises BadDocument with the path of the first slip.

    Times without a zone are the scheme's. A date alone means: opens at 10:00, is due at the hour of
    deadlines, and otherwise the beginning of the working day.
    """
    return _Reader(open_document(file, text), hours, kinds).adoption()


class _Reader:
    """Reads the parts in the order in which they name each other."""

    def __init__(self, document: Place, hours: Hours, kinds: Kinds) -> None:
        self._document = document
        self._hours = hours
        self._kinds = kinds
        self._people: set[str] = set()
        self._stages: dict[str, set[str]] = {}

    def adoption(self) -> Adoption:
        document = self._document
        document.only("scheme", "people", "partnerships", "rounds", "owed", "questions", "sent")
        document.need("people")
        paired = {
            one.as_text() for pair in document.each("partnerships") for one in pair.each("members")
        }
        people = tuple(self._person(one, paired) for one in document.each("people"))
        _no_twins(document, "people", [one.id for one in people], "id")
        self._people = {one.id for one in people}
        pairs = tuple(self._pair(one) for one in document.each("partnerships"))
        _no_twins(document, "partnerships", [one.id for one in pairs], "id")
        self._one_pair_each(pairs)
        rounds = tuple(self._round(one) for one in document.each("rounds"))
        _no_twins(document, "rounds", [one.id for one in rounds], "id")
        self._stages = {one.id: {stage.name for stage in one.stages} for one in rounds}
        owed = tuple(self._debt(one) for one in document.each("owed"))
        questions = tuple(self._question(one) for one in document.each("questions"))
        _no_twins(document, "questions", [one.id for one in questions], "id")
        sent = tuple(self._mail(one) for one in document.each("sent"))
        _no_twins(document, "sent", [one.message_id for one in sent], "message_id")
        return Adoption(people, pairs, rounds, owed, questions, sent)

    def _person(self, place: Place, paired: set[str]) -> AdoptedPerson:
        place.only(
            "id", "name", "address", "other_addresses", "role", "specialty", "grade", "employer",
            "town", "phone", "state", "until",
        )  # fmt: skip
        identity = _id(place)
        role, state, until = place.get("role"), place.get("state"), place.get("until")
        usual = PersonState.ACTIVE if identity in paired else PersonState.WAITING
        addresses = (place.need("address"), *place.each("other_addresses"))
        return AdoptedPerson(
            id=identity,
            path=place.path,
            name=place.free_text("name"),
            addresses=tuple(dict.fromkeys(_address(one) for one in addresses)),
            role=Role.UNKNOWN if role is None else Role(role.one_of([*Role])),
            state=usual if state is None else PersonState(state.one_of([*PersonState])),
            specialty=place.free_text("specialty"),
            grade=place.free_text("grade"),
            employer=place.free_text("employer"),
            town=place.free_text("town"),
            phone=place.free_text("phone"),
            until=None if until is None else self._moment(until, self._hours.opens),
        )

    def _pair(self, place: Place) -> AdoptedPair:
        place.only("id", "members", "since")
        members = self._people_in(place, "members")
        if not 1 < len(members) <= _MOST_TOGETHER:
            place.need("members").wrong("must name two to four people")
        since = self._moment(place.need("since"), self._hours.opens)
        return AdoptedPair(_id(place), place.path, members, since)

    def _one_pair_each(self, pairs: Sequence[AdoptedPair]) -> None:
        seen: dict[str, str] = {}
        for pair in pairs:
            for one in pair.members:
                if one in seen:
                    Place(self._document.file, f"{pair.path}.members", None).wrong(
                        f'"{one}" is in {seen[one]} already'
                    )
                seen[one] = pair.path

    def _round(self, place: Place) -> AdoptedRound:
        place.only("id", "task", "stages")
        task = place.need("task")
        name = task.as_text()
        if name not in self._kinds:
            task.wrong(f'there is no task "{name}" in the bank; use {", ".join(self._kinds)}')
        stages = tuple(self._stage(one, name) for one in place.each("stages"))
        if not stages:
            place.wrong("a round needs at least one stage")
        _no_twins(place, "stages", [one.name for one in stages], "name")
        return AdoptedRound(_id(place), name, stages)

    def _stage(self, place: Place, task: str) -> AdoptedStage:
        place.only("name", "opens", "due")
        named = place.need("name")
        name, known = named.as_text(), self._kinds[task]
        if name not in known:
            named.wrong(f'the task "{task}" has no stage "{name}"; it has {", ".join(known)}')
        opens = self._moment(place.need("opens"), _ANNOUNCED)
        due = self._moment(place.need("due"), self._hours.deadline)
        if due <= opens:
            place.need("due").wrong("must be later than opens")
        return AdoptedStage(name, known[name], opens, due)

    def _debt(self, place: Place) -> AdoptedDebt:
        place.only("by", "round", "stage", "done")
        by = self._people_in(place, "by")
        if not by:
            place.wrong('"by" must name somebody')
        place.need("stage")
        round_id, stage = self._round_and_stage(place)
        return AdoptedDebt(place.path, by, round_id, stage, place.flag("done"))

    def _question(self, place: Place) -> AdoptedQuestion:
        place.only("id", "from", "at", "text")
        sender = self._known(place.need("from"))
        at = self._moment(place.need("at"), self._hours.opens)
        return AdoptedQuestion(_id(place), sender, at, place.need("text").as_text())

    def _mail(self, place: Place) -> AdoptedMail:
        place.only("message_id", "mail", "to", "at", "subject", "text", "html", "round", "stage")
        mail = MailId(place.need("mail").one_of([*MailId]))
        to_coordinators = CATALOGUE[mail].audience is Audience.COORDINATOR
        to = _coordinators_in(place) if to_coordinators else self._people_in(place, "to")
        if not to:
            place.wrong('"to" must name somebody')
        round_id, stage = self._round_and_stage(place)
        text = place.free_text("text") or text_of_html(place.free_text("html")).strip()
        return AdoptedMail(
            path=place.path,
            message_id=_message_id(place.need("message_id")),
            mail=mail,
            to=to,
            at=self._moment(place.need("at"), self._hours.opens),
            subject=place.free_text("subject"),
            text=text or place.wrong('the mail needs its words, in "text" or in "html"'),
            round=round_id,
            stage=stage,
        )

    def _round_and_stage(self, place: Place) -> tuple[str, str]:
        named, stage = place.get("round"), place.get("stage")
        if named is None:
            return ("", "") if stage is None else place.wrong('"stage" needs "round" beside it')
        name = named.as_text()
        if name not in self._stages:
            named.wrong(f'there is no round with the id "{name}"')
        if stage is None:
            return name, ""
        of_round = stage.as_text()
        if of_round not in self._stages[name]:
            stage.wrong(f'the round "{name}" has no stage "{of_round}"')
        return name, of_round

    def _people_in(self, place: Place, key: str) -> tuple[str, ...]:
        found = [self._known(one) for one in place.each(key)]
        for one in found:
            if found.count(one) > 1:
                place.need(key).wrong(f'names "{one}" twice')
        return tuple(found)

    def _known(self, place: Place) -> str:
        name = place.as_text()
        return (
            name if name in self._people else place.wrong(f'there is nobody with the id "{name}"')
        )

    def _moment(self, place: Place, of_a_date: time) -> datetime:
        return place.moment(self._hours.zone, of_a_date)


def _coordinators_in(place: Place) -> tuple[str, ...]:
    """Who the coordinators are is known to the configuration, and asked when the file is taken over."""
    return tuple(dict.fromkeys(one.as_text().lower() for one in place.each("to")))


def _id(place: Place) -> str:
    found = place.need("id")
    text = found.as_text()
    return text if len(text) <= _LONGEST_ID else found.wrong("must be shorter")


def _address(place: Place) -> str:
    text = place.as_text().lower()
    local, at, domain = text.rpartition("@")
    if not (local and at and domain) or any(sign.isspace() or sign in "<>,;" for sign in text):
        place.wrong("must be one address, as in sam@nhs.example")
    return text


def _message_id(place: Place) -> str:
    text = place.as_text()
    framed = text.startswith("<") and text.endswith(">") and "@" in text and " " not in text
    if not framed or len(text) > _LONGEST_MESSAGE_ID:
        place.wrong("must be a Message-ID with its angle brackets, as in <1@example.org>")
    return text


def _no_twins(document: Place, part: str, names: Sequence[str], key: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            document.each(part)[number].wrong(f'the {key} "{name}" stands there twice')
