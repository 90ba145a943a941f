"""Read "change this to that" as people write it: the old words and the new ones, however the line may be cut."""

import re
from collections.abc import Iterator

_MANNERS = r"(?:(?:please|pls|could you|can you|would you|can we|could we|let['\u2019]?s|i['\u2019]d|and|also|then|just|ok(?:ay)?|but|yes|no|thanks)\b[\s,]*)*"
_CHANGE = re.compile(
    rf"^\W*?{_MANNERS}(?:change|replace|swap|alter|turn|correct|amend|substitute)\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CUT = re.compile(r"\s+(?:to|with|by|for|into|to read|to say)\s+", re.IGNORECASE)
_OPEN, _CLOSE = "[\"'\u201c\u2018]", "[\"'\u201d\u2019]"
_BOTH_QUOTED = re.compile(
    rf"^(?:the (?:words?|phrase|bit|line|sentence|part)\s+)?{_OPEN}(?P<old>.+?){_CLOSE}\s+(?:to|with|by|for|into|to read|to say|as)\s+{_OPEN}(?P<new>.*){_CLOSE}\W*(?:please|thanks)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_OLD_QUOTED = re.compile(
    rf"^(?:the (?:words?|phrase|bit|line|sentence|part)\s+)?{_OPEN}(?P<old>.+?){_CLOSE}\s+(?:to|with|by|for|into|to read|to say|as)\s+(?P<new>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_INSTEAD_OF = re.compile(
    rf"^\W*?{_MANNERS}(?:say|write|put|use|have|make it)\s+(?P<new>\S.*?)\s+(?:instead of|rather than|in place of)\s+(?P<old>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_INSTEAD_FIRST = re.compile(
    rf"^\W*?{_MANNERS}instead of\s+(?P<old>\S.*?)[\s,]+(?:please\s+)?(?:say|write|put|use|have)\s+(?P<new>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SHOULD_BE = re.compile(
    rf"^\W*?{_OPEN}(?P<old>.+?){_CLOSE}\s+(?:should|ought to|needs to|must)\s+(?:be|read|say)\s+(?P<new>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(
    rf"^\W*?{_MANNERS}(?P<old>\S.*?)\s*(?:->|=>|\u2192)\s*(?P<new>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OUT = re.compile(
    rf"^\W*?{_MANNERS}(?:take out|take away|leave out|delete|remove|drop|cut|lose|get rid of)\s+(?:the (?:words?|phrase|bit|line|sentence|part)\s+)?{_OPEN}(?P<old>.+){_CLOSE}\W*(?:please|thanks|altogether)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_POLITE_END = re.compile(
    r"[\s,]*\b(?:please|pls|thanks|thank you|ta|cheers|instead|throughout|everywhere)\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_QUOTES = "\"'\u201c\u201d\u2018\u2019"


def swaps_said(line: str) -> tuple[tuple[str, str], ...]:
    """Give each (old, new) that a line may mean, the likeliest first; new is empty for "take out ...".

    Where nothing is in quotes, "change a letter to Ana to a note to Ana" can be cut in several places.
    """
    return tuple(dict.fromkeys(_said(line.strip())))


def _said(line: str) -> Iterator[tuple[str, str]]:
    out = _OUT.match(line)
    if out is not None:
        yield out["old"].strip(), ""
    found = _CHANGE.match(line)
    if found is not None:
        yield from _change(found["rest"])
    for form in (_INSTEAD_OF, _INSTEAD_FIRST, _SHOULD_BE, _ARROW):
        said = form.match(line)
        if said is not None:
            yield _bare(said["old"]), _bare(said["new"])


def _change(rest: str) -> Iterator[tuple[str, str]]:
    both, first = _BOTH_QUOTED.match(rest), _OLD_QUOTED.match(rest)
    if both is not None:
        yield both["old"].strip(), both["new"].strip()
        return
    if first is not None:
        yield first["old"].strip(), _bare(first["new"])
        return
    for cut in _CUT.finditer(rest):
        old, new = rest[: cut.start()], rest[cut.end() :]
        # "Swap a form with your buddy. Ten minutes. A week." is a task, and no change of one.
        if not _SENTENCE_END.search(old) and len(_SENTENCE_END.findall(new)) < 2:
            yield _bare(old), _bare(new)


def _bare(words: str) -> str:
    """Take manners and quotes off; the full stop stays where the words are a sentence in quotes."""
    words = words.strip()
    if words[:1] in _QUOTES and words[-1:] in _QUOTES:
        return words.strip(_QUOTES).strip()
    words = _POLITE_END.sub("", words).strip()
    if words[:1] in _QUOTES or words[-1:] in _QUOTES or words[-2:-1] in _QUOTES:
        return words.strip(_QUOTES + " .").strip()
    return words.rstrip(" .,") if words.count(".") < 2 else words
