"""An adoption file is read strictly: what is meant comes out, and a slip is told with its path."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.adoption import Adoption
from mailbot.core.hours import Hours
from mailbot.core.people import PersonState, Role
from mailbot.core.tasks import StageKind
from mailbot.translate.adoption import read_adoption
from mailbot.translate.strict_json import BadDocument

HOURS = Hours(ZoneInfo("Europe/London"), frozenset())
KINDS = {"walks": {"day": StageKind.DAY, "diary": StageKind.SHARE}}

WHOLE = {
    "scheme": "dale@buddies.example",
    "people": [
        {"id": "ana", "name": "Ana Reed", "address": "Ana@Trust.example", "role": "clinician"},
        {"id": "ben", "address": "ben@trust.example", "role": "general_manager"},
        {"id": "eli", "address": "eli@trust.example", "state": "left"},
    ],
    "partnerships": [{"id": "g1", "members": ["ana", "ben"], "since": "2026-09-01"}],
    "rounds": [
        {
            "id": "r1",
            "task": "walks",
            "stages": [{"name": "day", "opens": "2026-07-01", "due": "2026-07-10"}],
        }
    ],
    "owed": [{"by": ["ana", "ben"], "round": "r1", "stage": "day"}],
    "questions": [{"id": "q1", "from": "ana", "at": "2026-07-02T09:00", "text": "When?"}],
    "sent": [
        {
            "message_id": "<1@dale.example>",
            "mail": "P10",
            "to": ["ana"],
            "at": "2026-07-01T10:00+05:00",
            "subject": "Task 2",
            "text": None,
            "html": "<p>Please walk.</p>",
            "round": "r1",
            "stage": "day",
        }
    ],
}


def read(document: object) -> Adoption:
    return read_adoption("a.json", json.dumps(document), HOURS, KINDS)


def _keys(path: str):
    return [int(one) if one.isdigit() else one for one in path.split(".")]


def _copy(document):
    return deepcopy(document)


def changed(path: str, value: object):
    """The whole document with one value set, as in `people.0.role`; REMOVED takes the key out."""
    document = _copy(WHOLE)
    *way, last = _keys(path)
    place = document
    for one in way:
        place = place[one]
    if value is REMOVED:
        del place[last]
    else:
        place[last] = value
    return document


REMOVED = object()


def test_a_whole_file_is_read_into_values() -> None:
    found = read(WHOLE)

    ana, ben, eli = found.people
    assert (("ana@trust.example",), Role.CLINICIAN) == (ana.addresses, ana.role)
    assert (PersonState.ACTIVE, PersonState.LEFT) == (ben.state, eli.state)
    assert ("ana", "ben") == found.pairs[0].members
    assert (("ana", "ben"), False) == (found.owed[0].by, found.owed[0].done)
    assert "Please walk." == found.sent[0].text


def test_people_alone_are_enough_and_who_is_in_no_pair_waits() -> None:
    found = read({"people": [{"id": "ana", "address": "ana@trust.example"}]})

    assert (PersonState.WAITING, Role.UNKNOWN) == (found.people[0].state, found.people[0].role)
    assert ((), (), ()) == (found.pairs, found.rounds, found.sent)


def test_a_date_alone_has_the_hour_that_belongs_to_it_and_a_zone_is_kept() -> None:
    found = read(WHOLE)

    [stage] = found.rounds[0].stages
    assert datetime(2026, 7, 1, 9, tzinfo=UTC) == stage.opens
    assert datetime(2026, 7, 10, 17, tzinfo=UTC) == stage.due
    assert datetime(2026, 7, 2, 8, tzinfo=UTC) == found.questions[0].at
    assert datetime(2026, 7, 1, 5, tzinfo=UTC) == found.sent[0].at


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("people", REMOVED, '"people" is missing'),
        ("people", {}, "people: must be a list"),
        ("people.1", "ben", "people[1]: must be an object with keys"),
        ("people.1.address", REMOVED, 'people[1]: "address" is missing'),
        ("people.1.address", "ben", "people[1].address: must be one address"),
        ("people.1.address", 5, "people[1].address: must be a text"),
        ("people.1.other_addresses", ["x@y.test", "b,c@y.test"], "people[1].other_addresses[1]: must"),
        ("people.1.adress", "x", 'people[1]: there is no key "adress"; use "address"'),
        ("people.1.role", "surgeon", "people[1].role: must be one of clinician"),
        ("people.1.state", "away", "people[1].state: must be one of registered"),
        ("people.1.until", "soon", "people[1].until: must be a date or a time"),
        ("people.1.id", "ana", 'people[1]: the id "ana" stands there twice'),
        ("people.1.id", "", "people[1].id: must not be empty"),
        ("partnerships.0.members", ["ana"], "partnerships[0].members: must name two to four"),
        ("partnerships.0.members", ["ana", "ana"], 'partnerships[0].members: names "ana" twice'),
        ("partnerships.0.members.1", "zoe", 'partnerships[0].members[1]: there is nobody with the id "zoe"'),
        ("rounds.0.task", "swims", 'rounds[0].task: there is no task "swims"'),
        ("rounds.0.stages", [], "rounds[0]: a round needs at least one stage"),
        ("rounds.0.stages.0.name", "swim", 'rounds[0].stages[0].name: the task "walks" has no stage'),
        ("rounds.0.stages.0.due", "2026-06-01", "rounds[0].stages[0].due: must be later than opens"),
        ("owed.0.stage", "diary", 'owed[0].stage: the round "r1" has no stage "diary"'),
        ("owed.0.stage", REMOVED, 'owed[0]: "stage" is missing'),
        ("owed.0.round", "r9", 'owed[0].round: there is no round with the id "r9"'),
        ("owed.0.round", REMOVED, 'owed[0]: "stage" needs "round" beside it'),
        ("owed.0.by", [], 'owed[0]: "by" must name somebody'),
        ("owed.0.done", "no", "owed[0].done: must be true or false"),
        ("questions.0.from", "zoe", 'questions[0].from: there is nobody with the id "zoe"'),
        ("questions.0.text", "", "questions[0].text: must not be empty"),
        ("sent.0.message_id", "1@x", "sent[0].message_id: must be a Message-ID"),
        ("sent.0.mail", "Q01", "sent[0].mail: must be one of P01"),
        ("sent.0.to", [], 'sent[0]: "to" must name somebody'),
        ("sent.0.html", "", "sent[0]: the mail needs its words"),
        ("sent.0.at", REMOVED, 'sent[0]: "at" is missing'),
        ("extra", 1, 'there is no key "extra"'),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_the_path_of_its_place(path: str, value: object, sentence: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read(changed(path, value))

    assert f"a.json: {sentence}" in str(caught.value)


def test_nobody_is_in_two_pairs() -> None:
    again = {"id": "g2", "members": ["eli", "ana"], "since": "2026-09-01"}
    document = _copy(WHOLE)
    document["partnerships"].append(again)

    with pytest.raises(BadDocument) as caught:
        read(document)

    assert 'partnerships[1].members: "ana" is in partnerships[0] already' in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"people": [}', "a.json, line 1: this is not valid JSON"),
        ('{"people": [], "people": []}', 'a.json: an object has the key "people" twice.'),
        ("[" * 100_000, "a.json: this is nested too deeply."),
        ("[]", "a.json: must be an object with keys."),
    ],
)
def test_what_is_no_document_is_told(text: str, sentence: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_adoption("a.json", text, HOURS, KINDS)

    assert sentence in str(caught.value)
