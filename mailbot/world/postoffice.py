"""Keep the mail world's mailboxes in memory and serve them over IMAP (pymap)."""

import asyncio
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import Message
from pymap.concurrent import Subsystem
from pymap.flags import FlagOp
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement
from pymap.parsing.specials.flag import Flag
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from mailbot.world.folders import Folder, Folders

SERVER_NAME = "mx.world.test"
STANDARD_FOLDERS = ("Sent", "Archive", "Trash", "Junk", "Drafts")
_LONGEST_COMMAND_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message of a folder; `arrived` is its INTERNALDATE, flags are spelled as on the wire."""

    uid: int
    flags: frozenset[str]
    raw: bytes
    arrived: datetime


class _Config(Config):
    """pymap's settings, without the look-up of this machine's name on every connection."""

    @property
    def greeting(self) -> bytes:
        return b"Mail world ready"


def base_address(address: str) -> str:
    """Give the mailbox behind an address: lower case, without its +detail."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}".lower()


class PostOffice:
    """The hosted mailboxes; its coroutines belong to the one event loop that serves them.

    Whoever asks for a mailbox, folder or UID that is not there gets a LookupError.
    """

    def __init__(self) -> None:
        self._config = _Config(
            Namespace(proxy_protocol=None, passlib_cfg=None),
            demo_data=False,
            demo_user="",
            demo_password="",
            host=None,
            port=0,
            tls_enabled=False,
            invalid_user_sleep=0,
            hash_context=Cleartext(),  # the default blocks the loop for 120 ms at every login
            cpu_subsystem=Subsystem.for_asyncio(),  # the default leaves threads behind
        )
        self._login = Login(self._config)
        self._passwords: dict[str, str] = {}
        self._mailboxes: dict[str, Folders] = {}

    def hosts(self, address: str) -> bool:
        """Say whether mail for an address, with or without +detail, has a mailbox here."""
        return base_address(address) in self._mailboxes

    def lets_in(self, address: str, password: str) -> bool:
        """Say whether a login is right."""
        return self._passwords.get(address.lower()) == password

    async def listen(self, host: str) -> asyncio.Server:
        """Serve IMAP on a free port until the server is closed."""
        connected = ProxyProtocolReader(self._config.proxy_protocol).get_callback(
            IMAPServer(self._login, self._config)
        )
        return await asyncio.start_server(connected, host, 0, limit=_LONGEST_COMMAND_BYTES)

    async def add(self, address: str, password: str) -> None:
        """Open a mailbox with the usual folders; change the password of one that is there."""
        name = address.lower()
        identity = Identity(name, self._login, None, frozenset())
        await identity.set(UserMetadata(self._config, name, password=password))
        self._passwords[name] = password
        if name in self._mailboxes:
            return
        folders = Folders()
        for folder in STANDARD_FOLDERS:
            await folders.add_mailbox(folder)
            await folders.set_subscribed(folder, subscribed=True)
        self._mailboxes[name] = folders
        self._config.set_cache[name] = (folders, FilterSet())

    async def receive(self, recipient: str, raw: bytes, sender: str, arrived: datetime) -> int:
        """Put a mail into its INBOX as a final delivery does (RFC 5321 section 4.4); give its UID.

        `sender` is the envelope's, empty for the null sender.
        """
        trace = (
            f"Return-Path: <{sender}>\r\n"
            f"Delivered-To: {recipient}\r\n"
            f"Received: from world.test by {SERVER_NAME} with ESMTP\r\n"
            f"\tfor <{recipient}>; {format_datetime(arrived)}\r\n"
        )
        return await self.store(recipient, "INBOX", trace.encode() + raw, arrived)

    async def store(
        self, address: str, folder: str, raw: bytes, arrived: datetime, flags: Iterable[str] = ()
    ) -> int:
        """Put a message into a folder byte for byte; give its UID."""
        message = AppendMessage(raw, arrived, frozenset(Flag(flag) for flag in flags))
        return (await self._folder(address, folder).append(message)).uid

    async def messages(self, address: str, folder: str) -> list[StoredMessage]:
        """List a folder in the order of its UIDs."""
        return [await _stored(message) for message in self._folder(address, folder).contents()]

    async def copy(self, address: str, uid: int, folder: str, to: str) -> int:
        """Copy a message to another folder; give its UID there."""
        source, target = self._folder(address, folder), self._folder(address, to)
        source.held(uid)
        return await source.copy(uid, target) or 0

    async def move(self, address: str, uid: int, folder: str, to: str) -> int:
        """Move a message to another folder; give its UID there."""
        source, target = self._folder(address, folder), self._folder(address, to)
        source.held(uid)
        return await source.move(uid, target) or 0

    async def delete(self, address: str, uid: int, folder: str) -> None:
        """Remove a message for good, as EXPUNGE does."""
        where = self._folder(address, folder)
        await where.delete([where.held(uid).uid])

    async def empty(self, address: str, folder: str, before: datetime) -> int:
        """Remove for good what came before a moment; give how many messages those were."""
        where = self._folder(address, folder)
        old = [one.uid for one in where.contents() if one.internal_date < before]
        await where.delete(old)
        return len(old)

    async def set_flags(self, address: str, uid: int, folder: str, flags: Iterable[str]) -> None:
        """Replace the flags and keywords of a message."""
        where = self._folder(address, folder)
        wanted = frozenset(Flag(flag) for flag in flags)
        await where.update(uid, where.held(uid), wanted, FlagOp.REPLACE)

    async def renumber(self, address: str, folder: str) -> None:
        """Give a folder a new UIDVALIDITY and its messages new UIDs."""
        self._mailbox(address).renumber(folder)

    def _folder(self, address: str, name: str) -> Folder:
        return self._mailbox(address).folder(name)

    def _mailbox(self, address: str) -> Folders:
        found = self._mailboxes.get(base_address(address))
        if found is None:
            raise LookupError(f"There is no mailbox for {address}: open it with add_mailbox.")
        return found


async def _stored(message: Message) -> StoredMessage:
    content = await message.load_content(FetchRequirement.CONTENT)
    flags = frozenset(str(flag) for flag in message.permanent_flags)
    return StoredMessage(message.uid, flags, bytes(content), message.internal_date)
