"""Damage to mails as transport, filters and careless programs do it; the same for a seed."""

import re
from collections.abc import Callable
from random import Random

_CHARSETS = (b"utf-16", b"iso-2022-jp", b"utf-7", b"koi8-r", b"idna", b"x-unknown", b"cp037", b"hz")
_ENCODINGS = (b"base64", b"quoted-printable", b"x-uuencode", b"8bit", b"7bit", b"binary, x")
_KINDS = (b"message/rfc822", b"multipart/mixed", b"text/html", b"message/delivery-status", b"text/",
          b"multipart/report", b"text/calendar", b"application/pkcs7-mime", b"message/partial")  # fmt: skip
_HOSTILE = (b"=?utf-8?b?4pyT", b"=?x?q?=00=ff?=", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\x1b$B",
            b"(((((((((", b"<<<<@>>>>", b"\"\\", b"On Mon wrote:", b"> > > > >", b"=\r\n=\r\n", b"&#xD800;",
            b"<div><blockquote>", b"--", b"From: ", b"until 31/2", b"back 99/99/9999", b"\xc2\x85")  # fmt: skip


def damaged(raw: bytes, others: list[bytes], dice: Random) -> bytes:
    """Damage a mail in one to four ways; `others` are mails that may be put into it."""
    for _ in range(dice.randint(1, 4)):
        raw = dice.choice(WAYS)(raw, others, dice)
    return raw


def _flipped(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    octets = bytearray(raw)
    for _ in range(dice.randint(1, 12)):
        if octets:
            octets[dice.randrange(len(octets))] = dice.randrange(256)
    return bytes(octets)


def _repeated(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [raw]
    at = dice.randrange(len(lines))
    return b"".join((*lines[:at], *[lines[at]] * dice.choice((2, 3, 40)), *lines[at + 1 :]))


def _dropped(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    return b"".join(line for line in lines if dice.random() > 0.1)


def _swapped(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [raw]
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _cut(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def _headless(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    return raw[dice.randrange(len(raw) + 1) :]


def _unbound(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    new = dice.choice(
        (b'boundary=""', b"boundary=x", b'boundary="a\\"', b"boundary*0=a; boundary*1=b")
    )
    return re.sub(rb"boundary=[^\r\n;]+", lambda _: new, raw, count=dice.randint(0, 2))


def _mislabelled(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    name = dice.choice(_CHARSETS)
    return re.sub(rb"charset=[^\r\n;]+", b"charset=" + name, raw) or raw


def _misencoded(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    field = b"Content-Transfer-Encoding: " + dice.choice(_ENCODINGS)
    return _inserted(raw, field + b"\n", dice)


def _of_another_kind(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    kind = dice.choice(_KINDS)
    return re.sub(rb"(?i)content-type:[^\r\n;]*", b"Content-Type: " + kind, raw, count=1)


def _nested(raw: bytes, others: list[bytes], dice: Random) -> bytes:
    for _ in range(dice.choice((1, 2, 30))):
        inner = dice.choice(others) if dice.random() < 0.5 else raw
        head = b"From: a@b.test\nContent-Type: multipart/mixed; boundary=n\n\n--n\n"
        raw = head + b"Content-Type: message/rfc822\n\n" + inner[:4000] + b"\n--n--\n"
    return raw


def _joined(raw: bytes, others: list[bytes], dice: Random) -> bytes:
    other = dice.choice(others)
    return raw[: dice.randrange(len(raw) + 1)] + other[dice.randrange(len(other) + 1) :]


def _doubled(raw: bytes, _others: list[bytes], _dice: Random) -> bytes:
    head, gap, body = raw.partition(b"\n\n")
    return head + b"\n" + head + gap + body


def _spiked(raw: bytes, _others: list[bytes], dice: Random) -> bytes:
    return _inserted(raw, dice.choice(_HOSTILE) * dice.choice((1, 3, 60)), dice)


def _inserted(raw: bytes, what: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    if dice.random() < 0.5:
        at = raw.rfind(b"\n", 0, at) + 1
    return raw[:at] + what + raw[at:]


WAYS: tuple[Callable[[bytes, list[bytes], Random], bytes], ...] = (
    _flipped, _repeated, _dropped, _swapped, _cut, _headless, _unbound, _mislabelled, _misencoded,
    _of_another_kind, _nested, _joined, _doubled, _spiked,
)  # fmt: skip
