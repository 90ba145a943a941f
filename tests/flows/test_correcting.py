"""A coordinator who says that a mail was misread is believed: now, from then on, and with care."""

import json
import shutil
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.edges.db import inbound, journal, promises
from mailbot.edges.db.engine import reading as reading_only
from mailbot.flows.handle import handle
from mailbot.flows.house import House
from mailbot.flows.purging import forget_mail
from tests.cli.homes import ADDRESS, adopted_home, house_of, told

GIL = "gil@trust.example"
ANA = "ana@trust.example"
NOW = datetime(2026, 10, 27, 9, tzinfo=UTC)
PROOF = "Authentication-Results: mx.trust.example; dmarc=pass header.from=trust.example\r\n"
# Nothing that the rules know says what this is.
BIRD = "The kingfisher by the canal has not shown itself this week."


@dataclass(slots=True)
class Desk:
    """The home of a scheme and the mails that reach it, one a minute."""

    home: Path
    house: House
    count: int = 0

    def gets(self, sender: str, words: str, head: str = "") -> int:
        """Let a mail come and be handled; give its number."""
        self.count += 1
        name = f"<{self.count}.{sender}>"
        arrived = NOW + timedelta(minutes=self.count)
        raw = (
            f"{head}From: {sender}\r\nTo: {ADDRESS}\r\nSubject: Hello\r\nMessage-ID: {name}\r\n"
            f"Date: Tue, 27 Oct 2026 09:0{self.count}:00 +0000\r\n\r\n{words}\r\n"
        ).encode()
        with self.house.engine.begin() as conn:
            made = inbound.keep_mail(conn, self.house.scheme_id, name, name, raw, arrived)
        handle(self.house, arrived)
        handle(self.house, arrived)
        return made

    def corrects(self, words: str) -> str:
        """Let Gil write with proof that it is Gil; give what was read back."""
        self.gets(GIL, words, PROOF)
        return self.newest("N04", "text")

    def newest(self, mail: str, column: str) -> str:
        """Give one column of the newest mail of ours of a kind."""
        newest = f"SELECT {column} FROM outbox WHERE mail = '{mail}' ORDER BY id DESC LIMIT 1"
        with reading_only(self.house.engine) as conn:
            return str(conn.exec_driver_sql(newest).scalar_one())

    def became(self, received_id: int) -> tuple[str, str]:
        """Give outcome and reason of a mail."""
        with reading_only(self.house.engine) as conn:
            row = inbound.mail_by_id(conn, received_id)
        return row.outcome, row.reason

    def item_about(self, received_id: int) -> promises.Promise:
        """Give the newest item that a mail opened."""
        with reading_only(self.house.engine) as conn:
            found = promises.open_promises(conn, self.house.scheme_id, asks_coordinator=True)
        return [one for one in found if one.received_id == received_id][-1]

    def done(self, received_id: int) -> list[str]:
        """Give what the journal says was done about a mail."""
        with reading_only(self.house.engine) as conn:
            lines = journal.entries_about(conn, self.house.scheme_id, received_id=received_id)
        return [one.action for one in lines]

    def label(self, received_id: int) -> dict[str, object]:
        """Give the label of a corrected mail."""
        label: dict[str, object] = json.loads(
            (self.home / "cases" / f"{received_id}.json").read_text("utf-8")
        )
        return label


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that trusts its own server's word on who wrote."""
    home = adopted_home(tmp_path_factory.mktemp("before"))
    toml = (home / "mailbot.toml").read_text("utf-8")
    trusted = 'mode = "approve"\ntrusted_authserv = ["mx.trust.example"]'
    (home / "mailbot.toml").write_text(toml.replace('mode = "approve"', trusted), "utf-8")
    return home


@pytest.fixture
def desk(before: Path, tmp_path: Path) -> Desk:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path, house_of(tmp_path))


def test_a_corrected_mail_is_read_again_as_the_coordinator_said(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    number = desk.item_about(bird).number

    told_back = desk.corrects(f"{number} is feedback, not a question")

    assert f"{number}: noted as feedback" in told_back
    assert "act" == desk.became(bird)[0]
    assert "record_feedback" in desk.done(bird)
    assert "corrected" == _closed(desk, number)


def _closed(desk: Desk, number: int) -> str:
    with reading_only(desk.house.engine) as conn:
        asked = promises.promise_by_number(conn, desk.house.scheme_id, number)
    assert asked is not None
    return asked.outcome


def test_the_same_sentence_is_read_right_in_the_next_mail(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")

    again = desk.gets("ben@trust.example", f"Hi,\n{BIRD}\n\nBen")

    assert "act" == desk.became(again)[0]
    assert "record_feedback" in desk.done(again)


def test_the_reason_names_the_day_of_the_correction(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")
    file = desk.home / "again.eml"
    file.write_text(f"From: {ANA}\nTo: {ADDRESS}\n\n{BIRD}\n", "utf-8")

    (intent,) = told(desk.home, "read", str(file))["intents"]

    assert ["a coordinator corrected this wording on 2026-10-27"] == intent["because"]


def test_the_case_can_be_evaluated_and_is_for_its_owner_alone(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")

    cases = desk.home / "cases"
    scored = told(desk.home, "evaluate", str(cases))

    assert {"right": 1, "all": 1} == {key: scored["total"][key] for key in ("right", "all")}
    assert BIRD == desk.label(bird)["words"]
    assert 0o700 == stat.S_IMODE(cases.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in cases.glob("*.*")}


def test_the_rules_alone_do_not_know_what_was_corrected(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")

    scored = told(desk.home, "evaluate", str(desk.home / "cases"), "--rules-alone")

    assert 1 == scored["total"]["person"]


def test_the_scene_of_a_case_holds_only_the_people_concerned(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")

    scene = json.loads((desk.home / "cases" / "scenes" / f"{bird}.json").read_text("utf-8"))

    assert {"Ana Reed", "Ben Cole"} == {one["name"] for one in scene["people"]}
    assert [False] == [one["done"] for one in scene["owed"]]


def test_what_was_acted_on_stays_and_is_put_before_a_person(desk: Desk) -> None:
    later = desk.gets(ANA, "Can I have until Friday 30 October please?")

    told_back = desk.corrects(f"mail {later} is feedback, not an extension")

    assert "act" == desk.became(later)[0]
    assert "grant extension" in desk.item_about(later).title
    assert "stays" in told_back


def test_a_question_that_was_acted_on_as_something_else_is_owed_an_answer(desk: Desk) -> None:
    later = desk.gets(ANA, "Can I have until Friday 30 October please?")

    desk.corrects(f"mail {later} is a question, not an extension")

    assert "question" == desk.item_about(later).kind


def test_a_coordinator_without_proof_corrects_nothing(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)

    desk.gets(GIL, f"mail {bird} is feedback, not a question")

    assert "person" == desk.became(bird)[0]
    assert not (desk.home / "cases").exists()


def test_a_false_alarm_is_no_alarm_for_this_mail_and_stays_one_for_all_others(desk: Desk) -> None:
    words = "I am at the end of my tether and I can't go on like this."
    sad = desk.gets(ANA, words)
    assert "send_support" in desk.done(sad)

    desk.corrects(f"mail {sad} is chat, not distress")
    other = desk.gets("ben@trust.example", words)

    assert "ignore" == desk.became(sad)[0]
    assert "send_support" in desk.done(other)


def test_an_answer_to_the_urgent_mail_is_about_what_it_was_sent_for(desk: Desk) -> None:
    sad = desk.gets(ANA, "I am at the end of my tether and I can't go on like this.")

    desk.gets(
        GIL, "just a joke, not distress", f"In-Reply-To: {desk.newest('N03', 'message_id')}\r\n"
    )

    assert "ignore" == desk.became(sad)[0]


def test_an_answer_to_what_was_read_back_corrects_the_correction(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is chat, not a question")

    desk.gets(GIL, "that was feedback", f"In-Reply-To: {desk.newest('N04', 'message_id')}\r\n")

    assert "record_feedback" in desk.done(bird)
    assert [{"kind": "feedback"}] == desk.label(bird)["intents"]


def test_a_case_of_an_answer_to_ours_has_that_mail_in_its_scene(desk: Desk) -> None:
    late = desk.gets(ANA, BIRD, "In-Reply-To: <one@buddies.example>\r\n")
    desk.corrects(f"mail {late} is feedback, not a question")

    scene = json.loads((desk.home / "cases" / "scenes" / f"{late}.json").read_text("utf-8"))
    (shown,) = told(desk.home, "evaluate", str(desk.home / "cases"))["cases"]

    assert ["<one@buddies.example>"] == [one["message_id"] for one in scene["sent"]]
    assert "P10" == shown["reading"]["answers"]["mail"]


def test_without_the_kind_that_is_right_gil_is_asked_for_it(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)

    told_back = desk.corrects(f"mail {bird} is not a question")

    assert "What is it, then?" in told_back
    assert not (desk.home / "cases").exists()


def test_a_label_that_was_spoilt_by_hand_stops_no_mail(desk: Desk) -> None:
    bird = desk.gets(ANA, BIRD)
    desk.corrects(f"mail {bird} is feedback, not a question")
    (desk.home / "cases" / f"{bird}.json").write_text("{", "utf-8")

    later = desk.gets(ANA, "Can I have until Friday 30 October please?")

    assert "act" == desk.became(later)[0]


def test_a_mail_with_patient_details_is_never_kept_as_a_case(desk: Desk) -> None:
    held = desk.gets(ANA, "Here is what I wrote of patient Mrs Adams, aged 81, in bed 12.")

    told_back = desk.corrects(f"mail {held} is a letter, not a question")

    assert "no copy" in told_back
    assert not (desk.home / "cases").exists()


def test_a_case_goes_when_its_mail_is_deleted(desk: Desk) -> None:
    held = desk.gets(ANA, "Here is what I wrote of patient Mrs Adams, aged 81, in bed 12.")
    desk.corrects(f"mail {held} is feedback, not patient details")
    assert (desk.home / "cases" / f"{held}.eml").exists()

    with desk.house.engine.begin() as conn:
        forget_mail(conn, desk.house, NOW, held)

    assert [] == list((desk.home / "cases").glob("*.*"))
