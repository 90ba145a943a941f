"""Decide about pairs: a proposal, a new buddy, a copied introduction, who is left over, who stands in."""

import re

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.edges.db import partnerships, promises
from mailbot.flows import (
    left_over,
    pairs,
    rematching,
)
from mailbot.flows.decided.said import Said, close
from mailbot.flows.house import House
from mailbot.flows.ordering import (
    copies,
    double_dates,
    pairing,
    stand_ins,
)

_SWAP = re.compile(r"swap with (\d{1,9})")


def pair_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    assert asked.partnership_id is not None, "a proposal is about a pair"
    swapped = _SWAP.fullmatch(said.words.strip(" ."))
    if swapped is not None:
        other = promises.promise_by_number(conn, house.scheme_id, int(swapped[1]))
        return pairing.swap(conn, house, case, asked, other)
    if not pairs.is_proposed(conn, asked.partnership_id):
        # One of them has another buddy since: nobody may be introduced to two.
        close(conn, case, asked, "no longer stands")
        return "no longer stands: one of them has moved on since. Nothing was done."
    if said.means is Meaning.YES:
        close(conn, case, asked, "ok")
        pairs.introduce(conn, house, case, asked.partnership_id)
        return "done: they are introduced next."
    if said.means is Meaning.NO:
        close(conn, case, asked, "no")
        pair = partnerships.partnership_by_id(conn, asked.partnership_id)
        partnerships.end_partnership(conn, asked.partnership_id, case.now)
        if len(pair.members) == 2:  # of three nobody said which two don't fit
            partnerships.arrange(conn, house.scheme_id, "never", *pair.members)
        return "not done: they stay on the list, and not for each other."
    return "left open: ok or no?"


def rematch_decided(conn: Connection, house: House, said: Said) -> str:
    case, asked = said.case, said.asked
    if said.means is Meaning.YES:
        return rematching.rematch(conn, house, case, asked)
    if said.means is Meaning.NO:
        close(conn, case, asked, "no")
        return "not done: the pair stays as it is."
    return "left open: ok, no or wait?"


def copy_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means is Meaning.WORDS:
        return f"left open: {' / '.join(said.asked.options)}?"
    close(conn, said.case, said.asked, said.option or said.means.value)
    return copies.decide_copy(conn, house, said.case, said.asked, said.option)


def double_date_decided(conn: Connection, house: House, said: Said) -> str:
    if said.means not in {Meaning.YES, Meaning.NO}:
        return "left open: ok or no?"
    ask = said.means is Meaning.YES
    return double_dates.decided(conn, house, said.case, said.asked, ask=ask)


def left_over_decided(conn: Connection, house: House, said: Said) -> str:
    return left_over.decided(conn, house, said.case, said.asked, said.option)


def stand_in_decided(conn: Connection, house: House, said: Said) -> str:
    return stand_ins.decide_stand_in(conn, house, said.case, said.asked, said.means, said.words)
