"""Joining as the requirements tell it, A1 to A8: each a story that says what every person received.

They are told on the embedded mail world (tests/stories/test_registration.py) and on Dovecot and
Postfix (tests/servers/test_registration.py). `CAST` are those who need a mailbox besides the usual people.
"""

from collections.abc import Callable

from tests.stories.lists import mails_file
from tests.stories.telling import GIL, Telling, words_of

SAM = "sam.patel@ward.test"
SAM_AT_HOME = "sam@home.test"
TOM = "tom.reid@trust.test"
PRIYA = "priya.shah@trust.test"
LOWE = "m.lowe@board.test"
OFFICE = "pgme.office@trust.test"
ALEX = "alex.green@ward.test"
MINA = "mina.roy@ward.test"
NEVER_WROTE = "iris.vale@deanery.test"
CAST = (SAM, SAM_AT_HOME, TOM, PRIYA, LOWE, OFFICE, ALEX, MINA, NEVER_WROTE)
PEOPLE = "select name, state from person where name != '' order by id"


def ledger(stage: Telling) -> dict[str, list[str]]:
    """Give the kinds of mail that each person received so far; digests are a coordinator's everyday."""
    who = dict.fromkeys(address for address, _ in stage.mails)
    heard = {one: [kind for kind in stage.heard(one) if kind != "N01"] for one in who}
    return {one: kinds for one, kinds in heard.items() if kinds}


def _comes(stage: Telling, who: str, words: str, subject: str = "Buddy scheme?") -> None:
    stage.writes(who, words, subject)
    stage.passes(minutes=5)
    stage.passes(minutes=5)


def _decides(stage: Telling, about: str, answer: str) -> None:
    """Let Gil answer the line of the newest digest that speaks of something."""
    digest = stage.last(GIL, "need")
    number = next(one.split()[0] for one in words_of(digest).splitlines() if about in one)
    stage.writes(GIL, f"{number} {answer}", answers=digest)
    stage.passes(minutes=5)
    stage.passes(hours=1)


def in_ones_own_words(stage: Telling) -> None:
    """A1: one mail like any other, one answer, and a coordinator reads one line."""
    _comes(
        stage,
        SAM,
        "Hi, saw this in the deanery email. I'm an ST4 in acute med at MRI, Manchester."
        " Keen to meet a manager!\n\nSam Patel 07700 900123",
    )
    welcome = stage.of_kind(SAM, "P01")
    stage.writes(SAM, "Nearly: it's Wythenshawe these days, and call me Sammy.", answers=welcome)
    stage.passes(minutes=5)
    stage.passes(minutes=5)
    stage.days(1)
    stage.writes(GIL, "who sam")
    stage.passes(minutes=5)

    understood = "This is what I understood: ST4, acute medicine, Manchester Royal Infirmary"
    assert str(welcome["Subject"]) == "You're on the list, Sam"
    assert understood in words_of(welcome)
    assert "Sam (Sammy) Patel, ST4, acute medicine, Wythenshawe" in words_of(
        stage.of_kind(SAM, "P35")
    )
    digests = [words_of(one) for one in stage.to(GIL)]
    assert any("New: +1 clinician (Sam" in one for one in digests)
    assert any("Waiting: 1 clinician, 0 managers" in one for one in digests)
    assert "heard of it from: deanery email" in words_of(stage.last(GIL))
    assert {SAM: ["P01", "P35", "P05"], GIL: ["N04"]} == ledger(stage)


def with_one_question_for_all_that_is_missing(stage: Telling) -> None:
    """A2: everything missing is asked for at once, and the favour of P01 is not asked a second time."""
    _comes(stage, TOM, "Please sign me up.\n\nTom Reid")
    asked = stage.of_kind(TOM, "P02")
    stage.writes(TOM, f"IT grad scheme, Pennine, Oldham, {SAM_AT_HOME}", answers=asked)
    stage.passes(minutes=5)
    stage.passes(minutes=5)

    assert str(asked["Subject"]) == "Nearly there: four quick things"
    assert "an address that will still work if you change trust" in words_of(asked)
    assert "One favour" not in words_of(stage.of_kind(TOM, "P01"))
    assert {TOM: ["P02", "P01"]} == ledger(stage)
    assert [("Tom Reid", "waiting")] == stage.ask(PEOPLE)


def without_ever_answering_the_question(stage: Telling) -> None:
    """A2: silence is not chased; a week later a coordinator says what becomes of it."""
    _comes(stage, TOM, "Please sign me up.\n\nTom Reid")
    stage.days(10)
    _decides(stage, "with no role", "leave")
    stage.days(10)

    assert {TOM: ["P02"], GIL: ["N04"]} == ledger(stage)
    assert [("Tom Reid", "registered")] == stage.ask(PEOPLE)


SHEET = """\
Town/City;Mobile;E-mail address;How did you hear about us?;Hospital or Trust;Full name;Preferred name;\
Role / grade;Anyone you would prefer not to be paired with?
Wigan;07700900111;{SAM_IN_CAPITALS};deanery;Wyre Infirmary;Samuel Patel;Sam;ST4, acute medicine;Dr Priya Shah

;;;;;;;;
Bury;;{PRIYA};a colleague;Wyre Trust;Priya Shah;;General management trainee;none
Wigan;;{SAM};deanery;Wyre Infirmary;Samuel Patel;;ST5, acute medicine;
Oldham;;{OFFICE};;Pennine;Kofi Shah;;CT1 surgery;
Oldham;;{OFFICE};;Pennine;Mina Shah;;General management trainee;
Wigan;;{ALEX};;Wyre Infirmary;"=HYPERLINK(""//elsewhere"",""Alex"")";;CT2 psychiatry;my supervisor
Leigh;;nobody;;Wyre Trust;Joe Bloor;;ST3 surgery;
Leigh;;test@forms.test;;Wyre Trust;Test;;ST3 surgery;
"""


def in_a_coordinators_list(stage: Telling) -> None:
    """A3, A4: a sheet as bad as they come is shown, agreed to, taken on, and changes nothing again."""
    filled = SHEET.format(
        SAM_IN_CAPITALS=SAM.upper(), SAM=SAM, PRIYA=PRIYA, OFFICE=OFFICE, ALEX=ALEX
    )
    sheet = filled.replace("\n", "\r\n").encode("utf-16")
    mails_file(stage, "sign-ups.csv", sheet)
    stage.passes(minutes=5)
    shown = stage.of_kind(GIL, "N09")
    assert {GIL: ["N09"]} == ledger(stage)
    assert "8 rows: 4 new. OK?" == str(shown["Subject"])
    for line in (
        "1 with no usable email (row 10)",
        "1 that may be a test (row 11)",
        "1 that came again further down (row 2)",
        '1 whose address has another name here, "add row ..." if they share it (row 8)',
        "'Role / grade' = grade",
    ):
        assert line in " ".join(words_of(shown).split()), line

    stage.writes(GIL, "add row 8", answers=shown)
    stage.passes(minutes=5)
    stage.writes(GIL, "OK", answers=stage.of_kind(GIL, "N09"))
    stage.passes(minutes=5)
    stage.passes(hours=1)
    mails_file(stage, "sign-ups.csv", sheet)
    stage.passes(minutes=5)
    stage.days(3)

    assert "nothing new" in str(stage.of_kind(GIL, "N09")["Subject"])
    _everybody_in_the_sheet_was_welcomed(stage)


def _everybody_in_the_sheet_was_welcomed(stage: Telling) -> None:
    welcome = words_of(stage.of_kind(SAM, "P01"))
    assert welcome.startswith("Hi Sam,")
    assert "ST5, acute medicine" in welcome
    assert "whom you'd rather not be with" in welcome
    assert "your name" in words_of(stage.of_kind(ALEX, "P02"))
    together = [set(str(one["To"]).split(", ")) for one in stage.to(SAM, "meet")]
    assert all("Priya" not in str(one) for one in together)
    heard = ledger(stage)
    assert ["N09", "N09", "N04", "N09"] == heard.pop(GIL)
    assert ["P01", "P01"] == heard[OFFICE][:2]
    assert "P01" == heard[SAM][0] == heard[PRIYA][0]
    assert ["P02"] == heard[ALEX]
    assert {SAM, PRIYA, OFFICE, ALEX} == set(heard)


def with_an_address_for_august(stage: Telling) -> None:
    """A4: a second address is asked for once and kept; whoever gives it is not asked again."""
    _comes(
        stage,
        SAM,
        "I'd like to join: ST4 in acute medicine at Manchester Royal Infirmary, Manchester. Please don't pair"
        f" me with my supervisor. {SAM_AT_HOME} will still work after August.\n\nSam Patel",
    )

    assert "One favour" not in words_of(stage.of_kind(SAM, "P01"))
    assert [(SAM,), (SAM_AT_HOME,)] == stage.ask("select address from address order by position")
    assert [("never", "own workplace")] == stage.ask("select kind, value from arrangement")
    assert {SAM: ["P01"]} == ledger(stage)


def being_too_senior(stage: Telling) -> None:
    """A5: nothing but a neutral line goes out before a coordinator has decided."""
    _comes(
        stage,
        LOWE,
        "I'd love to be a buddy. I'm a divisional director at Salford Royal, Salford, 20 years in.\n\nMarion Lowe",
    )
    stage.days(1)
    assert {LOWE: ["X04"]} == ledger(stage)
    assert [] == stage.ask(PEOPLE)

    _decides(stage, "senior for this scheme", "expert")

    assert {LOWE: ["X04", "X01"], GIL: ["N04"]} == ledger(stage)


def twice_from_two_addresses(stage: Telling) -> None:
    """A6: both addresses are asked, and the older one's YES keeps them together."""
    words = "ST4 in acute medicine at Manchester Royal Infirmary, Manchester, and I'd like to join.\n\nSam Patel"
    _comes(stage, SAM, words)
    _comes(stage, SAM_AT_HOME, words)
    stage.writes(SAM, "Yes, both me", answers=stage.of_kind(SAM, "P03"))
    stage.passes(minutes=5)
    stage.passes(minutes=5)

    assert SAM not in words_of(stage.of_kind(SAM_AT_HOME, "P03"))
    assert {SAM: ["P01", "P03", "P38"], SAM_AT_HOME: ["P03", "P38"]} == ledger(stage)
    assert [("Sam Patel", "waiting")] == stage.ask(PEOPLE)


def two_of_a_family_name_from_one_mailbox(stage: Telling) -> None:
    """A6: Kofi Shah and Mina Shah share an office; neither is taken for the other."""
    for words in (
        "Please sign me up. I'm an ST3 in cardiology at Salford Royal, Salford.\n\nKofi Shah",
        "I'd like to join. General management trainee at Salford Royal, Salford.\n\nMina Shah",
    ):
        _comes(stage, OFFICE, words, "Joining")

    assert [("Kofi Shah", "waiting"), ("Mina Shah", "waiting")] == stage.ask(PEOPLE)
    assert words_of(stage.last(OFFICE)).startswith("For Mina Shah:")
    assert {OFFICE: ["P01", "P01"]} == ledger(stage)


CLINICIANS = {
    SAM: "Sam Patel",
    ALEX: "Alex Green",
    MINA: "Mina Roy",
    SAM_AT_HOME: "Joan Dale",
    LOWE: "Kay Moss",
}


def with_an_honest_place_on_the_list(stage: Telling) -> None:
    """A7: who waits hears where they are, once in four weeks, and the longest waiting is served first."""
    for address, name in CLINICIANS.items():
        _comes(
            stage,
            address,
            f"Could I join? ST3 in surgery at Royal Preston Hospital, Preston.\n\n{name}",
        )
    stage.days(32)

    fifth = words_of(stage.of_kind(LOWE, "P05"))
    assert "about four clinicians are ahead of you" in fifth
    assert "You don't need to do anything" in fifth
    assert "the next place is yours" in words_of(stage.of_kind(SAM, "P05"))
    assert {one: ["P01", "P05", "P06"] for one in CLINICIANS} == ledger(stage)

    _comes(
        stage,
        PRIYA,
        "Please sign me up: general management trainee at Salford Royal, Salford.\n\nPriya Shah",
    )
    stage.days(4)

    assert ["P01", "P08"] == stage.heard(PRIYA)
    assert ["P01", "P05", "P06", "P08"] == stage.heard(SAM)
    assert ["P01", "P05", "P06"] == stage.heard(LOWE)


def through_a_text_that_was_passed_on(stage: Telling) -> None:
    """A8: a text to forward goes to the coordinator alone; who quotes it tells where it came from."""
    _comes(stage, GIL, "mailshot for the deanery", "mailshot")
    mailshot = words_of(stage.of_kind(GIL, "X05"))
    assert {GIL: ["X05"]} == ledger(stage)
    assert f"write to {stage.house.scheme.address}" in mailshot

    quoted = "\n".join(f"> {line}" for line in mailshot.splitlines())
    _comes(
        stage,
        SAM,
        f"Join please! ST3 in surgery at Royal Preston Hospital, Preston.\n\nSam Patel\n\nOn Mon, 7 June 2021 at 09:10, Iris Vale <{NEVER_WROTE}> wrote:\n{quoted}",
        "Re: Forward this: meet a manager",
    )
    stage.days(2)
    stage.writes(GIL, "who sam")
    stage.passes(minutes=5)

    assert "heard of it from: deanery" in words_of(stage.last(GIL))
    assert {GIL: ["X05", "N04"], SAM: ["P01", "P05"]} == ledger(stage)
    assert [(SAM,)] == stage.ask("select address from address")


STORIES: dict[str, Callable[[Telling], None]] = {
    "A1": in_ones_own_words,
    "A2": with_one_question_for_all_that_is_missing,
    "A2, silent": without_ever_answering_the_question,
    "A3": in_a_coordinators_list,
    "A4": with_an_address_for_august,
    "A5": being_too_senior,
    "A6": twice_from_two_addresses,
    "A6, shared": two_of_a_family_name_from_one_mailbox,
    "A7": with_an_honest_place_on_the_list,
    "A8": through_a_text_that_was_passed_on,
}
