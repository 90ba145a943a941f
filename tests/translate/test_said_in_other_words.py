"""What people say in words that nobody wrote a rule for, and what only sounds like it."""

import pytest

from tests.translate.readings import answering, from_ana, kinds, owed, read

NUDGED = from_ana(answering("P21"))
HEARD = (
    ("withdrawal", "I think something has to come off the plate, and I'm afraid it's the buddy scheme."),
    ("pause", "May I step aside until Monday 12 July? My wife is due any day now."),
    ("rematch", "I'd prefer to be paired with somebody other than Ben for the next task."),
    ("quiet_buddy", "Ben has acknowledged none of my three messages so far."),
    ("extension", "Could my letter to Ben come on Tuesday 22nd?"),
    ("extension", "If there is any give in Friday's date I'd be grateful for another week. If not I'll do it badly."),
    ("still_here", "If you're wondering, Ben has NOT gone quiet on me, we've been nattering all week."),
    ("still_here", "You will have it in good time, I didn't want you to think we had forgotten."),
    ("complaint", "Three reminders in ten days. This is harassment by robot."),
    ("concern", "The pump alarm was switched off by a nurse for three nights, because it is annoying."),
    ("concern", "Last night one of the assistants was shoved by a registrar."),
    ("erasure", "Can you delete the letter and everything else you've kept of mine?"),
    ("nudge_time", "Please remind me Thursday at lunch time, I finish my lates on Weds and will be human again"),
    ("nudge_time", "Please don't nudge me on Friday. Saturday morning, ten-ish, is when I'll do it."),
)  # fmt: skip
MORE = (
    ("withdrawal", "My new job starts Monday and I shan't be continuing with the scheme."),
    (
        "extension",
        "With the inspectors in all week mine will be with you on the 22nd rather than Friday.",
    ),
    ("stop", "Kindly cease all emails to this address."),
    ("concern", "A colleague is signing off training records for staff who were not there."),
    ("concern", "There's no crash trolley on our ward at night and management do nothing."),
    ("distress", "Sometimes on the drive home I think about just not turning the wheel."),
    ("distress", "I keep having flashbacks to the arrest."),
    ("distress", "I can't do this anymore. Any of it."),
    ("quiet_buddy", "Crickets from the other end of the pairing."),
    ("rematch", "Can you find me somebody nearer? We're 60 miles apart."),
    ("complaint", "The tone of these reminders is really patronising."),
)
NOT_MEANT = (
    ("pause", "If that happens would I be able to pause for a few weeks and come back to Ben?"),
    ("rematch", "Hypothetically, how does it work if two people just don't click?"),
    ("withdrawal", "This letter nearly made me resign from the scheme, but it's done."),
    ("concern", "I was bullied by a laminated sign this morning."),
    ("concern", "If there was one number I'd bully the whole ward into using it."),
    ("complaint", "I fear I was quite rude to someone I like."),
    ("submission", "Month end has eaten me. If there is any give in Friday's date I'd be grateful for another week. If there isn't, tell me and I will do it badly but on time, as I have done all my life."),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), [*HEARD, *MORE])
def test_it_is_heard_in_other_words(kind: str, words: str) -> None:
    assert kind in kinds(read(words, NUDGED))


@pytest.mark.parametrize(("kind", "words"), NOT_MEANT)
def test_what_only_sounds_like_it_is_not_meant(kind: str, words: str) -> None:
    assert kind not in kinds(read(words, NUDGED))


def test_of_a_letter_that_comes_in_parts_the_first_is_no_whole_letter() -> None:
    words = (
        "First half, rest tonight:\n\nDear Deidre, I read out to five surgeons every Thursday how"
        " late each of them started. Nobody looks up. Two of them have stopped saying hello."
    )

    reading = read(words, from_ana(answering("P10"), owes=(owed(),)))

    assert reading.intents[0].slots["complete"] is False
