"""The chapters of a scheme's story, told alike on every mail world; the tests say what must come of them."""

from tests.stories.telling import (
    ANA,
    ANSWER,
    BEN,
    DEV,
    GIL,
    JOINS,
    LETTER,
    THANKS_BACK,
    Telling,
    words_of,
)


def ana_and_ben_join(stage: Telling) -> None:
    """Ana joins in a sentence; Ben leaves something out, is asked, and answers."""
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.writes(BEN, "Please sign me up. Ben Okafor", "join")
    stage.passes(minutes=5)
    asked = stage.last(BEN, "Nearly there")
    # His program forgets the thread, so that the address alone says what he answers.
    words = "General management trainee, Salford Royal, Salford"
    stage.writes(BEN, words, answers=asked, threaded=False)
    stage.passes(minutes=5)


def gil_approves(stage: Telling, about: str) -> None:
    """In the morning Gil answers the line of the digest that is about something with its number."""
    digest = stage.last(GIL, "need")
    stage.writes(GIL, f"{number_of(words_of(digest), about)} ok", answers=digest)
    stage.passes(minutes=5)
    stage.passes(hours=1)


def number_of(digest: str, about: str) -> str:
    """Give the number of the decision in whose line something stands."""
    return next(line.split()[0] for line in digest.splitlines() if about in line)


def the_letters_start(stage: Telling) -> None:
    """Gil starts the first task and confirms it; the day comes."""
    stage.writes(GIL, "start task 1 on 10 june", "start")
    stage.passes(minutes=5)
    stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
    stage.passes(minutes=5)
    stage.days(2)


def both_write_letters(stage: Telling) -> None:
    """Each answers the announcement of the task with a letter."""
    stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
    stage.passes(minutes=10)
    stage.writes(BEN, ANSWER, answers=stage.of_kind(BEN, "P10"))
    stage.passes(minutes=10)
    stage.passes(hours=1)


def both_answer_letters(stage: Telling) -> None:
    """Each answers the letter of the other, and that ends the task."""
    stage.writes(BEN, "Ask for a name first. " + ANSWER, answers=stage.of_kind(BEN, "P11"))
    stage.passes(minutes=10)
    stage.writes(ANA, THANKS_BACK, answers=stage.of_kind(ANA, "P11"))
    stage.passes(minutes=10)
    stage.passes(hours=1)


def ben_stays_silent(stage: Telling) -> None:
    """Ana writes, Dev joins meanwhile, and nothing comes from Ben until after the deadline."""
    stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
    stage.passes(minutes=10)
    stage.writes(DEV, JOINS[DEV], "Joining")
    stage.days(15)
    gil_approves(stage, "count me in")


def ana_complains_and_chooses(stage: Telling) -> None:
    """After the weekend Ana says that she hears nothing, and takes the first of the choices she is given."""
    stage.days(3)
    stage.writes(ANA, "I still haven't heard anything from Ben.", "My buddy")
    stage.passes(minutes=10)
    stage.passes(hours=1)
    stage.writes(ANA, "1", answers=stage.of_kind(ANA, "P25"))
    stage.passes(minutes=10)


def ana_gets_a_new_buddy(stage: Telling) -> None:
    """Gil agrees to who is named beside her wish."""
    stage.days(1)
    gil_approves(stage, "Dev Anand is free")
    stage.days(1)


def ben_asks_and_gil_answers_him_directly(stage: Telling) -> None:
    """Ben puts a question to the scheme; Gil writes to Ben alone, with the scheme in blind copy."""
    question = "Does it have to be about my own trust?"
    stage.writes(BEN, question, answers=stage.of_kind(BEN, "P10"))
    stage.passes(minutes=2)
    stage.writes(GIL, "No, any trust is fine. Gil", "Your question", to=f"Ben <{BEN}>", copied=BEN)
    stage.passes(minutes=20)
    stage.days(1)


def bens_mailbox_says_that_he_is_away(stage: Telling) -> None:
    """An automatic reply to the announcement names the day of his return."""
    stage.writes(
        BEN,
        "I am away until Monday 28 June. For urgent matters ring the site office.",
        "Automatic reply: Task 1",
        head="Auto-Submitted: auto-replied",
    )
    stage.passes(minutes=10)
    stage.passes(hours=3)
