"""Find which option of a list in our mail somebody means: by its letter, its place or its title."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailbot.translate.folding import fold

_LISTED = re.compile(
    r"^[\s>|*]{0,12}(?:(?:case|option)\s)?(?P<name>[A-Ea-e]|\d)\s{0,2}(?:[.):\u2013-]\s{0,3}|\s)(?P<title>\S[^\n]{2,200})$",
    re.MULTILINE,
)
_LONGEST = 4000
_PIECE = re.compile(r"[^.!?;,\n()\u2013\u2014]+[.!?;,\n]?")
_BREAK = re.compile(
    r"\b(?=but\b|though\b|although\b|because\b|so\b|whereas\b|while\b|rather than\b|instead of\b|over\b|than\b)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:any(?:thing|one| of them| case)?|either|all(?: of them)?|whatever|whichever|every(?:thing|one)?|both)[ ,]{1,2}"
    r"(?:but|except(?: for)?|bar|apart from|other than|save)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"(?<![^ ])(?:not|never|no|without|rather than|instead of|avoid|hate|less keen|least|bored|sick of|done to death"
    r"|had enough|leave out|spare me|except|dread|over|than|bore|bores|boring) "
)
_WISHES = re.compile(
    r"(?<![^ ])(?:i will|i would|i am|we will|we would|we are|for me|for us|please|choose|chosen|chose|pick|picked|prefer|vote"
    r"|go|going|goes|let us|settle|settled|plump|decided|my choice|our choice|it is|it has to be|want|like|take|have|put|down|thanks|my|our|own|on balance|rather) "
)
_ASKS = re.compile(r"(?:is|are|was|does|do|did|has|what|why|who|how|which|when) ")
_ASKS_FOR = re.compile(
    r"(?:so |and |hi |please |ok )*(?:can|could|may|might|shall|would) (?:i|we|you) "
)
_ONLY_THEN = re.compile(
    r"(?<![^ ])(?:second choice|2nd choice|failing that|otherwise|if not|or else|reserve|back ?up|after that|as a fallback|next|then|plan b) "
)
_OF_ANOTHER = re.compile(
    r"(?<![^ ])(?:buddy|he|she|they) (?:[^ ]+ )?(?:wants|want|would|likes|prefers|fancies|fancied|said|says|is|was|has|went|goes|chose|picked|thinks|had) "
)
_FIRST_PERSON = re.compile(r"(?<![^ ])(?:i|we|me|us|my|our|both|agreed) ")
_PLACE = re.compile(
    r"(?<![^ ])(?:(?:the |my )(?P<the>first|1st|top|second|2nd|middle|third|3rd|last|bottom|final)(?= (?:one|case|option|on|of|please|for|thanks|and|$)|\s?$)"
    r"|(?P<one>first|1st|top|second|2nd|middle|third|3rd|last|bottom|final) (?:one|case|option)|^(?P<bare>first|1st|second|2nd|third|3rd|middle|last)(?= please| thanks|\s?$))"
)
_PLACES = {"first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1, "bottom": -1, "final": -1}  # fmt: skip
_LETTER = re.compile(
    r"(?<![\w'\u2019&./@-])(?:(?:case|option|letter|number|choice)\s{1,2}(?P<named>[A-Ea-e]|\d)(?![\w'\u2019&])"
    r"|(?P<upper>[B-E])(?![\w'\u2019&/@])|(?P<lower>[bce])(?=\W*$|\s(?:please|pls|for|thanks|it|then)\b)"
    r"|(?P<a>A)(?=\W*$|\s?[,!;:)]|\s(?:please|pls|for|it|is|would|and|or|then|thanks|ta|looks|sounds|if|as|because|over|from|too|by|to|both)\b))"
)
_ALONE = re.compile(
    r"\W*(?P<alone>[a-eA-E1-5])(?:\W+(?:please|pls|thanks|thank you|ta|for me|for us|x{1,3}))*\W*"
)
_PLAIN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "or",
        "and",
        "to",
        "for",
        "your",
        "my",
        "our",
        "his",
        "her",
        "own",
        "one",
        "it",
        "is",
        "who",
        "what",
        "which",
        "how",
        "when",
        "where",
        "do",
        "does",
        "you",
        "we",
        "i",
        "are",
        "be",
        "there",
        "with",
        "from",
        "by",
        "that",
        "this",
        "case",
        "option",
        "about",
        "between",
        "after",
        "before",
        "after",
        "owns",
        "me",
        "us",
        "most",
        "more",
        "only",
        "just",
    ]
)
_DEICTIC = re.compile(
    r"\W*(?:this|this one|that one|yes|me|mine|my choice|x|here|ours?|please|pick|\u2705|\u2714|\U0001f44d|<|\u2190|one|it|him|for|us|both|of)(?:\W+(?:this|that|one|please|for|me|us|thanks|is|my|our|choice|both|of|pick))*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, and the options it names: wished for, refused, or only spoken of."""

    options: frozenset[str]
    refused: bool
    wished: bool
    instead: bool


def listed_options(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """Give the options that a mail of ours lists, name to title, in its order."""
    known = {name.casefold(): name for name in names}
    found: dict[str, str] = {}
    for match in _LISTED.finditer(text[:_LONGEST]):
        name = known.get(match["name"].casefold())
        if name is not None:
            found.setdefault(name, match["title"])
    return found


def option_meant(words: str, titles: Mapping[str, str], buddies: frozenset[str]) -> str:
    """Give the one option that the words choose; empty where they choose none, or two."""
    alone = _ALONE.fullmatch(words.strip()) if words.strip() else None
    if alone is not None and (name := alone["alone"].upper()) in titles:
        return name
    pieces = tuple(_pieces(words, titles, buddies))
    refused = {one for piece in pieces if piece.refused for one in piece.options}
    spoken = [piece for piece in pieces if piece.options - refused and not piece.refused]
    wished = [piece for piece in spoken if piece.wished and not piece.instead] or spoken
    for group in (spoken, wished, wished[:1] if any(one.instead for one in spoken) else []):
        named = {one for piece in group for one in piece.options - refused}
        if len(named) == 1:
            return named.pop()
    left = set(titles) - refused
    return left.pop() if refused and not spoken and len(left) == 1 else ""


def option_beside(words: str, text: str, names: tuple[str, ...]) -> str:
    """Give the option under (or behind) which somebody typed "this one" into our mail; else empty."""
    said = words.strip()
    if not said or len(said) > 60 or not _DEICTIC.fullmatch(said):
        return ""
    lines = [line for line in text[: 4 * _LONGEST].splitlines() if line.strip(" >|\t*")]
    for number, line in enumerate(lines):
        if said in line:
            for near in (line, *lines[max(0, number - 1) : number]):
                if here := list(listed_options(near, names)):
                    return here[0]
    return ""


def _pieces(words: str, titles: Mapping[str, str], buddies: frozenset[str]) -> Iterator[Piece]:
    telling = telling_words(titles)
    text = _ALL_BUT.sub(" not ", words)
    for match in _PIECE.finditer(text):
        for part in _BREAK.split(match.group()):
            folded = fold(part, buddies)
            asked = part.rstrip().endswith("?") and (
                folded.count(" ") > 3 or _ASKS.match(folded) is not None
            )
            of_another = _OF_ANOTHER.search(folded) and not _FIRST_PERSON.search(folded)
            if of_another or (asked and not _ASKS_FOR.match(folded)):
                continue
            yield Piece(
                options=frozenset(_named(part, folded, tuple(titles), telling)),
                refused=bool(_REFUSES.search(folded)),
                wished=bool(_WISHES.search(folded)),
                instead=bool(_ONLY_THEN.search(folded)),
            )


def _named(
    raw: str, folded: str, names: tuple[str, ...], telling: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    known = {name.casefold(): name for name in names}
    for match in _LETTER.finditer(raw):
        said = next(one for one in match.groups() if one)
        if said.casefold() in known:
            yield known[said.casefold()]
    for match in _PLACE.finditer(folded):
        place = next(one for one in match.groups() if one)
        at = len(names) // 2 if place == "middle" else _PLACES[place]
        if -1 <= at < len(names):
            yield names[at]
    said_words = {_stem(word) for word in folded.split()}
    hits = {name: len(said_words & words) for name, words in telling.items()}
    most = max(hits.values(), default=0)
    if most:
        yield from (name for name, count in hits.items() if count == most)


def telling_words(titles: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Give the words of each title that stand in no other title."""
    stems = {
        name: {_stem(word) for word in fold(title).split() if word not in _PLAIN}
        for name, title in titles.items()
    }
    return {
        name: frozenset(words - set().union(*(stems[other] for other in stems if other != name)))
        for name, words in stems.items()
    }


_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"}


def _stem(word: str) -> str:
    word = _NUMBERS.get(word, word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
