"""Strangers who would like to join are taken on, and those who want something else are not."""

from dataclasses import replace

import pytest

from mailbot.core.mail import Address, MachineKind, MachineMail
from mailbot.core.reading import Facts, IntentKind
from tests.translate.readings import a_mail, answering, from_ana, from_stranger, kinds, read, slot


def stranger(words: str, subject: str = "Your scheme") -> list[str]:
    return kinds(read(words, from_stranger(), subject=subject))


@pytest.mark.parametrize(
    "words",
    [
        "Do put my name down for the next intake please. Jo Tarn, FY2",
        "I'd be glad to be matched with a manager. I am an ST3 in paeds in Yeovil.",
        "Me and my housemate both want in! I'm an F1 at Fairfield.",
        "My tutor said to get in touch. Would you have me? I'm a physio.",
        "Can I have a go? I'm on the grad scheme.",
        "I would like a clinical buddy. I manage IT at Ship Canal. ri@home.example outlives this job.",
    ],
)
def test_a_stranger_who_wants_in_is_heard(words: str) -> None:
    assert "registration" in stranger(words)


@pytest.mark.parametrize(
    "words",
    [
        "Our platform pairs mentors and mentees. Do you have 15 minutes for a quick call?",
        "We help NHS teams like yours. Sign up this quarter for 20% off.",
        "Early bird rates for your next social: register before May and the canapes are free.",
        "I'm writing a piece for the Valley Echo about your scheme. Could I speak to a pair?",
        "Could you add our new registrar to your scheme? He is called Tom Reed.",
        "I saw your poster about the scheme. No need to add me, I only wondered who runs it.",
        "I'm setting up a similar scheme in Devon and would love to be part of the conversation.",
    ],
)
def test_who_sells_reports_or_asks_for_others_does_not_join(words: str) -> None:
    assert "registration" not in stranger(words)


@pytest.mark.parametrize(
    "words",
    [
        "I've been a divisional director for eleven years and would love to join.",
        "Please sign me up. I am a consultant anaesthetist in Bath.",
        "I'd like to take part, with twenty years in the NHS behind me as head of finance.",
    ],
)
def test_who_seems_senior_for_juniors_is_marked(words: str) -> None:
    reading = read(words, from_stranger(), subject="Joining")

    assert slot(reading, IntentKind.REGISTRATION, "senior") is True


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Please sign me up.\n\nname      Ivy Lund\njob       FY1\ntown      Minehead",
            {"name": "Ivy Lund", "grade": "FY1", "town": "Minehead"},
        ),
        (
            "Can I join? ST4 respiratory, Usk Vale Health Board, in Pontypool till August.",
            {"grade": "ST4", "employer": "Usk Vale Health Board", "town": "Pontypool"},
        ),
        ("Sign me up. FY2, based in Little Snoring.", {"grade": "FY2", "town": "Little Snoring"}),
        ("Please add me. GPST2 at Brockmoor, Weston site.", {"grade": "GPST2", "town": "Weston"}),
        ("Please add me. Town: Chard\nTrust: Levels Partnership", {"town": "Chard"}),
    ],
)
def test_what_a_joiner_tells_is_put_down(words: str, told: dict[str, str]) -> None:
    reading = read(words, from_stranger(), a_mail(name="Ivy Lund"), subject="Joining")

    assert told == {key: slot(reading, IntentKind.REGISTRATION, key) for key in told}


def test_who_changes_their_mind_while_we_ask_for_details_gives_none() -> None:
    facts = from_ana(answering("P02"), owes=(), partners=())

    reading = read("Actually never mind, I'm off to Leeds in May.", facts)

    assert "registration" not in kinds(reading)


def test_an_address_that_the_mail_went_to_is_no_new_address() -> None:
    reading = read("I keep writing to scheme@north.example and nobody answers", from_ana())

    assert "contact_change" not in kinds(reading)


def _of_junk(results: str, facts: Facts) -> list[str]:
    mail = replace(a_mail(), headers=(("authentication-results", results),))
    junk = MachineMail(MachineKind.SPAM, "the mail server marked it as junk")
    return kinds(read("Are you free? I need vouchers today.", facts, mail, machine=junk))


def test_junk_that_fails_the_check_of_its_domain_is_nobodys_mail() -> None:
    assert _of_junk("mx.north.example; dmarc=fail header.from=x.example", from_ana()) == ["spam"]
    assert _of_junk("mx.north.example; dmarc=pass header.from=x.example", from_ana()) != ["spam"]


def test_a_buddy_in_copy_brings_no_new_address() -> None:
    mail = replace(a_mail(), cc=(Address("ben@trust.example"),))

    reading = read("You can reach Ben at ben@trust.example", from_ana(), mail)

    assert "contact_change" not in kinds(reading)
