"""Guess what each column of a sign-up list holds, by its heading and by what stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailbot.translate.contact import emails_in, phone_in
from mailbot.translate.vocabulary import Vocabulary


class Field(StrEnum):
    """What a column may hold; the words are for coordinators, who use them to correct a guess."""

    ADDRESS = "email"
    OTHER_ADDRESS = "second email"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    NAME = "name"
    ROLE = "job"
    GRADE = "grade"
    SPECIALTY = "specialty"
    EMPLOYER = "workplace"
    TOWN = "town"
    PHONE = "phone"
    CALLED = "name to be called by"
    HEARD_FROM = "how they heard"
    NOT_WITH = "not to be paired with"


Columns = Mapping[Field, tuple[int, ...]]

# What form programs write by themselves, and what is asked for other reasons than these fields.
_PREFERRED: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        Field.NOT_WITH,
        re.compile(
            r"(?:\b(?:not|avoid|exclude|never)\b|n['\u2019]t\b).{0,60}\b(?:pair|match|budd|partner|put with|work with)"
            r"|\bconflicts? of interest\b",
            re.IGNORECASE,
        ),
    ),
    (
        Field.CALLED,
        re.compile(
            r"\bpreferred (?:first )?name\b|\bknown as\b|\b(?:be called|call you)\b|\bnick ?name\b",
            re.IGNORECASE,
        ),
    ),
    (
        Field.HEARD_FROM,
        re.compile(
            r"\b(?:hear|heard|find out|found out|learn(?:ed|t)?)\b.{0,12}\b(?:about|of)\b|^(?:referral )?source$|^heard from$"
            r"|\bhow did you (?:hear|find|learn)\b",
            re.IGNORECASE,
        ),
    ),
)
_BESIDE = re.compile(
    r"^(?:id|#|no\.?|respondent id|collector id|ip address|custom data.*|start (?:date|time)|end (?:date|time)"
    r"|date created|date modified|(?:start|completion|last modified) time|timestamp|tidst.*|submitted.*|date submitted|time"
    r"|score|total points|quiz feedback|language|user ?id|network id|tags|points .*|feedback .*)$"
    r"|\b(?:consent|agree|gdpr|privacy|comments?|anything else|hear about|heard about|how did you|line manager|supervisor"
    r"|emergency contact|dietary|gender|ethnic\w*|date of birth|prefer not)\b",
    re.IGNORECASE,
)
# The first that fits is taken.
_HEADINGS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (
            Field.OTHER_ADDRESS,
            r"(?:second|other|another|alternat\w+|additional|personal|private|home|back-?up|long.?term).{0,24}e-?mail"
            r"|(?:e-?mail|address).{0,40}(?:still work|if you (?:move|change)|change (?:trust|job))",
        ),
        (Field.ADDRESS, r"\be-?mails?\b|\bemailaddress\b"),
        (Field.FIRST_NAME, r"\b(?:first|given|fore) ?names?\b|\bforenames?\b"),
        (Field.LAST_NAME, r"\b(?:last|family|second) ?name\b|\bsurname\b"),
        (Field.PHONE, r"\b(?:phone|mobile|telephone|tel|cell|contact number)\b"),
        (
            Field.EMPLOYER,
            r"\b(?:trust|hospital|employer|organi[sz]ation|workplace|place of work|where do you work"
            r"|where are you working|work at|working at|base site|site|employed)\b",
        ),
        (Field.NAME, r"\bname\b|\bwho are you\b"),
        (
            Field.GRADE,
            r"\bgrade\b|\b(?:training|trainee) (?:level|year|stage)\b|\blevel of training\b",
        ),
        (Field.SPECIALTY, r"\bspeciali?t(?:y|ies)\b|\bdepartment\b|\bdiscipline\b"),
        (
            Field.ROLE,
            r"\b(?:role|job|position|profession|occupation|clinician|manager|doctor)\b|\bare you an?\b|\bwhat do you do\b",
        ),
        (
            Field.TOWN,
            r"\b(?:town|city|nearest|location|region|area)\b|\bwhere .{0,20}\b(?:based|live)\b",
        ),
    )
)
_SAMPLE_ROWS = 300
_MOSTLY = 0.6
_LABEL_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in one column: the cells that are not empty."""

    cells: tuple[str, ...]

    def share(self, found: Iterable[bool]) -> float:
        """Give which part of the cells has something."""
        return sum(found) / len(self.cells) if self.cells else 0.0


def guess_columns(
    labels: Sequence[str], rows: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> Columns:
    """Say for each field in which columns it stands, the fullest first; empty columns hold nothing."""
    found: dict[Field, list[tuple[int, int]]] = {}
    for number, label in enumerate(labels):
        column = Filled(tuple(row[number] for row in rows if number < len(row) and row[number]))
        if not column.cells:
            continue
        field = _by_heading(label, column) or _by_content(label, column, vocabulary)
        if field is not None:
            found.setdefault(field, []).append((-_worth(field, column), number))
    columns = {field: tuple(at for _, at in sorted(places)) for field, places in found.items()}
    return _settled(columns)


def heading_field(label: str) -> Field | None:
    """Say what a heading announces; None where its words say nothing, or where it is beside the point."""
    heading = " ".join(label[:_LABEL_CHARACTERS].split())
    asked = next((field for field, pattern in _PREFERRED if pattern.search(heading)), None)
    if asked is not None or _BESIDE.search(heading):
        return asked
    return next((field for field, pattern in _HEADINGS if pattern.search(heading)), None)


def is_beside(label: str) -> bool:
    """Say whether a column is what form programs write by themselves, or asked for other reasons."""
    return bool(_BESIDE.search(" ".join(label[:_LABEL_CHARACTERS].split())))


def _by_heading(label: str, column: Filled) -> Field | None:
    field = heading_field(label)
    addresses = column.share(bool(emails_in(one)) for one in column.cells[:_SAMPLE_ROWS])
    if field in {Field.ADDRESS, Field.OTHER_ADDRESS}:
        return field if addresses > 0 else None
    # "Your details" over a column of addresses holds addresses.
    return None if addresses >= _MOSTLY else field


def _by_content(label: str, column: Filled, vocabulary: Vocabulary) -> Field | None:
    cells = column.cells[:_SAMPLE_ROWS]
    sample = Filled(cells)
    if is_beside(label):
        return None
    if sample.share(bool(emails_in(one)) for one in cells) >= _MOSTLY:
        return Field.ADDRESS
    kinds = {
        Field.GRADE: "grade",
        Field.SPECIALTY: "specialty",
        Field.EMPLOYER: "employer",
        Field.TOWN: "town",
        Field.ROLE: "job",
    }
    for field, kind in kinds.items():
        if sample.share(_is_all(one, kind, vocabulary) for one in cells) >= _MOSTLY:
            return field
    if sample.share(bool(phone_in(one)) and len(one) < 20 for one in cells) >= _MOSTLY:
        return Field.PHONE
    return None if label else _of_nameless(sample, vocabulary)


def _of_nameless(sample: Filled, vocabulary: Vocabulary) -> Field | None:
    """Know the job and the name by what stands in a column that nobody has put a word over."""
    if sample.share(_tells_a_job(one, vocabulary) for one in sample.cells) >= _MOSTLY:
        return Field.ROLE
    named = (_A_NAME.fullmatch(one) and not any(vocabulary.terms_in(one)) for one in sample.cells)
    return Field.NAME if sample.share(map(bool, named)) >= _MOSTLY else None


def _tells_a_job(cell: str, vocabulary: Vocabulary) -> bool:
    return any(one.term.kind in {"grade", "job"} for one in vocabulary.terms_in(cell[:120]))


_A_NAME = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*\.?\s?){2,4}")


def _is_all(cell: str, kind: str, vocabulary: Vocabulary) -> bool:
    """Say whether a short cell is nothing but a term of a kind."""
    words = len(cell.replace("/", " ").replace("-", " ").split())
    return any(
        one.term.kind == kind and one.start == 0 and one.end == words
        for one in vocabulary.terms_in(cell[:80])
    )


def _worth(field: Field, column: Filled) -> int:
    if field in {Field.ADDRESS, Field.OTHER_ADDRESS}:
        return sum(bool(emails_in(one)) for one in column.cells)
    return len(column.cells)


def _settled(columns: Mapping[Field, tuple[int, ...]]) -> Columns:
    """A single column of addresses is the address, whatever it is called; a full name needs no parts."""
    settled = dict(columns)
    if Field.ADDRESS not in settled and Field.OTHER_ADDRESS in settled:
        settled[Field.ADDRESS] = settled.pop(Field.OTHER_ADDRESS)
    return {field: settled[field] for field in Field if field in settled}


def corrected(columns: Columns, said: Iterable[tuple[Field | None, int]]) -> Columns:
    """Put columns where a coordinator says that they belong; None takes a column out of use."""
    moved = dict(columns)
    for field, number in said:
        for other in list(moved):
            moved[other] = tuple(one for one in moved[other] if one != number)
        if field is not None:
            moved[field] = (number,)
    return {field: moved[field] for field in Field if moved.get(field)}
