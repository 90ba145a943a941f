"""Decide what to do about words that somebody sent for a task: in time, late, again, too long, too short."""

from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.lengths import Length, count_words, judge
from mailbot.core.mails import MailId
from mailbot.core.pictures import PICTURE
from mailbot.core.reading import Facts, Intent, IntentKind, Reading
from mailbot.core.sharing import wants_name
from mailbot.core.tasks import Assignment, StageKind

# These are passed to the buddies, so that the writer hears first when they are a little long.
PASSED_ON = frozenset({StageKind.LETTER, StageKind.JOINT})
HARDLY_ANY_WORDS = 15
# Where it isn't certain which words are the work, their writer sees first what goes on (C5).
SHOWN = "shown"
# Where it isn't certain that they are the work at all, nothing goes on without a yes.
UNSURE = "unsure"


def meant_assignment(facts: Facts) -> Assignment | None:
    """Find what a mail is work on: what its thread asks for if still owed, else the only thing owed.

    An old thread with something else open: the open thing wins (G4). Two open and no thread: None.
    """
    answered = facts.answered
    if answered is not None and answered.agrees:
        for one in facts.owed:
            same_stage = (one.round_id, one.stage) == (answered.round_id, answered.stage)
            if one.id == answered.assignment_id or same_stage:
                return one
    if len(facts.owed) == 1:
        return facts.owed[0]
    return None


def to_submission(
    facts: Facts, reading: Reading, intent: Intent, person: int
) -> Iterator[do.Action]:
    """Decide on words for a task: kept first, then passed on, shown, looked at or asked about."""
    named = next((one for one in facts.owed if one.id == intent.slots.get("assignment")), None)
    assignment = named or meant_assignment(facts)
    apart = tuple(_apart(facts, reading, intent, assignment, person))
    if apart:
        yield from apart
        return
    if assignment is not None:
        yield from _owed(facts, reading, intent, assignment)
        return
    ended = _ended(facts) or _lapsed(facts)
    own = ended is not None and ended.partnership_id is not None
    if ended is not None and own and ended.done_at is None and not facts.partners:
        # Kept for their portfolio, and never sent to a buddy who has moved on (D8).
        text = _text(reading, intent)
        yield _kept(ended, text, count_words(text), late=True)
        yield do.OfferChoices(person, MailId.P29, "is back after their buddy moved on")
    elif ended is not None:
        yield from _after_the_end(facts, reading, intent, ended)
    elif facts.partners:
        yield do.TellCoordinator("sent work, and I can't tell which task it belongs to", person)
    else:
        yield do.OfferChoices(person, MailId.P29, "wrote without a buddy")
        yield do.TellCoordinator("sent work, but has no buddy at the moment", person)


def _apart(
    facts: Facts, reading: Reading, intent: Intent, assignment: Assignment | None, person: int
) -> Iterator[do.Action]:
    """Decide on what can't be read, came before, takes an older version's place, or may be no work at all."""
    newer = next((one for one in facts.done_lately if one.id == intent.slots.get("newer_of")), None)
    if unread := str(intent.slots.get("unread", "")):
        name = str(intent.slots["file"])
        why = "their file could not be read"
        yield do.AskSender(MailId.P51, person, why, about=unread, file=name)
    elif newer is not None and intent.slots.get("same"):
        yield do.Ignore("the same words came before")
    elif newer is not None:
        yield from _after_the_end(facts, reading, intent, newer)
    elif intent.slots.get("unsure"):
        yield from _whether_it_is(reading, intent, assignment, person)


def _whether_it_is(
    reading: Reading, intent: Intent, assignment: Assignment | None, person: int
) -> Iterator[do.Action]:
    """Ask the writer of a few words whether they are the answer: nothing goes on before a yes (C5)."""
    if assignment is None:
        yield do.TellCoordinator("wrote a few words below a letter they had", person)
        return
    text = _text(reading, intent)
    yield do.RecordSubmission(assignment.id, text, count_words(text), held=True)
    yield do.AskSender(MailId.P13, person, UNSURE, assignment.id, count_words(text))


def _owed(
    facts: Facts, reading: Reading, intent: Intent, assignment: Assignment
) -> Iterator[do.Action]:
    text = _text(reading, intent)
    words = _words_in(intent, text)
    verdict = _length(facts, intent, assignment, words)
    if intent.slots.get("complete") is False and not _is_picture(intent):
        yield from _part_of_it(assignment, text, words, verdict)
    elif verdict in {Length.FAR, Length.SHORT}:
        yield do.RecordSubmission(assignment.id, text, words, held=True)
        yield _ask_length(assignment, words, verdict)
    else:
        late = facts.arrived > assignment.due_at
        yield _kept(assignment, text, words, late=late)
        yield do.MarkDone(assignment.id)
        yield from _goes_on(facts, reading, intent, assignment, words, verdict, late=late)


def _text(reading: Reading, intent: Intent) -> str:
    # The line around a picture is not the work, which only people can read.
    return PICTURE if _is_picture(intent) else str(intent.slots.get("text") or reading.words)


def _is_picture(intent: Intent) -> bool:
    return intent.slots.get("picture") is True


def _words_in(intent: Intent, text: str) -> int:
    return 0 if _is_picture(intent) else count_words(text)


def _kept(assignment: Assignment, text: str, words: int, *, late: bool) -> do.Action:
    share = assignment.kind is StageKind.SHARE
    return do.RecordSubmission(
        assignment.id, text, words, late=late, named=share and wants_name(text)
    )


def _length(facts: Facts, intent: Intent, assignment: Assignment, words: int) -> Length:
    asked = facts.asked.get(assignment.id)
    # Nobody here counts the words of a picture.
    return Length.FINE if asked is None or _is_picture(intent) else judge(words, asked)


def _part_of_it(
    assignment: Assignment, text: str, words: int, verdict: Length
) -> Iterator[do.Action]:
    person = assignment.person_id
    if verdict is Length.SHORT and text.strip():
        yield do.RecordSubmission(assignment.id, text, words, held=True)
        yield _ask_length(assignment, words, verdict)
    elif words < HARDLY_ANY_WORDS:
        yield do.AskSender(MailId.P51, person, "a text was promised and none came", about="missing")
    else:
        yield do.RecordSubmission(assignment.id, text, words, held=True)
        yield do.AskSender(
            MailId.P51, person, "a part came, and the rest is to follow", about="part"
        )


def _ask_length(assignment: Assignment, words: int, verdict: Length) -> do.Action:
    return do.AskSender(MailId.P13, assignment.person_id, verdict.value, assignment.id, words)


def _goes_on(
    facts: Facts,
    reading: Reading,
    intent: Intent,
    assignment: Assignment,
    words: int,
    verdict: Length,
    *,
    late: bool,
) -> Iterator[do.Action]:
    """Say what arrived and let it go its way."""
    if intent.slots.get("beside"):
        # What nobody has looked at is not passed on (G7, H1).
        yield do.TellCoordinator(
            "sent a file with their work, which I don't pass on", assignment.person_id
        )
    passed_on = assignment.kind in PASSED_ON
    unsure = bool(intent.slots.get("shown"))
    overnight = passed_on and (unsure or verdict is Length.OVER)
    if overnight:
        why = SHOWN if unsure else verdict.value
        yield do.AskSender(MailId.P13, assignment.person_id, why, assignment.id, words)
    else:
        yield _acknowledged(reading, intent, assignment, words, late=late)
    if assignment.id in facts.others_open:
        return
    if not passed_on:
        yield do.Reveal(assignment.id)
    elif words and intent.slots.get("delivered"):
        yield do.Reveal(assignment.id, delivered=True)
    elif words or _is_picture(intent):
        yield do.Relay(assignment.id, overnight=overnight)


def _acknowledged(
    reading: Reading, intent: Intent, assignment: Assignment, words: int, *, late: bool
) -> do.Action:
    return do.Acknowledge(
        assignment.person_id,
        assignment.id,
        words,
        asked=reading.intent(IntentKind.QUERY) is not None,
        late=late,
        file=str(intent.slots.get("file", "")),
        delivered=bool(intent.slots.get("delivered")),
    )


def _ended(facts: Facts) -> Assignment | None:
    """Find what words belong to whose time is over or that were sent once before."""
    answered = facts.answered
    if answered is None or not answered.agrees:
        return None
    for one in facts.done_lately:
        if (one.round_id, one.stage) == (answered.round_id, answered.stage):
            return one
    return None


def _lapsed(facts: Facts) -> Assignment | None:
    """Find what somebody without a buddy let lapse: their late work can only be for that."""
    if facts.partners:
        return None
    return next((one for one in facts.done_lately if one.done_at is None), None)


def _after_the_end(
    facts: Facts, reading: Reading, intent: Intent, ended: Assignment
) -> Iterator[do.Action]:
    """A newer version takes the place of an older one; what comes too late is welcome (C14)."""
    text = _text(reading, intent)
    words = _words_in(intent, text)
    if ended.done_at is not None:
        yield _kept(ended, text, words, late=False)
        yield do.SupersedeSubmission(ended.id)
        return
    yield _kept(ended, text, words, late=True)
    yield do.MarkDone(ended.id)
    yield from _goes_on(facts, reading, intent, ended, words, Length.FINE, late=True)


def to_recall(facts: Facts, person: int) -> Iterator[do.Action]:
    """Take words back that somebody sent last, as far as they have not gone on (C14, G13)."""
    sent = [one for one in facts.done_lately if one.done_at is not None]
    if not sent:
        yield do.Hold("it asks to take back an earlier mail")
        yield do.TellCoordinator("asks to take back an earlier mail", person)
        return
    answered = facts.answered
    meant = next((one for one in sent if answered and one.stage == answered.stage), sent[0])
    yield do.SupersedeSubmission(meant.id, none_yet=True)
