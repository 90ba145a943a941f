"""Write people as a contact book: CSV for a spreadsheet and vCards for a telephone."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from mailbot.core.people import TITLES, Person, Role

HEADINGS = (
    "Name", "Role", "Grade", "Specialty", "Workplace", "Town", "Email", "Other emails", "Phone", "State",
    "Buddy", "Heard from",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula, and runs it on the reader's machine.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FOLDED_OCTETS = 75


def contacts_csv(
    people: Sequence[Person],
    buddies: Mapping[int, Sequence[str]],
    heard_from: Mapping[int, str] | None = None,
) -> bytes:
    """Give a table of people, UTF-8 with the mark that Excel needs; no cell can be a formula.

    `buddies` are the names of each person's buddies, by id, and `heard_from` is where they heard of it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for one in people:
        cells = (
            one.name,
            one.role.value.replace("_", " "),
            one.grade,
            one.specialty,
            one.employer,
            one.town,
            one.address,
            " ".join(one.addresses[1:]),
            one.phone,
            one.state.value,
            " and ".join(buddies.get(one.id, ())),
            (heard_from or {}).get(one.id, ""),
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; reading takes it off again."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def contacts_vcf(people: Sequence[Person], scheme: str) -> bytes:
    """Give a vCard for each person (RFC 2426, the version that every telephone reads)."""
    return "".join(line for one in people for line in _card(one, scheme)).encode()


def _card(one: Person, scheme: str) -> Iterator[str]:
    plain = re.sub(r" \([^\s()]*\)", "", one.name)
    name = [word for word in plain.split() if word.lower().rstrip(".") not in TITLES]
    family, given = (name[-1], " ".join(name[:-1])) if len(name) > 1 else ("", " ".join(name))
    yield from _line("BEGIN", "VCARD")
    yield from _line("VERSION", "3.0")
    yield from _line("FN", _escaped(plain or one.address))
    yield from _line("N", f"{_escaped(family)};{_escaped(given)};;;")
    if plain != one.name:
        yield from _line("NICKNAME", _escaped(one.first_name))
    for number, address in enumerate(one.addresses):
        kind = "EMAIL;TYPE=INTERNET,PREF" if number == 0 else "EMAIL;TYPE=INTERNET"
        yield from _line(kind, _escaped(address))
    if one.phone:
        yield from _line("TEL", _escaped(one.phone))
    if one.employer:
        yield from _line("ORG", _escaped(one.employer))
    if title := _job(one):
        yield from _line("TITLE", _escaped(title))
    if one.town:
        yield from _line("ADR;TYPE=WORK", f";;;{_escaped(one.town)};;;")
    yield from _line("CATEGORIES", _escaped(scheme))
    yield from _line("END", "VCARD")


def _job(one: Person) -> str:
    if one.role is Role.CLINICIAN or one.grade:
        return " ".join(filter(None, (one.grade, one.specialty))) or "clinician"
    return ", ".join(filter(None, (one.role.value.replace("_", " "), one.specialty)))


def _escaped(text: str) -> str:
    """RFC 2426 section 4: backslash, comma, semicolon and line break are escaped in a text value."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _line(name: str, value: str) -> Iterator[str]:
    """Fold a line at 75 octets, and never inside a character (RFC 2426 section 2.6)."""
    line, octets = "", 0
    for letter in f"{name}:{value}":
        size = len(letter.encode())
        if octets + size > _FOLDED_OCTETS:
            yield f"{line}\r\n"
            line, octets = " ", 1
        line += letter
        octets += size
    yield f"{line}\r\n"
