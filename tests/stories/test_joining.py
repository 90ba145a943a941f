"""Joining, told by what each person receives: registrations, doubles, second addresses, waiting (A1-A8)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, GIL, JOINS, LETTER, THANKS_BACK, words_of

HOME = "ana.reyes@home.test"
KHAN = "sarah.khan@wigan.test"
OTHER_KHAN = "s.khan@stockport.test"
PEOPLE = "select name, state from person where name != '' order by id"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        for one in (HOME, KHAN, OTHER_KHAN):
            opened.server.add_person(one)
        yield opened


def number_of(stage: Scene, words: str) -> str:
    """Give the number under which the newest digest shows something."""
    lines = words_of(stage.last(GIL)).splitlines()
    return next(line.split()[0] for line in lines if words in line)


def joins_twice(stage: Scene) -> None:
    """Let Ana join from work and again from home, told as people tell it the second time."""
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.passes(minutes=5)
    stage.writes(
        HOME,
        "Hi, could I join? ST4, acute medicine, Manchester Royal Infirmary, Manchester. Ana Reyes",
    )
    stage.passes(minutes=5)


def test_who_joins_again_from_another_address_is_asked_at_both(stage: Scene) -> None:
    joins_twice(stage)

    assert ["P01", "P03"] == stage.heard(ANA)
    assert ["P03"] == stage.heard(HOME)
    assert "ana.reyes@home..." in words_of(stage.of_kind(ANA, "P03"))
    assert ANA not in words_of(stage.of_kind(HOME, "P03"))
    assert "ward" not in words_of(stage.of_kind(HOME, "P03"))


def test_a_yes_from_the_older_address_makes_one_person_with_two_addresses(stage: Scene) -> None:
    joins_twice(stage)

    stage.writes(ANA, "Yes, both me!", answers=stage.of_kind(ANA, "P03"))
    stage.passes(minutes=5)

    assert [("Ana Reyes", "waiting")] == stage.ask(PEOPLE)
    assert "together" in words_of(stage.of_kind(ANA, "P38"))
    assert "together" in words_of(stage.of_kind(HOME, "P38"))
    stage.writes(HOME, "STOP")
    stage.passes(minutes=5)
    assert [("Ana Reyes", "left")] == stage.ask(PEOPLE)


def test_a_yes_from_the_new_address_alone_keeps_nobody_together(stage: Scene) -> None:
    joins_twice(stage)

    stage.writes(HOME, "YES", answers=stage.of_kind(HOME, "P03"))
    stage.passes(minutes=5)
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.days(2)

    assert ["P03", "P03"] == stage.heard(HOME)
    assert [
        ("Ana Reyes", "active"),
        ("Ana Reyes", "registered"),
        ("Ben Okafor", "active"),
    ] == stage.ask(PEOPLE)
    assert "Ana Reyes (ana@ward.test) registered again" in words_of(stage.last(GIL, "need"))


def test_a_no_from_either_address_makes_two_people(stage: Scene) -> None:
    joins_twice(stage)

    stage.writes(HOME, "No, that's somebody else.", answers=stage.of_kind(HOME, "P03"))
    stage.passes(minutes=5)

    assert ["P03", "P01"] == stage.heard(HOME)
    assert [("Ana Reyes", "waiting"), ("Ana Reyes", "waiting")] == stage.ask(PEOPLE)


def test_a_coordinator_can_decide_that_two_are_one_and_take_it_back(stage: Scene) -> None:
    joins_twice(stage)
    stage.days(1)
    digest = stage.last(GIL, "need")
    number = number_of(stage, "registered again")

    stage.writes(GIL, f"{number} yes", answers=digest)
    stage.passes(minutes=1)
    together = stage.ask(PEOPLE)
    stage.writes(GIL, "undo", answers=stage.last(GIL, "Re: "))
    stage.passes(minutes=5)

    assert [("Ana Reyes", "waiting")] == together
    assert [("Ana Reyes", "waiting"), ("Ana Reyes", "registered")] == stage.ask(PEOPLE)
    owners = "select person_id from address order by address"
    assert [(2,), (1,)] == stage.ask(owners)


KHANS = {
    KHAN: "Please sign me up. CT2 in psychiatry at Wigan Infirmary, Wigan.\n\nSarah Khan",
    OTHER_KHAN: "I'd like to join. I'm an ST4 in acute medicine at Stepping Hill Hospital, Stockport.\n\nSarah Khan",
}


def both_khans_join(stage: Scene) -> None:
    for one, words in KHANS.items():
        stage.writes(one, words, "Joining")
    stage.passes(minutes=5)


def test_two_of_one_name_at_two_sites_are_two_people_and_nobody_is_asked(stage: Scene) -> None:
    both_khans_join(stage)

    assert (["P01"], ["P01"]) == (stage.heard(KHAN), stage.heard(OTHER_KHAN))
    assert [("Sarah Khan", "waiting"), ("Sarah Khan", "waiting")] == stage.ask(PEOPLE)


def test_a_command_about_a_shared_name_asks_which_and_takes_a_number(stage: Scene) -> None:
    both_khans_join(stage)

    stage.writes(GIL, "pause khan", "pause")
    stage.passes(minutes=1)
    which = stage.last(GIL)
    stage.writes(GIL, "2", answers=which)
    stage.passes(minutes=1)

    assert "1 Sarah Khan (Wigan); 2 Sarah Khan (Stockport)" in words_of(which)
    assert "Sarah Khan (Stockport) is paused." in words_of(stage.last(GIL))
    assert ["waiting", "paused"] == [state for _, state in stage.ask(PEOPLE)]

    stage.writes(GIL, "undo", answers=stage.last(GIL))
    stage.passes(minutes=1)
    assert ["waiting", "waiting"] == [state for _, state in stage.ask(PEOPLE)]


def test_a_pair_with_a_shared_name_carries_the_site_in_the_digest(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.APPROVE) as stage:
        for one in KHANS:
            stage.server.add_person(one)
        both_khans_join(stage)
        stage.writes(BEN, JOINS[BEN], "Joining")
        stage.passes(minutes=5)
        stage.days(1)

        assert "Sarah Khan (" in words_of(stage.last(GIL, "need"))


OFFICE = "pgme.office@trust.test"
SAM = "Please sign me up. I'm an ST3 in cardiology at Salford Royal, Salford.\n\nSam Patel"
KOFI = "I'd like to join the buddy scheme. I'm a CT1 in surgery at Salford Royal, Salford.\n\nKofi Mensah"


def two_share_an_office(stage: Scene) -> None:
    stage.server.add_person(OFFICE)
    for words in (SAM, KOFI):
        stage.writes(OFFICE, words, "Joining")
        stage.passes(minutes=5)


def test_two_people_join_from_one_mailbox_and_each_mail_says_for_whom_it_is(stage: Scene) -> None:
    two_share_an_office(stage)

    assert [("Sam Patel", "waiting"), ("Kofi Mensah", "waiting")] == stage.ask(PEOPLE)
    assert ["P01", "P01"] == stage.heard(OFFICE)
    assert words_of(stage.last(OFFICE)).startswith("For Kofi Mensah:")


def test_a_shared_mailbox_is_heard_by_name_or_thread_and_else_asked(stage: Scene) -> None:
    two_share_an_office(stage)

    stage.writes(OFFICE, "Could you pause me until September please?", "A break")
    stage.passes(minutes=5)
    asked = stage.last(OFFICE)
    assert [("Sam Patel", "waiting"), ("Kofi Mensah", "waiting")] == stage.ask(PEOPLE)
    stage.writes(OFFICE, "It's Kofi, sorry", answers=asked)
    stage.passes(minutes=5)
    stage.passes(minutes=5)

    assert "Which of you" in str(asked["Subject"])
    assert [("Sam Patel", "waiting"), ("Kofi Mensah", "paused")] == stage.ask(PEOPLE)
    assert words_of(stage.last(OFFICE)).startswith("For Kofi Mensah:")


def test_a_stop_in_ones_own_thread_takes_only_that_one_off(stage: Scene) -> None:
    two_share_an_office(stage)

    stage.writes(OFFICE, "STOP", answers=stage.to(OFFICE)[-1])
    stage.passes(minutes=5)

    assert [("Sam Patel", "waiting"), ("Kofi Mensah", "left")] == stage.ask(PEOPLE)


SEAL = "Authentication-Results: mx.buddies.test; spf={0}; dmarc={0} header.from=ward.test"


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Scene]:
    """A stage whose mail server says of each mail whether its From is proven."""
    with scene(tmp_path) as opened:
        scheme = replace(opened.house.scheme, trusted_authserv=("mx.buddies.test",))
        opened.house = replace(opened.house, scheme=scheme)
        yield opened


def test_whom_the_mail_server_vouches_for_is_matched_without_a_further_word(sealed: Scene) -> None:
    sealed.writes(ANA, JOINS[ANA], "Joining", head=SEAL.format("pass"))
    sealed.writes(BEN, JOINS[BEN], "Joining")
    sealed.passes(minutes=5)
    sealed.days(2)

    assert "P08" in sealed.heard(ANA)


def test_who_joined_under_a_doubtful_from_is_written_to_once_and_not_matched(sealed: Scene) -> None:
    sealed.writes(ANA, JOINS[ANA], "Joining", head=SEAL.format("none"))
    sealed.writes(ANA, "I'm so keen to start!", "Joining", head=SEAL.format("none"))
    sealed.writes(BEN, JOINS[BEN], "Joining")
    sealed.passes(minutes=5)
    sealed.days(4)

    assert ["P01"] == sealed.heard(ANA)
    assert "Ana Reyes never answered my first mail" in words_of(sealed.last(GIL, "need"))


def test_an_answer_to_the_first_mail_is_all_it_takes_to_be_matched(sealed: Scene) -> None:
    sealed.writes(ANA, JOINS[ANA], "Joining", head=SEAL.format("none"))
    sealed.writes(BEN, JOINS[BEN], "Joining")
    sealed.passes(minutes=5)
    sealed.writes(
        ANA, "Lovely, thank you!", answers=sealed.of_kind(ANA, "P01"), head=SEAL.format("none")
    )
    sealed.passes(minutes=5)
    sealed.days(2)

    assert ["P01", "P08"] == sealed.heard(ANA)


def test_a_coordinator_lets_a_silent_one_be_matched_anyway(sealed: Scene) -> None:
    sealed.writes(ANA, JOINS[ANA], "Joining", head=SEAL.format("none"))
    sealed.writes(BEN, JOINS[BEN], "Joining")
    sealed.passes(minutes=5)
    sealed.days(3)
    number = number_of(sealed, "never answered")

    sealed.writes(GIL, f"{number} match", answers=sealed.last(GIL, "need"))
    sealed.passes(minutes=5)
    sealed.days(1)

    assert "P08" in sealed.heard(ANA)


def anas_work_address_dies(stage: Scene) -> None:
    """Let Ana's mailbox at work be gone, and Ben's letter be the first mail that she would get there."""
    stage.server.remove_person(ANA)
    stage.writes(BEN, LETTER, answers=stage.of_kind(BEN, "P10"))
    for _ in range(4):
        stage.passes(minutes=10)


def test_mail_that_comes_back_goes_to_the_second_address_and_the_buddy_sees_nothing(
    stage: Scene,
) -> None:
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.passes(minutes=5)
    stage.writes(ANA, f"{HOME} if I move", answers=stage.of_kind(ANA, "P01"))
    stage.passes(minutes=5)
    assert [(ANA,), (HOME,)] == stage.ask("select address from address order by position")
    stage.is_running((BEN,))
    heard = len(stage.to(BEN))
    anas_work_address_dies(stage)

    relayed = stage.of_kind(HOME, "P11")
    assert {"P11", "P38"} == set(stage.heard(HOME))
    assert "pair of hands" in words_of(relayed)
    moved = words_of(stage.of_kind(HOME, "P38"))
    assert "ana@ward..." in moved
    assert "ana.reyes@home..." in moved
    assert ["P12"] == stage.heard(BEN, since=heard)

    stage.writes(HOME, THANKS_BACK, answers=relayed)
    stage.passes(minutes=10)
    assert "P12" in stage.heard(HOME)


def test_without_a_second_address_the_buddy_hears_that_it_is_the_address(stage: Scene) -> None:
    stage.is_running()
    heard = len(stage.to(BEN))
    anas_work_address_dies(stage)
    stage.passes(hours=3)

    assert ["P12", "P33"] == stage.heard(BEN, since=heard)
    assert "address has changed" in words_of(stage.of_kind(BEN, "P33"))
    assert stage.ask("select quiet_since from person where name = 'Ana Reyes'") == [(None,)]


def test_a_change_of_address_is_taken_back_by_a_no_from_the_old_one(stage: Scene) -> None:
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.passes(minutes=5)
    stage.writes(ANA, f"I'm moving to Preston next week, my new address is {HOME}", "New address")
    stage.passes(minutes=5)
    told = (stage.heard(HOME), stage.heard(ANA))

    stage.writes(ANA, "NO, that wasn't me", answers=stage.of_kind(ANA, "P38"))
    stage.passes(minutes=5)

    assert (["P38"], ["P01", "P38"]) == told
    assert [(ANA,)] == stage.ask("select address from address where state = 'alive'")
    assert "as it was" in words_of(stage.last(ANA))


def joins_long_ago(stage: Scene, *people: str) -> None:
    """Let people join, and seven weeks go by in which nothing is heard of them."""
    for one in people:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    with stage.house.engine.begin() as conn:
        for column in ("waiting_since", "last_sign_at", "registered_at"):
            conn.exec_driver_sql(f"update person set {column} = '2021-04-15 08:00:00+00:00'")


def test_who_has_waited_long_is_asked_before_a_match_and_a_yes_brings_it(stage: Scene) -> None:
    joins_long_ago(stage, ANA)
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.days(1)
    offer = stage.of_kind(ANA, "P07")
    assert "reply YES by Thu" in str(offer["Subject"])
    assert "P08" not in stage.heard(BEN)

    stage.writes(ANA, "oh yes please, still up for it!", answers=offer)
    stage.passes(minutes=5)
    stage.days(2)

    assert "P08" in stage.heard(ANA)
    assert "P08" in stage.heard(BEN)


def test_without_a_yes_by_the_day_the_next_person_has_the_place_and_nobody_loses_theirs(
    stage: Scene,
) -> None:
    joins_long_ago(stage, ANA)
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.days(9)

    assert stage.heard(ANA).count("P07") == 1
    assert "P08" in stage.heard(CLEO)
    assert "P08" in stage.heard(BEN)
    place = stage.ask("select state, waiting_since from person where name = 'Ana Reyes'")
    assert [("waiting", "2021-04-15 08:00:00+00:00")] == place
    told = [one for one in stage.to(GIL) if "offered last week" in words_of(one)]
    assert 1 == len(told)


def test_not_now_is_a_pause(stage: Scene) -> None:
    joins_long_ago(stage, ANA)
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.days(1)

    stage.writes(ANA, "Not now, sorry. Exams until August.", answers=stage.of_kind(ANA, "P07"))
    stage.passes(minutes=5)

    assert [("Ana Reyes", "paused"), ("Ben Okafor", "waiting")] == stage.ask(PEOPLE)
    assert "P36" in stage.heard(ANA)


LOWE = "m.lowe@board.test"


def a_director_asks(stage: Scene) -> None:
    stage.server.add_person(LOWE)
    words = (
        "I'd love to join the buddy scheme. I'm a divisional director at Salford Royal, Salford,"
        " 20 years in.\n\nMarion Lowe"
    )
    stage.writes(LOWE, words, "Buddies")
    stage.passes(minutes=5)
    stage.days(1)


def test_who_is_senior_hears_that_a_person_will_read_it_until_a_coordinator_adds_them(
    stage: Scene,
) -> None:
    a_director_asks(stage)
    assert ["X04"] == stage.heard(LOWE)
    assert [] == stage.ask(PEOPLE)
    number = number_of(stage, "senior for this scheme")

    stage.writes(GIL, f"{number} add anyway", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    stage.passes(minutes=5)

    assert ["Marion Lowe"] == [name for name, _ in stage.ask(PEOPLE)]
    assert stage.heard(LOWE)[-1] in {"P01", "P02"}


def test_a_coordinator_can_have_a_kind_no_sent(stage: Scene) -> None:
    a_director_asks(stage)
    number = number_of(stage, "senior for this scheme")

    stage.writes(GIL, f"{number} no", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    stage.passes(hours=1)

    assert ["X04", "P04"] == stage.heard(LOWE)
    assert "Dear Marion Lowe" in words_of(stage.last(LOWE))


def test_somebody_senior_can_be_invited_as_an_expert(stage: Scene) -> None:
    a_director_asks(stage)
    number = number_of(stage, "senior for this scheme")

    stage.writes(GIL, f"{number} expert", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    stage.passes(hours=1)

    assert ["X04", "X01"] == stage.heard(LOWE)
    assert [("Marion Lowe", "expert")] == stage.ask("select name, role from person")


def test_who_never_says_what_they_do_is_asked_once_and_then_a_coordinator_is(stage: Scene) -> None:
    words = "Please sign me up. I work at Salford Royal, Salford.\n\nBen Okafor"
    stage.writes(BEN, words, "Joining")
    stage.passes(minutes=5)
    stage.days(9)
    assert ["P02"] == stage.heard(BEN)
    number = number_of(stage, "with no role")

    stage.writes(GIL, f"{number} manager", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)

    assert ["P02", "P01"] == stage.heard(BEN)
    assert [("waiting", "general_manager")] == stage.ask("select state, role from person")
