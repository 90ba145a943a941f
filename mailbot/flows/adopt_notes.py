"""Take over mails to coordinators: what their numbers stand for can be decided from then on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.adoption import AdoptedMail, AdoptedPerson, AdoptedQuestion, Adoption
from mailbot.core.errors import Trouble
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import PartnershipState, PersonState
from mailbot.edges.db import partnerships, people, promises
from mailbot.flows.house import House
from mailbot.translate.numbered import asks_by_choice, choices_of, items_shown

# Mails that ask one thing; "ok" below one of them is an answer to it.
ASKS_ONE = frozenset(
    {MailId.N02, MailId.N05, MailId.N07, MailId.N08, MailId.N09}
    | {MailId.N11, MailId.N13, MailId.N18, MailId.N20}
)
LISTS = frozenset({MailId.N01, MailId.N02, MailId.N10})
FREE = frozenset({PersonState.WAITING, PersonState.REGISTERED})
# Behind a number a name or a sentence begins; small letters go on with a count.
BEGINS = re.compile(r"[^\W\d_a-z]|.* / ")
ASKS = re.compile(r"\b(?:asks?|asked|question|wants to know|wonders)\b", re.IGNORECASE)
SUGGESTED = re.compile(
    r"\bSuggest(?:ed|ion)?: ?[\"\u201c]([^\"\u201d]{2,400})[\"\u201d]", re.IGNORECASE
)
SHOWN_LETTERS = 140


class CannotAdopt(Trouble):
    """A file does not fit what the record holds; nothing was changed."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What a number stands for in a mail that coordinators have had: its line, and the mail."""

    line: str
    mail: AdoptedMail


def addresses(house: House, mail: AdoptedMail) -> tuple[str, ...]:
    """Give the addresses of the coordinators a mail went to; raises CannotAdopt for anybody else."""
    known = {one.address: one.address for one in house.scheme.coordinators}
    known |= {one.name.lower(): one.address for one in house.scheme.coordinators}
    for number, one in enumerate(mail.to):
        if one not in known:
            raise CannotAdopt(
                f"{mail.path}.to[{number}] is no coordinator of this scheme: use an address that"
                " mailbot.toml has, or leave the mail out."
            )
    return tuple(dict.fromkeys(known[one] for one in mail.to))


def numbers_shown(adoption: Adoption) -> dict[int, Shown]:
    """Give what each number stands for in the mails that list matters; the oldest mail says it."""
    found: dict[int, Shown] = {}
    for mail in sorted(adoption.sent, key=lambda one: one.at):
        if mail.mail in LISTS and not asks_by_choice(mail.text):
            for number, line in items_shown(mail.text).items():
                if BEGINS.match(line):
                    found.setdefault(number, Shown(line, mail))
    return found


def questions_shown(
    questions: Sequence[AdoptedQuestion],
    known: Sequence[AdoptedPerson],
    shown: Mapping[int, Shown],
) -> dict[str, int]:
    """Give the numbers under which coordinators have read of open questions, by the file's ids."""
    names = {one.id: one.name.casefold() for one in known if one.name}
    found: dict[str, int] = {}
    for one in questions:
        name = names.get(one.sender)
        for number, item in shown.items():
            told = name is not None and item.line.casefold().startswith(name)
            if told and ASKS.search(item.line) and number not in found.values():
                found[one.id] = number
                break
    return found


def suggested_in(line: str) -> str:
    """Give the answer that a line of a digest suggested to a question; empty where it did not."""
    found = SUGGESTED.search(line)
    return found[1].strip() if found is not None else ""


def refuse_number_in_use(conn: Connection, house: House, number: int, what: str) -> None:
    """Raise CannotAdopt where a number that a mail of the file shows means something else here."""
    if promises.promise_by_number(conn, house.scheme_id, number) is not None:
        raise CannotAdopt(
            f"{what}: a mail in the file calls it {number}, and {number} is another matter here"
            " already: leave that mail out of the file."
        )


def open_items(
    conn: Connection,
    house: House,
    adoption: Adoption,
    shown: Mapping[int, Shown],
    ids: Mapping[str, int],
) -> None:
    """Open every number that is shown and stands for nothing yet; raises CannotAdopt.

    A proposed pair of people who are still free can be introduced. Everything else is for a person
    to look at: its line alone does not say for certain what would have to be done.
    """
    names = {one.name.casefold(): ids[one.id] for one in adoption.people if one.name}
    for number, item in shown.items():
        there = promises.promise_by_number(conn, house.scheme_id, number)
        if there is not None and {"imported_id", "adopted"} & set(there.details):
            continue
        refuse_number_in_use(conn, house, number, f"{item.mail.path}.text")
        pair = _proposed(conn, house, item, names)
        kind = Matter.LOOK if pair is None else Matter.PAIR
        title = item.line.removesuffix(" / ".join(choices_of(item.line))).strip()
        options = choices_of(item.line) or ("ok", "no")
        _open(conn, house, kind, title, options, item.mail.at, number=number, pair=pair)


def asked_by(conn: Connection, house: House, mail: AdoptedMail) -> promises.Promise | None:
    """Give the one thing that a mail asks, and open it where it has no number; None where it lists."""
    if CATALOGUE[mail.mail].audience is not Audience.COORDINATOR or mail.mail not in ASKS_ONE:
        return None
    lists = mail.mail in LISTS
    choices = asks_by_choice(mail.text) if lists else tuple(items_shown(mail.text).values())
    items = {} if choices else items_shown(mail.text)
    if len(items) == 1:
        return promises.promise_by_number(conn, house.scheme_id, next(iter(items)))
    if items:
        return None
    options = choices or choices_of(mail.text.strip().splitlines()[-1]) or ("ok", "no")
    title = mail.subject or mail.text
    return _open(conn, house, Matter.LOOK, title, options, mail.at)


def _open(
    conn: Connection,
    house: House,
    kind: Matter,
    title: str,
    options: Sequence[str],
    at: datetime,
    *,
    number: int = 0,
    pair: int | None = None,
) -> promises.Promise:
    return promises.open_promise(
        conn,
        house.scheme_id,
        kind.value,
        title[:SHOWN_LETTERS],
        at,
        asks_coordinator=True,
        options=list(options),
        details={"adopted": True},
        number=number,
        partnership_id=pair,
    )


def _proposed(conn: Connection, house: House, item: Shown, names: Mapping[str, int]) -> int | None:
    """Keep the pair that a line of N10 proposes, where all in it are known and still free."""
    if item.mail.mail is not MailId.N10:
        return None
    told, _, why = item.line.partition(" - ")
    members = [names.get(one.strip().casefold(), 0) for one in told.rstrip(":").split(" + ")]
    if not 1 < len(members) <= 3 or 0 in members:
        return None
    found = people.people_by_id(conn, members)
    if any(found[one].state not in FREE for one in members):
        return None
    if any(partnerships.current_partnership(conn, one) is not None for one in members):
        return None
    state = PartnershipState.PROPOSED
    return partnerships.add_partnership(
        conn, house.scheme_id, members, state, item.mail.at, [why.strip()] if why else []
    )
