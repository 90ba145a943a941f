"""Decide what to do about a coordinator's mail: a decision, a command, or a copy of their own mail."""

import re
from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.answers import decides_plainly
from mailbot.core.guesses import not_understood
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.reading import Answered, Facts, Intent, IntentKind, OpenQuestion, Reading

NOT_BY_MAIL = "I can't do that by mail yet; nothing was done."
NOT_PROVEN = "Please answer the digest itself, so that I know it's you. Nothing was done."
NOT_YOURS = (
    "Only who was asked can confirm that, in a reply from their own address. Nothing was done."
)
_NUMBERED = re.compile(r"^(\d{1,9})\b", re.MULTILINE)
_MAILS = re.compile(r"^mail (\d{1,9})\b", re.MULTILINE)
READ_ONLY = frozenset(
    {
        "who", "status", "late", "waiting", "pairs", "cohort", "mailshot", "help", "report",
        "attendance", "feedback", "ideas", "preview", "stand_ins", "import",
        "trust",
    }
    # A draft is only shown to the address on file, and the OK to that mail is the proof.
    | {"new_task", "reword"}
)  # fmt: skip
# Done at once and undone as easily, where it is known who says it (F4).
EASILY_UNDONE = frozenset(
    {
        "answer", "pause", "resume", "rematch", "lift", "match", "split", "away", "undo", "mine",
        "pause_everything", "resume_everything", "learning", "quote", "never", "keep", "takes", "wish",
        "unfix", "portfolio",
        "ask_expert", "double_date", "put_back", "ask_again", "restore",
    }
)  # fmt: skip
MANY_OR_FINAL = frozenset({"start", "remove", "send", "cancel", "handover", "event", "stop_asking"})
# To one person they are easily undone; to a group or a whole task they are for many.
BY_HOW_MANY = frozenset({"remind", "extend", "skip"})
GROUPS = frozenset(
    {
        "late", "everyone", "everybody", "all", "people", "participants", "managers", "manager",
        "clinicians", "clinician", "doctors", "pairs", "trios", "cohort", "waiting", "stragglers",
        "them", "those", "experts",
    }
)  # fmt: skip
_TAKE_BACK = frozenset(
    {"stop", "undo", "stop it", "stop that", "undo that", "no stop", "stop please"}
)


def to_coordinator(facts: Facts, reading: Reading) -> Iterator[do.Action]:
    """Decide on a coordinator's mail; only they are ever answered, never the others in it (F6)."""
    if _takes_back(facts, reading):
        yield _undo(facts)
        return
    for intent in reading.intents:
        yield from _to_one(facts, reading, intent)


def _to_one(facts: Facts, reading: Reading, intent: Intent) -> Iterator[do.Action]:
    if intent.kind is IntentKind.DECISION:
        yield from _decision(facts, intent, reading.words)
    elif intent.kind is IntentKind.COMMAND:
        yield from _command(facts, intent, reading.words)
    elif intent.kind is IntentKind.IMPORT:
        yield do.PreviewImport(_texts(intent, "files"))
    elif intent.kind is IntentKind.COORDINATOR_COPY:
        yield from _copy(facts, intent)
    elif intent.kind is IntentKind.THANKS:
        yield do.Ignore("a coordinator's thanks")
    elif intent.kind is IntentKind.RSVP:
        yield do.Ignore("a coordinator's own calendar")
    else:
        yield _not_understood(facts, reading.words)


_READ_BACKS = frozenset({MailId.N04, MailId.N06, MailId.N07})


def _not_understood(facts: Facts, words: str) -> do.Action:
    """Only who wrote to us alone hears that they weren't understood."""
    if facts.visible_to_others:
        return do.NoteCopy("unclear", tuple(one.id for one in facts.addressees))
    if _is_to_nobody_named(facts):
        return do.NoteCopy("mailshot", ())
    settled = facts.answered is not None and decides_plainly(words)
    if settled and facts.answered is not None and facts.answered.mail in _READ_BACKS:
        return do.Ignore("an OK to what was read back")
    return do.AskSender(MailId.N04, why="nothing open" if settled else not_understood(words))


def _is_to_nobody_named(facts: Facts) -> bool:
    """Say whether the mail went to people who are all in BCC, and we are one of them (F6)."""
    return not facts.addressed_openly and not facts.visible_to_others and facts.answered is None


def _takes_back(facts: Facts, reading: Reading) -> bool:
    """Say whether one word below a read-back stops what it told of (F5)."""
    answered = facts.answered
    said = " ".join(re.findall(r"[a-z]+", reading.words.casefold()))
    read_back = answered is not None and answered.mail is MailId.N04
    return read_back and said in _TAKE_BACK and _mailed_proof(facts)


def _undo(facts: Facts) -> do.RunCommand:
    """What the answered read-back told of is undone, else the newest thing this coordinator did."""
    return do.RunCommand("undo", mail=facts.answered.about_mail if facts.answered else 0)


def to_answer_by_hand(facts: Facts) -> Iterator[do.Action]:
    """Decide on a mail that a person sent from the scheme's own mailbox (F7): it answers questions."""
    answered = [one for one in facts.open_questions if one.person_id in _ids(facts)]
    if not answered:
        yield do.Ignore("a person wrote it from the scheme's mailbox")
    for question in answered:
        yield do.CloseQuestion(question.number, "answered by hand from the mailbox")


def _ids(facts: Facts) -> set[int]:
    return {one.id for one in facts.addressees}


def _mailed_proof(facts: Facts) -> bool:
    """Say whether the mail answers one of ours that went to this very coordinator's address."""
    return facts.answered is not None and facts.answered.agrees


def _decision(facts: Facts, intent: Intent, written: str) -> Iterator[do.Action]:
    if not _mailed_proof(facts):
        confirms = facts.answered is not None and facts.answered.mail is MailId.N05
        yield do.AskSender(MailId.N04, why=NOT_YOURS if confirms else NOT_PROVEN)
        return
    answers = intent.slots.get("answers", ())
    pairs = [one.partition(":") for one in answers] if isinstance(answers, tuple) else []
    decided: list[tuple[int, str]] = []
    for number, _, words in pairs:
        decided.extend((which, words.strip()) for which in _numbers(facts, number.strip()))
    if decided:
        judged = str(intent.slots.get("judged") or written)
        yield do.Decide(tuple(_as_written(facts, one, judged) for one in decided))
    else:
        yield do.AskSender(MailId.N04, why="which")


def _as_written(facts: Facts, decided: tuple[int, str], written: str) -> tuple[int, str]:
    """A yes to what can't be taken back is judged by all that was written, not by what it was read as."""
    answered = facts.answered
    if answered is None or answered.mail is not MailId.N05 or "yes" not in answered.offers:
        return decided
    return (decided[0], written) if decided[0] == answered.number else decided


def _numbers(facts: Facts, number: str) -> tuple[int, ...]:
    if number.isdigit():
        return (int(number),)
    about = facts.answered.promise_id if facts.answered else None
    if number == "*":
        return facts.open_decisions
    # "ok" without a number is clear only where one thing is asked.
    return facts.open_decisions if len(facts.open_decisions) == 1 and about is None else ()


def _command(facts: Facts, intent: Intent, words: str) -> Iterator[do.Action]:
    verb = str(intent.slots.get("verb", ""))
    if verb == "correct":
        yield from _correction(facts, intent)
        return
    command = command_said(intent)
    if verb == "yes":
        yield from _yes(facts, words)
    elif verb in READ_ONLY and facts.sender.disowned:
        # Their own domain says that they did not write it: they hear of it, and get no list (F4).
        yield do.AskSender(MailId.N04, why=NOT_PROVEN)
    elif verb in READ_ONLY:
        yield command
    elif verb in EASILY_UNDONE | MANY_OR_FINAL | BY_HOW_MANY:
        proven = facts.sender.verified or _mailed_proof(facts)
        # What was written to people in BCC may only sound like an order: it is asked.
        proven = proven and not _is_to_nobody_named(facts)
        # An out-of-office tells the same in its own phrases; only a person says YES to it (F12).
        proven = proven and not (verb == "away" and intent.confidence < _AS_AN_ORDER)
        yield from _ordered(facts, command, proven=proven)
    else:
        yield do.AskSender(MailId.N04, why=NOT_BY_MAIL)


_AS_AN_ORDER = 0.9


def command_said(intent: Intent) -> do.RunCommand:
    """Give the order as it was said, whether or not it may be obeyed."""
    verb, number = str(intent.slots.get("verb", "")), intent.slots.get("number", 0)
    return do.RunCommand(
        verb,
        who=_names(intent),
        number=number if isinstance(number, int) else 0,
        text=_said(intent, verb),
        until=intent.day("until"),
    )


# Of these the task is only a part of what was said.
WHOLE_WORDS = frozenset({"feedback", "quote"})


def _said(intent: Intent, verb: str) -> str:
    text = str(intent.slots.get("text", ""))
    if verb == "reword":
        return f"{intent.slots.get('task', '')}\n{text}".strip()
    return text if verb in WHOLE_WORDS else str(intent.slots.get("task", "") or text)


def _ordered(facts: Facts, command: do.RunCommand, *, proven: bool) -> Iterator[do.Action]:
    at_once = command.verb in EASILY_UNDONE or (
        command.verb in BY_HOW_MANY and not _is_for_many(command)
    )
    if proven and at_once:
        yield _undo(facts) if command.verb == "undo" else command
    else:
        yield do.ConfirmCommand(
            command.verb, command.text, command.until, command.who, command.number
        )


def _is_for_many(command: do.RunCommand) -> bool:
    return not command.who or any(set(one.casefold().split()) & GROUPS for one in command.who)


def _correction(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    """A corrected reading changes how mail is read from now on, so it must be known who says it."""
    answered = facts.answered
    if not (facts.sender.verified or _mailed_proof(facts)):
        yield do.AskSender(MailId.N04, why=NOT_PROVEN)
        return
    number, mail = _whole(intent, "number"), _whole(intent, "mail")
    if not number and not mail and answered is not None:
        number, mail = _shown_by(answered)
    if not number and not mail:
        yield do.AskSender(MailId.N04, why="which")
    elif not intent.slots.get("kind"):
        yield do.AskSender(MailId.N04, why="what is it")
    else:
        yield do.RunCommand(
            "correct",
            number=number,
            kind=str(intent.slots["kind"]),
            instead_of=str(intent.slots.get("not", "")),
            mail=mail,
        )


def _shown_by(answered: Answered) -> tuple[int, int]:
    """Give the item, or else the mail, that one of ours is about; zeros where it shows several."""
    text = answered.texts[0] if answered.texts else ""
    shown = {int(one) for one in _NUMBERED.findall(text)}
    mails = {int(one) for one in _MAILS.findall(text)}
    if answered.mail is MailId.N03:
        mails = {answered.about_mail}
    if answered.number or len(shown) == 1:
        return answered.number or shown.pop(), 0
    return 0, mails.pop() if len(mails) == 1 and not shown else 0


def _whole(intent: Intent, slot: str) -> int:
    value = intent.slots.get(slot, 0)
    return value if isinstance(value, int) else 0


def _names(intent: Intent) -> tuple[str, ...]:
    return _texts(intent, "who")


def _texts(intent: Intent, slot: str) -> tuple[str, ...]:
    value = intent.slots.get(slot, ())
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _yes(facts: Facts, words: str) -> Iterator[do.Action]:
    answered = facts.answered
    if answered is None or not answered.agrees or answered.mail is not MailId.N05:
        yield do.AskSender(MailId.N04, why="yes to what")
    else:
        yield do.Decide(((answered.number, words),))


def _copy(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    means = str(intent.slots.get("means", "unclear"))
    # A From that the trusted server does not vouch for can be anybody's, and changes nothing by itself.
    doubted = facts.sender.vouched is False
    if doubted and means in {"answer", "expert"}:
        means = "unclear"
    people = tuple(one.id for one in facts.addressees)
    yield do.NoteCopy(means, people)
    if means == "private":
        yield do.ForgetText()
    elif means == "answer":
        yield from _closed(facts)
    elif means == "introduction" and _all_free(facts) and not doubted:
        yield do.RecordPair(people)
    elif means in {"extension", "withdrawal_accepted"}:
        if intent.slots.get("answers") and not doubted:
            yield from _closed(facts)
        yield from (_which(one, means, intent) for one in people)
    elif means in {"introduction", "unclear"} and _may_change_pairs(facts):
        yield _who_with_whom(facts)


def _may_change_pairs(facts: Facts) -> bool:
    """People who are one pair already have nothing to become by a mail to both."""
    return len(facts.addressees) in {2, 3} and not facts.already_together


def _which(person: int, means: str, intent: Intent) -> do.AskCoordinator:
    """Ask what a copied mail changes for somebody; nothing of it is done before a coordinator says so (F6)."""
    until = intent.day("until")
    if means == "extension":
        when = f" to {until:%A} {until.day} {until:%B}" if until else ""
        title = f"may have more time{when}, as you wrote?"
        if until is None:
            title = "may have more time, as you wrote: until which day?"
        options = ("ok", "no") if until else ("a date", "no")
        return do.AskCoordinator(do.Matter.EXTENSION, title, options, person, until=until)
    title = "leaves, as you wrote?"
    return do.AskCoordinator(do.Matter.COPY, title, ("yes", "no"), person, people=(person,))


def _who_with_whom(facts: Facts) -> do.AskCoordinator:
    people = facts.addressees
    names = " and ".join(one.name for one in people)
    options = TOGETHER if _all_free(facts) else ONE_HAS_A_BUDDY
    return do.AskCoordinator(
        do.Matter.COPY,
        f"You wrote to {names}: what changes?",
        options,
        people[0].id,
        people=tuple(one.id for one in people),
    )


TOGETHER = ("together", "nothing")
ONE_HAS_A_BUDDY = ("trio", "rematch", "nothing")


def _closed(facts: Facts) -> Iterator[do.Action]:
    answered: list[OpenQuestion] = [
        one for one in facts.open_questions if one.person_id in _ids(facts)
    ]
    for question in answered:
        yield do.CloseQuestion(question.number, "answered by a coordinator who copied me")


def _all_free(facts: Facts) -> bool:
    free = {PersonState.WAITING, PersonState.REGISTERED}
    known = facts.addressees
    return len(known) in {2, 3} and all(one.state in free for one in known)
