"""The people of the mail world are the same for the same seed, and write as their habits say."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.mail import Address
from mailbot.core.people import Role
from mailbot.core.scheme import Coordinator
from mailbot.translate.compose import Envelope, compose
from mailbot.translate.parse import parse
from mailbot.translate.safety import patient_details
from mailbot.translate.templates import Wording
from mailbot.translate.words import own_words
from mailbot.world.coordinator import items_in
from mailbot.world.habits import BadMix, Manner, Mix, Temperament
from mailbot.world.letterboxes import Delivery, Outcome
from mailbot.world.mailclients import Client, Draft, Place, Planned, plan, reply_subject
from mailbot.world.people import Character, Crowd
from mailbot.world.phrases import answer, letter, phrases
from mailbot.world.reading import Wish, read, wish_of
from tests.translate import shipped

SCHEME = "scheme@buddies.test"
REPLY_TO = "scheme+4k7qxm@buddies.test"
JO = Coordinator("Jo Marsh", "jo@office.example", duty=True)
KIT = Coordinator("Kit Lowe", "kit@office.example")
LONDON = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 9, 1, 8, tzinfo=LONDON)
LATER = datetime(2026, 9, 16, 9, 10, tzinfo=UTC)
rendered = cache(shipped.rendered)
LETTER, ANSWER = "tasks/letters/letter", "tasks/letters/response"


def crowd(mix: Mix | None = None, *, size: int = 80, seed: int = 7) -> Crowd:
    return Crowd(size, seed, mix or Mix(), SCHEME, [KIT, JO], BEGINS, LONDON)


def all_of(temperament: Temperament, *manners: Manner, size: int = 12) -> Crowd:
    """Give a crowd in which everybody is of one kind."""
    every: dict[str, object] = {one.value: 0.0 for one in (*Temperament, *Manner)}
    every |= {temperament.value: 1.0} | {one.value: 1.0 for one in manners}
    return crowd(Mix.of(every), size=size)


def sent(wording: Wording, to: Character, at: datetime = LATER, number: int = 1) -> Delivery:
    return sent_to(wording, Address(to.address, to.name), at, number)


def sent_to(wording: Wording, to: Address, at: datetime = LATER, number: int = 1) -> Delivery:
    envelope = Envelope(
        sender=Address(SCHEME, "NW Buddy Scheme"),
        to=(to,),
        message_id=f"<{number}.{to.address.partition('@')[0]}@buddies.test>",
        date=at,
        reply_to=REPLY_TO,
    )
    return Delivery(to.address, SCHEME, compose(envelope, wording), at, Outcome.ARRIVED)


def note(subject: str, text: str) -> Wording:
    return Wording(subject, text, f"<p>{text}</p>")


def words_of(planned: Planned, *ours: str) -> str:
    """Give what was written, without the wishes above the name, which may count as either."""
    return own_words(parse(planned.raw), ours).text.removesuffix("Kind regards").strip()


def everything(people: Crowd) -> list[Planned]:
    planned = [*people.registrations(), *people.agenda()]
    for one in people.people:
        for number, name in enumerate((LETTER, "P21", "P22", ANSWER, "P24", "P25")):
            at = LATER + timedelta(days=3 * number)
            planned += people.react(sent(rendered(name), one, at, number))
    return planned


def test_two_crowds_of_one_seed_write_the_same_bytes() -> None:
    first, second = everything(crowd()), everything(crowd())

    assert first == second
    assert {one.raw for one in first}.isdisjoint({one.raw for one in everything(crowd(seed=8))})


def test_what_one_person_gets_changes_nothing_for_another() -> None:
    alone, beside = crowd(), crowd()
    ana, ben = alone.people[0], alone.people[1]

    beside.react(sent(rendered(LETTER), ben))

    assert alone.react(sent(rendered(LETTER), ana)) == beside.react(sent(rendered(LETTER), ana))


def test_the_shares_of_habits_hold_to_the_person() -> None:
    people = crowd().people
    tempers = Counter(one.temperament for one in people)
    manners = Counter(manner for one in people for manner in one.manners)

    others = [one for one in Temperament if one is not Temperament.PROMPT]
    assert {one: round(Mix().share(one.value) * 80) for one in others} == {
        one: tempers[one] for one in others
    }
    assert {one: round(Mix().share(one.value) * 80) for one in Manner} == manners


def test_the_roles_are_those_of_the_scheme_and_nobody_shares_an_address() -> None:
    people = crowd().people

    roles = Counter(one.role for one in people)

    assert {
        Role.CLINICIAN: 36,
        Role.GENERAL_MANAGER: 32,
        Role.SPECIALTY_MANAGER: 12,
    } == roles
    assert 160 == len({one for who in people for one in (who.address, who.other_address)})
    assert all(one.address.endswith((".example", ".test")) for one in people)


@pytest.mark.parametrize(
    ("table", "named"),
    [({"lazy": 0.1}, "lazy"), ({"late": 0.9}, "prompt"), ({"late": "many"}, "late")],
)
def test_a_mix_that_cannot_be_is_refused_by_name(table: dict[str, object], named: str) -> None:
    with pytest.raises(BadMix, match=named):
        Mix.of(table)


def test_every_mail_is_whole_and_carries_its_time_and_an_id_of_its_own() -> None:
    planned = everything(crowd())

    mails = [parse(one.raw) for one in planned]

    assert [one.at for one in planned] == [mail.date for mail in mails]
    assert [one.sender for one in planned] == [mail.sender for mail in mails]
    assert len(planned) == len({mail.message_id for mail in mails})
    assert not [mail.defects for mail in mails if mail.defects or mail.unreadable]


def test_people_join_in_the_first_ten_days_and_some_forget_their_details() -> None:
    people = crowd()

    joined = people.registrations()

    last = BEGINS + timedelta(days=11)
    assert all(BEGINS < one.at < last and one.recipients == (SCHEME,) for one in joined)
    told = [one for one in joined if who(people, one).employer.split()[0] in words_of(one)]
    forgetful = sum(one.has(Manner.FORGETS_DETAILS) for one in people.people)
    assert 80 - forgetful == len(told)


def who(people: Crowd, planned: Planned) -> Character:
    found = people.character(planned.sender)
    assert found is not None
    return found


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER])
def test_letters_keep_to_their_length_and_name_no_patient(role: Role) -> None:
    texts = [write(Random(n), role, "Priya") for n in range(300) for write in (letter, answer)]

    assert all(60 <= len(one.split()) <= 105 for one in texts)
    assert not [one for one in texts if patient_details(one)]
    assert len(set(texts)) > 590


def test_letters_are_made_of_many_sentences() -> None:
    made = [*phrases().letters.values(), *phrases().answers.values()]

    sentences = {one for b in made for one in (*b.openings, *b.middles, *b.closings)}

    assert len(sentences) >= 60


@pytest.mark.parametrize("name", [LETTER, ANSWER])
@pytest.mark.parametrize(
    ("client", "place"),
    [
        *((client, Place.ABOVE) for client in Client if client is not Client.THUNDERBIRD),
        (Client.THUNDERBIRD, Place.BELOW),
        (Client.GMAIL, Place.INSIDE),
        (Client.OUTLOOK, Place.INSIDE),
    ],
)
def test_a_letter_is_read_back_whole_from_every_mail_program(
    client: Client, place: Place, name: str
) -> None:
    ana, wording = crowd().people[0], rendered(name)
    original = read(sent(wording, ana))
    for number in range(40):
        words = letter(Random(number), ana.role, "Priya")
        draft = Draft(
            client=client,
            at=LATER.astimezone(LONDON),
            sender=Address(ana.address, ana.name),
            to=(Address(original.answer_to, original.sender.name),),
            subject=reply_subject(client, original.subject),
            words=words,
            message_id="<one@trust.example>",
            signature=ana.name,
            answers=original,
            place=place,
        )

        found = words_of(plan(draft), wording.text)

        assert words.split() == found.removeprefix("See below.").split()


@pytest.mark.parametrize(
    ("sample", "wish"),
    [
        ("P01", Wish.SPARE_ADDRESS),
        ("P01 sure", Wish.NOTHING),
        ("P02", Wish.DETAILS),
        ("P03", Wish.SAME_PERSON),
        ("P05", Wish.NOTHING),
        ("P08", Wish.MEET),
        ("P08 trio", Wish.MEET),
        ("P09", Wish.DID_IT_REACH),
        ("P10", Wish.LETTER),
        (LETTER, Wish.LETTER),
        (f"{LETTER} trio", Wish.LETTER),
        (ANSWER, Wish.ANSWER),
        ("tasks/letters/answered", Wish.LETTERS_BOTH),
        ("P12", Wish.GOT_IT),
        ("P12 nudge", Wish.NOTHING),
        ("P13", Wish.NOTHING),
        ("P13 long", Wish.TOO_LONG),
        ("P13 short", Wish.ALL_OF_IT),
        ("P14", Wish.SEND_AGAIN),
        ("P15", Wish.WAS_IT_YOU),
        ("P20", Wish.ASKED_NUDGE),
        ("P21", Wish.NUDGE),
        ("P22", Wish.LAST_NUDGE),
        ("P23", Wish.LAST_NUDGE),
        ("P24", Wish.STILL_THERE),
        ("P24 leaving", Wish.STOP_OR_PAUSE),
        ("P25", Wish.AWOL),
        ("P28", Wish.PLACE_PAUSED),
        ("P29", Wish.WELCOME_BACK),
        ("P33", Wish.NEW_DATE),
        ("P34", Wish.NOTHING),
        ("P39", Wish.NEW_JOB),
        ("P40", Wish.LEARNED),
        ("P41", Wish.FEEDBACK),
    ],
)
def test_people_understand_what_a_mail_wants(sample: str, wish: Wish) -> None:
    mail = read(sent(rendered(sample), crowd().people[0]))

    assert wish is wish_of(mail)


def test_a_prompt_person_writes_within_days_to_the_reply_to_and_in_the_thread() -> None:
    people = all_of(Temperament.PROMPT)
    asked = [sent(rendered(LETTER), one) for one in people.people]

    written = [people.react(one) for one in asked]

    for delivery, (planned,) in zip(asked, written, strict=True):
        mail = parse(planned.raw)
        assert timedelta(hours=2) < planned.at - LATER < timedelta(days=4)
        assert planned.recipients == (REPLY_TO,)
        assert (delivery.message_id,) == mail.in_reply_to
        assert mail.references[-1] == delivery.message_id
        assert 60 <= len(words_of(planned, rendered(LETTER).text).split()) <= 108


def test_a_late_person_waits_for_a_nudge() -> None:
    people = all_of(Temperament.LATE)
    for one in people.people:
        assert [] == people.react(sent(rendered(LETTER), one))

    nudged = [people.react(sent(rendered("P22"), one, number=2)) for one in people.people]
    again = [people.react(sent(rendered("P23"), one, number=3)) for one in people.people]

    assert all(first or second for first, second in zip(nudged, again, strict=True))
    assert len(people.people) >= sum(len(words_of(one[0]).split()) >= 60 for one in nudged if one)


def test_a_letter_is_written_once_however_often_it_is_asked_for() -> None:
    people = all_of(Temperament.PROMPT)
    people.react(sent(rendered(LETTER), people.people[0]))

    for number, name in enumerate(("P21", "P22", "P23"), 2):
        assert [] == people.react(sent(rendered(name), people.people[0], number=number))


def test_a_silent_person_is_silent_once_the_details_are_given() -> None:
    people = all_of(Temperament.SILENT)
    ana = people.people[0]

    assert people.react(sent(rendered("P02"), ana))
    for number, name in enumerate(("P08", LETTER, "P21", "P22", "P23", "P15", "P25", ANSWER)):
        assert [] == people.react(sent(rendered(name), ana, number=number))


def test_somebody_who_went_quiet_returns_weeks_later_with_the_letter() -> None:
    people = all_of(Temperament.RETURNING)
    ana = people.people[0]

    (planned,) = people.react(sent(rendered(LETTER), ana))

    assert timedelta(days=29) < planned.at - LATER < timedelta(days=39)
    assert [] == people.react(sent(rendered("P22"), ana, number=2))
    (yes,) = people.react(sent(rendered("P29"), ana, planned.at + timedelta(hours=1), 3))
    assert words_of(yes, rendered("P29").text).lower().startswith("yes")


def test_somebody_leaves_politely_and_answers_nothing_but_the_question_how() -> None:
    people = all_of(Temperament.LEAVES_POLITELY)
    ana = people.people[0]

    (goodbye,) = people.react(sent(rendered(ANSWER), ana))

    assert words_of(goodbye, rendered(ANSWER).text).split("\n")[0] in " ".join(
        phrases().said["notes.withdrawals"]
    )
    assert [] == people.react(sent(rendered("P22"), ana, number=2))
    (choice,) = people.react(sent(rendered("P24 leaving"), ana, number=3))
    assert words_of(choice, rendered("P24 leaving").text)[0] in "12"


def test_an_asker_asks_apart_or_below_the_letter() -> None:
    people = all_of(Temperament.PROMPT, Manner.ASKS_QUESTIONS)

    written = [people.react(sent(rendered(LETTER), one)) for one in people.people]

    assert {1, 2} == {len(one) for one in written}
    for mails in written:
        assert "?" in words_of(mails[0], rendered(LETTER).text).split("\n\n")[-1]


def test_somebody_inside_the_quote_writes_between_our_lines() -> None:
    people = all_of(Temperament.PROMPT, Manner.INSIDE_QUOTE)
    wording = rendered(LETTER)

    for one in people.people:
        (planned,) = people.react(sent(wording, one))
        mail = parse(planned.raw)

        words = own_words(mail, [wording.text]).text.split("\n\n")[-1].split("\n")[0]
        assert mail.text.startswith("See below.")
        assert mail.text.index("Reply to this") < mail.text.index(words)
        assert mail.text.index(words) < mail.text.index("Who reads it")


def test_a_letter_may_go_to_the_buddy_as_well() -> None:
    people = all_of(Temperament.PROMPT, Manner.REPLY_ALL_TO_BUDDY)
    ana, ben = people.people[:2]
    people.react(introduction(people, ben, ana))

    (planned,) = people.react(sent(rendered(LETTER), ana, number=2))

    assert (REPLY_TO, ben.address) == planned.recipients


def introduction(people: Crowd, first: Character, second: Character, to: str = "") -> Delivery:
    text = f"{first.name}, meet {second.name}.\n\n{first.first_name}, would you write first?"
    subject = f"{first.first_name}, meet {second.first_name}: your buddy"
    envelope = Envelope(
        sender=Address(SCHEME, "NW Buddy Scheme"),
        to=(Address(first.address, first.name), Address(second.address, second.name)),
        message_id="<intro@buddies.test>",
        date=LATER,
    )
    raw = compose(envelope, note(subject, text), introduction=True)
    return Delivery(to or second.address, SCHEME, raw, LATER, Outcome.ARRIVED)


def test_who_is_named_first_writes_first_and_the_buddy_answers_once() -> None:
    people = all_of(Temperament.PROMPT)
    ana, ben = people.people[:2]
    (hello,) = people.react(introduction(people, ana, ben, ana.address))
    assert [] == people.react(introduction(people, ana, ben, ben.address))

    assert hello.recipients[0] == ben.address
    arrived = Delivery(ben.address, ana.address, hello.raw, hello.at, Outcome.ARRIVED)
    (back,) = people.react(arrived)
    assert back.recipients[0] == ana.address
    assert [] == people.react(arrived)


def test_somebody_whose_buddy_never_wrote_asks_after_them_once() -> None:
    people = all_of(Temperament.PROMPT)
    ana, ben = people.people[:2]
    people.react(introduction(people, ana, ben, ana.address))
    weeks = LATER + timedelta(days=14)

    (asked,) = people.react(sent(rendered("P12"), ana, weeks, 2))
    again = [people.react(sent(rendered("P12"), ana, weeks, n)) for n in range(3, 30)]

    assert ben.first_name in words_of(asked, rendered("P12").text) or "answer to my email" in (
        words_of(asked, rendered("P12").text)
    )
    assert not [one for mails in again for one in mails if ben.first_name in words_of(one)]


def away(people: Crowd) -> tuple[Character, datetime]:
    """Find a day on which the first person's responder is on."""
    ana = people.people[0]
    days = (BEGINS + timedelta(days=n) for n in range(14, 45))
    for number, day in enumerate(days, 1000):
        if people.react(sent(note("All quiet", "Hello."), ana, day, number)):
            return ana, day + timedelta(days=1)
    raise AssertionError("nobody was away")


def test_a_responder_names_the_day_of_return_once_a_day() -> None:
    people = all_of(Temperament.PROMPT, Manner.OUT_OF_OFFICE)
    ana, day = away(people)

    first, second = (
        people.react(sent(note("All quiet", "Hello."), ana, day, number)) for number in (1, 2)
    )

    mail = parse(first[0].raw)
    assert mail.header("Auto-Submitted").startswith("auto-")
    assert ana.address == mail.sender
    assert any(
        name in mail.text for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    )
    assert [] == second


def test_an_eager_responder_answers_every_mail_but_never_another_responder() -> None:
    people = all_of(Temperament.PROMPT, Manner.EAGER_RESPONDER)
    ana, day = away(people)

    answered = [
        people.react(sent(note("All quiet", "Hello."), ana, day, number)) for number in (1, 2)
    ]
    machine = answered[0][0].raw.replace(b"Precedence: junk", b"Auto-Submitted: auto-replied")

    assert [1, 1] == [len(one) for one in answered]
    assert [] == people.react(Delivery(ana.address, SCHEME, machine, day, Outcome.ARRIVED))


def test_nobody_writes_a_letter_from_their_holiday() -> None:
    people = all_of(Temperament.PROMPT, Manner.OUT_OF_OFFICE)
    ana, day = away(people)

    letters = [one for one in people.react(sent(rendered(LETTER), ana, day)) if is_letter(one)]
    still_away = people.react(sent(note("All quiet", "Hi."), ana, letters[0].at, 99))

    assert [] == still_away


def is_letter(planned: Planned) -> bool:
    return not parse(planned.raw).header("Precedence") and "Auto-Submitted" not in str(planned.raw)


def test_an_address_that_died_is_not_written_from() -> None:
    people = all_of(Temperament.PROMPT, Manner.BOUNCING)
    ana = people.people[0]
    dies = people.address_dies()[ana.address]

    (before,) = people.react(sent(rendered("P15"), ana, dies - timedelta(days=2)))
    (after,) = people.react(sent(rendered("P15"), ana, dies + timedelta(hours=1), 2))

    assert (ana.address, ana.other_address) == (before.sender, after.sender)


def test_somebody_writes_from_their_other_address_now_and_then() -> None:
    people = all_of(Temperament.PROMPT, Manner.OTHER_ADDRESS)

    senders = [people.react(sent(rendered(LETTER), one))[0].sender for one in people.people]

    own = [one.address for one in people.people]
    other = [one.other_address for one in people.people]
    assert all(one in own or one in other for one in senders)
    assert set(senders) & set(own)
    assert set(senders) & set(other)


def test_what_bounced_or_is_for_nobody_known_moves_nobody() -> None:
    people = crowd()
    arrived = sent(rendered("P02"), people.people[0])
    bounced = Delivery(arrived.recipient, SCHEME, arrived.raw, LATER, Outcome.BOUNCED)

    assert [] == people.react(bounced)
    assert [] == people.react(sent_to(rendered("P02"), Address("nobody@else.test")))
    assert not people.is_known("nobody@else.test")
    assert people.is_known(people.people[0].other_address)
    assert people.is_known(JO.address)


DIGEST = """\
4 things need you.

12 Amara Okoye + Ben Lang: both Bury. ok / no
13 Cleo Ray asks: must it be my own trust?. (since Monday) your answer
14 Dev Shah: wants to talk. done
15 Eli Moss: mail comes back. their new address / no

12 pairs at work.
Task 1, what is in: letter 20 of 24.

Reply like "12 ok"."""


def test_a_digest_is_read_as_numbered_decisions_and_nothing_else() -> None:
    items = items_in(DIGEST)

    assert [12, 13, 14, 15] == [one.number for one in items]
    assert [("ok", "no"), ("your answer",), ("done",), ("their new address", "no")] == [
        one.choices for one in items
    ]


def test_the_duty_coordinator_answers_the_whole_digest_in_one_mail_that_morning() -> None:
    people = crowd()
    early = LATER.replace(hour=6, minute=30)
    wording = note("4 things need you", DIGEST)

    (planned,) = people.react(sent_to(wording, Address(JO.address, "Jo"), early))

    lines = words_of(planned, DIGEST).split("\n")
    assert [12, 13, 14, 15] == [int(line.split()[0]) for line in lines]
    assert "14 done" in lines
    assert planned.at - early < timedelta(hours=4)
    assert [] == people.react(sent_to(wording, Address(KIT.address, "Kit"), early))
    assert {JO.address: 1, KIT.address: 0} == people.touches


def test_match_proposals_are_agreed_to_with_a_word_or_by_their_numbers() -> None:
    people = crowd()
    wording = note(
        "3 pairs ready. OK?", "4 Ana + Ben: x\n5 Cleo + Dev: y\n6 Eli + Fay: z\n\nReply OK"
    )

    said = {
        words_of(people.react(sent_to(wording, Address(JO.address), number=n))[0], wording.text)
        for n in range(30)
    }

    assert {"OK to all", "ok 4 5, no 6"} == said


def test_the_task_is_started_by_mail_and_confirmed_only_by_who_asked() -> None:
    people = crowd()
    confirm = rendered("N05")
    assert [] == people.react(sent_to(confirm, Address(JO.address)))

    command = next(one for one in people.agenda() if b"start task" in one.raw)
    (yes,) = people.react(sent_to(confirm, Address(JO.address), number=2))

    assert (JO.address, (SCHEME,)) == (command.sender, command.recipients)
    assert "start task 1 wednesday 16 september" == words_of(command)
    assert "Yes" == words_of(yes, confirm.text)
    assert [] == people.react(sent_to(confirm, Address(KIT.address)))


def test_a_coordinator_writes_to_a_participant_with_the_scheme_unseen() -> None:
    people = crowd()

    own = [one for one in people.agenda() if len(one.recipients) == 2]

    assert own
    for one in own:
        mail = parse(one.raw)
        assert SCHEME == one.recipients[1]
        assert SCHEME not in one.raw.decode()
        assert people.is_known(mail.to[0].address)
