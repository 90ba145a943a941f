"""Exports of four manners say the same of the same people, whatever program and country wrote them."""

from collections.abc import Callable, Sequence

import pytest

from mailbot.core.importing import SignUp
from mailbot.core.matching.arrangements import OWN_WORKPLACE, SOMEBODY
from mailbot.core.people import Role
from mailbot.translate.column_words import corrections_of_import, numbered
from mailbot.translate.spreadsheets import read_table
from mailbot.translate.survey_columns import Field
from mailbot.translate.survey_names import refused_in
from mailbot.translate.surveys import Survey, columns_shown, read_survey, sign_ups
from tests.stories.lists import by_hand, google, microsoft, survey_monkey
from tests.translate.readings import RULES

WORDS = RULES.vocabulary
ROWS = [
    ["Zoë Hart", "ST4 in acute med", "MRI", "Manchester", "Zoe.Hart@Wyre.example"],
    ["LORD, SAM", "General management trainee", "Pennine Care", "Bury", "sam@trust.example"],
    ["Ida Holm", "Finance grad scheme", "Wyre Trust", "Leigh", "ida@trust.example"],
]


def survey_of(content: bytes, name: str = "list.csv") -> Survey:
    return read_survey(read_table(name, content), WORDS)


def people_in(content: bytes, name: str = "list.csv") -> tuple[SignUp, ...]:
    return sign_ups(survey_of(content, name), WORDS)


def told(content: bytes) -> list[tuple[str, str, Role, str]]:
    return [(one.name, one.address, one.role, one.employer) for one in people_in(content)]


@pytest.mark.parametrize("manner", [survey_monkey, google, microsoft, by_hand])
def test_four_manners_of_export_tell_the_same(
    manner: Callable[[Sequence[Sequence[str]]], bytes],
) -> None:
    expected = [
        ("Zoë Hart", "zoe.hart@wyre.example", Role.CLINICIAN, "Manchester Royal Infirmary"),
        ("Sam Lord", "sam@trust.example", Role.GENERAL_MANAGER, "Pennine Care"),
        ("Ida Holm", "ida@trust.example", Role.SPECIALTY_MANAGER, "Wyre Trust"),
    ]

    assert expected == told(manner(ROWS))


def test_grade_and_specialty_are_read_out_of_one_answer() -> None:
    zoe, _, ida = people_in(survey_monkey(ROWS))

    assert ("ST4", "acute medicine") == (zoe.grade, zoe.specialty)
    assert "finance" == ida.specialty


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    assert [3, 4, 5] == [one.row for one in people_in(survey_monkey(ROWS))]
    assert [2, 3, 4] == [one.row for one in people_in(google(ROWS))]


def test_an_empty_built_in_column_gives_way_to_the_question() -> None:
    survey = survey_of(survey_monkey(ROWS))

    assert "'Your email' = email" in columns_shown(survey)
    assert "First Name" not in " ".join(columns_shown(survey))


def test_a_built_in_column_fills_in_where_the_question_was_skipped() -> None:
    text = "Name,Email,Your email address\r\nZoë Hart,zoe@x.example,\r\nIda Holm,ida@x.example,ida@y.example\r\n"

    zoe, ida = people_in(text.encode())

    assert ("zoe@x.example", "") == (zoe.address, zoe.other_address)
    assert {"ida@x.example", "ida@y.example"} == {ida.address, ida.other_address}


def test_a_private_address_is_the_second_one() -> None:
    text = "Personal email,Work email,Name\r\nz@home.example,z@work.example,Zoë Hart\r\n"

    (zoe,) = people_in(text.encode())

    assert ("z@work.example", "z@home.example") == (zoe.address, zoe.other_address)


def test_a_question_in_parts_takes_its_headings_from_the_second_row() -> None:
    text = (
        "Respondent ID,Collector ID,Please tell us about you,,\r\n"
        ",,Name,Hospital,Email Address\r\n"
        "1,2,Zoë Hart,Wyre Infirmary,zoe@x.example\r\n"
    )

    assert ["'Email Address' = email", "'Name' = name", "'Hospital' = workplace"] == columns_shown(
        survey_of(text.encode())
    )


def test_columns_without_headings_are_known_by_what_stands_in_them() -> None:
    text = "zoe@x.example,ST4,Manchester,psychiatry\r\nida@x.example,FY2,Bury,cardiology\r\n"

    zoe, _ = people_in(text.encode())

    assert (1, "zoe@x.example", "ST4", "Manchester", "psychiatry") == (
        zoe.row,
        zoe.address,
        zoe.grade,
        zoe.town,
        zoe.specialty,
    )


def test_what_is_asked_beside_the_point_is_not_taken_for_a_detail() -> None:
    text = (
        "Name,Email,Line manager's name,Anything else about your job?,May we email you?\r\n"
        "Zoë Hart,zoe@x.example,Una Boss,I like it,Yes\r\n"
    )

    assert {Field.ADDRESS: (1,), Field.NAME: (0,)} == survey_of(text.encode()).columns


def test_a_title_above_the_table_is_no_heading() -> None:
    text = (
        "Sign-ups from the induction day,,\r\nName,Email,Town\r\nZoë Hart,zoe@x.example,Leigh\r\n"
    )

    assert ["Zoë Hart"] == [one.name for one in people_in(text.encode())]


def test_a_telephone_number_gets_back_the_zero_that_a_spreadsheet_took() -> None:
    content = microsoft([["Zoë Hart", "ST4", "Wyre Trust", "Leigh", "zoe@x.example"]])
    text = "Name,Email,Mobile\r\nZoë Hart,zoe@x.example,7700900123\r\n"

    assert "" == people_in(content)[0].phone
    assert "07700900123" == people_in(text.encode())[0].phone


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("grade is column 3", 2),
        ("Column C is the grade, thanks", 2),
        ("the grade is in 'Where are you now'", 2),
    ],
)
def test_a_coordinator_says_which_column_holds_what(words: str, column: int) -> None:
    table = read_table("l.csv", b"Name,Email,Where are you now\r\nZoe,zoe@x.example,ST4\r\n")
    said = corrections_of_import(words)

    survey = read_survey(
        table, WORDS, numbered(said.columns, ["Name", "Email", "Where are you now"])
    )

    assert (column,) == survey.columns[Field.GRADE]


def test_a_column_that_is_to_be_ignored_is_used_for_nothing() -> None:
    table = read_table("l.csv", b"Name,Email,Town\r\nZoe,zoe@x.example,Leigh\r\n")

    survey = read_survey(
        table, WORDS, numbered(corrections_of_import("ignore column 3").columns, ["", "", ""])
    )

    assert Field.TOWN not in survey.columns


@pytest.mark.parametrize("words", ["ok", "yes please", "no", "Looks right to me, go ahead"])
def test_plain_answers_put_no_column_right(words: str) -> None:
    said = corrections_of_import(words)

    assert ((), ()) == (said.columns, said.verdicts)


def test_rows_are_decided_by_number() -> None:
    said = corrections_of_import("add row 12, rows 13 and 14 are the same, leave out row 9")

    assert {12: "add", 13: "same", 14: "same", 9: "leave out"} == dict(said.verdicts)


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Dr Anil Rao", ("Anil Rao",)),
        ("Anil Rao, Prof. Jean Holt and Kay", ("Anil Rao", "Jean Holt", "Kay")),
        ("my line manager", (OWN_WORKPLACE,)),
        ("my supervisor Dr Rao", ("Rao",)),
        ("somebody I used to live with", (SOMEBODY,)),
        ("none", ()),
        ("I don't mind", ()),
        ("N/A", ()),
    ],
)
def test_whom_somebody_would_rather_not_be_with_is_read_from_a_cell(
    answer: str, names: tuple[str, ...]
) -> None:
    assert names == refused_in(answer)


def test_a_sheet_without_headings_tells_names_and_jobs_by_what_stands_in_it() -> None:
    sheet = (
        "Ida Holm,ST4 acute medicine,Salford Royal,Salford,ida@ward.example\r\n"
        "Jon Beck,General management trainee,Pennine,Oldham,jon@trust.example\r\n"
    )

    found = sign_ups(
        read_survey(read_table("list.csv", sheet.encode()), RULES.vocabulary), RULES.vocabulary
    )

    assert ["Ida Holm", "Jon Beck"] == [one.name for one in found]
    assert [Role.CLINICIAN, Role.GENERAL_MANAGER] == [one.role for one in found]
    assert ["Salford Royal", "Pennine"] == [one.employer for one in found]


def test_a_title_and_a_blank_row_above_the_headings_are_passed_over() -> None:
    sheet = "Sign-ups of this year,,,\r\n,,,\r\nSurname,Forename,E-mail,Job\r\nHOLM,Ida,ida@ward.example,FY1\r\n"

    (found,) = sign_ups(
        read_survey(read_table("list.csv", sheet.encode()), RULES.vocabulary), RULES.vocabulary
    )

    assert ("Ida Holm", Role.CLINICIAN, 4) == (found.name, found.role, found.row)
