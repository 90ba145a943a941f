"""A file is read as its reader sees it: what was deleted, hidden or remarked is no part of it."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.core.documents import Unread
from mailbot.core.mail import Attachment
from mailbot.translate.documents import LARGEST_BYTES, NotRead, look_into, words_of
from tests.translate.office import open_file, packed, paragraph, pdf_file, run, word_file

SENTENCE = "The bed manager rang twice and I let it ring."
DELETED = (
    '<w:del w:author="Ana"><w:r><w:delText>my useless boss</w:delText></w:r>'
    "<w:r><w:t>and worse</w:t></w:r></w:del>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def said(content: bytes, name: str = "letter.docx") -> str:
    return words_of(Attachment(name, "application/octet-stream", content))


def why_not(content: bytes, name: str) -> Unread:
    with pytest.raises(NotRead) as refused:
        said(content, name)
    return refused.value.why


def test_deleted_words_are_gone_and_inserted_ones_stay() -> None:
    inserted = f'<w:ins w:author="Ana">{run("a colleague")}</w:ins>'

    text = said(word_file(paragraph(run("I blamed "), DELETED, inserted, run("."))))

    assert text == "I blamed a colleague."


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    first = paragraph(run("One line "), properties="<w:rPr><w:del/></w:rPr>")

    text = said(word_file(first, paragraph(run("and the same line."))))

    assert text == "One line and the same line."


def test_comments_headers_and_the_names_of_authors_are_no_part_of_a_document() -> None:
    marked = (
        f'<w:commentRangeStart w:id="0"/>{run(SENTENCE)}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    content = word_file(
        paragraph(marked),
        comments=f'<w:comment w:author="Ana Field">{paragraph(run("she is awful"))}</w:comment>',
        header1=paragraph(run("Infirmary, confidential")),
    )

    assert said(content) == SENTENCE


@pytest.mark.parametrize(
    ("hidden", "styles"),
    [
        (run("not for him", "<w:vanish/>"), ""),
        (run("not for him", '<w:rStyle w:val="Aside"/>'), "Aside"),
        (paragraph(run("not for him"), properties='<w:pStyle w:val="Aside"/>'), "Aside"),
    ],
)
def test_hidden_words_stay_hidden(hidden: str, styles: str) -> None:
    shape = f'<w:style w:styleId="{styles}"><w:rPr><w:vanish/></w:rPr></w:style>'
    own = hidden if hidden.startswith("<w:p>") else paragraph(hidden)

    text = said(word_file(paragraph(run(SENTENCE)), own, styles=shape))

    assert text == SENTENCE


def test_words_that_are_expressly_shown_are_read() -> None:
    assert said(word_file(paragraph(run(SENTENCE, '<w:vanish w:val="0"/>')))) == SENTENCE


def test_the_numbers_of_a_list_are_read_as_they_are_seen() -> None:
    items = [paragraph(run(one), properties=ITEM) for one in ("Beds", "Rotas", "Lifts")]

    text = said(word_file(*items, numbering=NUMBERING))

    assert text == "1. Beds\n2. Rotas\n3. Lifts"


def test_a_row_of_a_table_is_one_line_and_a_deleted_row_is_none() -> None:
    def cells(*texts: str) -> str:
        return "".join(f"<w:tc>{paragraph(run(one))}</w:tc>" for one in texts)

    table = (
        f"<w:tbl><w:tr>{cells('09:00', 'Ward round')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cells('10:00', 'Argument')}</w:tr></w:tbl>"
    )

    assert said(word_file(table)) == "09:00 | Ward round"


def test_a_text_box_is_read_once_and_a_prompt_that_nobody_filled_in_not_at_all() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="urn:x"><mc:Choice><w:txbxContent>'
        f"{paragraph(run('In a box.'))}</w:txbxContent></mc:Choice><mc:Fallback>"
        f"{paragraph(run('In a box.'))}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"

    text = said(word_file(paragraph(run("Before."), box), paragraph(prompt)))

    assert text == "Before.\nIn a box."


def test_a_note_at_the_foot_of_a_page_comes_after_the_text() -> None:
    own = paragraph(run("I asked."), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = f'<w:footnote w:id="2">{paragraph(run("Twice."))}</w:footnote>'

    text = said(word_file(own, footnotes=notes))

    assert text == "I asked.[1]\n\n[1] Twice."


def test_paragraphs_that_a_page_sets_apart_are_set_apart() -> None:
    long = "We print on the next ward and are told off for it every single morning."

    text = said(word_file(paragraph(run("Dear Ben,")), paragraph(run(long)), paragraph(run(long))))

    assert text == f"Dear Ben,\n\n{long}\n\n{long}"


def test_an_open_document_is_read_without_its_changes_and_annotations() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>my useless boss</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Dear<text:s text:c="2"/>Ben,<office:annotation><dc:creator>Ana</dc:creator>'
        "<text:p>she is awful</text:p></office:annotation><text:line-break/>hello"
        '<text:span text:style-name="Hid"> not for him</text:span></text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>Beds</text:p></text:list-item>'
        "<text:list-item><text:p>Rotas</text:p></text:list-item></text:list>"
    )
    styles = (
        '<style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1"/></text:list-style>'
    )

    text = said(open_file(body, styles), "letter.odt")

    assert text == "Dear Ben,\nhello\n1. Beds\n2. Rotas"


def test_rich_text_is_read_without_hidden_deleted_and_noted_words() -> None:
    content = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Ana Field}}"
        rb"{\header Infirmary}Caf\'e9 on T\u375?\par {\v not for him}{\deleted useless}"
        rb"{\*\annotation she is awful}is shut.}"
    )

    assert said(content, "letter.rtf") == "Caf\u00e9 on T\u0177\nis shut."


def test_the_lines_that_a_page_broke_are_joined_again() -> None:
    lines = (
        "Dear Ben,",
        "last winter I asked for one more pair of hands on the night shift and",
        "nobody ever told me whose desk my request was lying on all that time.",
        "Whom should I ask?",
    )

    text = said(pdf_file(*lines), "letter.pdf")

    assert text.startswith("Dear Ben,\nlast winter")
    assert "night shift and nobody" in text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_charsets_people_save_it_in(codec: str) -> None:
    assert said(f"{SENTENCE} \u2018Twice\u2019".encode(codec), "letter.txt").endswith("Twice\u2019")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("letter.docm", word_file(paragraph(run(SENTENCE))), Unread.FOREIGN),
        ("letter.docx", packed(word__document_dot_xml="<a/>", word__vbaProject_dot_bin="x"), Unread.FOREIGN),
        ("letter.pages", b"PK\x03\x04", Unread.FOREIGN),
        ("winmail.dat", b"x", Unread.FOREIGN),
        ("letter.doc", b"\xd0\xcf\x11\xe0 old Word", Unread.FOREIGN),
        ("letter.docx", b"\xd0\xcf\x11\xe0 locked", Unread.LOCKED),
        ("letter.pdf", b"%PDF-1.7 /Encrypt 3 0 R", Unread.LOCKED),
        ("letter.odt", open_file("", manifest="<encryption-data/>"), Unread.LOCKED),
        ("letter.docx", b"not a document at all", Unread.DAMAGED),
        ("letter.docx", word_file(paragraph(run("x")))[:-40], Unread.DAMAGED),
        ("letter.pdf", b"%PDF-1.4 and nothing more", Unread.DAMAGED),
        ("letter.docx", word_file(paragraph(run("  "))), Unread.EMPTY),
        ("scan.pdf", pdf_file(), Unread.SCANNED),
        ("letter.txt", b"x" * (LARGEST_BYTES + 1), Unread.TOO_LARGE),
        ("budget.xlsx", packed(xl__workbook_dot_xml="<a/>"), Unread.FOREIGN),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(name: str, content: bytes, why: Unread) -> None:
    assert why_not(content, name) is why


def test_entities_are_refused_before_they_grow() -> None:
    growing = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    assert why_not(packed(word__document_dot_xml=growing), "letter.docx") is Unread.DAMAGED


def test_a_bomb_of_a_package_is_left_alone() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * 40_000_000)

    assert len(made.getvalue()) < 100_000
    assert why_not(made.getvalue(), "letter.docx") is Unread.TOO_LARGE


def test_absurd_nesting_and_endless_texts_are_left_alone() -> None:
    deep = "<w:x>" * 400 + "</w:x>" * 400
    endless = paragraph(run("word " * 50_000))

    assert why_not(word_file(deep), "letter.docx") is Unread.TOO_LARGE
    assert why_not(word_file(endless), "letter.docx") is Unread.TOO_LARGE
    assert why_not(b"{" * 600 + rb"{\rtf1", "x.rtf") is Unread.DAMAGED
    assert why_not(rb"{\rtf1" + b"{" * 600, "x.rtf") is Unread.TOO_LARGE


def test_a_page_that_is_drawn_without_end_is_left_alone() -> None:
    content = pdf_file(SENTENCE, drawing="0 0 m 1 1 l S " * 130_000)

    assert why_not(content, "letter.pdf") in {Unread.TOO_LARGE, Unread.DAMAGED}


def test_pictures_are_not_looked_into_and_each_file_stands_for_itself() -> None:
    photo = Attachment("IMG_1.jpg", "image/jpeg", b"x")
    broken = Attachment("a.docx", "", b"x")
    whole = Attachment("b.docx", "", word_file(paragraph(run(SENTENCE))))

    looked = look_into((photo, broken, whole))

    assert [(one.name, one.unread, one.text) for one in looked] == [
        ("a.docx", Unread.DAMAGED, ""),
        ("b.docx", None, SENTENCE),
    ]


NAMES = st.sampled_from(["a.docx", "a.odt", "a.pdf", "a.rtf", "a.txt", "a", "a.doc"])
SEEDS = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"{\\rtf1 ",
        b"PK\x03\x04",
        pdf_file(SENTENCE, SENTENCE),
        open_file(f"<text:p>{SENTENCE}</text:p>"),
        word_file(paragraph(run(SENTENCE)), numbering=NUMBERING),
    ]
)


@given(
    name=NAMES,
    seed=SEEDS,
    noise=st.binary(max_size=200),
    place=st.floats(0, 1),
    cut=st.integers(0, 60),
)
@settings(max_examples=400, deadline=None)
def test_random_bytes_are_read_or_refused_and_never_anything_else(
    name: str, seed: bytes, noise: bytes, place: float, cut: int
) -> None:
    at = int(place * len(seed))
    file = Attachment(name, "application/octet-stream", seed[:at] + noise + seed[at + cut :])

    try:
        text = words_of(file)
    except NotRead:
        return

    assert text.strip() == text
    assert "\x00" not in text
