"""Take out of prose what somebody tells about themselves: name, job, grade, workplace, town."""

import re
from collections.abc import Iterator, Mapping

from mailbot.core.mail import ParsedMail
from mailbot.core.matching.places import telling_words
from mailbot.core.people import TITLES, Role
from mailbot.core.reading import SlotValue
from mailbot.translate.contact import emails_in, phone_in
from mailbot.translate.heard_of import heard_of_from
from mailbot.translate.vocabulary import Seen, Vocabulary

_SAID_NAME = re.compile(
    r"\b(?<!referred )(?:(?i:my name is|my name['\u2019]s|name:|name[ \t]{2,16}|i am called|this is|i['\u2019]?m called|full name:?))\s{1,2}(?:Dr\.? )?"
    r"(?P<name>[A-Z][\w'\u2019-]{1,25}(?: [A-Z][\w'\u2019-]{1,25}){0,3})"
)
# One of these stands wherever a name is said outright.
_SAYS_A_NAME = ("name", "called", "this is")
_I_AM = re.compile(
    r"\bI(?: am|['\u2019]m) (?:Dr\.? )?(?P<name>[A-Z][a-z'\u2019-]{1,25}(?: [A-Z][a-z'\u2019-]{1,25}){0,2})\b(?=[,.]| and| from|$)"
)
_LINE_NAME = re.compile(
    r"^\W*(?:(?i:dr|mr|mrs|ms|miss|mx)\.? )?(?P<name>[A-Z][a-z'\u2019-]{1,25}(?:[ -][A-Z][A-Za-z'\u2019-]{1,25}){0,3})"
    r"(?=\W*$|\W+[\d+]|\s?[,(|])"
)
_CALLED = re.compile(
    r"\b(?i:call me|(?:i['\u2019]m |i am )?(?:usually |better |mostly )?known as|(?:i )?go(?:es)? by|calls me|prefer(?:red)? (?:to be called|name(?: is|:)?)|like to be called)\s(?:just\s)?"
    r"[\"'\u2018\u201c]?(?P<called>[A-Z][\w-]{1,24})\b(?! (?:on|at|back|later|when|if|tomorrow|after|before)\b)"
)
# "I'm" and "Ben's" are words of a sentence; "O'Brien" is a name.
_SHORT_FORM = re.compile(r"['\u2019](?:m|s|d|ve|ll|re|t)$")
_AFTER_CLOSE = re.compile(
    r"(?:(?i:thanks|thank you|cheers|ta|regards|wishes|best|sincerely|faithfully|truly|bw|kr)|[.!?])[,.! ]*\s(?:Dr\.? )?"
    r"(?P<name>[A-Z][a-z'\u2019-]{1,25}(?: [A-Z][A-Za-z'\u2019-]{1,25}){0,2})\W*(?=$|[\d+])"
)
# "Paeds ST5" and "Renal SHO" end a sentence and are nobody.
_GRADE_BEGINS = re.compile(r"\b[A-Z]{2,3}$")
_NOT_NAMES = frozenset(
    [
        "thanks", "thank", "best", "regards", "cheers", "hi", "hello", "dear", "please", "kind",
        "hiya", "hey", "evening", "morning", "afternoon", "many", "yours", "sent", "all", "you", "i", "the", "from", "ta", "bw", "kr", "sincerely",
        "hope", "looking", "keen", "sorry", "yes", "no", "ok", "monday", "buddy", "manager",
        "doctor", "scheme", "join", "kindest", "warm", "wishes", "great", "role", "grade",
        "email", "phone", "mobile", "town", "employer", "name", "specialty", "trust", "hospital",
        "board", "health", "nhs", "hospitals", "partnership", "infirmary", "hq", "centre", "unit",
        "ward", "department", "division", "events", "team", "office", "surgery", "practice",
        "sir", "madam", "faithfully", "truly", "diolch", "yn", "fawr", "bore", "da", "my", "and",
        "ref", "commissioning", "sales", "marketing", "info", "admin", "enquiries", "newsletter",
    ]
)  # fmt: skip
_SIGN_OFF = re.compile(
    r"^(?:many |kind(?:est)? |best |warm(?:est)? |all the |with )?(?:thanks|regards|best|wishes|cheers|bw|kr)?[,. ]*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:\b(?:[Aa]t|[Ff]or|[Ww]ith|[Ee]mployer(?: is|:)?|[Tt]rust:|[Hh]ospital:|[Ww]ork(?:place)?(?: is|:)?)\s{1,2}(?:the )?"
    r"|(?:^|[,;(\n])\s{0,2})"
    r"(?P<place>[A-Z][\w'&-]{0,30}(?: (?:[A-Z][\w'&-]{0,30}|of|and|the|&)){0,6}"
    r" (?:Hospitals?|Infirmary|Trust|Foundation Trust|Health|Care|Healthcare|ICB|Practice|Surgery|Medical Centre"
    r"|Board|Partnership|Hospice|Health Centre|Medical Group|Ambulance Service|Commissioners))\b"
)
# "Town: Yeovil" in a line of its own, or the label in one line and the answer in the next.
_TYPED = re.compile(
    r"^[^\w\n]{0,4}(?:\d{1,2}[.)]\s{0,2})?(?P<label>town|city|employer|trust|organisation"
    r"|organization|hospital|workplace|place of work|where)(?: or city| \(?nearest\)?| you work| based)?"
    r"(?:[ \t]{0,3}[:=,\u2013-][ \t]{0,3}\n{0,2}[ \t]{0,3}|[ \t]{2,20})(?P<value>[A-Z][^\n,;(]{1,60})",
    re.IGNORECASE | re.MULTILINE,
)
_TOWN_LABELS = frozenset({"town", "city"})
# A workplace that does not say what it is: "at Avonmouth, Weston site", "Severn Vale in Gloucester".
_BARE_PLACE = re.compile(
    r"\b(?:at|for) (?:the )?(?P<at>[A-Z][\w'&-]{1,30}(?: (?:[A-Z][\w'&-]{1,30}|of|and)){0,4}(?<! of)(?<! and))"
    r"|(?P<place>[A-Z][\w'&-]{1,30}(?: [A-Z][\w'&-]{1,30}){0,4}),? (?:\(?based )?in (?=[A-Z])"
)
_IN_TOWN = re.compile(
    r"\b(?:[Bb]ased (?:in|at|near)|[Ll]iv(?:e|ing) (?:in|near)|[Ww]ork(?:ing)? in|[Tt]own is|[Cc]ity is|in|near|from)\s{1,2}"
    r"(?P<town>[A-Z][a-z]{2,20}(?:[ -](?:[A-Z][a-z]{2,20}|on|upon|under|super|le|the|in|by|y)){0,3}(?<! on)(?<! in)(?<! the))"
)
# What may stand behind "in" with a capital letter and is no town.
_NOT_TOWNS = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|January|February|March|April|August|September|October"
    r"|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Dear|General|Year|Yours|Medicine"
    r"|Surgery|England|Scotland|Wales|Britain|Ireland|Europe|Africa|India|Nigeria|January|Excel|Teams|Word|Outlook"
    r"|Theatre|Theatres|Outpatients|Finance|Severn)\b"
)
_NO_TOWN_BEHIND = re.compile(
    r"[ ](?:Royal|Road|Street|Hospitals?|Infirmary|Trust|Health|NHS|General|Community|Partnership|Foundation|Mental|Care|University|House|Ward|Surgery|Division|Team)"
)
_LONGEST = 8000
_DENIED = re.compile(r"\b(?:not|no longer|never|used to be|was) (?:an? |in |at )?$", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:meet(?:ing)?|matched with|paired with|buddy(?: is| who is)?|with|find|want|love|like|talk(?:ing)? to|know|understand|learn about|allocated|given|assigned|paired|buddied) (?:an? |some |more |other )?(?:\w+ )?$"
    r"|\b(?:any(?:one|body)|some(?:one|body)|people|staff|colleagues|others|managers|doctors|my \w+ (?:works?|is)) (?:who (?:works?|is) )?(?:from|at|in|of|for) (?:the )?$",
    re.IGNORECASE,
)


def registration_slots(
    words: str, signature: str, mail: ParsedMail, sender: str, vocabulary: Vocabulary
) -> dict[str, SlotValue]:
    """Give `name role specialty grade employer town email phone called heard_from`, each only where it was said.

    The signature and the display name count for the name and the phone; jobs and places there count
    where the words name none.
    """
    slots: dict[str, SlotValue] = {}
    words = _GRADE_IN_WORDS.sub(_grade, spelt_out(words[:_LONGEST]))
    signature = spelt_out(signature[:_LONGEST])
    for text in (words, signature):
        for key, value in _job_and_place(text, vocabulary):
            slots.setdefault(key, value)
    slots.update(_kind_alone(words, signature, slots, vocabulary))
    name, shown = name_said(words, signature), _display_name(mail)
    name = name or _signed_in_line(words, shown)
    if not name or name.lower() in shown.lower().split() or name in slots.values():
        name = shown
    if name:
        slots["name"] = name
    slots.update(_where(words, slots, vocabulary))
    told = [one for one in emails_in(words) if not _is_anothers(words, one)]
    others = [one for one in told if one != sender.lower()]
    if told:
        slots["email"] = (others or told)[0]
    further = {
        "phone": phone_in(words) or phone_in(signature),
        "heard_from": heard_of_from(words, mail.text),
        "called": _called(words),
    }
    slots.update({key: value for key, value in further.items() if value})
    return slots


# Dictated into a phone, a grade is all words.
_GRADES = {
    "core": "CT",
    "specialty": "ST",
    "speciality": "ST",
    "specialist": "ST",
    "foundation": "FY",
    "c t": "CT",
    "s t": "ST",
    "f y": "FY",
    "ct": "CT",
    "st": "ST",
    "fy": "FY",
    "f": "FY",
}
_GRADE_IN_WORDS = re.compile(
    r"\b(?P<kind>core|special(?:ty|ity|ist)|foundation|c ?t|s ?t|f ?y)(?: (?:trainee|registrar|doctor|training|programme))?(?: year)? (?P<year>one|two|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)
_YEARS = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def _grade(match: re.Match[str]) -> str:
    """Write "core trainee two" as "CT2"."""
    return f"{_GRADES[match['kind'].lower()]}{_YEARS.index(match['year'].lower()) + 1}"


def _job_and_place(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, SlotValue]]:
    for match in _TYPED.finditer(text):
        typed = "town" if match["label"].lower() in _TOWN_LABELS else "employer"
        yield typed, match["value"].strip(" .")
    yield from _from_terms(text, vocabulary)
    place = _PLACE.search(text)
    if place is not None:
        yield "employer", place["place"]


def _where(
    words: str, slots: Mapping[str, SlotValue], vocabulary: Vocabulary
) -> Iterator[tuple[str, SlotValue]]:
    """Give the town and the workplace of prose, where no list of ours knew them."""
    named = str(slots.get("name", "")).split()
    town = _town_in_prose(words) if str(slots.get("town", "")) in ["", *named] else ""
    if town:
        yield "town", town
    told = {**slots, "town": town} if town else slots
    place = _bare_place(words, told, vocabulary) if "employer" not in slots else ""
    if place:
        yield "employer", place


def _bare_place(text: str, slots: Mapping[str, SlotValue], vocabulary: Vocabulary) -> str:
    told = " ".join(str(value) for value in slots.values())
    for match in _BARE_PLACE.finditer(text):
        place = match["at"] or match["place"]
        # "NHS Greater Manchester" is a workplace, whatever its words are besides.
        sure = place.startswith("NHS ")
        known = _NOT_TOWNS.match(place) or any(vocabulary.terms_in(place)) or not _is_name(place)
        if (sure or not known) and place not in told and place != "I":
            return place
    return ""


def _town_in_prose(text: str) -> str:
    """Give a town that no list of ours knows, where somebody says that they are in it."""
    for match in _IN_TOWN.finditer(text):
        elsewhere = _NO_TOWN_BEHIND.match(text, match.end()) or _PLACE.search(match["town"])
        if not _NOT_TOWNS.match(match["town"]) and not elsewhere:
            return match["town"]
    return ""


def name_said(words: str, signature: str) -> str:
    """Find the name somebody gives as theirs: said outright, below the words, or in the signature."""
    folded = words.casefold()
    outright = any(one in folded for one in _SAYS_A_NAME)
    for pattern, possible in ((_SAID_NAME, outright), (_I_AM, "I" in words)):
        match = pattern.search(words) if possible else None
        if match is not None and _is_name(match["name"]):
            return match["name"]
    named = [one for text in (signature, words) for one in _names_below(text)]
    return max(named, key=lambda one: len(one.split()), default="")


def _names_below(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[-5:]:
        bare = _SIGN_OFF.sub("", line, count=1) if len(line) < 60 else ""
        match = _LINE_NAME.match(bare) if bare and not bare.endswith(("?", "!")) else None
        if match is not None and _is_name(match["name"]) and len(bare) < 60:
            yield match["name"]
            return
    if lines:
        closing = [one["name"] for one in _AFTER_CLOSE.finditer(lines[-1][-120:])]
        if closing and _is_name(closing[-1]) and not _GRADE_BEGINS.search(closing[-1]):
            yield closing[-1]


def _signed_in_line(words: str, shown: str) -> str:
    """Give the name that ends the last line where it begins as the From line does: "count me in, Ada Ng"."""
    first = shown.split()[0] if shown else ""
    ends = _ENDS_IN_NAME.search(words.rstrip()[-80:])
    named = ends is not None and ends["name"].split()[0].lower() == first.lower()
    return ends["name"] if ends is not None and named and _is_name(ends["name"]) else ""


_ENDS_IN_NAME = re.compile(
    r"[,.!?;:\n-]\s{0,3}(?P<name>[A-Z][\w'\u2019-]{1,25}(?: [A-Z][\w'\u2019-]{1,25}){1,3})\W{0,3}$"
)


def _is_name(text: str) -> bool:
    words = [word.lower().strip(".,") for word in text.split()]
    spoken = any(word in _NOT_NAMES or _SHORT_FORM.search(word) for word in words)
    return bool(words) and not spoken


def _display_name(mail: ParsedMail) -> str:
    """Take the name of the From line; "PATEL, Sam (Trust)" is turned round."""
    if len(mail.senders) != 1:
        return ""
    said = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", mail.senders[0].name).strip(" \"'")
    if "@" in said or not said:
        return ""
    last, comma, first = said.partition(",")
    if comma and first.strip():
        said = f"{first.strip()} {last.strip().title() if last.isupper() else last.strip()}"
    parts = [word for word in said.split() if word.lower().rstrip(".") not in TITLES]
    return " ".join(parts)


def _from_terms(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, SlotValue]]:
    written = text.replace("/", " ").replace("-", " ").split()
    seen = [one for one in vocabulary.terms_in(text) if not _is_about_others(written, one)]
    role = _role(seen)
    if role is not Role.UNKNOWN:
        yield "role", role.value
    place = _PLACE.search(text)
    # "Library House Surgery" makes nobody a surgeon.
    named = place["place"].split()[-1:] if place is not None else []
    kinds = {"grade": "grade", "specialty": "specialty", "employer": "employer", "town": "town"}
    exact = any(one.term.kind == "grade" and _has_figure(one.term.say) for one in seen)
    for one in sorted(seen, key=lambda one: _names_a_place(written, one)):
        if exact and one.term.kind == "grade" and not _has_figure(one.term.say):
            # "A public health reg, ST3": the figure says more.
            continue
        if one.term.kind == "job" and one.term.say:
            yield "specialty", one.term.say
        elif one.term.kind == "specialty" and (
            role.is_manager or " ".join(written[one.start : one.end]) in named
        ):
            continue
        elif one.term.kind in kinds and one.term.say:
            yield kinds[one.term.kind], one.term.say


_OF_ANOTHER = re.compile(
    r"\b(?:(?:my|a|our|his|her) (?:[\w-]+ ){0,2}(?:friend|colleague|mate|trainee|registrar|manager|boss|supervisor|consultant|husband|wife|partner|secretary|pa|flatmate|brother|sister)"
    r"|(?:contact|e-?mail|write to|reach|ask|add|invite|copy|cc) (?:him|her|them|[A-Z]\w+)|(?:his|her|their) (?:e-?mail|address))\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)


def _is_anothers(words: str, address: str) -> bool:
    """Say whether an address is told as somebody else's: mail of theirs must never go there."""
    at = words.lower().find(address.lower())
    return at > 0 and _OF_ANOTHER.search(words[max(0, at - 140) : at]) is not None


def _has_figure(say: str) -> bool:
    return any(map(str.isdigit, say))


def _called(words: str) -> str:
    found = _CALLED.search(words)
    return found["called"] if found is not None and _is_name(found["called"]) else ""


def spelt_out(text: str) -> str:
    """Write out what a trust's name is often cut short to: "Bolton NHS FT"."""
    return _CUT_SHORT.sub("NHS Foundation Trust", text)


_CUT_SHORT = re.compile(r"\bNHS[ ]?FT\b|\bNHST\b")


def _kind_alone(
    words: str, signature: str, slots: Mapping[str, SlotValue], vocabulary: Vocabulary
) -> dict[str, SlotValue]:
    """Give "community trust" where a workplace has no name: a name says more, wherever it stands."""
    if telling_words(str(slots.get("employer", ""))):
        return {}
    kind = _kind_of_employer(words, vocabulary) or _kind_of_employer(signature, vocabulary)
    return {"employer": kind} if kind else {}


def _kind_of_employer(text: str, vocabulary: Vocabulary) -> str:
    written = text.replace("/", " ").replace("-", " ").split()
    seen = (one for one in vocabulary.terms_in(text) if one.term.kind == "kind_of_employer")
    return next((one.term.say for one in seen if not _is_about_others(written, one)), "")


def _names_a_place(written: list[str], one: Seen) -> bool:
    """Say whether a town is only part of a name: "Newport Road Surgery" may stand anywhere."""
    behind = f" {' '.join(written[one.end : one.end + 1])}"
    return one.term.kind == "town" and bool(_NO_TOWN_BEHIND.match(behind))


def _is_about_others(written: list[str], one: Seen) -> bool:
    before = " ".join(written[max(0, one.start - 5) : one.start]) + " "
    return bool(_DENIED.search(before) or _WISHED.search(before))


def _role(seen: list[Seen]) -> Role:
    roles = [one.term.role for one in seen if one.term.role is not Role.UNKNOWN]
    if Role.SPECIALTY_MANAGER in roles and Role.CLINICIAN not in roles:
        return Role.SPECIALTY_MANAGER
    if roles:
        return roles[0]
    if any(one.term.kind == "grade" for one in seen):
        return Role.CLINICIAN
    return Role.UNKNOWN
