"""Write to who is on duty about one decision that can't wait a day, in working hours only (F10, N02)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue


def interrupt(
    conn: Connection,
    house: House,
    case: Case,
    asked: Promise,
    headline: str,
    fact: str,
    choices: Sequence[str],
) -> None:
    """Tell the one on duty now, once; `choices` say in order what the options of the decision do.

    Out of hours nothing is sent: the decision stands in the digest before anybody could act on it.
    """
    if not house.hours.is_open(case.now):
        return
    letter = Letter(
        MailId.N02,
        "it can't wait a day",
        coordinator=house.scheme.duty,
        values={
            "headline": headline,
            "fact": fact,
            "choices": [f"{number} {one}" for number, one in enumerate(choices, 1)],
        },
        received_id=case.received_id,
        promise_id=asked.id,
        offers=asked.options,
        once_key=f"N02:{asked.id}",
        expires_at=house.hours.at(house.hours.today(case.now), house.hours.closes),
    )
    queue(conn, house, case.now, letter)
