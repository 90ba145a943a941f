"""Read what a participant, or somebody who would like to be one, says in a mail."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mailbot.core.mail import Attachment, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind, SlotValue
from mailbot.translate.chosen import with_meaning
from mailbot.translate.contact import contact_slots, without_known_addresses
from mailbot.translate.days import agreed_day
from mailbot.translate.evidence import (
    DETAIL_MAILS,
    OFFER_MAILS,
    QUIET_MAILS,
    SERIOUS,
    circumstances,
    cues_in,
    gather,
    taught,
    weigh,
    with_slots,
)
from mailbot.translate.expect import expected, spent
from mailbot.translate.files import is_picture
from mailbot.translate.frame import reframed
from mailbot.translate.heard import Heard
from mailbot.translate.joining import with_registration
from mailbot.translate.meant import task_thread
from mailbot.translate.portfolio_wish import with_portfolio
from mailbot.translate.preferences import Preferences, set_apart, with_preferences
from mailbot.translate.queries import LONGEST_TEXT, asks_only_what_now, is_mere_manner, query
from mailbot.translate.remarks import said_beside, said_of, with_feedback
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import LONGEST_READ, sentences
from mailbot.translate.settle import settled
from mailbot.translate.talk import Talk, buddy_names, nicknames, talk_of
from mailbot.translate.until import begins_later, day_meant, deadline_meant, only_says_when_back
from mailbot.translate.work import Work, submission, taught_work, work_in

_ANSWER_SUBJECTS = ("re:", "fw:", "fwd:", "aw:", "sv:", "antw:", "ynghylch:")
_FEW_WORDS = 10


def intents_of_person(
    words: str,
    subject: str,
    facts: Facts,
    mail: ParsedMail,
    rules: Rules,
    files: tuple[Attachment, ...],
    registration: Mapping[str, SlotValue],
) -> Iterator[Intent]:
    """Give all that is said with enough certainty; OTHER with what it may be where nothing is."""
    heard, work = hear(words, subject, facts, rules, files)
    talk = talk_of(facts, mail, heard.read)
    work = work if _may_be_work(work, talk, facts, heard, subject) else None
    heard = without_known_addresses(heard, facts, mail)
    heard, of_buddies = (heard, Preferences()) if work else set_apart(heard, facts)
    found, act = weigh(heard.evidence), rules.thresholds.act
    sure = {kind: one for kind, one in found.items() if one.confidence >= act}
    if work is not None and work.confidence >= act:
        work_intent = submission(facts, heard, work, delivered=talk.buddy_reads)
        sure[IntentKind.SUBMISSION] = work_intent
        sure.update(said_beside(found))
    if is_mere_manner(heard, sure):
        del sure[IntentKind.QUERY]
    if talk.to_buddy_alone:
        if "day_open" in circumstances(facts):
            sure.update({one.kind: one for one in agreed_day(heard, facts)})
    else:
        for one in _asked_for(heard, facts, rules, sure, mail.text):
            sure.setdefault(one.kind, one)
        if IntentKind.CHOICE in sure and heard.length <= _FEW_WORDS and not files:
            sure.pop(IntentKind.SUBMISSION, None)
    with_registration(sure, found, facts, heard, registration)
    with_preferences(sure, facts, heard, of_buddies)
    with_feedback(sure, facts, heard)
    _forget(sure, rules.corrections.unlearnt(heard.read))
    certain = with_portfolio(settled(sure, facts, heard, to_buddy_alone=talk.to_buddy_alone), heard)
    filled = _completed(certain, heard, facts)
    yield from filled
    yield from _beside_thanks(filled, heard, facts)
    yield from _left_over(found, filled, work, heard, talk, rules, files)


def _completed(certain: Iterable[Intent], heard: Heard, facts: Facts) -> list[Intent]:
    """Put in what each intent carries, and beside a choice what it means."""
    plain = (_in_time(_filled(one, heard, facts), facts, heard) for one in certain)
    return list(with_meaning(tuple(plain), heard, facts))


def _forget(sure: dict[IntentKind, Intent], unlearnt: Iterable[IntentKind]) -> None:
    """Leave out what coordinators said that such words do not mean."""
    for kind in unlearnt:
        sure.pop(kind, None)


def _may_be_work(work: Work | None, talk: Talk, facts: Facts, heard: Heard, subject: str) -> bool:
    """Two who write to each other chat at any length: outside a task's thread only a plain letter is work."""
    if work is None:
        return True
    asked = facts.answered.mail if facts.answered is not None else None
    if asked is MailId.P41:
        return work.because[0].startswith(("it says that the text", "a file", "corrected"))
    if not talk.to_buddy_alone or _SUBJECT_OF_WORK.search(subject):
        return True
    plain = ("it says that the text", "it is a list", "a file", "corrected")
    to_the_page = any(one.text.startswith(_PROBLEM_PAGE) for one in heard.read)
    return bool(task_thread(facts)) or to_the_page or work.because[0].startswith(plain)


# Two who chat have another subject than the one who sends the buddy a letter and us a copy.
_SUBJECT_OF_WORK = re.compile(
    r"\b(?:problem[- ]page|(?:my|our|a|the) (?:letter|answer|diary|top five|joint answer|case)|letter (?:to|for)|task ?\d+ (?:letter|answer|diary|submission))\b",
    re.IGNORECASE,
)
_PROBLEM_PAGE = ("dear deidre ", "dear deirdre ", "dear agony ", "dear aunt", "deidre ")


def hear(
    words: str, subject: str, facts: Facts, rules: Rules, files: tuple[Attachment, ...]
) -> tuple[Heard, Work | None]:
    """Cut the words into sentences, and find the evidence and the work in them."""
    names = buddy_names(facts)
    names |= nicknames(words, names)
    text = _with_subject(words, subject, facts)
    read = sentences(text, names)
    if text is not words:
        read = tuple(replace(one, question=one.question and one.paragraph > 0) for one in read)
    context = circumstances(facts)
    said = rules.corrections.in_sentences(read)
    evidence = taught(gather(read, context, rules), said)
    heard = Heard(words, read, cues_in(read, rules), evidence)
    work = _work(facts, heard, rules, files)
    if work is None or work.confidence < rules.thresholds.act:
        return heard, work
    # Where safety is at stake nothing is passed on, and a complaint beside it is heard.
    grave = any(one.rule.intent in SERIOUS and one.rule.in_letters for one in heard.evidence)
    inside = tuple(
        one
        for one in heard.evidence
        if one.sentence in work.framed
        or one.rule.in_letters
        or (grave and one.rule.intent is IntentKind.COMPLAINT)
    )
    return replace(heard, read=reframed(heard, work.framed), evidence=inside), work


def _work(facts: Facts, heard: Heard, rules: Rules, files: tuple[Attachment, ...]) -> Work | None:
    """Find work, unless a coordinator said that such words are none, or where they said that it is."""
    if IntentKind.SUBMISSION in rules.corrections.unlearnt(heard.read):
        return None
    work = work_in(facts, heard, files)
    for one in rules.corrections.in_sentences(heard.read).values():
        if one.kind is IntentKind.SUBMISSION:
            return taught_work(facts, heard, work, one.because)
    return work


def _with_subject(words: str, subject: str, facts: Facts) -> str:
    """A stranger's own subject is often half of what they say."""
    own = not subject.strip().lower().startswith(_ANSWER_SUBJECTS)
    if facts.sender.kind is SenderKind.STRANGER and own and subject.strip():
        return f"{subject.strip()}\n\n{words}"
    return words


def _asked_for(
    heard: Heard, facts: Facts, rules: Rules, sure: Mapping[IntentKind, Intent], body: str
) -> Iterator[Intent]:
    wishes = []
    if IntentKind.SUBMISSION not in sure or heard.length <= _FEW_WORDS:
        wishes = list(expected(heard, facts, rules, sure, body))
    yield from wishes
    asked = query(
        heard,
        is_letter=IntentKind.SUBMISSION in sure,
        spent=spent(heard, facts, [*wishes, *_later(sure)], rules),
    )
    choices_follow = (
        bool(facts.partners) and IntentKind.QUIET_BUDDY in sure
    )  # they say what now (P25)
    if asked is not None and not (choices_follow and asks_only_what_now(heard)):
        yield asked


def _later(sure: Mapping[IntentKind, Intent]) -> list[Intent]:
    """Give more time that is asked for: "would the 23rd do?" asks for nothing else."""
    return [one for kind, one in sure.items() if kind is IntentKind.EXTENSION]


# Rules by which a day is heard that may as well be one before the last.
_NAMES_A_DAY = ("'extension/will be late'", "'extension/hinted'")


_LATE = re.compile(
    r"\b(?:late|later|behind|not|no|sorry|leave|away|nights|longer|more|extension|extra|extend|instead|until|till?)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


def _in_time(intent: Intent, facts: Facts, heard: Heard) -> Intent:
    """Who says that it comes by a day that is early enough asks for nothing: it is under way."""
    until = intent.day("until")
    if intent.kind is not IntentKind.EXTENSION or until is None or not facts.owed:
        return intent
    only_named = all(any(rule in one for rule in _NAMES_A_DAY) for one in intent.because)
    early = facts.today <= until <= facts.owed[0].due_at.date()
    if not (only_named and early) or _LATE.search(heard.words):
        return intent
    return Intent(IntentKind.STILL_HERE, intent.confidence, ("it comes in time", *intent.because))


def _filled(intent: Intent, heard: Heard, facts: Facts) -> Intent:
    """Put in the data that an intent's kind carries."""
    if intent.kind is IntentKind.EXTENSION:
        until = deadline_meant(_to_us(heard), facts)
        if only_says_when_back(_to_us(heard), facts.today):
            intent = with_slots(intent, {"back": True})
    elif intent.kind is IntentKind.PAUSE:
        until = day_meant(_to_us(heard), facts.today)
        begins = begins_later(_to_us(heard), facts.today)
        if begins is not None:
            intent = with_slots(intent, {"begins": begins})
    elif intent.kind is IntentKind.CONTACT_CHANGE:
        return with_slots(intent, contact_slots(heard.words[:LONGEST_READ], facts))
    elif intent.kind is IntentKind.QUERY and "text" not in intent.slots:
        return with_slots(intent, {"text": heard.words[:LONGEST_TEXT]})
    elif intent.kind in {IntentKind.FEEDBACK, IntentKind.TASK_IDEA}:
        return with_slots(intent, {"text": said_of(intent.kind, heard)})
    else:
        return intent
    return with_slots(intent, {"until": until}) if until else intent


def _to_us(heard: Heard) -> str:
    """Give the words that are spoken to the scheme: a day in the story of a letter is nobody's return."""
    if all(one.framed for one in heard.read):
        return heard.words[:LONGEST_READ]
    return " ".join(one.raw for one in heard.read if one.framed)[:LONGEST_READ]


# Mails that wait for an answer: who thanks for one and says something more may have given it.
_ASK = OFFER_MAILS | DETAIL_MAILS | QUIET_MAILS | {MailId.P36, MailId.P39}
_MERE_THANKS = frozenset(
    [
        "thanks", "thank", "you", "so", "much", "very", "many", "kind", "regards", "best",
        "cheers", "a", "lot", "all", "again", "and", "i", "hi", "ok", "yes", "great",
        "lovely", "good", "noted", "will", "do", "that", "is", "brilliant", "perfect",
        "fab", "really", "appreciate", "it", "for", "this", "the", "your", "email",
        "mail", "letting", "me", "know", "update", "helps", "helpful", "useful", "to"
    ]
)  # fmt: skip


# "Great, thanks for sorting that" thanks for what we did, and tells us nothing.
_FOR_DOING = re.compile(
    r"(?<![^ ])(?:thanks|thank you|cheers)(?: [^ ]+){0,3} for [^ ]+ing(?: [^ ]+){0,3} $"
)
_IT_DID_NOT = frozenset({"no", "not", "never", "nothing", "but", "until", "only"})


def _beside_thanks(certain: list[Intent], heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Thanks to a mail that asks something, with other words beside them, may be the answer to it."""
    if {one.kind for one in certain} != {IntentKind.THANKS}:
        return
    asked = facts.answered is not None and facts.answered.mail in _ASK
    words = {word for one in heard.read for word in one.text.split()}
    did_it_reach = facts.answered is not None and facts.answered.mail is MailId.P09
    if did_it_reach and not words & _IT_DID_NOT:
        # It asks for any word back, and has one.
        yield Intent(IntentKind.STILL_HERE, 0.8, ("a word back to whether our mail came",))
    elif (
        asked
        and not all(_FOR_DOING.search(one.text) for one in heard.read)
        and (words - _MERE_THANKS)
    ):
        yield Intent(IntentKind.OTHER, 0.5, ("more than thanks is said to what was asked",))


_LEAVES_A_FILE = frozenset({IntentKind.QUERY, IntentKind.THANKS})


def _left_over(
    found: Mapping[IntentKind, Intent],
    certain: list[Intent],
    work: Work | None,
    heard: Heard,
    talk: Talk,
    rules: Rules,
    files: tuple[Attachment, ...],
) -> Iterator[Intent]:
    """Say what it may be where nothing is certain, and never let a hint of distress go unseen."""
    low = [
        one
        for one in found.values()
        if rules.thresholds.ask <= one.confidence < rules.thresholds.act
    ]
    hints = tuple(f"perhaps {one.kind.value}: {one.because[0]}" for one in low)
    if certain:
        if {one.kind for one in certain} <= _LEAVES_A_FILE and any(
            not is_picture(one) for one in files
        ):
            yield Intent(IntentKind.OTHER, 0.5, ("a file came with it that is no work on a task",))
        if any(one.kind in {IntentKind.DISTRESS, IntentKind.CONCERN} for one in low):
            yield Intent(IntentKind.OTHER, 0.5, hints)
        return
    if talk.buddy_reads:
        yield Intent(IntentKind.BUDDY_CHAT, 0.85, ("spoken to the buddy, with a copy to us",))
        return
    if heard.says("correction"):
        hints = ("it says that an earlier text was wrong, and no new one came with it", *hints)
    if work is not None:
        hints = (f"perhaps submission: {work.because[0]}", *hints)
    yield Intent(IntentKind.OTHER, 0.3, hints or ("nothing in it is certain",))
