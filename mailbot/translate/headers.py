"""Read the header fields of a mail: unfolded, decoded, with addresses as addresses."""

import base64
import binascii
import quopri
import re
from email.message import Message

from mailparser.utils import get_addresses

from mailbot.core.mail import Address
from mailbot.translate.charsets import clean, decode

Fields = tuple[tuple[str, str], ...]

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_GAP = re.compile(r"(\?=)\s+(=\?[^?\s]{1,80}\?[bBqQ]\?)")
_ID = re.compile(r"<[^<>\s]{1,998}>")
_BARE_ID = re.compile(r"[^\s<>,;]{1,498}@[^\s<>,;]{1,498}")
_ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'=/&%#!~*-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}")
# One mailbox as nearly every mail has it: words, then the address in angle brackets.
_SIMPLE = re.compile(
    r"(?P<quote>\"?)(?P<name>[A-Za-z0-9 '_-]{0,80})(?P=quote) ?<(?P<address>[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>",
    re.ASCII,
)
_BARE = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_RECIPIENTS = 2000


def wire_fields(message: Message) -> Fields:
    """Give every field as it stands: raw octets read as UTF-8, else as Windows-1252."""
    # Names are printable ASCII: what begins with anything else is no field for the parser.
    return tuple((name.lower(), _text(str(value))) for name, value in message.raw_items())


def decoded(wire: Fields) -> Fields:
    """Give the fields with decoded, unfolded values."""
    return tuple((name, _unfolded(value)) for name, value in wire)


def mailboxes(wire: Fields, name: str) -> tuple[Address, ...]:
    """Read the mailboxes of every field of that name, in order; a broken one has address ""."""
    found: list[Address] = []
    for key, value in wire:
        if key == name:
            found.extend(_mailboxes(value))
    return tuple(found[:_RECIPIENTS])


def message_ids(value: str) -> tuple[str, ...]:
    """Find the message identifiers of a field, each with its angle brackets (RFC 5322 3.6.4)."""
    found = _ID.findall(value) or [f"<{bare}>" for bare in _BARE_ID.findall(value)]
    return tuple(dict.fromkeys(found))


def decode_words(value: str) -> str:
    """Decode the encoded words of a value (RFC 2047), also where they stand without spaces."""
    if "=?" not in value:
        return value
    # A character may be cut between two words: equal neighbours are joined before decoding.
    joined = _GAP.sub(r"\1\2", value)
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for found in _WORD.finditer(joined):
        if found.start() > end:
            pieces.append(("", joined[end : found.start()].encode("utf-8", "surrogateescape")))
        charset, octets = found[1].lower(), _octets(found[2], found[3])
        if found.start() == end and pieces and pieces[-1][0] == charset:
            pieces[-1] = (charset, pieces[-1][1] + octets)
        else:
            pieces.append((charset, octets))
        end = found.end()
    pieces.append(("", joined[end:].encode("utf-8", "surrogateescape")))
    return "".join(decode(octets, charset)[0] for charset, octets in pieces)


def _octets(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return quopri.decodestring(raw, header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    # A length of one over a multiple of four cannot be filled up: the odd letter is dropped.
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return raw


def _text(value: str) -> str:
    if value.isascii():
        return value if value.isprintable() else clean(value)
    return decode(value.encode("utf-8", "surrogateescape"))[0]


def _unfolded(value: str) -> str:
    whole = value if "\n" not in value else " ".join(map(str.strip, value.split("\n")))
    if "=?" not in whole:
        return whole.strip()
    return clean(decode_words(whole)).replace("\n", " ").strip()


def _mailboxes(value: str) -> list[Address]:
    simple = _SIMPLE.fullmatch(value)
    if simple:
        return [Address(address=simple["address"].lower(), name=simple["name"].rstrip())]
    if _BARE.fullmatch(value):
        return [Address(address=value.lower(), name="")]
    unfolded = re.sub(r"\n[ \t]*", " ", value)
    found = [
        Address(address=_folded(address), name=_unfolded(name))
        for name, address in get_addresses(unfolded)
        if "@" in address
    ]
    if found or not unfolded.strip():
        return found
    # Broken beyond RFC 5322: an address that stands there alone is still the address.
    loose = dict.fromkeys(_ADDRESS.findall(unfolded))
    if len(loose) == 1:
        return [Address(address=_folded(next(iter(loose))), name="")]
    return [Address(address="", name=_unfolded(unfolded)[:200])]


def _folded(address: str) -> str:
    return address.strip().strip("<>").replace(" ", "").lower()
