"""Whose buddy never sent a list chooses what stands beside theirs: somebody's at their yes, or what most said (C12)."""

from datetime import UTC, datetime
from pathlib import Path

from mailbot.edges.db import people, standby
from tests.stories.bench import MIA, OLA, letters
from tests.stories.crowd import many_pairs
from tests.stories.scripts import ANAS_FIVE, BENS_FIVE, ELIS_FIVE, SHARED
from tests.stories.telling import ANA, BEN, words_of

TWO_PAIRS = ((OLA, MIA),)
LONELY = ("Kites", "Porridge at night", "Bicycles", "Fewer meetings", "Quiet rooms", "A choir")


def test_somebody_elses_list_is_shown_without_a_name_and_only_at_their_yes(tmp_path: Path) -> None:
    with letters(tmp_path, ANA, BEN, task="consortium", others=TWO_PAIRS) as one:
        one.offers(MIA)
        one.says(ANA, ANAS_FIVE, "P10")
        one.says(OLA, ELIS_FIVE, "P10")
        one.says(MIA, f"{BENS_FIVE}\n\nMia", "P10")
        one.days(3)
        one.says(OLA, f"Our shared five:\n\n{SHARED}", "P17")
        one.days(36)
        assert "Reply YES" in one.last(ANA, "P17")

        one.says(ANA, "Yes please", "P17")
        one.days(1)
        assert "May they read yours, without your name?" in one.last(MIA, "P47")
        assert "P31" not in one.kinds(ANA)

        one.says(MIA, "Yes, of course", "P47")
        one.days(1)
        shown = one.last(ANA, "P31")
        assert "Social care places" in shown
        assert "another manager" in shown
        assert "Mia" not in shown
        assert not {"P31", "P17"} & set(one.kinds(BEN))
        assert one.kinds(OLA).count("P47") == 0


def test_without_a_yes_nobody_reads_anothers_list_and_who_waits_hears_so(tmp_path: Path) -> None:
    with letters(tmp_path, ANA, BEN, task="consortium", others=TWO_PAIRS) as one:
        one.offers(MIA)
        one.says(ANA, ANAS_FIVE, "P10")
        one.says(MIA, BENS_FIVE, "P10")
        one.days(40)
        one.says(ANA, "yes", "P17")
        one.days(8)

        assert "P31" not in one.kinds(ANA)
        assert "Nobody else's list can be shown" in one.last(ANA, "P35")


def test_where_nobody_offers_anything_the_list_is_closed_kindly_without_a_question(
    tmp_path: Path,
) -> None:
    with letters(tmp_path, ANA, BEN, task="consortium") as one:
        one.says(ANA, ANAS_FIVE, "P10")
        one.days(40)

        assert "Would you like" not in one.last(ANA, "P17")


def test_what_most_people_said_is_shown_as_nobodys_in_particular(tmp_path: Path) -> None:
    with many_pairs(tmp_path, 4, "consortium") as stage:
        stage.days(2)
        for pair in range(3):
            for side in "ab":
                who = f"{side}{pair}@moved.example"
                words = f"1. One shared record\n2. {LONELY[2 * pair + (side == 'b')]}"
                stage.writes(who, words, answers=stage.of_kind(who, "P10"))
        stage.writes(
            "a3@moved.example", ANAS_FIVE, answers=stage.of_kind("a3@moved.example", "P10")
        )
        with stage.house.engine.begin() as conn:
            (volunteer,) = people.who_has_address(conn, stage.house.scheme_id, "b0@moved.example")
            standby.join_bench(
                conn, stage.house.scheme_id, volunteer.id, datetime(2021, 6, 1, tzinfo=UTC)
            )
        stage.passes(hours=1)
        stage.days(40)
        closed = stage.of_kind("a3@moved.example", "P17")
        assert "or 2 for what most people said" in words_of(closed)

        stage.writes("a3@moved.example", "2, I think", answers=closed)
        stage.days(1)
        shown = words_of(stage.of_kind("a3@moved.example", "P31"))
        assert "One shared record (6 of you)" in shown
        assert not [one for one in LONELY if one in shown]
