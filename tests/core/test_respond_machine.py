"""What machines send is never answered; what they report is kept apart by person."""

from dataclasses import replace

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mail import FailedRecipient, MachineKind, MachineMail, takes_answers
from mailbot.core.reading import Facts, Sender, SenderKind
from mailbot.core.respond import Decision, respond
from tests.translate.readings import ANA, BEN, from_ana, from_gil, from_stranger, read

RULES = ChasingRules()
NOTED = MachineMail(MachineKind.OTHER_AUTOMATIC, "its Auto-Submitted header says so")


def decided(facts: Facts, words: str, machine: MachineMail | None = None) -> Decision:
    return respond(facts, read(words, facts, machine=machine), RULES)


def test_an_automatic_mail_of_a_stranger_is_ignored_and_never_answered():
    found = decided(from_stranger(), "Your ticket is 4.", NOTED)

    assert "ignore" == found.outcome
    assert found.reason == NOTED.because


def test_an_automatic_mail_of_somebody_we_know_is_no_sign_of_life_and_a_person_looks():
    found = decided(from_ana(), "Please confirm that you are no machine.", NOTED)

    assert "person" == found.outcome
    assert not any(isinstance(one, do.NoteAlive | do.AskSender) for one in found.actions)


def test_a_stranger_at_an_address_that_takes_no_answers_gets_none():
    sender = Sender(SenderKind.STRANGER, "no-reply@forms.example")
    facts = Facts(sender, from_ana().today, from_ana().arrived)

    found = decided(facts, "I am an ST4 in acute medicine and want to join")

    assert "person" == found.outcome
    assert not any(isinstance(one, do.AskSender | do.Register) for one in found.actions)


@pytest.mark.parametrize(
    "address",
    ["no-reply@a.test", "noreply@a.test", "do_not_reply@a.test", "forms-noreply@a.test",
     "MAILER-DAEMON@a.test", "owner-list@a.test", "list-bounces+x@a.test", "donotreply+7@a.test"],
)  # fmt: skip
def test_nobody_reads_what_is_sent_there(address):
    assert not takes_answers(address)


@pytest.mark.parametrize("address", ["noreen.reply@a.test", "postmaster@a.test", "n.o@a.test"])
def test_a_person_may_read_what_is_sent_there(address):
    assert takes_answers(address)


def test_only_the_address_that_is_gone_is_retired():
    failed = (
        FailedRecipient(ANA.address, True, "5.1.1"),
        FailedRecipient(BEN.address, False, "4.4.1"),
    )

    found = decided(from_gil(to=(ANA, BEN)), "", MachineMail(MachineKind.BOUNCE, "said", failed))

    assert [ANA.id] == [one.person for one in found.actions if isinstance(one, do.RetireAddress)]


def test_a_full_mailbox_is_not_a_dead_address():
    failed = (FailedRecipient(ANA.address, True, "5.2.2"),)

    found = decided(from_gil(to=(ANA,)), "", MachineMail(MachineKind.BOUNCE, "said", failed))

    assert not any(isinstance(one, do.RetireAddress) for one in found.actions)


@pytest.mark.parametrize(
    ("status", "retired", "told"), [("5.1.1", True, False), ("5.7.1", False, True)]
)
def test_a_policy_that_turns_our_mail_away_is_for_a_person_and_no_dead_address(
    status: str, retired: bool, told: bool
) -> None:
    facts = replace(from_ana(), addressees=(BEN,))
    failed = FailedRecipient(BEN.address, status=status, permanent=True)

    done = decided(facts, "", MachineMail(MachineKind.BOUNCE, "a report", (failed,))).actions

    assert retired is any(isinstance(one, do.RetireAddress) for one in done)
    assert told is any(isinstance(one, do.TellCoordinator) for one in done)
