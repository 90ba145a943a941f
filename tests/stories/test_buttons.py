"""Buttons of calendars that come late, from somebody else, or to what has changed (RFC 5546 sections 2.1.5 and 3.2)."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.calendars import calendar_user, gmail, outlook, pressed, reply, thunderbird
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV
from tests.stories.test_events import EVENT, announced, orders, said

PAT = "pat@elsewhere.test"  # nobody we know
ROOM = EVENT.replace("2 places", "9 places")


def told(stage: Scene) -> list[str]:
    return [
        str(title) for (title,) in stage.ask("select title from promise where asks_coordinator")
    ]


def test_of_two_buttons_the_one_pressed_later_counts_whichever_comes_first(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        mail, now = stage.of_kind(ANA, "P43"), stage.clock.now
        early, late = (
            reply(mail, "DECLINED", now),
            reply(mail, "ACCEPTED", now + timedelta(hours=1)),
        )
        stage.passes(hours=2)

        pressed(stage, ANA, mail, late)
        pressed(stage, ANA, mail, early)

        assert ("yes", False) == said(stage)["Ana"]


def test_a_button_pressed_before_words_were_written_does_not_undo_them(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        mail = stage.of_kind(ANA, "P43")
        early = reply(mail, "DECLINED", stage.clock.now)
        stage.passes(hours=2)

        stage.writes(ANA, "I've swapped my shift, so count me in", answers=mail)
        stage.passes(minutes=5)
        pressed(stage, ANA, mail, early)
        with_words = said(stage)["Ana"]
        thunderbird(stage, ANA, mail, "TENTATIVE")

        assert ("yes", False) == with_words
        assert ("probably", False) == said(stage)["Ana"]


def test_a_clock_that_runs_ahead_does_not_outdo_what_is_said_tomorrow(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        mail = stage.of_kind(ANA, "P43")

        pressed(stage, ANA, mail, reply(mail, "ACCEPTED", stage.clock.now + timedelta(days=400)))
        stage.passes(hours=1)
        outlook(stage, ANA, mail, "DECLINED")

        assert ("no", False) == said(stage)["Ana"]


def test_an_answer_to_an_older_version_never_wins_however_late_it_was_given(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        old = stage.of_kind(ANA, "P43")
        orders(stage, "event drinks now 7pm")
        stage.passes(minutes=20)

        thunderbird(stage, ANA, stage.of_kind(ANA, "P45"), "ACCEPTED")
        pressed(stage, ANA, old, reply(old, "DECLINED", stage.clock.now + timedelta(hours=1)))

        assert ("yes", False) == said(stage)["Ana"]


def test_an_invitation_passed_on_is_for_a_coordinator_and_the_other_hears_nothing(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        stage.server.add_person(PAT)
        mail, now = stage.of_kind(ANA, "P43"), stage.clock.now
        gave = calendar_user(ANA, PARTSTAT="DELEGATED", DELEGATED_TO=f"mailto:{PAT}")
        takes = calendar_user(PAT, PARTSTAT="NEEDS-ACTION", DELEGATED_FROM=f"mailto:{ANA}")
        took = calendar_user(PAT, PARTSTAT="ACCEPTED", DELEGATED_FROM=f"mailto:{ANA}")
        both = reply(mail, "", now, said_by=(gave, took))
        alone = reply(mail, "", now + timedelta(minutes=1), said_by=(took,))

        pressed(stage, ANA, mail, reply(mail, "", now, said_by=(gave, takes)))
        pressed(stage, PAT, mail, both)
        pressed(stage, PAT, mail, alone)
        pressed(
            stage,
            BEN,
            mail,
            reply(
                mail,
                "",
                now,
                said_by=(
                    gave,
                    calendar_user(BEN, PARTSTAT="ACCEPTED", DELEGATED_FROM=f"mailto:{ANA}"),
                ),
            ),
        )

        assert {(None, False)} == {*said(stage).values()}
        assert [] == stage.to(PAT)
        assert {"P43"} == {stage.heard(one)[-1] for one in (ANA, BEN)}
        stranger = "Somebody we don't know, to whom it was passed on, answered"
        assert [
            "passed the invitation to Drinks on to somebody",
            f'{stranger} "yes" to the invitation to Drinks',
            'answers "yes" to the invitation to Drinks that was passed on to them',
        ] == told(stage)


def test_who_presses_on_somebodys_behalf_from_elsewhere_hears_nothing_and_a_person_looks(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        stage.server.add_person(PAT)
        mail = stage.of_kind(ANA, "P43")
        by_pat = calendar_user(ANA, PARTSTAT="ACCEPTED", SENT_BY=f"mailto:{PAT}")

        pressed(stage, PAT, mail, reply(mail, "", stage.clock.now, said_by=(by_pat,)))
        from_elsewhere = said(stage)["Ana"]
        pressed(stage, ANA, mail, reply(mail, "", stage.clock.now, said_by=(by_pat,)))

        assert (None, False) == from_elsewhere
        assert [] == stage.to(PAT)
        assert [
            'Somebody we don\'t know answered "yes" to the invitation to Drinks on their behalf'
        ] == told(stage)
        assert ("yes", False) == said(stage)["Ana"]


@pytest.mark.parametrize("button", [gmail, outlook, thunderbird])
def test_a_button_for_what_was_called_off_changes_nothing_and_asks_nobody(
    tmp_path: Path, button
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        orders(stage, "cancel drinks")
        stage.passes(minutes=20)
        stage.server.add_person(PAT)

        button(stage, CLEO, stage.of_kind(CLEO, "P43"), "ACCEPTED")
        mail = stage.of_kind(DEV, "P43")
        thunderbird(stage, DEV, mail, "TENTATIVE", later=timedelta(days=1))
        pressed(stage, PAT, mail, reply(mail, "ACCEPTED", stage.clock.now))

        assert {(None, False)} == {*said(stage).values()}
        assert [] == told(stage)
        assert [] == stage.to(PAT)
        assert "P45" == stage.heard(CLEO)[-1]


def test_a_calendar_that_names_its_people_by_keys_and_a_note_in_the_entry_are_understood(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        first, second = stage.of_kind(ANA, "P43"), stage.of_kind(BEN, "P43")
        keyed = calendar_user("", PARTSTAT="ACCEPTED", EMAIL=ANA)
        nameless = calendar_user("", PARTSTAT="TENTATIVE")
        elsewhere = calendar_user("", PARTSTAT="ACCEPTED", EMAIL="c.marsh@private.test")
        now = stage.clock.now

        pressed(stage, ANA, first, reply(first, "", now, said_by=(keyed,), comment="I'm vegan"))
        pressed(stage, BEN, second, reply(second, "", now, said_by=(nameless,)))
        third = stage.of_kind(CLEO, "P43")
        pressed(stage, CLEO, third, reply(third, "", now, said_by=(elsewhere,)))

        assert (None, False) == said(stage)["Cleo"]
        assert {("yes", False), ("probably", False)} == {said(stage)[one] for one in ("Ana", "Ben")}
        assert [("I'm vegan",)] == stage.ask("select needs from invitation where needs != ''")


def test_an_answer_in_words_inside_the_entry_is_heard_as_if_it_stood_in_the_mail(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        announced(stage, ROOM)
        mail = stage.of_kind(ANA, "P43")
        asks = "Is there step-free access to the room upstairs?"

        pressed(stage, ANA, mail, reply(mail, "ACCEPTED", stage.clock.now, comment=asks))

        assert ("yes", False) == said(stage)["Ana"]
        ((title,),) = stage.ask("select title from promise where kind = 'question'")
        assert asks in str(title)
