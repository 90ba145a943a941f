"""Tell a coordinator what became of the mail that they passed on (F14)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.done import in_words
from mailbot.core.respond import Decision
from mailbot.flows.case import Case
from mailbot.flows.commands import read_back
from mailbot.flows.forwarding import PassedOn
from mailbot.flows.house import House


def tell_who_passed_it_on(
    conn: Connection, house: House, case: Case, passed: PassedOn, decision: Decision
) -> None:
    """Read back to the coordinator what was done with the mail they passed on (N04)."""
    writer = passed.facts.sender.person
    if writer is None or any(isinstance(one, (do.Hold, do.Ignore)) for one in decision.actions):
        return
    done = in_words(decision.actions) or "a sign of life"
    read_back(conn, house, case, [f"Taken as from {writer.name}: {done}."])
