"""A complaint about a coordinator is read by somebody else, and that coordinator hears nothing of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator
from tests.stories.plays import begun
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, words_of

IDA = "ida@guardian.test"
KIT = "kit@office.test"
COMPLAINT = "I want to complain. Gil was rude to me on the telephone, and laughed at my accent."


def complains(stage: Scene, contact: str, colleagues: tuple[Coordinator, ...]) -> None:
    for one in (IDA, KIT):
        stage.server.add_person(one)
    scheme = stage.house.scheme
    scheme = replace(
        scheme, independent_contact=contact, coordinators=scheme.coordinators + colleagues
    )
    stage.house = replace(stage.house, scheme=scheme)
    begun(stage, "letters", (ANA, BEN))
    stage.writes(ANA, COMPLAINT)
    stage.passes(minutes=10)
    stage.days(2)


@pytest.mark.parametrize(
    ("contact", "colleagues", "reader", "called"),
    [
        (f"Ida Lund <{IDA}>", (), IDA, "Ida"),
        ("", (Coordinator("Kit Moss", KIT),), KIT, "Kit"),
    ],
    ids=["independent contact", "the other coordinator"],
)
def test_somebody_else_reads_what_is_said_of_a_coordinator(
    contact: str, colleagues: tuple[Coordinator, ...], reader: str, called: str, tmp_path: Path
) -> None:
    with scene(tmp_path) as stage:
        complains(stage, contact, colleagues)

        told = words_of(stage.of_kind(reader, "N03"))
        assert "complains about a coordinator" in told
        assert "accent" not in told
        assert f"{called} will read this today" in words_of(stage.of_kind(ANA, "P50"))
        assert not [one for one in stage.to(GIL) if "complain" in words_of(one).lower()]
        assert "N03" not in stage.heard(GIL)
        assert "N02" not in stage.heard(GIL)


def test_a_complaint_about_the_scheme_goes_to_who_is_on_duty(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        begun(stage, "letters", (ANA, BEN))
        stage.writes(
            ANA, "This is the fourth reminder for a letter I sent last week. Not good enough."
        )
        stage.days(1)

        assert [one for one in stage.to(GIL) if "complains" in words_of(one)]
