"""An event by mail: announced in one line, answered in words and by buttons, full, changed, off, over (E4)."""

import json
from datetime import timedelta
from email.message import Message
from pathlib import Path

import pytest

from mailbot.core.people import PersonState, Role
from mailbot.edges.db import people
from mailbot.flows.adopt import adopt, known_stages
from mailbot.translate.adoption import read_adoption
from tests.stories.calendars import (
    calendar_in,
    entry_in,
    file_in,
    gmail,
    outlook,
    outlook_subject_alone,
    thunderbird,
)
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, NAMES, Telling, words_of

ELI = "eli@post.test"
EVENT = "event: drinks, thu 15 july 6.30pm, The Oast, Manchester, 2 places, managers and clinicians"


ROLES = {
    ANA: Role.CLINICIAN,
    BEN: Role.GENERAL_MANAGER,
    CLEO: Role.CLINICIAN,
    DEV: Role.SPECIALTY_MANAGER,
}


def everybody_joined(stage: Telling) -> None:
    """Bring them on the list, as if they had joined long ago."""
    stage.passes(minutes=5)
    for address, role in ROLES.items():
        joined(stage, address, NAMES[address], role)


def joined(stage: Telling, address: str, name: str, role: Role) -> None:
    now, scheme = stage.clock.now, stage.house.scheme_id
    details = {"name": name, "role": role.value, "waiting_since": now}
    with stage.house.engine.begin() as conn:
        one = people.add_person(conn, scheme, PersonState.WAITING, now, **details)
        people.add_address(conn, scheme, one, address)


def orders(stage: Telling, words: str) -> str:
    """Let Gil order something and confirm it where he is asked to; give what he is told at the end."""
    stage.writes(GIL, words, "An order")
    stage.passes(minutes=1)
    if stage.heard(GIL)[-1] == "N05":
        stage.writes(GIL, "YES", answers=stage.last(GIL))
        stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def announced(stage: Telling, words: str = EVENT) -> None:
    """Bring the scheme to where everybody has the invitation."""
    everybody_joined(stage)
    orders(stage, words)
    stage.passes(minutes=20)


def answers(stage: Telling, who: str, words: str) -> None:
    stage.writes(who, words, answers=stage.of_kind(who, "P43"))
    stage.passes(minutes=5)


def said(stage: Telling) -> dict[str, tuple[object, object]]:
    rows = stage.ask(
        "select person.name, answer, waits from invitation join person on person.id = person_id"
    )
    return {str(name).split()[0]: (answer, bool(waits)) for name, answer, waits in rows}


def test_one_line_is_restated_and_at_the_yes_each_gets_an_invitation_of_their_own(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        stage.writes(GIL, EVENT, "drinks")
        stage.passes(minutes=1)
        asked = stage.last(GIL)

        assert "Reply YES to email 4 people" == str(asked["Subject"])
        assert "Drinks, Thursday 15 July 2021 18:30, The Oast, Manchester, 2 places" in words_of(
            asked
        )
        assert not stage.ask("select id from event")

        stage.writes(GIL, "YES", answers=asked)
        stage.passes(minutes=1)
        held = "P43" not in stage.heard(ANA)
        stage.passes(minutes=20)

        assert held
        for one in (ANA, BEN, CLEO, DEV):
            mail = stage.of_kind(one, "P43")
            entry = entry_in(mail)
            assert "Drinks, Thu 15 Jul, Manchester" == str(mail["Subject"])
            assert f"mailto:{one}" == str(entry["ATTENDEE"])
            assert "TRUE" == entry["ATTENDEE"].params["RSVP"]
            assert 0 == entry["SEQUENCE"]
            assert stage.house.is_ours(str(entry["ORGANIZER"]).removeprefix("mailto:"))
            assert "invite.ics" in [part.get_filename() for part in mail.walk()]


def test_answers_in_words_take_places_the_queue_is_kept_in_order_and_a_no_lets_the_next_in(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage)

        answers(stage, ANA, "Count me in! I'm veggie by the way.")
        answers(stage, BEN, "I'll try, might be late from clinic")
        answers(stage, CLEO, "Yes please")
        answers(stage, DEV, "I'd love to come")

        assert {
            "Ana": ("yes", False),
            "Ben": ("probably", False),
            "Cleo": ("yes", True),
            "Dev": ("yes", True),
        } == said(stage)
        assert "second on the waiting list" in words_of(stage.last(DEV))
        told = orders(stage, "who is coming to drinks?")
        assert "1 yes, 1 probably (half each), 2 waiting for a place; 1.5 of 2 places" in told
        assert "Ana Reyes (I'm veggie by the way.)" in told

        answers(stage, ANA, "Sorry, can't make it after all")

        assert "not coming" in words_of(stage.last(ANA))
        assert "there's a place for you after all" in words_of(stage.last(CLEO))
        assert {
            "Ana": ("no", False),
            "Ben": ("probably", False),
            "Cleo": ("yes", False),
            "Dev": ("yes", True),
        } == said(stage)
        assert [("waiting", 4)] == stage.ask("select state, count(*) from person group by state")
        assert [("",)] == stage.ask("select distinct needs from invitation")


def test_of_five_who_would_share_two_places_those_who_waited_longest_follow_those_who_leave(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.server.add_person(ELI)
        joined(stage, ELI, "Eli Moss", Role.SPECIALTY_MANAGER)
        announced(stage)
        for one in (ANA, BEN, CLEO, DEV, ELI):
            answers(stage, one, "Yes please")

        stage.writes(ANA, "STOP", answers=stage.of_kind(ANA, "P43"))
        stage.passes(minutes=5)
        orders(stage, "make drinks 3 places")
        stage.passes(minutes=5)

        assert {
            "Ana": ("no", False),
            "Ben": ("yes", False),
            "Cleo": ("yes", False),
            "Dev": ("yes", False),
            "Eli": ("yes", True),
        } == said(stage)
        assert ["You're in: Drinks"] * 2 == [str(stage.last(one)["Subject"]) for one in (CLEO, DEV)]
        assert "third on the waiting list" in words_of(stage.last(ELI))


def test_buttons_of_every_kind_are_answers_and_no_mail_follows_where_the_calendar_shows_it(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, f"{EVENT.replace('2 places', '9 places')}")

        thunderbird(stage, ANA, stage.of_kind(ANA, "P43"), "ACCEPTED")
        outlook(stage, BEN, stage.of_kind(BEN, "P43"), "TENTATIVE", "I'm coeliac by the way")
        gmail(stage, CLEO, stage.of_kind(CLEO, "P43"), "DECLINED", "On nights, sorry")
        outlook_subject_alone(stage, DEV, stage.of_kind(DEV, "P43"), "Zugesagt")

        assert {
            "Ana": ("yes", False),
            "Ben": ("probably", False),
            "Cleo": ("no", False),
            "Dev": ("yes", False),
        } == said(stage)
        assert {"P43"} == {stage.heard(one)[-1] for one in (ANA, BEN, CLEO, DEV)}
        assert [("I'm coeliac by the way",)] == stage.ask(
            "select needs from invitation where needs != ''"
        )
        assert [] == stage.ask("select title from promise where asks_coordinator")


def test_the_newest_answer_counts_the_same_one_once_and_one_to_an_older_version_not_at_all(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage)
        first = stage.of_kind(ANA, "P43")
        thunderbird(stage, ANA, first, "ACCEPTED")
        outlook(stage, ANA, first, "ACCEPTED")
        gmail(stage, ANA, first, "DECLINED")
        assert ("no", False) == said(stage)["Ana"]
        gmail(stage, BEN, stage.of_kind(BEN, "P43"), "ACCEPTED")

        orders(stage, "event drinks now 7pm")
        stage.passes(minutes=20)
        thunderbird(stage, BEN, stage.of_kind(BEN, "P43"), "DECLINED")
        old = said(stage)["Ben"]
        thunderbird(stage, BEN, stage.of_kind(BEN, "P45"), "TENTATIVE")

        assert ("yes", False) == old
        assert ("probably", False) == said(stage)["Ben"]


def test_another_calendar_is_asked_about_and_another_time_is_for_a_coordinator(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage)

        mail = stage.of_kind(ANA, "P43")
        thunderbird(stage, ANA, mail, "ACCEPTED", attendee="a.reyes@private.test")
        asked = stage.last(ANA)
        assert (None, False) == said(stage)["Ana"]
        assert "1 I'm coming." in words_of(asked)
        stage.writes(ANA, "1", answers=asked)
        stage.passes(minutes=5)
        thunderbird(stage, CLEO, stage.of_kind(CLEO, "P43"), "TENTATIVE", later=timedelta(days=1))
        thunderbird(stage, BEN, stage.of_kind(DEV, "P43"), "ACCEPTED")

        assert {
            "Ana": ("yes", False),
            "Ben": (None, False),
            "Cleo": ("probably", False),
            "Dev": (None, False),
        } == said(stage)
        told = {
            str(title) for (title,) in stage.ask("select title from promise where asks_coordinator")
        }
        assert {
            "proposes another time for Drinks: Friday 16 July 18:30",
            "answered somebody else's invitation to Drinks",
        } == told


def test_an_answer_from_an_address_nobody_knows_is_asked_about_at_the_one_on_file(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage)
        stage.server.add_person("ana@home.test")

        thunderbird(stage, "ana@home.test", stage.of_kind(ANA, "P43"), "ACCEPTED")
        unknown = said(stage)["Ana"]
        stage.writes(ANA, "YES", answers=stage.of_kind(ANA, "P15"))
        stage.passes(minutes=5)
        stage.passes(minutes=5)

        assert (None, False) == unknown
        assert ("yes", False) == said(stage)["Ana"]


def test_somebody_elses_meeting_stays_noise(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage)

        thunderbird(stage, ANA, stage.of_kind(ANA, "P43"), "DECLINED", uid="4711@elsewhere.test")

        assert (None, False) == said(stage)["Ana"]
        assert [("ignore",)] == stage.ask(
            "select outcome from received where message_id like '%calendar%'"
        )


def test_a_change_reaches_every_calendar_and_a_cancellation_takes_it_out(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage)
        thunderbird(stage, ANA, stage.of_kind(ANA, "P43"), "ACCEPTED")
        thunderbird(stage, BEN, stage.of_kind(BEN, "P43"), "DECLINED")
        first = entry_in(stage.of_kind(ANA, "P43"))

        told = orders(stage, "move drinks to friday 16 july, 7pm")
        stage.passes(minutes=20)
        moved = stage.of_kind(ANA, "P45")

        assert "Drinks, now Friday 16 July, 7pm" in told
        assert "A change: Drinks, now Friday 16 July, 7pm." in words_of(moved)
        entry = entry_in(moved)
        assert (first["UID"], first["ORGANIZER"]) == (entry["UID"], entry["ORGANIZER"])
        assert 1 == entry["SEQUENCE"]
        assert "2021-07-16 18:00:00+00:00" == str(entry.start)
        assert "P45" in stage.heard(CLEO)
        assert "P45" not in stage.heard(BEN)
        assert ("yes", False) == said(stage)["Ana"]

        orders(stage, "cancel drinks")
        stage.passes(minutes=20)
        off = stage.of_kind(ANA, "P45")

        assert "call off Drinks on Friday 16 July" in words_of(off)
        assert "CANCEL" == calendar_in(off)["METHOD"]
        assert ("CANCELLED", 2) == (entry_in(off)["STATUS"], entry_in(off)["SEQUENCE"])
        assert "Which event?" in orders(stage, "who is coming to drinks")


def test_a_change_within_the_hold_means_that_nobody_ever_reads_the_first_version(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        orders(stage, EVENT)

        orders(stage, "event drinks now 7pm")
        stage.passes(minutes=20)

        assert ["P43"] == stage.heard(ANA)
        assert "Thursday 15 July, 7pm" in words_of(stage.last(ANA))


def test_two_days_before_who_comes_gets_where_and_when_and_afterwards_needs_are_forgotten(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage)
        answers(stage, ANA, "Yes! I'm vegan")
        answers(stage, BEN, "I'll try")
        answers(stage, CLEO, "no thanks")
        night(stage, 12)
        assert "P44" not in stage.heard(ANA)

        night(stage, 13)

        assert ["P44", "P44"] == [stage.heard(one)[-1] for one in (ANA, BEN)]
        assert not {"P44"} & {*stage.heard(CLEO), *stage.heard(DEV)}
        entry = file_in(stage.of_kind(ANA, "P44"))
        assert ("ACCEPTED", "FALSE") == tuple(
            entry["ATTENDEE"].params[one] for one in ("PARTSTAT", "RSVP")
        )
        parts = {one.get_content_type() for one in stage.of_kind(ANA, "P44").walk()}
        assert "text/calendar" not in parts

        thanked = orders(stage, "thank everybody who came to drinks")
        night(stage, 16)

        assert [("over", None)] == stage.ask("select state, next_look_at from event")
        assert [("",)] == stage.ask("select distinct needs from invitation")
        assert "2 get a line of thanks, from Friday on" in thanked
        assert ["P45", "P45"] == [stage.heard(one)[-1] for one in (ANA, BEN)]
        assert "Thank you for coming to Drinks, Ana" in words_of(stage.last(ANA))


def night(stage: Telling, day: int) -> None:
    """Go through one night and the morning after it, in July."""
    for hour in (2, 8):
        stage.clock.now = stage.clock.now.replace(month=7, day=day, hour=hour, minute=45)
        stage.passes()


def test_undo_takes_back_what_has_not_left_and_puts_calendars_right_where_it_has(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        orders(stage, EVENT)
        undone(stage)
        stage.passes(minutes=20)
        assert not stage.to(ANA)
        assert [] == stage.ask("select id from event")

        orders(stage, EVENT)
        stage.passes(minutes=20)
        thunderbird(stage, ANA, stage.of_kind(ANA, "P43"), "ACCEPTED")
        orders(stage, "cancel drinks")
        stage.passes(minutes=20)
        asked = undone(stage)
        stage.writes(GIL, "ok", answers=asked)
        stage.passes(minutes=5)
        stage.passes(hours=1)

        again = stage.of_kind(ANA, "P55")
        assert "It's Drinks, Thursday 15 July, 6.30pm, The Oast, Manchester." in words_of(again)
        assert ("REQUEST", 2) == (calendar_in(again)["METHOD"], entry_in(again)["SEQUENCE"])
        assert [("announced",)] == stage.ask("select state from event")
        assert ("yes", False) == said(stage)["Ana"]


def undone(stage: Telling) -> Message:
    stage.writes(GIL, "undo", answers=stage.last(GIL))
    stage.passes(minutes=1)
    return stage.last(GIL)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("event: drinks, fri 15 july 7pm, The Oast", "15 July is a Thursday and not a Friday"),
        ("event: drinks, 17 july 7pm, The Oast", "17 July is a Saturday. If that's right"),
        ("event: drinks, 1/6/2021 7pm, The Oast", "1 June has passed"),
        ("event: drinks, thu 15 july, The Oast", "At what time does it begin?"),
        ("event: drinks at The Oast, 7pm", "On which day is it?"),
        ("event: drinks, today 9.15am, The Oast", "before an invitation could reach anybody"),
    ],
)
def test_what_is_unclear_about_an_event_is_asked_and_nothing_is_kept(
    tmp_path: Path, line: str, answer: str
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        told = orders(stage, line)

        assert answer in told
        assert [] == stage.ask("select id from event")


def test_a_forged_announcement_reaches_nobody(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        stage.writes(GIL, EVENT, "drinks")
        stage.passes(minutes=1)
        stage.writes(GIL, "YES", "Re: Reply YES to email 4 people")
        stage.passes(minutes=20)
        stage.writes(ANA, EVENT, "drinks")
        stage.passes(minutes=20)

        assert "P43" not in [kind for one in (ANA, BEN, CLEO, DEV) for kind in stage.heard(one)]
        assert [] == stage.ask("select id from event")


def test_a_day_that_is_the_events_and_a_tasks_is_asked_about_and_the_number_settles_it(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        taken_over(stage)

        stage.writes(ANA, "Sorry, can't make Thursday :(", "Thursday")
        stage.passes(minutes=5)
        asked = stage.last(ANA)

        assert "1 Drinks on Thursday 10 June" in words_of(asked)
        assert "2 Thursday as your day for the task." in words_of(asked)
        assert [(None,)] == stage.ask("select answer from invitation")

        stage.writes(ANA, "2", answers=asked)
        stage.passes(minutes=5)

        assert [(None,)] == stage.ask("select answer from invitation")
        ((days,),) = stage.ask("select said from submission")
        assert '{"refused": ["2021-06-17"]}' == days


def taken_over(stage: Telling) -> None:
    """Take over a pair who look for a day this week, and an invitation to drinks on its Thursday."""
    people_of_it = [
        {"id": key, "name": NAMES[address], "address": address, "role": role, "state": "active"}
        for key, address, role in (("a", ANA, "clinician"), ("b", BEN, "general_manager"))
    ]
    document = {
        "scheme": stage.house.scheme.address,
        "people": people_of_it,
        "partnerships": [{"id": "g", "members": ["a", "b"], "since": "2021-05-01"}],
        "rounds": [
            {
                "id": "r",
                "task": "shadowing",
                "stages": [{"name": "day", "opens": "2021-06-01", "due": "2021-06-11T18:00"}],
            }
        ],
        "owed": [{"by": ["a"], "round": "r", "stage": "day", "done": False}],
        "sent": [
            {
                "message_id": "<drinks@by.hand>",
                "mail": "P43",
                "to": ["a"],
                "at": "2021-06-01T10:00",
                "subject": "Drinks, Thu 10 Jun, Leeds",
                "text": "Hi Ana,\n\nDrinks: Thursday 10 June, 6.30pm, The Oast, Leeds.",
            }
        ],
    }
    house = stage.house
    adoption = read_adoption("the scheme", json.dumps(document), house.hours, known_stages(house))
    with house.engine.begin() as conn:
        adopt(conn, house, adoption, stage.clock.now)


def test_a_button_pressed_in_a_shared_mailbox_answers_for_the_one_who_was_asked(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        joined(stage, BEN, "Fay Dunn", Role.CLINICIAN)
        orders(
            stage,
            "event: leadership evening, thu 15 july 6.30pm, The Oast, management trainees only",
        )
        stage.passes(minutes=20)

        outlook(stage, BEN, stage.of_kind(BEN, "P43"), "ACCEPTED")
        stage.passes(minutes=5)

        assert ("yes", False) == said(stage)["Ben"]
        assert "Fay" not in said(stage)
        assert not stage.ask("select title from promise where asks_coordinator and state = 'open'")
