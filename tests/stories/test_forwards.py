"""A mail that a coordinator passes on is its writer's: they are answered, and nothing of the note above it leaks (F14)."""

from dataclasses import replace
from pathlib import Path

from tests.stories.plays import Play, play
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of

NOTE = "She sent me this. Bit of a moaner, but there we are."
VOUCHED = "Authentication-Results: mx.buddies.test; dmarc=pass header.from=office.test"


def passed_on(one: Play, said: str, writer: str = f"Ana Reyes <{ANA}>", head: str = "") -> None:
    inside = (
        f"{NOTE}\n\n---------- Forwarded message ---------\nFrom: {writer}\n"
        f"Date: Mon, 14 Jun 2021 at 08:02\nSubject: my bit\nTo: <{GIL}>\n\n{said}"
    )
    one.stage.writes(GIL, inside, "Fwd: my bit", head=head)
    one.later(minutes=2)
    one.later(minutes=10)
    one.later(hours=1)


def trusting(one: Play) -> None:
    scheme = replace(one.stage.house.scheme, trusted_authserv=("mx.buddies.test",))
    one.stage.house = replace(one.stage.house, scheme=scheme)


def everything_to_people(one: Play) -> str:
    return "\n".join(f"{mail}" for who, mail in one.stage.mails if who in {ANA, BEN})


def test_a_letter_passed_on_counts_as_its_writers_and_the_note_stays_with_us(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        trusting(one)

        passed_on(one, LETTER, head=VOUCHED)

        assert "pair of hands" in one.last(BEN, "P11")
        assert "Got your letter" in one.last(ANA, "P12")
        assert "Taken as from Ana Reyes: letter recorded" in words_of(one.stage.last(GIL))
        assert "moaner" not in everything_to_people(one)
        assert GIL not in everything_to_people(one)


def test_without_proof_of_who_passes_it_on_a_coordinator_is_asked_first(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        passed_on(one, "Hi Gil, with exams I can't carry on with the scheme, sorry. Ana")
        before = one.stage.heard(ANA)
        one.days(1)
        asked = one.stage.heard(ANA)
        one.decides("yes", "Gil passed on a mail of theirs")

        assert before == asked
        assert one.stage.heard(ANA)[-1] == "P24"


def test_need_is_answered_whoever_passes_it_on(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        passed_on(one, "Gil, I cry in the car before every shift and see no point in going on.")

        assert "P49" in one.stage.heard(ANA)
        assert "N03" in one.stage.heard(GIL)


def test_whose_mail_it_is_is_asked_where_it_is_not_certain(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        passed_on(one, "I would rather stop now, sorry.", writer="Ana")

        assert "I can't tell for certain who wrote" in words_of(one.stage.last(GIL))
        assert one.stage.ask("select state from person where name = 'Ana Reyes'") == [("active",)]
