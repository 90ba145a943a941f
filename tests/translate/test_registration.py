"""People join by writing like people; only what they said is put down."""

import pytest

from mailbot.core.people import Person, PersonState, Role
from mailbot.translate.heard_of import heard_of_from
from tests.translate.readings import ANA, a_mail, answering, from_ana, from_stranger, kinds, read

JOINING: list[tuple[str, dict[str, object]]] = [
    (
        "Hello, a colleague forwarded your poster. I'm a CT2 in psych at Mersey Care, Liverpool."
        " I'd like to join. Fay Lund 07700 900321",
        {
            "name": "Fay Lund",
            "role": "clinician",
            "grade": "CT2",
            "specialty": "psychiatry",
            "employer": "Mersey Care",
            "town": "Liverpool",
            "phone": "07700 900321",
            "heard_from": "colleague",
        },
    ),
    ("Please sign me up. Hal", {"name": "Hal"}),
    (
        "Could I take part? I'm on the finance grad scheme, based in Oldham.\n\nIvo Tarn",
        {"name": "Ivo Tarn", "role": "specialty_manager", "specialty": "finance", "town": "Oldham"},
    ),
    (
        "Count me in! General management trainee at a mental health trust in Bolton. Regards, Jun Pryce",
        {
            "name": "Jun Pryce",
            "role": "general_manager",
            "employer": "mental health trust",
            "town": "Bolton",
        },
    ),
    (
        "Sign me up please: CT2 in acute medicine, working at Marsh End Community Trust in Bury.\n\nIvy Holt",
        {
            "name": "Ivy Holt",
            "role": "clinician",
            "grade": "CT2",
            "specialty": "acute medicine",
            "employer": "Marsh End Community Trust",
            "town": "Bury",
        },
    ),
    (
        "I'm a commissioning trainee at NHS Dale and Fells, Bury, and would like to join.\n\nOla Finch",
        {
            "name": "Ola Finch",
            "role": "general_manager",
            "specialty": "commissioning",
            "employer": "NHS Dale and Fells",
            "town": "Bury",
        },
    ),
    (
        "Any chance of joining? FY1 at Stepping Hill\nKay Moss",
        {
            "name": "Kay Moss",
            "role": "clinician",
            "grade": "FY1",
            "employer": "Stepping Hill Hospital",
        },
    ),
    (
        "SpR in gastro, Preston. Keen to meet a finance manager. Lou",
        {
            "name": "Lou",
            "role": "clinician",
            "grade": "specialty registrar",
            "specialty": "gastroenterology",
            "town": "Preston",
            "wishes": ("finance",),
        },
    ),
]


@pytest.mark.parametrize(("words", "said"), JOINING)
def test_a_stranger_joins_in_prose_and_only_what_was_said_is_kept(
    words: str, said: dict[str, object]
) -> None:
    reading = read(words, from_stranger(), a_mail(name=""), subject="Buddy scheme?")

    assert kinds(reading) == ["registration"]
    assert dict(reading.intents[0].slots) == said


def test_missing_details_are_answered_in_any_order() -> None:
    new = Person(1, "", Role.UNKNOWN, PersonState.REGISTERED, ANA.addresses)
    facts = from_ana(answering("P02"), owes=(), partners=(), person=new)

    reading = read("IT grad scheme, Pennine, Oldham, mo.vane@home.example", facts, a_mail(name=""))

    assert kinds(reading) == ["registration"]
    assert dict(reading.intents[0].slots) == {
        "role": "specialty_manager",
        "specialty": "information technology",
        "employer": "Pennine",
        "town": "Oldham",
        "email": "mo.vane@home.example",
    }


@pytest.mark.parametrize(
    "words",
    [
        "We offer a webinar on software for hospital teams.",
        "I am a journalist and would like to write an article about the scheme.",
        "Does Dr Field take part in your scheme?",
        "Your mailbox is full, verify your account.",
    ],
)
def test_other_strangers_do_not_join(words: str) -> None:
    reading = read(words, from_stranger(), subject="Hello")

    assert "registration" not in kinds(reading)


FURTHER = "ana.f@home.example"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        (f"use {FURTHER} if I move", "registration"),
        (FURTHER, "registration"),
        (f"Thanks! {FURTHER} will work after August as well.", "registration"),
        (f"Please use {FURTHER} from now on.", "contact_change"),
        (f"My work one doesn't work any more, it's {FURTHER}", "contact_change"),
        ("No, just this one I'm afraid", "still_here"),
        ("I only have this address", "still_here"),
        ("nope", "still_here"),
    ],
)
def test_the_favour_of_a_second_address_is_answered_in_any_words(words: str, intent: str) -> None:
    facts = from_ana(answering("P01"), owes=(), partners=())

    found = read(words, facts, subject="Re: You're on the list, Ana")

    assert [intent] == kinds(found)
    told = [one.slots["email"] for one in found.intents if "email" in one.slots]
    assert ([] if intent == "still_here" else [FURTHER]) == told


@pytest.mark.parametrize(
    ("words", "senior"),
    [
        ("Consultant surgeon at Salford Royal here. Can I join?", True),
        ("GP partner in Stockport, could I join the scheme?", True),
        ("I'm the finance director at Salford Royal and would like to join.", True),
        ("Our medical director told us. I'm a management trainee and want to join.", False),
        ("I'm an ST4 and our clinical director said to sign up. Please sign me up.", False),
    ],
)
def test_who_is_senior_says_so_of_themselves(words: str, senior: bool) -> None:
    found = read(words, from_stranger(), subject="Buddies")

    assert senior is any(one.slots.get("senior") is True for one in found.intents)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Hi, saw this in the trust bulletin. Can I join?", "trust bulletin"),
        ("My TPD told me about the scheme and I'd love to join", "TPD"),
        ("I heard about this from Dr Field last week.", "Dr Field"),
        ("Kay Moss suggested this to me", "Kay Moss"),
        ("I sent you my form on Monday. Could you send it again?", ""),
        ("I have heard nothing from you about it.", ""),
        ("Join please, ST3\n> Jo looks after it. You have this from the workforce\n> leads.", "workforce leads"),
    ],
)  # fmt: skip
def test_where_somebody_heard_of_it_is_kept_in_their_words(words: str, source: str) -> None:
    assert source == heard_of_from(words.partition("\n>")[0], words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Please sign me up, and call me Liz.\n\nElizabeth Moss", "Liz"),
        ("I'd like to join. Everyone calls me Bo.\n\nRobert Moss", "Bo"),
        ("Please call me on Monday, I'd like to join.\n\nElizabeth Moss", None),
        ("I'd like to join. Call me Tuesday if you can.\n\nElizabeth Moss", None),
    ],
)
def test_what_somebody_would_like_to_be_called_is_read(words: str, name: str | None) -> None:
    reading = read(words, from_stranger(), a_mail(name=""), subject="Joining")

    assert name == reading.intents[0].slots.get("called")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Would love in. Paeds ST5 at Alder Hey in Liverpool. Ta, Niamh O'Connor", {"name": "Niamh O'Connor"}),
        ("I wish to enrol: FY2 doctor in geriatrics, Royal Preston Hospital. Yours faithfully, Emeka Obi",
         {"name": "Emeka Obi", "specialty": "geriatric medicine"}),
        ("Can I join? Service manager at Stockport NHS FT. Dee Marsh", {"employer": "Stockport NHS Foundation Trust"}),
        ("Please could I register. GMTS, at Bolton NHS FT. Preferred name: Bex. Rebecca Lyle",
         {"name": "Rebecca Lyle", "called": "Bex"}),
        ("Sign me up please, and my friend Kofi (kofi@ward.example) too. ST3 renal, Salford Royal. Ade Bello", {"email": None}),
        ("I'm a GPST3 at Library House Surgery, Chorley. May I join? Not with anyone from Lancashire Teaching Hospitals"
         " please. Omar Haddad", {"employer": "Library House Surgery", "not_with": ("at Lancashire Teaching Hospitals",)}),
        ("Count me in: CT2 in psychiatry at Salford Royal, Salford. Please not with people from my own trust. Jo Lund",
         {"not_with": ("at own workplace",), "employer": "Salford Royal"}),
    ],
)  # fmt: skip
def test_what_people_say_in_passing_is_theirs_and_what_they_say_of_others_is_not(
    words: str, said: dict[str, object]
) -> None:
    slots = read(words, from_stranger(), a_mail(name=""), subject="Joining").intents[0].slots

    assert said == {key: slots.get(key) for key in said}
