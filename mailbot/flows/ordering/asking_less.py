"""Show what goes out unasked, and ask again, or less, at a coordinator's word (F13)."""

from collections.abc import Iterator

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import CATALOGUE, Approval, MailId
from mailbot.core.people import listed
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.trust import IN_A_ROW, TRUSTED
from mailbot.flows.ordering.undoing import commander
from mailbot.translate.kinds_of_mail import READ_BACKS, called, kinds_meant

ALL_GOES = (
    "Mail goes out without asking: mode is auto in mailbot.toml. Asked all the same: what you order for "
    "many, what was learned from a task, and corrections."
)
ONLY_LISTENS = "I only listen, so nobody but you gets any mail: mode is listen in mailbot.toml."
ALWAYS = (
    "Asked every time, always: what was learned, the end of the scheme, it on hold, our mistakes."
)
SAY_WHICH = (
    'Which? Say for example: ask me again about stand-ins. "trust" shows what goes out unasked.'
)


def ladder_lines(conn: Connection, house: House, case: Case) -> list[str]:
    """Say what goes out unasked, what is asked and how near to an offer it is, and what is always asked."""
    if house.scheme.mode is Mode.LISTEN:
        return [ONLY_LISTENS]
    known = [one for one in _trusted(conn, house, case) if one.details["mail"] != READ_BACKS]
    small = any(one.details["mail"] == READ_BACKS for one in _trusted(conn, house, case))
    later = (
        "the next digest confirms small answers" if small else "each answer is confirmed at once"
    )
    if house.scheme.mode is Mode.AUTO:
        return [ALL_GOES, f"To you: {later}."]
    unasked = [_since(house, one) for one in known]
    return [
        f"Without asking: {listed(unasked)}."
        if unasked
        else "Nothing goes out without asking so far.",
        *_on_the_way(conn, house, {str(one.details["mail"]) for one in known}),
        ALWAYS,
        f"To you: {later}.",
    ]


def _since(house: House, one: Promise) -> str:
    at = house.hours.local(one.opened_at)
    return f"{called(str(one.details['mail']))} (since {at.day} {at:%B})"


def _on_the_way(conn: Connection, house: House, trusted: set[str]) -> Iterator[str]:
    """Say of each kind that was decided lately how many OKs in a row it has."""
    rows: dict[str, int] = {}
    for one in promises.of_kind(conn, house.scheme_id, do.Matter.SEND.value):
        queued = outbox.outgoing_by_id(conn, int(str(one.details["outbox_id"])))
        if one.outcome and queued is not None:
            rows[queued.mail] = rows.get(queued.mail, 0) + 1 if one.outcome == "ok" else 0
    told = [
        f"{called(mail)} ({count} of {IN_A_ROW} OKs in a row)"
        for mail, count in rows.items()
        if mail not in trusted and CATALOGUE[MailId(mail)].approval is Approval.OK
    ]
    if told:
        yield f"Asked so far: {listed(told)}."


def _trusted(conn: Connection, house: House, case: Case) -> list[Promise]:
    """Give what is agreed to for the scheme, and for this coordinator alone where it is about their mail."""
    return [
        one
        for one in promises.open_promises(conn, house.scheme_id, TRUSTED)
        if one.details["mail"] != READ_BACKS
        or one.details.get("coordinator") == commander(house, case)
    ]


def ask_again(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Go back to asking about kinds of mail; anybody may be more careful."""
    agreed = _trusted(conn, house, case)
    meant = kinds_meant(said.text)
    those = [one for one in agreed if not meant or one.details["mail"] in meant]
    if not agreed or (meant and not those):
        return [_asked_anyway(house)]
    if not meant and len(those) > 1:
        return [SAY_WHICH]
    for one in those:
        promises.close_promise(conn, one.id, case.now, case.by, "asked again", kept=False)
    names = listed([called(str(one.details["mail"])) for one in those])
    if {one.details["mail"] for one in those} == {READ_BACKS}:
        return ["From now on I confirm each answer at once."]
    return [f"From now on I ask again: {names}."]


def _asked_anyway(house: House) -> str:
    if house.scheme.mode is Mode.AUTO:
        return f"Nothing was changed. {ALL_GOES} To be asked, set mode to approve there."
    return "Nothing was changed: I ask about that already."


def would_stop_asking(
    conn: Connection, house: House, case: Case, said: do.ConfirmCommand
) -> tuple[str, str]:
    """Say what would go out unasked, or the problem that forbids it: the lead alone decides that."""
    if commander(house, case) != house.scheme.lead.address:
        return "", f"That is for {house.scheme.lead.first_name} to say; nothing was done."
    if house.scheme.mode is not Mode.APPROVE:
        return "", ladder_lines(conn, house, case)[0]
    kinds = _may_go(conn, house, case, said.text)
    if not kinds:
        return "", f"Nothing to stop asking about in that. {SAY_WHICH} {ALWAYS}"
    return f"I would send without asking from now on: {listed([called(one) for one in kinds])}.", ""


def _may_go(conn: Connection, house: House, case: Case, words: str) -> list[str]:
    known = {str(one.details["mail"]) for one in _trusted(conn, house, case)}
    return [
        one
        for one in kinds_meant(words)
        if one not in known and one != READ_BACKS and CATALOGUE[MailId(one)].approval is Approval.OK
    ]


def stop_asking(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Send kinds of mail without asking from now on."""
    kinds = _may_go(conn, house, case, said.text)
    for kind in kinds:
        promises.open_promise(
            conn,
            house.scheme_id,
            TRUSTED,
            called(kind),
            case.now,
            asks_coordinator=False,
            details={"mail": kind, "coordinator": commander(house, case)},
        )
    names = listed([called(one) for one in kinds])
    return [f'From now on without asking: {names}. "Ask me again" ends it.']
