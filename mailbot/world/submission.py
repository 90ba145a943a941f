"""Take mail in over SMTP (aiosmtpd) and bring it to mailboxes, people or back to its sender."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailbot.world.faults import Fault, Faults
from mailbot.world.letterboxes import Delivery, Letterboxes, Outcome
from mailbot.world.postoffice import SERVER_NAME, PostOffice
from mailbot.world.reports import delivery_report

_LARGEST_MAIL_BYTES = 50_000_000
_NULL_SENDER = "<>"


class _Session(Session):
    """A session in which aiosmtpd may note the login without a warning that it should not."""

    login_data: object = None


class _Connection(SMTP):
    """One SMTP connection that can be cut where DATA is asked for."""

    def _create_session(self) -> Session:
        return _Session(self.loop)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        submission: Submission = self.event_handler
        if self.transport and self.envelope and submission.cuts(self.envelope.rcpt_tos):
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class Submission:
    """What happens to submitted mail; the handle_ methods are aiosmtpd's hooks, named by it."""

    def __init__(
        self,
        office: PostOffice,
        people: Letterboxes,
        faults: Faults,
        clock: Callable[[], datetime],
        *,
        keep_sent: bool,
    ) -> None:
        self._office = office
        self._people = people
        self._faults = faults
        self._clock = clock
        self._keep_sent = keep_sent

    async def listen(self, host: str) -> asyncio.Server:
        """Serve SMTP submission on a free port until the server is closed."""
        loop = asyncio.get_running_loop()
        connection = partial(
            _Connection,
            self,
            hostname=SERVER_NAME,
            ident="Mail world",
            enable_SMTPUTF8=True,
            data_size_limit=_LARGEST_MAIL_BYTES,
            authenticator=self.log_in,
            auth_require_tls=False,
            loop=loop,
        )
        return await loop.create_server(connection, host, 0)

    def log_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
    ) -> AuthResult:
        """Check a login and password against the mailboxes."""
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        name = given.login.decode(errors="replace").lower()
        known = self._office.lets_in(name, given.password.decode(errors="replace"))
        # handled=False lets aiosmtpd send the 535; its default leaves the client waiting.
        return AuthResult(success=known, handled=False, auth_data=name)

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take mail from those who have logged in only (RFC 6409 section 4.3)."""
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a recipient, unless a fault says otherwise."""
        if self._faults.strikes(Fault.REFUSE, address):
            return "550 5.7.1 Recipient refused"
        if self._faults.strikes(Fault.DEFER, address):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    def cuts(self, recipients: Iterable[str]) -> bool:
        """Say whether to cut the connection at DATA instead of taking the content."""
        return any(self._faults.strikes(Fault.DROP_BEFORE_DATA, one) for one in recipients)

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a copy for the sender, bring the message to each recipient, then say so."""
        raw = envelope.original_content or b""
        sender = "" if envelope.mail_from in (None, _NULL_SENDER) else envelope.mail_from
        recipients = envelope.rcpt_tos
        dropped = any(self._faults.strikes(Fault.ACCEPT_THEN_DROP, one) for one in recipients)
        if self._keep_sent:
            now = self._clock()
            await self._office.store(str(session.auth_data), "Sent", raw, now, ["\\Seen"])
        arrived = Outcome.ARRIVED_UNCONFIRMED if dropped else Outcome.ARRIVED
        for recipient in recipients:
            await self._bring(Delivery(recipient, sender or "", raw, self._clock(), arrived))
        await asyncio.sleep(self._faults.slow_reply_seconds)
        if dropped and server.transport:
            server.transport.close()
            await asyncio.Event().wait()  # the lost connection cancels this, so no 250 is written
        return "250 2.0.0 OK"

    async def _bring(self, one: Delivery) -> None:
        hosted, lives_here = self._office.hosts(one.recipient), self._people.knows(one.recipient)
        if self._faults.strikes(Fault.BOUNCE, one.recipient) or not (hosted or lives_here):
            one = replace(one, outcome=Outcome.BOUNCED)
            await self._report(one)
        elif hosted:
            await self._office.receive(one.recipient, one.raw, one.sender, one.at)
        if lives_here:
            self._people.put(one)

    async def _report(self, one: Delivery) -> None:
        # Nobody is told about mail with the null sender (RFC 5321 section 4.5.5).
        if self._office.hosts(one.sender):
            report = delivery_report(one.sender, one.recipient, one.raw, one.at)
            await self._office.receive(one.sender, report, "", one.at)
