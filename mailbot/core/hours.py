"""When a scheme writes to people, and how it counts working days (requirement I4)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SATURDAY = 5
AUGUST = 8
WEDNESDAY = 2


def changeover(year: int) -> date:
    """Give the first Wednesday in August, when most doctors change job."""
    first = date(year, AUGUST, 1)
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7)


def seasonal_quiet_days(year: int) -> frozenset[date]:
    """List the days of a year on which nothing unasked goes out: changeover and the holidays."""
    middle = changeover(year)
    around = {middle + timedelta(days=shift) for shift in range(-3, 4)}
    december = {date(year, 12, day) for day in range(20, 32)}
    return frozenset(around | december | {date(year, 1, 1), date(year, 1, 2)})


@dataclass(frozen=True, slots=True)
class Hours:
    """The scheme's clock: `free_days` are bank holidays and quiet days as local dates.

    On a quiet day that is no bank holiday coordinators are at work, and only participants are left alone.
    """

    zone: ZoneInfo
    free_days: frozenset[date]
    opens: time = time(7, 30)
    closes: time = time(19, 0)
    nudge: time = time(12, 15)
    deadline: time = time(18, 0)
    bank_holidays: frozenset[date] = frozenset()

    @property
    def at_work(self) -> Self:
        """Give the hours of coordinators, for whom a quiet week has working days like any other."""
        return replace(self, free_days=self.bank_holidays)

    def local(self, moment: datetime) -> datetime:
        """Show a moment in the scheme's zone."""
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        """Give the scheme's date at a moment."""
        return self.local(moment).date()

    def at(self, day: date, when: time) -> datetime:
        """Give the UTC moment of a local time; a time skipped by the clock change moves forward."""
        return datetime.combine(day, when, self.zone).astimezone(UTC)

    def is_working(self, day: date) -> bool:
        """Say whether a date is neither a weekend nor free."""
        return day.weekday() < SATURDAY and day not in self.free_days

    def working_day_from(self, day: date) -> date:
        """Give the first working day on or after a date."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Count working days on from a date; 0 gives the first working day on or after it."""
        day = self.working_day_from(day)
        for _ in range(count):
            day = self.working_day_from(day + timedelta(days=1))
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and with `last`; 0 when last is not later."""
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + timedelta(days=shift)) for shift in span)

    def is_open(self, moment: datetime) -> bool:
        """Say whether mail that nobody asked for may leave now."""
        here = self.local(moment)
        return self.is_working(here.date()) and self.opens <= here.time() < self.closes

    def is_staffed(self, moment: datetime) -> bool:
        """Say whether coordinators are at work: what can't wait a day may interrupt them (F10)."""
        here = self.local(moment)
        works = here.weekday() < SATURDAY and here.date() not in self.bank_holidays
        return works and self.opens <= here.time() < self.closes

    def seen_on(self, moment: datetime) -> date:
        """Give the day on which coordinators see what is mailed to them now: that day, or the next at work."""
        here = self.local(moment)
        day = here.date() if here.time() < self.closes else here.date() + timedelta(days=1)
        while day.weekday() >= SATURDAY or day in self.bank_holidays:
            day += timedelta(days=1)
        return day

    def next_open(self, moment: datetime) -> datetime:
        """Give the first moment on or after this one at which unasked mail may leave."""
        if self.is_open(moment):
            return moment
        here = self.local(moment)
        day = here.date() if here.time() < self.opens else here.date() + timedelta(days=1)
        return self.at(self.working_day_from(day), self.opens)

    def nudge_on(self, day: date) -> datetime:
        """Give the time of a nudge: midday of the first working day on or after a date."""
        return self.at(self.working_day_from(day), self.nudge)

    def on_working_day(self, moment: datetime) -> datetime:
        """Give the same time on the first working day on or after a moment's date."""
        here = self.local(moment)
        day = self.working_day_from(here.date())
        return moment if day == here.date() else self.at(day, here.time())

    def deadline_on(self, day: date) -> datetime:
        """Give the deadline on a date: 6pm of the first working day on or after it."""
        return self.at(self.working_day_from(day), self.deadline)
