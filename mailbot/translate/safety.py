"""Find what might let somebody recognise a patient, and say so without repeating it (H1)."""

import re
from collections.abc import Iterator
from itertools import pairwise

_LONGEST = 60_000
# Ten digits in the usual groups; what stands in front tells a telephone number.
_TEN_DIGITS = re.compile(
    r"(?<![\d+])(?<!\+44 )(?<!\+44)(?<!\d[ -])\d{3}[ -]?\d{3}[ -]?\d{4}(?![ -]?\d)"
)
_CALLED = re.compile(
    r"(?:tel|phone|mobile|mob|ring|call|bleep|fax|\+44|\+44 ?\(0\))\W{0,3}$", re.IGNORECASE
)
_FIGURE = re.compile(r"\d")
_SAID_NHS = re.compile(r"\bnhs\s{0,3}(?:no|num|number|#)\b", re.IGNORECASE)
_DATE = r"\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[a-z]{3,9})[ ./-](?:19|20)?\d{2}"
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?(?: the)?)\b\W{{0,4}}{_DATE}", re.IGNORECASE
)
# The number itself may stand in groups and behind the code of a trust: "RM3 004 1277".
_HOSPITAL_NUMBER = re.compile(
    r"\b(?:hosp(?:ital)?|patient(?:['\u2019]s)?|mrn|unit|case ?note|record|rxr|pas|district)\.? ?"
    r"(?:no|num|number|id|#)\b\.?\W{0,3}(?:is |was )?(?:[a-z]{1,3}\d{0,2}[ /-])?[a-z]{0,4}(?:\d[ -]?){4,10}\b"
    r"|\bmrn\W{0,3}[a-z]{0,3}\d{4,10}\b",
    re.IGNORECASE,
)
_TITLE = r"(?:Mr|Mrs|Miss|Ms|Mx|Master|Sister|Baby|Dame|Sir)\.? [A-Z][A-Za-z'\u2019-]{0,20}\.?"
_AGE = (
    r"(?:aged? \d{1,3}\b|\(?\b\d{1,3}[ -]?(?:yo|y/o|yrs?|years?)\b(?:[ -]old)?"
    r"|, ?\d{1,3}(?=\s?(?:[.;,)]|$)|,? (?:in|on|with|from|who|was|is|and) )|\(\d{1,3}\))"
)
_TITLE_AND_AGE = re.compile(rf"\b{_TITLE}[^.\n]{{0,25}}?{_AGE}")
_BED = re.compile(
    r"\b(?:bed|bay|side ?room|cubicle|room|trolley) ?(?:no\.? ?|number )?[a-z]?\d{1,3}\b",
    re.IGNORECASE,
)
_TITLE_NEAR_BED = re.compile(rf"\b{_TITLE}")
_PATIENT_NAME = re.compile(
    r"\b(?:[Pp]atient|pt)(?:,| called| named| is called|'s name (?:is|was))\s(?:[A-Z][a-z]+ ?){1,3}"
)
_AGED_IN_FIGURES = re.compile(
    r"\b(?:aged? \d{1,3}|\d{1,3}[ -]?(?:yo|y/o|year[ -]?olds?|years? old|yr[ -]old|years of age))\b|\b\d{1,3}[MF]\b",
    re.IGNORECASE,
)
_AGED_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)[ -](?:years?|months?|weeks?)[ -](?:old|of age)"
    r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?[ -]years?[ -](?:old|of age)",
    re.IGNORECASE,
)
_AGED_BETWEEN_COMMAS = re.compile(
    r", ?(?:sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?,",
    re.IGNORECASE,
)
# Who tells of their own age ("I'm 31 and from Leeds") is no patient.
_OWN_AGE = re.compile(
    r"\b(?:I(?:['\u2019]m| am| was| turned)|me(?:,| at)|my|myself)\W[^.]{0,24}$", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:admitted|readmitted|discharged|diagnosed|diagnosis|presented|brought in|under (?:the )?(?:care|section)|sectioned|operated|transplant"
    r"|copd|asthma|stroke|cancer|tumour|leukaemia|lymphoma|diabet\w{1,4}|dementia|alzheimer\w{0,3}|epilep\w{1,4}|sepsis|pneumonia|fractur\w{1,3}"
    r"|overdose|heart attack|heart failure|angina|cirrhosis|hepatitis|hiv|dialysis|chemo\w{0,7}|schizophreni\w{1,2}|bipolar|psychosis|anorexi\w{1,2}"
    r"|miscarriage|stillb\w{1,6}|pregnan\w{1,3}|eclampsia|caesarean|haemorrhage|embolism|aneurysm|amput\w{1,5}|parkinson\w{0,3}|multiple sclerosis|cystic fibrosis"
    r"|syndrome|palliative|hospice|post-?mortem|inquest|died (?:of|on|in|after)|patient|relapse|collapsed|seizures?|bleed|burns?)\b",
    re.IGNORECASE,
)
_LIVES_AT = re.compile(
    r"\b(?:lives?|living|lived|resident|resides|address(?: is)?|found|home)\s(?:at|on|in|is|of|near|over|round)?\s?(?:flat |no\.? ?|number )?\d{1,4}[a-z]?,? (?:[A-Z][a-z'\u2019]+ ){1,4}"
    r"|\b\d{1,4}[a-z]? (?:[A-Z][a-z'\u2019]+ ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Row|Terrace|Crescent|Gardens|Place|Court|Hill|Park|Grove|Walk|Square|Mews|View)\b"
)
_OF_PLACE = re.compile(
    r"\b(?:from|of|in|near|lives in|living in|at) (?:the )?"
    r"(?!January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2,5}day|Christmas|Easter)[A-Z][a-z]{2,}"
)
_FULL_NAME = re.compile(r"\b[A-Z][a-z'\u2019]{1,20} [A-Z][A-Za-z'\u2019-]{1,25}\b")
_A_PATIENT = re.compile(
    r"\b(?:the|a|an|our|this|that|one) (?:[a-z-]+ ){0,2}(?:lady|gentleman|gentlemen|woman|man|chap|patient|girl|boy|resident|grandmother|grandfather)\b",
    re.IGNORECASE,
)
_NEAR = 160
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Row|Terrace|Crescent|Gardens|Place|Court|Hill|Park|Grove|Walk|Square|Mews|View)"
_STREETS = re.compile(_STREET)
# A name and a front door are somebody, whatever is said of them.
_NAME_AND_DOOR = re.compile(
    rf"\b(?:{_TITLE}|[A-Z][a-z'\u2019]{{1,20}} [A-Z][A-Za-z'\u2019-]{{1,25}}),? (?:of|from|at|who lives (?:at|on|in)|in) "
    rf"(?:(?:flat|no\.?|number) ?)?(?:\d{{1,4}}[a-z]? )?(?:[A-Z][a-z'\u2019]+ ){{1,3}}{_STREET}\b"
)


def patient_details(text: str) -> tuple[str, ...]:
    """Give the reasons why a text might identify a patient; empty when nothing was found.

    The reasons name the line and the kind of detail and never repeat it, so that they may be shown
    and kept. Takes time in proportion to the length; only the first 60,000 characters are read.
    """
    found: list[str] = []
    text = text[:_LONGEST]
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        found.extend(f"{kind} in line {number}" for kind in _kinds(line[:4000]))
    # A name may end one line and its age begin the next.
    for number, (line, following) in enumerate(pairwise(lines), 1):
        if not found and line.strip() and following.strip():
            found.extend(
                f"{kind} in line {number}" for kind in _kinds(f"{line} {following}"[:4000])
            )
    if not found:
        found.extend(_of_somebody(text))
    return tuple(dict.fromkeys(found))


def _of_somebody(text: str) -> Iterator[str]:
    """Find what taken together names somebody: an age, an illness, and where they live or their name."""
    unwrapped = " ".join(text.splitlines())
    figures = _FIGURE.search(unwrapped) is not None
    for one in _BED.finditer(unwrapped) if figures else ():
        around = unwrapped[max(0, one.start() - _NEAR // 2) : one.end() + _NEAR // 2]
        if one.group().lower().startswith("bed") and _A_PATIENT.search(around):
            yield "somebody in a numbered bed"
            break
    for one in (*_ages_in(unwrapped), *(_POSTCODE.finditer(unwrapped) if figures else ())):
        before = unwrapped[max(0, one.start() - _NEAR) : one.start()]
        around = before + unwrapped[one.start() : one.end() + _NEAR]
        if _OWN_AGE.search(before) or not _CONDITION.search(around):
            continue
        line = text.count("\n", 0, one.start()) + 1
        if _LIVES_AT.search(around) or _POSTCODE.search(around):
            yield f"an address with an illness near line {line}"
        elif _OF_PLACE.search(around) or _FULL_NAME.search(around):
            yield f"an age with a place or name and an illness near line {line}"


def _ages_in(text: str) -> list[re.Match[str]]:
    """Find the ages in a text in their order; each form is looked for only where it can stand."""
    found = list(_AGED_BETWEEN_COMMAS.finditer(text))
    if _FIGURE.search(text):
        found.extend(_AGED_IN_FIGURES.finditer(text))
    lowered = text.lower()
    if any(one in lowered for one in (" old", "-old", " of age", "-of age")):
        found.extend(_AGED_IN_WORDS.finditer(text))
    return sorted(found, key=lambda one: one.start())


def _kinds(line: str) -> list[str]:
    """Name the kinds of detail in a line; what has a number in it is looked for only beside one."""
    figures = _FIGURE.search(line) is not None
    kinds = {
        "an NHS number": figures and has_nhs_number(line),
        "a date of birth": figures and bool(_BIRTH.search(line)),
        "a hospital number": figures and bool(_HOSPITAL_NUMBER.search(line)),
        "a person with age or bed": figures and _is_person_in_bed(line),
        "a patient's name": ("atient" in line or "pt" in line) and bool(_PATIENT_NAME.search(line)),
        "a name with an address": bool(_STREETS.search(line) and _NAME_AND_DOOR.search(line)),
        "a postcode with an age": figures and bool(_POSTCODE.search(line) and _ages_in(line)),
    }
    return [kind for kind, present in kinds.items() if present]


def _is_person_in_bed(line: str) -> bool:
    if _TITLE_AND_AGE.search(line):
        return True
    return bool(_BED.search(line) and (_TITLE_NEAR_BED.search(line) or _ages_in(line)))


def has_nhs_number(text: str) -> bool:
    """Say whether ten digits stand there that pass the checksum and are no telephone number.

    UK numbers pass the checksum about as often as any digits do, so a leading 0, +44 or a word such
    as "mobile" in front rules them out, unless the text itself says that it is an NHS number.
    """
    said = bool(_SAID_NHS.search(text))
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        phone = digits.startswith("0") or _CALLED.search(
            text[max(0, match.start() - 14) : match.start()]
        )
        if is_nhs_number(digits) and (said or not phone):
            return True
    return False


def is_nhs_number(digits: str) -> bool:
    """Check ten digits by the NHS number's modulus 11 (NHS Data Dictionary, NHS NUMBER)."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])
