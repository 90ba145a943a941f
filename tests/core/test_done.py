"""What is done about a mail is told in a few words, and without a word of the mail."""

from typing import get_args

from mailbot.core import actions as do
from mailbot.core.done import UNSAID, WORDS, in_words


def test_every_action_has_its_words_or_goes_without_saying() -> None:
    assert set(get_args(do.Action)) == set(WORDS) | set(UNSAID)


def test_a_letter_is_recorded_and_goes_to_the_buddy() -> None:
    actions = (
        do.NoteAlive(1),
        do.RecordSubmission(7, "What I wrote", 3),
        do.MarkDone(7),
        do.Relay(7),
        do.Acknowledge(1, 7, 3),
    )

    assert "letter recorded; goes to the buddy" == in_words(actions)


def test_a_letter_that_its_writer_sent_to_the_buddy_is_told_so() -> None:
    actions = (do.RecordSubmission(7, "What I wrote", 3), do.Reveal(7, delivered=True))

    assert "letter recorded; the buddy has it already" == in_words(actions)


def test_work_that_is_not_relayed_is_called_work_and_said_once_to_be_before_a_coordinator() -> None:
    actions = (
        do.RecordSubmission(7, "What I wrote", 3),
        do.TellCoordinator("sent work as a file"),
        do.TellCoordinator("sent their part of a task"),
    )

    assert "work recorded; put before a coordinator" == in_words(actions)


def test_a_sign_of_life_alone_is_nothing_to_tell() -> None:
    assert "" == in_words((do.NoteAlive(1),))
