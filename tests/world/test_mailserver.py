"""The embedded mail server behaves like the servers that the bot meets."""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import aiosmtplib
import imapclient
import pytest

from mailbot.core.scheme import Login, Security
from mailbot.edges.imap import open_mailbox
from mailbot.world.faults import Fault
from mailbot.world.letterboxes import Outcome
from mailbot.world.mailserver import MailServer

SCHEME = "scheme@buddies.test"
ANA = "ana@trust.example"
BEN = "ben@trust.example"
NOON = datetime(2026, 10, 16, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def mail(to: str, message_id: str = "<one@buddies.test>", subject: str = "Your letter") -> bytes:
    lines = [
        f"From: {SCHEME}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {message_id}",
        "",
        "Hello.",
        ".",
        "",
    ]
    return "\r\n".join(lines).encode()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[MailServer]:
    with MailServer(clock) as server:
        server.add_mailbox(SCHEME)
        server.add_person(ANA)
        server.add_person(BEN)
        yield server


def imap(server: MailServer) -> imapclient.IMAPClient:
    client = imapclient.IMAPClient(server.host, server.imap_port, ssl=False, timeout=10)
    client.normalise_times = False
    client.login(SCHEME, "pw")
    return client


def smtp(server: MailServer) -> smtplib.SMTP:
    client = smtplib.SMTP(server.host, server.smtp_port, timeout=10)
    client.login(SCHEME, "pw")
    return client


def submit(server: MailServer, *recipients: str, raw: bytes = b"", sender: str = SCHEME) -> None:
    with smtp(server) as client:
        client.sendmail(sender, recipients, raw or mail(recipients[0]))


def inbox(server: MailServer) -> list[Message]:
    return [message_from_bytes(one.raw) for one in server.messages(SCHEME)]


def test_a_wrong_password_is_refused_by_both_servers(server: MailServer) -> None:
    reader = imapclient.IMAPClient(server.host, server.imap_port, ssl=False, timeout=10)
    with smtplib.SMTP(server.host, server.smtp_port, timeout=10) as writer:
        with pytest.raises(imapclient.exceptions.LoginError):
            reader.login(SCHEME, "guess")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            writer.login(SCHEME, "guess")
    reader.shutdown()


def test_nobody_submits_without_logging_in(server: MailServer) -> None:
    with (
        smtplib.SMTP(server.host, server.smtp_port, timeout=10) as client,
        pytest.raises(smtplib.SMTPSenderRefused) as refused,
    ):
        client.sendmail(SCHEME, [ANA], mail(ANA))

    assert 530 == refused.value.smtp_code


def test_a_mailbox_has_the_usual_folders(server: MailServer) -> None:
    with imap(server) as client:
        names = {name for _, _, name in client.list_folders()}

    assert {"INBOX", "Sent", "Archive", "Trash", "Junk", "Drafts"} == names


def test_mail_from_outside_arrives_with_its_trace_and_the_time_of_the_clock(
    server: MailServer, clock: Clock
) -> None:
    clock.now = NOON + timedelta(days=3)

    uid = server.deliver("Scheme+p7-abc@buddies.test", mail(SCHEME), sender=ANA)

    with imap(server) as client:
        client.select_folder("INBOX", readonly=True)
        got = client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE"])[uid]
    arrived = message_from_bytes(got[b"BODY[]"])
    assert got[b"BODY[]"].endswith(mail(SCHEME))
    assert f"<{ANA}>" == arrived["Return-Path"]
    assert "Scheme+p7-abc@buddies.test" == arrived["Delivered-To"]
    assert arrived["Received"].endswith("Mon, 19 Oct 2026 12:00:00 +0000")
    assert clock.now == got[b"INTERNALDATE"]


def test_mail_can_arrive_at_a_time_of_its_own(server: MailServer) -> None:
    earlier = NOON - timedelta(hours=5)

    server.deliver(SCHEME, mail(SCHEME), arrived=earlier)

    assert [earlier] == [one.arrived for one in server.messages(SCHEME)]


def test_mail_for_a_mailbox_that_is_not_there_is_an_error_that_says_so(server: MailServer) -> None:
    with pytest.raises(LookupError, match=r"no mailbox for zoe@buddies\.test"):
        server.deliver("zoe@buddies.test", mail(SCHEME))


def test_what_is_submitted_reaches_the_person_byte_for_byte(server: MailServer) -> None:
    submit(server, ANA)

    (got,) = server.drain()
    assert (ANA, SCHEME, NOON) == (got.recipient, got.sender, got.at)
    assert mail(ANA) == got.raw
    assert Outcome.ARRIVED is got.outcome
    assert [] == server.drain()


def test_the_order_of_what_is_drained_does_not_depend_on_the_order_of_sending(
    server: MailServer,
) -> None:
    submit(server, BEN, raw=mail(BEN, "<a@buddies.test>"))
    submit(server, ANA, raw=mail(ANA, "<c@buddies.test>"))
    submit(server, ANA, raw=mail(ANA, "<b@buddies.test>"))

    drained = [(one.recipient, one.message_id) for one in server.drain()]

    assert [
        (ANA, "<b@buddies.test>"),
        (ANA, "<c@buddies.test>"),
        (BEN, "<a@buddies.test>"),
    ] == drained


def test_what_is_submitted_for_a_hosted_mailbox_lands_there(server: MailServer) -> None:
    server.add_mailbox("gil@buddies.test")

    submit(server, "gil+digest@buddies.test")

    (got,) = server.messages("gil@buddies.test")
    assert "gil+digest@buddies.test" == message_from_bytes(got.raw)["Delivered-To"]
    assert [] == server.drain()


def test_a_submission_is_kept_as_seen_in_the_sent_folder(server: MailServer) -> None:
    submit(server, ANA, BEN)

    (kept,) = server.messages(SCHEME, "Sent")
    assert mail(ANA) == kept.raw
    assert {"\\Seen"} == kept.flags


def test_a_server_that_keeps_nothing_leaves_the_sent_folder_empty(clock: Clock) -> None:
    with MailServer(clock, keep_sent=False) as server:
        server.add_mailbox(SCHEME)
        server.add_person(ANA)

        submit(server, ANA)

        assert [] == server.messages(SCHEME, "Sent")


def test_mail_to_an_unknown_address_comes_back_as_a_report(server: MailServer) -> None:
    submit(server, "zoe@trust.example", sender="scheme+b12@buddies.test")

    (report,) = inbox(server)
    _, _, _, _, failed, original = report.walk()
    assert "multipart/report" == report.get_content_type()
    assert "<>" == report["Return-Path"]
    assert "scheme+b12@buddies.test" == report["Delivered-To"]
    assert "rfc822; zoe@trust.example" == failed["Final-Recipient"]
    assert ("failed", "5.1.1") == (failed["Action"], failed["Status"])
    assert "<one@buddies.test>" in str(original.get_payload())


def test_a_report_is_the_same_to_the_byte_in_two_runs(clock: Clock) -> None:
    reports = []
    for _ in range(2):
        with MailServer(clock) as server:
            server.add_mailbox(SCHEME)
            submit(server, "zoe@trust.example")
            reports.append(server.messages(SCHEME))

    assert reports[0] == reports[1]


def test_nobody_is_told_about_lost_mail_with_the_null_sender(server: MailServer) -> None:
    submit(server, "zoe@trust.example", ANA, sender="")

    assert [] == inbox(server)
    assert [""] == [one.sender for one in server.drain()]


def test_a_person_whose_mail_bounces_does_not_get_it(server: MailServer) -> None:
    server.faults.switch_on(Fault.BOUNCE, ANA)

    submit(server, ANA, BEN)

    outcomes = {one.recipient: one.reached for one in server.drain()}
    assert {ANA: False, BEN: True} == outcomes
    assert ["Undelivered Mail Returned to Sender"] == [one["Subject"] for one in inbox(server)]


def test_mail_to_somebody_who_was_removed_bounces(server: MailServer) -> None:
    server.remove_person(ANA)

    submit(server, ANA)

    assert 1 == len(inbox(server))
    assert [] == server.drain()


@pytest.mark.parametrize(("fault", "code"), [(Fault.REFUSE, 550), (Fault.DEFER, 451)])
def test_a_recipient_can_be_refused_while_others_are_served(
    server: MailServer, fault: Fault, code: int
) -> None:
    server.faults.switch_on(fault, ANA)

    with smtp(server) as client:
        refused = client.sendmail(SCHEME, [ANA, BEN], mail(ANA))

    assert {ANA: code} == {address: reply[0] for address, reply in refused.items()}
    assert [BEN] == [one.recipient for one in server.drain()]


def test_a_fault_can_strike_once_and_be_gone(server: MailServer) -> None:
    server.faults.switch_on(Fault.DEFER, times=1)

    with smtp(server) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail(SCHEME, [ANA], mail(ANA))
        client.sendmail(SCHEME, [ANA], mail(ANA))

    assert [ANA] == [one.recipient for one in server.drain()]


def test_a_connection_cut_before_data_leaves_nothing_behind(server: MailServer) -> None:
    server.faults.switch_on(Fault.DROP_BEFORE_DATA, ANA)

    with smtp(server) as client, pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail(SCHEME, [ANA], mail(ANA))

    assert [] == server.drain()
    assert [] == server.messages(SCHEME, "Sent")


def test_a_connection_cut_after_data_leaves_the_message_with_the_server(
    server: MailServer,
) -> None:
    server.faults.switch_on(Fault.ACCEPT_THEN_DROP)

    async def send() -> None:
        client = aiosmtplib.SMTP(
            hostname=server.host, port=server.smtp_port, username=SCHEME, password="pw", timeout=10
        )
        async with client:
            await client.sendmail(SCHEME, [ANA], mail(ANA))

    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        asyncio.run(send())

    assert [Outcome.ARRIVED_UNCONFIRMED] == [one.outcome for one in server.drain()]
    assert 1 == len(server.messages(SCHEME, "Sent"))


def test_a_slow_server_has_the_message_before_it_says_so(server: MailServer) -> None:
    server.faults.slow_reply_seconds = 30

    with smtp(server) as client:
        assert client.sock
        client.sock.settimeout(0.2)
        with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
            client.sendmail(SCHEME, [ANA], mail(ANA))
        client.close()

    assert [ANA] == [one.recipient for one in server.drain()]


def test_switching_the_faults_off_makes_the_server_a_good_one(server: MailServer) -> None:
    server.faults.switch_on(Fault.REFUSE)
    server.faults.switch_off()

    submit(server, ANA)

    assert [ANA] == [one.recipient for one in server.drain()]


def test_flags_and_keywords_are_kept_and_shown_to_the_next_client(server: MailServer) -> None:
    uid = server.deliver(SCHEME, mail(SCHEME))
    with imap(server) as client:
        client.select_folder("INBOX")
        client.add_flags([uid], ["$Mailbot", "\\Flagged"])

    with imap(server) as client:
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags([uid])[uid]

    assert {b"$Mailbot", b"\\Flagged"} <= set(flags)
    assert {"$Mailbot", "\\Flagged"} == server.messages(SCHEME)[0].flags


def test_flags_that_a_person_sets_are_seen_over_imap(server: MailServer) -> None:
    uid = server.deliver(SCHEME, mail(SCHEME))
    server.set_flags(SCHEME, uid, ["\\Seen", "Held"])
    server.set_flags(SCHEME, uid, ["\\Answered"])

    with imap(server) as client:
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags([uid])[uid]

    assert b"\\Answered" in flags
    assert b"\\Seen" not in flags


def test_a_mail_that_is_moved_or_deleted_leaves_the_uids_of_others_alone(
    server: MailServer,
) -> None:
    first, second, third = (server.deliver(SCHEME, mail(SCHEME)) for _ in range(3))

    archived = server.move(SCHEME, first, "Archive")
    server.delete(SCHEME, second)
    fourth = server.deliver(SCHEME, mail(SCHEME))

    assert [third, fourth] == [one.uid for one in server.messages(SCHEME)]
    assert [archived] == [one.uid for one in server.messages(SCHEME, "Archive")]
    assert third < fourth
    with pytest.raises(LookupError, match=f"UID {second}"):
        server.copy(SCHEME, second, "Archive")


def test_a_copy_keeps_bytes_flags_and_time(server: MailServer) -> None:
    uid = server.save(SCHEME, "Sent", mail(ANA))

    server.copy(SCHEME, uid, "Archive", folder="Sent")

    (copied,) = server.messages(SCHEME, "Archive")
    assert (mail(ANA), NOON) == (copied.raw, copied.arrived)
    assert {"\\Seen"} == copied.flags


def test_a_renumbered_folder_has_another_uidvalidity_and_the_same_mail(server: MailServer) -> None:
    server.deliver(SCHEME, mail(SCHEME))
    with imap(server) as client:
        before = client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]

    server.renumber(SCHEME)

    with imap(server) as client:
        after = client.select_folder("INBOX", readonly=True)
        uids = client.search()
        ids = client.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
    assert before != after[b"UIDVALIDITY"]
    assert [one.uid for one in server.messages(SCHEME)] == uids
    assert b"<one@buddies.test>" in next(iter(ids.values()))[b"BODY[HEADER.FIELDS (MESSAGE-ID)]"]


def test_mail_that_came_just_before_idle_is_announced(server: MailServer) -> None:
    with imap(server) as client:
        client.select_folder("INBOX", readonly=True)
        server.deliver(SCHEME, mail(SCHEME))

        client.idle()
        # The news may share a segment with "+ idling", where idle_check() does not look.
        news = client._imap._get_line() if client._imap.file.peek(1) else b""
        client.idle_done()

    assert b"* 1 EXISTS" == news


def test_an_idling_client_is_told_of_mail(server: MailServer) -> None:
    login = Login(server.host, server.imap_port, Security.NONE, SCHEME, "pw")
    # Not the library's own idle_check(): it gives up where a line comes in two segments.
    with open_mailbox(login) as mailbox:
        mailbox.new_uids("INBOX", 0)
        later = threading.Timer(0.3, server.deliver, args=[SCHEME, mail(SCHEME)])
        later.start()

        news = mailbox.wait(10)
        later.join()

        assert news
        assert (1,) == mailbox.new_uids("INBOX", 0)


def test_two_servers_stand_side_by_side(server: MailServer, clock: Clock) -> None:
    with MailServer(clock) as other:
        other.add_mailbox(SCHEME)
        other.deliver(SCHEME, mail(SCHEME))

    assert [] == server.messages(SCHEME)
    assert other.imap_port != server.imap_port


def test_a_server_stops_with_clients_still_connected_and_leaves_no_thread(clock: Clock) -> None:
    before = set(threading.enumerate())

    with MailServer(clock) as server:
        server.add_mailbox(SCHEME)
        reader = imap(server)
        reader.select_folder("INBOX")
        reader.idle()
        writer = smtp(server)

    assert before == set(threading.enumerate())
    reader.shutdown()
    writer.close()
