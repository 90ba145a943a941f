"""The people of the mail world play every part of the four tasks, each in their own manner."""

from random import Random

import pytest

from mailbot.core.mail import Address
from mailbot.translate.safety import patient_details
from mailbot.world.experts import experts_for
from mailbot.world.habits import Temperament
from mailbot.world.reading import Wish, read, wish_of
from mailbot.world.work import PARTS
from tests.world.test_people import (
    BEGINS,
    JO,
    LONDON,
    SCHEME,
    all_of,
    crowd,
    note,
    rendered,
    sent,
    sent_to,
    words_of,
)

JOINT, FIVE = "tasks/cases/response", "tasks/consortium/own"


@pytest.mark.parametrize(
    ("sample", "wish"),
    [
        ("tasks/shadowing/day", Wish.DAY),
        ("tasks/shadowing/diary", Wish.DIARY),
        ("tasks/shadowing/shared", Wish.LETTERS_BOTH),
        ("tasks/cases/case", Wish.CASE),
        (JOINT, Wish.JOINT),
        (FIVE, Wish.FIVE),
        ("tasks/consortium/shared", Wish.SHARED),
        ("tasks/consortium/expert", Wish.EXPERT),
        ("P16", Wish.SENT_FOR_ALL),
        ("P18", Wish.NOTHING),
        ("P19", Wish.CASES_DIFFER),
        ("P32", Wish.EXPERT),
        ("X02", Wish.MEET_A_GROUP),
    ],
)
def test_people_understand_what_each_task_wants(sample: str, wish: Wish) -> None:
    mail = read(sent(rendered(sample), crowd().people[0]))

    assert wish is wish_of(mail)


@pytest.mark.parametrize("wish", list(PARTS))
def test_no_part_names_a_patient(wish: Wish) -> None:
    texts = [PARTS[wish](Random(number)) for number in range(200)]

    assert not [one for one in texts if patient_details(one)]
    assert all(texts)


def test_one_of_a_pair_writes_the_joint_answer_and_the_other_leaves_it_at_that() -> None:
    people = all_of(Temperament.PROMPT, size=40)
    first, second = sorted(people.people[:2], key=lambda one: one.address)
    for one, other in ((first, second), (second, first)):
        meet = note(f"{one.first_name}, meet {other.first_name}", "Would you write first?")
        delivery = sent(meet, one)
        people.react(delivery)
        memory = people._at_address[one.address].memory
        memory.buddies = (Address(other.address, other.name),)

    asked = [people.react(sent(rendered(JOINT), one, number=2)) for one in (first, second)]

    assert len(asked[0]) == 1
    assert len(words_of(asked[0][0], rendered(JOINT).text).split()) > 40
    people.react(sent(rendered("P16"), second, number=3))
    assert [] == people.react(sent(rendered("P22"), second, number=4))


def test_an_expert_answers_an_invitation_and_nothing_else() -> None:
    (expert, *_) = experts_for(80, 7, SCHEME, BEGINS, LONDON)
    who = expert.desk.who
    invited = sent_to(rendered("X02"), Address(who.address, who.name))

    answered = expert.react(read(invited))

    assert len(answered) == 1
    assert words_of(answered[0], rendered("X02").text)[:2].lower() in {"ye", "no"}
    assert [] == expert.react(read(sent(rendered("P10"), who, number=2)))


def test_the_coordinator_starts_the_tasks_of_the_bank_in_turn() -> None:
    people = crowd()
    started = people._coordinators[JO.address].agenda(BEGINS, (14, 56, 98, 140, 182))

    orders = [words_of(one).split()[:3] for one in started if words_of(one).startswith("start")]

    assert [["start", "task", number] for number in "12341"] == orders
