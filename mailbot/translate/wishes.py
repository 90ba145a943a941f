"""Read what kind of buddy somebody would like, in the words that matching understands."""

import re

SAME, OTHER, NEAR = "same trust", "other trust", "near"
_WORKPLACE = (
    r"(?:trust|hospital|employer|organi[sz]ation|workplace|place|site|board|infirmary|practice)"
)
_OWN = r"(?:own|usual|current|present)"
_ROLE = r"(?:budd(?:y|ies)|managers?|clinicians?|doctors?|person|people|match|partner|trainees?|registrars?|medics?|consultants?|nurses?)"
# "somebody in mental health", "a manager who works at the Christie", "to be with someone from Leeds".
_SOMEBODY = re.compile(
    rf"\b(?:some(?:one|body)|any(?:one|body)|{_ROLE})(?: else)?\s(?:(?:who|that)(?:['\u2019]s)?\s)?"
    r"(?:(?:is|are|also|works?|working|lives?|living|based|placed|training|trained)\s)*"
    r"(?:in|at|from|for|with|of|on|within|near|around|close to|who knows|who does|doing)\s(?:the\s|an?\s)?(?P<wish>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "a psychiatry registrar", "an IT manager".
_KIND = re.compile(
    rf"\b(?:an?|some|another)\s(?P<wish>\S+(?:\s\S+){{0,2}}?)\s{_ROLE}\b", re.IGNORECASE
)
_NO_KIND = frozenset(
    {
        "general", "junior", "senior", "fellow", "management", "good", "nice", "different", "new",
        "another", "local", "quick", "male", "female", "the", "his", "her", "their", "my", "word",
    }
)  # fmt: skip
_SAME = re.compile(
    rf"\b(?:same {_WORKPLACE}|(?:his|her|their|my|our) {_OWN} {_WORKPLACE}|where (?:he|she|they|i) works?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\b(?:(?:an)?other {_WORKPLACE}|(?:a )?different {_WORKPLACE}|(?:not (?:at|in|from)|outside|away from|beyond|other than|elsewhere than)"
    rf" (?:the same|(?:his|her|their|my|our)(?: {_OWN})?) {_WORKPLACE}|elsewhere)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near(?:by|er)?|close(?:r)?(?: by| to (?:home|me|her|him|them|us|work))|local|same (?:town|city|area|patch)|round the corner|not (?:too )?far(?: away)?)(?:\s(?:home|me|her|him|them|us|work))?\W*$",
    re.IGNORECASE,
)
# Who wants somebody else wants to be matched anew, and says nothing of what the new one is to be.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:new|else|different (?:buddy|person|partner|one|manager|clinician|doctor)|another (?:buddy|person|partner|one|manager|clinician|doctor)|again|break|more time|longer)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\b(?:if (?:possible|you can|there is one|at all)|ideally|preferably|please|pls|thanks?|thank you|instead|really|too|as well|this time|next time)\b|[.!?,;:(\u2013]|\s-\s|\b(?:because|since|as|so|but|and|rather|to (?:help|see|learn|understand))\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_MOST_WORDS = 5


def wish_meant(said: str) -> str:
    """Give the wish in "somebody in mental health": "same trust", "other trust", "near", or a name of
    a place, a specialty or a kind of employer; empty where no such thing is said.
    """
    asked = " ".join(said.split())
    if _OTHER.search(asked):
        return OTHER
    if _SAME.search(asked):
        return SAME
    if _SOMEBODY_ELSE.search(asked):
        return ""
    if _NEAR.search(_TAIL.sub("", asked)):
        return NEAR
    found = _SOMEBODY.search(asked) or _kind_in(asked)
    told = _TAIL.sub("", found["wish"]).strip(" '\"") if found is not None else ""
    return told if told and len(told.split()) <= _MOST_WORDS else ""


def _kind_in(asked: str) -> re.Match[str] | None:
    found = _KIND.search(asked)
    said = set() if found is None else set(found["wish"].lower().split())
    return None if said & _NO_KIND else found
