"""Show a coordinator what a list of people would change, and take it on at their OK (A3, N09)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.core.importing import Fault, ImportPlan, Problem, Verdict
from mailbot.core.mails import MailId
from mailbot.edges.db import inbound, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import commands
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.taking_on import Compared, changes_told, compare, missing_of, take_on
from mailbot.flows.writing import Letter, queue
from mailbot.translate.column_words import Corrected, corrections_of_import, numbered
from mailbot.translate.files import useful_files
from mailbot.translate.form_notices import notice_in
from mailbot.translate.parse import parse
from mailbot.translate.spreadsheets import NoTable, Table, is_table, read_table
from mailbot.translate.survey_columns import Field
from mailbot.translate.surveys import Survey, columns_shown, read_survey

OPTIONS = ("ok", "no")
_MOST_SHOWN = 4
_MOST_ROWS_SHOWN = 8
_ORDER = {fault: place for place, fault in enumerate(Fault)}


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a coordinator has put right so far: columns by their number from 0, and rows."""

    columns: tuple[tuple[Field | None, int], ...] = ()
    verdicts: Mapping[int, Verdict] | None = None

    @property
    def rows(self) -> Mapping[int, Verdict]:
        """Give the verdicts on single rows."""
        return self.verdicts or {}

    def as_details(self) -> dict[str, object]:
        """Give them as they are kept with the decision."""
        return {
            "columns": [[field.value if field else "", at] for field, at in self.columns],
            "rows": [[row, verdict.value] for row, verdict in self.rows.items()],
        }


def preview_import(conn: Connection, house: House, case: Case, action: do.PreviewImport) -> None:
    """Answer each list of a coordinator's mail with a report (N09); nothing else is changed."""
    assert case.incoming is not None, "a list comes with a mail"
    troubles = []
    for at in range(max(1, len(action.files))):
        try:
            survey = _survey(conn, house, case.incoming.received_id, at, Corrections())
        except NoTable as trouble:
            troubles.append(str(trouble))
            continue
        compared = compare(conn, house, survey, {})
        _report(conn, house, case, compared, _asked(conn, house, case, compared, at))
    if troubles:
        commands.read_back(conn, house, case, troubles)


def _survey(conn: Connection, house: House, received_id: int, at: int, said: Corrections) -> Survey:
    """Read the list again out of the mail that brought it; raises NoTable."""
    try:
        mail = parse(inbound.bytes_of(conn, received_id))
    except LookupError:
        raise NoTable("That mail is deleted by now; please send the list again.") from None
    files = [one for one in useful_files(mail.attachments) if is_table(one)]
    table: Table | None
    if files:
        table = read_table(files[at].name, files[at].content)
    else:
        table = notice_in(mail.text, mail.sender)
    if table is None:
        raise NoTable("I can't find the list in that mail any more; please send it again.")
    survey = read_survey(table, house.rules.vocabulary, said.columns)
    if not survey.has_addresses:
        raise NoTable(f"{survey.name} holds no email addresses, so there is nobody to add.")
    return survey


def _asked(
    conn: Connection, house: House, case: Case, compared: Compared, at: int
) -> Promise | None:
    """Open the decision; none where an OK would change nothing and no row waits for a word."""
    found = compared.plan
    shared = any(one.fault is Fault.TWO_NAMES for one in found.problems)
    waits_for_a_word = bool(found.namesakes) or shared
    if compared.taken_before is not None or (found.is_idle and not waits_for_a_word):
        return None
    would = f"add {len(found.new)} and update {len(found.changed)}"
    if found.is_idle:
        would = "leave out who may be known already"
    return promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.IMPORT.value,
        f"{compared.survey.name}: {would}?",
        case.now,
        asks_coordinator=True,
        options=list(OPTIONS),
        received_id=case.received_id,
        details={"file": at, **Corrections().as_details()},
    )


def _report(
    conn: Connection, house: House, case: Case, compared: Compared, asked: Promise | None
) -> None:
    coordinator = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    found = compared.plan
    before = compared.taken_before
    letter = Letter(
        MailId.N09,
        "a list of people came",
        coordinator=coordinator,
        values={
            "file": compared.survey.name,
            "rows": found.rows,
            "new": 0 if before else len(found.new),
            "changed": 0 if before else len(found.changed),
            "known": found.known,
            "changes": _few(list(changes_told(found))),
            "incomplete": sum(bool(missing_of(one)) for one in found.new),
            "resting": len(found.kept),
            "unusable": list(problems_told(found.problems)),
            "namesakes": _few(list(namesakes_told(found))),
            "columns": columns_shown(compared.survey),
            "already": house.hours.local(before) if before else None,
            "asks": asked is not None,
        },
        answers=case.incoming,
        promise_id=asked.id if asked else None,
        offers=OPTIONS if asked else (),
    )
    queue(conn, house, case.now, letter)


def problems_told(problems: Sequence[Problem]) -> Iterator[str]:
    """Say what is left out and why: "2 with no usable email (rows 17 and 31)"."""
    by_fault = sorted(problems, key=lambda one: (_ORDER[one.fault], one.row))
    for fault, group in groupby(by_fault, key=lambda one: one.fault):
        rows = [str(one.row) for one in group]
        shown = ", ".join(rows[:_MOST_ROWS_SHOWN])
        more = f" and {len(rows) - _MOST_ROWS_SHOWN} more" if len(rows) > _MOST_ROWS_SHOWN else ""
        yield f"{len(rows)} {fault} (row{'s' if len(rows) > 1 else ''} {shown}{more})"


def namesakes_told(found: ImportPlan) -> Iterator[str]:
    """Name the rows that may be somebody who is known, with the place that tells namesakes apart."""
    for one in found.namesakes:
        place = one.person.employer or one.person.town
        yield f"row {one.sign_up.row}, {one.person.name}{f' ({place})' if place else ''}"


def _few(items: list[str]) -> list[str]:
    more = len(items) - _MOST_SHOWN
    return [*items[:_MOST_SHOWN], f"{more} more"] if more > 0 else items


def decide_import(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Take the list on, leave it, or show it again as corrected; give the line that is read back."""
    at, so_far = _kept(asked)
    try:
        survey = _survey(conn, house, asked.received_id or 0, at, so_far)
    except NoTable as trouble:
        promises.close_promise(conn, asked.id, case.now, case.by, "gone", kept=False)
        return f"nothing was added. {trouble}"
    said = corrections_of_import(words)
    if said.columns or said.verdicts:
        return _shown_again(conn, house, case, asked, survey, said)
    if means is Meaning.YES:
        return _taken_on(conn, house, case, asked, compare(conn, house, survey, so_far.rows))
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no", kept=False)
        return "left: nothing was added."
    return 'left open: OK, no, or what is wrong, as in "grade is column 5".'


def _taken_on(
    conn: Connection, house: House, case: Case, asked: Promise, compared: Compared
) -> str:
    """Take a list on once, and keep the mark by which it is known again."""
    if not promises.close_promise(conn, asked.id, case.now, case.by, "ok"):
        return "was done already."
    told = take_on(conn, house, case, compared)
    promises.change_promise(conn, asked.id, details={**asked.details, "mark": compared.mark})
    return f"done: {told}"


def _kept(asked: Promise) -> tuple[int, Corrections]:
    columns, rows = asked.details.get("columns"), asked.details.get("rows")
    return int(str(asked.details.get("file", 0))), Corrections(
        tuple((Field(one[0]) if one[0] else None, int(one[1])) for one in _pairs(columns)),
        {int(one[0]): Verdict(one[1]) for one in _pairs(rows)},
    )


def _pairs(kept: object) -> list[list[str]]:
    return kept if isinstance(kept, list) else []


def _shown_again(
    conn: Connection, house: House, case: Case, asked: Promise, survey: Survey, said: Corrected
) -> str:
    """Keep the corrections and report once more, in a mail that the next OK answers."""
    columns = numbered(said.columns, survey.labels)
    if said.columns and not columns:
        return f"{survey.name} has no such column; nothing was changed."
    at, so_far = _kept(asked)
    now_said = Corrections((*so_far.columns, *columns), {**so_far.rows, **dict(said.verdicts)})
    details: dict[str, object] = {**asked.details, **now_said.as_details()}
    promises.change_promise(conn, asked.id, details=details)
    again = _survey(conn, house, asked.received_id or 0, at, now_said)
    _report(conn, house, case, compare(conn, house, again, now_said.rows), asked)
    return ""
