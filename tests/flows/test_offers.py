"""What somebody is asked by mail is found again by the mail that asked it, and by whom it asked."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from tests.cli.homes import house_of, make_home

NOON = datetime(2026, 10, 27, 12, tzinfo=UTC)
YES_OR_NO = ("yes", "no")


def test_a_question_put_by_another_mail_or_to_another_person_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    house = house_of(make_home(tmp_path))
    with house.engine.begin() as conn:
        ana, ben = _somebody(conn, house, "Ana Ruiz"), _somebody(conn, house, "Ben Okafor")
        _asked(conn, house, ana, MailId.P47)
        _asked(conn, house, ben, MailId.P31)
        wanted = _asked(conn, house, ana, MailId.P31)

        found = offers_by(conn, house, MailId.P31, ana)

    assert [wanted.id] == [one.id for one in found]


def test_a_question_that_was_answered_is_known_but_no_longer_open(tmp_path: Path) -> None:
    house = house_of(make_home(tmp_path))
    with house.engine.begin() as conn:
        ana = _somebody(conn, house, "Ana Ruiz")
        answered = _asked(conn, house, ana, MailId.P31)
        promises.close_promise(conn, answered.id, NOON, "Ana Ruiz", "yes")

        known = offers_by(conn, house, MailId.P31, ana)
        open_now = offers_by(conn, house, MailId.P31, ana, only_open=True)

    assert ([answered.id], ()) == ([one.id for one in known], open_now)


def test_what_is_kept_for_later_never_takes_the_place_of_the_mail_that_asks(
    tmp_path: Path,
) -> None:
    house = house_of(make_home(tmp_path))
    with house.engine.begin() as conn:
        ana = _somebody(conn, house, "Ana Ruiz")

        kept = _asked(conn, house, ana, MailId.X02, about={"mail": "N01", "round_id": 7})

    assert {"mail": "X02", "round_id": 7} == kept.details


def _asked(
    conn: Connection,
    house: House,
    person: int,
    mail: MailId,
    about: dict[str, object] | None = None,
) -> Promise:
    return open_offer(conn, house, NOON, person, mail, "is asked", YES_OR_NO, about=about)


def _somebody(conn: Connection, house: House, name: str) -> int:
    return people.add_person(conn, house.scheme_id, PersonState.ACTIVE, NOON, name=name)
