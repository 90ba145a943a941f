"""List the days on which nobody is written to unasked: bank holidays and the scheme's quiet days."""

from collections.abc import Iterable
from datetime import date

from holidays import country_holidays

from mailbot.core.hours import seasonal_quiet_days

NATIONS = {"ENG": "ENG", "WLS": "WLS", "SCT": "SCT", "NIR": "NIR"}


def free_days(nation: str, years: Iterable[int]) -> frozenset[date]:
    """Give bank holidays of a nation of the United Kingdom (ENG, WLS, SCT, NIR) and the quiet days."""
    wanted = list(years)
    days = set(bank_holidays(nation, wanted))
    for year in wanted:
        days |= seasonal_quiet_days(year)
    return frozenset(days)


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """Give the days on which nobody of a nation is at work, weekends apart."""
    return frozenset(country_holidays("GB", subdiv=NATIONS[nation], years=list(years)))
