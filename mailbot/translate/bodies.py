"""Find the body of a mail in its parts, and what was attached to it."""

import base64
import binascii
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message

from mailbot.core.mail import Attachment
from mailbot.translate.charsets import decode
from mailbot.translate.headers import decode_words
from mailbot.translate.plain import text_of_html

# What the standard library raises on malformed parts; every one of these was met on real mail.
BREAKS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)
_DEEPEST = 60
_NAMING = ("content-disposition", "content-type")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The readable body as text and HTML, and everything that came with it."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    attached_messages: tuple[bytes, ...] = ()
    defects: tuple[str, ...] = ()
    encrypted: bool = False


@dataclass(slots=True)
class _Found:
    attachments: list[Attachment] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str = ""
    html: str = ""

    def words(self) -> str:
        """Give the text, made of the HTML where there is no other."""
        return self.text if self.text.strip() else text_of_html(self.html)


def bodies_of(message: Message) -> Bodies:
    """Walk the parts of a mail; never raises, and never reads an attached message as the body."""
    found = _Found()
    piece = _walk(message, found, depth=0)
    return Bodies(
        text=piece.words(),
        html=piece.html,
        attachments=tuple(found.attachments),
        attached_messages=tuple(found.messages),
        defects=tuple(dict.fromkeys(found.defects)),
        encrypted=found.encrypted,
    )


def _walk(part: Message, found: _Found, depth: int) -> _Piece:
    kind = part.get_content_type()
    found.defects.extend(f"The parser noted {type(one).__name__}." for one in part.defects)
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        found.encrypted = True
    if kind in ("message/rfc822", "message/global", "message/news"):
        found.messages.append(_attached_message(part, found))
        return _Piece()
    if kind.startswith("multipart/") and part.is_multipart():
        return _container(part, kind, found, depth)
    if part.is_multipart():
        found.attachments.append(Attachment("", kind, _groups(part, found)))
        return _Piece()
    return _leaf(part, kind, found, whole=depth == 0)


def _container(part: Message, kind: str, found: _Found, depth: int) -> _Piece:
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if depth > _DEEPEST:
        found.defects.append("Parts are nested too deep; the inner ones were not read.")
        return _Piece()
    pieces = [_walk(child, found, depth + 1) for child in children]
    pieces = [piece for piece in pieces if piece.text.strip() or piece.html.strip()]
    if kind == "multipart/alternative":
        return _Piece(
            text=next((piece.text for piece in pieces if piece.text.strip()), ""),
            html=next((piece.html for piece in pieces if piece.html.strip()), ""),
        )
    return _joined(pieces)


def _joined(pieces: list[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    texts: list[str] = []
    for piece in pieces:
        words = piece.words()
        # Some senders call the two versions of one text "mixed".
        if _folded(words) not in {_folded(text) for text in texts[-1:]}:
            texts.append(words)
    return _Piece("\n".join(texts), "\n".join(piece.html for piece in pieces if piece.html))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _leaf(part: Message, kind: str, found: _Found, *, whole: bool) -> _Piece:
    payload = _payload(part, found)
    name = file_name(part)
    if kind.startswith("multipart/"):
        # A multipart without its boundary: what stands there is all there is to read.
        kind = "text/plain"
    filed = _disposition(part) == "attachment" or (bool(name) and not whole)
    if kind not in ("text/plain", "text/html") or filed:
        if payload or name:
            found.attachments.append(Attachment(name, kind, payload))
        return _Piece()
    text, certain = decode(payload, _charset(part))
    if not certain:
        found.defects.append("The charset was missing or wrong, so it was guessed.")
    return _Piece(text=text) if kind == "text/plain" else _Piece(html=text)


def file_name(part: Message) -> str:
    """Give the name of a part's file, decoded (RFC 2231, RFC 2047); empty when it has none."""
    try:
        named = any("name" in str(part.get(field, "")).lower() for field in _NAMING)
        name = part.get_filename() if named else ""
    except BREAKS:
        return ""
    if not name:
        return ""
    octets = str(name).encode("utf-8", "surrogateescape")
    text = decode_words(decode(octets, "utf-8")[0])
    return " ".join(text.replace("\n", " ").split())[:255]


def _disposition(part: Message) -> str:
    try:
        return str(part.get_content_disposition() or "")
    except BREAKS:
        return ""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except BREAKS:
        return ""


def _payload(part: Message, found: _Found) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except BREAKS:
        found.defects.append("A part could not be decoded.")
        return b""
    return payload if isinstance(payload, bytes) else b""


def _attached_message(part: Message, found: _Found) -> bytes:
    inner = part.get_payload(0) if part.is_multipart() else part
    try:
        octets = inner.as_bytes() if isinstance(inner, Message) else str(inner).encode()
    except BREAKS:
        found.defects.append("An attached message could not be read.")
        return b""
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64":
        return octets
    try:
        return base64.b64decode(octets)
    except binascii.Error:
        return octets


def _groups(part: Message, found: _Found) -> bytes:
    """Give the text of a part that the library splits into groups, as delivery reports are."""
    try:
        return b"\n\n".join(
            group.as_bytes().strip() for group in part.get_payload() if isinstance(group, Message)
        )
    except BREAKS:
        found.defects.append("A report part could not be read.")
        return b""
