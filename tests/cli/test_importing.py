"""A list is imported and a contact book exported from the command line."""

import csv
import stat
from pathlib import Path

from tests.cli.homes import NOW, make_home, run, told
from tests.stories.lists import google

ROWS = [
    ["Ana Reyes", "ST4 in acute medicine", "Wyre Infirmary", "Wigan", "ana@ward.test"],
    ["Ben Okafor", "General management trainee", "Wyre Trust", "Bury", "ben@trust.test"],
]


def write_list(home: Path) -> str:
    file = home / "list.csv"
    file.write_bytes(google(ROWS))
    return str(file)


def test_a_list_is_only_shown_until_it_is_said_to_take_it_on(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    shown = told(home, "import", write_list(home))

    assert (["Ana Reyes", "Ben Okafor"], "") == (shown["new"], shown["done"])
    assert told(home, "people") == []


def test_a_list_that_is_taken_on_twice_adds_nobody_twice(tmp_path: Path) -> None:
    home = make_home(tmp_path, "auto")
    arguments = ("import", write_list(home), "--yes", "--now", NOW)

    first, second = told(home, *arguments), told(home, *arguments)

    assert first["done"].startswith("2 added and 0 updated.")
    assert ([], "this very list was taken on before; nothing is changed.") == (
        second["new"],
        second["done"],
    )
    assert ["Ana Reyes", "Ben Okafor"] == [one["name"] for one in told(home, "people")]
    assert 2 == run(home, "outbox").stdout.count("P01")


def test_a_wrong_guess_is_put_right_in_words(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    shown = told(home, "import", write_list(home), "--correct", "ignore column 5")

    assert not any("town" in one for one in shown["columns"])


def test_a_file_that_is_no_list_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    (home / "budget.csv").write_text("Item,Pounds\nTea,35\n")

    result = run(home, "import", str(home / "budget.csv"))

    assert 2 == result.exit_code
    assert "budget.csv holds no email addresses, so there is nobody to add." in result.stderr


def test_the_exported_contacts_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    run(home, "import", write_list(home), "--yes", "--now", NOW)

    result = run(home, "export", str(home / "book"))

    assert 0 == result.exit_code, result.output
    table, cards = home / "book" / "cohort.csv", home / "book" / "cohort.vcf"
    with table.open(encoding="utf-8-sig", newline="") as lines:
        assert ["Ana Reyes", "Ben Okafor"] == [one["Name"] for one in csv.DictReader(lines)]
    assert 2 == cards.read_text("utf-8").count("BEGIN:VCARD")
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in (table, cards)}


def test_people_are_found_by_name_workplace_and_town(by_hand: Path) -> None:
    assert ["Cleo Hart"] == [one["name"] for one in told(by_hand, "people", "--find", "cleo dale")]
    assert 4 == len(told(by_hand, "people", "--find", "DALE TRUST"))
    assert [] == told(by_hand, "people", "--find", "leeds")


def test_a_hospital_is_found_by_what_people_call_it(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    file = home / "list.csv"
    file.write_bytes(google([["Ana Reyes", "ST4", "MRI", "Manchester", "ana@ward.test"]]))
    run(home, "import", str(file), "--yes", "--now", NOW)

    assert ["Ana Reyes"] == [one["name"] for one in told(home, "people", "--find", "mri")]
