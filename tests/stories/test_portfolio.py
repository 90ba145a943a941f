"""What somebody did is theirs to keep: sent once when a task is done, and whenever they ask."""

import io
from email.message import Message
from pathlib import Path

from pypdf import PdfReader

from tests.stories.plays import Play, play, play_on_servers
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER, THANKS_BACK, words_of


def page_of(mail: Message) -> str:
    """Give the words of the page that came with a mail."""
    (file,) = [part for part in mail.walk() if part.get_filename()]
    assert file.get_content_type() == "application/pdf"
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )


def both_write(one: Play) -> None:
    """Let the two write their letters and answer each other's."""
    one.says(ANA, LETTER, "P10")
    one.says(BEN, f"Dear Ana,\n\n{THANKS_BACK}", "P10")
    one.days(2)
    one.says(ANA, f"Dear Ben,\n\n{ANSWER}", "P11")
    one.says(BEN, ANSWER, "P11")


def test_who_has_done_a_task_gets_their_own_words_and_what_they_count_towards_once(
    tmp_path: Path,
) -> None:
    with play_on_servers(tmp_path, "letters", ANA, BEN) as one:
        both_write(one)
        one.days(9)

        assert one.kinds(ANA).count("P42") == one.kinds(BEN).count("P42") == 1
        mail = one.stage.of_kind(ANA, "P42")
        for text in (" ".join(words_of(mail).split()), page_of(mail)):
            assert "one more pair of hands" in text
            assert "polite no" not in text, "that is Ben's"
            assert "encouraging contribution" in text
            assert "Ben" not in text
            assert "[my buddy]" in text
        assert str(mail["Subject"]) == "For your portfolio: Task 1"


def test_who_asks_gets_everything_so_far_at_once_and_a_second_time_a_person_sees_it(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, LETTER, "P10")
        one.says(ANA, "Could I have my portfolio please, it's for my ARCP?")

        mail = one.stage.of_kind(ANA, "P42")
        assert str(mail["Subject"]).endswith("all so far")
        assert "pair of hands" in page_of(mail)
        assert not one.stage.to(GIL, "asks")

        one.says(ANA, "portfolio please")
        one.days(1)
        assert one.kinds(ANA).count("P42") == 1
        assert "did not go by itself" in words_of(one.stage.last(GIL, "need"))


def test_an_empty_portfolio_is_told_kindly_and_without_a_page(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "What have I done so far?")

        assert "nothing in it yet" in one.last(ANA, "P42")
        assert not any(part.get_filename() for part in one.stage.of_kind(ANA, "P42").walk())


def test_another_question_beside_the_wish_still_gets_its_answer_from_a_person(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "Please send me my portfolio. Also, is task 2 before or after Christmas?")

        assert "P42" in one.kinds(ANA)
        assert one.stage.ask("select count(*) from promise where kind = 'question'") == [(1,)]


def test_a_coordinator_has_it_sent_to_the_person_and_never_sees_it(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, LETTER, "P10")
        one.says(GIL, "portfolio ana")
        one.stage.writes(GIL, "YES", answers=one.stage.last(GIL, "Reply YES"))
        one.days(5)

        assert "pair of hands" in one.last(ANA, "P42")
        told = [words_of(mail) for mail in one.stage.to(GIL)]
        assert any("Ana Reyes gets" in text for text in told)
        assert not any("pair of hands" in text for text in told)


def test_a_joint_answer_that_the_buddy_sent_counts_without_the_buddys_words(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "B please", "P10")
        one.says(BEN, "B", "P10")
        one.days(5)
        one.says(ANA, f"Here's our joint answer.\n\n{LETTER}", "P10")
        one.days(6)

        assert "pair of hands" in one.last(ANA, "P42")
        kept = one.last(BEN, "P42")
        assert "my buddy sent it" in kept
        assert "pair of hands" not in kept
        assert "critically evaluating" in kept


NEWER = (
    "What you met was a form that nobody reads. Ring the duty manager before you fill it in, and say in "
    "one sentence what will not happen tonight without it. We can move people within the hour when we "
    "know that, and not at all when we read it a week later. A kind voice on the telephone does more "
    "than three copies, and next time I would rather you rang me."
)


def test_newer_words_are_the_ones_that_are_kept(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        both_write(one)
        one.says(BEN, f"Sorry, that was the wrong one. This is it.\n\n{NEWER}", "P11")
        one.days(9)

        assert one.kinds(BEN).count("P42") == 1
        kept = " ".join(one.last(BEN, "P42").split())
        assert "polite no" in kept, "his letter"
        assert "three copies" in kept, "his newer answer"
        assert "shared folder" not in kept, "that was the wrong one"
