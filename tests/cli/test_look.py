"""What the looking commands say: people by name, the right counts, why a mail went, and never its words."""

import imaplib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.edges.db import inbound, outbox, promises
from mailbot.edges.imap import open_mailbox
from mailbot.flows.fetch import fetch
from mailbot.world.mailserver import MailServer
from tests.cli.homes import ADDRESS, NOW, house_of, make_home, run, told

SECRET = "kingfisher"
ARRIVED = datetime(2026, 10, 26, 8, tzinfo=UTC)
LOOKS = ("people", "pairs", "waiting", "late", "status", "outbox", "ledger", "task list")


@pytest.fixture
def home(by_hand: Path) -> Path:
    return by_hand


def keep_mail(home: Path, *, person_id: int | None = None, reason: str = "read as thanks") -> int:
    house = house_of(home)
    with house.engine.begin() as conn:
        raw = f"Subject: {SECRET}\n\n{SECRET}\n".encode()
        kept = inbound.keep_mail(conn, house.scheme_id, f"key {reason}", "<m@x.test>", raw, ARRIVED)
        if reason:
            inbound.settle_mail(conn, kept, "handled", "act", reason, ARRIVED, person_id)
    return kept


@pytest.mark.parametrize("look", LOOKS)
def test_a_new_scheme_can_be_looked_at(tmp_path: Path, look: str) -> None:
    result = run(make_home(tmp_path), *look.split())

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout


def test_people_are_listed_with_their_buddy_and_what_they_owe(home: Path) -> None:
    ana, *_ = told(home, "people")

    assert ("Ana Reed", ["Ben Cole"], 1) == (ana["name"], ana["partners"], ana["owes"])
    assert "Ana Reed; active; clinician (ST4 psychiatry)" in run(home, "people").stdout


def test_people_can_be_narrowed_to_a_state(home: Path) -> None:
    assert ["Fay Long"] == [one["name"] for one in told(home, "people", "--state", "paused")]


def test_pairs_name_their_members_and_the_state_of_the_pair(home: Path) -> None:
    run(home, "match", "--now", NOW)

    seen = [(one["members"], one["state"]) for one in told(home, "pairs")]

    assert [
        (["Ana Reed", "Ben Cole"], "active"),
        (["Cleo Hart", "Dev Shah"], "proposed"),
    ] == seen


def test_who_waits_is_listed_with_the_days_so_far(home: Path) -> None:
    result = run(home, "waiting", "--now", "2026-11-03T09:00")

    assert ["Cleo Hart", "Dev Shah"] == [one["name"] for one in told(home, "waiting")]
    assert 2 == result.stdout.count("; for 7 days\n")


def test_nobody_is_late_before_the_deadline_in_the_scheme_s_zone_and_one_is_after_it(
    home: Path,
) -> None:
    # The deadline is 18:00 in London, which is 17:00 in UTC until the end of October.
    before = told(home, "late", "--now", "2026-10-23T17:59")

    [late] = told(home, "late", "--now", "2026-10-24T09:00")

    assert [] == before
    assert ("Ana Reed", "letter", 1) == (late["name"], late["stage"], late["days"])


def test_the_status_counts_what_waits_for_a_coordinator_and_leaves_the_words_out(
    home: Path,
) -> None:
    status = told(home, "status", "--now", NOW)

    assert (1, 1, 1) == (status["pairs"], status["owed"], status["late"])
    assert [("question", "Ben Cole")] == [
        (one["kind"], one["person"]) for one in status["decisions"]
    ]
    assert "meet in person" not in json.dumps(status)


def test_the_outbox_counts_by_state_and_lists_what_leaves_next(home: Path) -> None:
    run(home, "task", "start", "letters", "--on", "2026-11-16", "--now", "2026-11-14")

    seen = told(home, "outbox")

    assert {"ready": 2, "sent": 2} == seen["counts"]
    assert "2026-11-16T10:00:00+00:00" == seen["next_departure"]
    assert [("P10", ["Ana Reed"]), ("P10", ["Ben Cole"])] == [
        (one["mail"], one["to"]) for one in seen["mails"]
    ]


def test_the_ledger_gives_every_mail_its_one_outcome_newest_first(home: Path) -> None:
    first = keep_mail(home, person_id=2)
    second = keep_mail(home, reason="")

    seen = told(home, "ledger")

    assert {"act": 1, "waiting": 1} == seen["counts"]
    assert [(f"m{second}", "", ""), (f"m{first}", "act", "Ben Cole")] == [
        (one["ref"], one["outcome"], one["sender"]) for one in seen["mails"]
    ]


@pytest.mark.parametrize("look", [*LOOKS, "why 1", "why m1"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_look_shows_what_a_mail_says(home: Path, look: str, form: tuple[str, ...]) -> None:
    keep_mail(home, person_id=2)

    result = run(home, *look.split(), *form)

    assert 0 == result.exit_code
    assert SECRET not in result.output


def test_a_mail_is_found_by_its_footer_its_number_and_in_small_letters(home: Path) -> None:
    ref = told(home, "why", "1")["went"]["ref"]

    found = [told(home, "why", one)["went"]["id"] for one in (ref, ref.lower(), f"Ref {ref}")]

    assert [1, 1, 1] == found


def test_why_names_the_mail_that_caused_it_and_what_it_is_about(home: Path) -> None:
    received = keep_mail(home, person_id=1)
    house = house_of(home)
    with house.engine.begin() as conn:
        outbox.fix_bytes(conn, 1, received_id=received)

    traced = told(home, "why", "1")

    assert ("P10", ["Ana Reed"]) == (traced["went"]["mail"], traced["went"]["to"])
    assert (f"m{received}", "Ana Reed") == (traced["came"]["ref"], traced["came"]["sender"])
    assert ("letter", "open") == (traced["about"]["stage"], traced["about"]["state"])
    assert ["send_mail"] == [one["action"] for one in traced["journal"]]
    assert [1] == [one["id"] for one in told(home, "why", f"m{received}")["caused"]]


def test_why_says_who_approved_an_introduction(home: Path) -> None:
    run(home, "match", "--now", NOW)
    house = house_of(home)
    with house.engine.begin() as conn:
        conn.exec_driver_sql(
            "UPDATE promise SET state = 'kept', closed_by = 'Gil', outcome = 'ok',"
            " closed_at = '2026-10-27 10:00:00' WHERE kind = 'pair'"
        )
        outbox.fix_bytes(conn, 1, partnership_id=2)

    assert "Approved: ok by Gil, Tue 27 Oct 2026 10:00" in run(home, "why", "1").stdout


@pytest.mark.parametrize("ref", ["999", "m999", "AAAAAA", "rubbish"])
def test_a_reference_to_nothing_is_answered_with_one_sentence(home: Path, ref: str) -> None:
    result = run(home, "why", ref)

    assert (2, "") == (result.exit_code, result.stdout)
    assert f'There is no mail "{ref}"' in result.stderr


def test_a_mail_of_another_scheme_is_not_explained(home: Path) -> None:
    house = house_of(home)
    with house.engine.begin() as conn:
        conn.exec_driver_sql("INSERT INTO scheme VALUES (9, 'other@buddies.example', '', NULL)")
        conn.exec_driver_sql("UPDATE outbox SET scheme_id = 9 WHERE id = 1")

    assert 2 == run(home, "why", "1").exit_code


def test_a_proposal_changes_nothing_and_says_who_is_left_and_why(home: Path) -> None:
    run(home, "adopt", str(_one_more(home)), "--now", NOW)

    seen = told(home, "match", "--propose", "--now", NOW)

    assert [["both at Dale Trust"]] == [one["reasons"] for one in seen["matches"]]
    assert ["Eli Moss"] == [one["name"] for one in seen["left"]]
    assert all(one["because"] for one in seen["left"])
    assert not seen["changed"]
    assert 1 == len(told(home, "pairs"))


def _one_more(home: Path) -> Path:
    file = home / "more.json"
    eli = {"id": "eli", "name": "Eli Moss", "address": "eli@x.test", "role": "clinician"}
    file.write_text(json.dumps({"people": [eli]}), "utf-8")
    return file


def test_a_task_is_started_once_and_says_how_many_get_it_and_when(home: Path) -> None:
    start = ("task", "start", "letters", "--on", "2026-11-16", "--now", "2026-11-14")

    first, again = run(home, *start), run(home, *start)

    assert "2 people get it on Mon 16 Nov 2026 10:00" in first.stdout
    assert 2 == again.exit_code
    assert "runs already" in again.stderr
    assert {"ready": 2, "sent": 2} == told(home, "outbox")["counts"]


def test_a_task_shows_what_each_stage_counts_towards(home: Path) -> None:
    shown = run(home, "task", "show", "letters").stdout

    assert "MLCF.2.2 MLCF Working with others: building and maintaining relationships" in shown


def test_a_task_shows_whose_words_are_in_use_and_what_was_suggested_for_them(home: Path) -> None:
    house = house_of(home)
    decided = {
        "task": "letters",
        "files": {"letter.md": "Subject: A note\n\nWrite {{ buddy }} a note.\n"},
        "numbers": {"letter": {"minutes": 25}},
    }
    with house.engine.begin() as conn:
        asked = promises.open_promise(
            conn,
            house.scheme_id,
            "wording",
            "Use them?",
            datetime(2026, 10, 26, 9, tzinfo=UTC),
            asks_coordinator=True,
            details=decided,
        )
        promises.close_promise(conn, asked.id, asked.opened_at, "Gil", "in use")
    beside = home / "templates" / "tasks" / "letters" / "suggested.txt"
    beside.parent.mkdir(parents=True)
    beside.write_text("Any manager, any trust.\n", "utf-8")

    shown = run(home, "task", "show", "1").stdout

    assert "In the scheme's own words, agreed by mail: letter." in shown
    assert "put back task 1's own words" in shown
    assert "letter (letter): 25 minutes" in shown
    assert "Suggested Any manager, any trust." in shown
    assert "Write Priya a note." in run(home, "task", "preview", "1").stdout
    assert ["letter"] == told(home, "task", "show", "letters")["own_words"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("start", "walks"), 'There is no task "walks"; there is: 1 letters'),
        (("start", "1", "--on", "2026-10-01", "--now", NOW), "2026-10-01 is over"),
        (("show", "walks"), 'There is no task "walks"'),
    ],
)
def test_a_task_that_cannot_be_started_changes_nothing(
    home: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    result = run(home, "task", *arguments)

    assert 2 == result.exit_code
    assert sentence in result.stderr
    assert {"sent": 2} == told(home, "outbox")["counts"]


def test_an_unknown_scheme_is_told_in_one_sentence(home: Path) -> None:
    result = run(home, "people", "--scheme", "other@buddies.example")

    assert 2 == result.exit_code
    assert f"Use --scheme with one of: {ADDRESS}." in result.stderr


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(lambda: ARRIVED) as running:
        running.add_mailbox(ADDRESS, "pw")
        yield running


def test_the_audit_lists_the_message_that_was_passed_over_and_ends_with_1(
    tmp_path: Path, server: MailServer
) -> None:
    home = make_home(tmp_path)
    toml = (home / "mailbot.toml").read_text("utf-8")
    login = f'port = {server.imap_port}\nusername = "{ADDRESS}"\npassword = "pw"'
    (home / "mailbot.toml").write_text(toml.replace("port = 9", login, 1), "utf-8")
    with imaplib.IMAP4(server.host, server.imap_port) as person:
        person.login(ADDRESS, "pw")
        for number in (1, 2):
            mail = f"Message-ID: <{number}@x.test>\nFrom: a@x.test\n\n{SECRET}\n".encode()
            person.append("INBOX", "", "", mail)
    house = house_of(home)
    house_imap = house.scheme.imap
    with open_mailbox(_with_password(house_imap)) as mailbox:
        fetch(house, mailbox, ARRIVED)
    sound = run(home, "ledger", "--audit")
    with house.engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM sighting WHERE uid = (SELECT max(uid) FROM sighting)")

    short = run(home, "ledger", "--audit", "--json")

    assert (0, "UIDs in the folder minus UIDs in the database: none.\n") == (
        sound.exit_code,
        sound.stdout,
    )
    assert 1 == short.exit_code
    assert ["INBOX"] == list(json.loads(short.stdout)["missing"])


def _with_password(login):
    return type(login)(login.host, login.port, login.security, login.username, "pw")


def test_a_task_is_read_and_checked_before_anybody_gets_it(home: Path) -> None:
    shown = run(home, "task", "preview", "shadowing", "--now", "2026-11-14")
    checked = run(home, "task", "lint", "1", "--now", "2026-11-14")

    assert "which days could you do?" in shown.stdout
    assert (0, "The two-minute check found nothing.\n") == (checked.exit_code, checked.stdout)


def test_a_text_that_needs_work_is_told_so_line_by_line(home: Path) -> None:
    draft = home / "draft.txt"
    draft.write_text("Write your buddy a note by next Friday.", encoding="utf-8")

    checked = run(home, "task", "lint", str(draft), "--now", "2026-11-14")
    missing = run(home, "task", "lint", "walks", "--now", "2026-11-14")

    assert 1 == checked.exit_code
    assert "- no time needed is stated\n" in checked.stdout
    assert "- 'next Friday' has no date; people read it days later\n" in checked.stdout
    assert 2 == missing.exit_code
    assert 'There is no task and no file "walks"; the tasks are: 1 letters' in missing.stderr
