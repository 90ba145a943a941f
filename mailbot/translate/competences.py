"""Load the frameworks of competences: one file each, so that a later one is one file more (C16)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import ClassVar

from mailbot.core.competences import Competence, Frameworks
from mailbot.core.errors import Trouble

FOLDER = "competences/"
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}")
_FRAMEWORK_KEYS = frozenset({"code", "name", "domain"})
_DOMAIN_KEYS = frozenset({"number", "name", "elements"})


class BadFramework(Trouble):
    """A file of competences says something that cannot be meant; the sentence names file and key."""

    exit_code: ClassVar[int] = 2


def load_competences(files: Mapping[str, str]) -> Frameworks:
    """Read every `competences/NAME.toml` of the rules; other files are passed over.

    Codes are counted from 1: MLCF.2.2 is the second element of the domain with the number 2, and
    MLCF.2 the domain. Raises BadFramework.
    """
    names: dict[str, str] = {}
    found: dict[str, Competence] = {}
    for path, text in files.items():
        if not path.startswith(FOLDER):
            continue
        file = f"rules/{path}"
        table = _parsed(file, text)
        _only(file, table, _FRAMEWORK_KEYS)
        code = _text(file, table, "code")
        if not _CODE.fullmatch(code):
            raise BadFramework(f"{file}: code must be a few capital letters, such as MLCF.")
        if code in names:
            raise BadFramework(f"{file}: code {code} is that of another file already.")
        names[code] = _text(file, table, "name")
        for one in _competences(file, code, table):
            if one.code in found:
                raise BadFramework(f"{file}: two domains have the number of {one.code}.")
            found[one.code] = one
    return Frameworks(names, found)


def not_known(code: str, frameworks: Frameworks) -> str:
    """Say of a code that no framework has it, and which one may be meant."""
    known = list(frameworks.competences)
    near = get_close_matches(code.upper(), known, 1) or known[:1]
    return f'"{code}" is in no framework; is "{near[0]}" meant ({frameworks.name(near[0])})?'


def _parsed(file: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFramework(f"{file} is not valid TOML: {error}.") from error


def _competences(file: str, code: str, table: Mapping[str, object]) -> Iterator[Competence]:
    domains = table.get("domain")
    if not isinstance(domains, list) or not domains:
        raise BadFramework(f"{file} needs at least one [[domain]].")
    for domain in domains:
        name = _text(f"{file}, [[domain]]", domain, "name")
        where = f"{file}, domain {name}"
        _only(where, domain, _DOMAIN_KEYS)
        number = domain.get("number")
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise BadFramework(f"{where}: number must be a whole number from 1 on.")
        yield Competence(f"{code}.{number}", code, name)
        for place, element in enumerate(_texts(where, domain, "elements"), 1):
            yield Competence(f"{code}.{number}.{place}", code, name, element)


def _only(where: str, table: Mapping[str, object], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise BadFramework(f"{where}: {key} is not known; use {', '.join(sorted(known))}.")


def _text(where: str, table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadFramework(f"{where}: {key} must be some text.")
    return value.strip()


def _texts(where: str, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise BadFramework(f"{where}: {key} must be a list of texts.")
    return tuple(value)
