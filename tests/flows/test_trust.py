"""A kind of mail is asked about less only after ten OKs in a row and the lead's own YES (F13)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import people, promises
from mailbot.flows.case import Case
from mailbot.flows.decisions import decide
from mailbot.flows.house import House
from mailbot.flows.ordering.trust import offer_trust, send_trusted, trust
from mailbot.flows.writing import Letter, queue
from tests.flows.test_grouping import house_with
from tests.stories.telling import ask

A_TUESDAY = datetime(2026, 10, 27, 9, tzinfo=UTC)


def drafts(house: House, number: int, mail: MailId = MailId.P28) -> int:
    """Queue a mail that needs an OK, and give the number it is asked under."""
    with house.engine.begin() as conn:
        somebody = people.person_by_id(conn, 1)
        letter = Letter(mail, "a draft", to=(somebody,), values={"buddy": f"Sam{number}"})
        queue(conn, house, A_TUESDAY, letter)
        asked = promises.open_promises(conn, house.scheme_id, do.Matter.SEND.value)
        return asked[-1].number


def decided(house: House, number: int, words: str) -> None:
    with house.engine.begin() as conn:
        decide(conn, house, Case(A_TUESDAY, "", "Gil"), do.Decide(((number, words),)))


@pytest.mark.parametrize(
    ("mail", "answers", "offers"),
    [
        (MailId.P28, ["ok"] * 10, 1),
        (MailId.P28, ["ok"] * 9, 0),
        (MailId.P28, ["ok"] * 9 + ["no"], 0),
        (MailId.P55, ["ok"] * 10, 0),
    ],
)
def test_ten_oks_in_a_row_are_offered_to_the_lead_once_and_never_for_what_is_always_asked(
    tmp_path: Path, mail: MailId, answers: list[str], offers: int
) -> None:
    house = house_with(tmp_path, 1)
    for number, words in enumerate(answers):
        decided(house, drafts(house, number, mail), words)

    offer_trust(house, A_TUESDAY)
    offer_trust(house, A_TUESDAY + timedelta(days=30))

    assert [(offers,)] == ask(house.engine, "select count(*) from outbox where mail = 'N20'")


def test_what_is_trusted_goes_without_being_asked_about_and_the_rest_waits(tmp_path: Path) -> None:
    house = house_with(tmp_path, 1)
    for number in range(10):
        decided(house, drafts(house, number), "ok")
    offer_trust(house, A_TUESDAY)
    drafts(house, 11)
    drafts(house, 12, MailId.P55)
    assert 0 == send_trusted(house, A_TUESDAY)

    with house.engine.begin() as conn:
        (asked,) = promises.open_promises(conn, house.scheme_id, do.Matter.TRUST.value)
        trust(conn, house, A_TUESDAY, asked)

    assert 1 == send_trusted(house, A_TUESDAY)
    assert [("P55",)] == ask(house.engine, "select mail from outbox where state = 'approval'")
