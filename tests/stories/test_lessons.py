"""What comes out of a task for everybody: lines, a draft, a coordinator's text, and a mail to each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.cohort import (
    EVERYBODY,
    IDA,
    JON,
    KAY,
    LEV,
    MIA,
    ODA,
    PIP,
    each_says_a_line,
    eight_finish_the_letters,
)
from tests.stories.paper import on_paper
from tests.stories.scene import scene
from tests.stories.telling import GIL, Telling, words_of

EDITED = (
    "Eight of you wrote, and 8 of you answered.\n\n"
    "One thing came up again and again: ask who owns a form before you fill it in.\n\n"
    "What to try this week: put a name on one form."
)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Telling]:
    """Give a story in which everybody has said a line and Gil has the draft."""
    with on_paper(tmp_path) as stage:
        eight_finish_the_letters(stage)
        each_says_a_line(stage)
        stage.days(3)
        yield stage


def decides(stage: Telling, words: str) -> str:
    stage.writes(GIL, words, answers=stage.of_kind(GIL, "N11"))
    stage.passes(minutes=5)
    return words_of(stage.last(GIL))


def test_what_eight_people_learned_is_drafted_edited_agreed_and_sent_to_all(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        for one in EVERYBODY:
            stage.server.add_person(one)
        eight_finish_the_letters(stage)
        each_says_a_line(stage)
        stage.days(3)
        draft = words_of(stage.of_kind(GIL, "N11"))

        shown_back = decides(stage, EDITED)
        agreed = decides(stage, "OK")
        before = {one: len(stage.to(one)) for one in EVERYBODY}
        stage.passes(minutes=5)
        held = {one: len(stage.to(one)) for one in EVERYBODY}
        stage.days(9)

        assert "who owns a form" in draft
        assert "Your text, as 8 people would get it" in shown_back
        assert "goes to 8 people" in agreed
        assert before == held
        for one in EVERYBODY:
            mail = words_of(stage.of_kind(one, "P40")).replace("\r\n", "\n")
            assert mail.startswith(EDITED)
            assert not [name for name in EVERYBODY.values() if name.split()[0] in mail]
            assert stage.heard(one).count("P40") == 1


def test_the_draft_holds_no_refused_line_no_patient_no_name_and_no_role_of_a_small_group(
    told: Telling,
) -> None:
    draft = words_of(told.of_kind(GIL, "N11"))

    assert "put a name on it" in draft or "who owns a form" in draft
    assert not [one for one in ("find out who", "Abbott", "Ida", "Thanks", "inbox") if one in draft]
    assert "Managers said" not in draft
    assert "Clinicians said" not in draft
    assert "4 of" not in draft


def test_each_line_is_kept_with_role_task_and_permission_and_the_idea_is_thanked_for(
    told: Telling,
) -> None:
    kept = told.ask(
        "select p.address, r.kind, r.task, r.role, r.quotable from remark r"
        " join address p on p.person_id = r.person_id order by r.id"
    )

    assert (IDA, "feedback", "letters", "clinician", "cohort") in kept
    assert (JON, "feedback", "letters", "clinician", "no") in kept
    assert (MIA, "feedback", "letters", "general_manager", "cohort") in kept
    assert [one for one in kept if one[0] == KAY] == []
    assert ("idea", LEV) in [(kind, who) for who, kind, *_ in kept]
    assert "P46" in told.heard(LEV)
    assert told.heard(KAY)[-1] == "P14"


def test_nothing_goes_to_anybody_without_an_ok(told: Telling) -> None:
    decides(told, "no")
    told.days(3)

    assert not [one for one in EVERYBODY if "P40" in told.heard(one)]
    assert told.heard(GIL).count("N11") == 1


def test_stop_takes_it_back_while_it_is_held(told: Telling) -> None:
    decides(told, "OK")
    told.writes(GIL, "STOP", answers=told.last(GIL, "Re:"))
    told.passes(minutes=5)
    told.days(2)

    assert not [one for one in EVERYBODY if "P40" in told.heard(one)]


def test_who_takes_permission_back_is_in_no_draft_and_in_no_mail_that_has_not_left(
    told: Telling,
) -> None:
    assert "who owns a form" in words_of(told.of_kind(GIL, "N11"))
    decides(told, "OK")
    told.writes(IDA, "Sorry, please don't quote me after all.", answers=told.of_kind(IDA, "P17"))
    told.passes(minutes=5)
    told.days(3)

    assert not [one for one in EVERYBODY if "P40" in told.heard(one)]
    assert "won't be quoted" in words_of(told.of_kind(IDA, "P35"))
    assert told.heard(GIL).count("N11") == 2
    assert "who owns a form" not in words_of(told.of_kind(GIL, "N11"))

    decides(told, "OK")
    told.days(9)
    assert [one for one in EVERYBODY if told.heard(one).count("P40") == 1] == list(EVERYBODY)


def test_an_ok_to_a_draft_that_somebody_has_said_no_to_since_brings_a_draft_without_it(
    told: Telling,
) -> None:
    assert "who owns a form" in words_of(told.of_kind(GIL, "N11"))
    same = "I'll ask who owns a form before I fill it in. N"
    told.writes(PIP, same, answers=told.of_kind(PIP, "P17"))
    told.passes(minutes=5)

    answer = decides(told, "OK")
    told.passes(hours=1)
    again = words_of(told.of_kind(GIL, "N11"))
    agreed = decides(told, "OK")

    assert "A new draft is on its way" in answer
    assert told.heard(GIL).count("N11") == 2
    assert "who owns a form" not in again
    assert "goes to 8 people" in agreed


def test_a_text_with_words_that_may_not_be_quoted_is_not_sent_even_at_an_ok(told: Telling) -> None:
    text = f"{EDITED} As one of you put it: I'll find out who owns the form first."
    shown_back = decides(told, text)
    answer = decides(told, "OK")
    told.days(2)

    assert "may not be quoted" in shown_back
    assert "not sent" in answer
    assert not [one for one in EVERYBODY if "P40" in told.heard(one)]


def test_mere_thanks_are_no_lesson_and_are_not_kept(told: Telling) -> None:
    assert "Thanks" not in words_of(told.of_kind(GIL, "N11"))
    assert [] == told.ask("select id from remark where text like 'Thanks%'")


def orders(stage: Telling, words: str) -> str:
    stage.writes(GIL, words, "An order", answers=stage.of_kind(GIL, "N01"))
    stage.passes(minutes=1)
    return words_of(stage.last(GIL)).replace("\r\n", "\n")


def test_feedback_stands_under_managers_and_clinicians_without_names(told: Telling) -> None:
    both = orders(told, "feedback task 1")
    managers = orders(told, "feedback managers task 1 please")

    assert both.index("Managers, task 1:") < both.index("Clinicians, task 1:")
    assert '- "I\'ll find out who owns the form first."' in both.partition("not to be quoted:")[2]
    assert '- "Visit the ward at night once a month." (quote' in managers
    assert "Clinicians" not in managers
    assert not [name for name in EVERYBODY.values() if name in both]


def test_ideas_are_listed_with_who_gave_them_and_when(told: Telling) -> None:
    listed = orders(told, "ideas")

    assert "- Lev Pike, 8 June: Idea: why not do a task where we swap inboxes for a day?" in listed


def test_a_quote_goes_outside_the_group_only_at_its_writers_yes(told: Telling) -> None:
    number = told.ask("select id from remark where text like 'Visit%'")[0][0]
    asked = orders(told, f"quote {number} in the newsletter")
    told.days(9)
    question = told.of_kind(ODA, "P47")
    told.writes(ODA, "Yes, that's fine", answers=question)
    told.passes(minutes=5)
    told.days(1)

    assert "Oda Finch is asked" in asked
    assert "the newsletter" in words_of(question)
    assert [("anywhere",)] == told.ask(f"select quotable from remark where id = {number}")
    assert f"Oda Finch says yes: quote {number} in the newsletter" in words_of(told.last(GIL))


def test_a_yes_to_something_else_lets_no_words_out(told: Telling) -> None:
    orders(told, "ask oda if we may quote it in the newsletter")
    told.days(9)
    told.writes(ODA, "Yes please", "Something else")
    told.passes(minutes=5)

    assert "P47" in told.heard(ODA)
    assert [] == told.ask("select id from remark where quotable = 'anywhere'")


def test_words_that_may_not_be_quoted_are_not_asked_about(told: Telling) -> None:
    number = told.ask("select id from remark where text like '%find out who%'")[0][0]

    assert "may not be quoted at all" in orders(told, f"quote {number} outside")


def test_a_draft_can_be_asked_for_at_any_time(told: Telling) -> None:
    assert "on its way" in orders(told, "learning task 1")

    told.passes(minutes=5)
    assert told.heard(GIL).count("N11") == 2


def test_the_first_digest_of_a_month_says_how_many_ideas_came_in_the_last(told: Telling) -> None:
    told.clock.now = told.clock.now.replace(month=6, day=30, hour=14)
    told.passes(minutes=1)
    told.days(2)
    digests = [
        words_of(one) for one in told.to(GIL) if "1 idea for tasks came in June" in words_of(one)
    ]

    assert len(digests) == 1


def test_a_day_in_the_draft_is_changed_by_saying_which_for_which(told: Telling) -> None:
    decides(told, f"{EDITED} Task 2 starts on Friday 25 June.")

    changed = decides(told, "Change Friday 25 June to Monday 28 June")
    unknown = decides(told, "change Tuesday to Wednesday")

    assert "Task 2 starts on Monday 28 June." in changed
    assert "What to try this week" in changed
    assert "couldn't find that in it" in unknown
