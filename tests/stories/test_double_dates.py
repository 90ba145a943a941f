"""Two pairs do a task together only when each of the four has said yes, and nobody learns who did not."""

from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of
from tests.stories.test_orders import everybody_joined, orders

FOUR = (ANA, BEN, CLEO, DEV)


def two_pairs(stage: Scene) -> None:
    """Bring Ana together with Ben and Cleo with Dev, who are introduced."""
    everybody_joined(stage)
    orders(stage, "match ana + ben")
    orders(stage, "match cleo + dev")
    stage.passes(hours=1)


def asked(stage: Scene, words: str = "double date task 1, ana + ben with cleo + dev") -> str:
    told = orders(stage, words)
    stage.passes(hours=1)
    return told


def says(stage: Scene, who: str, words: str) -> None:
    stage.writes(who, words, answers=stage.last(who, "Two pairs"))
    stage.passes(minutes=10)
    stage.passes(hours=1)


def reached(stage: Scene, *others: str) -> list[str]:
    """Give who has read the address of one of the others in a mail about two pairs."""
    return [
        who
        for who, mail in stage.mails
        if "Two pairs" in str(mail["Subject"])
        and any(one in str(mail) for one in others if one != who)
    ]


def test_addresses_are_shown_after_the_fourth_yes_and_not_before(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        two_pairs(stage)
        told = asked(stage)
        question = words_of(stage.last(CLEO, "Two pairs"))

        for one, words in ((ANA, "Yes"), (DEV, "yes please"), (CLEO, "Sure, happy to")):
            says(stage, one, words)
        before = reached(stage, *FOUR)
        says(stage, BEN, "YES")

        assert "Ana, Ben, Cleo and Dev are each asked about task 1" in told
        assert "a doctor in acute medicine and a manager" in question
        assert not [one for one in ("Ana", "Ben ", "@") if one in question.partition("Ref")[0]]
        assert [] == before
        assert sorted(FOUR) == sorted(reached(stage, *FOUR))
        together = words_of(stage.last(DEV, "Two pairs"))
        assert "You see each other's addresses because all of you agreed" in together
        stage.days(1)
        assert "all said yes to a double date for task 1" in words_of(stage.of_kind(GIL, "N01"))


def test_one_no_ends_it_for_all_and_names_nobody(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        two_pairs(stage)
        asked(stage)

        says(stage, ANA, "yes")
        says(stage, BEN, "No thanks")

        for one in (ANA, CLEO, DEV):
            said = words_of(stage.last(one, "not now"))
            assert "it didn't suit everybody this time" in said
            assert "said no" not in said
        assert not stage.to(BEN, "not now")
        assert "nobody hears who said no" in words_of(stage.last(BEN))
        assert [] == reached(stage, *FOUR)


def test_silence_by_the_date_is_a_no_told_kindly_to_all(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        two_pairs(stage)
        asked(stage, "double date task 1, ana and ben with cleo and dev, by 9 june")
        for one in (ANA, BEN, CLEO):
            says(stage, one, "yes")

        stage.days(3)

        assert all(stage.to(one, "not now") for one in FOUR)
        assert [] == reached(stage, *FOUR)


def test_pairs_near_each_other_are_proposed_by_number_and_asked_at_an_ok(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        there = {CLEO: "Wigan Infirmary, Wigan", DEV: "Royal Bolton Hospital, Bolton"}
        stage.passes(minutes=5)
        for one, words in JOINS.items():
            words = words.replace(there.get(one, "-"), "Irwell Infirmary, Salford")
            stage.writes(one, words, "Joining")
        stage.passes(minutes=5)
        orders(stage, "match ana + ben")
        orders(stage, "match cleo + dev")
        stage.passes(hours=1)

        orders(stage, "double date task 1")
        proposed = stage.last(GIL, "double date")
        stage.writes(GIL, "ok to all", answers=proposed)
        stage.passes(minutes=5)
        stage.passes(hours=1)

        assert "Ana Reyes + Ben Okafor with Cleo Marsh + Dev Anand, both in Salford" in words_of(
            proposed
        )
        assert all(stage.to(one, "Two pairs") for one in FOUR)


def test_who_has_no_buddy_has_no_double_date(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)

        told = orders(stage, "double date task 1, ana + ben with cleo + dev")

        assert "has no buddy just now; nothing was done" in told
        assert [(0,)] == stage.ask("select count(*) from outbox where mail = 'P54'")
