"""Mails that coordinators had before mailbot took over: their numbers can be decided by a reply."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.reading import Facts
from mailbot.edges.db import promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.facts import gather
from mailbot.flows.house import House
from mailbot.translate.parse import parse
from tests.cli.homes import NOW, house_of, make_home, run, scheme_by_hand, write_scheme

ARRIVED = datetime(2026, 10, 27, 8, tzinfo=UTC)
DIGEST = """3 things need you.

31 Ben Cole asks: may they meet in person? OK / your words
32 Letter held: something in it may name a patient. fine / delete

7 of 9 on track. 2 mails go out today."""
PAIRS = """2 pairs ready.

33 Cleo Hart + Dev Shah - both Dale
34 Cleo Hart + Zoe Nobody - same trust"""
URGENT = """Only 2 of 9 have answered. What now?
1 chase
2 extend a week"""


def note(mail: str, text: str, to: str = "gil@trust.example") -> dict[str, object]:
    return {
        "message_id": f"<{mail.lower()}@buddies.example>",
        "mail": mail,
        "to": [to],
        "at": "2026-10-26T07:30",
        "subject": f"About {mail}",
        "text": text,
    }


def adopt(home: Path, *notes: dict[str, object]):
    scheme = scheme_by_hand()
    scheme["sent"].extend(notes)
    return run(home, "adopt", str(write_scheme(home, scheme)), "--now", NOW)


def number(house: House, wanted: int) -> Promise:
    with reading(house.engine) as conn:
        found = promises.promise_by_number(conn, house.scheme_id, wanted)
    assert found is not None
    return found


def facts_of_a_reply(house: House, mail: str, above: str = "") -> Facts:
    reply = (
        f"{above}From: gil@trust.example\nTo: dale@buddies.example\nSubject: Re: x\n"
        f"In-Reply-To: <{mail.lower()}@buddies.example>\n\nok\n"
    )
    with reading(house.engine) as conn:
        return gather(conn, house, parse(reply.encode()), None, ARRIVED)


def test_the_numbers_of_a_digest_sent_by_hand_are_open_to_its_reader(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    result = adopt(home, note("N01", DIGEST))

    assert 0 == result.exit_code, result.output
    facts = facts_of_a_reply(house_of(home), "N01")
    assert facts.answered is not None
    assert facts.answered.agrees
    assert (31, 32) == facts.open_decisions


def test_an_answer_that_a_digest_suggested_by_hand_is_still_suggested(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    offered = DIGEST.replace("person? OK", 'person? Suggest: "Yes, wherever suits." OK')

    adopt(home, note("N01", offered))

    assert "Yes, wherever suits." == number(house_of(home), 31).details["suggest"]


def test_a_question_keeps_the_number_by_which_coordinators_know_it(tmp_path: Path) -> None:
    home = make_home(tmp_path)

    adopt(home, note("N01", DIGEST))

    asked = number(house_of(home), 31)
    assert ("question", "May we meet in person?") == (asked.kind, asked.details["text"])
    held = number(house_of(home), 32)
    assert ("look", ("fine", "delete"), None) == (held.kind, held.options, held.person_id)


def test_a_pair_proposed_by_hand_can_be_introduced_where_both_are_known_and_free(
    tmp_path: Path,
) -> None:
    home = make_home(tmp_path)

    adopt(home, note("N10", PAIRS))

    proposed, unknown = number(house_of(home), 33), number(house_of(home), 34)
    assert "pair" == proposed.kind
    assert proposed.partnership_id is not None
    assert ("look", None) == (unknown.kind, unknown.partnership_id)


@pytest.mark.parametrize(
    ("mail", "text", "options"),
    [
        ("N02", URGENT, ("chase", "extend a week")),
        ("N20", "Send unasked from now on?", ("ok", "no")),
    ],
)
def test_a_mail_that_asks_one_thing_is_answered_without_a_number(
    tmp_path: Path, mail: str, text: str, options: tuple[str, ...]
) -> None:
    home = make_home(tmp_path)

    adopt(home, note(mail, text, to="Gil Marsh"))

    facts = facts_of_a_reply(house_of(home), mail)
    assert facts.answered is not None
    assert facts.answered.number > 0
    assert options == number(house_of(home), facts.answered.number).options


@pytest.mark.parametrize(("verdict", "proves"), [("pass", True), ("none", True), ("fail", False)])
def test_a_reply_that_the_coordinators_own_domain_disowns_proves_nothing(
    tmp_path: Path, verdict: str, *, proves: bool
) -> None:
    home = make_home(tmp_path)
    adopt(home, note("N01", DIGEST))
    house = house_of(home)
    house = replace(house, scheme=replace(house.scheme, trusted_authserv=("mx.dale.example",)))
    checked = (
        f"Authentication-Results: mx.dale.example; dmarc={verdict} header.from=trust.example\n"
    )

    facts = facts_of_a_reply(house, "N01", checked)

    assert facts.answered is not None
    assert facts.answered.agrees is proves


def test_a_second_time_opens_no_number_again(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    notes = (note("N01", DIGEST), note("N10", PAIRS), note("N02", URGENT))
    adopt(home, *notes)

    result = adopt(home, *notes)

    assert "Everything in the file is here already.\n" == result.stdout


@pytest.mark.parametrize("to", ["kit@trust.example", "ana"])
def test_a_note_to_somebody_who_is_no_coordinator_takes_nothing_over(
    tmp_path: Path, to: str
) -> None:
    home = make_home(tmp_path)

    result = adopt(home, note("N01", DIGEST, to))

    assert 2 == result.exit_code
    assert "sent[2].to[0] is no coordinator of this scheme" in result.output
    with reading(house_of(home).engine) as conn:
        assert () == promises.open_promises(conn, 1)


def test_a_number_that_is_another_matter_already_takes_nothing_over(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    adopt(home)
    house = house_of(home)
    with house.engine.begin() as conn:
        promises.open_promise(
            conn, house.scheme_id, "look", "ours", ARRIVED, asks_coordinator=True, number=32,
            options=["ok"], details={},
        )  # fmt: skip

    result = adopt(home, note("N01", DIGEST))

    assert 2 == result.exit_code
    assert "32 is another matter here already" in result.output
