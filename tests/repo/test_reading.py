"""Sets of mail with their truth are measured as python -m benchmarks.reading promises."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ORDINARY = "From: sam@ward.example\nSubject: Re: Letter\n\nI will write on Friday.\n"
REPORT = """\
From: mailer-daemon@mx.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Your mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; pat@gone.test
Action: failed
Status: 5.1.1

--b--
"""
FILES = {
    "replies/kept.in.txt": "Fine by me.\n\nOn 7 Jun 2027, at 09:00, Pat <p@b.test> wrote:\n> Coming?\n",
    "replies/kept.want.txt": "Fine by me.",
    "replies/lost.in.txt": "Fine.\n\nFrom: p@b.test\nSent: 7 June 2027\nTo: sam\nSubject: x\n\nOld words.",
    "replies/lost.want.txt": "Fine.\n\nOld words.",
    "replies/leaked.in.txt": "One. Two three four five six.",
    "replies/leaked.want.txt": "One.",
    "replies/found.in.html": "<p>Only this.</p>",
    "replies/found.needles.json": '{"has": ["Only this."], "hasnot": ["<p>"]}',
    "reports/failed.txt": REPORT,
    "reports/person.txt": ORDINARY,
    "reports/truth.json": json.dumps(
        {
            "failed.txt": {"bounce": True, "perm": True, "recipients": ["pat@gone.test"]},
            "person.txt": {"bounce": False, "perm": None, "recipients": None},
        }
    ),
    "mails/person.eml": ORDINARY,
    "mails/person.json": json.dumps(
        {"subject": "Re: Letter", "sender": "sam@ward.example", "body": "Other.", "attachments": []}
    ),
    "ordinary-mail.json": '{"mails/person.eml": false, "reports/failed.txt": false}',
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("sets")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    command = [sys.executable, "-m", "benchmarks.reading", str(folder), "--json"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    result = json.loads(done.stdout)
    assert "Python" in result["machine"]
    return {row["set"]: row for row in result["rows"]}


def test_words_that_are_lost_and_words_that_leak_are_counted_and_named(measured):
    scores = measured["replies"]["scores"]

    assert (4, 3, 1) == (scores["cases"], scores["whole"], scores["exact"])
    assert (1, 2, 1) == (scores["lose words"], scores["words lost"], scores["leak 5 or more"])
    assert ["lost"] == measured["replies"]["cases"]["lose words"]
    assert 0 == scores["crashes"] == scores["time-outs"] == scores["needles leaked"]


def test_reports_are_found_with_their_recipient_and_false_alarms_are_counted(measured):
    scores = measured["reports"]["scores"]

    assert (1, 1, 0) == (scores["found"], scores["recipients right"], scores["false alarms"])
    assert (1, 1) == (scores["permanent"], scores["permanent right"])
    assert ["reports/failed.txt"] == measured["ordinary-mail.json"]["cases"]["false alarms"]


def test_a_mail_is_compared_with_its_truth(measured):
    scores = measured["mails"]["scores"]

    assert (1, 1, 1) == (
        scores["subject agree"],
        scores["sender agree"],
        scores["attachments agree"],
    )
    assert ["person.eml"] == measured["mails"]["cases"]["body differ"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.reading", str(tmp_path / "nowhere")]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True)

    assert 2 == done.returncode
    assert "nowhere is not there" in done.stderr
