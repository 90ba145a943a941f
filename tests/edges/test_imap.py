"""A mailbox is read completely, unseen and in bounded steps, whatever the server does."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Timer

import pytest

from mailbot.core.mail import RawMessage
from mailbot.core.scheme import Login, Security
from mailbot.edges.imap import (
    Fingerprint,
    Mailbox,
    MailboxUnavailable,
    Role,
    Unfetchable,
    open_mailbox,
)
from mailbot.edges.imap.messages import in_batches
from mailbot.edges.trust import trusted
from tests.edges.scripted_imap import CUT, Script, ScriptedImap
from tests.edges.scripted_lines import HOST
from tests.servers.mailworld import MailWorld


def mail(number: int, words: str = "Hello") -> bytes:
    """Write a small mail from Ana."""
    return (
        f"From: Ana Lind <Ana@clinic.example>\r\nMessage-ID: <letter-{number}@clinic.example>\r\n"
        f"Date: Mon, 2 Nov 2026 10:30:00 +0100\r\nSubject: Letter {number}\r\n\r\n{words}\r\n"
    ).encode()


def login_to(server: ScriptedImap) -> Login:
    """Give the login for a scripted server."""
    return Login(HOST, server.port, Security.NONE, "scheme@buddies.test", "pw")


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    """Run a scripted server that holds four mails."""
    with ScriptedImap(Script(mails={number: mail(number) for number in range(1, 5)})) as running:
        yield running


@pytest.fixture
def mailbox(server: ScriptedImap) -> Iterator[Mailbox]:
    """Open the mailbox of the scripted server."""
    with open_mailbox(login_to(server), timeout_seconds=5) as opened:
        yield opened


@pytest.fixture
def address(mailworld: MailWorld) -> str:
    """Give a mailbox on the real server that no other test uses."""
    return mailworld.fresh_mailbox()


@pytest.fixture
def real_login(mailworld: MailWorld, address: str) -> Login:
    """Give the login for that mailbox, over TLS with the server's own certificate."""
    return Login(
        "localhost",
        mailworld.ports.imaps,
        Security.TLS,
        address,
        mailworld.password,
        mailworld.ca_file,
    )


@pytest.fixture
def real_mailbox(real_login: Login) -> Iterator[Mailbox]:
    """Open that mailbox."""
    with open_mailbox(real_login, trusted(real_login)) as opened:
        yield opened


def refusal(login: Login, timeout_seconds: float = 5) -> MailboxUnavailable:
    """Give the reason why a mailbox cannot be opened."""
    with pytest.raises(MailboxUnavailable) as caught:
        open_mailbox(login, trusted(login), timeout_seconds=timeout_seconds)
    return caught.value


# ---- logging in


@pytest.mark.parametrize("security", list(Security))
def test_each_kind_of_protection_lets_us_in(
    mailworld: MailWorld, real_login: Login, security: Security
):
    port = mailworld.ports.imaps if security is Security.TLS else mailworld.ports.imap

    login = replace(real_login, security=security, port=port)

    with open_mailbox(login, trusted(login)) as mailbox:
        status = mailbox.status("INBOX")

    assert (1, 0) == (status.uidnext, status.messages)


def test_a_wrong_password_is_told_as_one_and_is_final(real_login: Login):
    problem = refusal(replace(real_login, password="wrong"))

    assert not problem.temporary
    assert "refused the login" in problem.sentence
    assert f"localhost:{real_login.port}" in problem.sentence
    assert "wrong" not in problem.sentence


def test_a_certificate_nobody_vouches_for_is_told_as_one(real_login: Login):
    problem = refusal(replace(real_login, ca_file=""))

    assert not problem.temporary
    assert "ca_file" in problem.sentence


def test_tls_to_a_port_without_tls_points_at_security(mailworld: MailWorld, real_login: Login):
    problem = refusal(replace(real_login, port=mailworld.ports.imap))

    assert not problem.temporary
    assert "starttls" in problem.sentence


def test_a_server_that_is_not_there_may_come_back(server: ScriptedImap):
    login = login_to(server)
    server.stop_listening()

    problem = refusal(login)

    assert problem.temporary
    assert "Nothing listens" in problem.sentence


def test_a_silent_server_does_not_hold_us_for_ever(mailworld: MailWorld, real_login: Login):
    problem = refusal(replace(real_login, security=Security.NONE), timeout_seconds=0.3)

    assert problem.temporary
    assert "in time" in problem.sentence


def test_a_login_refused_for_now_is_temporary(server: ScriptedImap):
    server.script.login = "NO [UNAVAILABLE] the directory is down"

    problem = refusal(login_to(server))

    assert problem.temporary


def test_a_connection_that_breaks_at_the_login_does_not_blame_the_password(server: ScriptedImap):
    server.script.cut_at_login = True

    problem = refusal(login_to(server))

    assert problem.temporary
    assert "password" not in problem.sentence


def test_a_server_that_forbids_plain_passwords_is_never_sent_one(server: ScriptedImap):
    server.script.capabilities = "IMAP4rev1 LOGINDISABLED"

    problem = refusal(login_to(server))

    assert not problem.temporary
    assert [] == server.commands("LOGIN")


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(server: ScriptedImap):
    problem = refusal(replace(login_to(server), security=Security.STARTTLS))

    assert not problem.temporary
    assert "STARTTLS" in problem.sentence
    assert [] == server.commands("LOGIN")


def test_a_password_with_a_pound_sign_goes_out_as_utf_8(server: ScriptedImap):
    with open_mailbox(replace(login_to(server), password="£5")):
        pass

    expected = b64encode("\0scheme@buddies.test\0£5".encode()).decode()
    assert expected in server.heard


# ---- folders


def test_folders_are_known_by_their_flags(real_mailbox: Mailbox):
    roles = {folder.name: folder.role for folder in real_mailbox.folders()}

    assert roles["INBOX"] is Role.INBOX
    assert roles["Sent"] is Role.SENT
    assert roles["Archive"] is Role.ARCHIVE
    assert roles["Trash"] is Role.TRASH
    assert roles["Junk"] is Role.JUNK
    assert roles["Drafts"] is Role.DRAFTS


def test_folders_without_flags_are_known_by_their_names(server: ScriptedImap, mailbox: Mailbox):
    server.script.folders = (
        '(\\HasChildren) "." INBOX',
        '(\\HasNoChildren) "." "INBOX.Sent Items"',
        '(\\HasNoChildren) "." "INBOX.Gel&APY-schte Elemente"',
        '(\\HasNoChildren) "." "INBOX.Sent.Old"',
        '(\\HasNoChildren) "." "INBOX.2026"',
        '(\\Noselect) "." "INBOX.Archive"',
    )

    folders = mailbox.folders()

    assert [Role.INBOX, Role.SENT, Role.TRASH, Role.OTHER, Role.OTHER] == [
        folder.role for folder in folders
    ]
    assert "INBOX.Gelöschte Elemente" == folders[2].name


def test_a_flagged_folder_beats_a_namesake(server: ScriptedImap, mailbox: Mailbox):
    server.script.folders = (
        '(\\HasNoChildren) "/" Sent',
        '(\\Sent) "/" "[Gmail]/Sent Mail"',
        '(\\All) "/" "[Gmail]/All Mail"',
        '(\\HasNoChildren) "/" "[Gmail]/Bin"',
    )

    roles = [folder.role for folder in mailbox.folders()]

    assert [Role.OTHER, Role.SENT, Role.ALL, Role.TRASH] == roles


def test_a_folder_that_is_not_there_is_named(mailbox: Mailbox):
    with pytest.raises(MailboxUnavailable, match='"Nowhere"') as caught:
        mailbox.new_uids("Nowhere", 0)

    assert not caught.value.temporary


# ---- what is new


def test_only_mail_after_the_known_one_is_new(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(1))
    mailworld.append(address, mail(2))

    assert (1, 2) == real_mailbox.new_uids("INBOX", 0)
    assert (2,) == real_mailbox.new_uids("INBOX", 1)
    assert () == real_mailbox.new_uids("INBOX", 2)


def test_the_last_message_is_not_new_again(server: ScriptedImap, mailbox: Mailbox):
    # Somebody has deleted 5 and 6; the server gives 4 for any range beyond it.
    server.script.uidnext = 7

    assert (4,) == mailbox.new_uids("INBOX", 3)
    assert () == mailbox.new_uids("INBOX", 4)


def test_a_huge_folder_is_searched_piece_by_piece(server: ScriptedImap, mailbox: Mailbox):
    server.script.mails[120_000] = mail(5)
    server.script.exists = 120_000

    found = mailbox.new_uids("INBOX", 2)

    assert (3, 4, 120_000) == found
    assert [
        "UID SEARCH UID 3:50002",
        "UID SEARCH UID 50003:100002",
        "UID SEARCH UID 100003:120000",
    ] == server.commands("UID SEARCH")


def test_a_look_from_outside_sees_new_mail_in_the_open_folder(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    real_mailbox.new_uids("INBOX", 0)
    mailworld.append(address, mail(1))

    status = real_mailbox.status("INBOX")

    assert (2, 1) == (status.uidnext, status.messages)


# ---- reading


def test_a_mail_is_read_byte_for_byte_and_stays_unseen(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    arrived = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    raw = mail(1, "caf\u00e9 with \0 inside".replace("\0", "\x01"))
    mailworld.append(address, raw, arrived=arrived)

    (message,) = real_mailbox.fetch("INBOX", (1,))

    uidvalidity = real_mailbox.status("INBOX").uidvalidity
    assert RawMessage(raw, "INBOX", uidvalidity, 1, arrived.astimezone(UTC)) == message
    assert frozenset() == mailworld.read(address)[0].flags - {"\\Recent"}


def test_a_hole_in_the_answer_is_told_and_the_rest_comes(server: ScriptedImap, mailbox: Mailbox):
    server.script.holes = {2}

    given = list(mailbox.fetch("INBOX", (1, 2, 3, 77)))

    assert [RawMessage, Unfetchable, RawMessage, Unfetchable] == [type(one) for one in given]
    assert [1, 2, 3, 77] == [one.uid for one in given]
    assert {"the server gave no answer for it"} == {
        one.why for one in given if isinstance(one, Unfetchable)
    }


def test_one_message_the_server_refuses_does_not_block_the_rest(
    server: ScriptedImap, mailbox: Mailbox
):
    server.script.refused = {2}

    given = list(mailbox.fetch("INBOX", (1, 2, 3)))

    assert [RawMessage, Unfetchable, RawMessage] == [type(one) for one in given]
    assert isinstance(given[1], Unfetchable)
    assert "broken" in given[1].why


def test_one_message_that_breaks_the_connection_does_not_block_the_rest(
    server: ScriptedImap, mailbox: Mailbox
):
    server.script.cuts = {2}

    given = list(mailbox.fetch("INBOX", (1, 2, 3)))

    assert [RawMessage, Unfetchable, RawMessage] == [type(one) for one in given]


def test_a_server_that_goes_away_in_a_batch_is_an_error_not_an_empty_box(
    server: ScriptedImap, mailbox: Mailbox
):
    server.script.cuts = {1, 2, 3, 4}
    server.stop_listening()

    with pytest.raises(MailboxUnavailable) as caught:
        list(mailbox.fetch("INBOX", (1, 2, 3, 4)))

    assert caught.value.temporary


def test_a_server_that_always_hangs_up_is_given_up(server: ScriptedImap, mailbox: Mailbox):
    server.script.mails |= {number: mail(number) for number in range(5, 10)}
    server.script.cuts = set(server.script.mails)

    with pytest.raises(MailboxUnavailable):
        list(mailbox.fetch("INBOX", tuple(range(1, 10))))

    assert 4 == server.connections


def test_a_caller_may_open_another_folder_between_two_messages(
    server: ScriptedImap, mailbox: Mailbox
):
    # Too large to come together.
    server.script.mails = {number: mail(number, "x" * 5_000_000) for number in (1, 2)}
    given = mailbox.fetch("INBOX", (1, 2))

    next(given)
    mailbox.new_uids("Sent", 0)
    next(given)

    last_opened = [line for line in server.heard if "EXAMINE" in line or "BODY.PEEK[]" in line][-2]
    assert 'EXAMINE "INBOX"' in last_opened


def test_a_folder_replaced_under_our_hands_is_not_mixed_up(server: ScriptedImap, mailbox: Mailbox):
    server.script.mails = {number: mail(number, "x" * 5_000_000) for number in (1, 2)}
    given = mailbox.fetch("INBOX", (1, 2))

    next(given)
    server.script.uidvalidity = 8
    mailbox.new_uids("INBOX", 0)

    with pytest.raises(MailboxUnavailable, match="replaced") as caught:
        next(given)
    assert caught.value.temporary


def test_a_large_mail_travels_alone():
    sizes = {1: 10, 2: 90, 3: 10, 4: 200, 5: 10}

    batches = list(in_batches((1, 2, 3, 4, 5, 6, 7), sizes, count=50, size_bytes=100))

    assert [(1, 2), (3,), (4,), (5,), (6,), (7,)] == batches


def test_a_batch_has_a_limited_number_of_mails():
    batches = list(in_batches((1, 2, 3, 4, 5), dict.fromkeys(range(6), 1), count=2, size_bytes=100))

    assert [(1, 2), (3, 4), (5,)] == batches


# ---- telling messages apart


def test_a_fingerprint_tells_who_when_and_how_large(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    arrived = datetime(2026, 11, 2, 9, 31, tzinfo=UTC)
    mailworld.append(address, mail(1), arrived=arrived)

    marks = real_mailbox.fingerprints("INBOX", (1, 2))

    assert {
        1: Fingerprint(
            message_id="<letter-1@clinic.example>",
            sender="ana@clinic.example",
            date=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
            size=len(mail(1)),
            arrived=arrived,
        )
    } == marks


def test_a_mail_with_no_readable_header_still_has_a_fingerprint(
    server: ScriptedImap, mailbox: Mailbox
):
    server.script.mails = {1: b"From: Fran\xe7oise\r\nDate: 31 Frimaire\r\n\r\nBonjour\r\n"}

    mark = mailbox.fingerprints("INBOX", (1,))[1]

    assert ("", None) == (mark.message_id, mark.date)


def test_a_message_id_is_found_whole_or_not_at_all(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(12), folder="Sent")

    assert real_mailbox.find_message_id("Sent", "<letter-12@clinic.example>")
    assert not real_mailbox.find_message_id("Sent", "letter-12@clinic.example")
    assert not real_mailbox.find_message_id("Sent", "<letter-1@clinic.example>")


def test_message_ids_after_a_known_message(server: ScriptedImap, mailbox: Mailbox):
    found = mailbox.message_ids("INBOX", 2)

    assert {3: "<letter-3@clinic.example>", 4: "<letter-4@clinic.example>"} == found


# ---- removing


def test_only_the_messages_named_are_removed_not_what_people_marked(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(1))
    mailworld.append(address, mail(2), flags=("\\Deleted",))
    mailworld.append(address, mail(3))

    assert real_mailbox.remove("INBOX", real_mailbox.uids_of("INBOX", "<letter-1@clinic.example>"))

    assert (2, 3) == real_mailbox.new_uids("INBOX", 0)
    assert ["\\Deleted" in one.flags for one in mailworld.read(address)] == [True, False]


def test_what_a_person_did_something_with_is_not_untouched(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(1))
    for number, flag in enumerate(("\\Seen", "\\Answered", "\\Flagged", "\\Deleted"), 2):
        mailworld.append(address, mail(number), flags=(flag,))

    assert (1,) == real_mailbox.untouched("INBOX")


def test_a_message_moves_to_another_folder(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(1))

    assert real_mailbox.move("INBOX", (1,), "Trash")

    assert () == real_mailbox.new_uids("INBOX", 0)
    assert real_mailbox.find_message_id("Trash", "<letter-1@clinic.example>")


def test_a_server_that_can_not_expunge_single_messages_only_marks_them(
    server: ScriptedImap, mailbox: Mailbox
):
    assert not mailbox.remove("INBOX", (2,))

    assert ["UID STORE 2 +FLAGS.SILENT (\\Deleted)"] == server.commands("UID STORE")
    assert [] == server.commands("UID EXPUNGE") == server.commands("EXPUNGE")


# ---- waiting


def test_mail_that_comes_while_waiting_wakes_us(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    real_mailbox.new_uids("INBOX", 0)
    delivery = Timer(0.3, mailworld.append, (address, mail(1)))
    delivery.start()

    assert real_mailbox.wait(20)

    delivery.join()
    assert (1,) == real_mailbox.new_uids("INBOX", 0)


def test_mail_that_came_between_the_look_and_the_wait_is_not_slept_over(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    real_mailbox.new_uids("INBOX", 0)
    mailworld.append(address, mail(1))

    assert real_mailbox.wait(20)


def test_a_quiet_mailbox_has_no_news_and_can_be_asked_again(real_mailbox: Mailbox):
    assert not real_mailbox.wait(0.2)
    assert not real_mailbox.wait(0.2)
    assert () == real_mailbox.new_uids("INBOX", 0)


@pytest.mark.parametrize(
    "segments",
    [
        (b"+ idling\r\n* 5 EXISTS\r\n",),
        (b"+ idling\r\n", b"* 5 EXI", b"STS\r\n"),
        (b"+ idling\r\n", b"* OK Still here\r\n* 2 FETCH (FLAGS (\\Seen))\r\n", b"* 5 EXISTS\r\n"),
        (b"* 5 EXISTS\r\n+ idling\r\n",),
    ],
    ids=["glued", "split", "after chatter", "before the go-ahead"],
)
def test_news_is_heard_however_it_is_cut_up(
    server: ScriptedImap, mailbox: Mailbox, segments: tuple[bytes, ...]
):
    server.script.idle = segments

    news = mailbox.wait(10)

    assert news
    assert (4,) == mailbox.new_uids("INBOX", 3)


def test_chatter_is_no_news(server: ScriptedImap, mailbox: Mailbox):
    server.script.idle = (b"+ idling\r\n", b"* OK Still here\r\n", b"* 3 EXPUNGE\r\n")

    assert not mailbox.wait(0.4)


@pytest.mark.parametrize(
    "segments",
    [(b"+ idling\r\n", b"* BYE restart\r\n"), (b"+ idling\r\n", CUT)],
    ids=["goodbye", "hung up"],
)
def test_a_connection_that_ends_while_waiting_is_told_at_once(
    server: ScriptedImap, mailbox: Mailbox, segments: tuple[bytes, ...]
):
    server.script.idle = segments

    with pytest.raises(MailboxUnavailable) as caught:
        mailbox.wait(10)

    assert caught.value.temporary


def test_a_server_without_idle_is_never_asked_to(server: ScriptedImap, mailbox: Mailbox):
    server.script.capabilities = "IMAP4rev1"

    assert mailbox.wait(0.2)
    assert [] == server.commands("IDLE")


def test_a_server_that_refuses_to_idle_is_read_all_the_same(server: ScriptedImap, mailbox: Mailbox):
    server.script.idle = ()

    assert mailbox.wait(0.2)
    assert (4,) == mailbox.new_uids("INBOX", 3)


def test_a_server_without_idle_that_hangs_up_is_noticed(server: ScriptedImap, mailbox: Mailbox):
    server.script.capabilities = "IMAP4rev1"
    closing = Timer(0.2, server.drop_all)
    closing.start()

    with pytest.raises(MailboxUnavailable):
        mailbox.wait(10)


def test_imapclient_formats_no_debug_lines_for_us(mailbox: Mailbox):
    # Private to imapclient: when this fails, look whether the switch has moved.
    assert 0 == mailbox._session._client._imap.debug


# ---- setting aside


def test_a_folder_in_a_folder_is_made_once_and_mail_moves_into_it(
    mailworld: MailWorld, address: str, real_mailbox: Mailbox
):
    mailworld.append(address, mail(1))

    made = real_mailbox.make_folder(("Mailbot", "Held"))
    again = real_mailbox.make_folder(("Mailbot", "Held"))

    assert made == again
    assert real_mailbox.move("INBOX", (1,), made)
    assert () == real_mailbox.new_uids("INBOX", 0)
    assert real_mailbox.find_message_id(made, "<letter-1@clinic.example>")


@pytest.mark.parametrize(
    ("folders", "asked_for"),
    [
        (('(\\HasChildren) "/" INBOX', '() "/" Sent'), '"Mailbot/Held"'),
        (('(\\HasChildren) "." INBOX', '() "." INBOX.Sent'), '"INBOX.Mailbot.Held"'),
        (("() NIL INBOX", "() NIL Sent"), '"Mailbot-Held"'),
    ],
    ids=["beside the inbox", "below it", "no folders in folders"],
)
def test_a_folder_is_called_as_the_server_calls_its_folders(
    folders: tuple[str, ...], asked_for: str
):
    with ScriptedImap(Script(mails={1: mail(1)}, folders=folders)) as server:
        with open_mailbox(login_to(server), timeout_seconds=5) as mailbox:
            made = mailbox.make_folder(("Mailbot", "Held"))

        assert f"CREATE {asked_for}" in server.commands("CREATE")
        assert asked_for.strip('"') == made


def test_a_server_without_move_copies_first_and_removes_only_then(
    server: ScriptedImap, mailbox: Mailbox
):
    assert not mailbox.move("INBOX", (2,), "Held")

    assert ['UID COPY 2 "Held"'] == server.commands("UID COPY")
    assert [] == server.commands("UID MOVE")
