"""Places at an event: a "probably" takes half of one, the queue keeps its order, and nobody loses a place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.events import (
    Coming,
    Event,
    Invitation,
    Seated,
    in_figures,
    let_in,
    places_taken,
    seat,
    turn,
)

NOW = datetime(2027, 6, 9, 9, tzinfo=UTC)
ANA, BEN, CLEO, DEV = range(4)


def drinks(capacity: int | None) -> Event:
    return Event(1, "Drinks", "The Oast", NOW + timedelta(days=36), capacity=capacity)


def asked(count: int = 4) -> list[Invitation]:
    return [Invitation(one, 1, one) for one in range(count)]


def said(
    event: Event, everybody: list[Invitation], *answers: tuple[int, Coming]
) -> tuple[list[Invitation], Seated]:
    """Let people answer one after the other, an hour apart."""
    seated = Seated(everybody[0])
    for hours, (who, answer) in enumerate(answers):
        seated = seat(event, everybody, everybody[who], answer, NOW + timedelta(hours=hours))
        changed = {one.id: one for one in (seated.mine, *seated.let_in)}
        everybody = [changed.get(one.id, one) for one in everybody]
    return everybody, seated


def seats(everybody: Sequence[Invitation]) -> list[int]:
    return [one.id for one in everybody if one.has_place]


def test_whoever_says_so_first_has_a_place_and_the_next_waits_in_order() -> None:
    answers = (
        (ANA, Coming.YES),
        (BEN, Coming.PROBABLY),
        (CLEO, Coming.YES),
        (DEV, Coming.PROBABLY),
    )

    everybody, _ = said(drinks(2), asked(), *answers)

    assert [ANA, BEN] == seats(everybody)
    assert 1.5 == places_taken(everybody)
    assert [0, 0, 1, 2] == [turn(everybody, one) for one in everybody]


def test_a_no_lets_in_as_many_as_fit_and_never_the_second_before_the_first() -> None:
    full = ((ANA, Coming.YES), (BEN, Coming.YES), (CLEO, Coming.YES), (DEV, Coming.PROBABLY))

    everybody, seated = said(drinks(2), asked(), *full, (ANA, Coming.NO))
    half_free, still = said(drinks(2), asked(), *full, (ANA, Coming.PROBABLY))

    assert [CLEO] == [one.id for one in seated.let_in]
    assert [BEN, CLEO] == seats(everybody)
    assert () == still.let_in
    assert [ANA, BEN] == seats(half_free)


def test_who_has_a_place_keeps_it_and_who_waits_keeps_their_turn() -> None:
    answers = (
        (ANA, Coming.YES),
        (BEN, Coming.PROBABLY),
        (CLEO, Coming.PROBABLY),
        (DEV, Coming.YES),
    )
    later = ((BEN, Coming.YES), (CLEO, Coming.YES))

    everybody, _ = said(drinks(1), asked(), *answers, *later)

    assert [ANA] == seats(everybody)
    assert [0, 1, 2, 3] == [turn(everybody, one) for one in everybody]


def test_the_same_answer_twice_is_no_news() -> None:
    _, first = said(drinks(2), asked(), (ANA, Coming.YES))
    _, again = said(drinks(2), asked(), (ANA, Coming.YES), (ANA, Coming.YES))

    assert (True, False) == (first.news, again.news)


def test_more_places_let_in_whoever_waits() -> None:
    everybody, _ = said(
        drinks(1), asked(), (ANA, Coming.YES), (BEN, Coming.YES), (CLEO, Coming.YES)
    )

    inside = let_in(replace(drinks(1), capacity=2), everybody)

    assert [BEN] == [one.id for one in inside]


def test_without_a_limit_nobody_waits() -> None:
    everybody, _ = said(drinks(None), asked(), *[(one, Coming.YES) for one in range(4)])

    assert [ANA, BEN, CLEO, DEV] == seats(everybody)


def test_the_count_is_open_about_halves() -> None:
    everybody, _ = said(
        drinks(3), asked(), (ANA, Coming.YES), (BEN, Coming.PROBABLY), (CLEO, Coming.NO)
    )

    told = in_figures(drinks(3), everybody)

    assert "1 yes, 1 probably (half each), 1 no, 1 yet to answer; 1.5 of 3 places" == told


ANSWERS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Coming)), max_size=30)


@given(ANSWERS, st.integers(1, 4))
def test_whatever_people_answer_nobody_waits_while_there_is_room_for_the_first(
    answers: list[tuple[int, Coming]], capacity: int
) -> None:
    event = drinks(capacity)

    everybody, _ = said(event, asked(6), *answers)

    assert () == let_in(event, everybody)
    newest = dict(answers)
    assert newest == {one.id: one.answer for one in everybody if one.answer}
    # A "probably" that becomes a "yes" keeps its place: only by those halves may it be fuller.
    assert places_taken(everybody) <= capacity * 2
