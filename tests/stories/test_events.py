"""An event by mail: announced in one line, answered in words and by buttons, full, changed, off, over (E4)."""

from email.message import Message
from pathlib import Path

from icalendar import Calendar, Event

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of

EVENT = "event: drinks, thu 15 july 6.30pm, The Oast, Manchester, 2 places, managers and clinicians"


def everybody_joined(stage: Scene) -> None:
    stage.passes(minutes=5)
    for one in JOINS:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.passes(hours=1)


def orders(stage: Scene, words: str) -> str:
    """Let Gil order something and confirm it where he is asked to; give what he is told at the end."""
    stage.writes(GIL, words, "An order")
    stage.passes(minutes=1)
    if stage.heard(GIL)[-1] == "N05":
        stage.writes(GIL, "YES", answers=stage.last(GIL))
        stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def announced(stage: Scene, words: str = EVENT) -> None:
    """Bring the scheme to where everybody has the invitation."""
    everybody_joined(stage)
    orders(stage, words)
    stage.passes(minutes=20)


def answers(stage: Scene, who: str, words: str) -> None:
    stage.writes(who, words, answers=stage.of_kind(who, "P43"))
    stage.passes(minutes=5)


def said(stage: Scene) -> dict[str, tuple[object, object]]:
    rows = stage.ask(
        "select person.name, answer, waits from invitation join person on person.id = person_id"
    )
    return {str(name).split()[0]: (answer, bool(waits)) for name, answer, waits in rows}


def calendar_of(mail: Message) -> Event:
    """Give the entry a mail program would take out of a mail."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == str(calendar["METHOD"])
    return calendar.events[0]


def test_one_line_is_restated_and_at_the_yes_each_gets_an_invitation_of_their_own(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        stage.writes(GIL, EVENT, "drinks")
        stage.passes(minutes=1)
        asked = stage.last(GIL)

        assert "Reply YES to email 4 people" == str(asked["Subject"])
        assert "Drinks, Thursday 15 July 18:30, The Oast, Manchester, 2 places" in words_of(asked)
        assert not stage.ask("select id from event")

        stage.writes(GIL, "YES", answers=asked)
        stage.passes(minutes=1)
        held = "P43" not in stage.heard(ANA)
        stage.passes(minutes=20)

        assert held
        for one in (ANA, BEN, CLEO, DEV):
            mail = stage.of_kind(one, "P43")
            entry = calendar_of(mail)
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
