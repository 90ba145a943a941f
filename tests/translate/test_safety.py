"""What might let somebody recognise a patient is seen, and never repeated."""

import pytest

from mailbot.translate.safety import is_nhs_number, patient_details

# Right by its checksum and given to nobody.
NHS_NUMBER = "943 476 5919"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Her number was {NHS_NUMBER}.", "an NHS number"),
        ("NHS no: 943-476-5919", "an NHS number"),
        ("9434765919 on the wristband", "an NHS number"),
        ("DOB 3/4/1941", "a date of birth"),
        ("She was born on 12 March 1950", "a date of birth"),
        ("date of birth: 1.2.38", "a date of birth"),
        ("hospital number RX123456", "a hospital number"),
        ("MRN: 00123456", "a hospital number"),
        ("Mrs A, 82, bed 4 was cross with me", "a person with age or bed"),
        ("Mr P (79) would not stay", "a person with age or bed"),
        ("Mrs Alder aged 40 waited", "a person with age or bed"),
        ("I saw Mr Lund in bed 12", "a person with age or bed"),
        ("a 76M with sepsis in bed 12", "a person with age or bed"),
        ("the patient called Joan Alder", "a patient's name"),
        ("an 82 year old from M13 9WL fell", "a postcode with an age"),
    ],
)
def test_a_detail_of_a_patient_is_seen(text: str, kind: str) -> None:
    assert patient_details(text) == (f"{kind} in line 1",)


@pytest.mark.parametrize(
    "text",
    [
        "Call me on 07943 476591",
        "My number is +44 943 476 5919",
        "mobile 943 476 5919",
        "Mr Smith, my manager, never replied",
        "Ms Hill (45 minutes late) smiled",
        "Dr Rao, 30 minutes by phone",
        "Mr Jones, 2 other managers and I met",
        "We have 24 beds and bed 9 is broken",
        "Write to me at M13 9WL",
        "My daughter is 4 years old",
        "1234567890 and 0000000000",
        "It took 100 words and 10 minutes",
    ],
)
def test_ordinary_words_and_numbers_are_no_patient(text: str) -> None:
    assert patient_details(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "They rang me about Mrs Joan\nAlder, 84, bed 6, the lady with the hip.",
        "It was Sean Tully the porter, 61 years of age, in with his COPD again.",
        "A forty year old woman from Chard was admitted with sepsis.",
        "She had a stroke and lives at 12 Copper Row NP20 5ZZ.",
    ],
)
def test_a_patient_without_title_or_in_two_lines_is_seen(text: str) -> None:
    assert patient_details(text) != ()


@pytest.mark.parametrize(
    "text",
    [
        "I am 31 years old, from Leeds, and had asthma as a child.",
        "The ward is 40 years old and smells of soup.",
        "A 40 year old man waited in January for a diagnosis.",
    ],
)
def test_an_age_alone_is_no_patient(text: str) -> None:
    assert patient_details(text) == ()


def test_a_reason_names_the_line_and_not_the_detail() -> None:
    reasons = patient_details("A quiet day.\n\nMrs Alder, 82, fell.")

    assert reasons == ("a person with age or bed in line 3",)


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4010232137", True),
        ("1111111111", False),
        ("94347", False),
    ],
)
def test_an_nhs_number_keeps_its_checksum(digits: str, right: bool) -> None:
    assert is_nhs_number(digits) is right


@pytest.mark.parametrize("text", ["9" * 60_000, "Mr A " * 12_000, "1 " * 30_000, "M1" * 30_000])
def test_hostile_text_is_looked_through_like_any_other(text: str) -> None:
    assert isinstance(patient_details(text), tuple)
