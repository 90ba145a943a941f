"""`mailbot match` proposes, keeps what a coordinator fixes, and plans a rematch without doing it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.actions import Matter
from mailbot.edges.db import partnerships, people
from mailbot.edges.files import shipped
from mailbot.flows import rematching
from mailbot.flows.case import Case
from tests.cli.homes import ADDRESS, NOW, house_of, make_home, person, run, told, write_scheme

AT = datetime(2026, 10, 27, 9, tzinfo=UTC)
DOCTOR = {"specialty": "psychiatry", "grade": "CT2", "employer": "Dale Trust", "town": "Salford"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Ana and Ben at work; Cleo, Dev and Eli (IT) wait, and so does Gus, in a mental health trust."""
    made = make_home(tmp_path)
    waiting = {"state": "waiting"}
    scheme: dict[str, object] = {
        "scheme": ADDRESS,
        "people": [
            person("ana", "Ana Reed", "clinician", state="active"),
            person("ben", "Ben Cole", "general_manager", state="active"),
            person("cleo", "Cleo Hart", "clinician", **waiting, **DOCTOR),
            person("dev", "Dev Shah", "general_manager", **waiting, employer="Fen Trust"),
            person("eli", "Eli Moss", "specialty_manager", **waiting, specialty="IT"),
            person(
                "gus", "Gus Lane", "general_manager", **waiting, employer="Fen Mental Health Trust"
            ),
        ],
        "partnerships": [{"id": "g1", "members": ["ana", "ben"], "since": "2026-09-01"}],
    }
    result = run(made, "adopt", str(write_scheme(made, scheme)), "--now", NOW)
    assert 0 == result.exit_code, result.output
    return made


def proposal(home: Path, *more: str):
    return told(home, "match", "--propose", "--now", NOW, *more)


def test_a_proposal_prints_trios_left_points_and_what_went_in(home: Path) -> None:
    seen = proposal(home)

    assert [] == seen["pairs"]
    assert [["Cleo Hart", "Gus Lane", "Eli Moss"]] == [one["members"] for one in seen["trios"]]
    assert "psychiatry with a mental health trust" in seen["trios"][0]["reasons"]
    assert ["Dev Shah"] == [one["name"] for one in seen["left"]]
    assert seen["score"]["total"] == seen["score"]["specialty"] == 250
    assert "Dev Shah (250 points less), who stays free" == seen["trios"][0]["next_best"]
    assert 4 == len(seen["inputs"]["people"])
    assert not seen["changed"]


def test_the_same_people_and_rules_have_the_same_seed_and_another_wish_another(home: Path) -> None:
    first, again = proposal(home), proposal(home)

    run(home, "match", "--wish", "Cleo Hart", "Fen Trust")

    assert first == again
    assert first["seed"] != proposal(home)["seed"]


def test_what_a_coordinator_fixes_holds_until_it_is_forgotten(home: Path) -> None:
    kept = run(home, "match", "--never", "Gus Lane", "Cleo Hart")
    never = proposal(home)
    run(home, "match", "--forget", "Cleo Hart", "--pin", "Dev Shah", "Cleo Hart")
    pinned = proposal(home)
    run(home, "match", "--forget", "Dev Shah")

    assert "Gus Lane and Cleo Hart will never be matched." in kept.stdout
    assert ["Cleo Hart", "Dev Shah", "Eli Moss"] == never["trios"][0]["members"]
    assert ["Cleo Hart", "Dev Shah", "Eli Moss"] == pinned["trios"][0]["members"]
    assert ["Cleo Hart", "Gus Lane", "Eli Moss"] == proposal(home)["trios"][0]["members"]


def test_a_manager_who_takes_two_serves_one_more(home: Path) -> None:
    fen = {"state": "waiting", "employer": "Fen Trust", "town": "Fen"}
    new = [person(one, f"{one.title()} New", "clinician", **fen) for one in ("hal", "ida")]
    run(home, "adopt", str(write_scheme(home, {"people": new})), "--now", NOW)

    before = proposal(home)
    run(home, "match", "--takes", "Dev Shah", "2")
    after = proposal(home)

    assert ["clinician"] == _roles_left(before)
    assert 2 == sum("Dev Shah" not in one["members"] for one in before["matches"]) + 1
    dev = next(one for one in after["trios"] if "Dev Shah" in one["members"])
    assert {"Hal New", "Ida New"} & set(dev["members"])
    assert [] == _roles_left(after)


def _roles_left(seen) -> list[str]:
    roles = {one["id"]: one["role"] for one in seen["inputs"]["people"]}
    return [roles[one["id"]] for one in seen["left"]]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("Nobody Atall", 'Nobody here is called "Nobody Atall"'), ("e", "add the town or employer")],
)
def test_a_name_that_is_not_one_person_fixes_nothing(home: Path, name: str, sentence: str) -> None:
    before = proposal(home)

    result = run(home, "match", "--pin", "Cleo Hart", name)

    assert 2 == result.exit_code
    assert sentence in result.stderr
    assert before == proposal(home)


def test_a_rematch_is_planned_for_the_jilted_and_changes_nothing(home: Path) -> None:
    house = house_of(home)
    with house.engine.begin() as conn:
        people.change_person(conn, 1, quiet_since=AT)

    seen = told(home, "match", "--rematch", "--now", NOW)

    # Ben, whose buddy has gone quiet, goes before Dev and Gus, who never had one.
    assert "Ben Cole" in seen["matches"][0]["members"]
    assert not seen["changed"]
    assert 1 == len(told(home, "pairs"))


def test_who_asked_for_another_buddy_is_never_given_the_old_one_and_nobody_reads_who_asked(
    home: Path,
) -> None:
    _let_buddies_meet_again_at_once(home)
    house = house_of(home)
    with house.engine.begin() as conn:
        ana = people.person_by_id(conn, 1)
        rematching.wish_rematch(
            conn, house, Case(AT, "she asked"), ana, "asks for a new buddy (time)"
        )

    seen = told(home, "match", "--rematch", "--now", NOW)

    together = [set(one["members"]) for one in seen["matches"]]
    assert any("Ana Reed" in one for one in together)
    assert not any({"Ana Reed", "Ben Cole"} <= one for one in together)
    assert "asks" not in str(seen)


def _let_buddies_meet_again_at_once(home: Path) -> None:
    rules = (shipped("rules") / "matching.toml").read_text("utf-8")
    rules = rules.replace("rounds_apart = 3", "rounds_apart = 0")
    (home / "rules").mkdir()
    own = home / "rules" / "matching.toml"
    own.write_text(rules.replace("met_before = 300", "met_before = 0"), "utf-8")


def test_after_a_private_request_the_two_are_never_proposed_again(home: Path) -> None:
    house = house_of(home)
    with house.engine.begin() as conn:
        case = Case(AT, "she asked")
        asked = rematching.wish_rematch(conn, house, case, people.person_by_id(conn, 1), "asks")
        assert asked is not None
        assert Matter.REMATCH.value == asked.kind
        rematching.rematch(conn, house, case, asked)
        never = partnerships.parted(conn, house.scheme_id)

    assert {(1, 2)} == never


def test_a_proposal_is_made_again_from_its_own_inputs_whatever_has_changed_since(
    home: Path,
) -> None:
    first = run(home, "match", "--propose", "--json", "--now", NOW)
    kept = home / "proposal.json"
    kept.write_text(first.stdout, "utf-8")
    run(home, "match", "--never", "Gus Lane", "Cleo Hart")

    again = told(home, "match", "--replay", str(kept))
    shown = run(home, "match", "--replay", str(kept))

    assert again["same"]
    assert first.stdout != run(home, "match", "--propose", "--json", "--now", NOW).stdout
    assert "The same as in the file." in shown.stdout
    assert "@" not in first.stdout


def test_a_replay_says_when_the_rules_have_changed(home: Path) -> None:
    kept = home / "proposal.json"
    kept.write_text(run(home, "match", "--propose", "--json", "--now", NOW).stdout, "utf-8")
    rules = (shipped("rules") / "matching.toml").read_text("utf-8")
    (home / "rules").mkdir()
    changed = rules.replace("specialty_fits = 250", "specialty_fits = 0").replace(
        "same_employer = 300", "same_employer = 900"
    )
    (home / "rules" / "matching.toml").write_text(changed, "utf-8")

    seen = told(home, "match", "--replay", str(kept))

    assert not seen["same_rules"]


def test_a_file_that_is_no_proposal_is_refused_in_a_sentence(home: Path) -> None:
    (home / "no.json").write_text('{"inputs": {"now": "2026-10-27"}}', "utf-8")

    result = run(home, "match", "--replay", str(home / "no.json"))

    assert 2 == result.exit_code
    assert 'inputs: "takes" is missing' in result.stderr
