"""A mail is handed over once, and what became of it is never guessed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest

from mailbot.core.scheme import Login, Security
from mailbot.edges.smtp import (
    Accepted,
    Outcome,
    Patience,
    Pool,
    Refused,
    SubmissionUnavailable,
    TryLater,
    Unknown,
    open_pool,
)
from mailbot.edges.trust import trusted
from tests.edges.scripted_lines import HOST
from tests.edges.scripted_smtp import CUT, SILENCE, ScriptedSmtp
from tests.servers.mailworld import MailWorld

T = TypeVar("T")

SCHEME = "scheme@buddies.test"
ANA = "ana@clinic.example"
BEN = "ben@trust.example"
# What a mail needs to come through unharmed: lone dots, a dot in front, a long line that is not folded.
RAW = (
    b"From: scheme@buddies.test\r\nSubject: Your letter\r\nReferences: "
    + b" ".join(b"<round-%d@buddies.test>" % number for number in range(20))
    + b"\r\n\r\nDear Ana,\r\n.\r\n..two\r\n.hidden\r\n"
)
SHORT = Patience(connect=2, envelope=2, data=2, final_dot=0.3)


@pytest.fixture
def server() -> Iterator[ScriptedSmtp]:
    """Run a scripted server."""
    with ScriptedSmtp() as running:
        yield running


def login_to(server: ScriptedSmtp) -> Login:
    """Give the login for a scripted server, which asks for no password."""
    return Login(HOST, server.port, Security.NONE)


def nothing() -> None:
    """Record nothing before the content leaves."""


def with_pool(login: Login, story: Callable[[Pool], Awaitable[T]], connections: int = 2) -> T:
    """Run a story with a pool of connections."""

    async def run() -> T:
        trust = trusted(login)
        async with await open_pool(login, connections, trust, patience=SHORT) as pool:
            return await story(pool)

    return asyncio.run(run())


def send_one(
    server: ScriptedSmtp,
    recipients: tuple[str, ...] = (ANA,),
    before_data: Callable[[], None] = nothing,
    raw: bytes = RAW,
) -> Outcome:
    """Send one mail over the scripted server."""
    return with_pool(login_to(server), lambda pool: pool.send(SCHEME, recipients, raw, before_data))


@pytest.fixture
def real_login(mailworld: MailWorld) -> Login:
    """Give the login of a fresh mailbox at a real submission server."""
    return Login(
        "localhost",
        mailworld.ports.submissions,
        Security.TLS,
        mailworld.fresh_mailbox(),
        mailworld.password,
        mailworld.ca_file,
    )


# ---- with a real server


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_mail_arrives_byte_for_byte(mailworld: MailWorld, real_login: Login, security: Security):
    ports = mailworld.ports
    port = ports.submissions if security is Security.TLS else ports.submission
    ana = mailworld.fresh_mailbox("ana")

    outcome = with_pool(
        replace(real_login, security=security, port=port),
        lambda pool: pool.send(real_login.username, (ana,), RAW, nothing),
    )

    assert isinstance(outcome, Accepted)
    (message,) = mailworld.read(ana, at_least=1)
    # Servers write their own fields above ours, and Postfix adds what is missing below.
    assert message.raw.endswith(RAW.partition(b"\r\n\r\n")[2])
    assert b"\r\n".join(RAW.split(b"\r\n")[1:3]) in message.raw


def test_a_wrong_password_shows_when_the_pool_opens(real_login: Login):
    with pytest.raises(SubmissionUnavailable, match="refused the login") as caught:
        asyncio.run(open_pool(replace(real_login, password="wrong"), 1, trusted(real_login)))

    assert not caught.value.temporary
    assert f"localhost:{real_login.port}" in caught.value.sentence


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_told_as_one(
    mailworld: MailWorld, real_login: Login, security: Security
):
    ports = mailworld.ports
    port = ports.submissions if security is Security.TLS else ports.submission
    login = replace(real_login, ca_file="", security=security, port=port)

    with pytest.raises(SubmissionUnavailable, match="ca_file") as caught:
        asyncio.run(open_pool(login, 1))

    assert not caught.value.temporary


# ---- configuration and connection


def test_tls_to_a_port_without_tls_points_at_security(server: ScriptedSmtp):
    login = replace(login_to(server), security=Security.TLS)

    with pytest.raises(SubmissionUnavailable, match="starttls") as caught:
        asyncio.run(open_pool(login, 1))

    assert not caught.value.temporary


def test_a_server_without_starttls_is_sent_no_password(server: ScriptedSmtp):
    login = replace(login_to(server), security=Security.STARTTLS, username=SCHEME, password="pw")

    with pytest.raises(SubmissionUnavailable, match="STARTTLS") as caught:
        asyncio.run(open_pool(login, 1))

    assert not caught.value.temporary
    assert "AUTH" not in server.words()


def test_a_server_that_is_not_there_may_come_back(server: ScriptedSmtp):
    login = login_to(server)
    server.stop_listening()

    with pytest.raises(SubmissionUnavailable, match="No connection") as caught:
        asyncio.run(open_pool(login, 1))

    assert caught.value.temporary


def test_a_password_refused_in_the_middle_of_the_day_is_told(server: ScriptedSmtp):
    login = replace(login_to(server), username=SCHEME, password="pw")

    async def story(pool: Pool) -> Outcome:
        server.script.answers = {"AUTH": "535 5.7.8 no", "MAIL": CUT}
        return await pool.send(SCHEME, (ANA,), RAW, nothing)

    with pytest.raises(SubmissionUnavailable) as caught:
        with_pool(login, story)

    assert not caught.value.temporary


def test_a_login_that_fails_for_now_means_later(server: ScriptedSmtp):
    login = replace(login_to(server), username=SCHEME, password="pw")

    async def story(pool: Pool) -> Outcome:
        server.script.answers = {"AUTH": "454 4.7.0 the directory is down", "MAIL": CUT}
        return await pool.send(SCHEME, (ANA,), RAW, nothing)

    assert isinstance(with_pool(login, story), TryLater)


def test_a_connection_is_used_for_many_mails(server: ScriptedSmtp):
    async def story(pool: Pool) -> list[Outcome]:
        return [await pool.send(SCHEME, (ANA,), RAW, nothing) for _ in range(3)]

    outcomes = with_pool(login_to(server), story)

    assert [Accepted("250 2.0.0 queued")] * 3 == outcomes
    assert 1 == server.connections


def test_no_more_connections_are_opened_than_allowed(server: ScriptedSmtp):
    async def story(pool: Pool) -> list[Outcome]:
        sends = (pool.send(SCHEME, (ANA,), RAW, nothing) for _ in range(12))
        return await asyncio.gather(*sends)

    outcomes = with_pool(login_to(server), story, connections=3)

    assert [Accepted("250 2.0.0 queued")] * 12 == outcomes
    assert 3 == server.connections


def test_a_connection_the_server_closed_in_a_pause_is_replaced(server: ScriptedSmtp):
    async def story(pool: Pool) -> list[Outcome]:
        first = await pool.send(SCHEME, (ANA,), RAW, nothing)
        server.drop_all()
        return [first, await pool.send(SCHEME, (ANA,), RAW, nothing)]

    outcomes = with_pool(login_to(server), story)

    assert [Accepted("250 2.0.0 queued")] * 2 == outcomes
    assert 2 == len(server.contents)


# ---- what became of a mail


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "."])
def test_a_temporary_refusal_means_later(server: ScriptedSmtp, stage: str):
    server.script.answers[stage] = "451 4.3.0 not now"

    assert TryLater("451 4.3.0 not now") == send_one(server)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "."])
def test_a_permanent_refusal_is_final_whatever_its_code(server: ScriptedSmtp, stage: str):
    server.script.answers[stage] = "599 5.9.9 never"

    assert Refused("599 5.9.9 never", 599) == send_one(server)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", [CUT, "421 4.3.2 going down"])
def test_a_break_before_the_content_leaves_no_doubt(server: ScriptedSmtp, stage: str, fault: str):
    server.script.answers[stage] = fault

    outcome = send_one(server)

    assert isinstance(outcome, TryLater)
    assert [] == server.contents


@pytest.mark.parametrize("fault", [CUT, SILENCE, "421 4.3.2 going down", "what?"])
def test_a_break_after_the_content_leaves_the_outcome_unknown(server: ScriptedSmtp, fault: str):
    server.script.answers["."] = fault

    outcome = send_one(server)

    assert isinstance(outcome, Unknown)
    assert 1 == len(server.contents)


def test_an_unusual_success_is_a_success(server: ScriptedSmtp):
    server.script.answers["."] = "252 2.0.0 taken"

    assert Accepted("252 2.0.0 taken") == send_one(server)


def test_one_of_two_recipients_turned_away_is_told(server: ScriptedSmtp):
    server.script.answers[BEN] = "550 5.1.1 nobody here"

    outcome = send_one(server, (ANA, BEN))

    assert Accepted("250 2.0.0 queued", ((BEN, "550 5.1.1 nobody here"),)) == outcome


def test_when_nobody_is_welcome_one_maybe_is_worth_another_try(server: ScriptedSmtp):
    server.script.answers |= {ANA: "550 5.1.1 nobody here", BEN: "450 4.2.1 full"}

    assert TryLater("450 4.2.1 full") == send_one(server, (ANA, BEN))


def test_an_address_that_cannot_be_written_is_refused_not_raised(server: ScriptedSmtp):
    outcomes = [
        send_one(server, (address,)) for address in ("zoë@clinic.example", "a\x0b@clinic.example")
    ]

    assert [553, 553] == [outcome.code for outcome in outcomes if isinstance(outcome, Refused)]


def test_an_address_with_an_accent_goes_to_a_server_that_takes_it(server: ScriptedSmtp):
    server.script.extensions = ("SMTPUTF8", "8BITMIME")

    assert isinstance(send_one(server, ("zoë@clinic.example",)), Accepted)
    assert "RCPT TO:<zoë@clinic.example>" in server.heard


def test_the_server_is_told_how_large_the_mail_is(server: ScriptedSmtp):
    send_one(server)

    assert f"MAIL FROM:<{SCHEME}> SIZE={len(RAW)}" in server.heard


def test_a_mail_without_a_recipient_is_a_mistake_of_ours(server: ScriptedSmtp):
    with pytest.raises(ValueError, match="recipient"):
        send_one(server, ())


# ---- before the content


def test_the_record_is_made_between_the_envelope_and_the_content(server: ScriptedSmtp):
    heard_before: list[list[str]] = []

    send_one(server, before_data=lambda: heard_before.append(server.words()))

    assert [["EHLO", "MAIL", "RCPT"]] == heard_before
    assert [RAW.replace(b"\r\n.", b"\r\n..")] == server.contents


def test_nothing_is_recorded_for_a_mail_that_is_turned_away(server: ScriptedSmtp):
    server.script.answers["RCPT"] = "550 5.1.1 nobody here"
    records: list[str] = []

    send_one(server, before_data=lambda: records.append("leaving"))

    assert [] == records


def test_a_record_that_fails_keeps_the_mail_here(server: ScriptedSmtp):
    def full() -> None:
        raise OSError("disk full")

    async def story(pool: Pool) -> Outcome:
        with pytest.raises(OSError, match="disk full"):
            await pool.send(SCHEME, (ANA,), RAW, full)
        assert [] == server.contents
        return await pool.send(SCHEME, (ANA,), RAW, nothing)

    assert isinstance(with_pool(login_to(server), story, connections=1), Accepted)
    assert 1 == len(server.contents)
    # The envelope of the mail that stayed here is still open on the first.
    assert 2 == server.connections


# ---- after a fault


@pytest.mark.parametrize(
    ("stage", "fault"),
    [("RCPT", "550 5.1.1 no"), ("DATA", "451 4.3.0 no"), (".", "554 5.7.1 no"), (".", CUT)],
)
def test_the_pool_is_healthy_after_a_fault(server: ScriptedSmtp, stage: str, fault: str):
    async def story(pool: Pool) -> Outcome:
        server.script.answers[stage] = fault
        await pool.send(SCHEME, (ANA,), RAW, nothing)
        server.script.answers.clear()
        return await pool.send(SCHEME, (BEN,), RAW, nothing)

    assert Accepted("250 2.0.0 queued") == with_pool(login_to(server), story, connections=1)


def test_a_refused_mail_leaves_no_envelope_behind(server: ScriptedSmtp):
    server.script.answers["RCPT"] = "550 5.1.1 no"

    send_one(server)

    assert ["MAIL", "RCPT", "RSET"] == server.words()[1:4]


def test_the_pool_is_healthy_after_a_send_that_was_cancelled(server: ScriptedSmtp):
    server.script.answers["."] = SILENCE

    async def story(pool: Pool) -> Outcome:
        doomed = asyncio.create_task(pool.send(SCHEME, (ANA,), RAW, nothing))
        await asyncio.to_thread(server.content_came.wait, 5)
        doomed.cancel()
        with pytest.raises(asyncio.CancelledError):
            await doomed
        server.script.answers.clear()
        return await pool.send(SCHEME, (BEN,), RAW, nothing)

    assert Accepted("250 2.0.0 queued") == with_pool(login_to(server), story, connections=1)
    assert 2 == server.connections
