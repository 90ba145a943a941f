"""The page of a portfolio: the same content gives the same bytes, in every letter of a Welsh name."""

import io
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from mailbot.core.portfolio import Piece, Portfolio
from mailbot.edges.files import typeface
from mailbot.flows.portfolio import FACES
from mailbot.translate.portfolio_page import Faces, portfolio_page

TYPE = Faces(*map(typeface, FACES))
WHOLE = Portfolio(
    name="Si\u00e2n Ll\u0177r-Wyn",
    scheme="North & West <buddies>",
    task="Task 1",
    pieces=(
        Piece(
            "Task 1",
            "Problem page letters",
            "letter",
            date(2027, 6, 18),
            "Dear [my buddy],\n\nwho decides about beds on T\u0177 Gwyn? \u0174yth \u0175yth. \U0001f600 <b>2 < 3</b>",
            competences=(
                ("MLCF.2.2", "MLCF Working with others: building and maintaining relationships"),
            ),
        ),
        Piece("Task 3", "A case", "joint answer", date(2027, 8, 2), "", "My buddy sent it."),
    ),
    prompt="What surprised you?",
)


def words_on(page: bytes) -> str:
    return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(page)).pages)


def test_everything_stands_on_the_page_and_what_looks_like_markup_is_text() -> None:
    text = " ".join(words_on(portfolio_page(WHOLE, "As of 19 June 2027", TYPE)).split())

    for said in (
        "Si\u00e2n Ll\u0177r-Wyn",
        "North & West <buddies>",
        "As of 19 June 2027",
        "who decides about beds on T\u0177 Gwyn? \u0174yth \u0175yth.",
        "<b>2 < 3</b>",
        "Letter, 18 June 2027",
        "MLCF.2.2 Working with others: building and maintaining relationships",
        "My buddy sent it.",
        "What surprised you?",
    ):
        assert said in text


def test_the_same_content_gives_the_same_bytes_and_another_day_others() -> None:
    once = portfolio_page(WHOLE, "As of 19 June 2027", TYPE)

    assert once == portfolio_page(WHOLE, "As of 19 June 2027", TYPE)
    assert once != portfolio_page(WHOLE, "As of 20 June 2027", TYPE)


def test_the_document_itself_says_whose_it_is_and_nothing_of_the_machine() -> None:
    about = PdfReader(io.BytesIO(portfolio_page(WHOLE, "", TYPE))).metadata

    assert about is not None
    assert about.title == f"Portfolio: {WHOLE.name}"
    assert about.author == WHOLE.name


def test_words_without_end_go_on_over_the_pages() -> None:
    long = replace(WHOLE.pieces[0], words="\n\n".join(["A line that goes on and on. " * 40] * 30))

    pages = PdfReader(io.BytesIO(portfolio_page(replace(WHOLE, pieces=(long,)), "", TYPE))).pages

    assert len(pages) > 5
    assert WHOLE.name in pages[3].extract_text()
