"""What participants write is understood by what it means, not by its words."""

from datetime import date, datetime

import pytest

from mailbot.core.mail import Attachment, FailedRecipient, MachineKind, MachineMail
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.reading import IntentKind
from mailbot.core.tasks import StageKind
from tests.translate.readings import (
    ANA,
    BEN,
    LETTER,
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

REQUESTS = {
    "extension": (
        "Any chance I could hand this in on Monday instead?",
        "Rota from hell, could I possibly have until Sunday?",
        "Sorry, running behind, it'll be with you on Tuesday.",
        "I won't manage it by Friday I'm afraid",
        "Can I have a bit more time with the letter?",
        "Would it be OK to send mine a couple of days late?",
        "3 more days please",
        "I'm on annual leave until Monday 14 June and will write it then.",
    ),
    "quiet_buddy": (
        "Ben still hasn't written back.",
        "I've emailed Ben twice and heard nothing.",
        "Total silence from my buddy so far",
        "Has Ben dropped out? Not a peep.",
        "I sent my letter three weeks ago and never got an answer from Ben",
        "Is Ben still doing this?",
        "My partner seems to have vanished",
    ),
    "rematch": (
        "Could we swap partners please?",
        "I'd prefer to work with another manager.",
        "It's just not working out between us",
        "Please could you find me a different buddy?",
    ),
    "withdrawal": (
        "I'm afraid I'll have to drop out of the scheme.",
        "I can't keep this up alongside my exams, so I'd like to step down.",
        "Sadly this isn't for me.",
        "Hmm, I don't feel that it's for me after all",
        "With a new job and a baby I can no longer take part",
        "How do I leave the programme?",
        "I think it's best if I bow out",
    ),
    "stop": (
        "STOP",
        "Please stop",
        "Unsubscribe",
        "take me off this list please",
        "Do not contact me again",
        "stop emailing me",
    ),
    "pause": (
        "Could you put me on hold until September?",
        "I'm starting maternity leave on 1 July",
        "My dad died on Sunday.",
        "I've been signed off work for six weeks",
        "Can we pause this till after the summer?",
    ),
    "contact_change": (
        "From August I'll be working at Ribble Hospital",
        "Please use ana.field@home.example from now on",
        "My nhs.net account closes next week, write to ana@post.example",
        "I've got a new mobile: 07700 900456",
    ),
    "still_here": (
        "Haven't gone AWOL, honest!",
        "Still here, just buried in nights",
        "Sorry for the silence, I haven't forgotten you",
    ),
    "thanks": ("Thanks!", "Cheers, got it", "Lovely, thank you so much", "\U0001f44d", "Brilliant"),
    "query": (
        "Does it need to be about my own hospital?",
        "Who will see what I write?",
        "I'm not sure whether the hundred words include the greeting",
        "Could you send me the task again please? I can't find it",
        "When does the next task start?",
        "What happens if I had to drop out?",
    ),
    "distress": (
        "I can't cope any more",
        "Honestly I don't see the point of anything",
        "Some days I think everyone would be better off without me",
        "I'm worried about Ben, he sounded really low",
        "I cry every day before work",
        "Ben told me on the phone that he's been having dark thoughts.",
    ),
    "concern": (
        "Our registrar has been bullying the juniors and nobody acts",
        "Staffing is so thin that patients are at risk",
        "A consultant keeps making racist remarks",
        "The site lead was told by her boss to lose the waiting times that looked bad",
        "They are faking the safety checks before lists, and everybody knows",
        "Our registrar keeps touching the students",
    ),
    "complaint": (
        "I'd like to make a complaint",
        "You keep chasing me for something I already sent",
        "This is frankly unacceptable",
        "I'm not happy that somebody gave out my number. Who decided that?",
        "That's the fourth reminder about a letter I sent last week",
    ),
    "data_request": (
        "What information do you hold about me?",
        "I'd like a copy of all my personal data please",
        "Please treat this as a subject access request",
    ),
    "erasure": (
        "Please erase all my details",
        "I want everything you have on me deleted",
        "delete my data please",
    ),
    "task_idea": (
        "Idea: managers sit in on a ward round?",
        "How about a task where we all swap calendars?",
        "I've got an idea for a future task: write each other's job advert",
    ),
}


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, all_ in REQUESTS.items() for words in all_]
)
def test_a_wish_in_ones_own_words_is_what_it_means(kind: str, words: str) -> None:
    reading = read(words)

    assert kind in kinds(reading)


NOT = {
    "withdrawal": (
        "I'm not leaving, don't worry!",
        "I can't make the dinner, sorry",
        "I need to leave the ward early today, so I'll write tonight",
        "If I had to drop out, what would happen to Ben?",
        'My colleague said "I want to quit the scheme" but not me',
        "I'd like to leave a message for Ben",
        "Only joking, I'm not dropping out",
        "My registrar wants to leave the scheme, shall I tell her to write?",
    ),
    "quiet_buddy": (
        "Ben hasn't gone AWOL, we spoke today",
        "Sorry I've been so quiet",
        "Ben replied within the hour!",
        "No complaints, Ben writes a lot",
    ),
    "stop": (
        "I can't stop laughing at that letter, thanks",
        "Don't stop sending these, I love them",
        "We should stop for a coffee when you are in Oldham",
    ),
    "distress": (
        "This hummus is killing me, thanks",
        "Drowning in discharge letters, could I have until Monday?",
        "My patients are often depressed patients, so yes, psychiatry",
        "I'm not worried about Ben",
    ),
    "concern": (
        "I did my safeguarding training today, so I am late",
        "The lift isn't safe to say the least, ha",
    ),
    "complaint": ("No complaints from me!", "I'm not complaining, just asking when it is due"),
    "pause": ("That gave me pause for thought, thanks", "Is Ben on leave until Monday?"),
    "erasure": ("I deleted the email by mistake, could you send it again?",),
    "data_request": ("What do you know about the dinner?",),
    "thanks": ("No thanks to my rota, I still have not started",),
    "rematch": ("Someone else answered the bleep, so I have time after all",),
    "task_idea": ("I have no idea what to write",),
    "registration": ("I would love to join the call on Thursday",),
    "submission": ("Will do it tonight", "Working on it!", "ok"),
}


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, all_ in NOT.items() for words in all_]
)
def test_what_is_denied_supposed_quoted_or_about_others_is_no_wish(kind: str, words: str) -> None:
    reading = read(words)

    assert kind not in kinds(reading)


@pytest.mark.parametrize(
    "words",
    [
        LETTER,
        f"Here's mine, sorry it's late!\n\n{LETTER}",
        f"Hi both,\n\n{LETTER}\n\nBest wishes",
        "My manager asked me to leave the meeting because I was in scrubs. I wanted to quit that day"
        " and nobody replied to my email about it. He said it was policy, and I still think about it"
        " whenever I pass his office, although I never asked him what the policy was.",
        "1. Trust each other\n2. Share the rota early\n3. Say thank you\n4. Walk the floor\n5. Laugh",
    ],
)
def test_a_letter_is_a_submission_whatever_sad_story_it_tells(words: str) -> None:
    reading = read(words)

    assert kinds(reading) == ["submission"]


def test_a_question_below_a_letter_is_asked_as_well() -> None:
    reading = read(f"{LETTER}\n\nPS is the next task with the same buddy?")

    assert kinds(reading) == ["submission", "query"]
    assert slot(reading, IntentKind.QUERY, "text") == "PS is the next task with the same buddy?"
    assert slot(reading, IntentKind.SUBMISSION, "text") == LETTER


def test_words_to_the_scheme_before_a_letter_are_not_its_text() -> None:
    reading = read(f"Here's my letter, sorry it's late.\n\n{LETTER}")

    assert slot(reading, IntentKind.SUBMISSION, "text") == LETTER


def test_distress_of_today_counts_inside_a_letter_too() -> None:
    reading = read(f"{LETTER} I can't go on like this and I want to die.")

    assert kinds(reading)[0] == "distress"


def test_a_short_note_with_a_file_is_a_submission() -> None:
    file = Attachment("ours.docx", "application/msword", b"x" * 5000)

    reading = read("here's ours", mail=a_mail(files=(file,)))

    assert kinds(reading) == ["submission"]


def test_a_logo_is_no_submission() -> None:
    logo = Attachment("image001.png", "image/png", b"x" * 900)

    reading = read("Thanks!", mail=a_mail(files=(logo,)))

    assert kinds(reading) == ["thanks"]
    assert reading.attachments == ()


def test_wrong_version_without_a_new_text_takes_the_first_back() -> None:
    reading = read(
        "Ignore that, wrong version", from_ana(answering("P12"), owes=(), done=(done(),))
    )

    assert kinds(reading) == ["recall"]


def test_wrong_version_with_a_new_text_corrects_the_first() -> None:
    facts = from_ana(answering("P12"), owes=(), done=(done(),))

    reading = read(f"Ignore that, wrong version. This is the right one:\n\n{LETTER}", facts)

    assert slot(reading, IntentKind.SUBMISSION, "correction") is True


CHOICES = [
    ("2", "P24", "123", "2"),
    ("2 sorry, baby arrived early!", "P24", "123", "2"),
    ("Option 3 please", "P24", "123", "3"),
    ("(1)", "P24", "123", "1"),
    ("I'd go for two", "P24", "123", "2"),
    ("Count me in, I need until Friday", "P24", "123", "1"),
    ("I'd rather stop", "P24", "123", "3"),
    ("A new buddy would be great", "P25", "1234", "1"),
    ("I'll wait until Friday", "P25", "1234", "4"),
    ("just a stand-in for now", "P25", "1234", "3"),
    ("join another pair", "P25", "1234", "2"),
]


@pytest.mark.parametrize(("words", "mail", "options", "taken"), CHOICES)
def test_an_open_choice_is_taken_by_number_or_in_words(
    words: str, mail: str, options: str, taken: str
) -> None:
    facts = from_ana(answering(mail), offers=offered(mail, *options))

    reading = read(words, facts)

    # What the option means may stand beside it.
    assert set(kinds(reading)) - _MEANINGS == {"choice"}
    assert slot(reading, IntentKind.CHOICE, "option") == taken


_MEANINGS = {"still_here", "pause", "withdrawal", "rematch"}


@pytest.mark.parametrize(
    ("words", "taken"),
    [("yes pls", "yes"), ("Oj", "yes"), ("go ahead", "yes"), ("not now", "later")],
)
def test_a_yes_in_any_form_takes_the_offer(words: str, taken: str) -> None:
    facts = from_ana(answering("P29"), owes=(), partners=(), offers=offered("P29", "yes", "later"))

    reading = read(words, facts)

    assert slot(reading, IntentKind.CHOICE, "option") == taken


def test_the_day_said_with_a_choice_goes_with_it() -> None:
    facts = from_ana(answering("P24"), offers=offered("P24", "1", "2", "3"))

    reading = read("1, I need until Friday", facts)

    assert slot(reading, IntentKind.CHOICE, "until") == date(2027, 6, 11)


@pytest.mark.parametrize("words", ["B please", "b", "case B", "I'll take B"])
def test_a_letter_alone_chooses_where_a_case_is_to_be_chosen(words: str) -> None:
    facts = from_ana(answering("P10"), owes=(owed(StageKind.CHOICE, "cases", "case"),))

    reading = read(words, facts)

    assert slot(reading, IntentKind.CHOICE, "option") == "B"


def test_a_number_is_no_choice_where_none_is_open() -> None:
    reading = read("2", from_ana(answering("P12"), owes=()))

    assert "choice" not in kinds(reading)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thursday's best", date(2027, 6, 10)),
        ("not Mon, but Friday works", date(2027, 6, 11)),
        ("We've said the 15th", date(2027, 6, 15)),
    ],
)
def test_a_day_is_heard_where_a_day_is_to_be_agreed(words: str, day: date) -> None:
    facts = from_ana(answering("P10"), owes=(owed(StageKind.DAY, "shadowing", "day"),))

    reading = read(words, facts)

    assert slot(reading, IntentKind.DAY, "date") == day


def test_days_that_do_not_suit_are_kept_apart() -> None:
    facts = from_ana(answering("P10"), owes=(owed(StageKind.DAY, "shadowing", "day"),))

    reading = read("can't do Monday, on nights til Tuesday", facts)

    assert slot(reading, IntentKind.DAY, "date") is None
    assert slot(reading, IntentKind.DAY, "unavailable") == ("2027-06-14", "2027-06-15")


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("Sunday 8pm", datetime.fromisoformat("2027-06-13T20:00")),
        ("when I'm off nights, thurs", datetime.fromisoformat("2027-06-10T12:00")),
        ("Tomorrow at 7am", datetime.fromisoformat("2027-06-10T07:00")),
    ],
)
def test_a_day_under_a_task_mail_is_when_to_be_nudged(words: str, at: datetime) -> None:
    reading = read(words)

    assert slot(reading, IntentKind.NUDGE_TIME, "at") == at


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Could I have until Sunday?", date(2027, 6, 13)),
        ("on nights till Thurs, can I have the weekend?", date(2027, 6, 13)),
        ("Can I have two more days please", date(2027, 6, 20)),
        ("Could I have another week?", date(2027, 6, 25)),
        ("could you extend it to 25 June", date(2027, 6, 25)),
    ],
)
def test_an_extension_names_its_day(words: str, until: date) -> None:
    reading = read(words)

    assert slot(reading, IntentKind.EXTENSION, "until") == until


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Please pause me until September", date(2027, 9, 1)),
        ("I'm on maternity leave till 3 January", date(2028, 1, 3)),
        ("Could you put me on hold for three months?", date(2027, 9, 7)),
        ("Pause me please", None),
    ],
)
def test_a_pause_ends_when_it_says(words: str, until: date | None) -> None:
    reading = read(words)

    assert slot(reading, IntentKind.PAUSE, "until") == until


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Can't make it, on call", "no"),
        ("I'll be there!", "yes"),
        ("Should be able to pop in for a bit", "probably"),
        ("Sorry, can't make Thursday", "no"),
    ],
)
def test_an_invitation_is_answered_in_any_words(words: str, answer: str) -> None:
    reading = read(words, from_ana(answering("P43"), owes=()))

    assert kinds(reading) == ["rsvp"]
    assert slot(reading, IntentKind.RSVP, "answer") == answer


def test_a_change_of_address_carries_what_is_new() -> None:
    reading = read("From August my address is ana.f@home.example, not ana@infirmary.example.")

    assert slot(reading, IntentKind.CONTACT_CHANGE, "email") == "ana.f@home.example"


def test_chatter_between_buddies_is_not_for_us() -> None:
    mail = a_mail(to=(BEN.address,), cc=(SCHEME,))

    reading = read("Lovely to hear from you! Shall we talk on Thursday?", mail=mail)

    assert kinds(reading) == ["buddy_chat"]


def test_a_letter_that_the_buddy_has_already_is_not_to_be_passed_on() -> None:
    reading = read(LETTER, mail=a_mail(to=(BEN.address,), cc=(SCHEME,)))

    assert slot(reading, IntentKind.SUBMISSION, "delivered") is True


def test_distress_between_buddies_is_for_us() -> None:
    mail = a_mail(to=(BEN.address,), cc=(SCHEME,))

    reading = read("I can't cope any more, Ben", mail=mail)

    assert kinds(reading)[0] == "distress"


def test_stay_of_somebody_who_left_is_a_sign_of_life() -> None:
    left = Person(1, "Ana Field", Role.CLINICIAN, PersonState.LEFT, (ANA.address,))

    reading = read("STAY", from_ana(answering("P37"), owes=(), partners=(), person=left))

    assert kinds(reading) == ["still_here"]


def test_several_matters_come_with_the_gravest_first() -> None:
    reading = read("Still nothing from Ben. Could I have a new buddy? Also what do you hold on me?")

    assert kinds(reading) == ["data_request", "rematch", "quiet_buddy"]


def test_a_hint_of_distress_beside_a_request_is_seen_by_a_person() -> None:
    reading = read("I'm completely burnt out. Could I have until Sunday?")

    assert kinds(reading) == ["extension", "other"]


def test_who_is_cross_about_a_silent_buddy_is_waiting_not_complaining() -> None:
    reading = read("I'm really fed up with Ben never replying")

    assert kinds(reading) == ["quiet_buddy"]


def test_nothing_but_a_signature_is_blank() -> None:
    assert kinds(read("", signature="Ana Field\nST5")) == ["blank"]


def test_an_unsubscribe_button_says_it_in_the_subject_alone() -> None:
    assert kinds(read("", subject="unsubscribe")) == ["stop"]


def test_what_nobody_can_place_goes_to_a_person() -> None:
    reading = read("The blue one next to the window, as always.", from_ana())

    assert kinds(reading) == ["other"]
    assert reading.intents[0].confidence < RULES_ACT


def test_patient_details_stop_a_letter() -> None:
    reading = read(f"{LETTER} It was about Mrs Alder, 82, in bed 4.")

    assert kinds(reading)[0] == "patient_details"
    assert "Alder" not in " ".join(reading.intents[0].because)


def test_a_machine_is_read_from_its_report_and_never_from_its_words() -> None:
    report = MachineMail(
        MachineKind.BOUNCE, "a report", (FailedRecipient("ben@trust.example", True, "5.1.1"),)
    )

    reading = read("Please unsubscribe me, I can't cope", machine=report)

    assert kinds(reading) == ["bounce"]
    assert slot(reading, IntentKind.BOUNCE, "addresses") == ("ben@trust.example",)
    assert slot(reading, IntentKind.BOUNCE, "permanent") is True
    assert slot(reading, IntentKind.BOUNCE, "status") == "5.1.1"


def test_an_automatic_reply_says_until_when() -> None:
    away = MachineMail(
        MachineKind.OUT_OF_OFFICE, "a header", away_until=datetime.fromisoformat("2027-06-21T00:00")
    )

    reading = read("I am away", machine=away)

    assert slot(reading, IntentKind.OUT_OF_OFFICE, "until") == date(2027, 6, 21)


@pytest.mark.parametrize(
    "words",
    [
        "a " * 400_000,
        "not if but " * 60_000,
        "\n" * 300_000 + "ok",
        "." * 500_000,
        '"' * 300_000,
        "At A " * 100_000,
        "1 " * 200_000,
        "@" * 200_000,
        "please " * 100_000 + "stop",
        "(" * 200_000,
        "mon 1 " * 50_000,
    ],
)
def test_hostile_words_are_read_like_any_others(words: str) -> None:
    assert read(words).intents


RULES_ACT = 0.75
