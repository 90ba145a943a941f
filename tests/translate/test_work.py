"""What people send for a task is told from what they write about it."""

from dataclasses import replace

import pytest

from mailbot.core.mail import Attachment
from mailbot.core.reading import Facts, IntentKind
from mailbot.core.tasks import StageKind
from tests.translate.readings import (
    ANA,
    BEN,
    SCHEME,
    a_mail,
    answering,
    done,
    from_ana,
    kinds,
    offered,
    owed,
    read,
    slot,
)

LETTER = from_ana(answering("P10"))
ANSWER = from_ana(answering("P11"))
TO_BEN = a_mail(to=BEN.addresses, cc=(SCHEME,))
FIVE = from_ana(answering("P10"), owes=(owed(StageKind.SEALED, "consortium", "own"),))

NOTES_TO_THE_SCHEME = [
    "Hello both, I have been turning this over for a fortnight and the honest answer is that nothing"
    " has ever gone wrong between me and a manager, so I would be inventing it. I'd feel a fraud.",
    "Just a quick note to say I've seen this and it is on the list, but we have the regulator in until"
    " the end of the month and I'm covering for two colleagues. You'll hear from me when they've gone.",
    "I'm really not comfortable putting something like this in writing, even with the details changed."
    " It is a very small hospital and everybody would know who I meant.",
    "Thanks so much for this. I think it's a lovely idea and I've told three of my colleagues about it"
    " already, who all want to know where they can sign up for the next one.",
    "I don't see the relevance of this to my training and to be blunt neither does my supervisor. I"
    " signed up to meet a manager in person, not to do creative writing exercises for strangers.",
    "Ben and I had a long phone call about this instead, which we both got a lot out of. Neither of us"
    " has the heart to write it all out again now. Hope that counts!",
    "Work is impossible at the moment, three people have left the team in a month and the rest of us"
    " are doing doubles. Something had to give and I am afraid it was this.",
    "Having read it again I'd rather my last one wasn't shared with anybody. It named no names but my"
    " old boss would know. Please bin it and I'll think of another.",
    "It was Ben who wrote all of it, it's his and not mine, so please put it down to him. I only nodded"
    " over the biscuits while he typed away in the corner of the canteen that afternoon.",
]
NOTES_TO_THE_SCHEME += [
    "Ben and I were at school together, it turns out. Is that allowed? I don't mind but he may prefer"
    " somebody he can't embarrass at parties.",
    "Two of us are doing the work of five here and the person who decides that has gone on leave. So"
    " no, this is not a good time, and I can't tell you when will be.",
    "A colleague of mine who isn't in this would love to have a go. She's a ward manager and very"
    " funny. Could she join in at this stage or is the door closed?",
    "Just so you know, my consultant found the email open on the office computer and asked what it"
    " was. I told her. She was fine about it, even keen, but I thought you'd better hear it from me.",
]
LETTERS_WITHOUT_A_SALUTATION = [
    "I once told a manager her graph was upside down. It was not upside down. I have avoided her for a"
    " year and she has never mentioned it, which is worse. Do I confess?",
    "The clinic was overbooked by nine, again. When I said so the booking manager told me that all the"
    " slots were green. I asked her to come and stand in the green. She came. She cried. We are friends"
    " now but the slots are still green. How do we change a colour?",
    "Our theatre manager cancelled my list at half past seven because of a missing tray, and she told"
    " the patients before she told me. I found out from a man in a gown. How should I have found out?",
    "Every month I am sent a spreadsheet with my name in red on it. Nobody ever says what the red"
    " means. I asked once and was told it was under review. I have started to dream in red.",
    "He wants me to leave by 2pm so the room is free for the board. My clinic runs till four. I've"
    " asked him to move the board. He laughed. I just want it to stop being my problem each week."
    " What would you do?",
    "I'm as cross as a bag of cats about parking. I pay ninety pounds a month to circle the building."
    " The permit manager has a space with his name on it, and he cycles. I'd settle for the bike. How"
    " do I raise it without sounding petty?",
    "She asked for my ideas, then the plan came out with none of them in it and my name at the bottom."
    " I said nothing. I should have said something. I still don't know what.",
]


@pytest.mark.parametrize("words", NOTES_TO_THE_SCHEME)
def test_a_note_about_oneself_and_the_task_is_never_passed_on_as_a_letter(words: str) -> None:
    reading = read(words, LETTER)

    assert "submission" not in kinds(reading)


@pytest.mark.parametrize("words", LETTERS_WITHOUT_A_SALUTATION)
def test_a_story_without_a_salutation_is_a_letter_and_nothing_else(words: str) -> None:
    reading = read(words, LETTER)

    assert kinds(reading) == ["submission"]


@pytest.mark.parametrize(
    "words",
    [
        "It isn't you. When we swap we think we're being helpful by not bothering you. Tell us what"
        " happens at your end when the gap appears, we honestly have no idea.",
        "Been there. I'd take the biscuits round myself and say sorry, once, properly. Not by email."
        " Managers never get a sorry in person and it works like magic, I promise you.",
        "Dear Cross of Carlisle, ring them. Nobody ever rings. I am a manager and in four years two"
        " doctors have rung me, and I would now move heaven and earth for either of them.",
    ],
)
def test_advice_under_a_relayed_letter_is_the_answer_to_it(words: str) -> None:
    reading = read(words, ANSWER)

    assert kinds(reading) == ["submission"]


def test_who_tells_of_the_asker_instead_of_answering_sends_no_answer() -> None:
    reading = read(
        "I've read it three times and I honestly haven't a clue what to say to him, I've never managed"
        " anyone in my life. Is there somebody with more experience who could do it?",
        ANSWER,
    )

    assert "submission" not in kinds(reading)


@pytest.mark.parametrize("mail", ["P08", "P24", "P12"])
def test_a_text_under_a_mail_that_asks_for_none_is_no_letter(mail: str) -> None:
    owes = () if mail == "P12" else (owed(),)
    facts = from_ana(answering(mail), owes=owes, done=(done(),))

    reading = read(LETTERS_WITHOUT_A_SALUTATION[2], facts)

    assert "submission" not in kinds(reading)


def test_what_stands_between_rows_of_stars_is_nobodys_words() -> None:
    stars = "*" * 60

    reading = read(
        f"B please\n\n{stars}\nThis message may hold confidential words, so please tell the sender"
        f" if it was not meant for you, and delete it.\n{stars}",
        from_ana(answering("P10"), owes=(owed(StageKind.CHOICE, "cases", "case"),)),
    )

    assert reading.words == "B please"
    assert kinds(reading) == ["choice"]


def test_a_letter_that_comes_in_time_asks_for_no_more_of_it() -> None:
    reading = read(
        "Things are upside down here, but the letter will be with you by Thursday", LETTER
    )

    assert kinds(reading) == ["still_here"]


def test_the_question_that_closes_a_letter_is_not_asked_of_the_scheme() -> None:
    reading = read(
        "Hello, sorry this is late.\n\nDear Ben, my clinic list is typed on a Thursday and lost on a"
        " Friday, every week. I bring cake to the office and it is still lost. Should I stop? Does it"
        " matter to anybody but me?\n\nAna",
        LETTER,
    )

    assert kinds(reading) == ["submission"]


def test_a_closing_question_in_a_paragraph_of_its_own_is_still_the_letters() -> None:
    reading = read(
        "Dear Ben, my clinic list is typed on a Thursday and lost on a Friday, every week. I bring cake"
        " to the office and it is still lost.\n\nDoes it matter?",
        LETTER,
    )

    assert kinds(reading) == ["submission"]


def test_a_question_to_a_coordinator_below_a_letter_is_one() -> None:
    reading = read(
        "Dear Ben, the bleep went off eleven times while I was telling a family the worst news of"
        " their lives. I asked for somebody to hold it. There is no budget for holding. What do you"
        " hear when I say that? Ana\n\nQuestion for Jo: when will I get Ben's letter?",
        LETTER,
    )

    assert set(kinds(reading)) == {"submission", "query"}


def test_a_remark_below_a_letter_is_feedback_and_no_part_of_the_letter() -> None:
    reading = read(
        "Dear Deidre, my ops manager says yes to everything and does none of it. I have stopped"
        " asking. Now she thinks I am happy. How do I become unhappy politely?\n\n"
        "PS really liked doing this, a hundred words is just right.",
        LETTER,
    )

    assert set(kinds(reading)) == {"submission", "feedback"}
    assert "hundred words" not in str(slot(reading, IntentKind.SUBMISSION, "text"))
    assert str(slot(reading, IntentKind.FEEDBACK, "text")).startswith("PS really liked")


def test_a_buddy_greeted_by_a_short_name_is_still_the_buddy() -> None:
    gwen = replace(BEN, name="Gwenllian Rees")
    facts = from_ana(answering("P10"), partners=(gwen,))

    reading = read("Dear Gwen, managers never read what I send. Why is that?", facts)

    assert "submission" in kinds(reading)
    assert slot(reading, IntentKind.SUBMISSION, "complete") is False


@pytest.mark.parametrize(
    "words",
    [
        "1. Night nurses 2. A crisis house 3. Bus passes 4. Stop the awards do 5. Interpreters",
        "1 beds 2 buses 3 bins 4 befrienders 5 boilers",
        "warm rooms, free parking, a second scanner, school nurses and I'd stop buying reports",
        "Mine are:\nbeds\nnurses\nbuses\nteeth\nlunch",
        "1 | Buy | night nurses\n2 | Buy | buses\n3 | Stop | three of the five prizes\n4 | Buy | tea"
        "\n5 | Buy | a van",
    ],
)
def test_five_things_in_a_row_are_a_whole_answer_where_five_are_asked_for(words: str) -> None:
    reading = read(words, FIVE)

    assert kinds(reading) == ["submission"]
    assert slot(reading, IntentKind.SUBMISSION, "complete") is True


def test_three_of_five_things_are_a_part_of_the_answer() -> None:
    reading = read("Three so far: beds, buses, bins. Two more to come when I've slept", FIVE)

    assert slot(reading, IntentKind.SUBMISSION, "complete") is False


@pytest.mark.parametrize(
    "words",
    [
        "Hi Ben, are you around on Thursday for a quick call? I can do any time after three.",
        "Ben - great to talk yesterday. I looked up the paper you mentioned about boarding patients"
        " and it's as depressing as you said. My boss wants to meet you! Shall we have a coffee when"
        " you are next on our site, maybe after the away day? How's the new baby sleeping?",
        "See attached, the article I mentioned",
    ],
)
def test_what_buddies_write_to_each_other_is_chat_however_long(words: str) -> None:
    reading = read(words, from_ana(), TO_BEN)

    assert kinds(reading) == ["buddy_chat"]


def test_a_letter_that_went_straight_to_the_buddy_is_delivered() -> None:
    reading = read(
        "Hi Ben, this is my letter, sent straight to you.\n\nDear Deidre, my manager plans the list on"
        " the back of an envelope. It works better than the computer. Do I tell anybody?",
        LETTER,
        TO_BEN,
    )

    assert kinds(reading) == ["submission"]
    assert slot(reading, IntentKind.SUBMISSION, "delivered") is True


def test_a_picture_for_the_buddy_is_no_work() -> None:
    photo = Attachment("IMG_2201.jpg", "image/jpeg", b"x" * 90_000)

    reading = read(
        "Look who's here!", from_ana(), a_mail(to=BEN.addresses, cc=(SCHEME,), files=(photo,))
    )

    assert kinds(reading) == ["buddy_chat"]


def under_p24() -> Facts:
    return from_ana(answering("P24", "1", "2", "3"), offers=offered("P24", "1", "2", "3"))


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("I think I'd better bow out", "3"),
        ("I'd rather not carry on", "3"),
        ("time to let someone else have a go", "3"),
        ("put me on ice until after my exams", "2"),
        ("Not giving up - until Sunday?", "1"),
        ("I'd love to stay in", "1"),
        ("Honestly? 3. Sorry.", "3"),
    ],
)
def test_a_wish_in_words_of_ones_own_takes_its_option(words: str, option: str) -> None:
    reading = read(words, under_p24())

    assert option == slot(reading, IntentKind.CHOICE, "option")


@pytest.mark.parametrize("words", ["skip", "I'll pass on this one", "can someone else answer it?"])
def test_who_skips_a_late_letter_says_so_in_many_ways(words: str) -> None:
    reading = read(words, from_ana(answering("P23")))

    assert slot(reading, IntentKind.CHOICE, "option") == "skip"


@pytest.mark.parametrize(
    "words",
    [
        "On it!",
        "writing it as we speak",
        "It's coming!",
        "yep it's half done",
        "Not gone, just buried",
        "Haven't run away",
        "Sorry, still in the land of the living",
    ],
)
def test_a_word_that_it_is_under_way_is_a_sign_of_life(words: str) -> None:
    reading = read(words, from_ana(answering("P23")))

    assert kinds(reading) == ["still_here"]


def test_nothing_but_a_visiting_card_is_a_blank_mail() -> None:
    reading = read(f"{ANA.name}\nST4 | North Infirmary\nTel 01632 960123", LETTER)

    assert kinds(reading) == ["blank"]


def test_a_name_above_an_answer_is_no_visiting_card() -> None:
    reading = read(f"{ANA.name}\nPlease ring me on 01632 960123", LETTER)

    assert "blank" not in kinds(reading)


def test_the_first_words_of_a_letter_stay_the_letters_whatever_they_sound_like() -> None:
    said = (
        "Come at ten past eight, when handover is over and the round has not begun, and bring one"
        " question. Ask the nurse in charge first; we all do what she says. If somebody snaps at you,"
        " it was a bad night and not you. I would have liked to see that plan before it was finished."
    )

    found = read(said, from_ana(answering("P11"))).intent(IntentKind.SUBMISSION)

    assert found is not None
    assert said == found.slots.get("text", said)
