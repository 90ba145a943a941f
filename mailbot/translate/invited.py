"""Read what an outside expert answers to an invitation: yes, no, or something for a person (C13)."""

import re

from mailbot.translate.expect import attending
from mailbot.translate.rules import Rules

_NO = re.compile(
    r"\b(?:(?:i|we|he|she)?\s?(?:can(?:['\u2019]?t|not)|could(?:n['\u2019]?t| not)|won['\u2019]?t|unable|not able)\b"
    r"|afraid not|(?:must|have to|will|shall|i['\u2019]?ll) (?:decline|pass|say no)|declin(?:e|ing)|regretfully|(?:not|isn['\u2019]?t|wasn['\u2019]?t) the right (?:person|one)"
    r"|(?:have|has|am|is|['\u2019]m|['\u2019]ve) (?:now |since |just |already )?(?:retired|left|moved on|stood down)|no longer (?:work|do|in|with|at)|(?:too|rather|far too|very|so|a bit) busy"
    r"|(?:have|['\u2019]ve) (?:no|not|n['\u2019]t) (?:the |any )?(?:time|capacity|headroom)|haven['\u2019]?t (?:the |got )?time|don['\u2019]?t think i can|do not think i can|not (?:in a position|for me|this time|now)"
    r"|snowed under|up to (?:my|the) (?:neck|eyes|ears|eyeballs|armpits)|flat out|drowning|rushed off my feet|wall[- ]to[- ]wall|rather not|sit this one out)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:(?:would be |be |i['\u2019]?m |i am |we['\u2019]?d be |only too |very |more than )?(?:delighted|glad|gladly|pleased|happy|willing)(?: to)?|a pleasure|with pleasure|go on then|go ahead|love to|count me in|fine by me"
    r"|(?:send|give) (?:it|them|me|their|the pair|your pair)|put (?:me|them|us) in touch|(?:i|we) (?:could|can) (?:manage|do|find|offer|give|spare|fit)|looking forward)\b",
    re.IGNORECASE,
)
# What hangs on a date or on a condition is neither: a person answers it.
_HANGS = re.compile(
    r"\b(?:but not|not before|not until|not till|only (?:if|after|from)|provided|unless|depends|subject to|before the|instead|as long as|possibly|perhaps|maybe|in principle|in theory)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:who (?:is|are) (?:this|you|these)|who['\u2019]s this|what (?:is|['\u2019]s) (?:this|the)(?: all)?(?: scheme)?(?: about)?|what['\u2019]s this|how did you (?:get|find|come by) my|where did you get my|is this (?:spam|genuine|real|a scam)|do i know you|never heard of)\b",
    re.IGNORECASE,
)
# Who asks something of the pair or the matter before they meet has a question to be answered.
_ASKS_FIRST = re.compile(
    r"(?:^|[.!?;,-]\s+)(?:and |but |so )?(?:what|which|why|do they|does it|are they|have they|is (?:it|there|this)|how (?:much|long|many|senior|far))\b[^.!?]{3,200}\?",
    re.IGNORECASE,
)
# Who wants no more mail at all has said more than no.
_OFF = re.compile(
    r"\b(?:unsubscribe|(?:off|from) (?:your|the|this|any) (?:mailing )?lists?|stop (?:emailing|mailing|writing|contacting)|(?:don['\u2019]?t|do not|never) (?:email|write|contact|mail))\b|^\W*stop\W*$",
    re.IGNORECASE,
)


def expert_answer(words: str, rules: Rules) -> str:
    """Give "yes" or "no", "who" where they ask who writes to them, or empty: then a person reads it."""
    text = " ".join(words.split())
    if _OFF.search(text) or _WHO.search(text):
        return "" if _OFF.search(text) else "who"
    if _ASKS_FIRST.search(text):
        return "no" if _NO.search(text) else ""
    no, yes = _NO.search(text), _YES.search(text)
    if _HANGS.search(text):
        return ""
    if no and yes:
        # "I'd love to, but I can't": the last word counts.
        return "no" if no.start() > yes.start() else ""
    return _plainly(text, attending(words, rules), no=no is not None, yes=yes is not None)


def _plainly(text: str, by_rules: str, *, no: bool, yes: bool) -> str:
    said = {one for one in (by_rules, "no" if no else "", "yes" if yes else "") if one}
    if "maybe" in said:
        return ""
    if said == {"yes"} and not yes and "?" in text and len(text.split()) > FEW:
        return ""
    return said.pop() if len(said) == 1 else ("no" if no else "")


FEW = 12
