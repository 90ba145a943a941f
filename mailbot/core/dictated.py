"""Turn what a coordinator says about somebody who asked into the words that this person can be sent."""

import re

_PLACES = r"first|second|third|fourth|fifth|sixth|last|top|bottom|1st|2nd|3rd|4th|5th"
# "First one:", "the question from Ben -", "re Ben:" say which is meant, and are no part of the answer.
_POINTS = re.compile(
    rf"\s*(?:(?i:(?:(?:to|for|on|re|as for|with) )?(?:the |that )?(?:{_PLACES}|other|next|one|question|number \d+|no\.? ?\d+)"
    r"(?: (?:one|item|question|thing|line|lad|lady|person))?(?: (?:from|of|by|about) [\w'\u2019-]+)?)|(?i:to|for|re|as for) [A-Z][\w'\u2019-]+)\s*(?::|[-\u2013\u2014](?=\s))\s*"
)
_WHOM = r"(?:him|her|them|it|[A-Z][\w'\u2019-]+)"
_TELLS = re.compile(
    rf"\s*(?:(?i:please|pls|plz|can you|could you|would you|you can|just|and|yes,?|ok,?)\s)*(?:(?i:tell|inform|reassure)\s{_WHOM}|(?i:let)\s{_WHOM}\s(?i:know)|(?i:say)(?:\s(?i:to)\s{_WHOM})?|(?i:(?:write|reply|answer)(?: back)?(?: to)?)\s{_WHOM}(?:\s(?i:back))?)\b"
    r"\s*[:,]?\s*(?:(?i:that|to say|saying)\b\s*[:,]?\s*)?(?!(?i:to|about|off|apart|when|if|why|what|how|where|who|whether)\b)(?=\S)"
)
_CLAUSE_FOLLOWS = re.compile(
    r"(?:[\"'\u2018\u201c]|\d|(?:yes|no|not|it|it['\u2019]?s|its|that|this|these|those|there|there['\u2019]s|any|anybody|anyone|anything|either|all|both|every|the|a|an|we|we['\u2019]ll|i|i['\u2019]ll|you|one|our|my|your|is|fine|ok|of|sorry|thanks|whatever|whichever|only|two|three|ten|monday|tuesday|wednesday|thursday|friday)\b)",
    re.IGNORECASE,
)


def for_the_asker(words: str) -> str:
    """Give an answer as who asked should read it: "Tell him it can be anybody" becomes "It can be anybody".

    Words that are no such order come back as they are, without the white space around them.
    """
    said = words.strip()
    pointed = _POINTS.match(said)
    if pointed is not None and pointed.end() < len(said):
        said = said[pointed.end() :]
    told = _TELLS.match(said)
    if told is not None and _CLAUSE_FOLLOWS.match(said, told.end()):
        said = said[told.end() :]
    return said if said == words.strip() else said[:1].upper() + said[1:]
