"""Take single members out of a zip package, however much it claims to hold."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from mailbot.core.documents import Unread
from mailbot.translate.documents.unread import NotRead

# An ordinary document has some dozens of members; its text, a few hundred kilobytes.
_MOST_MEMBERS = 5_000
_LARGEST_MEMBER_BYTES = 32_000_000
# The count in the record at the end (APPNOTE.TXT section 4.3.16), before Python reads the directory.
_END = b"PK\x05\x06"
_BROKEN = (
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


class Package:
    """A zip file of an office program."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = frozenset(file.namelist())

    def member(self, name: str) -> bytes:
        """Give one member, empty where there is none; raises NotRead for a bomb or a broken one."""
        if name not in self.names:
            return b""
        try:
            with self._file.open(name) as member:
                content = member.read(_LARGEST_MEMBER_BYTES + 1)
        except _BROKEN as error:
            raise NotRead(Unread.DAMAGED) from error
        if len(content) > _LARGEST_MEMBER_BYTES:
            raise NotRead(Unread.TOO_LARGE)
        return content


@contextmanager
def opened(content: bytes) -> Iterator[Package]:
    """Open a package; raises NotRead for what is none."""
    if _members(content) > _MOST_MEMBERS:
        raise NotRead(Unread.TOO_LARGE)
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise NotRead(Unread.DAMAGED) from error
    with file:
        yield Package(file)


def _members(content: bytes) -> int:
    at = content.rfind(_END)
    return int.from_bytes(content[at + 10 : at + 12], "little") if at >= 0 else 0
