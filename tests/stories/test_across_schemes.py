"""Two pairs of two schemes in one house: nobody hears before the other coordinator's OK, nor of a no (B7)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator, Mode
from mailbot.flows.building import build_house
from mailbot.settings import token_key
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, JOINS, words_of

NORTH = "north@buddies.test"
HOPE = "hope@north.test"  # coordinates the other scheme
ALEX = "alex.green@north.test"
MINA = "mina.roy@north.test"
OTHERS = {
    ALEX: "Please sign me up. I'm a CT2 in psychiatry at Wigan Infirmary, Wigan.\n\nAlex Green",
    MINA: "I'd like to join. General management trainee at the Royal Bolton Hospital, Bolton.\n\nMina Roy",
}
FOUR = (ANA, BEN, ALEX, MINA)
ORDER = "double date task 1, ana + ben with alex green + mina roy"


@dataclass(slots=True)
class Two:
    """Two schemes on one record and one mail world; `south` is the one whose coordinator asks."""

    south: Scene
    north: Scene

    def passes(self, **after: float) -> None:
        """Let both have a pass at the same moment."""
        self.south.passes(**after)
        self.north.clock.now = self.south.clock.now
        self.north.passes()

    def days(self, count: int) -> None:
        """Let nights and days pass for both."""
        begun = self.south.clock.now
        self.south.days(count)
        self.north.clock.now = begun
        self.north.days(count)
        self.passes(minutes=5)

    def orders(self, words: str) -> str:
        """Let Gil write an order and say YES to it where that is asked, and give what is read back."""
        self.south.writes(GIL, words)
        self.passes(minutes=5)
        asked = self.south.to(GIL)[-1]
        if "Reply YES" in str(asked["Subject"]):
            self.south.writes(GIL, "YES", answers=asked)
            self.passes(minutes=5)
        return words_of(self.south.last(GIL, "Re: "))

    def decides(self, word: str) -> str:
        """Let the other coordinator answer what was put before them."""
        self.days(1)
        digest = self.north.last(HOPE, "need")
        lines = words_of(digest).splitlines()
        number = next(one.split()[0] for one in lines if "with a pair of theirs" in one)
        self.north.writes(HOPE, f"{number} {word}", answers=digest)
        self.passes(minutes=5)
        self.passes(hours=1)
        return words_of(self.north.last(HOPE, "Re: "))

    def says(self, who: str, words: str) -> None:
        """Let one of the four answer the question."""
        stage = self.north if who in OTHERS else self.south
        stage.writes(who, words, answers=stage.last(who, "Two pairs"))
        self.passes(minutes=10)
        self.passes(hours=1)

    def heard_of_it(self) -> list[str]:
        """Give who has had a mail about it."""
        return [who for who in FOUR if self.south.to(who, "Two pairs")]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with scene(tmp_path, Mode.AUTO) as south:
        south.server.add_mailbox(NORTH)
        for one in (HOPE, ALEX, MINA):
            south.server.add_person(one)
        scheme = replace(
            south.house.scheme,
            name="The northern scheme",
            address=NORTH,
            imap=replace(south.house.scheme.imap, username=NORTH),
            smtp=replace(south.house.scheme.smtp, username=NORTH),
            coordinators=(Coordinator("Hope Lee", HOPE, duty=True, lead=True),),
        )
        key = token_key(tmp_path, NORTH, {})
        now = south.clock.now
        house = build_house(tmp_path, scheme, south.house.engine, key, now, "this test", None)
        north = Scene(replace(south.clock), house, tmp_path, server=south.server)
        north.mails, north.count = south.mails, 1000
        both = Two(south, north)
        for stage, people in ((south, {ANA: JOINS[ANA], BEN: JOINS[BEN]}), (north, OTHERS)):
            for one, words in people.items():
                stage.writes(one, words, "Joining")
        both.passes(minutes=5)
        both.days(1)
        yield both


def test_the_other_coordinator_agrees_before_anybody_hears_and_four_yeses_show_addresses(
    two: Two,
) -> None:
    told = two.orders(ORDER)
    two.days(1)
    before = two.heard_of_it()

    decided = two.decides("ok")
    two.days(1)
    asked = two.heard_of_it()
    for one in (ANA, ALEX, BEN):
        two.says(one, "Yes please")
    at_three = [str(mail) for who in FOUR for mail in two.south.to(who, "Two pairs")]
    two.says(MINA, "yes")
    two.days(4)  # a weekend lies between

    assert "its coordinator is asked first" in told
    assert [] == before
    assert "Alex and Mina are each asked" in decided
    assert list(FOUR) == asked
    assert not any(one in text for text in at_three for one in ("Ana Reyes,", "Alex Green,"))
    for who in FOUR:
        together = words_of(two.south.last(who, "Two pairs"))
        assert all(f"({one})" in together for one in FOUR)
        assert "all of you agreed" in together


def test_no_from_the_other_coordinator_reaches_the_one_who_asked_and_nobody_else(two: Two) -> None:
    two.orders(ORDER)

    two.decides("no")
    two.days(2)

    assert [] == two.heard_of_it()
    assert "doesn't suit the other scheme; nobody was asked" in words_of(
        two.south.last(GIL, "need")
    )


def test_a_no_of_one_of_the_four_ends_it_in_both_schemes_and_names_nobody(two: Two) -> None:
    two.orders(ORDER)
    two.decides("ok")
    two.days(1)

    two.says(ANA, "yes")
    two.says(MINA, "No thanks")
    two.days(2)

    for who in (ANA, BEN, ALEX):
        off = words_of(two.south.last(who, "not now"))
        assert "it didn't suit everybody this time" in off
    assert not two.south.to(MINA, "not now")
    texts = [str(mail) for who in (ANA, BEN) for mail in two.south.to(who, "Two pairs")]
    assert not any(one in text for text in texts for one in (ALEX, MINA, "Green", "Roy"))


def test_the_other_scheme_may_say_nothing_and_then_it_is_over(two: Two) -> None:
    two.orders(ORDER)

    two.days(9)

    assert [] == two.heard_of_it()
    assert "doesn't suit the other scheme" in " ".join(
        words_of(one) for one in two.south.to(GIL, "need")
    )


def test_what_was_asked_of_the_other_scheme_is_taken_back_by_undo(two: Two) -> None:
    two.orders(ORDER)

    two.orders("undo")
    two.days(1)

    assert not [one for one in two.south.to(HOPE) if "with a pair of theirs" in words_of(one)]
    assert [(0,)] == two.south.ask(
        "select count(*) from promise where state = 'open' and kind like 'double%'"
    )
