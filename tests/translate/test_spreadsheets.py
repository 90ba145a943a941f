"""A table is opened whatever wrote it, and one that is meant to do harm does none."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from mailbot.translate.spreadsheets import LARGEST_BYTES, MOST_ROWS, NoTable, read_table

SHEET = "<sheetData><row r='1'/><row r='2'/></sheetData>"
CELLS = (("Name", "Email"), ("Zoë, of \u201cLeigh\u201d", "zoe@x.example"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def repacked(content: bytes, part: str, text: str) -> bytes:
    """Put another text in the place of one part of a workbook."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_of_any_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    text = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in CELLS)

    assert CELLS == read_table("l.csv", text.encode(encoding)).rows


def test_a_line_that_names_the_delimiter_is_obeyed_and_no_row() -> None:
    assert (("a,b", "c"),) == read_table("l.csv", b"sep=;\r\na,b;c\r\n").rows


def test_a_cell_of_several_lines_is_one_cell() -> None:
    rows = read_table("l.csv", b'Name,Why\r\nZoe,"first\r\nsecond"\r\n').rows

    assert ["Zoe", "first\r\nsecond"] == list(rows[1])


def test_a_workbook_is_known_by_its_content_and_not_by_its_name() -> None:
    assert CELLS == read_table("wrong.csv", workbook(*CELLS)).rows


def test_a_formula_is_never_evaluated() -> None:
    content = workbook(("Name", "Sum"), ("Zoe", '=HYPERLINK("http://x.example","you")'))

    assert ("Zoe",) == read_table("l.xlsx", content).rows[1]


def test_the_apostrophe_before_a_would_be_formula_is_taken_off() -> None:
    assert ("+44 161 496 0000",) == read_table("l.csv", b"Phone\r\n'+44 161 496 0000\r\n").rows[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\r\n,,\r\n", "empty"),
        (b"x" * (LARGEST_BYTES + 1), "5 MB"),
        (b"a,b\r\n" * (MOST_ROWS + 1), "rows"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "password"),
        (b"PK\x03\x04 is no zip", "save it again"),
        (b'Name\r\n"' + b"x" * 200_000, "without an end"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_sentence_with_the_files_name(
    content: bytes, told: str
) -> None:
    with pytest.raises(NoTable, match=told) as trouble:
        read_table("answers.xlsx", content)

    assert str(trouble.value).startswith("answers.xlsx ")


def test_a_workbook_that_unfolds_to_gigabytes_is_refused() -> None:
    sheet = f"<worksheet>{SHEET}<!--{' ' * 90_000_000}--></worksheet>"
    content = repacked(workbook(*CELLS), "xl/worksheets/sheet1.xml", sheet)

    with pytest.raises(NoTable):
        read_table("bomb.xlsx", content)


def test_entities_that_multiply_are_refused() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row><row r="2"/></sheetData></worksheet>'
    )

    with pytest.raises(NoTable):
        read_table("laughs.xlsx", repacked(workbook(*CELLS), "xl/worksheets/sheet1.xml", sheet))
