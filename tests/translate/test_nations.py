"""Where somebody works says whose bank holidays are theirs; where nothing says it, the scheme's count."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.hours import Hours
from mailbot.core.nations import Calendars
from mailbot.translate.nations import BadNations, holidays_by_nation, load_nations

PLACES = (Path(__file__).parents[2] / "rules" / "places.toml").read_text()
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("employer", "town", "nation"),
    [
        ("Ninewells Hospital", "", "SCT"),
        ("", "Dunfermline", "SCT"),
        ("NHS Lothian", "", "SCT"),
        ("the Betsi Cadwaladr health board", "", "WLS"),
        ("", "Wrexham", "WLS"),
        ("Southern Health and Social Care Trust", "Portadown", "NIR"),
        # There is a Bangor in Wales, and one in Northern Ireland.
        ("South Eastern Health and Social Care Trust", "Bangor", "NIR"),
        ("", "Bangor", "WLS"),
        ("Royal Bolton Hospital", "Bolton", "ENG"),
        ("Isle of Wight NHS Trust", "Newport", "ENG"),
        ("", "Bolton", "ENG"),
        # The Mersey Sands Trust is invented, and an oban is not an Urban.
        ("Mersey Sands", "Nowhere-on-Sea", ""),
        ("Urban Health", "", ""),
        ("", "", ""),
    ],
)
def test_the_nation_is_read_from_the_employer_and_then_from_the_town(
    employer: str, town: str, nation: str
) -> None:
    assert load_nations(PLACES).of(employer, town) == nation


@pytest.mark.parametrize(
    ("holiday", "town"),
    [
        (date(2027, 7, 12), "Belfast"),
        (date(2026, 11, 30), "Glasgow"),
        (date(2027, 3, 29), "Cardiff"),
        (date(2026, 8, 31), "Bolton"),
    ],
)
def test_a_bank_holiday_is_kept_where_it_is_one(holiday: date, town: str) -> None:
    hours = {code: Hours(LONDON, days) for code, days in holidays_by_nation((2026, 2027)).items()}
    calendars = Calendars(hours["ENG"], load_nations(PLACES), hours)

    assert not calendars.at("", town).is_working(holiday)


def test_one_nations_own_holiday_is_a_working_day_for_the_others() -> None:
    days = holidays_by_nation((2027,))
    twelfth, scotlands_second = date(2027, 7, 12), date(2027, 11, 30)

    assert [code for code in days if twelfth in days[code]] == ["NIR"]
    assert [code for code in days if scotlands_second in days[code]] == ["SCT"]


def test_who_works_nowhere_known_keeps_the_schemes_calendar() -> None:
    hours = {code: Hours(LONDON, days) for code, days in holidays_by_nation((2027,)).items()}
    calendars = Calendars(hours["SCT"], load_nations(PLACES), hours)

    assert calendars.at("Somewhere", "Nowhere-on-Sea") is hours["SCT"]
    assert calendars.at("", "Preston") is hours["ENG"]


@pytest.mark.parametrize(
    ("text", "named"),
    [('[nations]\nFRA = ["Lyon"]\n', "FRA"), ("[nations]\nWLS = 3\n", "WLS")],
)
def test_a_nation_that_cannot_be_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(BadNations, match=named):
        load_nations(text)
