"""Read what a coordinator fixes for matching: who never, who together, who takes two, who wishes what."""

import re
from collections.abc import Iterator, Mapping

from mailbot.core.reading import SlotValue
from mailbot.translate.named import names_in
from mailbot.translate.wishes import wish_meant

NEVER, KEEP, TAKES, WISH, UNFIX = "never", "keep", "takes", "wish", "unfix"
EACH_OTHER = "each other"

_MATCH = r"(?:match|pair|put|introduce|buddy|team|group|place|link|bring|partner|connect)(?:e?d|ing|s)?(?: up)?"
_NOT = r"(?:never(?: ever)?|not(?: ever)?|n['\u2019]t(?: ever)?|cannot|no longer)"
_MUST = r"(?:must|should|can|may|are|is|shall|ought|do|could|would|will|ca|wo)"
_AND = r"(?:with|and|&|\+|/|to|alongside|together with)"
_SOME = r"[^;:.!?]{2,60}?"
_END = r"(?:\s?[,;:.(\u2013!-].*|\s(?:because|since|as|they|he|she|please|pls|again|any ?more|ever|thanks?|if possible|at all|for good)\b.*)?$"
_PAIRED = r"(?:(?:be|get|go|end up|to be|kept|put)\s)*(?:match(?:ed)?|pair(?:ed)?|put|together|buddies|buddied|introduced|with each other|in (?:one|the same|a) (?:pair|trio|group))"


def _patterns(*sources: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE | re.DOTALL) for one in sources)


# Each names the people as "who", or as "one" and "other".
_NEVERS = _patterns(
    rf"^(?:never(?: ever)?|do(?:n['\u2019]t| not|nt)(?: you)?(?: ever)?)\s{_MATCH}\s(?P<one>{_SOME})\s?{_AND}\s?(?P<other>{_SOME})(?:\stogether)?{_END}",
    rf"^keep\s(?P<one>{_SOME})\s(?:apart|separate|away|well away)\sfrom\s(?P<other>{_SOME}){_END}",
    rf"^(?:keep|hold)\s(?P<who>{_SOME})\s(?:apart|separate|separated|away from (?:each other|one another))\b{_END}",
    rf"^(?P<who>{_SOME})\s{_MUST}\s?{_NOT}\s(?:ever\s|again\s)?{_PAIRED}(?:\s(?:up|together|again))*{_END}",
    rf"^(?P<one>{_SOME})\s{_MUST}\s?{_NOT}\s(?:ever\s)?(?:be\s|get\s|to be\s)*(?:{_MATCH}\s)?(?:together\s)?with\s(?P<other>{_SOME}){_END}",
    rf"^(?:i|we)(?:\s(?:do|would|did)(?:n['\u2019]t| not)|['\u2019]d rather(?: not)?)\s(?:ever\s)?(?:want|like|have|see)?\s?(?P<who>{_SOME}\s?{_AND}\s?{_SOME})\s{_PAIRED}(?:\s(?:up|together|again))*{_END}",
    rf"^(?:no|not a)\s(?:match|pair|pairing|buddies)\s(?:between|of|for)\s(?P<one>{_SOME})\s?{_AND}\s?(?P<other>{_SOME}){_END}",
    rf"^(?:block|ban|bar|exclude|avoid|rule out|veto)\s(?:the\s)?(?:match|pair|pairing|combination)?\s?(?:of\s|between\s)?(?P<one>{_SOME})\s?(?:{_AND}|from)\s?(?P<other>{_SOME}){_END}",
    rf"^(?P<who>{_SOME}\s?{_AND}\s?{_SOME})[\s:,-]+(?:is\s|are\s)?(?:a\s)?(?:never|no[- ]?no|not ever)(?:[- ]match)?{_END}",
    rf"^(?:not|never)\s(?P<one>{_SOME})\swith\s(?P<other>{_SOME}){_END}",
)
_KEEPS = _patterns(
    rf"^(?:always\s)?(?:keep|leave|have|hold)\s(?P<who>{_SOME}\s?{_AND}\s?{_SOME})\s(?:together|as (?:they are|a pair|buddies|a trio))\b{_END}",
    rf"^keep together\s(?P<who>{_SOME}){_END}",
    rf"^always\s{_MATCH}\s(?P<who>{_SOME}\s?{_AND}\s?{_SOME}){_END}",
    rf"^(?:pin|lock|tie)\s(?P<who>{_SOME}\s?{_AND}\s?{_SOME})(?:\stogether)?{_END}",
    rf"^(?P<who>{_SOME}\s?{_AND}\s?{_SOME})\s(?:are to|must|should|want to|would like to|would love to|wish to|need to|ought to|have asked to|asked to)?\s?(?:always\s)?(?:be|stay|remain|keep|go|get)\s(?:kept\s|put\s|matched\s|paired\s)?together\b{_END}",
    rf"^(?:never|do(?:n['\u2019]t| not|nt)(?: ever)?)\s(?:split|separate|part|break|unpair)(?: up)?\s(?P<who>{_SOME}\s?{_AND}\s?{_SOME})(?:\sup)?{_END}",
)
_COUNTED = r"(?P<count>one|two|three|1|2|3)\b"
_WHOM = r"(?:\s(?:clinicians?|doctors?|people|buddies|pairs?|trainees?|of them|at a time|at once|at the same time|now|again|please|then|each time))*\W*$"
_TAKES = _patterns(
    rf"^(?:let\s)?(?P<who>{_SOME})\s(?:(?:can|could|will|would|may|should|is|was|happy|willing|able|glad|offered|has|to|now|only|also|just|take|['\u2019]s|again|back)\s)*(?:take|takes|take on|manage|look after)\s(?:on\s)?(?:only\s|up to\s|just\s)?{_COUNTED}{_WHOM}",
    rf"^(?:let\s)?(?P<who>{_SOME})\s(?:can|could|may|will|would|should)?\s?(?:only\s)?have\s(?:only\s|up to\s)?{_COUNTED}\s(?:clinicians?|doctors?|pairs?|buddies|trainees?){_WHOM}",
    rf"^give\s(?P<who>{_SOME})\s(?:only\s|up to\s)?{_COUNTED}\s(?:clinicians?|doctors?|pairs?|buddies|trainees?){_WHOM}",
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "1": 1, "2": 2, "3": 3}
_WISHES = _patterns(
    rf"^(?P<who>{_SOME})(?:\s(?:would|might|does|has|is|was)|['\u2019](?:d|s))?(?:\s(?:really|much|rather|also|ideally))*\s(?:like|love|prefer|have|be|wants?|wish(?:es)?|hopes?|hoping|asks?|asking|asked|likes|prefers)\s(?P<wish>.{{4,80}})$",
)
_UNFIXES = _patterns(
    rf"^(?:forget|drop|clear|lift|remove|delete|undo)\s(?:what(?:ever)?|everything|all|anything)\s(?:that\s)?(?:was |is |i |we |you )?(?:fixed|arranged|said|set|noted|kept|settled)\s(?:for|about|on|of)\s(?P<who>{_SOME}){_END}",
    rf"^(?:forget|drop|clear)\swhat(?:ever)?\s(?P<who>{_SOME})\s(?:asked for|asked|wished for|wanted|wants|said){_END}",
    rf"^(?:forget|drop|clear|lift|remove|delete|undo)\s(?:all |the |any |every )*(?:wish(?:es)?|arrangements?|never[- ]?match(?:es)?|pins?|preferences?)\s(?:for|of|on|about|between|with)\s(?P<who>{_SOME}){_END}",
    rf"^(?P<who>{_SOME})\s(?:can|may|could)\s(?:now\s)?(?:be (?:matched|paired|together|put)|meet|go)(?:\s(?:with|together with))\s(?:any(?:body|one)|every(?:body|one))\b(?:\s(?:again|now|after all))*{_END}",
    rf"^(?P<who>{_SOME}\s?{_AND}\s?{_SOME})\s(?:can|may|could)\s(?:now\s)?(?:be (?:matched|paired|together|put|buddies)|meet)(?:\s(?:up|together))*\s(?:again|after all|now)\b{_END}",
    rf"^(?P<one>{_SOME})\s(?:can|may|could)\s(?:now\s)?be (?:matched|paired|put)(?: up)?\swith\s(?P<other>{_SOME})\s(?:again|after all|now)\b{_END}",
)
_FOR_NOW = re.compile(
    r"\b(?:yet|for now|for the (?:moment|time being)|this time|until|till|at the moment|right now|just now|today|tomorrow|so soon)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {
        "me", "us", "you", "him", "her", "them", "it", "we", "i", "they", "everybody", "everyone",
        "anybody", "anyone", "nobody", "people", "managers", "manager", "clinicians", "clinician",
        "doctors", "doctor", "pairs", "trios", "pair", "trio", "who", "mind", "all", "each other",
        "somebody", "someone", "this", "that", "he", "she", "both", "emails", "mails", "what",
    }
)  # fmt: skip
_READ = (
    (NEVER, _NEVERS, 2),
    (KEEP, _KEEPS, 2),
    (UNFIX, _UNFIXES, 1),
    (TAKES, _TAKES, 1),
    (WISH, _WISHES, 1),
)
_OR = re.compile(r"\s(?:or|nor)\s", re.IGNORECASE)
_LONGEST_NAME = 4


def arrangement_in(said: str) -> dict[str, SlotValue]:
    """Give the slots of one sentence that fixes something for matching, `verb` among them; else nothing.

    What is only for now fixes nothing: an arrangement holds until it is forgotten.
    """
    text = " ".join(said.split())
    for verb, patterns, least in _READ:
        for pattern in patterns:
            found = pattern.match(text)
            slots = dict(_slots(verb, found.groupdict())) if found is not None else {}
            who = slots.get("who", ())
            enough = isinstance(who, tuple) and len(who) >= least
            if enough and not (verb in {NEVER, KEEP} and _FOR_NOW.search(text)):
                return {"verb": verb, **slots}
    return {}


def _slots(verb: str, found: Mapping[str, str | None]) -> Iterator[tuple[str, SlotValue]]:
    parts = (found.get("who"), found.get("one"), found.get("other"))
    who = tuple(name for part in parts if part for name in names_in(_OR.sub(", ", part)))
    if not all(_is_name(name) for name in who):
        return
    if verb == WISH:
        wish = wish_meant(found.get("wish") or "")
        if not wish or len(who) != 1:
            return
        yield "text", wish
    if verb == NEVER and found.get("who"):
        yield "text", EACH_OTHER
    count = found.get("count")
    if count is not None:
        yield "number", _NUMBERS[count.lower()]
    yield "who", who


def _is_name(name: str) -> bool:
    words = name.casefold().split()
    return len(words) <= _LONGEST_NAME and not set(words) & _NOBODY
