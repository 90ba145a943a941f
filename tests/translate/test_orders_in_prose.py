"""Coordinators ask for things in prose, with manners, slips of the thumb and a story around them."""

import pytest

from mailbot.core.reading import IntentKind
from tests.translate.readings import from_gil, kinds, read, slot

ASKED = [
    ("cohort", "Please send me the cohort as a spreadsheet"),
    ("cohort", "Could you send me everyone's phone numbers?"),
    ("cohort", "can i have an up to date contact list please"),
    (
        "status",
        "Could I have the status please? Board meeting in ten minutes and I've nothing to say. Thanks ever so",
    ),
    ("status", "how are we doing with task 1?"),
    ("status", "where are we up to"),
    ("status", "Hi bot, quick update please"),
    ("pause_everything", "Please stop all the scheme's emails to everybody until I say otherwise."),
    ("pause_everything", "Stop everything!"),
    ("pause_everything", "can we hold all emails until further notice"),
    ("pause_everything", "Nothing is to go out today please"),
    ("pause_everything", "put the whole scheme on hold"),
    ("pause", "Please could you put Callum on hold until 3rd May, he rang me this morning."),
    ("pause", "stop emailing Sam until September please"),
    ("pause", "tomasz pasue til 3 may"),
    ("pause", "Tomasz is off sick until 3 May"),
    ("pause", "could you give Ana a break till the 14th"),
    ("extend", "extned task one to friday"),
    ("extend", "task 1 extend to fri"),
    ("extend", "give everyone another week for the letters"),
    ("extend", "Can Declan have until the 22nd?"),
    ("extend", "let's push the letters deadline back to Friday"),
    ("extend", "Everybody gets until Monday please"),
    ("extend", "move the deadline for task 2 to 30 june"),
    ("cancel", "Please cancel task 1, the deanery is running something identical the same week."),
    ("skip", "skip stage 2 for trios this time"),
    (
        "event",
        "event: drinks, thu 15 july 6.30pm, The Heron, Gloucester, 20 places, managers and clinicians",
    ),
    ("event", "Please set up a dinner for the managers on 3 July at 7pm"),
    ("feedback", "feedback managers task 1"),
    ("feedback", "can I see the feedback from task 1?"),
    ("feedback", "what did the clinicians say about task 2?"),
    ("mailshot", "mailshot for deanery"),
    ("mailshot", "could you draft me a mailshot for the royal college"),
    ("portfolio", "portfolio for Ana"),
    ("portfolio", "could you send Ana her portfolio"),
    (
        "match",
        "I've been thinking about Rhodri. Please match him with Grace and also put Hugh in with them, he'd be good for the both of them.",
    ),
    ("match", "pair up ana and ben"),
    ("match", "put ana with ben"),
    ("rematch", "find Bethan somebody new please"),
    ("rematch", "Bethan needs a new buddy"),
    ("rematch", "rematch ana"),
    ("late", "Which of them haven't handed in their letter yet?"),
    ("late", "who still hasn't replied"),
    ("late", "anyone late?"),
    ("late", "whos lat"),
    ("late", "who's overdue"),
    ("late", "who has not done task 1"),
    ("waiting", "who's free?"),
    ("waiting", "who still hasn't got a buddy?"),
    ("waiting", "is anybody without a buddy"),
    ("pairs", "who is with whom"),
    ("pairs", "show me the pairs"),
    ("remind", "send a reminder to the late ones"),
    ("remind", "nudge the late people"),
    ("remind", "chase Callum please"),
    ("undo", "take that back"),
    ("undo", "oh no, undo!"),
    ("undo", "Sorry, cancel that please"),
    ("undo", "I didn't mean that"),
    ("remove", "take Sam off the list"),
    ("remove", "Rhodri has left"),
    ("resume", "bring Callum back"),
    ("resume", "callum is back"),
    ("report", "I need the numbers for the board"),
    ("report", "report please"),
    ("help", "what can I say to you?"),
    ("help", "how do I pause somebody?"),
    ("send", "tell the managers that the talk is at 6"),
    ("send", "email everyone: the talk is at 6"),
    ("send", "let everyone know the room has changed"),
    ("start", "Let's start task 2 on Monday"),
    ("start", "please could you kick off the letters on 1 June"),
    ("who", "what do you know about Declan?"),
    ("who", "tell me about Sam"),
    ("away", "I'm away 3-17 aug"),
    ("away", "I shall be on leave from Monday"),
    ("handover", "handover - lee@trust.example from 1 sept"),
    ("answer", "answer 14: Any trust will do. Best pick your own."),
    ("answer", "answer declan: any setting you like"),
    ("resume_everything", "resume everything please"),
    ("resume_everything", "ok you can turn it all back on"),
]
NOT_ASKED = [
    "If he hasn't replied by Friday, please remove him",
    "Pause Sam if he hasn't written by Friday",
    "don't pause Sam",
    "I don't think we need to remove Sam",
    "Shall we remove Declan?",
    "The car park is full",
    "Kit told me to pause everything but I said no",
    "I've paused Sam myself",
    "Thanks for the update on Sam",
    "Great digest this morning",
    "what's for lunch",
    "Late night last night!",
    "Hope your weekend was good, mine was late trains and rain",
    "Waiting for the bus as I write",
    "I wonder how many people read these",
    "Nice to see the pairs getting on so well",
    "My mother is in hospital so I may be slow to reply this week",
    "Delete? I never said that",
    "no",
    "There's a problem with the car park on Thursday",
    "lovely people, all of them",
    "Kit will call you",
    "Sam said he'd love to meet",
    "give it a rest!",
    "let me know",
    "Have a good weekend",
    "I need a holiday",
    "What a week",
    "Well done everyone",
]
NAMED = [
    ("tomasz pasue til 3 may", "pause", ("tomasz",)),
    ("could you give Ana a break till the 14th", "pause", ("Ana",)),
    ("stop emailing Sam until September please", "pause", ("Sam",)),
    ("Bethan needs a new buddy", "rematch", ("Bethan",)),
    ("find Bethan somebody new please", "rematch", ("Bethan",)),
    ("Rhodri has left", "remove", ("Rhodri",)),
    ("Can Declan have until the 22nd?", "extend", ("Declan",)),
    ("pair up ana and ben", "match", ("ana", "ben")),
    ("what do you know about Declan?", "who", ("Declan",)),
    ("tell the managers that the talk is at 6", "send", ("managers",)),
]


@pytest.mark.parametrize(("verb", "words"), ASKED)
def test_a_command_in_prose_is_heard(verb: str, words: str) -> None:
    reading = read(words, from_gil())

    assert kinds(reading) == ["command"]
    assert slot(reading, IntentKind.COMMAND, "verb") == verb


@pytest.mark.parametrize("words", NOT_ASKED)
def test_what_is_told_denied_or_only_supposed_is_no_command(words: str) -> None:
    reading = read(words, from_gil())

    assert "command" not in kinds(reading)


@pytest.mark.parametrize(("words", "verb", "who"), NAMED)
def test_the_people_meant_are_named(words: str, verb: str, who: tuple[str, ...]) -> None:
    reading = read(words, from_gil())

    assert slot(reading, IntentKind.COMMAND, "verb") == verb
    assert slot(reading, IntentKind.COMMAND, "who") == who


def test_two_sentences_are_two_commands() -> None:
    reading = read("Pause sam till friday. Remind the late ones please.", from_gil())

    assert [one.slots["verb"] for one in reading.intents] == ["pause", "remind"]


@pytest.mark.parametrize("words", ["Diolch! Send me the cohort", "thx, and who's late?"])
def test_thanks_do_not_swallow_a_request(words: str) -> None:
    reading = read(words, from_gil())

    assert kinds(reading) == ["command"]


def test_thanks_with_a_story_that_is_not_understood_are_not_ignored() -> None:
    words = "Thank you. I have been thinking that the trios might sit together at the next dinner, please see to it."

    reading = read(words, from_gil())

    assert kinds(reading) == ["other"]


@pytest.mark.parametrize(
    "words",
    [
        "Declan rang, he wants to know everything we hold on him",
        "Ana has asked for a copy of her data",
    ],
)
def test_a_data_request_that_was_passed_on_is_heard(words: str) -> None:
    reading = read(words, from_gil())

    assert kinds(reading) == ["data_request"]


def test_a_question_about_the_scheme_is_a_question() -> None:
    reading = read("Does it chase people at weekends?", from_gil())

    assert kinds(reading) == ["query"]
