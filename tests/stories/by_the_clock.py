"""A task lived through to the minute: the bot runs whenever anything is due, and what was sent is told."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from mailbot.edges.db import outbox
from mailbot.edges.db.engine import reading
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.case import Case
from mailbot.flows.stages import start_round
from mailbot.translate.adoption import read_adoption
from tests.stories.paper import Paper, on_paper
from tests.stories.telling import ANA, BEN, NAMES

PERSON = (
    '{"id": "%s", "name": "%s", "address": "%s", "role": "%s", "town": "%s", "state": "active"}'
)
GROUP = '{"id": "%s", "members": [%s], "since": "%s"}'
FILE = '{"scheme": "scheme@buddies.test", "people": [%s], "partnerships": [%s]}'
ONE_PAIR = ((ANA, BEN),)


@dataclass(slots=True)
class Days:
    """Days as a scheme lives them; local times are the scheme's."""

    stage: Paper

    def to(self, day: date, hour: int = 12, minute: int = 0, second: int = 0) -> None:
        """Run until a local time, at every moment at which anything is due."""
        ends = self.stage.house.hours.at(day, time(hour, minute, second))
        while (moment := self._next()) < ends:
            self.stage.clock.now = moment
            self.stage.passes()
        self.stage.clock.now = ends
        self.stage.passes()

    def says(self, who: str, words: str, answers: str = "P10") -> None:
        """Let somebody answer the newest mail of a kind; it is handled within a minute."""
        self.stage.writes(who, words, answers=self.stage.of_kind(who, answers))
        self.stage.passes(minutes=1)

    def _next(self) -> datetime:
        """Give the next night, digest or departure; something that leaves late is tried each minute."""
        now, house = self.stage.clock.now, self.stage.house
        with reading(house.engine) as conn:
            leaves = outbox.next_departure(conn, house.scheme_id)
        today = house.hours.today(now)
        usual = [
            house.hours.at(day, when)
            for day in (today, today + timedelta(days=1))
            for when in (house.scheme.nightly_at, house.scheme.digest_at)
        ]
        moments = [one for one in usual if one > now]
        return min([*moments, *([max(leaves, now + timedelta(minutes=1))] if leaves else [])])

    def starts(self, opens: date, task: str = "letters") -> None:
        """Start a task as of a day."""
        house, now = self.stage.house, self.stage.clock.now
        with house.engine.begin() as conn:
            start_round(conn, house, Case(now, "a story begins"), task, opens)

    def sent(self, *to: str) -> list[str]:
        """Tell what left and when, as "Thu 25 Mar 12:15 P21 Ana", for everybody or for some."""
        rows = self.stage.ask(
            "select o.sent_at, o.mail, p.name from outbox o join person p on p.id = o.person_id"
            " where o.state = 'sent' order by o.sent_at, p.id"
        )
        wanted = {_first_name(one) for one in to}
        told = []
        for at, mail, name in rows:
            here = self.stage.house.hours.local(datetime.fromisoformat(f"{at}+00:00"))
            first = str(name).split()[0]
            if not to or first in wanted:
                told.append(f"{here:%a} {here.day} {here:%b %H:%M} {mail} {first}")
        return told


def _first_name(address: str) -> str:
    return address.partition("@")[0].title()


def _ids(members: Sequence[str]) -> str:
    return ", ".join(f'"{one[:3]}"' for one in members)


def _role(address: str) -> str:
    roles = {"ward.test": "clinician", "finance.test": "specialty_manager"}
    return roles.get(address.partition("@")[2], "general_manager")


@contextmanager
def days_from(
    home: Path,
    begins: datetime,
    pairs: Sequence[tuple[str, ...]] = ONE_PAIR,
    towns: Sequence[str] = (),
) -> Iterator[Days]:
    """Open a scheme of pairs or trios at an aware moment; `towns` are where they work, one by one."""
    members = [one for pair in pairs for one in pair]
    places = [*towns, *[""] * (len(members) - len(towns))]
    told = ", ".join(
        PERSON % (one[:3], NAMES.get(one, _first_name(one)), one, _role(one), town)
        for one, town in zip(members, places, strict=True)
    )
    since = (begins - timedelta(days=7)).date().isoformat()
    groups = ", ".join(GROUP % (f"g{pair[0][:3]}", _ids(pair), since) for pair in pairs)
    with on_paper(home, begins) as stage:
        with stage.house.engine.begin() as conn:
            known = known_stages(stage.house)
            file = read_adoption("the cast", FILE % (told, groups), stage.house.hours, known)
            adopt(conn, stage.house, file, begins)
        yield Days(stage)
