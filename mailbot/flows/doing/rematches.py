"""Look for another buddy because somebody asked for one."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import people
from mailbot.flows import rematching
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue


def propose_rematch(conn: Connection, house: House, case: Case, action: do.ProposeRematch) -> None:
    """Look for a new buddy; a private wish is confirmed to nobody but the one who wrote (B6)."""
    person = people.person_by_id(conn, action.person)
    rematching.wish_rematch(conn, house, case, person, action.why)
    if action.private:
        back = house.scheme.nobody_until
        by = f"when back on {back:%A} {back.day} {back:%B}" if back else "within two working days"
        answer = f"Of course. I won't say why to anybody. {house.scheme.duty.first_name} will sort it {by}."
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P35,
                "they asked for another buddy",
                to=(person,),
                values={"answer": answer, "noted": True},
                answers=case.incoming,
            ),
        )
