"""Folders of a mailbox as pymap keeps them, cured of what it gets wrong for us."""

from functools import lru_cache

from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.concurrent import Event
from pymap.mime import MessageContent
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import ObjectId
from pymap.parsing.specials.flag import Answered, Deleted, Draft, Flag, Flagged, Seen, Wildcard
from pymap.selected import SelectedMailbox


# The newest are asked for again at once: envelope, then text, then the copy in another folder.
@lru_cache(maxsize=100)
def _parsed(raw: bytes) -> MessageContent:
    return MessageContent.parse(raw)


class Kept(Message):
    """A message kept as its bytes and parsed when asked for: what pymap parses takes eight times as much."""

    __slots__ = ("_raw",)

    @property
    def _content(self) -> MessageContent:
        return _parsed(self._raw)

    @_content.setter
    def _content(self, content: MessageContent | None) -> None:
        self._raw = bytes(content) if content is not None else b""


class Folder(MailboxData):
    """One folder in memory that keeps keywords and tells an idling client at once what is new."""

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Message:
        return self._kept((await super().append(append_msg, recent=recent)).uid)

    async def copy(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        return _kept_in(destination, await super().copy(uid, destination, recent=recent))

    async def move(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        return _kept_in(destination, await super().move(uid, destination, recent=recent))

    def _kept(self, uid: int) -> Message:
        self._messages[uid] = kept = Kept.copy(self._messages[uid])
        return kept

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        # Without the wildcard pymap drops STORE +FLAGS ($Keyword) silently.
        return frozenset({Answered, Deleted, Draft, Flagged, Seen, Wildcard})

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        # pymap waits for the next change even when one came between two commands, so that mail
        # that arrives just before IDLE would not be announced (RFC 2177 section 3).
        known = selected.mod_sequence
        if known is not None and known < self._mod_sequences.highest:
            wait_on = None
        return await super().update_selected(selected, wait_on=wait_on)

    def contents(self) -> tuple[Message, ...]:
        """List the messages in the order of their UIDs."""
        return tuple(self._messages[uid] for uid in sorted(self._messages))

    def held(self, uid: int) -> Message:
        """Find a message; raise LookupError when it is not in the folder."""
        if uid not in self._messages:
            raise LookupError(f"There is no message with UID {uid} in this folder.")
        return self._messages[uid]

    def number(self, uid_validity: int) -> None:
        """Give the folder a UIDVALIDITY and its messages new UIDs, counted from 1.

        No client may have the folder selected meanwhile.
        """
        renumbered = {
            uid: Kept.copy(message, uid=uid) for uid, message in enumerate(self.contents(), 1)
        }
        self._uid_validity = uid_validity
        self._messages = renumbered
        self._max_uid = len(renumbered)
        self._mod_sequences.update(renumbered)


def _kept_in(folder: MailboxData, uid: int | None) -> int | None:
    if uid is not None and isinstance(folder, Folder):
        folder._kept(uid)
    return uid


class Folders(MailboxSet):
    """The folders of one mailbox; UIDVALIDITY is counted, so that two runs give the same numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._last_validity = 0
        self._inbox = self._new_folder()

    async def add_mailbox(self, name: str) -> ObjectId:
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)  # pymap answers NO [ALREADYEXISTS] to this
            folder = self._new_folder()
            self._set[name] = folder
            return folder.mailbox_id

    def folder(self, name: str) -> Folder:
        """Find a folder by its name; raise LookupError when there is none."""
        found = self._inbox if name.upper() == "INBOX" else self._set.get(name)
        if found is None:
            raise LookupError(f"There is no folder {name} in this mailbox.")
        assert isinstance(found, Folder)
        return found

    def renumber(self, name: str) -> None:
        """Give a folder a UIDVALIDITY it never had, and its messages new UIDs."""
        self._last_validity += 1
        self.folder(name).number(self._last_validity)

    def _new_folder(self) -> Folder:
        self._last_validity += 1
        folder = Folder(self._content_cache, self._thread_cache)
        folder.number(self._last_validity)
        return folder
