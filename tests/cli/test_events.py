"""`mailbot event` lists events, shows who comes, and announces one; invitations sent by hand are events too."""

from pathlib import Path

import pytest

from tests.cli.homes import ADDRESS, NOW, make_home, person, run, told, write_scheme

LINE = "drinks, thu 12 november 6.30pm, The Oast, Leeds, 20 places, clinicians"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Ana (a clinician) and Ben; both had an invitation to a quiz, written by hand."""
    made = make_home(tmp_path, "auto")
    quiz = {
        "mail": "P43",
        "at": "2026-10-20T10:00",
        "subject": "Quiz night, Wed 4 Nov, Leeds",
        "text": "Hello,\n\nQuiz night: Wednesday 4 November, 7pm to 10pm, The Crown, Leeds. 8 places.\n\nCan you come?",
        "html": None,
    }
    scheme: dict[str, object] = {
        "scheme": ADDRESS,
        "people": [
            person("ana", "Ana Reed", "clinician", state="active"),
            person("ben", "Ben Cole", "general_manager", state="active"),
        ],
        "sent": [
            quiz | {"message_id": "<q1@dale.example>", "to": ["ana"]},
            quiz | {"message_id": "<q2@dale.example>", "to": ["ben"]},
        ],
    }
    file = str(write_scheme(made, scheme))
    for _ in range(2):
        result = run(made, "adopt", file, "--now", NOW)
        assert 0 == result.exit_code, result.output
    return made


def test_an_invitation_that_was_sent_by_hand_is_one_event_with_who_got_it(home: Path) -> None:
    (quiz,) = told(home, "event", "list")
    seen = told(home, "event", "show", "quiz")

    assert ("Quiz night", "2026-11-04T19:00:00+00:00", 8) == (
        quiz["title"],
        quiz["starts_at"],
        quiz["capacity"],
    )
    assert "The Crown, Leeds" == quiz["place"]
    assert ["Ana Reed", "Ben Cole"] == [one["name"] for one in seen["guests"]]


def test_an_event_is_shown_first_and_announced_once(home: Path) -> None:
    before = told(home, "event", "add", LINE, "--preview", "--now", NOW)
    nothing = told(home, "event", "list")
    added = told(home, "event", "add", LINE, "--now", NOW)
    again = run(home, "event", "add", LINE, "--now", NOW)

    assert (1, 1) == (before["people"], len(nothing))
    assert "Drinks, Thursday 12 November 2026 18:30, The Oast, Leeds, 20 places" in before["would"]
    assert (1, "announced") == (added["event"]["asked"], added["event"]["state"])
    assert 2 == again.exit_code
    assert "announced already" in again.output
    assert "2  Drinks" in run(home, "event", "list").output
    assert "Ana Reed: no answer yet" in run(home, "event", "show", "drinks").output


def test_what_is_missing_or_unknown_ends_with_a_sentence(home: Path) -> None:
    without_hour = run(home, "event", "add", "drinks, thu 12 november", "--now", NOW)
    unknown = run(home, "event", "show", "picnic")

    assert (2, 2) == (without_hour.exit_code, unknown.exit_code)
    assert "At what time does it begin?" in without_hour.output
    assert '"picnic" names no event; there is: 1 Quiz night.' in unknown.output
