"""Somebody worries about a buddy, or won't say why they ask for another: a person reads it today, and nobody is chased."""

from pathlib import Path

from tests.stories.plays import play
from tests.stories.scripts import BENS_LETTER
from tests.stories.telling import ANA, BEN, GIL, words_of

CHASERS = {"P21", "P22", "P23", "P24"}


def test_who_somebody_worries_about_is_not_chased_and_hears_nothing_of_it(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(BEN, BENS_LETTER, "P10")
        before = len(one.stage.to(ANA))
        one.says(BEN, "Is Ana ok? She told me in confidence that she can't cope any more.", "P12")
        one.days(14)

        heard = one.stage.heard(ANA, since=before)
        assert not CHASERS & set(heard)
        assert "P49" in one.stage.heard(BEN)
        assert "N03" in one.stage.heard(GIL)
        assert not [mail for mail in one.stage.to(ANA)[before:] if "cope" in words_of(mail)]


def test_who_would_rather_not_say_why_is_read_by_the_lead_the_same_day(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "I'd rather not say why, but please not him again.")

        urgent = words_of(one.stage.of_kind(GIL, "N03"))
        assert "would rather not say why" in urgent
        assert not [mail for mail in one.stage.to(BEN) if "rather not" in words_of(mail)]


def test_plain_reasons_for_another_buddy_interrupt_nobody(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "We can never find a time that suits both. Could I have another buddy?")

        assert "N03" not in one.stage.heard(GIL)
