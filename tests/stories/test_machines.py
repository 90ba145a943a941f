"""Machines that answer machines: however long it goes on, people get next to nothing."""

from collections import Counter
from pathlib import Path

from tests.stories.scene import scene
from tests.stories.telling import ANA, JOINS, SCHEME

ROUNDS = 1000


def test_an_autoresponder_that_ignores_every_header_gets_one_answer_a_kind_and_day(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        answered: Counter[tuple[str, str]] = Counter()
        seen = 0
        for number in range(ROUNDS):
            heard = stage.to(ANA)
            for mail in heard[seen:] or heard[-1:]:
                stage.writes(
                    ANA, f"Could you tell me who deals with number {number}?", answers=mail
                )
            seen = len(heard)
            stage.passes(minutes=7)
        for day, kind in stage.ask(
            "select substr(sent_at, 1, 10), mail from outbox"
            " where person_id is not null and state = 'sent' and received_id is not null"
        ):
            answered[str(day), str(kind)] += 1

        assert max(answered.values()) == 1
        # A thousand mails in five days: not even one answer a day of each kind that there is.
        assert sum(answered.values()) <= 12


def test_our_own_mail_that_comes_back_is_never_answered(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        before = stage.ask("select count(*) from outbox")
        stage.server.deliver(SCHEME, stage.last(ANA).as_bytes(), SCHEME)
        stage.writes(SCHEME, "Who is my buddy, please?", "From our own address")
        stage.passes(minutes=5)

        assert stage.ask("select count(*) from outbox") == before


def test_a_report_that_a_report_failed_is_never_answered(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.writes(
            "relay@gone.example",
            "Who takes part in your scheme?\n\n"
            "The following address failed: <postmaster@nowhere.example>: 550 no such user",
            "Undelivered Mail Returned to Sender",
            head="Auto-Submitted: auto-replied",
        )
        stage.passes(minutes=5)

        assert stage.ask("select count(*) from outbox where mail like 'P%' or mail like 'X%'") == [
            (0,)
        ]
