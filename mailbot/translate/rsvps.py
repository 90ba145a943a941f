"""Read what people answer to an invitation in their own words, which event they mean, and what they need."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.core.events import Coming
from mailbot.core.reading import Facts, Intent, IntentKind, OpenEvent, SlotValue
from mailbot.translate.dates import dates_in
from mailbot.translate.event_names import named_in
from mailbot.translate.evidence import EVENT_MAILS, circumstances, cues_in
from mailbot.translate.heard import Heard
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence, sentences

_MEANS = {"no": Coming.NO, "maybe": Coming.PROBABLY, "yes": Coming.YES}
_LONGEST_NEEDS = 200
_BY_WEEKDAY_WITHIN = timedelta(days=21)
# Who comes late comes; and "no problem" and "no allergies" are no refusals.
_BESIDE_THE_POINT = re.compile(
    r"\bno (?:problem|worries|probs|bother)\w*\b"
    r"|\bno (?:particular |special |known )?(?:diet\w*|allerg\w*|food|access|requirements|needs|restrictions|preferences?)\b(?: \w+){0,2}"
    r"|\bno need to\b|\b(?:sorry|apologies) (?:for|about) [^.!?]{0,60}",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"(?:\b(?:i |we )?(?:might|may|could|will|would|shall)|['\u2019]ll)\s+(?:well |just |probably |possibly )?"
    r"(?:be|arrive|get there|turn up|come|run(?:ning)?|have to leave|need to leave)\s(?:(?:a (?:bit|little|touch|few minutes)|slightly|quite) )?(?:late|early)\b[^.!?;]{0,60}",
    re.IGNORECASE,
)
# Nice words about the invitation, which answer it only where nothing else does.
_NICE = re.compile(
    r"^(?:(?:hi|hello|oh|ah|well|thanks|thank you|this|that|it|what|how)\W+)*(?:sounds?|looks?|what a|great|lovely|brilliant|fab\w*|nice|thanks|thank|perfect|excellent|good|wonderful|amazing|fun|love the|kind of you)\b",
    re.IGNORECASE,
)
_ALSO_NO = re.compile(
    r"\b(?:(?:do|does|did) not think (?:i|we|that i|it)|(?:is|seems|looks) unlikely|highly unlikely|doubt (?:it|i|that|if|whether)|regrets|too (?:far|late|busy|tired)"
    r"|next time|maybe another|some other time|have to (?:say no|pass|miss)|not going to (?:make|manage|be able)|struggl\w+ to make|no can do)\b",
    re.IGNORECASE,
)
_ALSO_YES = re.compile(
    r"\b(?:save me|keep me a|sign me up|add me|i am (?:in|game|keen|up for)|am in|up for (?:it|this|that)"
    r"|(?:can|could|may|might|ok if|okay if|all right if|fine if|mind if) (?:i|we) (?:please |also )?bring|(?:can|could|may) my [^ ]+(?: [^ ]+)? come"
    r"|bringing (?:a|my|someone)|looking forward|(?:i|we) (?:will|shall) (?:definitely |certainly |both )?(?:be (?:there|at|coming|joining)|come|make it|attend|join|see you))\b",
    re.IGNORECASE,
)
_EAGER = re.compile(r"\b(?:(?:cannot|can not) wait|(?:would|will) not miss)\b")
_ALSO_MAYBE = re.compile(r"\b(?:50\W{0,3}50|fifty\W{0,3}fifty)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|provided|assuming|hop\w+|depend\w+|as long as)\b")
_NEEDS = re.compile(
    r"\b(?:veg(?:gie|etarian|an|etarians|ans)?|pescatarian|halal|kosher|gluten|coeliac|celiac|dairy|lactose|(?:pea)?nuts?|shellfish|sesame|allerg\w+|intoleran\w+|diet\w*|pork|alcohol|teetotal|don['\u2019]t (?:eat|drink)|can['\u2019]?t eat|do not eat"
    r"|wheelchair|step[- ]free|ramp|lift|stairs|steps|crutches|hearing loop|hard of hearing|deaf|interpreter|bsl|guide dog|accessib\w+|blue badge)\b",
    re.IGNORECASE,
)
_NO_NEEDS = re.compile(r"^\W*no\b|\bno (?:diet|allerg|access|special|food)", re.IGNORECASE)
_SIGNS_OF_LIFE = frozenset({IntentKind.STILL_HERE, IntentKind.THANKS})


@dataclass(frozen=True, slots=True)
class _About:
    """Which event is answered, in which words; `instead` is a day that may be meant for a task."""

    words: str
    because: str
    event: int | None = None
    instead: date | None = None


def rsvps(
    heard: Heard, facts: Facts, rules: Rules, sure: Collection[IntentKind]
) -> Iterator[Intent]:
    """Give the answer to an invitation; `unsure` in it where a task's day may be meant as well."""
    about = _about(heard, facts, sure)
    answer = coming(about.words, rules) if about else None
    if about is None or answer is None:
        return
    slots: dict[str, SlotValue] = {"answer": answer.value}
    if about.event is not None:
        slots["event"] = about.event
    if about.instead is not None:
        slots["instead"] = about.instead
    if needs := needs_in(heard.words):
        slots["needs"] = needs
    yield Intent(IntentKind.RSVP, 0.85, (about.because,), slots)


def _about(heard: Heard, facts: Facts, sure: Collection[IntentKind]) -> _About | None:
    answered = facts.answered
    if answered is not None and answered.mail in EVENT_MAILS:
        return _About(heard.words, "answers an event", answered.event_id)
    return _by_name(heard, facts) or (None if set(sure) - _SIGNS_OF_LIFE else _by_day(heard, facts))


def _by_name(heard: Heard, facts: Facts) -> _About | None:
    """Take the sentences that name an event somebody was asked to."""
    titles = [one.title for one in facts.events]
    named = [(one, named_in(one.raw, titles)) for one in heard.read if one.framed]
    meant = {place for _, places in named for place in places}
    if len(meant) != 1:
        return None
    words = " ".join(one.raw for one, places in named if places)
    return _About(words, "names an event", facts.events[meant.pop()].event_id)


def _by_day(heard: Heard, facts: Facts) -> _About | None:
    """Take a mail that names the day of an event and answers nothing of ours."""
    if facts.answered is not None:
        return None
    days = [one.day for one in dates_in(heard.words, facts.today)]
    meant = [one for one in facts.events if one.day in days or _weekday_of(one, heard, facts)]
    if len(meant) != 1:
        return None
    named = days[0] if days else meant[0].day
    instead = named if "day_open" in circumstances(facts) else None
    because = "names the day of an event" + (", and a task's day is open" if instead else "")
    return _About(heard.words, because, meant[0].event_id, instead)


def _weekday_of(event: OpenEvent, heard: Heard, facts: Facts) -> bool:
    """Say whether a bare "Thursday" may be that of an event: the next ones are thought of by weekday."""
    near = event.day - facts.today <= _BY_WEEKDAY_WITHIN
    bare = not any(sign.isdigit() for sign in heard.words)
    return (
        near and bare and re.search(rf"\b{event.day:%A}\b", heard.words, re.IGNORECASE) is not None
    )


def coming(words: str, rules: Rules) -> Coming | None:
    """Say what words come to as an answer to an invitation; None where they are no answer."""
    plain = _BESIDE_THE_POINT.sub(" ", words)
    in_time = _LATE.sub(" ", plain)
    return _first_answer(in_time, rules) or _first_answer(plain, rules)


def _first_answer(words: str, rules: Rules) -> Coming | None:
    read = sentences(words)
    said = [
        (one, answer)
        for one, cues in zip(read, cues_in(read, rules), strict=True)
        if (answer := _answer(one, cues)) is not None
    ]
    # "Sounds great! But I'm on nights": the niceness is no answer where one follows.
    serious = [answer for one, answer in said if not (answer is Coming.YES and _is_nice(one))]
    return next(iter([*serious, *(answer for _, answer in said)]), None)


def _is_nice(one: Sentence) -> bool:
    return _NICE.match(one.text) is not None and _ALSO_YES.search(one.text) is None


def _answer(one: Sentence, cues: Collection[str]) -> Coming | None:
    if _EAGER.search(one.text):
        return Coming.YES
    if _ALSO_NO.search(one.text):
        return Coming.NO
    if _ALSO_MAYBE.search(one.text):
        return Coming.PROBABLY
    besides = _ALSO_YES.sub(" ", one.text)
    doubtful = "no" in cues or ("maybe" in cues and _IF.search(besides) is not None)
    if besides != one.text and not doubtful:
        return Coming.YES
    return next((_MEANS[name] for name in _MEANS if name in cues), None)


def needs_in(words: str) -> str:
    """Give the sentences that say what somebody eats or how they get in, as they wrote them."""
    said = [
        one.raw.strip()
        for one in sentences(words)
        if _NEEDS.search(one.raw) and not _NO_NEEDS.search(one.raw)
    ]
    return " ".join(" ".join(said).split())[:_LONGEST_NEEDS]
