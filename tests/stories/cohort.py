"""A cohort of eight who have done the letters, and what they say when they are asked for a line."""

from mailbot.flows.adopt import adopt, known_stages
from mailbot.translate.adoption import read_adoption
from tests.stories.telling import ANSWER, BEGINS, GIL, LETTER, THANKS_BACK, Telling

DOCTORS = {
    "ida@ward.example": "Ida Frost",
    "jon@ward.example": "Jon Teal",
    "kay@ward.example": "Kay Lund",
    "lev@ward.example": "Lev Pike",
}
MANAGERS = {
    "mia@trust.example": "Mia Hart",
    "ned@trust.example": "Ned Gray",
    "oda@trust.example": "Oda Finch",
    "pip@trust.example": "Pip Stone",
}
EVERYBODY = DOCTORS | MANAGERS
IDA, JON, KAY, LEV = DOCTORS
MIA, NED, ODA, PIP = MANAGERS
LINES = {
    IDA: "I'll ask who owns a form before I fill it in.",
    JON: "I'll find out who owns the form first. N",
    KAY: "My consultant had Mrs Abbott, 82, in bed 4 waiting while I wrote this.",
    LEV: "Idea: why not do a task where we swap inboxes for a day?",
    MIA: "Ask who owns the form, then put a name on it!",
    NED: "Honestly, Ida taught me more about beds than any induction did.",
    ODA: "Visit the ward at night once a month.",
    PIP: "Thanks!",
}


def eight_finish_the_letters(stage: Telling) -> None:
    """Four pairs write and answer letters for a task; nobody has said a line about it yet."""
    people = [
        f'{{"id": "{address}", "name": "{name}", "address": "{address}", "state": "active",'
        f' "role": "{"clinician" if address in DOCTORS else "general_manager"}"}}'
        for address, name in EVERYBODY.items()
    ]
    pairs = [
        f'{{"id": "g{number}", "members": ["{one}", "{other}"], "since": "2021-06-01"}}'
        for number, (one, other) in enumerate(zip(DOCTORS, MANAGERS, strict=True))
    ]
    text = (
        f'{{"scheme": "scheme@buddies.test", "people": [{", ".join(people)}],'
        f' "partnerships": [{", ".join(pairs)}]}}'
    )
    with stage.house.engine.begin() as conn:
        known = known_stages(stage.house)
        adopt(conn, stage.house, read_adoption("the cast", text, stage.house.hours, known), BEGINS)
    stage.writes(GIL, "start task 1 on 8 june", "start")
    stage.passes(minutes=5)
    stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
    stage.passes(minutes=5)
    stage.days(1)
    _everybody_answers(stage, "P10", LETTER)
    _everybody_answers(stage, "P11", ANSWER, THANKS_BACK)


def _everybody_answers(stage: Telling, kind: str, *words: str) -> None:
    for number, one in enumerate(EVERYBODY):
        stage.writes(one, words[number % len(words)], answers=stage.of_kind(one, kind))
    stage.passes(minutes=10)
    stage.passes(hours=1)


def each_says_a_line(stage: Telling) -> None:
    """Everybody answers the question at the end of the task in a manner of their own."""
    for one, line in LINES.items():
        stage.writes(one, line, answers=stage.of_kind(one, "P17"))
    stage.passes(minutes=10)
    stage.passes(hours=1)
