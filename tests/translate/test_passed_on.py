"""What somebody passes on is theirs where they wrote it, and is never called an empty mail."""

from mailbot.core.mail import ParsedMail
from mailbot.core.reading import Intent, IntentKind, Reading
from mailbot.translate.parse import parse
from mailbot.translate.passed_on import never_empty, with_own_mail
from mailbot.translate.words import own_words

HEAD = (
    "---------- Forwarded message ---------\nFrom: {sender}\nDate: Wed, 9 Jun 2027 at 22:14\n"
    "Subject: my letter\nTo: Buddies <s@buddies.test>"
)
LETTER = "Dear Deidre,\n\nthe clinic moved and nobody told the porters."
BLANK = Reading("", (Intent(IntentKind.BLANK, 0.95, ("nothing stands in it",)),))


def _forward(sender: str, note: str = "") -> ParsedMail:
    text = f"{note}\n\n{HEAD.format(sender=sender)}\n\n\n{LETTER}\n"
    return parse(
        f"From: Ana Field <ana@infirmary.example>\nSubject: Fwd: my letter\n\n{text}".encode()
    )


def test_a_letter_that_its_writer_sends_on_from_another_mailbox_is_theirs() -> None:
    mail = _forward("Ana Field <ana@home.example>", "Did this arrive?")

    words = with_own_mail(own_words(mail), mail, {"ana@infirmary.example"})

    assert f"Did this arrive?\n\n{LETTER}" == words.text


def test_a_letter_from_an_address_of_theirs_needs_no_name() -> None:
    mail = _forward("ana.field@home.example")

    words = with_own_mail(own_words(mail), mail, {"ana.field@home.example"})

    assert words.text == LETTER


def test_nobody_speaks_for_the_person_whose_mail_is_sent_on() -> None:
    mail = _forward("Ben Marsh <ben@trust.example>")

    words = with_own_mail(own_words(mail), mail, {"ana@infirmary.example"})

    assert not words.text


def test_a_mail_passed_on_without_a_word_is_shown_whole_and_not_called_empty() -> None:
    sender = "Ben Marsh <ben@trust.example>"
    mail = _forward(sender)

    reading = never_empty(BLANK, own_words(mail))

    assert [one.kind for one in reading.intents] == [IntentKind.OTHER]
    assert reading.words == f"{HEAD.format(sender=sender)}\n\n{LETTER}"


def test_a_mail_in_which_nothing_was_passed_on_stays_empty() -> None:
    mail = parse(b"From: ana@infirmary.example\nSubject: hello\n\n\n")

    assert never_empty(BLANK, own_words(mail)) == BLANK
