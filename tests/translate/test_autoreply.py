"""Automatic replies are known by their headers or their shape; people who write alike are people."""

from datetime import UTC, date, datetime

import pytest

from mailbot.core.mail import MachineKind, MachineMail
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse

ARRIVED = datetime(2027, 6, 8, 9, 15, tzinfo=UTC)
OURS = frozenset({"scheme@buddies.test"})
AWAY = MachineKind.OUT_OF_OFFICE


def from_sam(subject: str, text: str, headers: str = "") -> MachineMail | None:
    kind = "" if "Content-Type" in headers else "Content-Type: text/plain; charset=utf-8\n"
    head = f"From: Sam <sam@ward.example>\nTo: scheme@buddies.test\nSubject: {subject}\n"
    octets = f"{head}{headers}MIME-Version: 1.0\n{kind}\n{text}\n".encode()
    return machine_mail(parse(octets), octets, ARRIVED, OURS)


@pytest.mark.parametrize(
    ("headers", "subject", "text", "kind", "back"),
    [
        (
            "X-Auto-Response-Suppress: All\nauto-submitted: auto-generated\nX-MS-Exchange-Inbox-Rules-Loop: sam@ward.example\n",
            "Automatic reply: Task 1: a letter to Priya by Fri 18 Jun",
            "I am on leave, returning Monday 21 June.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Automatic reply: Task 1: a letter to Priya by Fri 18 Jun",
            "Back 21 June.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes\nX-Auto-Response-Suppress: All\n",
            "Away until 21 June Re: Task 1: a letter by Fri 18 Jun",
            "Talk soon!",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Precedence: bulk\nX-Autoreply: yes\n",
            "Holiday! Re: Task 1",
            "I am on a beach until the 21st",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Re: Task 1",
            "Thank you for your message. I will be back on 21 June.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk\n",
            "Re: Task 1",
            "I am away from the office. Expect me on 21/6.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied (vacation)\n",
            "Re: Task 1",
            "Gone sailing! Home again Saturday 19th June.",
            AWAY,
            date(2027, 6, 19),
        ),
        ("Auto-Submitted: auto-replied\n", "Re: Task 1", "Gone sailing!", AWAY, None),
        (
            "",
            "Out of office until 21/06",
            "Thanks, I'll read it when I can.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-generated\n",
            "AUTO: Sam Patel is out of the office (returning 21/06/2027)",
            'I am out of the office until 21/06/2027.\n\nThis automated response answers "Task 1" of 08/06/2027 10:00.',
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "AUTO: Sam Patel is out of the office (returning 21/06/2027)",
            "I will respond when I return.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "X-Auto-Response-Suppress: DR, OOF, AutoReply\n",
            "Automatic reply: [EXTERNAL] Task 1",
            "This message originated from outside of NHSmail. Please do not click links.\n\nI am on A/L until 21st June.\n\nThis message may contain confidential information. If you are not the intended recipient please delete it.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk\nX-Sieve: x\n",
            "Auto: Task 1",
            "I am on leave, back Thurs 17 June",
            AWAY,
            date(2027, 6, 17),
        ),
        (
            "Auto-Submitted: auto-replied\nPrecedence: junk\n",
            "Re: Task 1",
            "I am away till Friday.",
            AWAY,
            date(2027, 6, 11),
        ),
        (
            "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n",
            "RE: Task 1",
            "I only work Tuesdays. Leave it with me.",
            AWAY,
            None,
        ),
        (
            "X-MS-Exchange-Message-Class: IPM.Note.Rules.OofTemplate.Microsoft\n",
            "Task 1",
            "Back on the 21st",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "X-POST-MessageClass: 9; Autoresponder\n",
            "Task 1",
            "I am on leave until 21 June",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Yahoo! Auto Response",
            "I am on vacation until 21 June. I will respond as soon as I return.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Task 1 (out of office)",
            "Thanks for your email. I am on leave until 21 June.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Out of office",
            "Thank you for your email. I am on annual leave until 21 June. If urgent please contact rota@ward.example.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Re: Task 1",
            "Thank you for your email. I am currently on annual leave with no access to email and will reply on my return on 21 June. If your query is urgent please contact rota@ward.example.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Ateb awtomatig: Task 1",
            "Diolch am eich neges. Rwyf allan o'r swyddfa tan ddydd Llun 21 Mehefin.\n\nThank you for your message. I am out of the office until Monday 21 June.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "",
            "Allan o'r swyddfa",
            "Diolch am eich neges. Rwyf allan o'r swyddfa tan 21 Mehefin.",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Automatic reply: Task 1",
            "I work Monday to Wednesday only.",
            AWAY,
            None,
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "[#4411] We have received your request",
            "Thank you. Your ticket number is 4411. Our office is in Leeds.",
            MachineKind.OTHER_AUTOMATIC,
            None,
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Automatic reply: Task 1",
            "Thank you for contacting the rota team. We aim to answer within 5 working days.",
            AWAY,
            None,
        ),
        (
            "Auto-Submitted: auto-replied\nContent-Type: text/html; charset=utf-8\n",
            "Automatic reply: Task 1",
            "<html><body><p>I am out of the<br>office until <b>Monday</b> 21st&nbsp;June</p></body></html>",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Please confirm your message",
            "Your message is being held. Please reply to confirm that you are a person.",
            MachineKind.OTHER_AUTOMATIC,
            None,
        ),
        (
            "",
            "Read: Task 1",
            "Your message\n\n   To: Sam Patel\n   Subject: Task 1\n   Sent: 08 June 2027 10:00:00\n\nwas read on 08 June 2027 10:05:00.",
            MachineKind.RECEIPT,
            None,
        ),
        (
            "",
            "Not read: Task 1",
            "Your message\n\n   To: Sam Patel\n   Subject: Task 1\n\nwas deleted without being read on 08 June 2027.",
            MachineKind.RECEIPT,
            None,
        ),
        (
            "",
            "Recall: Task 1",
            'Patel, Sam would like to recall the message, "RE: Task 1".',
            MachineKind.RECALL,
            None,
        ),
        (
            "",
            "Automatic reply: Task 1",
            "Thank you for your message. I am out of the\noffice and will be back on Monday\n21 June. Regards",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Automatic reply: Task 1",
            "I am away until 21 June.\n\nSam Patel\nST4\n\nVisit our open day on 2 July 2027",
            AWAY,
            date(2027, 6, 21),
        ),
        (
            "Auto-Submitted: auto-replied\n",
            "Automatic reply: Task 1",
            "I am on leave from 7/6/2027 to 20/6/2027 and will be back in work on 21/6/2027.",
            AWAY,
            date(2027, 6, 21),
        ),
    ],
)
def test_an_automatic_mail_is_known_and_its_day_is_read(headers, subject, text, kind, back):
    found = from_sam(subject, text, headers)

    assert found is not None
    assert (kind, back) == (found.kind, found.away_until and found.away_until.date())


@pytest.mark.parametrize(
    "text",
    [
        "I have left the Trust as of 4 June 2027. Please contact rota@ward.example.",
        "Sam Patel no longer works at Pennine Acute. Please update your records.",
        "I have now rotated to Preston; please use sam@preston.example instead.",
        "This mailbox is no longer monitored.",
        "I have retired from the NHS. Thank you for everything.",
        "Dr Patel has left the organisation.",
        "I have moved to another hospital. My new email address is sam@preston.example.",
        "I've finished my rotation at this trust and this account will not be checked.",
        "My placement here has ended.",
        "Please note I left Wigan on 2 June. I am now at Preston.",
        "My last working day was 4 June. Please contact Jo.",
        "Account closed. The person you want to reach has left.",
        "This email is no longer in use, as I have changed trusts",
    ],
)
def test_somebody_who_says_to_have_gone_has_left_for_good(text):
    found = from_sam("Automatic reply: Your letter", text, "Auto-Submitted: auto-replied\n")

    assert found is not None
    assert found.left_for_good


@pytest.mark.parametrize(
    "text",
    [
        "I'm on leave until 21 June. My colleague Ann has left the trust, mail rota@ward.example.",
        "I am leaving the trust on 30 July. I am on leave until 21 June.",
        "I have moved to a new role here, my email address stays the same. Away until 21 June.",
    ],
)
def test_somebody_who_comes_back_has_not_left(text):
    found = from_sam("Automatic reply: Your letter", text, "Auto-Submitted: auto-replied\n")

    assert found is not None
    assert (False, date(2027, 6, 21)) == (
        found.left_for_good,
        found.away_until and found.away_until.date(),
    )


def test_a_ticket_that_promises_an_answer_by_a_day_is_nobodys_absence():
    found = from_sam(
        "[#4411] Received", "We will reply by 21 June.", "Auto-Submitted: auto-replied\n"
    )

    assert found is not None
    assert MachineKind.OTHER_AUTOMATIC is found.kind


def test_the_day_in_a_subject_that_repeats_ours_is_not_theirs():
    found = from_sam("Automatic reply: Task 1: a letter by Fri 18 Jun", "I am on leave.")

    assert found is not None
    assert found.away_until is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Out of office policy - my answer",
            "Out of office messages should name a colleague. If it is urgent the ward should ring switchboard. I think every away message needs a date.",
        ),
        (
            "Re: Task 1",
            "Thank you for your email. I am on leave until 21 June so could I have until the 25th? If it is urgent call me. Best, Sam",
        ),
        (
            "on leave",
            "Hi Jo, I'm on annual leave from Friday, can I send my letter when I'm back? Sam",
        ),
        (
            "Annual leave",
            "Hi Jo, I am on annual leave until Monday 21 June. I will send it on my return. Sam",
        ),
        (
            "holiday",
            "Dear Jo, just to let you know I'm on holiday next week so I will reply to Priya when I get back. Please contact me on my mobile if needed. Sam",
        ),
        ("Automatic doors", "My letter is about the automatic doors. Please do not laugh."),
        (
            "Re: Task 1",
            "My letter: every week I get an automated message that says 'do not reply to this email'. For urgent matters we please contact the site office. In my absence nobody does.",
        ),
        (
            "My letter",
            "Dear buddy, Thank you for your email. I read it out of the office on the train. When I am on leave nobody covers my clinic. In my absence patients wait. On my return I found 40 letters. Please contact me if you have ideas. Sam",
        ),
        ("Read: what I learned", "I read your message and the paper was displayed on the wall."),
        (
            "Message recall test",
            "I would like to recall the message of our last talk: listen first.",
        ),
        (
            "Not in the office until Monday",
            "Hi, I'm not in the office until Monday, will do the task then. Thanks for your message.",
        ),
        ("Re: Automatic reply", "Hi Jo, I am back, sorry about that. Letter to follow"),
    ],
)
def test_a_person_who_writes_as_responders_do_is_a_person(subject, text):
    assert from_sam(subject, text) is None
