"""Read a survey's export into sign-ups, whichever form program wrote it, and say how it was read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailbot.core.importing import SignUp
from mailbot.core.people import Role
from mailbot.translate.contact import emails_in, phone_in
from mailbot.translate.slots import spelt_out
from mailbot.translate.spreadsheets import Table
from mailbot.translate.survey_columns import Columns, Field, corrected, guess_columns
from mailbot.translate.survey_names import refused_in
from mailbot.translate.vocabulary import Seen, Vocabulary

# What SurveyMonkey writes in its second row, below the questions.
_SECOND_ROW = re.compile(
    r"^(?:open-ended response|response|other \(please specify\))$", re.IGNORECASE
)
_PLAIN_ANSWER = re.compile(r"^(?:open-ended )?response$", re.IGNORECASE)
_NOBODY = re.compile(r"^(?:anonymous|n/?a|none|-+|\.+)$", re.IGNORECASE)
_MANAGER = re.compile(r"\bmanage(?:r|ment)\b", re.IGNORECASE)
_SPECIALTY_MANAGER = re.compile(
    r"\bspecialt?i?al?t?y manage(?:r|ment)\b|\bspecialty manage", re.IGNORECASE
)
_CLINICIAN = re.compile(r"\b(?:clinicians?|clinical|doctors?|medic|medical|dr)\b", re.IGNORECASE)
_MOBILE_WITHOUT_ZERO = re.compile(r"[17]\d{9}")
# A formula, a link or markup in the place of a name is nobody's.
_NO_NAME = re.compile(r"^[=+|]|https?:|[<>{}]|\w\(", re.IGNORECASE)
_SHOUTED = re.compile(r"[^\W\d_a-z][^\W\d_a-z'\u2019-]{2,}")
_LONGEST_VALUE = 120
_SHOWN_LABEL = 40
_LONGEST_SOURCE = 60
_LONGEST_NICKNAME = 25


@dataclass(frozen=True, slots=True)
class Survey:
    """A list of people as it came: `labels` name the columns, `first` is the number of the first row."""

    name: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int
    columns: Columns

    @property
    def has_addresses(self) -> bool:
        """Say whether any column holds email addresses: without one nobody can be added."""
        return Field.ADDRESS in self.columns


def read_survey(
    table: Table, vocabulary: Vocabulary, said: Sequence[tuple[Field | None, int]] = ()
) -> Survey:
    """Find headings and columns of a table; `said` are corrections by the number of a column from 0."""
    labels, first = _headings(table)
    rows = table.rows[first:]
    columns = corrected(guess_columns(labels, rows, vocabulary), said)
    return Survey(table.name, labels, rows, first + 1, columns)


def _headings(table: Table) -> tuple[tuple[str, ...], int]:
    """Give a label for each column, and how many rows stand above the answers."""
    rows = table.rows
    top = next(number for number, row in enumerate(rows) if any(row))
    width = max(len(row) for row in rows)
    if any(_is_address(cell) for cell in rows[top]):
        return ("",) * width, top
    # A title above the table stands alone in its row.
    while sum(map(bool, rows[top])) == 1 and (lower := _fuller(rows, top)):
        top = lower
    labels = [*rows[top], *[""] * (width - len(rows[top]))]
    below = rows[top + 1] if top + 1 < len(rows) else ()
    if _is_second_row(below, labels):
        return tuple(_joined(labels, below)), top + 2
    return tuple(labels), top + 1


def _fuller(rows: Sequence[Sequence[str]], top: int) -> int:
    """Give the next row that is not blank where it says more than one thing, else 0."""
    after = next((at for at in range(top + 1, len(rows)) if any(rows[at])), 0)
    return after if after and sum(map(bool, rows[after])) > 1 else 0


def _is_address(cell: str) -> bool:
    """A heading may name an address as an example; an answer is nothing else."""
    return cell.lower() in emails_in(cell)


def _is_second_row(row: Sequence[str], labels: Sequence[str]) -> bool:
    if any(emails_in(cell) for cell in row) or (row and row[0]):
        return False
    monkey = any(label.lower() == "respondent id" for label in labels)
    return any(_SECOND_ROW.match(cell) for cell in row) or (monkey and any(row))


def _joined(labels: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """A question in parts stands once, over the first of them."""
    question = ""
    for number, label in enumerate(labels):
        question = label or question
        part = below[number] if number < len(below) else ""
        plain = not part or _PLAIN_ANSWER.match(part)
        yield label or question if plain else part


def sign_ups(survey: Survey, vocabulary: Vocabulary) -> tuple[SignUp, ...]:
    """Give what each row tells, in order; rows without a single answer are left out."""
    return tuple(
        _sign_up(survey, number, row, vocabulary)
        for number, row in enumerate(survey.rows, start=survey.first)
        if any(row)
    )


def _sign_up(survey: Survey, number: int, row: Sequence[str], vocabulary: Vocabulary) -> SignUp:
    told = {field: _told(row, places) for field, places in survey.columns.items()}
    addresses = [
        address
        for field in (Field.ADDRESS, Field.OTHER_ADDRESS)
        for at in survey.columns.get(field, ())
        for address in emails_in(_cell(row, at))
    ]
    addresses = list(dict.fromkeys(addresses))
    job = _job(
        [told.get(one, "") for one in (Field.ROLE, Field.GRADE, Field.SPECIALTY)], vocabulary
    )
    place = spelt_out(told.get(Field.EMPLOYER, ""))
    return replace(
        job,
        row=number,
        address=addresses[0] if addresses else "",
        other_address=addresses[1] if len(addresses) > 1 else "",
        name=_name(told),
        employer=_named(place, "employer", vocabulary),
        town=_named(told.get(Field.TOWN, ""), "town", vocabulary) or _town_of(place, vocabulary),
        phone=_phone(told.get(Field.PHONE, "")),
        called=told.get(Field.CALLED, "")[:_LONGEST_NICKNAME],
        heard_from=told.get(Field.HEARD_FROM, "")[:_LONGEST_SOURCE],
        not_with=refused_in(told.get(Field.NOT_WITH, "")),
    )


def _cell(row: Sequence[str], at: int) -> str:
    text = row[at] if at < len(row) else ""
    return "" if _NOBODY.match(text) else text


def _told(row: Sequence[str], places: Sequence[int]) -> str:
    found = next(filter(None, (_cell(row, at) for at in places)), "")
    return " ".join(found.split())[:_LONGEST_VALUE]


def _name(told: dict[Field, str]) -> str:
    """Give the full name; "PATEL, Sam" is turned round, and all capitals or none are put right."""
    parts = [told.get(Field.FIRST_NAME, ""), told.get(Field.LAST_NAME, "")]
    name = told.get(Field.NAME, "")
    if not name or (len(name.split()) == 1 and all(parts)):
        name = " ".join(filter(None, parts)) or name
    last, comma, first = name.partition(",")
    if comma and first.strip():
        name = f"{first.strip()} {last.strip()}"
    if "@" in name or _NO_NAME.search(name):
        return ""
    if name == name.lower():
        return name.title()
    return " ".join(one.title() if _SHOUTED.fullmatch(one) else one for one in name.split())


def _job(texts: Sequence[str], vocabulary: Vocabulary) -> SignUp:
    """Read role, grade and specialty out of what the three columns say together."""
    role_text, grade_text, specialty_text = texts
    seen = [one for text in texts for one in vocabulary.terms_in(text)]
    role = _role(role_text, seen)
    grade = _first(seen, "grade") or ("" if role.is_manager else grade_text)
    specialty = _first(seen, "job" if role.is_manager else "specialty")
    return SignUp(0, role=role, grade=grade, specialty=specialty or specialty_text)


def _role(text: str, seen: Sequence[Seen]) -> Role:
    if _SPECIALTY_MANAGER.search(text):
        return Role.SPECIALTY_MANAGER
    roles = [one.term.role for one in seen if one.term.role is not Role.UNKNOWN]
    if Role.SPECIALTY_MANAGER in roles and Role.CLINICIAN not in roles:
        return Role.SPECIALTY_MANAGER
    if roles:
        return roles[0]
    if _MANAGER.search(text):
        return Role.GENERAL_MANAGER
    return Role.CLINICIAN if _CLINICIAN.search(text) else Role.UNKNOWN


def _first(seen: Sequence[Seen], kind: str) -> str:
    return next((one.term.say for one in seen if one.term.kind == kind and one.term.say), "")


def _named(text: str, kind: str, vocabulary: Vocabulary) -> str:
    """Give a place as we write it where the whole answer is one that we know, else as it was given."""
    shown = text.title() if text == text.lower() else text
    words = len(shown.replace("/", " ").replace("-", " ").split())
    for one in vocabulary.terms_in(shown):
        if one.term.kind == kind and one.term.say and (one.start, one.end) == (0, words):
            return one.term.say
    return shown


def _town_of(place: str, vocabulary: Vocabulary) -> str:
    return next((one.term.say for one in vocabulary.terms_in(place) if one.term.kind == "town"), "")


def _phone(text: str) -> str:
    """Give a number as it was written; a spreadsheet takes the zero off the front of one."""
    bare = text.replace(" ", "")
    if _MOBILE_WITHOUT_ZERO.fullmatch(bare):
        return f"0{bare}"
    digits = sum(letter.isdigit() for letter in text)
    return phone_in(text) or (text if 7 <= digits <= 15 else "")


def columns_shown(survey: Survey) -> list[str]:
    """Say which columns were used for what, in a coordinator's words."""
    return [
        f"{' or '.join(_label(survey, at) for at in places[:2])} = {field}"
        for field, places in survey.columns.items()
    ]


def _label(survey: Survey, at: int) -> str:
    label = " ".join(survey.labels[at].split())
    if not label:
        return f"column {at + 1}"
    return (
        f"'{label if len(label) <= _SHOWN_LABEL else label[: _SHOWN_LABEL - 3].rstrip() + '...'}'"
    )
