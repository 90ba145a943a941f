"""A coordinator's list, from the mail that brings it to the welcome of each new person (A3)."""

from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.stories.lists import ROWS, WITHOUT, mails_file, microsoft, survey_monkey
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, SCHEME, words_of

EVERYBODY = "select name, state from person order by name"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        yield opened


def imports(stage: Scene, content: bytes, name: str = "survey.csv") -> None:
    """Let Gil mail a list and agree to what the preview says."""
    mails_file(stage, name, content)
    stage.passes(minutes=5)
    stage.writes(GIL, "OK", answers=stage.of_kind(GIL, "N09"))
    stage.passes(minutes=5)


def test_a_list_changes_nothing_until_the_coordinator_says_ok(stage: Scene) -> None:
    mails_file(stage, "survey.csv", survey_monkey([*ROWS, WITHOUT]))
    stage.passes(minutes=5)
    preview = stage.of_kind(GIL, "N09")

    assert "5 rows: 4 new. OK?" == str(preview["Subject"])
    assert "'Your email' = email" in words_of(preview)
    assert "1 with no usable email (row 7)" in words_of(preview)
    assert stage.ask(EVERYBODY) == []
    assert [one for one in (ANA, BEN, CLEO, DEV) if stage.to(one)] == []


def test_everybody_new_in_an_agreed_list_is_welcomed_once(stage: Scene) -> None:
    imports(stage, survey_monkey([*ROWS, WITHOUT]))
    stage.days(1)

    assert "4 added and 0 updated" in words_of(stage.last(GIL, "Re: "))
    assert {"P01"} == {stage.heard(one)[0] for one in (ANA, BEN, CLEO, DEV)}
    assert "acute medicine" in words_of(stage.of_kind(ANA, "P01"))
    assert len(stage.ask(EVERYBODY)) == 4


def test_the_same_list_again_changes_nothing_even_after_people_told_us_more(stage: Scene) -> None:
    imports(stage, survey_monkey(ROWS))
    with stage.house.engine.begin() as conn:
        conn.exec_driver_sql("update person set employer = 'Elsewhere' where name = 'Ana Reyes'")
    before = stage.ask(EVERYBODY)

    mails_file(stage, "survey.csv", survey_monkey(ROWS))
    stage.passes(minutes=5)

    assert "4 rows: nothing new" == str(stage.of_kind(GIL, "N09")["Subject"])
    assert before == stage.ask(EVERYBODY)
    assert stage.ask("select count(*) from promise where state = 'open'") == [(0,)]


def test_who_has_left_or_rests_stays_so_when_a_list_names_them_again(stage: Scene) -> None:
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.writes(BEN, "STOP", answers=stage.of_kind(BEN, "P01"))
    stage.passes(minutes=5)
    heard = len(stage.to(BEN))

    imports(stage, microsoft(ROWS), "answers.xlsx")
    stage.days(1)

    assert "1 paused or left" in words_of(stage.of_kind(GIL, "N09"))
    assert ("Ben Okafor", "left") in stage.ask(EVERYBODY)
    assert stage.heard(BEN, since=heard) == []
    assert stage.ask("select count(*) from person") == [(4,)]


def test_a_wrong_column_is_put_right_in_a_sentence_and_the_list_shown_again(stage: Scene) -> None:
    headings = "Name,Job,Notes,Town,Email\r\n"
    rows = "".join(f"{row[0]},{row[1]},{row[2]},{row[3]},{row[4]}\r\n" for row in ROWS[:2])
    mails_file(stage, "sheet.csv", (headings + rows).encode())
    stage.passes(minutes=5)
    first = stage.of_kind(GIL, "N09")
    assert "= workplace" not in words_of(first)

    stage.writes(GIL, "The workplace is in column C.", answers=first)
    stage.passes(minutes=5)
    second = stage.of_kind(GIL, "N09")
    stage.writes(GIL, "ok", answers=second)
    stage.passes(minutes=5)

    assert "'Notes' = workplace" in words_of(second)
    assert {row[0] for row in stage.ask("select employer from person")} == {
        "Wyre Infirmary",
        "Wyre Trust",
    }


def test_an_ok_in_the_evening_writes_to_nobody_before_morning(stage: Scene) -> None:
    stage.clock.now = stage.clock.now.replace(hour=20)
    imports(stage, survey_monkey(ROWS))
    stage.passes(hours=1)
    assert stage.to(ANA) == []

    stage.passes(hours=12)

    assert stage.heard(ANA) == ["P01"]


def test_somebody_who_may_be_known_under_another_address_waits_for_a_word(stage: Scene) -> None:
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.passes(minutes=5)
    again = ["Ana Reyes", "ST4", "Manchester Royal Infirmary", "Manchester", CLEO]

    mails_file(stage, "list.csv", survey_monkey([again]))
    stage.passes(minutes=5)
    preview = stage.of_kind(GIL, "N09")
    stage.writes(GIL, "row 3 is the same", answers=preview)
    stage.passes(minutes=5)
    stage.writes(GIL, "OK", answers=stage.of_kind(GIL, "N09"))
    stage.passes(minutes=5)

    assert "row 3, Ana Reyes (Manchester Royal Infirmary)" in words_of(preview)
    assert stage.ask("select count(*) from person") == [(1,)]
    assert stage.ask("select address from address order by position") == [(ANA,), (CLEO,)]


def test_nobody_can_agree_who_does_not_read_the_coordinators_mail(
    stage: Scene,
) -> None:
    mails_file(stage, "survey.csv", survey_monkey(ROWS))
    stage.passes(minutes=5)

    ((number,),) = stage.ask("select number from promise")
    stage.writes(GIL, f"{number} ok", subject="Re: 4 rows: 4 new. OK?")
    stage.writes(ANA, "OK", answers=stage.of_kind(GIL, "N09"))
    stage.passes(minutes=5)

    assert stage.ask(EVERYBODY) == []


def test_a_table_without_addresses_is_answered_and_nothing_else(stage: Scene) -> None:
    mails_file(stage, "budget.csv", b"Item,Pounds\r\nRooms,200\r\nTea,35\r\n", "FYI, the budget.")
    stage.passes(minutes=5)

    assert "budget.csv holds no email addresses" in words_of(stage.last(GIL, "Re: "))
    assert "N09" not in stage.heard(GIL)


def test_a_forms_notice_that_a_coordinator_passes_on_is_a_list_of_one(stage: Scene) -> None:
    notice = (
        "One more.\n\n---------- Forwarded message ---------\nFrom: Forms <noreply@forms.test>\n"
        "Subject: New response to your form\n\n"
        f"Name: Cleo Marsh\nYour grade: CT2\nSpecialty: psychiatry\nEmail: {CLEO}\n"
        "Where do you work?\nWyre Infirmary\nTown: Wigan\n"
    )
    stage.writes(GIL, notice, "Fwd: New response to your form")
    stage.passes(minutes=5)
    stage.writes(GIL, "ok", answers=stage.of_kind(GIL, "N09"))
    stage.passes(minutes=5)
    stage.passes(hours=1)

    assert stage.ask(EVERYBODY) == [("Cleo Marsh", "waiting")]
    assert stage.heard(CLEO) == ["P01"]


def test_the_cohort_comes_as_a_table_and_as_cards_for_the_telephone(stage: Scene) -> None:
    imports(stage, survey_monkey(ROWS))
    stage.writes(GIL, "cohort please")
    stage.passes(minutes=5)

    files = {one.get_filename(): content_of(one) for one in parts(stage.last(GIL))}

    assert {"cohort.csv", "cohort.vcf"} == set(files)
    assert all(address.encode() in files["cohort.csv"] for address in (ANA, BEN, CLEO, DEV))
    assert 4 == files["cohort.vcf"].count(b"BEGIN:VCARD")


@pytest.mark.parametrize("who", ["who bury", "who wyre trust", "who dev", "who is in bury?"])
def test_people_are_found_by_name_trust_or_town(stage: Scene, who: str) -> None:
    imports(stage, survey_monkey(ROWS))
    stage.writes(GIL, who)
    stage.passes(minutes=5)

    table, _ = parts(stage.last(GIL))
    answer = stage.last(GIL).get_payload(0)

    assert isinstance(answer, Message)
    assert "Dev Anand" in words_of(answer)
    assert "Ana Reyes" not in words_of(answer)
    assert ANA.encode() not in content_of(table)


@pytest.mark.parametrize("who", ["who dev annand", "who buri", "who wyer trust anand"])
def test_a_slip_of_the_thumb_in_a_name_finds_the_nearest(stage: Scene, who: str) -> None:
    imports(stage, survey_monkey(ROWS))
    stage.writes(GIL, who)
    stage.passes(minutes=5)

    answer = words_of(stage.last(GIL))

    assert "I know nobody of that name. The nearest:" in answer
    assert "Dev Anand" in answer
    assert "Ana Reyes" not in answer


def test_a_text_to_forward_names_the_address_to_write_to_and_goes_to_nobody_else(
    stage: Scene,
) -> None:
    stage.writes(GIL, "mailshot for the deanery")
    stage.passes(minutes=5)

    mailshot = stage.of_kind(GIL, "X05")

    assert "forward to the deanery" in words_of(mailshot)
    assert f"write to {SCHEME}" in words_of(mailshot)
    assert {GIL} == {address for address, _ in stage.mails}


def content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def parts(mail: Message) -> list[Message]:
    return [one for one in mail.walk() if one.get_filename()]
