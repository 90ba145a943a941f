"""Whom somebody would rather not be with is kept to, whenever that person joins, and told to nobody."""

from pathlib import Path

from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of
from tests.stories.test_orders import orders, together


def test_a_refusal_at_registration_holds_for_somebody_who_joins_later_and_stays_private(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.writes(
            ANA, f"{JOINS[ANA]}\n\nPlease don't pair me with Ben Okafor, we trained together."
        )
        stage.passes(minutes=5)
        stage.writes(BEN, JOINS[BEN])
        stage.passes(minutes=5)

        stage.days(2)

        assert set() == together(stage)
        assert "whom you'd rather not be with" in words_of(stage.of_kind(ANA, "P01"))
        others = [words_of(mail) for who, mail in stage.mails if who != ANA]
        assert not any("trained together" in one or "rather not" in one for one in others)
        of_ana = stage.ask("select details from journal where details like '%acute medicine%'")
        assert "Okafor" not in str(of_ana)


def test_a_wish_said_while_waiting_is_kept_and_confirmed_to_the_one_who_wished(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        for one in (CLEO, BEN, DEV):
            stage.writes(one, JOINS[one])
        stage.passes(minutes=5)
        stage.writes(CLEO, "I'd love somebody at Salford Royal if you can.", "One thing")
        stage.passes(minutes=10)

        stage.days(1)

        assert "kept between you, Gil and me" in words_of(stage.of_kind(CLEO, "P35"))
        assert {frozenset({"Cleo Marsh", "Ben Okafor"})} == together(stage)
        assert "something that one of you asked for" in words_of(stage.last(BEN, "meet"))


def test_an_unnamed_supervisor_keeps_a_workplace_apart_until_a_coordinator_knows_who(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(ANA, f"{JOINS[ANA]}\n\nNot my own supervisor please.")
        there = "Manchester Royal Infirmary, Manchester"
        stage.writes(BEN, JOINS[BEN].replace("Salford Royal, Salford", there))
        stage.passes(minutes=5)
        stage.days(1)
        apart = together(stage)

        orders(stage, "forget what was fixed for ana")
        stage.days(1)

        assert set() == apart
        assert "asks not to be matched with somebody they didn't name" in words_of(
            stage.of_kind(GIL, "N01")
        )
        assert {frozenset({"Ana Reyes", "Ben Okafor"})} == together(stage)


def test_who_wants_nobody_from_a_workplace_meets_nobody_from_there(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        words = "Please not with anyone from Salford Royal, I used to work there."
        stage.writes(ANA, f"{words}\n\n{JOINS[ANA]}")
        stage.writes(BEN, JOINS[BEN])
        stage.passes(minutes=5)
        stage.days(1)
        apart = together(stage)

        stage.writes(DEV, JOINS[DEV])
        stage.passes(minutes=5)
        stage.days(2)

        assert set() == apart
        assert {frozenset({"Ana Reyes", "Dev Anand"})} == together(stage)
        assert "Manchester Royal Infirmary" in words_of(stage.of_kind(ANA, "P01"))
        assert not any("rather not" in words_of(mail) for who, mail in stage.mails if who != ANA)
