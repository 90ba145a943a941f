"""Questions that have an answer are answered once, a person comes first, and answers grow with an OK."""

from pathlib import Path

from mailbot.core.mails import MailId
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, SCHEME, words_of

ASKS = "Hi,\n\nCan I send it as a Word document?\n\nThanks,\nBen"


def asks(stage: Scene, who: str, words: str) -> None:
    stage.writes(who, words, answers=stage.last(who, "Task 1"))
    stage.passes(minutes=1)


def digest_of(stage: Scene) -> str:
    """Let it be morning; give what the digest says."""
    stage.days(1)
    return words_of(stage.of_kind(GIL, MailId.N01))


def answers_digest(stage: Scene, words: str) -> str:
    stage.writes(GIL, words, answers=stage.of_kind(GIL, MailId.N01))
    stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def number_of(stage: Scene, kind: str) -> object:
    return stage.ask(f"select max(number) from promise where kind = '{kind}'")[0][0]


def questions(stage: Scene) -> list[tuple[object, ...]]:
    return stage.ask("select state, closed_by from promise where kind = 'question' order by id")


def test_a_question_that_has_an_answer_gets_it_after_a_grace_and_needs_nobody(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        before = len(stage.to(BEN))
        asks(stage, BEN, ASKS)
        assert before == len(stage.to(BEN))
        assert [("open", "")] == questions(stage)

        stage.passes(minutes=6)
        stage.passes(minutes=60)

        (answer,) = stage.to(BEN)[before:]
        assert "a Word document, a PDF or plain text" in words_of(answer)
        assert "If that doesn't answer it, say so and Gil will." in words_of(answer)
        assert [("kept", "mailbot")] == questions(stage)
        assert "asks" not in digest_of(stage)


def test_a_person_who_answers_within_the_grace_is_the_only_one_who_does(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        before = len(stage.to(BEN))
        asks(stage, BEN, ASKS)
        raw = (
            f"From: Buddy Scheme <{SCHEME}>\r\nTo: {BEN}\r\nSubject: Re: Task 1\r\n"
            "Date: Fri, 11 Jun 2021 10:00:00 +0100\r\nMessage-ID: <by-hand@office.example>\r\n\r\n"
            "Of course it can.\r\n"
        )
        stage.server.save(SCHEME, "Sent", raw.encode())
        stage.passes(minutes=2)
        stage.passes(minutes=30)

        assert [] == stage.to(BEN)[before:]
        assert [("answered by hand from the mailbox",)] == stage.ask(
            "select outcome from promise where kind = 'question'"
        )


def test_whoever_is_not_content_is_heard_and_a_person_answers_under_the_same_number(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        asks(stage, BEN, ASKS)
        stage.passes(minutes=6)
        stage.writes(
            BEN,
            "Thanks, but that doesn't answer it: mine has pictures.",
            answers=stage.of_kind(BEN, MailId.P35),
        )
        stage.passes(minutes=1)
        assert [("open", "")] == questions(stage)
        shown = digest_of(stage)
        number = number_of(stage, "question")
        assert f"{number} Ben Okafor asks: Can I send it as a Word document?" in shown
        assert "My answer wasn't it: Thanks, but that doesn't answer it" in shown

        answers_digest(stage, f"{number} Pictures are welcome too.")
        stage.passes(minutes=1)

        assert "Pictures are welcome too." in words_of(stage.of_kind(BEN, MailId.P35))
        assert [("kept", "Gil")] == questions(stage)


def test_a_question_beside_anything_else_or_near_an_answer_goes_to_a_person_with_a_suggestion(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running((ANA, BEN))
        before = len(stage.to(BEN))
        asks(stage, BEN, "Can I send it as a Word document in Welsh?")
        stage.passes(minutes=30)
        assert "it's with Gil now" in words_of(stage.to(BEN)[before])

        shown = digest_of(stage)
        number = number_of(stage, "question")
        assert 'Suggest: "Yes: a Word document, a PDF or plain text' in shown
        told = answers_digest(stage, f"{number} ok")
        stage.passes(minutes=1)

        assert "answered:" in told
        assert "Gil says:" in words_of(stage.of_kind(BEN, MailId.P35))


def test_an_answer_is_kept_at_an_ok_used_at_once_and_taken_out_by_undo(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        asks(stage, BEN, "Does it have to be about a manager at my own trust?")
        digest_of(stage)
        number = number_of(stage, "question")
        answers_digest(stage, f"{number} Any manager, any trust.")
        stage.days(2)  # the weekend
        quiet = digest_of(stage)
        stage.days(1)
        shown = digest_of(stage)
        keep = number_of(stage, "faq")
        assert "All quiet." in quiet  # it can wait, for something else or for two working days
        assert f'{keep} Keep "Any manager, any trust." for the next who asks "Does it' in shown

        assert "kept" in answers_digest(stage, f"{keep} ok")
        kept = tmp_path / "rules" / "faq.toml"
        assert 'answer = "Any manager, any trust."' in kept.read_text()
        assert 'by = "Gil"' in kept.read_text()
        before = len(stage.to(ANA))
        asks(stage, ANA, "Hello, does it have to be a manager at my own trust?")
        stage.passes(minutes=6)
        stage.passes(minutes=6)
        assert "Any manager, any trust." in words_of(stage.to(ANA)[before])

        stage.writes(GIL, "undo", answers=stage.last(GIL))
        stage.passes(minutes=1)

        assert "Any manager" not in kept.read_text()
        assert 'name = "files"' in kept.read_text()


def test_an_answer_that_is_for_one_person_and_one_week_is_not_offered_for_keeping(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        asks(stage, BEN, "Does it have to be about a manager at my own trust?")
        digest_of(stage)

        answers_digest(stage, f"{number_of(stage, 'question')} Not this week, Ben.")

        assert [("kept", "Gil")] == questions(stage)
        assert [] == stage.ask("select * from promise where kind = 'faq'")


def test_two_who_ask_on_one_day_are_each_answered_once(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        before = {one: len(stage.to(one)) for one in (ANA, BEN)}
        for one in before:
            asks(stage, one, "Can I attach a PDF?")

        stage.passes(minutes=6)
        stage.passes(minutes=6)

        assert [1, 1] == [len(stage.to(one)) - count for one, count in before.items()]
        assert [("kept", "mailbot")] * 2 == questions(stage)


def test_a_coordinators_words_stand_below_the_question_they_answer(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        task = stage.last(BEN, "Task 1")
        asks(stage, BEN, "Hello, may my sister's hospital be the one I write about?")
        question = f"<{stage.count}.{BEN}>"
        digest_of(stage)
        answers_digest(stage, f"{number_of(stage, 'question')} Of course it may.")

        answer = stage.of_kind(BEN, MailId.P35)
        assert "Of course it may." in words_of(answer)
        assert question == answer["In-Reply-To"]
        assert [task["Message-ID"], question] == str(answer["References"]).split()
        assert str(answer["Subject"]) == f"Re: {task['Subject']}"
