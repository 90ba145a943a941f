"""Take out of prose what somebody tells about themselves: name, job, grade, workplace, town."""

import re
from collections.abc import Iterator, Mapping

from mailbot.core.mail import ParsedMail
from mailbot.core.matching.places import telling_words
from mailbot.core.people import Role
from mailbot.core.reading import SlotValue
from mailbot.translate.contact import emails_in, phone_in
from mailbot.translate.heard_of import heard_of_from
from mailbot.translate.names_said import (
    called_by,
    display_name,
    is_name,
    name_said,
    signed_in_line,
)
from mailbot.translate.vocabulary import Seen, Vocabulary

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
    r"|\b(?:learn|learning|see|seeing|hear|hearing|understand|understanding|know|curious|find out|insight|interest(?:ed)?) (?:about |into |in |from |more )?(?:how|what|why|about|into|in|from) (?:an? |the |other |our )?(?:\w+ )?$"
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
    name, shown = name_said(words, signature), display_name(mail)
    name = name or signed_in_line(words, shown)
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
        "called": called_by(words),
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
        known = _NOT_TOWNS.match(place) or any(vocabulary.terms_in(place)) or not is_name(place)
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
