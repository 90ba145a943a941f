"""What somebody sends as a file goes on as words, and never as the file."""

import io
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import Base as ImageTags

from mailbot.cli.reading import as_data
from mailbot.edges.db import inbound
from mailbot.edges.db.engine import reading
from mailbot.flows.understanding import make_sense
from mailbot.translate.parse import parse
from tests.stories.enclosing import encloses
from tests.stories.plays import play, play_on_servers
from tests.stories.scripts import BENS_DIARY
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of
from tests.translate.office import open_file, paragraph, pdf_file, run, word_file

REMARK = "she is an awful boss"
DELETED = f'<w:del w:author="Ana"><w:r><w:delText>{REMARK}</w:delText></w:r></w:del>'


def tracked(text: str) -> bytes:
    """Give a document with changes, a comment and an author in it."""
    return word_file(
        paragraph(
            '<w:commentRangeStart w:id="0"/>',
            run(text),
            DELETED,
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        ),
        comments=f'<w:comment w:author="Ana Reyes">{paragraph(run(REMARK))}</w:comment>',
        header1=paragraph(run("Infirmary, ward 12")),
    )


def everything_in(mail: Message) -> str:
    """Give all that a mail holds, files and what is packed in them too."""
    seen = []
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        seen.append(content.decode("utf-8", "replace"))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                seen.extend(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    return "\n".join(seen)


def test_a_letter_in_a_word_file_reaches_the_buddy_as_words_without_changes_or_comments(
    tmp_path: Path,
) -> None:
    with play_on_servers(tmp_path, "letters", ANA, BEN) as one:
        encloses(
            one, ANA, "Letter attached, sorry it's a bit late!", {"mine v3.docx": tracked(LETTER)}
        )

        relayed = one.stage.of_kind(BEN, "P11")
        assert LETTER in " ".join(words_of(relayed).split())
        for private in (REMARK, "a bit late", "Infirmary", "mine v3", "Ana Reyes"):
            assert private not in everything_in(relayed)
        assert not any(part.get_filename() for part in relayed.walk())
        assert "from mine v3.docx" in one.last(ANA, "P12")


def test_a_joint_answer_as_a_pdf_counts_for_both_and_reaches_the_buddy(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "B please", "P10")
        one.says(BEN, "B", "P10")
        one.days(2)
        encloses(one, ANA, "Here's our joint answer.", {"ours.pdf": pdf_file(*LETTER.split(". "))})
        one.days(3)

        assert "nobody had thought to tell the ward" in " ".join(one.last(BEN, "P16").split())
        assert not one.open()


def test_a_patient_in_a_file_is_seen_and_nothing_is_passed_on(tmp_path: Path) -> None:
    words = f"{LETTER[:300]} Mrs Adams, 82, in bed 4 waited with me."
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "Attached.", {"letter.docx": word_file(paragraph(run(words)))})
        one.days(2)

        assert one.kinds(ANA) == ["P10", "P14"]
        assert "P11" not in one.kinds(BEN)


def test_what_may_be_another_thing_is_shown_to_its_writer_and_goes_in_the_morning(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "Hello Gil and all!", {"notes.docx": word_file(paragraph(run(LETTER)))})

        assert "This is what I'd pass on to Ben" in one.last(ANA, "P13")
        assert "pair of hands" in one.last(ANA, "P13")
        assert "P11" not in one.kinds(BEN)

        one.days(1)
        assert "pair of hands" in one.last(BEN, "P11")


def test_a_writer_who_is_shown_the_wrong_text_sends_the_right_one_instead(tmp_path: Path) -> None:
    rota = (
        "Monday long day, Tuesday off, Wednesday nights, Thursday nights, Friday off, then leave."
    )
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "Hello Gil and all!", {"rota.docx": word_file(paragraph(run(rota)))})
        one.says(ANA, f"Oh, that was the wrong file. Here is my letter.\n\n{LETTER}", "P13")
        one.days(2)

        assert one.kinds(BEN).count("P11") == 1
        assert "pair of hands" in one.last(BEN, "P11")
        assert "Wednesday nights" not in one.last(BEN, "P11")


def test_a_file_that_cannot_be_read_is_asked_for_once_more_in_kind_words(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "My letter is attached.", {"letter.docm": b"PK\x03\x04 macros"})

        assert "I can't read letter.docm" in one.last(ANA, "P51")
        assert ("Ana Reyes", "letter") in one.open()

        encloses(one, ANA, "My letter is attached.", {"letter.docx": b"PK\x03\x04 torn"}, "P51")
        one.days(1)

        assert one.kinds(ANA).count("P51") == 1
        assert "could not be read, again" in words_of(one.stage.last(GIL, "need"))


def test_a_letter_in_a_file_far_too_long_waits_for_its_writer(tmp_path: Path) -> None:
    long = " ".join([LETTER] * 3)
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "Attached.", {"letter.docx": word_file(paragraph(run(long)))})
        one.days(2)

        assert "words and we said 100" in one.last(ANA, "P13")
        assert "P11" not in one.kinds(BEN)


def test_what_was_read_in_each_file_is_shown_to_who_looks(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        files = {"mine.docx": tracked(LETTER), "old.pdf": b"%PDF-1.4 torn"}
        encloses(one, ANA, "Letter attached.", files)
        row = max(int(str(number)) for (number,) in one.stage.ask("select id from received"))
        house = one.stage.house
        with reading(house.engine) as conn:
            raw = inbound.bytes_of(conn, row)
            received = inbound.mail_by_id(conn, row)
            shown = as_data(make_sense(conn, house, parse(raw), None, received))

    assert shown["words"] == LETTER
    assert [
        (one["name"], one.get("text"), one.get("unread"))
        for one in shown["attachments"]  # type: ignore[attr-defined]  # made for JSON
    ] == [("mine.docx", LETTER, None), ("old.pdf", None, "damaged")]


def photographed() -> bytes:
    """Give a photograph with the place where it was taken in it."""
    paper = Image.new("RGB", (900, 600), "white")
    about = Image.Exif()
    about[ImageTags.Artist] = "Ana Reyes"
    about[ImageTags.ImageDescription] = "ward 12"
    made = io.BytesIO()
    paper.save(made, "JPEG", exif=about, quality=95)
    return made.getvalue()


def test_a_photograph_of_a_letter_reaches_the_buddy_drawn_anew(tmp_path: Path) -> None:
    photo = photographed()
    assert b"ward 12" in photo

    with play_on_servers(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "Wrote it by hand, photo attached!", {"IMG_0412.jpg": photo})

        relayed = one.stage.of_kind(BEN, "P11")
        (picture,) = [part for part in relayed.walk() if part.get_content_type() == "image/jpeg"]
        assert picture.get_filename() == "Ana 1.jpg"
        content = picture.get_payload(decode=True)
        assert isinstance(content, bytes)
        with Image.open(io.BytesIO(content)) as seen:
            assert (900, 600) == seen.size
            assert not seen.getexif()
        assert b"ward 12" not in content
        assert "by hand" not in words_of(relayed)
        assert "It's a picture" in words_of(relayed)
        assert "from IMG_0412.jpg. It goes to Ben today." in one.last(ANA, "P12")


def test_a_picture_for_the_whole_group_goes_out_only_after_a_coordinator_has_seen_it(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "Thursday's best", "P10")
        one.says(BEN, "Thursday", "P10")
        one.days(14)
        encloses(one, ANA, "My diary is attached.", {"IMG_0413.jpg": photographed()})
        one.says(BEN, BENS_DIARY, "P10")
        one.days(1)

        shown = one.stage.last(GIL, "Before it's shared")
        assert [part.get_filename() for part in shown.walk() if part.get_filename()] == [
            "A doctor 1.jpg"
        ]
        assert "P17" not in one.kinds(BEN)

        one.decides("ok", "share with the group")
        one.days(2)
        assert any(part.get_filename() for part in one.stage.of_kind(BEN, "P17").walk())


def test_what_is_no_picture_although_it_is_called_one_is_asked_for_again(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(
            one, ANA, "Photo of my letter attached.", {"IMG_0414.jpg": b"\xff\xd8 torn" * 5000}
        )

        assert "IMG_0414.jpg" in one.last(ANA, "P51")
        assert "P11" not in one.kinds(BEN)


def archive(name: str, text: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr(name, text)
    return kept.getvalue()


READABLE = {
    "letter.odt": open_file(f"<text:p>{LETTER}</text:p>"),
    "letter.rtf": rb"{\rtf1\ansi\ansicpg1252{\info{\author Ana Field}}"
    + LETTER.encode()
    + rb"\par}",
    "letter.txt": LETTER.encode("utf-16"),
}
UNREADABLE = {
    "letter.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400),
    "letter.pages": archive("Index/Document.iwa", LETTER),
    "letter.zip": archive("letter.txt", LETTER),
    "scan.pdf": pdf_file(),
    "large.docx": word_file(paragraph(run(LETTER))) + bytes(25_000_000),
}


@pytest.mark.parametrize("name", READABLE)
def test_a_letter_in_any_kind_of_text_file_reaches_the_buddy_as_words_alone(
    tmp_path: Path, name: str
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "My letter is attached.", {name: READABLE[name]})

        assert one.kinds(ANA) == ["P10", "P12"]
        assert LETTER in " ".join(one.last(BEN, "P11").split())
        assert "Field" not in everything_in(one.stage.of_kind(BEN, "P11"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_nobody_here_can_read_is_asked_for_in_another_form_and_goes_nowhere(
    tmp_path: Path, name: str
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(one, ANA, "My letter is attached.", {name: UNREADABLE[name]})

        assert one.kinds(ANA) == ["P10", "P51"]
        assert one.kinds(BEN) == ["P10"]
        assert ("Ana Reyes", "letter") in one.open()
        assert ("as a JPEG" in one.last(ANA, "P51")) == name.endswith("heic")


def test_a_letter_in_two_parts_is_shown_to_its_writer_before_anybody_else_reads_it(
    tmp_path: Path,
) -> None:
    first, second = LETTER[: len(LETTER) // 2], LETTER[len(LETTER) // 2 :]
    with play(tmp_path, "letters", ANA, BEN) as one:
        encloses(
            one,
            ANA,
            f"Here is how it begins; the rest is in the file.\n\n{first}",
            {"rest.docx": word_file(paragraph(run(second)))},
        )

        assert "P11" not in one.kinds(BEN)
        assert one.kinds(ANA) == ["P10", "P13"]
        shown = " ".join(one.last(ANA, "P13").split())
        assert " ".join(first.split()) in shown
        assert " ".join(second.split()) in shown
