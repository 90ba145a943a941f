"""Combine who wrote, what they answer and what they say into the intents of one mail."""

from collections.abc import Iterable, Iterator

from mailbot.core.documents import Document
from mailbot.core.mail import (
    Attachment,
    MachineKind,
    MachineMail,
    ParsedMail,
    takes_answers,
)
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SenderKind, SlotValue
from mailbot.translate.acknowledgements import invites
from mailbot.translate.asking_on import asked_on, with_known_answers
from mailbot.translate.blank import only_a_card, says_nothing, without_starred
from mailbot.translate.buttons import answered_by_button
from mailbot.translate.coordinators import above_their_name, intents_of_coordinator
from mailbot.translate.documents import look_into
from mailbot.translate.enclosed import with_enclosed
from mailbot.translate.evidence import circumstances
from mailbot.translate.files import useful_files
from mailbot.translate.invited import expert_answer
from mailbot.translate.joining import details_of_another
from mailbot.translate.people import intents_of_person
from mailbot.translate.reactions import agrees, reaction_in
from mailbot.translate.rules import Rules
from mailbot.translate.safety import patient_details
from mailbot.translate.slots import registration_slots
from mailbot.translate.unopened import is_of_a_share, unopened, with_unread

# Safety first, then what ends or changes somebody's part, then work, and thanks last.
IMPORTANCE = (
    IntentKind.DISTRESS,
    IntentKind.CONCERN,
    IntentKind.PATIENT_DETAILS,
    IntentKind.COMPLAINT,
    IntentKind.DATA_REQUEST,
    IntentKind.ERASURE,
    IntentKind.RECALL,
    IntentKind.STOP,
    IntentKind.WITHDRAWAL,
    IntentKind.CHOICE,
    IntentKind.PAUSE,
    IntentKind.REMATCH,
    IntentKind.QUIET_BUDDY,
    IntentKind.DECISION,
    IntentKind.COMMAND,
    IntentKind.IMPORT,
    IntentKind.COORDINATOR_COPY,
    IntentKind.SUBMISSION,
    IntentKind.EXTENSION,
    IntentKind.DAY,
    IntentKind.NUDGE_TIME,
    IntentKind.RSVP,
    IntentKind.EXPERT_REPLY,
    IntentKind.REGISTRATION,
    IntentKind.CONTACT_CHANGE,
    IntentKind.QUERY,
    IntentKind.FEEDBACK,
    IntentKind.TASK_IDEA,
    IntentKind.STILL_HERE,
    IntentKind.BUDDY_CHAT,
    IntentKind.OTHER,
    IntentKind.THANKS,
)
_MACHINES = {
    MachineKind.BOUNCE: IntentKind.BOUNCE,
    MachineKind.DELAYED: IntentKind.DELAYED,
    MachineKind.RECEIPT: IntentKind.RECEIPT,
    MachineKind.OUT_OF_OFFICE: IntentKind.OUT_OF_OFFICE,
    MachineKind.CALENDAR_NOISE: IntentKind.CALENDAR_NOISE,
    MachineKind.RECALL: IntentKind.RECALL,
    MachineKind.SPAM: IntentKind.SPAM,
    MachineKind.LIST_MAIL: IntentKind.OTHER,
    MachineKind.OTHER_AUTOMATIC: IntentKind.OTHER,
}
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


def understand(
    words: str,
    subject: str,
    signature: str,
    facts: Facts,
    mail: ParsedMail,
    machine: MachineMail | None,
    rules: Rules,
) -> Reading:
    """Read what a mail says; what nobody can be sure of comes back as OTHER, never as a guess.

    `words` are the person's own, without quotes and signature; `signature` is what was taken off.
    Takes time in proportion to the length of the words.
    """
    words = above_their_name(without_starred(words), facts)
    files = useful_files(mail.attachments)
    if machine is None or machine.kind is MachineKind.CALENDAR_NOISE:
        pressed = answered_by_button(words, facts, mail)
        if pressed is not None:
            beside = _said_beside(pressed.words, signature, facts, mail, rules)
            return Reading(pressed.words, in_order([pressed.intent, *beside]), files)
    if machine is not None and not _is_ours_after_all(machine, facts, mail):
        return Reading(words, (_by_machine(machine),), files)
    return _read(words, subject, signature, facts, mail, rules, files)


def _read(
    words: str,
    subject: str,
    signature: str,
    facts: Facts,
    mail: ParsedMail,
    rules: Rules,
    files: tuple[Attachment, ...],
) -> Reading:
    if emoji := reaction_in(mail, words):
        return Reading(emoji, (_reacted(emoji, facts),))
    if not files and (only_a_card(words, facts, mail) or says_nothing(words)):
        return Reading(words, (_nothing_said(mail),), files)
    said, is_subject = _said(words, subject, files)
    if not said and not files:
        return Reading(words, (_nothing_said(mail),), files)
    intents = list(_intents(said, subject, signature, facts, mail, rules, files))
    documents = look_into(files) if facts.sender.kind in _MAY_SEND_WORK else ()
    intents = _with_files(intents, words, facts, mail, rules, files, documents)
    if any(one.kind is IntentKind.PATIENT_DETAILS for one in intents):
        # What a letter with a patient in it asks is asked of its reader, and nothing is passed on.
        intents = [one for one in intents if one.kind not in {IntentKind.OTHER, IntentKind.QUERY}]
    if (mail.unreadable and not words.strip()) or (
        is_subject and all(one.kind is IntentKind.OTHER for one in intents)
    ):
        intents = [_nothing_said(mail)]
    intents = asked_on(intents, words, facts)
    intents = with_known_answers(intents, facts, rules.faq, with_files=bool(files))
    return Reading(words, in_order(intents), files, documents)


def _with_files(
    intents: list[Intent],
    words: str,
    facts: Facts,
    mail: ParsedMail,
    rules: Rules,
    files: tuple[Attachment, ...],
    documents: tuple[Document, ...],
) -> list[Intent]:
    """Add what the files say, and that one cannot be opened."""
    if files and facts.sender.kind in _MAY_SEND_WORK:
        intents = with_enclosed(intents, words, files, documents, facts, rules)
    if facts.sender.kind is not SenderKind.COORDINATOR and (closed := unopened(words, mail, files)):
        intents = with_unread(intents, closed, files)
    return intents


_MAY_SEND_WORK = frozenset({SenderKind.PARTICIPANT, SenderKind.SHARED})


def _said_beside(
    words: str, signature: str, facts: Facts, mail: ParsedMail, rules: Rules
) -> Iterator[Intent]:
    """Give what somebody wrote beside a button: all but the answer, which the button gave."""
    if not words or facts.sender.person is None:
        return
    for one in _intents(words, "", signature, facts, mail, rules, ()):
        if one.kind is IntentKind.OTHER and "?" in words:
            yield Intent(IntentKind.QUERY, 0.8, ("it asks beside a button",), {"text": words})
        elif one.kind is not IntentKind.RSVP and one.confidence >= rules.thresholds.act:
            yield one


def in_order(intents: Iterable[Intent]) -> tuple[Intent, ...]:
    """Sort intents by importance, the most important first."""
    return tuple(sorted(intents, key=lambda one: (_rank(one.kind), -one.confidence)))


def _rank(kind: IntentKind) -> int:
    return IMPORTANCE.index(kind) if kind in IMPORTANCE else len(IMPORTANCE)


def _said(words: str, subject: str, files: tuple[Attachment, ...]) -> tuple[str, bool]:
    """Give the words; those of a subject of their own where the mail itself is empty."""
    if words.strip() or files:
        return words, False
    answers = subject.strip().lower().startswith(("re:", "fw:", "fwd:", "aw:", "sv:"))
    return ("", False) if answers else (subject.strip(), True)


def _nothing_said(mail: ParsedMail) -> Intent:
    if mail.content_type in _ENCRYPTED:
        return Intent(IntentKind.UNREADABLE, 0.95, mail.defects or ("it is encrypted",))
    if mail.unreadable:
        file = next((one.name for one in mail.attachments), "")
        door: dict[str, SlotValue] = {"why": "format", "file": file}
        return Intent(IntentKind.UNREADABLE, 0.95, mail.defects or ("it can't be read",), door)
    if invites(mail):
        return Intent(IntentKind.OTHER, 0.9, ("it is an invitation to a meeting",))
    return Intent(IntentKind.BLANK, 0.95, ("nothing but perhaps a signature stands in it",))


def _is_ours_after_all(machine: MachineMail, facts: Facts, mail: ParsedMail) -> bool:
    """A mail server's verdict of junk never loses the mail of somebody we know, unless it is forged."""
    if machine.kind is MachineKind.OTHER_AUTOMATIC:
        # "Ana shared a file with you": a service wrote it, and somebody thinks that they have sent us something.
        return is_of_a_share(mail) and not takes_answers(facts.sender.address)
    known = facts.sender.kind is not SenderKind.STRANGER
    return machine.kind is MachineKind.SPAM and known and not _is_forged(mail)


def _is_forged(mail: ParsedMail) -> bool:
    """Junk that fails the check of its sender's domain is nobody's sign of life (RFC 7489 section 4.1)."""
    results = mail.all_headers("authentication-results")
    return bool(results) and "dmarc=fail" in results[0].lower()


def _reacted(emoji: str, facts: Facts) -> Intent:
    """A reaction is a sign of life; a coordinator's is an OK where one thing waits for it (G13)."""
    deciding = facts.sender.kind is SenderKind.COORDINATOR and len(facts.open_decisions) == 1
    if deciding and agrees(emoji):
        slots: dict[str, SlotValue] = {"answers": (": ok",)}
        return Intent(IntentKind.DECISION, 0.9, ("a reaction, where one thing waits",), slots)
    return Intent(IntentKind.THANKS, 0.9, (f"only a reaction: {emoji}",))


def _by_machine(machine: MachineMail) -> Intent:
    slots: dict[str, SlotValue] = {}
    if machine.kind is MachineKind.OUT_OF_OFFICE:
        if machine.away_until is not None:
            slots["until"] = machine.away_until.date()
        slots["left_for_good"] = machine.left_for_good
    elif machine.kind in {MachineKind.BOUNCE, MachineKind.DELAYED}:
        slots["addresses"] = tuple(one.address for one in machine.recipients if one.address)
        slots["permanent"] = any(one.permanent is True for one in machine.recipients)
        # A full mailbox empties, and a policy refuses a mail and not a person (RFC 3463 section 3.3, 3.8).
        slots["gone"] = tuple(
            one.address
            for one in machine.recipients
            if one.permanent and not one.status.endswith(".2.2") and ".7." not in one.status
        )
        slots["status"] = next((one.status for one in machine.recipients if one.status), "")
    elif machine.kind in {MachineKind.LIST_MAIL, MachineKind.OTHER_AUTOMATIC}:
        slots["automatic"] = True
    return Intent(_MACHINES[machine.kind], 0.97, (machine.because,), slots)


def _intents(
    words: str,
    subject: str,
    signature: str,
    facts: Facts,
    mail: ParsedMail,
    rules: Rules,
    files: tuple[Attachment, ...],
) -> Iterator[Intent]:
    if facts.sender.kind is SenderKind.COORDINATOR:
        yield from intents_of_coordinator(words, facts, rules, files, mail)
        return
    details = patient_details(words)
    if details:
        yield Intent(IntentKind.PATIENT_DETAILS, 0.9, details)
    if facts.sender.kind is SenderKind.EXPERT:
        yield from _of_expert(words, rules)
        return
    found: dict[str, SlotValue] = {}
    if {"stranger", "answers_details", "left"} & circumstances(facts):
        found = registration_slots(words, signature, mail, facts.sender.address, rules.vocabulary)
    elif facts.answered is None:
        found = details_of_another(words, signature, mail, facts, rules.vocabulary)
    yield from intents_of_person(words, subject, facts, mail, rules, files, found)


def _of_expert(words: str, rules: Rules) -> Iterator[Intent]:
    answer = expert_answer(words, rules)
    slots: dict[str, SlotValue] = {"text": words}
    if answer:
        slots["answer"] = answer
    yield Intent(IntentKind.EXPERT_REPLY, 0.85, ("an expert wrote it",), slots)
