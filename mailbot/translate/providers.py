"""Read rules/providers.toml: the servers, limits and advice that go with the domain of an address."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mailbot.core.errors import Trouble

_FILE = "rules/providers.toml"
_TEXTS = ("name", "imap", "smtp", "advice")
_LIMITS = ("per_minute", "per_day")


class BadProvider(Trouble):
    """The file of providers cannot be used; the sentence names entry and key."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Provider:
    """A mail provider; servers are `host:port`, limits count mails and are None where unknown."""

    name: str
    domains: tuple[str, ...]
    imap: str
    smtp: str
    advice: str
    per_minute: int | None = None
    per_day: int | None = None


def read_providers(text: str) -> tuple[Provider, ...]:
    """Read the file's text; raise BadProvider with one sentence."""
    try:
        entries = tomllib.loads(text).get("provider", [])
    except tomllib.TOMLDecodeError as problem:
        raise BadProvider(f"{_FILE} is not valid TOML: {problem}.") from None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise BadProvider(f"{_FILE}: write [[provider]], with double brackets, for each entry.")
    return tuple(_provider(entry, f"{_FILE}, entry {n}") for n, entry in enumerate(entries, 1))


def provider_of(address: str, providers: Iterable[Provider]) -> Provider | None:
    """Find who runs the mail of an address, by its domain or one above it."""
    domain = "." + address.rpartition("@")[2].lower()
    return next(
        (one for one in providers if any(domain.endswith(f".{name}") for name in one.domains)), None
    )


def _provider(entry: Mapping[str, object], where: str) -> Provider:
    for key in entry:
        if key not in (*_TEXTS, *_LIMITS, "domains"):
            raise BadProvider(f'{where}: there is no key "{key}".')
    name, imap, smtp, advice = (_text(entry, key, where) for key in _TEXTS)
    per_minute, per_day = (_limit(entry, key, where) for key in _LIMITS)
    domains = entry.get("domains")
    if not isinstance(domains, list) or not all(isinstance(one, str) for one in domains):
        raise BadProvider(f"{where}: domains must be a list of names.")
    return Provider(name, tuple(domains), imap, smtp, advice.strip(), per_minute, per_day)


def _text(entry: Mapping[str, object], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadProvider(f"{where}: {key} must be text.")
    return value


def _limit(entry: Mapping[str, object], key: str, where: str) -> int | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadProvider(f"{where}: {key} must be a whole number of 1 or more.")
    return value
