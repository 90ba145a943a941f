"""A scheme that was run by hand is taken over whole, once, without a mail; answers to its mails are understood."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mailbot.core.actions import Matter
from mailbot.core.reading import Facts
from mailbot.edges.db import outbox, people, promises, tasks
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import metadata
from mailbot.flows.facts import gather
from mailbot.flows.house import House
from mailbot.flows.stages import first_look
from mailbot.translate.parse import parse
from tests.cli.homes import (
    NOW,
    house_of,
    make_home,
    run,
    scheme_by_hand,
    told,
    write_scheme,
)

ARRIVED = datetime(2026, 10, 27, 8, tzinfo=UTC)
TABLES = ("person", "address", "partnership", "member", "task_round", "stage", "assignment", "promise", "outbox", "journal")  # fmt: skip


@pytest.fixture
def home(by_hand: Path) -> Path:
    return by_hand


def adopt(home: Path, scheme, *options: str):
    return run(home, "adopt", str(write_scheme(home, scheme)), "--now", NOW, *options)


def counts(house: House) -> dict[str, int]:
    with reading(house.engine) as conn:
        return {
            name: conn.scalar(select(func.count()).select_from(metadata.tables[name])) or 0
            for name in TABLES
        }


def facts_of(house: House, sender: str, answers: str) -> Facts:
    mail = f"From: {sender}\nTo: dale@buddies.example\nSubject: Re: x\nIn-Reply-To: {answers}\n\nHello\n"
    with reading(house.engine) as conn:
        return gather(conn, house, parse(mail.encode()), None, ARRIVED)


def test_everything_in_the_file_is_taken_over_and_nothing_is_queued(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    result = adopt(home, scheme_by_hand())

    assert (
        "Taken over: 5 people, 1 pairs or trios, 1 rounds, 2 parts owed or done, 1 open questions,"
        " 2 mails sent.\n" == result.stdout
    )
    assert {"sent": 2} == told(home, "outbox")["counts"]


def test_a_second_time_changes_nothing(home: Path) -> None:
    house = house_of(home)
    before = counts(house)

    result = adopt(home, scheme_by_hand())

    assert "Everything in the file is here already.\n" == result.stdout
    assert before == counts(house)


def test_a_second_time_takes_over_only_what_is_new(home: Path) -> None:
    scheme = scheme_by_hand()
    scheme["people"].append(
        {"id": "eli", "name": "Eli Moss", "address": "eli@x.test", "role": "expert"}
    )

    done = told(home, "adopt", str(write_scheme(home, scheme)), "--now", NOW)

    assert {
        "people": 1,
        "partnerships": 0,
        "rounds": 0,
        "owed": 0,
        "questions": 0,
        "sent": 0,
    } == done


def test_a_question_that_was_answered_since_is_not_asked_again(home: Path) -> None:
    house = house_of(home)
    with house.engine.begin() as conn:
        [asked] = promises.open_promises(conn, house.scheme_id, Matter.QUESTION.value)
        promises.close_promise(conn, asked.id, ARRIVED, "Gil", "answered")

    adopt(home, scheme_by_hand())

    with reading(house.engine) as conn:
        assert () == promises.open_promises(conn, house.scheme_id, Matter.QUESTION.value)


def test_a_slip_anywhere_means_that_nothing_is_taken_over(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    scheme = scheme_by_hand()
    scheme["sent"][1]["to"] = ["nobody"]

    result = adopt(home, scheme)

    assert (2, "") == (result.exit_code, result.stdout)
    assert 'scheme.json: sent[1].to[0]: there is nobody with the id "nobody".\n' == result.stderr
    assert 0 == sum(counts(house_of(home)).values())


def test_a_clash_with_the_record_undoes_what_came_before_it(home: Path) -> None:
    house = house_of(home)
    before = counts(house)
    with house.engine.begin() as conn:
        people.change_person(conn, 1, imported_id=None)

    result = adopt(home, scheme_by_hand())

    assert 2 == result.exit_code
    assert "people[0].address belongs to somebody who is in the scheme already" in result.stderr
    assert before == counts(house)


def test_somebody_in_a_pair_already_is_not_put_into_another(home: Path) -> None:
    scheme = scheme_by_hand()
    scheme["partnerships"] = [{"id": "g2", "members": ["cleo", "ben"], "since": "2026-10-01"}]

    result = adopt(home, scheme)

    assert "partnerships[0].members[1] is in another pair already." in result.stderr


def test_what_is_owed_is_looked_at_by_its_own_dates_and_what_is_done_never(home: Path) -> None:
    house = house_of(home)

    with reading(house.engine) as conn:
        [owed] = tasks.owed_by(conn, 1)
        [done] = tasks.ended_for(conn, 2)
        expected = first_look(conn, house, owed)

    assert expected == owed.next_look_at
    assert datetime(2026, 10, 23, 17, tzinfo=UTC) == owed.due_at
    assert (True, None) == (done.done_at is not None, done.next_look_at)


def test_the_stages_after_the_last_one_named_are_planned_by_the_bank(home: Path) -> None:
    house = house_of(home)

    with reading(house.engine) as conn:
        letter, response = tasks.stages_of(conn, 1)

    assert ("letter", "response") == (letter.name, response.name)
    assert letter.due_at == response.opens_at
    assert response.opens_at + timedelta(days=6) < response.due_at


def test_an_answer_to_a_mail_sent_by_hand_is_about_what_that_mail_was_about(home: Path) -> None:
    facts = facts_of(house_of(home), "ana@trust.example", "<one@buddies.example>")

    assert facts.answered is not None
    assert ("message_id", "P10", "letter", True) == (
        facts.answered.sign,
        facts.answered.mail.value,
        facts.answered.stage,
        facts.answered.agrees,
    )
    assert facts.owed[0].id == facts.answered.assignment_id
    assert "Please write the confidential word kingfisher to Ben." in facts.answered.texts


def test_a_numbered_question_sent_by_hand_is_open_with_its_options(home: Path) -> None:
    facts = facts_of(house_of(home), "fay@trust.example", "<two@buddies.example>")

    assert facts.answered is not None
    [offer] = facts.offers
    assert ("P24", ("1", "2", "3")) == (offer.mail.value, offer.options)
    assert (offer.promise_id, offer.options) == (facts.answered.promise_id, facts.answered.offers)


def test_what_was_announced_by_hand_is_not_announced_again(home: Path) -> None:
    house = house_of(home)

    with reading(house.engine) as conn:
        assert outbox.is_queued(conn, house.scheme_id, "P10:1:1")


def test_a_nudge_sent_by_hand_counts_as_a_nudge(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    scheme = scheme_by_hand()
    scheme["sent"][0]["mail"] = "P21"

    adopt(home, scheme)

    assert [["P21"]] == [one["nudges"] for one in told(home, "late", "--now", NOW)]


def test_a_round_of_a_task_that_has_no_folder_yet_is_known_by_name(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    scheme = scheme_by_hand()
    stage = {"name": "own", "opens": "2026-10-12", "due": "2026-10-23"}
    scheme["rounds"][0] |= {"task": "consortium", "stages": [stage]}
    for one in (*scheme["owed"], scheme["sent"][0]):
        one["stage"] = "own"

    assert 0 == adopt(home, scheme).exit_code
    house = house_of(home)
    with reading(house.engine) as conn:
        assert "sealed" == tasks.stages_of(conn, 1)[0].kind.value


def test_somebody_who_rests_comes_back_by_the_date_in_the_file(home: Path) -> None:
    house = house_of(home)

    with reading(house.engine) as conn:
        fay = people.person_by_id(conn, 5)
        due = people.due_people(conn, house.scheme_id, datetime(2026, 12, 1, 8, tzinfo=UTC), 0, 9)

    assert datetime(2026, 12, 1, 7, 30, tzinfo=UTC) == fay.paused_until
    assert [5] == due


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scheme": "other@buddies.example"}, "Use --scheme with one of: dale@buddies.example."),
        ({"scheme": 3}, "scheme.json: scheme: must be a text."),
    ],
)
def test_a_file_for_another_scheme_is_refused(tmp_path: Path, change, sentence: str) -> None:
    result = adopt(make_home(tmp_path), scheme_by_hand() | change)

    assert 2 == result.exit_code
    assert sentence in result.stderr


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    result = run(make_home(tmp_path), "adopt", str(tmp_path / "none.json"))

    assert 2 == result.exit_code
    assert "none.json cannot be read (No such file or directory)." in result.stderr
