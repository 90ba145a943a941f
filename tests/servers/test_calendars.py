"""Buttons of calendars on Dovecot and Postfix: accept, maybe and decline, late ones, and those of strangers (E4)."""

from datetime import timedelta
from email.message import Message
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.servers.mailworld import MailWorld
from tests.servers.stage import RealStage, real_stage
from tests.stories.calendars import (
    calendar_user,
    entry_in,
    gmail,
    outlook,
    outlook_subject_alone,
    pressed,
    reply,
    thunderbird,
)
from tests.stories.telling import ANA, BEN, CLEO, DEV
from tests.stories.test_events import EVENT, announced, said

pytestmark = pytest.mark.slow
PAT = "pat@elsewhere.test"  # nobody we know


def invitation(stage: RealStage, who: str) -> Message:
    return stage.of_kind(who, "P43")


def test_what_each_program_answers_reaches_the_list_and_a_stranger_hears_nothing(
    mailworld: MailWorld, tmp_path: Path
) -> None:
    with real_stage(mailworld, tmp_path, others=(PAT,)) as stage:
        announced(stage, EVENT.replace("2 places", "9 places"))
        mail = invitation(stage, DEV)
        taken_over = calendar_user(PAT, PARTSTAT="ACCEPTED", DELEGATED_FROM=f"mailto:{DEV}")

        thunderbird(stage, ANA, invitation(stage, ANA), "ACCEPTED")
        outlook(stage, BEN, invitation(stage, BEN), "TENTATIVE", "Coeliac, if there's food")
        gmail(stage, CLEO, invitation(stage, CLEO), "DECLINED", "On nights, sorry")
        pressed(stage, PAT, mail, reply(mail, "", stage.clock.now, said_by=(taken_over,)))
        outlook_subject_alone(stage, DEV, mail, "Zugesagt")

        assert {
            "Ana": ("yes", False),
            "Ben": ("probably", False),
            "Cleo": ("no", False),
            "Dev": ("yes", False),
        } == said(stage)
        assert {"P43"} == {stage.heard(one)[-1] for one in (ANA, BEN, CLEO, DEV)}
        assert [] == stage.to(PAT)
        assert 1 == len(stage.ask("select id from promise where asks_coordinator"))


def test_a_button_that_was_pressed_first_and_comes_last_changes_nothing(
    mailworld: MailWorld, tmp_path: Path
) -> None:
    with real_stage(mailworld, tmp_path) as stage:
        announced(stage)
        mail = invitation(stage, ANA)
        early = reply(mail, "DECLINED", stage.clock.now)
        stage.passes(hours=1)

        gmail(stage, ANA, mail, "ACCEPTED")
        pressed(stage, ANA, mail, early)
        after_the_late_one = said(stage)["Ana"]
        thunderbird(stage, ANA, mail, "TENTATIVE", later=timedelta(days=1))

        assert ("yes", False) == after_the_late_one
        assert ("probably", False) == said(stage)["Ana"]
        assert [("proposes another time for Drinks: Friday 16 July 18:30",)] == stage.ask(
            "select title from promise where asks_coordinator"
        )


def test_the_entry_comes_through_the_servers_as_it_was_written(
    mailworld: MailWorld, tmp_path: Path
) -> None:
    with real_stage(mailworld, tmp_path) as stage:
        announced(stage)

        mail = invitation(stage, ANA)

        file = next(one for one in mail.walk() if one.get_filename() == "invite.ics")
        attached = file.get_payload(decode=True)
        assert isinstance(attached, bytes)
        (entry,) = Calendar.from_ical(attached).events
        assert entry_in(mail) == entry
        assert f"mailto:{ANA}" == str(entry["ATTENDEE"])
