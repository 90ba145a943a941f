"""A coordinator looks through what is to be shared once, when nobody else will write (C9, N11)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailbot.core import actions as do
from mailbot.core.scheme import Mode
from mailbot.edges.db import tasks
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.case import Case
from mailbot.flows.doing import work
from mailbot.translate.adoption import read_adoption
from tests.stories.paper import on_paper
from tests.stories.scene import scene
from tests.stories.scripts import ANAS_DIARY, BENS_DIARY, ELIS_DIARY
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, SCHEME, Telling, words_of

PEOPLE = {
    "scheme": SCHEME,
    "people": [
        {"id": "a", "name": "Ana Reyes", "address": ANA, "role": "clinician", "state": "active"},
        {"id": "b", "name": "Ben Okafor", "address": BEN, "role": "general_manager", "state": "active"},
        {"id": "c", "name": "Cleo Marsh", "address": CLEO, "role": "clinician", "state": "active"},
        {"id": "d", "name": "Dev Anand", "address": DEV, "role": "general_manager", "state": "active"},
    ],
    "partnerships": [
        {"id": "g", "members": ["a", "b"], "since": "2021-05-01"},
        {"id": "h", "members": ["c", "d"], "since": "2021-05-01"},
    ],
    "rounds": [
        {
            "id": "r",
            "task": "shadowing",
            "stages": [{"name": "diary", "opens": "2021-06-01", "due": "2021-06-11T18:00"}],
        }
    ],
    "owed": [{"by": [one], "round": "r", "stage": "diary", "done": False} for one in "abcd"],
}  # fmt: skip


@contextmanager
def diaries_open(home: Path) -> Iterator[Telling]:
    """Open a scheme in which two pairs owe a diary."""
    with on_paper(home) as stage:
        house = stage.house
        adoption = read_adoption("pairs", json.dumps(PEOPLE), house.hours, known_stages(house))
        with house.engine.begin() as conn:
            adopt(conn, house, adoption, stage.clock.now)
        yield stage


def writes_diary(stage: Telling, who: str, words: str) -> None:
    stage.writes(who, words, "My diary for task 2")
    stage.passes(minutes=1)
    stage.passes(minutes=10)


def test_all_diaries_come_in_one_mail_and_one_answer_lets_all_but_some_of_them_out(
    tmp_path: Path,
) -> None:
    with diaries_open(tmp_path) as stage:
        writes_diary(stage, ANA, ANAS_DIARY)
        writes_diary(stage, BEN, BENS_DIARY)
        stage.days(1)
        before = stage.to(GIL, "Before it's shared")
        writes_diary(stage, CLEO, ELIS_DIARY)
        writes_diary(stage, DEV, BENS_DIARY.replace("sixty", "forty"))
        shown = words_of(stage.last(GIL, "Before it's shared"))
        headings = [line for line in shown.splitlines() if "The diaries of" in line]
        stage.writes(
            GIL,
            f"ok all but {headings[0].split()[0]}",
            answers=stage.last(GIL, "Before it's shared"),
        )
        stage.passes(minutes=5)

        assert before == []
        assert "4 diaries are in, of 2 pairs or trios." in shown
        assert "The diaries of Ana and Ben" in headings[0]
        assert "The diaries of Cleo and Dev" in headings[1]
        assert [("",), ("ok",)] == stage.ask(
            "select outcome from promise where kind = 'share' order by number"
        )
        assert "cleared" in words_of(stage.last(GIL))


def test_whoever_never_writes_keeps_the_others_diaries_no_longer_than_their_time(
    tmp_path: Path,
) -> None:
    with diaries_open(tmp_path) as stage:
        writes_diary(stage, ANA, ANAS_DIARY)
        writes_diary(stage, BEN, BENS_DIARY)
        stage.days(9)

        shown = words_of(stage.last(GIL, "Before it's shared"))
        stage.writes(GIL, "OK", answers=stage.last(GIL, "Before it's shared"))
        stage.passes(minutes=5)
        stage.days(1)

        assert "The diaries of Ana and Ben are in." in shown
        assert len(stage.to(CLEO, "diaries")) == 1


def test_the_digest_counts_who_has_a_pair_that_waits_for_an_ok_apart(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.APPROVE) as stage:
        stage.passes(minutes=5)
        for one in (ANA, BEN, CLEO):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        stage.days(1)

        digest = words_of(stage.of_kind(GIL, "N01"))
        assert "Waiting: 1 clinician, 0 managers; 2 more in pairs that wait for your OK." in digest


def test_a_bare_ok_gives_a_week_to_whoever_asked_for_more_time_and_named_no_day(
    tmp_path: Path,
) -> None:
    with diaries_open(tmp_path) as stage:
        with stage.house.engine.begin() as conn:
            (owed, *_) = tasks.owed_by(conn, 1)
            asked = do.ProposeExtension(owed.id, None)
            work.propose_extension(conn, stage.house, Case(stage.clock.now, "asked"), asked)
        stage.days(1)
        digest = stage.of_kind(GIL, "N01")
        shown = next(line for line in words_of(digest).splitlines() if "more time" in line)
        stage.writes(GIL, f"{shown.split()[0]} ok", answers=digest)
        stage.passes(minutes=5)

        assert "asks for more time and names no day: to Friday 18 June? ok / no" in shown
        assert "done: due 18 June." in words_of(stage.last(GIL))


def test_what_came_in_a_mail_of_its_own_is_not_in_the_digest_of_that_morning_too(
    tmp_path: Path,
) -> None:
    with diaries_open(tmp_path) as stage:
        for one, words in ((ANA, ANAS_DIARY), (BEN, BENS_DIARY), (CLEO, ELIS_DIARY)):
            writes_diary(stage, one, words)
        saturday = datetime(2021, 6, 12, 9, tzinfo=UTC)
        stage.passes(minutes=(saturday - stage.clock.now) // timedelta(minutes=1))
        writes_diary(stage, DEV, BENS_DIARY.replace("sixty", "forty"))
        stage.passes(
            minutes=(saturday + timedelta(days=2) - stage.clock.now) // timedelta(minutes=1)
        )

        mails = [one for one in stage.to(GIL) if "14 Jun 2021" in str(one["Date"])]
        shown = {str(one["Subject"]): words_of(one) for one in mails}

        assert any("Before it's shared" in one for one in shown)
        assert not any(
            "share with the group?" in words
            for subject, words in shown.items()
            if "Before it's shared" not in subject
        )
