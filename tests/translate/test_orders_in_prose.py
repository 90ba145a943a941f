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
    ("status", "How's it all going? Trust board asks on Thursday."),
    ("status", "Can you tell me where we've got to with the letters?"),
    ("status", "Any news?"),
    ("status", "Quick sitrep please"),
    ("status", "state of play?"),
    ("status", "what's the latest"),
    ("status", "how many are in so far?"),
    ("late", "Could you list those who are overdue"),
    ("late", "who's dragging their feet"),
    ("late", "Anybody still not sent anything?"),
    ("late", "Please can you let me know who hasn't done the task"),
    ("late", "late list pls"),
    ("late", "outstanding letters?"),
    ("waiting", "who is on the waiting list"),
    ("waiting", "How many people are we still to match?"),
    ("waiting", "anyone spare at the moment?"),
    ("waiting", "Do we have anyone free in Stroud?"),
    ("pairs", "list of pairs"),
    ("pairs", "Can I see who's paired with whom please"),
    ("pairs", "current pairings"),
    ("cohort", "I need a list of everyone with their emails"),
    ("cohort", "can you export the contact details"),
    ("cohort", "address list please"),
    ("who", "who is Farida?"),
    ("who", "remind me who Declan is"),
    ("who", "what's Declan's number?"),
    ("who", "details for Hugh Pemberton"),
    ("who", "is Sam still in?"),
    ("pause", "Can we rest Emeka for a fortnight, he's on nights"),
    ("pause", "Emeka's on paternity leave till 3 August, please leave him alone until then"),
    ("pause", "Please don't email Nia until she's back on 5 July"),
    ("pause", "hold Nia"),
    ("pause", "Kasia wants a break till September"),
    ("pause", "no emails to Kasia until 1 June please"),
    ("resume", "Nia's back at work, you can start her up again"),
    ("resume", "un-pause nia"),
    ("resume", "take nia off hold"),
    ("rematch", "Bethan's had no luck with Emeka, find her someone else"),
    ("rematch", "could you swap Bethan's buddy"),
    ("rematch", "new buddy for Bethan please"),
    ("rematch", "Bethan deserves a new buddy, please"),
    ("match", "Put Rhodri and Grace together please"),
    ("match", "Farida would get on with Hugh, can you pair them"),
    ("match", "introduce hugh to farida"),
    ("match", "make a trio of Farida, Hugh and Grace"),
    ("split", "Declan and Oonagh need splitting up, they work in the same office"),
    ("split", "separate declan and oonagh"),
    ("remove", "Please take Rhodri out of the scheme, he's emigrating"),
    ("remove", "remove rhodri"),
    ("remove", "Rhodri wants out, please take him off"),
    ("remove", "can you unsubscribe Rhodri Pugh"),
    ("extend", "Can everyone have an extra week for the letters please"),
    ("extend", "put the deadline back to the 19th"),
    ("extend", "Nia needs till Monday"),
    ("extend", "give Nia a bit longer, say Wednesday"),
    ("extend", "could we move task 1 to the end of the month"),
    ("extend", "extension for Nia to Friday please"),
    ("extend", "let them have till Friday"),
    ("extend", "allow Nia another 3 days"),
    ("remind", "Give Callum a nudge"),
    ("remind", "chase up the stragglers"),
    ("remind", "could you poke the ones who haven't replied"),
    ("start", "Right, let's get task 2 going on Monday"),
    ("start", "send out the shadowing task on 1 July"),
    ("start", "can we launch task 3 next week"),
    ("cancel", "call off the drinks"),
    ("cancel", "We're not doing task 3 after all, please cancel it"),
    ("cancel", "cancel the event on Thursday"),
    ("skip", "leave out stage 2 for the trios"),
    ("skip", "let's skip the response this time"),
    ("event", "Can you arrange a curry night on Friday 18 June at 7, the Raj, for everybody"),
    ("event", "new event: lunchtime talk, 24 June 12.30, Seminar room 2"),
    ("feedback", "what feedback have we had?"),
    ("feedback", "show me what the managers said about task 1"),
    ("mailshot", "I need some words to send to the deanery about joining"),
    ("mailshot", "can you do me a mailshot for GP trainees"),
    ("portfolio", "Can Ana have her portfolio please"),
    ("portfolio", "portfolio ana"),
    ("handover", "I'm handing over to Lee Sands (lee.sands@trust.example) from 1 September"),
    ("handover", "please hand the scheme over to lee@trust.example on 1 sept"),
    ("away", "I'm off from Friday for two weeks"),
    ("away", "away next week"),
    ("away", "On annual leave 3-17 August, Kit's in charge"),
    ("undo", "Undo that last one please"),
    ("undo", "whoops, didn't mean to do that"),
    ("undo", "please reverse that"),
    ("undo", "put it back as it was"),
    ("pause_everything", "Major incident declared. Stop all emails now please."),
    ("pause_everything", "can you pause the scheme for the strike"),
    ("pause_everything", "Freeze everything"),
    ("pause_everything", "hold all outgoing mail"),
    ("resume_everything", "We're back to normal, please start the emails again"),
    ("resume_everything", "carry on"),
    ("resume_everything", "un-pause everything"),
    ("send", "tell all the clinicians that the car park is shut on Thursday"),
    ("send", "Please let everybody know that the talk has moved to 5pm"),
    ("send", "write to the managers: thank you for a great term"),
    ("send", "send everyone this: See you on Friday"),
    ("answer", "answer 14 yes any trust will do"),
    ("answer", "reply to 14: no, only the trust"),
    ("report", "can you do the report for the deanery"),
    ("report", "figures please"),
    ("help", "help"),
    ("help", "how does this work?"),
    ("help", "what commands are there"),
    ("away", "I'm on leave from Monday 22 March, back on Thursday 1 April"),
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
    "I'll be late for the meeting",
    "Sam is lovely isn't he",
    "I told Emeka I'd remove him if he didn't reply, but he has now so no need",
    "Should I pause Nia or wait?",
    "Nia might need to pause in the summer, will let you know",
    "Who would have thought it, snow in March",
    "What a lovely group",
    "Is it still raining there?",
    "We could always extend it if they struggle",
    "It's a shame we had to cancel last year",
    "Kit is going to start the letters himself",
    "They were matched last week I believe",
    "Remember when we paused everything for covid? Good times",
    "I can't find my glasses",
    "Let's hope they all reply",
    "See attached",
    "My report is due on Friday so I won't be in",
    "Ignore this, testing",
    "test",
    "Please see below",
    "Just to let you know I have spoken to Oonagh",
    "I'm happy to help with the event",
    "Can't wait for Thursday",
    "Hope all is well",
    "Late as usual, sorry!",
    "Everyone is very pleased with how it's going",
    "Let them know I said hi",
    "Put the kettle on",
    "No rush on any of this",
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
    ("introduce hugh to farida", "match", ("hugh", "farida")),
    ("make a trio of Farida, Hugh and Grace", "match", ("Farida", "Hugh", "Grace")),
    ("could you swap Bethan's buddy", "rematch", ("Bethan",)),
    ("Nia's back at work, you can start her up again", "resume", ("Nia",)),
    ("Rhodri wants out, please take him off", "remove", ("Rhodri",)),
    ("I've been thinking about Rhodri. Please match him with Grace", "match", ("Rhodri", "Grace")),
    ("Farida would get on with Hugh, can you pair them", "match", ("Farida", "Hugh")),
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
