"""Find which item a coordinator means who names no number: by its place, a name in it, or typing below it."""

import re
from collections.abc import Iterator, Mapping

from mailbot.translate.folding import fold
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence

_PLACES = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "eighth": 7, "last": -1, "top": 0,
    "bottom": -1,
}  # fmt: skip
_PLACE = re.compile(
    rf"\b(?P<place>{'|'.join(_PLACES)})\b(?!\s(?:two|three|four|five|six|few|couple|time|thing|week|month|year|name|day|night|of all|class|task|stage|letter|to\b))"
    r"(?!\s(?:\d|january|february|march|april|may|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n+")
_CLAUSE = re.compile(r",\s(?:and\s|but\s)?|\s(?:and|but)\s")
_NAME = re.compile(r"\b[A-Z\u00c0-\u00de][\w'\u2019-]{2,}")
_QUOTE_MARKS = re.compile(r"^(?:\s{0,3}[>|])+\s?")
_NUMBER = re.compile(r"\s{0,3}(?P<number>\d{1,9})[.)]?\s+\S")
_WORDS = re.compile(r"[^\W_]+")
_YES, _NO, _LATER = "decides yes", "decides no", "decides later"
_PLAIN = {_YES: "ok", _NO: "no", _LATER: "later"}
# What is done only together with something else is more than the plain word.
_MORE = re.compile(
    r"(?<!n['\u2019]t )\b(?:but|if|unless|provided|as long as|after|before|once|instead|until|till|and then|ask|tell|say|write|let|check|speak|ring|also|only|except)\b|\?",
    re.IGNORECASE,
)
_OWN_WORDS = ("your words", "your answer")
_DECIDING_CLAUSE = re.compile(r"[,.;!?\n]+(?=\s|$)|\s[-\u2013\u2014]\s")
MOST_CLAUSES = 6
_COMPARED = 40
# "Don't delete" deletes nothing.
_DENIED = re.compile(r"\b(?:not|never|no|without|dont|cant|wont)\b|n['\u2019]t\b", re.IGNORECASE)
# Agrees to what was suggested, and is nothing that one would write to the person who asked.
_AGREES = re.compile(
    r"\W*(?:(?:yes|yep|yeah|yup|ok|oj|great|lovely|fine|sure|thanks|please),? )?(?:go for it|go ahead|do it|do that|please do|crack on|send it|send that|approved?|agreed|sounds good"
    r"|looks good|happy with (?:that|it)|that['\u2019]?s fine|as you suggest(?:ed)?|use that|that will do|oj)(?: please| thanks| then)?\W*",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"\W*(?:(?:i|we|jo|kit)(?:['\u2019]ve|['\u2019]s| have| has)?|already|have)\b[^.;!?]{0,20}?\b(?:told|answered|replied|spoken|rung|rang|emailed|written to|dealt with|sorted)\b"
    r"|\W*(?:all )?(?:done|sorted|dealt with|answered|already done)\W*$",
    re.IGNORECASE,
)
_ENDS_SOMETHING = frozenset({"delete", "drop"})
_MEANT = {
    "ok": ("ok", "fine", "yes", "send"),
    "no": ("no", "delete", "drop"),
    "later": ("later", "wait", "hold"),
}
_PLAIN_FOR = {word: plain for plain, words in _MEANT.items() for word in words}


def typed_below(text: str, words: str, items: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Give each item with what was typed below it, for answers that stand inside our own text.

    `text` is the whole mail and `words` the part of it that is the coordinator's own.
    """
    own = {_bare(line) for line in words.splitlines() if line.strip()}
    lines = {number: _bare(line) for number, line in items.items()}
    said: dict[int, list[str]] = {}
    at, marked = 0, False
    for raw in text.splitlines():
        line = _QUOTE_MARKS.sub("", raw)
        bare, quoted = _bare(line), line != raw
        number = _opened(line, bare, lines)
        if number:
            at, marked = number, quoted
        elif bare and not quoted and (bare in own or (at and marked)):
            said.setdefault(at, []).append(line.strip())
        elif bare and (not at or bare not in lines[at]):
            at = 0
    if 0 not in said:
        yield from ((number, " ".join(parts)) for number, parts in said.items())


def _opened(line: str, bare: str, lines: Mapping[int, str]) -> int:
    """Give the number of the item that a line of ours begins; 0 where it begins none."""
    match = _NUMBER.match(line)
    number = int(match["number"]) if match else 0
    told = bare.removeprefix(f"{number} ")[:_COMPARED]
    return number if told and lines.get(number, "").startswith(told) else 0


def _bare(line: str) -> str:
    return " ".join(_WORDS.findall(line.lower()))


def pointed_at(words: str, items: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Give each item that a place or a name points at, with what was said of it."""
    numbers = list(items)
    names = _telling_names(items)
    said: dict[int, list[str]] = {}
    at = 0
    for piece in _pieces(words, names):
        meant = _meant(piece, numbers, names)
        # What is said of the rest is said of none that was named.
        at = meant or (0 if _OF_OTHERS.search(piece) else at)
        if at:
            said.setdefault(at, []).append(piece)
    yield from ((number, " ".join(parts)) for number, parts in said.items())


_OF_OTHERS = re.compile(
    r"\b(?:the|all|all the) (?:rest|others?|other ones|remaining ones|remainder)\b|\beverything else\b",
    re.IGNORECASE,
)


def _pieces(words: str, names: Mapping[str, int]) -> Iterator[str]:
    """Cut at the ends of sentences, and at commas where each side points at something."""
    start = 0
    for end in [*(one.end() for one in _SENTENCE.finditer(words)), len(words)]:
        sentence = words[start:end].strip()
        start = end
        parts = [one.strip() for one in _CLAUSE.split(sentence) if one.strip()]
        if len(parts) > 1 and all(_points(one, names) for one in parts):
            yield from parts
        elif sentence:
            yield sentence


def _points(piece: str, names: Mapping[str, int]) -> bool:
    return bool(_PLACE.search(piece)) or any(one in names for one in _names_in(piece))


def _meant(piece: str, numbers: list[int], names: Mapping[str, int]) -> int:
    place = _PLACE.search(piece)
    if place is not None:
        at = _PLACES[place["place"].lower()]
        return numbers[at] if -len(numbers) <= at < len(numbers) else 0
    meant = {names[one] for one in _names_in(piece) if one in names}
    return meant.pop() if len(meant) == 1 else 0


def _telling_names(items: Mapping[int, str]) -> dict[str, int]:
    """Give the names that stand in the line of one item only."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    for number, line in items.items():
        for name in set(_names_in(line.partition(" - ")[0])):
            if name in found:
                shared.add(name)
            found.setdefault(name, number)
    return {name: number for name, number in found.items() if name not in shared}


def _names_in(text: str) -> Iterator[str]:
    for name in _NAME.findall(text):
        yield re.sub(r"['\u2019]s?$", "", name)


def decided(words: str, rules: Rules) -> str:
    """Give "ok", "no" or "later" for what words come to; empty where they decide nothing.

    The first clause that decides is the decision. "No ... for now" puts off.
    """
    return next((plain for _, plain in _deciding(words, rules)), "")


def _deciding(words: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Give the clauses that decide, with the plain word of each."""
    for clause in _DECIDING_CLAUSE.split(words)[:MOST_CLAUSES]:
        sentence = Sentence(clause, fold(clause))
        finds = [
            (one.start, _PLAIN[one.owner], sentence.is_negated(one.start))
            for one in rules.cues.find(sentence)
            if one.owner in _PLAIN
        ]
        if finds:
            yield clause, _of_clause(finds)


def _of_clause(finds: list[tuple[int, str, bool]]) -> str:
    meant = {plain for _, plain, negated in finds if not negated or plain != "ok"}
    if "later" in meant:
        return "later"
    _, plain, negated = min(finds, key=lambda one: (one[0], one[1] == "ok"))
    return "no" if negated and plain == "ok" else plain


def in_plain_words(said: str, choices: tuple[str, ...], rules: Rules) -> str:
    """Put a decision in prose into the plain word for it; what says more stays as it is.

    `choices` are those of the item. Words for a question stay: they are the answer to pass on. So
    do words that say one thing and then another: "fine, do it tomorrow".
    """
    if any(one in _OWN_WORDS for one in choices):
        # "I told him in the corridor" answers nobody: there is nothing left to send.
        return "close" if ANSWERED.match(said) else "ok" if _AGREES.fullmatch(said) else said
    if not choices or _MORE.search(said):
        return said
    found = list(_choices_in(said, choices, rules))
    agreed = len({_PLAIN_FOR.get(one, one) for one in found}) == 1
    return found[0] if agreed else said


def _choices_in(said: str, choices: tuple[str, ...], rules: Rules) -> Iterator[str]:
    """Give what each clause comes to, the clause itself where that is not certain."""
    for clause in _DECIDING_CLAUSE.split(said)[:MOST_CLAUSES]:
        told = set(_WORDS.findall(clause.lower()))
        taken = [one for one in choices if set(_WORDS.findall(one)) <= told]
        denied = _DENIED.search(clause) is not None
        if len(taken) == 1 and not denied:
            yield taken[0]
            continue
        for _, plain in _deciding(clause, rules):
            yield _chosen(clause, choices, plain, denied=denied)


def _chosen(clause: str, choices: tuple[str, ...], plain: str, *, denied: bool) -> str:
    meant = _MEANT.get(plain, ())
    if denied:
        meant = tuple(one for one in meant if one not in _ENDS_SOMETHING)
    if denied and plain == "ok":
        return clause
    return next((one for one in meant if one in choices), "later" if plain == "later" else clause)
