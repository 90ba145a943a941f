"""Decide about a mail that a coordinator passed on: it is its writer's, where it is known who passes it on (F14)."""

from dataclasses import replace

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, IntentKind, Reading
from mailbot.core.respond import Decision, respond

# What is done about these protects people, and harms nobody where the forward was forged.
_AT_ONCE = frozenset(
    {
        IntentKind.DISTRESS,
        IntentKind.CONCERN,
        IntentKind.PATIENT_DETAILS,
    }
)


WHOSE_IS_IT = Decision(
    (
        do.AskSender(
            MailId.N04,
            why="I can't tell for certain who wrote the mail you passed on, so nothing was done with it. "
            'Could they send it to me themselves? Or tell me what to do, as in "pause sam".',
        ),
    ),
    "ask",
    "somebody's mail, passed on by a coordinator, and it isn't certain whose",
)


def _who(by: Facts) -> str:
    return by.sender.coordinator.first_name if by.sender.coordinator is not None else "somebody"


def to_passed_on(
    by: Facts, theirs: Facts, said: Reading, rules: ChasingRules, *, cleared: bool
) -> Decision:
    """Decide as if its writer had sent it; without proof of who passes it on a coordinator is asked first.

    `by` are the facts of the forward, `theirs` those of the mail in it and `said` its reading. `cleared`
    is true once a coordinator has said yes. The coordinator's own words play no part in it.
    """
    person = theirs.sender.person
    proven = by.sender.verified or (by.answered is not None and by.answered.agrees)
    if cleared:
        said = replace(
            said,
            intents=tuple(
                one for one in said.intents if one.kind is not IntentKind.PATIENT_DETAILS
            ),
        )
    if person is None or proven or cleared or _AT_ONCE & {one.kind for one in said.intents}:
        return respond(theirs, said, rules)
    asked = do.AskCoordinator(
        do.Matter.PASSED_ON,
        f"{person.name}: {_who(by)} passed on a mail of theirs. Act on it?",
        ("yes", "no"),
        person.id,
    )
    why = "somebody's mail, passed on by a coordinator whom no server vouches for"
    return Decision((asked, do.Hold(why)), "person", why)
