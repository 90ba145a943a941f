"""Tell a question that still waits for somebody's word from one that time has passed over."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState
from mailbot.edges.db import outbox, partnerships, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by

A_DAY = timedelta(days=1)
NEVER_LEFT = "the mail never left"
ASKED_ANEW = "it is asked anew"


def still_waits(
    conn: Connection, house: House, case: Case, action: do.OfferChoices, *, leaving: bool
) -> bool:
    """Say whether the same question waits for a word of theirs; one that does not is closed.

    It waits for some working days (D6). Silence was no answer to an older one (law 9), and what it was
    about may be over: who has a new occasion is asked anew.
    """
    waits = False
    for one in offers_by(conn, house, action.mail, action.person, only_open=True):
        why = _why_over(conn, house, case, one, leaving=leaving)
        if not why:
            waits = True
            continue
        promises.close_promise(conn, one.id, case.now, case.by, why, kept=False)
        outbox.withdraw_queued(conn, house.scheme_id, why, promise_id=one.id)
    return waits


def _why_over(conn: Connection, house: House, case: Case, asked: Promise, *, leaving: bool) -> str:
    """Say why a question waits no longer; empty where it does."""
    if outbox.is_dead(conn, asked.id):
        return NEVER_LEFT
    if bool(asked.details.get("leaving")) is not leaving or _is_about_another(conn, asked):
        return ASKED_ANEW
    if outbox.is_waiting(conn, asked.id):
        return ""
    left = outbox.left_at(conn, asked.id) or asked.opened_at
    days = house.chasing.quiet.answer_working_days
    over = house.hours.nudge_on(house.hours.add_working_days(house.hours.today(left), days))
    # Who writes again that they wait has not seen the choices, and is not left without an answer (D7).
    again = asked.details.get("mail") == MailId.P25.value and case.incoming is not None
    return ASKED_ANEW if case.now >= (left + A_DAY if again else over) else ""


def _is_about_another(conn: Connection, asked: Promise) -> bool:
    """Say whether their choices were about a buddy whom they no longer have."""
    if asked.details.get("mail") != MailId.P25.value or asked.person_id is None:
        return False
    pair = partnerships.current_partnership(conn, asked.person_id)
    if pair is None or pair.state is not PartnershipState.ACTIVE or pair.since is None:
        return False
    return pair.since > asked.opened_at
