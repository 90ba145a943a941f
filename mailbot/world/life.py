"""Let a whole scheme live through its weeks: people write, the bot runs, the clock jumps ahead."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.core.people import PersonState
from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, Security, SupportLine
from mailbot.edges.db import outbox, people
from mailbot.edges.db.engine import open_database, reading
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House
from mailbot.flows.passing import Lines, one_pass
from mailbot.world.letterboxes import Delivery, Outcome
from mailbot.world.mailserver import MailServer
from mailbot.world.people import Crowd, Mix, Planned

ADDRESS = "scheme@buddies.example"
PASSWORD = "pw"  # noqa: S105 - of a mailbox that lives in memory for a minute
BEGINS = datetime(2027, 4, 26, 6, 0, tzinfo=UTC)
SLOT = timedelta(hours=2)
TASK_DAYS = (14, 56, 98, 140)
LONDON = ZoneInfo("Europe/London")
COORDINATORS = (
    Coordinator("Jo Barnes", "jo@coordinators.example", duty=True, lead=True),
    Coordinator("Kit Marsh", "kit@coordinators.example"),
)


@dataclass(slots=True)
class Clock:
    """The virtual time of one world."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people were in each state, and how often coordinators wrote, by the end of a week."""

    states: tuple[tuple[str, int], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Life:
    """What is left when the weeks are over: the house with its record, and what was counted."""

    house: House
    crowd: Crowd
    begins: datetime
    ends: datetime
    weeks: tuple[Counted, ...]
    troubles: tuple[str, ...]


@dataclass(slots=True)
class Diary:
    """What is still to happen, in the order of time; equal times keep the order they were planned in."""

    entries: list[tuple[datetime, int, Planned]] = field(default_factory=list)
    count: int = 0

    def add(self, planned: Sequence[Planned]) -> None:
        """Plan mails."""
        for one in planned:
            heapq.heappush(self.entries, (one.at, self.count, one))
            self.count += 1

    def due(self, now: datetime) -> list[Planned]:
        """Take out what has come."""
        found: list[Planned] = []
        while self.entries and self.entries[0][0] <= now:
            found.append(heapq.heappop(self.entries)[2])
        return found

    @property
    def next_at(self) -> datetime | None:
        """Give when the next thing happens."""
        return self.entries[0][0] if self.entries else None


def demo_scheme(server: MailServer, mode: Mode) -> Scheme:
    """Describe the scheme that the demo runs, on a server of its own."""
    imap = Login(server.host, server.imap_port, Security.NONE, ADDRESS, PASSWORD)
    smtp = Login(server.host, server.smtp_port, Security.NONE, ADDRESS, PASSWORD)
    return Scheme(
        name="North West buddy scheme",
        address=ADDRESS,
        sender_name="NW Buddy Scheme",
        timezone=LONDON,
        mode=mode,
        imap=imap,
        smtp=smtp,
        coordinators=COORDINATORS,
        # One connection: with several, the order in which copies are filed would be chance.
        pacing=Pacing(per_minute=100_000, per_day=1_000_000, connections=1),
        plus_addressing=True,
        support_lines=(SupportLine("The demo's helpline", "0300 000 0000", "day and night"),),
    )


def live(
    home: Path,
    *,
    size: int,
    weeks: int,
    seed: int,
    mix: Mix,
    mode: Mode = Mode.APPROVE,
    task_days: Sequence[int] = TASK_DAYS,
    slot: timedelta = SLOT,
    keeps: timedelta | None = None,
    watch: Callable[[House, datetime], None] = lambda *_: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Life:
    """Run a scheme of `size` people for some weeks; equal arguments give equal mails, to the byte.

    `task_days` count days to each start of a task; the tasks of the bank take their turns. What
    happens within one `slot` is dealt with in one pass, and `watch` is called after every pass. Once
    a week somebody empties the mailbox of what is older than `keeps`; None means never.
    """
    clock = Clock(BEGINS)
    ends = BEGINS + timedelta(weeks=weeks)
    days = [day for day in task_days if day < weeks * 7]
    crowd = Crowd(size, seed, mix, ADDRESS, COORDINATORS, BEGINS, LONDON, task_days=days)
    with MailServer(lambda: clock.now) as server:
        server.add_mailbox(ADDRESS, PASSWORD)
        for address in crowd.addresses:
            server.add_person(address)
        engine = open_database(f"sqlite:///{home / 'mailbot.db'}", durable=False)
        upgrade(engine, shipped("migrations"))
        key = seed.to_bytes(32, "big", signed=True)
        house = build_house(home, demo_scheme(server, mode), engine, key, BEGINS, "the demo")
        _enlist(house, crowd)
        world = World(server, crowd, house, clock, Diary(), slot, keeps, watch)
        world.diary.add(crowd.registrations())
        world.diary.add(crowd.agenda())
        with Lines(house) as lines:
            counted, troubles = world.run(ends, lines, progress)
    return Life(house, crowd, BEGINS, ends, counted, troubles)


def _enlist(house: House, crowd: Crowd) -> None:
    """Put the experts on record whom the coordinators knew before, as an adopted scheme would."""
    with house.engine.begin() as conn:
        for one in crowd.experts:
            known = people.add_person(
                conn,
                house.scheme_id,
                PersonState.ACTIVE,
                BEGINS,
                name=one.name,
                role=one.role,
                specialty=one.specialty,
                employer=one.employer,
                town=one.town,
            )
            people.add_address(conn, house.scheme_id, known, one.address)


@dataclass(slots=True)
class World:
    """One world while it runs."""

    server: MailServer
    crowd: Crowd
    house: House
    clock: Clock
    diary: Diary
    slot: timedelta
    keeps: timedelta | None
    watch: Callable[[House, datetime], None]
    dead: set[str] = field(default_factory=set)

    def run(
        self, ends: datetime, lines: Lines, progress: Callable[[float], None]
    ) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
        """Let time pass until the end, counting at the end of each week."""
        begins, counted, troubles = self.clock.now, list[Counted](), list[str]()
        while self.clock.now < ends:
            week_ends = begins + timedelta(weeks=len(counted) + 1)
            self.clock.now = min(self._next_moment(), week_ends, ends)
            self._people_write()
            passed = one_pass(self.house, self.clock.now, lines)
            troubles.extend(passed.troubles)
            self.watch(self.house, self.clock.now)
            self._people_read()
            if self.clock.now == week_ends:
                counted.append(self._count())
                self._empty_the_mailbox()
            progress((self.clock.now - begins) / (ends - begins))
        return tuple(counted), tuple(dict.fromkeys(troubles))

    def _next_moment(self) -> datetime:
        """Give the next time at which anything happens, a slot ahead at least."""
        now = self.clock.now
        with reading(self.house.engine) as conn:
            leaves = outbox.next_departure(conn, self.house.scheme_id)
        usual = [
            self._at(now, self.house.scheme.nightly_at),
            self._at(now, self.house.scheme.digest_at),
        ]
        moments = [one for one in (*usual, self.diary.next_at, leaves) if one is not None]
        return self._slot_from(max(min(moments), now + self.slot))

    def _slot_from(self, moment: datetime) -> datetime:
        """Give the first slot on or after a moment, so that what happens together is done together."""
        past = (moment - BEGINS) % self.slot
        return moment if not past else moment + self.slot - past

    def _at(self, now: datetime, when: time) -> datetime:
        today = self.house.hours.today(now)
        here = self.house.hours.at(today, when)
        return here if here > now else self.house.hours.at(today + timedelta(days=1), when)

    def _people_write(self) -> None:
        now = self.clock.now
        for address, died in self.crowd.address_dies().items():
            if died <= now and address not in self.dead:
                self.dead.add(address)
                self.server.remove_person(address)
        for one in self.diary.due(now):
            for recipient in one.recipients:
                if self.house.is_ours(recipient):
                    self.server.deliver(recipient, one.raw, one.sender)
                elif recipient not in self.dead:
                    direct = Delivery(recipient, one.sender, one.raw, now, Outcome.ARRIVED)
                    self.diary.add(self.crowd.react(direct))

    def _people_read(self) -> None:
        for delivery in self.server.drain():
            if delivery.reached:
                self.diary.add(self.crowd.react(delivery))

    def _empty_the_mailbox(self) -> None:
        # The embedded server looks at every message for each question: a full year would crawl.
        if self.keeps is not None:
            for folder in ("INBOX", "Sent"):
                self.server.empty(ADDRESS, folder, self.clock.now - self.keeps)

    def _count(self) -> Counted:
        with reading(self.house.engine) as conn:
            found = people.count_by_state(conn, self.house.scheme_id)
        states = dict.fromkeys(PersonState, 0)
        for (state, _), number in found.items():
            states[PersonState(state)] += number
        return Counted(
            tuple((one.value, states[one]) for one in PersonState), states[PersonState.WAITING]
        )
