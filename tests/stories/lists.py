"""Lists of people as form programs export them, written here by hand, and mails that bring them."""

import io
from collections.abc import Sequence
from email.message import EmailMessage

from openpyxl import Workbook

from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, Telling

HEADINGS = ["What is your name?", "Your grade or job", "Where do you work?", "Town", "Your email"]
ROWS = [
    ["Ana Reyes", "ST4 in acute medicine", "Wyre Infirmary", "Wigan", ANA],
    ["Ben Okafor", "General management trainee", "Wyre Trust", "Bury", BEN],
    ["Cleo Marsh", "CT2 psychiatry", "Wyre Infirmary", "Wigan", CLEO],
    ["Dev Anand", "General management trainee", "Wyre Trust", "Bury", DEV],
]
WITHOUT = ["Nobody Known", "ST3", "Wyre Infirmary", "Wigan", ""]
OF_SURVEY_MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]


def survey_monkey(rows: Sequence[Sequence[str]]) -> bytes:
    """Two rows of headings, and built-in columns for the address and the name that are empty."""
    built_in = ["Email Address", "First Name", "Last Name", "Custom Data 1"]
    top = [*OF_SURVEY_MONKEY, *built_in, *HEADINGS]
    below = [""] * 9 + ["Open-Ended Response"] * len(HEADINGS)
    answers = [
        [str(1000 + at), "77", "06/01/2021 09:10", "06/01/2021 09:14", "192.0.2.1", *[""] * 4, *row]
        for at, row in enumerate(rows)
    ]
    return separated([top, below, *answers]).encode("utf-8-sig")


def google(rows: Sequence[Sequence[str]]) -> bytes:
    """One row of headings, the first of them the time stamp."""
    answers = [["01/06/2021 09:10:00", *row] for row in rows]
    return separated([["Timestamp", *HEADINGS], *answers]).encode()


def microsoft(rows: Sequence[Sequence[str | int]]) -> bytes:
    """A workbook whose own columns for the address and the name say "anonymous" and nothing."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", *HEADINGS])
    for at, row in enumerate(rows, start=1):
        sheet.append([at, "2021-06-01 09:10", "2021-06-01 09:14", "anonymous", None, *row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def by_hand(rows: Sequence[Sequence[str]]) -> bytes:
    """A sheet that somebody keeps, saved by an older spreadsheet with semicolons."""
    return separated([["Name", "Job", "Trust", "Town", "E-mail"], *rows], ";").encode("cp1252")


def separated(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    return "".join(
        delimiter.join(f'"{one}"' if delimiter in one else one for one in row) + "\r\n"
        for row in rows
    )


def mails_file(stage: Telling, name: str, content: bytes, words: str = "Import please") -> None:
    """Let Gil mail a file to the scheme."""
    stage.count += 1
    mail = EmailMessage()
    scheme = stage.house.scheme.address
    mail["From"], mail["To"], mail["Subject"] = f"Gil Sharp <{GIL}>", scheme, "Sign-ups"
    mail["Message-ID"] = f"<list.{stage.count}@office.test>"
    mail.set_content(words)
    mail.add_attachment(content, "application", "octet-stream", filename=name)
    stage.hand_in(GIL, [scheme], mail.as_bytes())
