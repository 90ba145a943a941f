"""Machines' mail is told from people's, and what it reports is read."""

from datetime import UTC, date, datetime

import pytest

from mailbot.core.mail import FailedRecipient, MachineKind, MachineMail
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.world.reports import delivery_report
from tests.translate.letters import raw

ARRIVED = datetime(2027, 6, 8, 9, 15, tzinfo=UTC)
OURS = frozenset({"scheme@buddies.test"})

MACHINES = {
    "report_failed": MachineKind.BOUNCE,
    "report_failed_for_now": MachineKind.BOUNCE,
    "report_failed_without_status": MachineKind.BOUNCE,
    "report_delayed": MachineKind.DELAYED,
    "report_delivered": MachineKind.RECEIPT,
    "notice_in_prose": MachineKind.BOUNCE,
    "away_exchange": MachineKind.OUT_OF_OFFICE,
    "away_with_comment": MachineKind.OUT_OF_OFFICE,
    "away_without_headers": MachineKind.OUT_OF_OFFICE,
    "left_for_good": MachineKind.OUT_OF_OFFICE,
    "ticket": MachineKind.OTHER_AUTOMATIC,
    "read_receipt": MachineKind.RECEIPT,
    "calendar_accept": MachineKind.CALENDAR_NOISE,
    "recall": MachineKind.RECALL,
    "list_mail": MachineKind.LIST_MAIL,
    "abuse_report": MachineKind.OTHER_AUTOMATIC,
}
PEOPLE = [
    "gmail_reply",
    "outlook_reply",
    "iphone_reply",
    "answers_between_bare_lines",
    "attached_original",
    "about_out_of_office",
    "says_to_be_away",
    "two_authors",
    "unterminated_boundary",
]


def judged(octets: bytes) -> MachineMail | None:
    return machine_mail(parse(octets), octets, ARRIVED, OURS)


def from_sam(fields: str, text: str) -> MachineMail | None:
    head = f"From: sam@ward.example\nTo: scheme@buddies.test\n{fields}"
    return judged(f"{head}\n\n{text}\n".encode())


@pytest.mark.parametrize("name", MACHINES)
def test_a_machines_mail_is_of_its_kind(name):
    found = judged(raw(name))

    assert found is not None
    assert MACHINES[name] is found.kind


@pytest.mark.parametrize("name", PEOPLE)
def test_a_persons_mail_is_no_machines(name):
    assert judged(raw(name)) is None


@pytest.mark.parametrize(
    ("name", "permanent", "status"),
    [
        ("report_failed", True, "5.1.1"),
        ("report_failed_for_now", False, "4.4.1"),
        ("report_failed_without_status", None, ""),
    ],
)
def test_the_status_digit_says_whether_a_failure_lasts(name, permanent, status):
    found = judged(raw(name))

    assert found is not None
    assert (FailedRecipient("priya.shah@clinic.example", permanent, status),) == found.recipients
    assert ("<letter-7@buddies.test>",) == found.original_ids


def test_a_notice_in_prose_names_who_failed_and_which_mail():
    found = judged(raw("notice_in_prose"))

    assert found is not None
    assert (FailedRecipient("gone@clinic.example", True),) == found.recipients
    assert ("<letter-8@buddies.test>",) == found.original_ids


def test_the_report_of_the_mail_world_is_read():
    original = b"Message-ID: <letter-9@buddies.test>\r\n\r\nhello"
    octets = delivery_report("scheme@buddies.test", "ana@gone.test", original, ARRIVED)

    found = judged(octets)

    assert found is not None
    assert (FailedRecipient("ana@gone.test", True, "5.1.1"),) == found.recipients
    assert ("<letter-9@buddies.test>",) == found.original_ids


@pytest.mark.parametrize(
    ("name", "back"),
    [("away_exchange", date(2027, 6, 21)), ("away_with_comment", date(2027, 7, 4))],
)
def test_an_away_message_says_when_its_writer_is_back(name, back):
    found = judged(raw(name))

    assert found is not None
    assert found.away_until is not None
    assert (back, UTC) == (found.away_until.date(), found.away_until.tzinfo)


def test_an_away_message_without_a_day_names_none():
    found = from_sam(
        "Subject: Automatic reply: hello", "I am out of the office. Please call the ward."
    )

    assert found is not None
    assert found.away_until is None


def test_an_away_message_without_headers_says_when_its_writer_is_back():
    found = judged(raw("away_without_headers"))

    assert found is not None
    assert found.away_until is not None
    assert date(2027, 6, 14) == found.away_until.date()


def test_somebody_who_has_left_the_trust_has_left_for_good():
    found = judged(raw("left_for_good"))

    assert found is not None
    assert found.left_for_good


def test_somebody_who_does_not_work_on_fridays_has_not_left():
    found = from_sam(
        "Auto-Submitted: auto-replied", "I no longer work on Fridays. I am out of the office."
    )

    assert found is not None
    assert not found.left_for_good


@pytest.mark.parametrize("value", ["no", "No", "(person) no", ""])
def test_mail_that_says_it_is_not_automatic_is_a_persons(value):
    assert from_sam(f"Auto-Submitted: {value}\nSubject: hi", "Here is my letter.") is None


@pytest.mark.parametrize(
    "value", ["auto-generated", "AUTO-REPLIED", "auto-notified; x=y", "(a) auto-replied"]
)
def test_mail_that_says_it_is_automatic_is_a_machines(value):
    assert from_sam(f"Auto-Submitted: {value}\nSubject: hi", "Your form is in.") is not None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Auto: my car", "My car broke down, may I have two more days?"),
        ("Out of office policy - my answer", "Out of office messages should name a colleague."),
        ("Re: Automatic reply: hello", "Back now! Here is my letter."),
        ("Read: what I learned", "I read two papers this week."),
        ("Recall: a case I remember", "It was a cold night on ward 12."),
        ("Undeliverable targets", "Our manager sets targets that cannot be met."),
        (
            "Your question",
            "My buddy, john.smith@ward.example, has not replied; his address does not exist.",
        ),
    ],
)
def test_a_person_who_writes_about_machines_is_a_person(subject, text):
    assert from_sam(f"Subject: {subject}", text) is None


def test_a_scheme_that_reads_its_mail_through_a_list_still_hears_people():
    fields = "Subject: hi\nList-Id: Scheme <scheme.buddies.test>\nList-Unsubscribe: <mailto:x@buddies.test>"

    assert from_sam(fields, "Here is my letter.") is None


def test_our_own_mail_coming_back_is_no_persons():
    found = judged(b"From: scheme@buddies.test\nSubject: hi\n\nDear Sam\n")

    assert found is not None
    assert MachineKind.OTHER_AUTOMATIC is found.kind


def test_mail_that_the_server_marked_as_junk_is_spam():
    found = from_sam("Subject: win\nX-Spam-Flag: YES", "Press here.")

    assert found is not None
    assert MachineKind.SPAM is found.kind


def test_our_own_address_never_failed():
    found = judged(
        b"From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undeliverable\n"
        b"X-Failed-Recipients: scheme@buddies.test, ana@gone.test\n\nCould not be delivered.\n"
    )

    assert found is not None
    assert ["ana@gone.test"] == [one.address for one in found.recipients]


@pytest.mark.parametrize(
    "octets", [b"", b"\0", b"Content-Type: multipart/report\n\n", b"From: MAILER-DAEMON\n\nfailed"]
)
def test_odd_bytes_raise_nothing(octets):
    found = judged(octets)

    assert found is None or found.because
