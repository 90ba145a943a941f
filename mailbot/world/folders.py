"""Folders of a mailbox as pymap keeps them, cured of what it gets wrong for us."""

from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.concurrent import Event
from pymap.parsing.specials import ObjectId
from pymap.parsing.specials.flag import Answered, Deleted, Draft, Flag, Flagged, Seen, Wildcard
from pymap.selected import SelectedMailbox


class Folder(MailboxData):
    """One folder in memory that keeps keywords and tells an idling client at once what is new."""

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
            uid: Message.copy(message, uid=uid) for uid, message in enumerate(self.contents(), 1)
        }
        self._uid_validity = uid_validity
        self._messages = renumbered
        self._max_uid = len(renumbered)
        self._mod_sequences.update(renumbered)


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
