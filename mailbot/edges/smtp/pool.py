"""Keeps a few connections to a submission server and sends mails over whichever is free."""

import asyncio
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiosmtplib import SMTP

from mailbot.core.scheme import Login, Security
from mailbot.edges.smtp.outcome import Accepted, Outcome, TryLater
from mailbot.edges.smtp.transaction import Letter, Patience, hand_over, offer
from mailbot.edges.smtp.unavailable import TROUBLES, SubmissionUnavailable, explain

# An address literal is right for a client that has no public name (RFC 5321 section 4.1.4), and does
# not tell the name of this machine.
_OUR_NAME = "[127.0.0.1]"

_GOODBYE_SECONDS = 5


async def open_pool(
    login: Login,
    connections: int,
    trust: ssl.SSLContext | None = None,
    *,
    patience: Patience | None = None,
) -> "Pool":
    """Log in once, so that a wrong configuration shows at once; others connect when needed.

    Use it as `async with await open_pool(login, 4) as pool`. Without `trust` the server must have a
    certificate of the system's authorities. Raises SubmissionUnavailable.
    """
    pool = Pool(login, connections, trust, patience or Patience())
    await pool.greet()
    return pool


class Pool:
    """At most `connections` sessions with one server, opened when needed and used again."""

    def __init__(
        self,
        login: Login,
        connections: int,
        trust: ssl.SSLContext | None,
        patience: Patience,
    ) -> None:
        self._login = login
        self._patience = patience
        self._trust = trust
        self._free = asyncio.Semaphore(connections)
        self._idle: list[SMTP] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def greet(self) -> None:
        """Make sure that there is a logged-in connection; raises SubmissionUnavailable."""
        self._idle.append(self._connected() or await self._connect())

    async def close(self) -> None:
        """Say goodbye on every idle connection; a send under way goes on to its end."""
        while self._idle:
            client = self._idle.pop()
            try:
                await client.quit(timeout=_GOODBYE_SECONDS)
            except TROUBLES:
                client.close()

    async def send(
        self,
        envelope_from: str,
        recipients: tuple[str, ...],
        raw: bytes,
        before_data: Callable[[], None],
    ) -> Outcome:
        """Send one mail, byte for byte, and say what became of it.

        `before_data` is called once the server takes the envelope and before it can have the content:
        record there that the mail is about to leave. When it raises, or when the task is cancelled,
        the connection is given up; a cancelled send after `before_data` has an unknown outcome.
        Raises SubmissionUnavailable when a login is refused or the configuration does not fit.
        """
        if not recipients:
            raise ValueError("A mail needs at least one recipient.")
        letter = Letter(envelope_from, recipients, raw)
        async with self._free:
            try:
                return await self._send(letter, before_data)
            except SubmissionUnavailable as problem:
                if problem.temporary:
                    return TryLater(problem.sentence)
                raise

    async def _send(self, letter: Letter, before_data: Callable[[], None]) -> Outcome:
        used = self._connected()
        client = used or await self._connect()
        outcome: Outcome | None = None
        try:
            taken = await offer(client, letter, self._patience)
            if used and isinstance(taken, TryLater) and not client.is_connected:
                # The server had only grown tired of the old connection.
                client = await self._connect()
                taken = await offer(client, letter, self._patience)
            outcome = (
                await hand_over(client, letter, taken, before_data, self._patience)
                if isinstance(taken, tuple)
                else taken
            )
        finally:
            if outcome is None:
                client.close()
        await self._put_back(client, outcome)
        return outcome

    async def _put_back(self, client: SMTP, outcome: Outcome) -> None:
        if not client.is_connected:
            return
        if not isinstance(outcome, Accepted):
            try:
                await client.rset(timeout=self._patience.connect)
            except TROUBLES:
                client.close()
                return
            except asyncio.CancelledError:
                client.close()
                raise
        self._idle.append(client)

    def _connected(self) -> SMTP | None:
        while self._idle:
            client = self._idle.pop()
            if client.is_connected:
                return client
        return None

    async def _connect(self) -> SMTP:
        client = SMTP(
            hostname=self._login.host,
            port=self._login.port,
            username=self._login.username or None,
            password=self._login.password if self._login.username else None,
            local_hostname=_OUR_NAME,
            timeout=self._patience.connect,
            use_tls=self._login.security is Security.TLS,
            start_tls=self._login.security is Security.STARTTLS,
            tls_context=self._trust,
        )
        try:
            await client.connect()
            # Without a login nobody has asked for the extensions yet.
            if client.is_ehlo_or_helo_needed:
                await client.ehlo()
        except TROUBLES as error:
            client.close()
            raise explain(error, self._login) from error
        return client
