"""Keyed addresses and references: what a reply is about, provable without asking the database."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Crockford's base 32 in lower case: no i, l, o or u, and local parts lose their case on the way.
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_MAC_LENGTH = 16  # characters of 5 bits: 80 bits
_LOCAL_OCTETS = 64  # RFC 5321 section 4.5.3.1.1
_MESSAGE_ID = re.compile(r"<mail\.([0-9a-z]{1,12})\.[0-9a-z]{26}@[^<>@\s]+>")
_ADDRESS = re.compile(
    rf"[^@\s]{{1,64}}\+([a-z]{{1,12}})(0[{_BASE32}]{{1,13}})-([{_BASE32}]{{{_MAC_LENGTH}}})@[^@\s]+"
)

_UID = re.compile(
    rf"event\.0(?P<number>[{_BASE32}]{{1,13}})\.[{_BASE32}]{{{_MAC_LENGTH}}}@(?P<domain>.+)"
)

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: nobody has to guess which one it was.
_REF_ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
_REF_LENGTH = 6
_HALF_BITS = 13
_HALF = (1 << _HALF_BITS) - 1
_ROUNDS = 8
REF_LIMIT = 1 << (2 * _HALF_BITS)
_REF = re.compile(rf"\bRef[:\s>|*]{{1,40}}([{_REF_ALPHABET}]{{{_REF_LENGTH}}})\b")


@dataclass(frozen=True, slots=True)
class Token:
    """What a keyed address is about: the purpose and the number it was made for."""

    purpose: str
    number: int


class Tokens:
    """The keyed addresses and references of one scheme; another key or scheme reads none of them."""

    def __init__(self, key: bytes, scheme: str) -> None:
        """Take the secret key and the scheme's address, whose domain is that of its Message-IDs.

        Raises ValueError for an empty key.
        """
        if not key:
            raise ValueError("The key for reply addresses is empty.")
        self._key = key
        self._scheme = scheme.lower()

    def address(self, base: str, purpose: str, number: int) -> str:
        """Give `local+<purpose><number>-<proof>@domain`, all in lower case.

        `purpose` is one to twelve letters a-z. Raises ValueError where the local part would exceed
        64 octets.
        """
        if not re.fullmatch("[a-z]{1,12}", purpose):
            raise ValueError("The purpose of a reply address must be one to twelve letters a-z.")
        local, _, domain = base.lower().rpartition("@")
        # The leading zero ends the letters of the purpose, for the digits of base 32 are letters too.
        numbered = f"{purpose}0{base32(number)}"
        local = f"{local}+{numbered}-{self._proof(purpose, number)}"
        if len(local.encode()) > _LOCAL_OCTETS:
            raise ValueError("The scheme's address is too long for keyed reply addresses.")
        return f"{local}@{domain}"

    def read(self, address: str) -> Token | None:
        """Read an address of ours; None for every other one, without saying what was wrong."""
        found = _ADDRESS.fullmatch(address.strip().lower()) if address.isascii() else None
        if found is None:
            return None
        purpose, digits, proof = found.groups()
        number = _number(digits)
        genuine = hmac.compare_digest(proof, self._proof(purpose, number))
        return Token(purpose, number) if genuine and digits == f"0{base32(number)}" else None

    def ref(self, number: int) -> str:
        """Give the six characters of the footer; raises ValueError from REF_LIMIT on."""
        if not 0 <= number < REF_LIMIT:
            raise ValueError(f"A reference can be made for numbers below {REF_LIMIT}.")
        left, right = number >> _HALF_BITS, number & _HALF
        for turn in range(_ROUNDS):
            left, right = right, left ^ self._mixed(turn, right)
        return _ref_text(left << _HALF_BITS | right)

    def read_ref(self, text: str) -> int | None:
        """Find the first reference of a footer, also in quoted text, and give its number.

        Anybody can write six characters: it says what a mail may be about, never who wrote it.
        """
        return next(self._numbers(text), None)

    def message_id(self, number: int) -> str:
        """Give the Message-ID of the mail with this number, in the domain of the scheme's address."""
        return message_id(self._key, "mail", number, self._scheme.rpartition("@")[2])

    def uid(self, number: int) -> str:
        """Give the UID of the calendar entry of the event with this number (RFC 5545 section 3.8.4.7)."""
        return f"event.0{base32(number)}.{self._proof('event', number)}@{self._domain}"

    def read_uid(self, uid: str) -> int | None:
        """Read a UID of ours; None for every other one."""
        found = _UID.fullmatch(uid.strip().lower()) if uid.isascii() else None
        if found is None or found["domain"] != self._domain:
            return None
        number = _number(found["number"])
        return number if hmac.compare_digest(uid.strip().lower(), self.uid(number)) else None

    @property
    def _domain(self) -> str:
        return self._scheme.rpartition("@")[2]

    def is_message_id(self, text: str) -> bool:
        """Say whether a Message-ID is one that this scheme gave to a mail, on record or not."""
        found = _MESSAGE_ID.fullmatch(text.strip().lower())
        return found is not None and text.strip().lower() == self.message_id(_number(found[1]))

    def mark(self, text: str) -> str:
        """Give a mark by which a text is known again, and which tells nobody what it was."""
        return keyed(self._key, "mark", self._scheme, text.lower()).hex()

    def _numbers(self, text: str) -> Iterator[int]:
        for found in _REF.finditer(text):
            mixed = _ref_number(found[1])
            if mixed >= REF_LIMIT:
                continue
            left, right = mixed >> _HALF_BITS, mixed & _HALF
            for turn in reversed(range(_ROUNDS)):
                left, right = right ^ self._mixed(turn, left), left
            yield left << _HALF_BITS | right

    def _proof(self, purpose: str, number: int) -> str:
        digest = keyed(self._key, "address", self._scheme, purpose, str(number))
        return base32(int.from_bytes(digest[:10]), _MAC_LENGTH)

    def _mixed(self, turn: int, half: int) -> int:
        digest = keyed(self._key, "ref", self._scheme, str(turn), str(half))
        return int.from_bytes(digest[:2]) & _HALF


def message_id(key: bytes, purpose: str, number: int, domain: str) -> str:
    """Give the Message-ID of a mail, always the same for the same mail and not to be guessed.

    `purpose` is a mail id or another word of letters and digits. Dots and length keep it out of the
    shape that spam filters know as MSGID_RANDY.
    """
    if not re.fullmatch("[A-Za-z0-9]{1,20}", purpose):
        raise ValueError("The purpose of a Message-ID must be letters and digits.")
    digest = keyed(key, "message-id", domain.lower(), purpose, str(number))
    proof = base32(int.from_bytes(digest[:16]), 26)
    return f"<{purpose.lower()}.{base32(number)}.{proof}@{domain.lower()}>"


def keyed(key: bytes, *parts: str) -> bytes:
    """Give HMAC-SHA256 over the parts; lengths are part of it, so that no two lists agree."""
    message = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
    return hmac.new(key, message, hashlib.sha256).digest()


def base32(number: int, length: int = 1) -> str:
    """Write a number in Crockford's base 32, lower case, filled up with zeros to `length`."""
    if number < 0:
        raise ValueError("Only numbers from zero on can be written in base 32.")
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = _BASE32[digit] + digits
    return digits.rjust(length, "0")


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + _BASE32.index(digit)
    return number


def _ref_text(number: int) -> str:
    text = ""
    for _ in range(_REF_LENGTH):
        number, place = divmod(number, len(_REF_ALPHABET))
        text = _REF_ALPHABET[place] + text
    return text


def _ref_number(text: str) -> int:
    number = 0
    for sign in text:
        number = number * len(_REF_ALPHABET) + _REF_ALPHABET.index(sign)
    return number
