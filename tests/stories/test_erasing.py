"""Who asks to be deleted chooses how, and is gone from the record, the mailbox, lists and old copies."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from mailbot.core.mails import MailId
from mailbot.edges.db.backup import back_up
from mailbot.edges.db.engine import open_database
from mailbot.flows.erasing import erase_again
from tests.stories.lists import mails_file
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, LETTER, SCHEME, ask, words_of

WISH = "Please delete everything you hold about me."
TRACES = ("Ana Reyes", ANA, "Manchester Royal", LETTER[:40])


def chooses(stage: Scene, how: str) -> None:
    """Let Ana, who has sent her letter, ask to be deleted and say how."""
    stage.is_running()
    stage.writes(ANA, LETTER, answers=stage.last(ANA, "Task 1"))
    stage.passes(hours=30)
    stage.writes(ANA, WISH)
    stage.passes(minutes=5)
    stage.writes(ANA, how, answers=stage.of_kind(ANA, MailId.P48))
    stage.passes(minutes=5)
    stage.passes(minutes=5)
    stage.passes(minutes=5)


def everything_kept(stage: Scene) -> str:
    """Give all that stands in the record, as text."""
    with sqlite3.connect(stage.home / "mailbot.db") as opened:
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = [
            name for (name,) in opened.execute("select name from sqlite_master where type='table'")
        ]
        rows = [row for name in tables for row in opened.execute(f'select * from "{name}"')]
    return "\n".join(str(row) for row in rows)


def test_nothing_of_them_stays_in_the_record_or_the_mailbox(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        chooses(stage, "1 please")

        stage.days(3)
        record = everything_kept(stage)
        assert [] == [line for line in record.split("\n") if any(one in line for one in TRACES)]
        folders = [stage.server.messages(SCHEME, one) for one in ("INBOX", "Sent")]
        mails = [one.raw.decode() for folder in folders for one in folder]
        assert [] == [mail for mail in mails if any(one in mail for one in TRACES)]
        assert "Your data is deleted" == stage.last(ANA)["Subject"]


def test_their_buddy_gets_choices_and_no_reason(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        chooses(stage, "the first one, delete it all")

        stage.days(3)
        told = words_of(stage.of_kind(BEN, MailId.P25))
        assert "delete" not in told
        stage.writes(BEN, "1", answers=stage.of_kind(BEN, MailId.P25))
        stage.days(2)
        assert not stage.passes().troubles


def test_their_own_words_go_to_them_first_where_they_want_them(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        chooses(stage, "2, I'd like my letters for my portfolio first")

        sent = stage.of_kind(ANA, MailId.P42)
        assert LETTER[:40] in " ".join(words_of(sent).split())
        assert LETTER[:40] not in everything_kept(stage)
        assert "Your data is deleted" in [mail["Subject"] for mail in stage.to(ANA)]


def test_nobody_elses_mail_goes_with_theirs(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.count = 100
        stage.writes(BEN, "Somebody else's words under a copied Message-ID.", "Hello")
        copied = stage.server.messages(SCHEME)[-1].raw.replace(
            b"101.ben@trust.test", b"1.ana@ward.test"
        )
        stage.server.deliver(SCHEME, copied, BEN)
        stage.count = 0
        chooses(stage, "1")
        stage.days(2)

        left = b"".join(one.raw for one in stage.server.messages(SCHEME))
        assert 2 == left.count(b"under a copied Message-ID")


def test_what_is_owed_to_their_buddy_stays_owed_without_their_name(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(BEN, "Who is Ana Reyes, and what is an ST4?")
        stage.passes(minutes=5)
        asked = "select title from promise where kind = 'question' and state = 'open'"
        assert stage.ask(asked)
        with stage.house.engine.begin() as conn:
            put = {"title": "Ben waits for Ana Reyes"}
            conn.execute(text("update promise set title = :title where kind = 'question'"), put)

        stage.writes(ANA, WISH)
        stage.passes(minutes=5)
        stage.writes(ANA, "1", answers=stage.of_kind(ANA, MailId.P48))
        stage.passes(minutes=5)

        assert [("Ben waits for Somebody",)] == stage.ask(asked)


def test_a_choice_out_of_the_blue_deletes_nobody(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, WISH)
        stage.passes(minutes=5)

        stage.writes(ANA, "1", "Your data")
        stage.passes(minutes=5)

        assert [("Ana Reyes",)] == stage.ask("select name from person where name like 'Ana%'")


def test_a_list_brings_them_not_back_and_their_own_word_does(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        chooses(stage, "1")
        rows = f"name,email,role\nAna Reyes,{ANA},clinician\nZoe Hart,zoe@ward.test,clinician\n"
        mails_file(stage, "people.csv", rows.encode())
        stage.passes(minutes=5)
        told = words_of(stage.of_kind(GIL, MailId.N09))
        assert "1 of somebody who asked to be deleted (row 2)" in told

        stage.writes(
            ANA, "Hello, may I join the buddy scheme again? Ana Reyes, ST4, Leeds.", "Joining"
        )
        stage.passes(minutes=5)

        assert stage.ask("select 1 from address where address = 'ana@ward.test'")
        with stage.house.engine.begin() as conn:
            assert 0 == erase_again(conn, stage.house, stage.clock.now)


def test_an_old_copy_of_the_record_brings_them_not_back(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        copy = tmp_path / "copy.db"
        back_up(tmp_path / "mailbot.db", copy)
        stage.writes(ANA, WISH)
        stage.passes(minutes=5)
        stage.writes(ANA, "1", answers=stage.of_kind(ANA, MailId.P48))
        stage.passes(minutes=5)

        old = replace(stage.house, engine=open_database(f"sqlite:///{copy}"))
        with old.engine.begin() as conn:
            assert 1 == erase_again(conn, old, stage.clock.now)

        assert [] == ask(old.engine, "select 1 from person where name like 'Ana%'")
        told = "select title from promise where title like 'The buddy of Ben Okafor%'"
        assert 1 == len(ask(old.engine, told))
        old.engine.dispose()
