"""Find in prose the name that somebody gives as theirs, and by which one they are called."""

import re
from collections.abc import Iterator

from mailbot.core.mail import ParsedMail
from mailbot.core.people import TITLES

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
_ENDS_IN_NAME = re.compile(
    r"[,.!?;:\n-]\s{0,3}(?P<name>[A-Z][\w'\u2019-]{1,25}(?: [A-Z][\w'\u2019-]{1,25}){1,3})\W{0,3}$"
)


def name_said(words: str, signature: str) -> str:
    """Find the name somebody gives as theirs: said outright, below the words, or in the signature."""
    folded = words.casefold()
    outright = any(one in folded for one in _SAYS_A_NAME)
    for pattern, possible in ((_SAID_NAME, outright), (_I_AM, "I" in words)):
        match = pattern.search(words) if possible else None
        if match is not None and is_name(match["name"]):
            return match["name"]
    named = [one for text in (signature, words) for one in _names_below(text)]
    return max(named, key=lambda one: len(one.split()), default="")


def _names_below(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[-5:]:
        bare = _SIGN_OFF.sub("", line, count=1) if len(line) < 60 else ""
        match = _LINE_NAME.match(bare) if bare and not bare.endswith(("?", "!")) else None
        if match is not None and is_name(match["name"]) and len(bare) < 60:
            yield match["name"]
            return
    if lines:
        closing = [one["name"] for one in _AFTER_CLOSE.finditer(lines[-1][-120:])]
        if closing and is_name(closing[-1]) and not _GRADE_BEGINS.search(closing[-1]):
            yield closing[-1]


def signed_in_line(words: str, shown: str) -> str:
    """Give the name that ends the last line where it begins as the From line does: "count me in, Ada Ng"."""
    first = shown.split()[0] if shown else ""
    ends = _ENDS_IN_NAME.search(words.rstrip()[-80:])
    named = ends is not None and ends["name"].split()[0].lower() == first.lower()
    return ends["name"] if ends is not None and named and is_name(ends["name"]) else ""


def is_name(text: str) -> bool:
    """Say whether words may be somebody's name, and are no words of a sentence or a workplace."""
    words = [word.lower().strip(".,") for word in text.split()]
    spoken = any(word in _NOT_NAMES or _SHORT_FORM.search(word) for word in words)
    return bool(words) and not spoken


def display_name(mail: ParsedMail) -> str:
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


def called_by(words: str) -> str:
    """Give the name that somebody asks to be called by; empty where they ask for none."""
    found = _CALLED.search(words)
    return found["called"] if found is not None and is_name(found["called"]) else ""
