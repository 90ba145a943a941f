"""Look into the files of a mail: what each says, or why that is not known."""

import codecs
import re
from collections.abc import Iterable

from mailbot.core.documents import Document, Unread
from mailbot.core.mail import Attachment
from mailbot.translate.charsets import decode
from mailbot.translate.documents.open_document import read_open_document
from mailbot.translate.documents.packed import Package, opened
from mailbot.translate.documents.pages import LONGEST_TEXT, tidy
from mailbot.translate.documents.portable import read_pdf
from mailbot.translate.documents.rich import read_rich
from mailbot.translate.documents.unread import NotRead
from mailbot.translate.documents.word import read_word
from mailbot.translate.files import is_picture, is_unopened

LARGEST_BYTES = 10_000_000
_MOST_FILES = 5
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PDF_STARTS_WITHIN = 1024
_NEW_OFFICE = re.compile(r"\.(?:docx|dotx|odt|ott)$", re.IGNORECASE)
_PLAIN = re.compile(r"\.(?:txt|text|md|markdown)$", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID = re.compile(r"\w")
_NONSENSE = re.compile("[\x00\ufffd]")
_MOST_NONSENSE = 0.05


def look_into(files: Iterable[Attachment]) -> tuple[Document, ...]:
    """Read the first few files that are no pictures; what cannot be read says why."""
    written = [one for one in files if not is_picture(one)]
    return tuple(_document(one) for one in written[:_MOST_FILES])


def _document(file: Attachment) -> Document:
    try:
        return Document(file.name, words_of(file))
    except NotRead as trouble:
        return Document(file.name, unread=trouble.why)


def words_of(file: Attachment) -> str:
    """Give the words of one file as plain text.

    Never follows a link, runs a macro or unpacks more than a bounded size. Raises NotRead for what is
    not opened here, locked, damaged, empty, made of pictures, or too large; and nothing else.
    """
    if file.size_bytes > LARGEST_BYTES:
        raise NotRead(Unread.TOO_LARGE)
    text = tidy(_read(file))
    if not _SAID.search(text):
        raise NotRead(Unread.EMPTY)
    return text


def _read(file: Attachment) -> str:
    content = file.content
    if is_unopened(file):
        locked = content.startswith((_OLE, b"%PDF"))
        raise NotRead(Unread.LOCKED if locked else Unread.FOREIGN)
    if content.startswith(_ZIP):
        return _unpacked(content)
    if b"%PDF-" in content[:_PDF_STARTS_WITHIN]:
        return read_pdf(content)
    if content.startswith(b"{\\rtf"):
        return read_rich(content)
    if _PLAIN.search(file.name) or (file.content_type == "text/plain" and "." not in file.name):
        return _plain(content)
    known = _NEW_OFFICE.search(file.name) or file.name.lower().endswith((".pdf", ".rtf"))
    raise NotRead(Unread.DAMAGED if known else Unread.FOREIGN)


def _unpacked(content: bytes) -> str:
    with opened(content) as package:
        if "content.xml" in package.names:
            return read_open_document(package)
        if _is_word(package):
            return read_word(package)
    raise NotRead(Unread.FOREIGN)


def _is_word(package: Package) -> bool:
    return any(name.startswith("word/") for name in package.names)


def _plain(content: bytes) -> str:
    if content.startswith(_MARKS):
        text = content.decode("utf-16", "replace")
    else:
        text, _ = decode(content)
    if len(_NONSENSE.findall(text)) > _MOST_NONSENSE * len(text) + 1:
        raise NotRead(Unread.DAMAGED)
    if len(text) > LONGEST_TEXT:
        raise NotRead(Unread.TOO_LARGE)
    return text
