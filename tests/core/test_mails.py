"""The catalogue of mails: its numbers, its promises about people, and its marks for machines."""

import pytest

from mailbot.core.mails import CATALOGUE, LATER, Approval, Audience, MailId, Priority


def test_every_mail_id_has_exactly_one_kind_in_the_catalogue() -> None:
    assert list(MailId) == list(CATALOGUE)
    assert all(kind.id is mail for mail, kind in CATALOGUE.items())
    assert len(CATALOGUE) == 78
    assert set(CATALOGUE) >= LATER


def test_only_the_four_introductions_may_name_several_recipients() -> None:
    several = {mail for mail, kind in CATALOGUE.items() if kind.several_recipients}

    assert several == {MailId.P08, MailId.P27, MailId.P32, MailId.P54}


def test_the_letter_of_an_id_says_who_reads_the_mail() -> None:
    readers = {"P": Audience.PARTICIPANT, "X": Audience.OUTSIDER, "N": Audience.COORDINATOR}
    exceptions = {MailId.P04: Audience.OUTSIDER, MailId.X05: Audience.COORDINATOR}

    for mail, kind in CATALOGUE.items():
        assert kind.audience is exceptions.get(mail, readers[mail[0]]), mail


def test_an_answer_never_counts_against_the_contact_budget() -> None:
    assert not [kind.id for kind in CATALOGUE.values() if kind.answers and kind.unsolicited]


def test_an_answer_is_marked_as_a_reply_and_a_digest_as_generated() -> None:
    assert CATALOGUE[MailId.P12].auto_submitted() == "auto-replied"
    assert CATALOGUE[MailId.N01].auto_submitted() == "auto-generated"


@pytest.mark.parametrize("mail", ["P08", "P09", "P10", "P11", "P20", "P21", "P22", "P23", "P24"])
def test_a_mail_that_wants_the_out_of_office_back_carries_no_mark(mail: str) -> None:
    assert CATALOGUE[MailId(mail)].auto_submitted() == ""


def test_a_scheduled_mail_is_never_marked_as_a_reply_and_an_answer_never_as_generated() -> None:
    for kind in CATALOGUE.values():
        assert kind.auto_submitted(in_reply=False) != "auto-replied"
        assert kind.auto_submitted(in_reply=True) == "auto-replied"


def test_the_order_of_two_due_mails_is_safety_first_and_the_waiting_list_last() -> None:
    in_order = ["P49", "P12", "P11", "P08", "P22", "P10", "P21", "P41", "P43", "P05"]

    assert in_order == sorted(in_order, key=lambda mail: CATALOGUE[MailId(mail)].priority)
    assert [CATALOGUE[MailId(mail)].priority for mail in in_order] == list(Priority)


def test_a_late_nudge_lapses_and_a_relayed_letter_does_not() -> None:
    assert all(CATALOGUE[MailId(mail)].lapses for mail in ("P20", "P21", "P22", "P23"))
    assert not CATALOGUE[MailId.P11].lapses


def test_what_concerns_safety_leaves_at_any_hour_and_learning_points_always_wait_for_an_ok() -> (
    None
):
    assert {CATALOGUE[mail].approval for mail in (MailId.P14, MailId.P49, MailId.N03)} == {
        Approval.NOW
    }
    assert CATALOGUE[MailId.P40].approval is Approval.OK_ALWAYS


def test_a_cap_is_in_words_in_lines_or_beyond_the_relayed_words() -> None:
    announcement, digest = CATALOGUE[MailId.P10], CATALOGUE[MailId.N01]
    relayed, preview = CATALOGUE[MailId.P11], CATALOGUE[MailId.N08]

    assert (announcement.cap_words, announcement.beyond_quote) == (120, True)
    assert (digest.cap_words, digest.cap_lines) == (None, 25)
    assert (relayed.cap_words, relayed.beyond_quote) == (50, True)
    assert (preview.cap_words, preview.cap_lines) == (None, None)
