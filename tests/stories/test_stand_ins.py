"""Nobody's letter goes unanswered: stand-ins, from the bench to the answer, and all that comes between (C7)."""

from dataclasses import replace
from pathlib import Path

from mailbot.core.scheme import Mode
from tests.stories.bench import ELI, MIA, NOOR, OLA, left_waiting, letters
from tests.stories.scripts import ANAS_FIVE as FIVE
from tests.stories.scripts import BENS_LETTER
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER, THANKS_BACK, words_of

WAITS = "letter has no answer"
NAMED = f"Dear Ben,\n\n{LETTER}\n\nBest wishes\nAna Reyes"


def test_a_letter_whose_reader_is_silent_goes_to_a_stand_in_without_names_and_comes_back_answered(
    tmp_path: Path,
) -> None:
    with letters(tmp_path) as play:
        play.offers(OLA, MIA)
        play.says(ANA, NAMED, "P10")
        play.days(22)
        play.decides("ok", WAITS)

        assert "a manager for one more pair of hands" in play.last(MIA, "P30")
        assert not [name for name in ("Ana", "Reyes", "Ben") if name in play.last(MIA, "P30")]
        assert play.kinds(OLA) == []

        play.says(MIA, f"{ANSWER}\n\nMia", "P30")
        play.days(3)
        assert "another manager has answered" in play.last(ANA, "P31")
        assert "Ring the site office" in play.last(ANA, "P31")
        assert "Mia" not in play.last(ANA, "P31")
        assert "Thank you for stepping in" in play.last(MIA, "P12")
        assert "P17" not in play.kinds(ANA)


def test_after_the_first_ok_the_lead_may_let_the_next_letters_go_unasked(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("ok", WAITS)
        play.days(3)

        assert "agreed to the first letter to a stand-in" in play.last(GIL, "N20")

        play.stage.writes(GIL, "Yes", answers=play.stage.of_kind(GIL, "N20"))
        play.stage.passes(minutes=5)
        trusted = "select details from promise where kind = 'trusted'"
        assert "P30" in str(play.stage.ask(trusted))


def test_a_no_and_three_silent_days_each_bring_the_next_volunteer_and_nobody_left_is_told(
    tmp_path: Path,
) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA, NOOR)
        left_waiting(play)
        play.decides("ok", WAITS)
        play.says(MIA, "Sorry, I can't take this one on.", "P30")

        assert "I'll ask somebody else" in play.last(MIA, "P12")
        assert play.kinds(NOOR) == ["P30"]

        play.days(6)
        assert play.told("no stand-in is free")
        assert "an answer to your letter" in play.last(ANA, "P26")

        play.days(14)
        assert "it counts" in play.last(ANA, "P17")
        assert play.kinds(ANA).count("P26") == 1


def test_a_coordinator_may_name_somebody_pass_one_over_or_say_no(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA, NOOR)
        left_waiting(play)

        play.decides("somebody else", "ask Mia Lund")
        play.days(3)
        assert play.told("ask Noor Aziz")

        play.decides("ola berg please", "ask Noor Aziz")
        assert play.kinds(OLA) == ["P30"]
        assert "you offered" not in play.last(OLA, "P30")
        assert play.kinds(MIA) == play.kinds(NOOR) == []


def test_a_coordinators_no_closes_the_letter_kindly(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("no", WAITS)
        play.days(12)

        assert play.kinds(MIA) == []
        assert "it counts" in play.last(ANA, "P17")


def test_undo_takes_the_letter_back_from_a_stand_in_who_has_not_had_it(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.stage.clock.now = play.stage.clock.now.replace(hour=20)
        digest = next(one for one in reversed(play.stage.to(GIL)) if WAITS in words_of(one))
        number = next(one.split()[0] for one in words_of(digest).splitlines() if WAITS in one)
        play.stage.writes(GIL, f"{number} ok", answers=digest)
        play.stage.passes(minutes=2)
        play.stage.writes(GIL, "undo", answers=play.stage.of_kind(GIL, "N04"))
        play.stage.passes(minutes=2)
        play.days(2)

        assert play.kinds(MIA) == []
        assert play.told("Undone") or "N06" in play.kinds(GIL)


def test_who_chooses_a_stand_in_hears_that_one_is_looked_for(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        play.says(ANA, LETTER, "P10")
        play.says(ANA, "I've heard nothing at all from Ben, not a word.")
        play.stage.days(1)
        play.says(ANA, "3", "P25")

        assert "finding somebody else" in play.last(ANA, "P35")
        play.days(3)
        assert play.told("ask Mia Lund")


def test_who_sits_a_task_out_is_thanked_once_and_a_stand_in_is_looked_for_at_once(
    tmp_path: Path,
) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        play.says(ANA, LETTER, "P10")
        play.days(14)
        play.says(BEN, "I'll sit this one out, sorry.", "P23")

        assert "ask somebody else to answer Ana" in play.last(BEN, "P12")
        before = len(play.kinds(BEN))
        play.days(1)
        assert play.told("ask Mia Lund")
        play.days(10)
        assert len(play.kinds(BEN)) == before


def test_a_letter_that_comes_after_its_reader_sat_out_goes_to_a_stand_in(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        play.says(BEN, "Can I skip this one please?", "P10")
        play.says(ANA, LETTER, "P10")

        assert "P11" not in play.kinds(BEN)
        assert "Ben is tied up" in play.last(ANA, "P12")
        play.days(1)
        assert play.told("ask Mia Lund")


def test_what_was_skipped_still_counts_when_it_comes_after_all(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.says(BEN, "I would rather skip this one.", "P10")
        play.says(BEN, LETTER, "P12")

        assert "pair of hands" in play.last(ANA, "P11")


def test_a_stand_ins_words_are_looked_at_like_everybodys(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("ok", WAITS)
        play.says(MIA, f"{ANSWER} Like Mrs Abara, 82, in bed 4, NHS number 943 476 5919.", "P30")

        assert play.kinds(MIA)[-1] == "P14"
        assert "P31" not in play.kinds(ANA)

        play.says(MIA, f"{ANSWER} {ANSWER} {ANSWER}", "P14")
        assert "words and we said 100" in play.last(MIA, "P13")
        assert "P31" not in play.kinds(ANA)

        play.says(MIA, "Yes, send it as it is please.", "P13")
        play.days(3)
        assert "Ring the site office" in play.last(ANA, "P31")
        assert "Abara" not in play.last(ANA, "P31")


def test_the_buddys_late_answer_is_kept_and_brought_only_where_it_is_wanted(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("ok", WAITS)
        play.says(MIA, ANSWER, "P30")
        play.days(2)
        play.says(BEN, THANKS_BACK, "P11")

        assert "had another answer by now" in play.last(BEN, "P12")
        play.days(2)
        assert "Ben has answered your letter too" in play.last(ANA, "P31")
        assert "P17" not in play.kinds(ANA)

        play.says(ANA, "Yes please", "P31")
        play.days(2)
        assert "polite no" in play.last(ANA, "P17")


def test_when_the_buddy_answers_first_the_stand_in_is_free_again(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("ok", WAITS)
        play.days(1)
        play.says(BEN, ANSWER, "P11")
        play.days(3)

        assert "has its answer after all" in play.last(MIA, "P33")
        assert "P31" not in play.kinds(ANA)
        assert "Ring the site office" in play.last(ANA, "P17")


def test_the_letter_of_somebody_whose_buddy_leaves_goes_to_a_stand_in(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        play.says(ANA, LETTER, "P10")
        play.says(BEN, "STOP", "P11")
        play.days(1)

        assert play.told("ask Mia Lund")


def test_in_a_trio_the_stand_in_answers_for_the_silent_one_alone(tmp_path: Path) -> None:
    with letters(tmp_path, ANA, BEN, ELI) as play:
        play.offers(ELI, MIA)
        play.says(ANA, LETTER, "P10")
        play.says(BEN, BENS_LETTER, "P10")
        play.says(ELI, ANSWER, "P11")
        play.days(22)
        play.decides("ok", WAITS)

        assert play.kinds(MIA) == ["P30"]
        assert "pair of hands" in play.last(MIA, "P30")


def test_the_bench_is_joined_in_ones_own_words_or_by_a_yes_and_left_again(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.says(MIA, "By the way, I'd be happy to answer an extra letter now and then.")
        play.says(ANA, LETTER, "P10")
        play.says(BEN, ANSWER, "P11")
        play.says(BEN, "Yes, why not", "P12")

        assert "once a fortnight at most" in play.last(MIA, "P12")
        play.says(GIL, "who stands in?")
        assert "Mia Lund (general manager)" in play.last(GIL, "N04")
        assert "Ben Okafor (general manager)" in play.last(GIL, "N04")

        play.says(MIA, "Please take me off the stand-in list.")
        play.says(GIL, "stand-ins")
        assert "Mia Lund" not in play.last(GIL, "N04")


def test_a_coordinator_leaves_a_task_out_for_one_person_and_takes_it_back(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        play.says(ANA, LETTER, "P10")
        play.stage.clock.now = play.stage.clock.now.replace(hour=20)
        play.stage.writes(GIL, "skip task 1 for ben", answers=play.stage.to(GIL)[-1])
        play.stage.passes(minutes=2)

        assert "Ben Okafor needn't do the letter of Task 1" in play.last(GIL, "N04")

        play.stage.writes(GIL, "undo", answers=play.stage.of_kind(GIL, "N04"))
        play.stage.passes(minutes=2)
        play.days(1)
        assert play.kinds(BEN) == ["P10", "P11"]
        owed = "select count(*) from assignment where closed_at is null and done_at is null"
        assert play.stage.ask(owed) == [(2,)]


def test_a_stage_is_left_out_for_trios_alone_after_a_yes(tmp_path: Path) -> None:
    with letters(tmp_path, ANA, BEN, ELI, task="consortium") as play:
        play.says(ANA, FIVE, "P10")
        play.stage.writes(GIL, "skip stage 1 for trios")
        play.stage.passes(minutes=5)

        assert "2 people would not have to do the top five of Task 4" in play.last(GIL, "N05")

        play.stage.writes(GIL, "YES", answers=play.stage.of_kind(GIL, "N05"))
        play.stage.passes(minutes=5)
        play.days(2)
        assert "needn't be done after all" in play.last(ELI, "P33")
        assert "it counts" in play.last(ANA, "P17")


def test_an_order_to_skip_what_does_not_run_does_nothing_and_says_so(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.says(GIL, "skip stage 7 for trios")
        play.days(1)

        assert "has the stages: 1 letter, 2 answer" in play.last(GIL, "N04")


def test_while_the_scheme_only_listens_no_letter_goes_to_anybody(tmp_path: Path) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        house = play.stage.house
        play.stage.house = replace(house, scheme=replace(house.scheme, mode=Mode.LISTEN))
        play.decides("ok", WAITS)

        assert "I only listen at the moment" in play.last(GIL, "N04")
        assert play.stage.ask("select count(*) from outbox where mail = 'P30'") == [(0,)]


def test_a_stand_ins_answer_is_in_their_own_portfolio_without_names_and_in_nobody_elses(
    tmp_path: Path,
) -> None:
    with letters(tmp_path) as play:
        play.offers(MIA)
        left_waiting(play)
        play.decides("ok", "ask Mia Lund")
        play.days(1)
        play.says(MIA, f"Dear Ana,\n\n{ANSWER}", "P30")
        play.days(4)
        play.says(MIA, "Could you send me my portfolio please?")
        play.says(ANA, "Could you send me my portfolio please?")
        play.days(1)

        hers = play.last(MIA, "P42")
        assert "works better than any form" in hers
        assert "Ana" not in hers
        assert "works better than any form" not in play.last(ANA, "P42")
        assert "P42" not in play.kinds(BEN)
