"""The contact book does no harm in a spreadsheet, is read by telephones, and comes back unchanged."""

import csv
import io

import pytest

from mailbot.core.importing import SignUp, plan
from mailbot.core.namesakes import acquaintances
from mailbot.core.people import Person, PersonState, Role
from mailbot.translate.contact_book import contacts_csv, contacts_vcf, safe_cell
from mailbot.translate.spreadsheets import read_table
from mailbot.translate.surveys import read_survey, sign_ups
from tests.translate.readings import RULES

ZOE = Person(
    1,
    "Dr Zoë Hart",
    Role.CLINICIAN,
    PersonState.ACTIVE,
    ("zoe@x.example", "zoe@home.example"),
    "psychiatry",
    "ST4",
    "Wyre; Infirmary, North",
    "Leigh",
    "+44 161 496 0000",
)
IDA = Person(
    2, "Ida Holm", Role.SPECIALTY_MANAGER, PersonState.PAUSED, ("ida@x.example",), "finance"
)


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_the_table_names_everybody_with_their_buddy() -> None:
    text = contacts_csv([ZOE, IDA], {1: ["Ida Holm"]}).decode("utf-8-sig")
    zoe, ida = csv.DictReader(io.StringIO(text))

    assert ("Dr Zoë Hart", "'+44 161 496 0000", "Ida Holm") == (
        zoe["Name"],
        zoe["Phone"],
        zoe["Buddy"],
    )
    assert ("specialty manager", "paused", "") == (ida["Role"], ida["State"], ida["Buddy"])


def test_a_card_escapes_what_has_a_meaning_in_it_and_folds_at_75_octets() -> None:
    long = Person(3, "Zoë " * 40, Role.CLINICIAN, PersonState.ACTIVE, ("z@x.example",))
    text = contacts_vcf([ZOE, long], "Dale Buddies").decode()

    assert "N:Hart;Zoë;;;\r\n" in text
    assert "ORG:Wyre\\; Infirmary\\, North\r\n" in text
    assert "EMAIL;TYPE=INTERNET:zoe@home.example\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VCARD") == text.count("END:VCARD") == 2


def test_our_own_table_imported_again_changes_nothing() -> None:
    table = read_table("cohort.csv", contacts_csv([ZOE, IDA], {}))
    words = RULES.vocabulary
    rows: tuple[SignUp, ...] = sign_ups(read_survey(table, words), words)
    known = {address: [one] for one in (ZOE, IDA) for address in one.addresses}

    found = plan(rows, acquaintances(known), frozenset(), {})

    assert ((), (), 2) == (found.new, found.changed, len(found.same))
