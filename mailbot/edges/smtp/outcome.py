"""The four things that can become of a mail at a submission server."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server owns the mail now (RFC 5321 section 4.2.5).

    `refused` are recipients it turned away all the same, each with its reply ("550 5.1.1 ...").
    """

    reply: str
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TryLater:
    """The server certainly does not have the mail; the same mail may be sent again later."""

    reply: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The server does not want this mail; without a person it is not sent again (5yz)."""

    reply: str
    code: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """The content was sent but no final reply came: the server may or may not have the mail."""

    reply: str


Outcome = Accepted | TryLater | Refused | Unknown


def turned_away(code: int, words: str) -> TryLater | Refused:
    """Judge a refusal by its first digit alone (RFC 5321 section 4.2.1)."""
    reply = f"{code} {words}"
    return Refused(reply, code) if 500 <= code <= 599 else TryLater(reply)
