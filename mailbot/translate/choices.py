"""Read which option somebody takes: of the choices that our mails put, and of the cases."""

import re
from collections.abc import Mapping
from datetime import date

from mailbot.core.mails import MailId
from mailbot.core.reading import Answered, Facts, Intent, IntentKind, OpenOffer, SlotValue
from mailbot.core.tasks import StageKind
from mailbot.translate.dates import dates_in
from mailbot.translate.evidence import TASK_MAILS
from mailbot.translate.heard import Heard
from mailbot.translate.nudges import SHORT_WORDS
from mailbot.translate.options import listed_options, option_beside, option_meant
from mailbot.translate.rules import Rules
from mailbot.translate.talk import buddy_names
from mailbot.translate.until import after_today, day_meant, deadline_meant

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "first": "1", "second": "2", "third": "3",
    "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4",
}  # fmt: skip
_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|hey|oh|ok|yes|so|sorry|thanks|ah|well|um|erm|hmm|jo|kit|all|definitely|probably|maybe)\W+)*"
    r"(?:(?:i['\u2019]?(?:d|ll| would| will)?(?: like| go for| go with| take| pick| choose| prefer| have| say)?|we(?:['\u2019]ll)?(?: go for| go with)?"
    r"|can i(?: have)?|could i(?: have)?|let['\u2019]?s(?: go(?: for| with)?| do| say)?|option|number|no|choice|case|answer|please|going for|go for|my choice is|it['\u2019]?s|the|letter)\W+)*"
    r"(?P<option>\d{1,2}|[A-Ea-e]|one|two|three|four|first|second|third|fourth|1st|2nd|3rd|4th)\b(?!\s?(?:[ap]m|day|week|month|minute|hour|of us|more|thing|question|bit|%|:\d|\.\d))",
    re.IGNORECASE,
)
_NAMED_OPTION = re.compile(
    r"\b(?:option|number|choice|case)\s{1,2}(?P<option>\d{1,2}|[A-E])\b", re.IGNORECASE
)
# A sentence that is nothing but a number: "Honestly? 3. Sorry."
_ALONE = re.compile(r"(?:^|[.!?\n]\s{0,3})(?P<option>\d)\s{0,2}(?=$|[.!\n])")
# Who says one of these says nothing of a case, whatever words of its title they use.
_OF_THEMSELVES = frozenset(
    {IntentKind.REMATCH, IntentKind.WITHDRAWAL, IntentKind.PAUSE, IntentKind.STOP}
    | {IntentKind.COMPLAINT, IntentKind.DISTRESS, IntentKind.CONCERN, IntentKind.ERASURE}
    | {IntentKind.QUIET_BUDDY, IntentKind.DATA_REQUEST, IntentKind.CONTACT_CHANGE}
)
_LONGEST_CHOICE_WORDS = 75
_MAY_SKIP = frozenset(
    {MailId.P10, MailId.P11, MailId.P20, MailId.P21, MailId.P22, MailId.P23, MailId.P33}
)
_LAST_MAILS = frozenset({MailId.P22, MailId.P23})
_OPTIONS_OF_CASES = ("A", "B", "C")


def choice(
    heard: Heard, facts: Facts, rules: Rules, sure: Mapping[IntentKind, Intent], body: str
) -> Intent | None:
    """Give the option that somebody takes; None where none is open, or none is meant.

    `body` is the whole mail with its quotes.
    """
    return _choice(heard, facts, rules, sure, body) or _case(heard, facts, sure, body)


def _choice(
    heard: Heard,
    facts: Facts,
    rules: Rules,
    sure: Mapping[IntentKind, Intent],
    body: str,
) -> Intent | None:
    mail, options = put(facts)
    if not options or heard.length > 3 * SHORT_WORDS:
        return None
    beside = option_beside(heard.words, body, options)
    bare = (
        beside
        or _bare(heard.words, options)
        or _left_over(heard.words, options)
        or _only_number(heard, options)
    )
    told = {bare} if bare else _by_words(heard, mail, options, rules)
    if not told and (heard.length <= _BRIEFEST_ELSEWHERE or not _elsewhere(mail, facts)):
        agreed = set() if _asks_to_be_sent(heard) else _yes_or_no(heard, options)
        told = agreed or _by_wish(mail, options, sure)
    if len(told) != 1:
        return None
    option = told.pop()
    slots: dict[str, SlotValue] = {"option": option}
    until = _until(heard, facts) if mail in _MAY_NAME_A_DAY else None
    if until is None and mail is MailId.P24 and IntentKind.EXTENSION in sure:
        until = deadline_meant(heard.words, facts)
    if until is not None:
        slots["until"] = until
    where = f"answers {mail}" if mail is not None else "a choice is open"
    return Intent(
        IntentKind.CHOICE, 0.93 if bare else 0.85, (where, f"takes option {option}"), slots
    )


def _asks_to_be_sent(heard: Heard) -> bool:
    """ "Please send me everything I've written" asks for something, and says yes to nothing."""
    return any(_SEND.search(one.text) for one in heard.read)


_SEND = re.compile(
    r"(?<![^ ])send (?:me |us |over |through |on |across )?(?:(?:a|the|my|our|all) (?:list|copy|copies|link|summary|portfolio|rest|details|record|answers?|letters?|of)|everything|all|what|whatever|my|our) "
)
_BRIEFEST_ELSEWHERE = 5


def _elsewhere(mail: MailId | None, facts: Facts) -> bool:
    """Say whether another mail of ours is answered than the one that put the choice."""
    return facts.answered is not None and facts.answered.mail is not mail


_MAY_NAME_A_DAY = frozenset({MailId.P07, MailId.P24, MailId.P36})


def _until(heard: Heard, facts: Facts) -> date | None:
    """Find the day that goes with an option: the one led to by "until", or asked at the end: "12 April?"."""
    last = heard.read[-1] if heard.read else None
    proposed = dates_in(last.raw, facts.today) if last is not None and last.question else []
    if proposed and last is not None and last.word_count <= _FEW_DAY_WORDS:
        return after_today(proposed[-1].day, proposed[-1].words, facts.today)
    named = dates_in(heard.words, facts.today)
    day = day_meant(heard.words, facts.today)
    if day is None and len(named) == 1 and heard.length <= _FEW_DAY_WORDS:
        # "1, Tuesday" fills the blank of "I need until ...".
        day = None if _REFUSES.search(heard.words) else named[0].day
    said = " ".join(one.words for one in named if one.day == day)
    return None if day is None else after_today(day, said, facts.today)


_REFUSES = re.compile(r"\b(?:not|n['\u2019]?t|cannot|except|never)\b", re.IGNORECASE)
_FEW_DAY_WORDS = 6


def _case(
    heard: Heard, facts: Facts, sure: Mapping[IntentKind, Intent], body: str
) -> Intent | None:
    """Read which case somebody takes, in the stage that asks for one; "any" where all suit them."""
    answered = facts.answered
    open_here = any(one.kind is StageKind.CHOICE for one in facts.owed) or _settled_here(facts)
    if not open_here or heard.length > _LONGEST_CHOICE_WORDS or not heard.words.strip():
        return None
    text = answered.texts[0] if answered is not None and answered.texts else ""
    titles = listed_options(text, _OPTIONS_OF_CASES) or dict.fromkeys(_OPTIONS_OF_CASES, "")
    option = option_beside(heard.words, body, tuple(titles))
    if not option and not set(sure) & _OF_THEMSELVES and not _only_asks(heard):
        option = option_meant(heard.words, titles, buddy_names(facts))
    if not option and not set(sure) & _OF_THEMSELVES:
        option = "any" if heard.says("any option") else ""
    torn = _TORN.search(heard.words) is not None
    if not option and not torn:
        return None
    because = ("a case is to be chosen", f"takes {option}" if option else "can't decide")
    return Intent(IntentKind.CHOICE, 0.88, because, {"option": option})


def _settled_here(facts: Facts) -> bool:
    """Say whether the mail that is answered asked for a case that has been settled since (P19, C14)."""
    answered = facts.answered
    return answered is not None and any(
        one.kind is StageKind.CHOICE
        and (one.round_id, one.stage) == (answered.round_id, answered.stage)
        for one in facts.done_lately
    )


def _only_asks(heard: Heard) -> bool:
    """Who asks something of a case, and says nothing besides, has not taken it."""
    said = [one for one in heard.read if one.word_count > _GREETING_WORDS]
    asks = bool(said) and all(one.question for one in said)
    return asks and not any(_ASKS_FOR_IT.search(one.text) for one in said)


_ASKS_FOR_IT = re.compile(
    r"\b(?:(?:can|could|may|might|shall) (?:i|we)|too late|ok if (?:i|we)|mind if (?:i|we)|any chance)\b.*\b(?:chang\w*|swap\w*|switch\w*|have|take|do|go|choose|pick|move)\b"
)
_GREETING_WORDS = 3
_TORN = re.compile(
    r"\b(?:torn|can['\u2019]?t (?:decide|choose|pick)|undecided|in two minds|dithering|toss[- ]?up|stuck) between\b|\b(?:do|have|take) both\b",
    re.IGNORECASE,
)


def put(facts: Facts) -> tuple[MailId | None, tuple[str, ...]]:
    """Find which choice is open for the writer, by the thread first."""
    answered = facts.answered
    if answered is not None:
        open_one = _same(answered, facts.offers)
        if open_one is not None:
            return open_one.mail, open_one.options
        options = answered.offers or (("skip",) if _may_skip(answered, facts) else ())
        if options:
            return answered.mail, options
        if answered.agrees and answered.mail in _PLACES:
            return answered.mail, _YES_OR_LATER
    if len(facts.offers) == 1 and (answered is None or answered.mail not in TASK_MAILS):
        return facts.offers[0].mail, facts.offers[0].options
    return None, ()


def _may_skip(answered: Answered, facts: Facts) -> bool:
    return answered.mail in _MAY_SKIP and bool(facts.owed)


def _same(answered: Answered, offers: tuple[OpenOffer, ...]) -> OpenOffer | None:
    for one in offers:
        if one.promise_id == answered.promise_id or one.mail is answered.mail:
            return one
    return None


def _bare(words: str, options: tuple[str, ...]) -> str:
    known = {one.casefold(): one for one in options}
    lead = _LEAD.match(words)
    for match in (lead, _NAMED_OPTION.search(words), _ALONE.search(words)):
        if match is None:
            continue
        said = match["option"]
        if said == "a" and not re.fullmatch(
            r"\W*a(?:\W+(?:please|pls|thanks|thank you))?\W*", words.strip()
        ):
            continue
        taken = known.get(_NUMBERS.get(said.casefold(), said.casefold()))
        if taken is not None:
            return taken
    return ""


_NOT_A_NUMBER = re.compile(
    r"\b(?:not|nor|neither|never)\s{1,2}(?:number |option )?(\d)\b", re.IGNORECASE
)


def _left_over(words: str, options: tuple[str, ...]) -> str:
    """Give the one option that is left when all others are refused: "not 1, not 2, not 3"."""
    left = set(options) - set(_NOT_A_NUMBER.findall(words))
    return left.pop() if len(left) == 1 and len(options) > 2 else ""


def _only_number(heard: Heard, options: tuple[str, ...]) -> str:
    """Give the only figure in a few words, where it is one of the options and counts nothing else."""
    if heard.length > _FEW_WORDS:
        return ""
    said = _FIGURE.findall(_NOT_A_NUMBER.sub("", heard.words))
    return said[0] if len(said) == 1 and said[0] in options else ""


_FEW_WORDS = 25
_FIGURE = re.compile(
    r"(?<![\w.:/-])(\d)(?![\w:/%-]|\.\w|\s?(?:[ap]m|o.clock|days?|weeks?|months?|minutes?|hours?|of us|more|things?|questions?|or \d|times?|years?))"
)


def _by_words(
    heard: Heard, mail: MailId | None, options: tuple[str, ...], rules: Rules
) -> set[str]:
    found: dict[str, int] = {}
    for one in heard.read:
        for hit in rules.offers.find(one):
            if _THAN.search(one.text, hit.start):
                # "I'd rather stop being nagged than stop the scheme" compares, and takes nothing.
                continue
            wanted = hit.owner.mail is _put_by(mail, options) and hit.owner.option in options
            if wanted and not one.is_negated(hit.start) and not one.is_supposed(hit.start):
                longest = max(found.get(hit.owner.option, 0), hit.end - hit.start)
                found[hit.owner.option] = longest
        if found:
            break
    if not found and "any" in options and heard.says("any option"):
        return {"any"}
    most = max(found.values(), default=0)
    return {option for option, length in found.items() if length == most}


_THAN = re.compile(r"(?<![^ ])(?:rather|sooner|better) (?:[^ ]+ ){1,8}than ")


def _put_by(mail: MailId | None, options: tuple[str, ...]) -> MailId | None:
    """Only the last mails of a chase are answered by a mere "skip"; before, it is said in plain words."""
    return mail if mail in _LAST_MAILS or options != ("skip",) else MailId.P21


# Mails that offer a place or a buddy, to be taken now or later (A7, D8).
_PLACES = frozenset({MailId.P07, MailId.P29})
_YES_OR_LATER = ("yes", "later")
# What somebody wishes for in words of their own, as an option of "count me in, pause me, I'd rather stop".
_WISHES = (
    # Who hints in prose that they may stop is asked once more before they are let go (G9).
    (IntentKind.WITHDRAWAL, "", "1"),
    (IntentKind.PAUSE, "2", "2"),
    (IntentKind.EXTENSION, "1", ""),
)


def _by_wish(
    mail: MailId | None, options: tuple[str, ...], sure: Mapping[IntentKind, Intent]
) -> set[str]:
    """Who answers "stop, or pause?" with "I think I'd better bow out" takes its first option."""
    if mail is not MailId.P24:
        return set()
    wanted = set(sure) - ({IntentKind.EXTENSION} if IntentKind.PAUSE in sure else set())
    wished = [
        option if len(options) > 2 else of_two for kind, option, of_two in _WISHES if kind in wanted
    ]
    return {wished[0]} & set(options) if len(wished) == 1 else set()


def _yes_or_no(heard: Heard, options: tuple[str, ...]) -> set[str]:
    known = {one.casefold(): one for one in options}
    for cues in heard.cues[:3]:
        if "no" in cues and "yes" not in cues:
            return (
                {taken}
                if (taken := known.get("no") or known.get("later") or known.get("not now"))
                else set()
            )
        if "yes" in cues and "no" not in cues:
            return {taken} if (taken := known.get("yes") or known.get("ok")) else set()
    return set()
