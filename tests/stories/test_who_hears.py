"""Each command and each copied mail, and exactly who hears of it: no note ever reaches a participant."""

from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS

EVERYBODY = (ANA, BEN, CLEO, DEV, GIL)
READ_BACK = {GIL: ["N04"]}
# Orders to the scheme's address, one after the other, and the kinds of mail that each person gets.
ORDERS: tuple[tuple[str, dict[str, list[str]]], ...] = (
    ("status", READ_BACK),
    ("late please", READ_BACK),
    ("waiting", READ_BACK),
    ("pairs", READ_BACK),
    ("who ana", READ_BACK),
    ("cohort", READ_BACK),
    ("help", READ_BACK),
    ("the weather in San Francisco is lovely", READ_BACK),
    ("mailshot for deanery", {GIL: ["X05"]}),
    ("extend ana to 28 june", {GIL: ["N04"], ANA: ["P33"], BEN: ["P33"]}),
    ("pause cleo to 3 sept", {GIL: ["N04"], CLEO: ["P36"]}),
    ("resume cleo", READ_BACK),
    ("answer 99: any trust will do", READ_BACK),
    ("away 3-17 aug", READ_BACK),
)
# What Gil writes to people with the scheme in BCC: nobody but Gil ever hears from mailbot.
COPIES: tuple[tuple[tuple[str, ...], str], ...] = (
    ((CLEO, DEV), "Cleo, meet Dev. Dev, meet Cleo: you two are buddies now."),
    ((ANA, DEV), "Could you two talk about the rota?"),
    ((ANA,), "No rush at all, take until 30 June for your letter."),
    ((ANA,), "Sorry to lose you, Ana. All the best with the exams."),
    ((BEN,), "This is between us and private: my mother is ill, so I may be slow."),
    (("head@outside.test",), "Would you tell your trainees about our scheme?"),
    (
        tuple(f"p{number}@outside.test" for number in range(12)),
        "Dear all, the scheme has room for more.",
    ),
)


def heard_after(stage: Scene, before: dict[str, int]) -> dict[str, list[str]]:
    """Give who got which kinds of mail since then; whoever got nothing is left out."""
    heard = {one: stage.heard(one, since=before[one]) for one in EVERYBODY}
    return {one: kinds for one, kinds in heard.items() if kinds}


def counted(stage: Scene) -> dict[str, int]:
    return {one: len(stage.to(one)) for one in EVERYBODY}


def two_work_and_two_wait(stage: Scene) -> None:
    stage.is_running()
    for one in (CLEO, DEV):
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.passes(minutes=30)


def test_each_order_is_heard_of_by_whom_it_is_about_and_by_nobody_else(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        two_work_and_two_wait(stage)
        told: dict[str, dict[str, list[str]]] = {}

        for words, _ in ORDERS:
            before = counted(stage)
            stage.writes(GIL, words, "An order")
            stage.passes(minutes=1)
            if stage.heard(GIL)[-1] == "N05":
                before[GIL] += 1
                stage.writes(GIL, "YES", answers=stage.last(GIL))
                stage.passes(minutes=1)
            stage.passes(minutes=20)
            told[words] = heard_after(stage, before)

        assert dict(ORDERS) == told


def test_what_a_coordinator_copies_us_on_is_never_heard_of_by_anybody_in_it(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        two_work_and_two_wait(stage)
        before = counted(stage)

        for to, words in COPIES:
            stage.writes(GIL, words, "A word", to=", ".join(to))
            stage.passes(minutes=1)
            stage.passes(minutes=20)

        assert set(heard_after(stage, before)) <= {GIL}
        assert [] == stage.ask(
            "select mail from outbox where state in ('ready', 'approval') and person_id is not null"
            " and reason like '%copied%'"
        )
