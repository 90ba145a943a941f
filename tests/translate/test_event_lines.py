"""A line that announces an event is understood in any order and manner, and so is one that changes it."""

from datetime import date, time

import pytest

from mailbot.core.people import Role
from mailbot.translate.event_lines import MANAGERS, EventSaid, event_said
from mailbot.translate.event_orders import EventAct, change_said, event_order

TODAY = date(2027, 6, 8)
DRINKS = EventSaid(
    title="Drinks",
    day=date(2027, 7, 15),
    weekday=3,
    starts=time(18, 30),
    place="The Oast, Manchester",
    capacity=20,
    roles=(),
)


@pytest.mark.parametrize(
    "line",
    [
        "event: drinks, thu 15 july 6.30pm, The Oast, Manchester, 20 places, managers and clinicians",
        "event: thurs 15th July at 18:30, drinks, The Oast, Manchester, for everybody, max 20",
        "New event: 20 people, everyone, drinks at The Oast, Manchester, Thursday 15 July, 6.30pm",
        "Please set up drinks on Thursday 15 July at 6.30 pm at The Oast, Manchester, room for 20, all welcome.",
        "event\nwhat: drinks\nwhen: Thursday 15/7 18:30\nwhere: The Oast, Manchester\nplaces: 20\nwho: everyone\n\nThanks, Jo",
        "invite everyone to drinks, thu 15 july, from 6.30pm, The Oast, Manchester, limited to 20",
    ],
)
def test_the_same_event_is_understood_however_it_is_put(line: str) -> None:
    said = event_said(line, TODAY)

    assert DRINKS == said


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("talk, 24 june 12.30, Room 2", time(12, 30), None),
        ("curry night on Friday 18 June at 7, the Raj", time(19), None),
        ("workshop, 22/7 9.30-12.30, Seminar Room 4", time(9, 30), time(12, 30)),
        ("drinks thu 15 july 6.30pm to 9pm, The Oast", time(18, 30), time(21)),
        ("quiz, wed 4 aug 7-10pm, The Crown", time(19), time(22)),
        ("drinks, thu 15 july from 6.30 till 9", time(18, 30), time(21)),
        ("picnic thu 15 july at noon for two hours", time(12), time(14)),
        ("breakfast, thu 15 july 8am", time(8), None),
        ("session, thu 15 july 11am-1pm", time(11), time(13)),
        ("drinks, thu 15 july, The Oast", None, None),
    ],
)
def test_hours_are_understood_as_people_write_them(
    line: str, starts: time | None, ends: time | None
) -> None:
    said = event_said(f"event: {line}", TODAY)

    assert (starts, ends) == (said.starts, said.ends)


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("management trainees only", MANAGERS),
        ("clinicians", (Role.CLINICIAN,)),
        ("for the doctors", (Role.CLINICIAN,)),
        ("clinicians and general managers", (Role.CLINICIAN, Role.GENERAL_MANAGER)),
        ("managers and clinicians", ()),
        ("everybody", ()),
        ("25 seats", None),
    ],
)
def test_for_whom_it_is_is_understood(words: str, roles: tuple[Role, ...] | None) -> None:
    said = event_said(f"event: leadership event, {words}, tue 20 july 5pm, Hall", TODAY)

    assert roles == said.roles
    assert ("Leadership event", "Hall") == (said.title, said.place)


def test_what_else_people_should_know_is_kept_apart_from_the_place() -> None:
    said = event_said(
        "event: dinner, fri 16 july 7pm, Rosso. Please bring photo ID. First drink is free.", TODAY
    )

    assert "Rosso" == said.place
    assert "Please bring photo ID. First drink is free" == said.notes


TITLES = ["Drinks", "Leadership event", "Quiz night"]


@pytest.mark.parametrize(
    ("line", "act", "title"),
    [
        ("event drinks now 7pm", EventAct.CHANGE, "Drinks"),
        ("move drinks to friday 16 july", EventAct.CHANGE, "Drinks"),
        ("the quiz is now at The Crown", EventAct.CHANGE, "Quiz night"),
        ("cancel drinks", EventAct.CANCEL, "Drinks"),
        ("drinks is off", EventAct.CANCEL, "Drinks"),
        ("who's coming to the quiz?", EventAct.ATTENDANCE, "Quiz night"),
        ("how many said yes to the leadership event", EventAct.ATTENDANCE, "Leadership event"),
        ("thank everybody who came to drinks", EventAct.THANK, "Drinks"),
    ],
)
def test_an_order_about_an_announced_event_is_told_from_others(
    line: str, act: EventAct, title: str
) -> None:
    order = event_order(line, TITLES)

    assert order is not None
    assert (act, [title]) == (order.act, [TITLES[one] for one in order.events])


@pytest.mark.parametrize(
    "line",
    [
        "event: drinks, thu 22 july 7pm, The Oast",
        "new event: quiz night, now indoors, thu 22 july 7pm, The Crown",
        "I've moved my train so I can be at drinks now",
        "cancel task 2",
        "who is waiting",
        "who is coming back from leave",
        "move sam to another buddy",
        "Thanks for the drinks, that was lovely",
    ],
)
def test_other_orders_stay_what_they_are(line: str) -> None:
    assert event_order(line, TITLES) is None


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("event drinks now 7pm", EventSaid(starts=time(19))),
        ("move drinks to friday 16 july", EventSaid(day=date(2027, 7, 16), weekday=4)),
        (
            "move drinks from thursday 15 july to friday 16 july at 6pm",
            EventSaid(day=date(2027, 7, 16), weekday=4, starts=time(18)),
        ),
        ("drinks is now at The Crown, Leeds", EventSaid(place="The Crown, Leeds")),
        ("change the venue of drinks to the Old Bell", EventSaid(place="The Old Bell")),
        ("drinks is now at the Crown instead of the Oast", EventSaid(place="The Crown")),
        ("change drinks to 30 places", EventSaid(capacity=30)),
        ("drinks now from 7pm to 10pm", EventSaid(starts=time(19), ends=time(22))),
        ("change drinks from 6.30pm to 7pm", EventSaid(starts=time(19))),
        ("drinks now", EventSaid()),
    ],
)
def test_only_what_changes_is_read(line: str, changed: EventSaid) -> None:
    assert changed == change_said(line, "Drinks", TODAY)
