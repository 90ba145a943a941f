"""The report as it is asked for: by mail with a page attached, and on the command line."""

from email.message import Message
from pathlib import Path

from tests.stories.cohort import EVERYBODY, eight_finish_the_letters
from tests.stories.paper import on_paper
from tests.stories.telling import GIL, words_of


def page_of(mail: Message) -> str:
    part = next(one for one in mail.walk() if one.get_filename() == "scheme-in-numbers.html")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_a_report_of_small_groups_tells_nobody_apart_and_names_nobody(tmp_path: Path) -> None:
    with on_paper(tmp_path) as stage:
        eight_finish_the_letters(stage)

        stage.writes(GIL, "report please", "Numbers")
        stage.passes(minutes=1)
        mail = stage.of_kind(GIL, "N19")
        inner = mail.get_payload(0)
        assert isinstance(inner, Message)
        text, page = words_of(inner).replace("\r\n", "\n"), page_of(mail)

        for shown in (text, page):
            assert not [one for one in EVERYBODY.values() if one.split()[0] in shown]
            assert "42 of 72" in shown
        assert "In a pair or trio: clinicians <5, general managers <5" in text
        assert "Task 1, letter: clinicians <5 people, general managers <5 people" in text
        assert "Rematches so far: none" in text
        assert "http" not in page
        assert "4 of 4" not in page
