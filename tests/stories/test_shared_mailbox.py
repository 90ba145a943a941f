"""People read, file and answer in the same mailbox, and the bot keeps up (F7)."""

from pathlib import Path

from mailbot.edges.imap import open_mailbox
from mailbot.flows.fetch import unaccounted
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, CLEO, GIL, JOINS, SCHEME, words_of


def test_mail_that_somebody_read_filed_or_binned_first_is_neither_missed_nor_repeated(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.writes(BEN, JOINS[BEN], "Joining")
        first, second = stage.server.messages(SCHEME)
        stage.server.set_flags(SCHEME, first.uid, ("\\Seen", "\\Flagged"))
        stage.server.move(SCHEME, second.uid, "Archive")
        stage.passes(minutes=5)
        stage.server.move(SCHEME, first.uid, "Trash")
        stage.passes(minutes=5)

        assert len(stage.to(ANA, "You're on the list")) == 1
        assert len(stage.to(BEN, "You're on the list")) == 1
        assert stage.ask("select count(*) from received") == [(2,)]
        (binned,) = stage.server.messages(SCHEME, "Trash")
        assert {"\\Seen", "\\Flagged"} <= binned.flags


def test_a_mailbox_that_is_numbered_anew_is_listed_anew_and_nothing_is_repeated(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        stage.server.renumber(SCHEME)
        stage.writes(BEN, JOINS[BEN], "Joining")
        stage.passes(minutes=5)

        assert stage.ask("select count(*) from received") == [(2,)]
        assert len(stage.to(ANA, "You're on the list")) == 1
        with open_mailbox(stage.house.scheme.imap) as mailbox:
            assert unaccounted(stage.house, mailbox) == {}


def test_an_answer_that_somebody_sent_from_the_mailbox_itself_closes_the_question(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(
            BEN, "Does it have to be about my own trust?", answers=stage.last(BEN, "Task 1")
        )
        stage.passes(minutes=1)
        raw = (
            f"From: Buddy Scheme <{SCHEME}>\r\nTo: {BEN}\r\nSubject: Re: Task 1\r\n"
            "Date: Fri, 11 Jun 2021 10:00:00 +0100\r\nMessage-ID: <by-hand@office.example>\r\n\r\n"
            "No, any trust will do. Gil\r\n"
        )
        stage.server.save(SCHEME, "Sent", raw.encode())
        stage.passes(minutes=30)

        assert stage.ask("select state from promise where kind = 'question'") == [("kept",)]
        assert not [one for one in stage.to(BEN) if "with Gil now" in words_of(one)]


def test_what_was_deleted_before_it_was_seen_is_told_and_put_back_at_a_word(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.writes(BEN, JOINS[BEN], "Joining")
        first, _ = stage.server.messages(SCHEME)
        stage.server.move(SCHEME, first.uid, "Trash")
        stage.passes(minutes=5)
        seen_first = [one.uid for one in stage.server.messages(SCHEME)][-1]

        stage.writes(GIL, "status", "A word")
        stage.passes(minutes=1)
        told = " ".join(words_of(stage.last(GIL)).split())
        stage.server.move(SCHEME, seen_first, "Trash")
        stage.writes(CLEO, JOINS[CLEO], "Joining")
        stage.server.move(SCHEME, stage.server.messages(SCHEME)[-1].uid, "Archive")
        stage.passes(minutes=1)  # what was filed unseen makes it look through all folders
        stage.writes(GIL, "restore them please", answers=stage.last(GIL))
        stage.passes(minutes=1)
        stage.passes(minutes=1)

        assert "1 mail was deleted before I saw it, and read all the same (from Ana Reyes)." in told
        assert "1 mail goes back into the inbox" in words_of(stage.last(GIL))
        assert 1 == len(stage.server.messages(SCHEME, "Trash"))
        back = [one for one in stage.server.messages(SCHEME) if b"Ana Reyes" in one.raw]
        assert 1 == len(back)
        assert 1 == len(stage.to(ANA, "You're on the list"))
