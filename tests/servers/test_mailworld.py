"""The world of real servers does what the tests that use it count on."""

import smtplib
import ssl
from datetime import UTC, datetime
from email import message_from_bytes

import imapclient
import pytest

from tests.servers.mailworld import MailWorld


def mail(sender: str, to: str) -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: My letter\r\nMessage-ID: <letter@x.test>"
    head += "\r\nDate: Fri, 16 Oct 2026 09:30:00 +0000"
    return f"{head}\r\n\r\nDear buddy,\r\n.\r\nBest wishes\r\n".encode()


def test_imaps_is_trusted_with_the_worlds_own_certificate_only(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()
    trusted = ssl.create_default_context(cafile=mailworld.ca_file)
    secure = {"host": mailworld.host, "port": mailworld.ports.imaps, "timeout": 10}

    with imapclient.IMAPClient(**secure, ssl_context=trusted) as client:
        client.login(scheme, mailworld.password)
        folders = {name: flags for flags, _, name in client.list_folders()}

    assert {"INBOX", "Sent", "Drafts", "Junk", "Trash", "Archive"} == set(folders)
    assert b"\\Sent" in folders["Sent"]
    with pytest.raises(ssl.SSLCertVerificationError):
        imapclient.IMAPClient(**secure)


def test_a_wrong_password_is_refused(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()

    with (
        imapclient.IMAPClient(mailworld.host, mailworld.ports.imap, ssl=False) as client,
        pytest.raises(imapclient.exceptions.LoginError),
    ):
        client.login(scheme, "guess")


def test_what_is_appended_keeps_its_bytes_and_its_time(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()
    arrived = datetime(2026, 10, 16, 9, 30, tzinfo=UTC)

    mailworld.append(scheme, mail("ana@trust.test", scheme), arrived=arrived)

    with imapclient.IMAPClient(mailworld.host, mailworld.ports.imap, ssl=False) as client:
        client.normalise_times = False
        client.login(scheme, mailworld.password)
        client.select_folder("INBOX", readonly=True)
        (found,) = client.fetch(client.search(), ["INTERNALDATE"]).values()
    (held,) = mailworld.read(scheme)
    assert arrived == found[b"INTERNALDATE"]
    assert mail("ana@trust.test", scheme) == held.raw
    assert "\\Seen" not in held.flags


def test_a_submission_over_starttls_reaches_the_other_mailbox(mailworld: MailWorld) -> None:
    scheme, ana = mailworld.fresh_mailbox(), mailworld.fresh_mailbox("ana")

    mailworld.submit(ana, [scheme], mail(ana, scheme))

    (got,) = mailworld.read(scheme, at_least=1)
    arrived = message_from_bytes(got.raw)
    assert f"<{ana}>" == arrived["Return-Path"]
    assert got.raw.endswith(b"Dear buddy,\r\n.\r\nBest wishes\r\n")


def test_a_submission_over_implicit_tls_needs_a_login(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()
    trusted = ssl.create_default_context(cafile=mailworld.ca_file)

    with smtplib.SMTP_SSL(
        mailworld.host, mailworld.ports.submissions, context=trusted, timeout=10
    ) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail(scheme, [scheme], mail(scheme, scheme))
        client.rset()
        client.login(scheme, mailworld.password)
        client.sendmail(scheme, [scheme], mail(scheme, scheme))

    assert 1 == len(mailworld.read(scheme, at_least=1))


def test_mail_to_an_unknown_user_comes_back_as_a_delivery_report(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()

    mailworld.submit(scheme, ["zoe@trust.test"], mail(scheme, "zoe@trust.test"))

    (got,) = mailworld.read(scheme, at_least=1)
    _, _, _, _, failed, *_ = message_from_bytes(got.raw).walk()
    assert "rfc822; zoe@trust.test" == failed["Final-Recipient"]
    assert ("failed", "5.1.1") == (failed["Action"], failed["Status"])


def test_a_full_mailbox_has_another_status(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()

    mailworld.submit(scheme, ["ana@full.test"], mail(scheme, "ana@full.test"))

    (got,) = mailworld.read(scheme, at_least=1)
    assert b"\nStatus: 5.2.2" in got.raw


def test_mail_with_a_detail_lands_in_the_inbox_and_keeps_the_detail(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()
    keyed = scheme.replace("@", "+p7-k4q2@")

    mailworld.deliver(keyed, mail("ana@trust.test", keyed), sender="ana@trust.test")

    (got,) = mailworld.read(scheme, at_least=1)
    assert keyed == message_from_bytes(got.raw)["Delivered-To"]


def test_a_blind_copy_names_its_reader_in_the_trace_only(mailworld: MailWorld) -> None:
    scheme, jo, ana = (mailworld.fresh_mailbox(name) for name in ("scheme", "jo", "ana"))

    mailworld.submit(jo, [ana, scheme], mail(jo, ana))

    (got,) = mailworld.read(scheme, at_least=1)
    copied = message_from_bytes(got.raw)
    naming = {name for name, value in copied.items() if scheme in value}
    assert scheme == copied["Delivered-To"]
    assert {"Delivered-To", "Received"} == naming


@pytest.mark.parametrize("detail", ["", "+b12"])
def test_what_is_submitted_is_kept_in_the_writers_sent_folder(
    mailworld: MailWorld, detail: str
) -> None:
    scheme, ana = mailworld.fresh_mailbox(), mailworld.fresh_mailbox("ana")
    trusted = ssl.create_default_context(cafile=mailworld.ca_file)
    envelope_from = scheme.replace("@", f"{detail}@") if detail else ""

    with smtplib.SMTP(mailworld.host, mailworld.ports.submission, timeout=10) as client:
        client.starttls(context=trusted)
        client.login(scheme, mailworld.password)
        client.sendmail(envelope_from, [ana], mail(scheme, ana))

    (kept,) = mailworld.read(scheme, "Sent", at_least=1)
    assert 1 == len(mailworld.read(ana, at_least=1))
    assert kept.raw.endswith(mail(scheme, ana))
    assert [] == mailworld.read(scheme)


def test_a_token_logs_in_until_it_expires(mailworld: MailWorld) -> None:
    scheme = mailworld.fresh_mailbox()
    token = mailworld.tokens.grant(scheme)
    where = {"host": mailworld.host, "port": mailworld.ports.imap, "ssl": False}

    with imapclient.IMAPClient(**where) as client:
        client.oauth2_login(scheme, token)
    mailworld.tokens.expire(token)

    with (
        imapclient.IMAPClient(**where) as client,
        pytest.raises(imapclient.exceptions.LoginError),
    ):
        client.oauth2_login(scheme, token)
