"""Many more ways people put the same wishes; none of them stands in the rule files as it is here."""

import pytest

from mailbot.core.reading import IntentKind
from tests.translate.readings import a_mail, answering, from_ana, from_stranger, kinds, read, slot

WISHES = {
    "extension": (
        "Nights have wiped me out - is Monday too late?",
        "Could you give me till the end of the weekend please",
        "I'm going to need a little longer with this",
        "Really sorry but the letter won't be done for Friday, rota has gone mad",
        "Would Tuesday be ok for the letter instead?",
        "I'm not going to hit the deadline",
        "Please may I have an extra few days",
        "Can we push the deadline to next Wednesday?",
        "my letter will be late, sorry - short staffed all week",
        "Struggling to get this done by Friday. Sunday ok?",
        "Any leeway on the date? I'm on a run of long days",
        "Might I be allowed until 25 June?",
        "Bit snowed under, OK if you get it on Sunday?",
        "I need until Tuesday I'm afraid",
        "Deadline's tight for me, can you stretch to Monday?",
        "Won't make 6pm, will tomorrow do?",
        "I'm a week behind with everything. Would the 25th work?",
        "Please bear with me for the letter - next Monday realistic",
        "Sorry this isn't done yet, could do with a few more days",
        "Running late with my letter, sorry!",
        "Can I submit after the weekend?",
    ),
    "quiet_buddy": (
        "I wrote to Ben on the first and again last week. Not a word.",
        "no response yet from my buddy",
        "Ben appears to have fallen off the face of the earth",
        "I've not had so much as a hello from Ben",
        "Do you know if Ben is getting my emails?",
        "My buddy never got back to me",
        "I keep emailing Ben but it's like shouting into the void",
        "is ben actually still in the scheme?",
        "Should I be worried that I've heard nothing from my buddy?",
        "Any word from Ben?",
        "Nobody has replied to my letter",
        "Ben's not answering me",
        "I am still waiting for Ben to write",
        "I don't think Ben is interested, he hasn't written once",
        "Three weeks in and still no contact from my partner",
        "What's happened to Ben?",
        "It's been ten days and Ben has yet to reply",
        "Ben isn't responding to anything I send",
        "Have had zero contact from my buddy",
        "Feel a bit stood up, Ben never wrote",
        "My emails to Ben seem to go nowhere",
        "I've chased Ben three times now",
        "could somebody give Ben a nudge? he hasn't written back",
        "Waiting on Ben...",
        "Where's Ben?",
        "Ben's gone to ground",
        "is anyone else's buddy silent or just mine?",
    ),
    "rematch": (
        "Lovely person but we just can't find time, could I switch?",
        "Is there any way of being paired with somebody different?",
        "I don't think Ben and I are a good match",
        "Could I have another buddy please",
        "I'd rather not say why but please not him again",
        "We don't really click. Can I change?",
        "I'd like to be re-matched if that's possible",
        "Would it be possible to work with someone else",
        "Can you pair me up with a different manager",
        "Think we're mismatched - happy to be moved",
        "Would a change of buddy be possible?",
        "I'd be happier with someone else to be honest",
        "Please can I have a new partner",
    ),
    "withdrawal": (
        "I've really enjoyed this but with exams I don't think I can carry on.",
        "Regrettably I have to withdraw",
        "I need to give this up, work is too much",
        "I don't have the time for the scheme any more",
        "Please accept my apologies, I'm going to have to pull out",
        "I won't be continuing with the scheme",
        "I've decided the buddy scheme is not for me",
        "I'd like to come off the scheme please",
        "I no longer wish to take part",
        "could you take my name off the list of participants, life is too busy",
        "I'm out, sorry",
        "I think I should stop now",
        "Having thought about it I'm stepping away",
        "With two small kids and an MSc I just can't commit to this",
        "I'm going to call it a day",
        "I can't commit any longer",
        "Please withdraw me from the programme",
        "Would like to end my participation",
        "Life's too hectic, so I'm dropping out",
        "I don't want to do this any more",
        "I've changed my mind about taking part",
        "I don't think the scheme suits me, sorry",
    ),
    "pause": (
        "Can I take a break until the autumn?",
        "I'm having surgery next week and will be off for a couple of months",
        "We had a baby girl last night!",
        "Can you freeze my place till January?",
        "I've been off sick for two weeks and don't know when I'll be back",
        "My father is in intensive care so I need some time",
        "Going on paternity leave from Monday",
        "I'm taking a sabbatical from July",
        "Could everything be put on hold for me until my exams are over?",
        "Need to press pause for a couple of months",
        "I've had an accident and am in hospital",
        "Off on mat leave in 3 weeks!",
        "My gran passed away yesterday",
        "can you skip me for the next task?",
        "I'll be abroad all of July",
        "I have had a breakdown in childcare so need to step back until September",
        "Baby due any day now",
    ),
    "contact_change": (
        "I'm rotating to Preston in August, my new email will be a.field@preston.example",
        "NHS mail stops working for me on the 3rd, please switch to ana.home@post.example",
        "New job! I'll be at Lune Infirmary from August",
        "I have changed trusts",
        "my email has changed to afield@new.example",
        "could you update my address to ana2@new.example",
        "You can reach me on 07700 900123 from now on",
        "I have moved to Salford Royal",
        "I'll be on ana3@post.example from Wednesday",
        "note my new number 07700 900777",
        "Old email dies on Friday. New one: afield@hospital.example",
        "Moving trusts in August",
        "Please send everything to ana@sofa.example instead",
    ),
    "still_here": (
        "I'm alive! Just drowning in discharge summaries",
        "Not dead, just on nights",
        "So sorry I've been useless at replying",
        "Apologies for my silence",
        "Yes I'm still very keen",
        "Don't give up on me!",
        "I do intend to carry on",
        "Sorry for going quiet on you all",
        "Here! Sorry!",
        "I do still want to do this",
        "Sorry, sorry, sorry. I'm still in.",
        "Yes I got your introduction, thanks, been swamped",
    ),
    "thanks": (
        "Thanks a million",
        "Great, thank you",
        "ta",
        "That's brilliant news",
        "Many thanks for sorting that",
        "Perfect, cheers",
        "Lovely to hear, thanks",
        "Received with thanks",
        "Thanks Gil!",
        "ok thanks",
        "thx",
        "Super, thank you Gil",
        "That's really kind, thank you",
        "wonderful news!!",
        "Much appreciated.",
    ),
    "query": (
        "Is the limit strict?",
        "Do you want it in Word or in the email?",
        "Can it be about a nurse manager?",
        "Just wondering who reads these letters",
        "What does virtual shadowing involve?",
        "I can't open the attachment",
        "how many tasks are there in total?",
        "Not clear to me when this is due",
        "Do I send it to you or to Ben?",
        "Are trios allowed next time?",
        "Will I get a certificate?",
        "Could you tell me who my buddy is?",
        "Please can you resend the task?",
        "I haven't received my task yet",
        "Could I have my portfolio please",
        "Quick one - does the title count?",
        "Is it ok if my letter is about a consultant rather than a manager?",
        "Where do I find the competences?",
        "who's my buddy?",
        "Any example letters I could look at?",
        "Am I supposed to reply to Ben or to you",
        "What's the plan for August?",
        "Has the second task gone out yet?",
        "Do you need my GMC number?",
        "Can medical students join?",
    ),
    "distress": (
        "I just can't do this any more, I feel like ending it",
        "honestly don't see the point of any of it any more",
        "I've been crying before every shift",
        "I feel completely hopeless",
        "is Ben ok? he told me in confidence he's struggling",
        "I don't think I can go on",
        "Things are very dark at the moment and I don't feel safe",
        "I'm at breaking point",
        "I think about killing myself",
        "Nothing seems worth it any more",
        "I want to disappear and never come back",
        "I can't see the point in carrying on",
        "I've not been coping since the incident",
        "I'm really struggling and I don't know who to talk to",
        "I feel so alone at the moment",
        "I just want it all to stop",
        "Lately I've been thinking of ending things",
        "I am so low I can barely get out of bed",
        "Ben told me he wants to die",
    ),
    "concern": (
        "I've witnessed a surgeon operating while drunk",
        "There is bullying on our ward and it's getting worse",
        "I was sexually harassed by a senior manager",
        "Records are being falsified at my trust",
        "The unit is dangerously understaffed and someone will die",
        "I want to raise a patient safety issue",
        "A colleague has been turning up smelling of alcohol",
        "My supervisor touches the nurses",
        "They made me sign for drugs I hadn't checked",
        "The night team is unsafe",
        "A nurse slapped a patient",
        "We are being told to change the waiting times in the system",
    ),
    "complaint": (
        "This is the third email I've had about a letter I already sent. Honestly.",
        "I've told you twice that I sent it. Stop nagging.",
        "I am very unhappy with how this has been handled",
        "Gil was really rude to me on the phone",
        "Your reminders are driving me mad, I sent it on Monday",
        "I'm annoyed that I'm being chased for something I did a week ago",
        "Not impressed. I submitted mine days ago and still get reminders",
        "Honestly, how many more of these emails? I sent mine on the 4th.",
        "I've already done this, why do I keep getting chased",
        "This is a shambles",
        "I'd like to speak to whoever is in charge, this isn't good enough",
        "Please stop hounding me, the letter went on Monday",
        "I found the last email quite rude",
    ),
    "data_request": (
        "What have you got on file about me?",
        "Could you send me everything you hold on me",
        "I'd like to see my data",
        "Under GDPR I'd like to know what you store about me",
        "what do you know about me?",
        "Also what have you written about me?",
        "Please send me the information you keep on me",
        "Can I see what is recorded about me?",
        "I am making a SAR",
        "What personal information do you keep and can I have a copy?",
        "Show me my file",
    ),
    "erasure": (
        "Please delete everything",
        "Can you remove all my personal data",
        "I'd like to be forgotten under GDPR",
        "please wipe my details from your system",
        "Delete me from your records",
        "Remove all trace of me please",
        "I want to be deleted",
        "Please get rid of all my data",
        "Kindly destroy everything I've sent you",
        "Scrub me from the database",
    ),
    "task_idea": (
        "Thought for a task: shadow each other's worst meeting",
        "You should do a task about rotas",
        "It might be fun to have managers clerk a patient",
        "Suggestion for next time - a photo task",
        "What if everyone swapped jobs for an hour?",
        "An idea - pairs review one complaint together?",
        "Could a future task involve a budget?",
        "Why not do a task on handover?",
    ),
    "stop": (
        "STOP.",
        "please remove me from your mailing list",
        "I don't want any more emails from you",
        "unsubscribe please",
        "Take me off your list",
        "no more emails please",
        "Stop all emails",
        "Please stop sending me these",
        "Pls stop",
        "PLEASE REMOVE ME",
        "unsubscribe me from this",
        "stop writing to me please",
        "I want off this list",
    ),
    "recall": (
        "Please don't share my diary after all",
        "I sent that to the wrong address, please don't pass it on",
        "Please hold my letter, don't send it to Ben yet",
        "That letter wasn't meant for you, please delete it",
        "don't pass that on!",
        "I pressed send too soon, please don't forward it",
    ),
    "nudge_time": (
        "Sunday 8pm",
        "Will do it Thursday evening",
        "Saturday morning",
        "Monday lunchtime is best for me",
        "I'll do it on Sunday night",
        "14 June, 9am",
        "Tuesday after work",
        "I'll get to it on Saturday",
        "next Monday at 10",
        "sunday eve",
        "Tomorrow",
    ),
    "feedback": (
        "A bit of feedback: the letters task was too short",
        "Feedback on task 1: I loved it",
    ),
}

# What the first words suggest and the mail does not say.
NOT_SAID = {
    "withdrawal": (
        "Sorry, I can't make the drinks on the 15th",
        "I can't do this week but I'll write on Sunday",
        "My manager is leaving the trust so I'll write about that",
        "I've left the building, will write tonight",
        "Ben hasn't left, has he? Just checking, he wrote on Friday",
        "Who is my buddy this time? Still waiting to hear!",
        "I'd like to stay in the scheme please",
    ),
    "complaint": (
        "Ben and I met for coffee, it was lovely, no need to chase us",
        "I've sent my letter already, did you get it?",
        "I have no complaints whatsoever",
    ),
    "query": (
        "I enjoyed Ben's letter very much, thanks for passing it on",
        "Please let me know if you need anything else",
        "hope that's ok?",
    ),
    "stop": (
        "We stopped for the day",
        "I was bullied at school so I find this topic hard, may I choose another?",
        "Please don't take me off the list",
        "Happy to be quoted",
    ),
    "pause": (
        "I am off to bed, letter tomorrow!",
        "I'm back from leave, will do it tomorrow",
        "I'm on nights this week so it'll be short",
        "Off sick yesterday but fine now, letter coming tonight",
    ),
    "distress": (
        "No need to worry about me, all fine here",
        "It was hard to sleep after that shift, but coffee helps",
        "He told me about the struggling ward, very interesting",
        "This week is killing me, I'll send it on Sunday, promise",
    ),
    "extension": ("Great letter. I'll reply by Thursday.",),
    "rematch": (
        "I don't want a new buddy, I just want Ben to answer",
        "Not asking for a swap - just asking if Ben is OK",
    ),
    "quiet_buddy": ("I wouldn't say he has gone quiet, he's just slow",),
    "erasure": ("I have deleted the old draft and started afresh",),
    "recall": ("You can share my letter with anyone",),
    "data_request": ("Our data team is great, Ben",),
    "submission": ("If Ben has gone AWOL can I have someone else?",),
}

# Long mails under a task mail: the work itself, or words to the scheme.
FIRST_OF_ALL = {
    "submission": (
        "Here is my letter.\n\nMy consultant and the rota manager had a row in front of the whole ward. I was an F1 and I wanted to leave. Nobody ever apologised to anybody. I could not cope with the silence, so I asked to be moved to another ward. Was that cowardly?",
        "I've been thinking about your question, Ben. The truth is that we never see the budget. We get an email in April that says there is no money, and another in June that says we have overspent. I would love to sit in on one of those meetings and see who decides.",
        "Dear Ben, my colleague quit last week because nobody answered her emails about the rota. She felt it was a waste of time to complain. How can a junior make a manager listen?",
        "Our bed manager promised me a bed at four and at eight the patient was still on a trolley. I lost my temper on the phone. She hung up, I wrote an incident form, and we have avoided each other ever since. I think we were both right, and both tired.",
        "I'm not sure this is what you want but I'll try. There was a meeting where the finance lead said that doctors do not understand money. I said that managers don't understand patients. We both stopped talking and looked at the biscuits for a long time. It still makes me laugh.",
        "When my dad died my manager sent flowers and nobody else did. It was last year, and I have never told him what it meant. I would like to write to him now, but he has moved on and I do not know where. How do you thank a manager?",
    ),
    "query": (
        "Could you tell me when it's due?",
        "Is my letter late?",
        "Can I write about someone else's manager?",
        "Should I send a new version if I change my mind?",
        "I'm writing because I'm not sure I understand the task. Does the letter have to describe something that happened to me, or may I describe something I saw? I also wondered whether it can be about a matron rather than a manager, because in our place the matrons run everything.",
    ),
    "thanks": (
        "Ok",
        "Noted.",
    ),
    "extension": (
        "Hi Gil, I've just come off a week of nights and found your three emails. I'm so sorry, I haven't forgotten, I've just not had a moment to sit down and think properly about it and I want to do it well. Could I please have until Sunday to send my letter to Ben? If that's too late I completely understand.",
    ),
    "withdrawal": (
        "It is with a heavy heart that I write. I have loved meeting Ben and the tasks made me think, but my mother is unwell and I have two exams in July. I do not think I can carry on with the scheme this year. Please pass on my apologies to Ben.",
    ),
}


def each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(kind, words) for kind, every in table.items() for words in every]


@pytest.mark.parametrize(("kind", "words"), each(WISHES))
def test_a_wish_is_heard_in_whatever_words(kind: str, words: str) -> None:
    reading = read(words)

    assert kind in kinds(reading)


@pytest.mark.parametrize(("kind", "words"), each(NOT_SAID))
def test_what_only_sounds_like_a_wish_is_not_one(kind: str, words: str) -> None:
    reading = read(words)

    assert kind not in kinds(reading)


@pytest.mark.parametrize(("kind", "words"), each(FIRST_OF_ALL))
def test_a_mail_is_first_of_all_what_most_of_it_says(kind: str, words: str) -> None:
    reading = read(words)

    assert kinds(reading)[0] == kind


def test_what_is_taken_back_as_a_joke_is_not_meant() -> None:
    reading = read("I quit! Only joking.")

    assert "withdrawal" not in kinds(reading)


def test_a_stranger_who_also_asks_something_has_said_who_they_are() -> None:
    words = "Paeds reg at Alder Hey, Liverpool. Is parking free?"

    reading = read(words, from_stranger(), subject="Buddies")

    assert kinds(reading) == ["registration", "query"]


def test_an_address_alone_answers_what_was_asked_of_a_newcomer() -> None:
    reading = read("ana.home@post.example", from_ana(answering("P01"), owes=(), partners=()))

    assert slot(reading, IntentKind.REGISTRATION, "email") == "ana.home@post.example"


def test_words_of_a_sentence_are_no_name() -> None:
    facts = from_ana(answering("P01"), owes=(), partners=())

    reading = read("Actually I'm ST5 now, not ST4", facts)

    assert slot(reading, IntentKind.REGISTRATION, "name") == "Ana Field"
    assert slot(reading, IntentKind.REGISTRATION, "grade") == "ST5"


def test_a_short_form_below_the_words_is_no_name() -> None:
    reading = read("Please sign me up.\n\nIt's Ana", from_stranger(), a_mail(name=""), subject="")

    assert slot(reading, IntentKind.REGISTRATION, "name") is None
