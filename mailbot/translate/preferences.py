"""Read whom somebody would like as a buddy, and whom they would rather not be with (B4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mailbot.core.matching.arrangements import AT, AT_OWN, OWN_WORKPLACE, SOMEBODY
from mailbot.core.people import TITLES, PersonState
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind, SlotValue
from mailbot.translate.evidence import with_slots
from mailbot.translate.heard import Heard
from mailbot.translate.wishes import wish_meant

_K = IntentKind
_TITLE = r"(?i:dr|doctor|prof|professor|mr|mrs|ms|miss|mx|sister)\.?\s"
_NAME = rf"(?:{_TITLE}[^\W\d_][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){{0,2}}|[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){{0,2}})"
_ABOVE = r"(?i:(?:line |ward |service |general |clinical |educational )?(?:manager|supervisor)|boss|consultant|tutor|appraiser|head of \w+|clinical lead|matron)"
_CLOSE = r"(?i:husband|wife|partner|ex(?:-\w+)?|flatmate|housemate|brother|sister|cousin|friend|girlfriend|boyfriend|fianc[e\u00e9]e?)"
_WHOM = rf"(?:(?i:my)\s(?i:own\s|old\s|former\s|current\s|actual\s)?(?:(?P<above>{_ABOVE})|(?P<close>{_CLOSE}))\b(?:,?\s(?P<told>{_NAME}))?|(?P<name>{_NAME}))"
_REFUSED = r"(?i:do(?:n['\u2019]t| not)|dont|never|rather not|prefer not|not be|not to be|not get|can['\u2019]?t be|cannot be|mustn['\u2019]t|shouldn['\u2019]t|wouldn['\u2019]t (?:want|like|be)|would not (?:want|like|be)|won['\u2019]t|uncomfortable|awkward|avoid(?:ing)?|anything but|keep me (?:away|apart))"
_PAIRED = r"(?i:pair(?:ed|ing)?|match(?:ed|ing)?|budd(?:y|ied)|put|partner(?:ed)?|placed|assigned|given|teamed|be|being|get|away|apart|end up)"
_LINK = r"(?i:with|up with|beside|to|from|get|getting|by)"
_PATTERNS = tuple(
    re.compile(one)
    for one in (
        rf"\b{_REFUSED}\b[^.?!;]{{0,30}}?\b{_PAIRED}\b[^.?!;,]{{0,25}}?\b{_LINK}\s(?:(?i:either|again)\s)?{_WHOM}",
        rf"\b(?i:any(?:one|body)|some(?:one|body))\s(?i:but|except(?: for)?|other than|apart from|who isn['\u2019]t|who is not|that isn['\u2019]t)\s{_WHOM}",
        rf"(?:^|[,;(\u2013-]\s?|\b(?i:but|just|please|and|ideally|only|preferably)\s)(?i:not)\s(?:(?i:with|be with|to be with|ideally|please)\s)*(?:(?i:my)\s(?i:own\s|old\s|former\s|current\s)?(?:(?P<above>{_ABOVE})|(?P<close>{_CLOSE}))\b(?:,?\s(?P<told>{_NAME}))?|(?:(?i:with)\s)?(?P<name>{_TITLE}[^\W\d_][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){{0,2}}))",
        rf"\b(?i:other than|apart from|except(?: for)?|avoid(?:ing)?)\s{_WHOM}",
    )
)
_FROM_A_PLACE = re.compile(
    r"(?:\b(?i:not|never|avoid|rather not|without)\b|n['\u2019]t\b)[^.?!;]{0,45}?\b(?i:any(?:one|body)|some(?:one|body)|people|staff|colleagues|a manager|managers|a doctor|doctors)\s(?i:who (?:works?|is|are)\s)?(?i:from|at|of|in)\s(?i:the\s)?"
    r"(?:(?P<own>(?i:(?:my|our)\s(?:own\s|current\s)?(?:trust|hospital|workplace|work|practice|organisation|department|place)))|(?P<place>[A-Z][\w&'\u2019-]*(?:\s(?:[A-Z][\w&'\u2019-]*|of|and|the)){0,5}(?<! of)(?<! and)(?<! the)))"
)
_IS_CALLED = re.compile(
    rf"\b(?i:my)\s{_ABOVE}\s(?i:is|['\u2019]s|being|is called)\s(?P<name>{_NAME})"
)
_LIKES = re.compile(
    r"\b(?:i(?:['\u2019]d| would| do|['\u2019]m| am)?(?:\s(?:really|ideally|much|also|especially|particularly|rather|very|happiest))*\s(?:like|love|prefer|hope|hoping|want|appreciate|keen|interested|be with|be happiest)"
    r"|ideally|preferably|hoping for|if possible|would be (?:great|ideal|lovely|good|nice|brilliant|helpful)|keen to (?:meet|be|learn)|any chance of|(?:could|can|may|might) i (?:be|have|meet|get))\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OF_SELF = re.compile(
    r"\b(?:join|sign(?:ing)? up|signed up|register|take part|i am an?|i['\u2019]m an?|as an?|working as|about me|for my buddy|to my buddy|letter|task|question|swap|change)\b",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I", "The", "A",
        "My", "You", "Them", "Him", "Her", "Anyone", "Anybody", "NHS", "GP", "IT", "HR", "ICU", "ED",
        "Manager", "Managers", "Doctors", "Task", "Christmas", "Easter", "English", "May", "June",
        "July", "August", "September", "October", "November", "December", "January", "February",
        "March", "April", "Trust", "Hospital", "Thanks", "Please", "Best", "Regards",
    ]
)  # fmt: skip
_IN_EARNEST = frozenset(
    {_K.DISTRESS, _K.CONCERN, _K.COMPLAINT, _K.PATIENT_DETAILS, _K.SUBMISSION, _K.STOP}
    | {_K.WITHDRAWAL, _K.ERASURE, _K.DATA_REQUEST, _K.RECALL}
)
# Somebody who wants to leave or to be forgotten does not say it by naming a buddy.
_CAN_WAIT = frozenset({_K.STOP, _K.WITHDRAWAL, _K.ERASURE, _K.SUBMISSION})
_NOT_MATCHED_YET = frozenset({PersonState.WAITING, PersonState.REGISTERED})
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Preferences:
    """Wishes in the words of matching, and whom somebody would rather not be with.

    `not_with` are names; OWN_WORKPLACE stands for a supervisor without a name, SOMEBODY for anybody
    else whom they did not name. `sentences` are the numbers of those that said it, `refusing` those
    that said whom not.
    """

    wishes: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    sentences: frozenset[int] = frozenset()
    refusing: frozenset[int] = frozenset()


def preferences_in(heard: Heard) -> Preferences:
    """Give what a mail says about whom its writer would be with; mostly nothing."""
    wishes: list[str] = []
    refused: list[str] = []
    spoke: set[int] = set()
    refusing: set[int] = set()
    named = _IS_CALLED.search(heard.words[:_LONGEST])
    above = _bare(named["name"]) if named is not None else ""
    for number, sentence in enumerate(heard.read):
        raw = " ".join(sentence.raw.split())
        nots = list(_refused(raw, above))
        likes = _LIKES.search(raw) if not nots and not _OF_SELF.search(raw) else None
        wish = wish_meant(likes["rest"]) if likes is not None else ""
        if nots or wish:
            spoke.add(number)
        if nots:
            refusing.add(number)
        refused += nots
        wishes += [wish] if wish else []
    return Preferences(
        tuple(dict.fromkeys(wishes)),
        tuple(dict.fromkeys(refused)),
        frozenset(spoke),
        frozenset(refusing),
    )


def _refused(raw: str, above: str) -> Iterator[str]:
    from_a_place = _FROM_A_PLACE.search(raw)
    if from_a_place is not None:
        yield f"{AT}{from_a_place['place']}" if from_a_place["place"] else AT_OWN
        return
    for pattern in _PATTERNS:
        found = pattern.search(raw)
        if found is None:
            continue
        name = _bare(found["name"] or found["told"] or "")
        if name:
            yield name
        elif found["above"]:
            yield above or OWN_WORKPLACE
        elif found["close"]:
            yield SOMEBODY
        if name or found["above"] or found["close"]:
            return


def _bare(name: str) -> str:
    """Give a name without its title; empty for what only looks like one."""
    words = [one for one in name.split() if one.lower().rstrip(".") not in TITLES | {"doctor"}]
    return "" if not words or set(words) & _NOT_NAMES else " ".join(words)


def set_apart(heard: Heard, facts: Facts) -> tuple[Heard, Preferences]:
    """Take what is said of buddies out of what else is heard: "don't pair me with Ana" is no leaving.

    A wish counts while somebody has no buddy, or beside asking for another; a refusal always does,
    except of the buddy they have: that asks for another one. What may be serious is left in.
    """
    told = preferences_in(heard)
    partners = {word.casefold() for one in facts.partners for word in one.name.split()}
    person = facts.sender.person
    partners |= {word.casefold() for one in facts.coordinators for word in one.name.split()}
    if any(set(one.casefold().split()) & partners for one in told.not_with):
        # Of a buddy it asks for another one; of a coordinator it is no wish about matching at all.
        return heard, Preferences()
    found = {one.rule.intent for one in heard.evidence}
    waits = person is None or person.state in _NOT_MATCHED_YET
    wishes = told.wishes if waits or _K.REMATCH in found else ()
    # Who has a buddy and would like somebody else asks for that first.
    told = Preferences(wishes, told.not_with, told.sentences if waits else told.refusing)
    kept = tuple(
        one
        for one in heard.evidence
        if one.sentence not in told.sentences
        or one.rule.intent in _IN_EARNEST - _CAN_WAIT | {_K.REGISTRATION}
    )
    cues = tuple(
        frozenset() if number in told.sentences else one for number, one in enumerate(heard.cues)
    )
    return replace(heard, evidence=kept, cues=cues), told


def with_preferences(
    sure: dict[IntentKind, Intent], facts: Facts, heard: Heard, told: Preferences
) -> None:
    """Let what somebody would like in a buddy be part of what we know of them."""
    if _K.SUBMISSION not in sure and _wants_somebody_else(facts, heard):
        # Whoever reads it must not be the one whom it names (G12).
        because = ("asks for somebody else than a coordinator",)
        sure.setdefault(_K.COMPLAINT, Intent(_K.COMPLAINT, 0.8, because))
    if set(sure) & _IN_EARNEST or not (told.wishes or told.not_with):
        return
    slots: dict[str, SlotValue] = {}
    if told.wishes:
        slots["wishes"] = told.wishes
    if told.not_with:
        slots["not_with"] = told.not_with
    if _K.REGISTRATION in sure:
        sure[_K.REGISTRATION] = with_slots(sure[_K.REGISTRATION], slots)
    elif facts.sender.kind is SenderKind.PARTICIPANT:
        because = ("says whom they would rather be with",)
        sure[_K.REGISTRATION] = Intent(_K.REGISTRATION, 0.85, because, slots)
    if {number for number, one in enumerate(heard.read) if one.question} <= told.sentences:
        sure.pop(_K.QUERY, None)


def _wants_somebody_else(facts: Facts, heard: Heard) -> bool:
    """Say whether a mail wants anybody but a coordinator whom it names: "can somebody other than Kit look"."""
    names = {word.casefold() for one in facts.coordinators for word in one.name.split()}
    names -= {word.casefold() for one in facts.partners for word in one.name.split()}
    if not any(one in heard.words.casefold() for one in names):
        return False
    refused = {word for one in preferences_in(heard).not_with for word in one.casefold().split()}
    return bool(refused & names)
