"""Send somebody their portfolio because a coordinator says so; the coordinator doesn't see it (C16, law 5)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import people_named
from mailbot.flows.portfolio import send_everything


def send_portfolios(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Send everybody who is named what they did so far, and say so without a word of it."""
    found = people_named(conn, house, said.who or (said.text,))
    if isinstance(found, str):
        return [found]
    bare = Case(case.now, case.because, case.by)
    return [
        f"{one.name} gets their portfolio, as soon as they may get a mail they didn't ask for."
        if one.takes_mail and send_everything(conn, house, bare, one)
        else f"{one.name} is paused, held or has left, so I don't write; nothing was sent."
        for one in found
    ]
