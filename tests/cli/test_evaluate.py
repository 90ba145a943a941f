"""`mailbot evaluate` tells how well the rules read labelled mails, and changes nothing."""

import json
from pathlib import Path

import pytest

from tests.cli.homes import ADDRESS, make_home, run, told
from tests.cli.labelled import add_case, mail_of

LATER = "Can I have until Friday 6 November please?"
EXTENSION = {"kind": "extension", "until": "2026-11-06"}


def test_a_mail_that_is_read_as_its_label_says_is_right(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, outcome="act", intents=[EXTENSION], words=LATER)

    result = run(tmp_path, "evaluate", str(tmp_path))

    assert 0 == result.exit_code, result.output
    assert ["extension", "1", "0", "0", "0", "1"] == result.stdout.splitlines()[1].split()
    assert "100.0 %" in result.stdout


def test_a_mail_that_is_acted_on_wrongly_is_named_with_what_differed(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, outcome="act", intents=[{"kind": "pause"}])

    result = run(tmp_path, "evaluate", str(tmp_path))

    assert 1 == result.exit_code
    assert "WRONG   g/later: no pause; also read extension" in result.stdout


def test_a_mail_that_is_left_to_a_person_is_no_harm(tmp_path: Path):
    unclear = "The kingfisher sat there for hours."
    add_case(tmp_path / "g", "bird", unclear, outcome="act", intents=[{"kind": "submission"}])

    seen = told(tmp_path, "evaluate", str(tmp_path))

    assert {
        "right": 0,
        "asked": 0,
        "person": 1,
        "wrong": 0,
        "all": 1,
        "percent_right": 0.0,
    } == seen["kinds"]["submission"]
    assert "person" == seen["cases"][0]["reading"]["outcome"]


def test_a_mail_without_a_scene_comes_to_a_scheme_in_which_nobody_is(tmp_path: Path):
    (tmp_path / "new.eml").write_bytes(mail_of("Eli <eli@dale.example>", "What is this scheme?"))
    label = {"outcome": ["ask", "person"], "intents": [{"kind": "query"}], "never": ["register"]}
    (tmp_path / "new.json").write_text(json.dumps(label), "utf-8")

    assert 1 == told(tmp_path, "evaluate", str(tmp_path))["total"]["right"]


def test_the_nearest_collection_file_says_who_the_coordinators_are(tmp_path: Path):
    gil = {"name": "Gil Marsh", "address": "gil@dale.example"}
    (tmp_path / "collection.json").write_text(json.dumps({"coordinators": [gil]}), "utf-8")
    status = [{"kind": "command", "verb": "status"}]
    add_case(tmp_path / "g", "status", "status", "gil@dale.example", intents=status)

    assert 1 == told(tmp_path, "evaluate", str(tmp_path / "g"))["total"]["right"]


def test_without_a_collection_file_the_coordinators_are_those_of_the_home(tmp_path: Path):
    home = make_home(tmp_path)
    status = [{"kind": "command", "verb": "status"}]
    add_case(home / "cases", "status", "status", "gil@trust.example", ADDRESS, intents=status)

    assert 1 == told(home, "evaluate", str(home / "cases"))["total"]["right"]


def test_a_rule_file_in_the_home_is_what_is_scored(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, intents=[EXTENSION])
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "classify.toml").write_text("[thresholds]\nact = 2\n", "utf-8")

    result = run(tmp_path, "evaluate", str(tmp_path / "g"))

    assert "classify.toml" in result.stderr


def test_a_case_stays_in_its_half_when_others_come(tmp_path: Path):
    names = [f"case{number}" for number in range(8)]
    for name in names:
        add_case(tmp_path / "g", name, LATER, intents=[EXTENSION])

    halves = {
        half: _names(told(tmp_path, "evaluate", str(tmp_path), "--half", half))
        for half in ("odd", "even")
    }

    for name in names[:3]:
        (tmp_path / "g" / f"{name}.eml").unlink()
        (tmp_path / "g" / f"{name}.json").unlink()
    again = _names(told(tmp_path, "evaluate", str(tmp_path), "--half", "odd"))
    assert set() == halves["odd"] & halves["even"]
    assert {f"g/{name}" for name in names} == halves["odd"] | halves["even"]
    assert again == {one for one in halves["odd"] if one.removeprefix("g/") in names[3:]}


def _names(seen: dict[str, list[dict[str, str]]]) -> set[str]:
    return {one["name"] for one in seen["cases"]}


def test_one_case_is_shown_with_all_that_was_made_of_it(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, intents=[EXTENSION], about="D1", client="gmail-web")
    add_case(tmp_path / "g", "other", LATER, intents=[EXTENSION])

    shown = run(tmp_path, "evaluate", str(tmp_path), "--show", "later").stdout

    assert "g/later (gmail-web; about D1)" in shown
    assert '"action": "grant_extension"' in shown
    assert "g/other" not in shown


def test_the_counts_are_a_table_for_a_page(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, intents=[EXTENSION])
    add_case(tmp_path / "g", "wrong", LATER, intents=[{"kind": "pause"}])

    shown = run(tmp_path, "evaluate", str(tmp_path), "--markdown").stdout.splitlines()

    assert "| kind | right | asked | to a person | WRONG | all |" == shown[0]
    assert ["| extension | 1 | 0 | 0 | 0 | 1 |", "| pause | 0 | 0 | 0 | 1 | 1 |"] == shown[2:4]
    assert "|  | 50.0 % | 0.0 % | 0.0 % | 50.0 % |  |" == shown[-1]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ({"intents": [], "outcom": "act"}, 'there is no key "outcom"; use "outcome"'),
        ({"outcome": "act"}, '"intents" is missing'),
        ({"intents": [{"kind": "letter"}]}, "g/bad.json: intents[0].kind: must be one of"),
        ({"intents": [], "outcome": "done"}, "g/bad.json: outcome: must be one of act"),
        ({"intents": [], "never": ["fly"]}, "g/bad.json: never[0]: must be one of"),
        ({"intents": [], "scene": "scenes/no.json"}, "there is no file scenes/no.json"),
        ({"intents": [{"kind": "pause", "until": {}}]}, "g/bad.json: intents[0].until: must be"),
    ],
)
def test_a_bad_label_is_told_with_file_and_key(tmp_path: Path, label, sentence: str):
    add_case(tmp_path / "g", "bad", LATER, **label)

    result = run(tmp_path, "evaluate", str(tmp_path))

    assert 2 == result.exit_code
    assert sentence in result.stderr
    assert "g/bad.json" in result.stderr


@pytest.mark.parametrize("left", ["later.eml", "later.json"])
def test_half_a_case_is_told(tmp_path: Path, left: str):
    add_case(tmp_path / "g", "later", LATER, intents=[])
    (tmp_path / "g" / left).unlink()

    result = run(tmp_path, "evaluate", str(tmp_path))

    assert 2 == result.exit_code
    assert f"has no {left} beside it" in result.stderr


def test_a_folder_or_case_that_is_not_there_is_told(tmp_path: Path):
    add_case(tmp_path / "g", "later", LATER, intents=[])

    assert 2 == run(tmp_path, "evaluate", str(tmp_path / "nowhere")).exit_code
    assert 2 == run(tmp_path, "evaluate", str(tmp_path), "--show", "nobody").exit_code


def test_a_letter_that_is_only_a_picture_is_told_as_data(tmp_path: Path):
    shipped = Path(__file__).parents[1] / "mails" / "read"
    for name in ("work/letter-photo.eml", "work/letter-photo.json", "work/scenes/letters.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "collection.json").write_bytes((shipped / "collection.json").read_bytes())

    seen = told(tmp_path, "evaluate", str(tmp_path))

    assert [""] == [one["reading"]["words"] for one in seen["cases"]]
