"""Read answers to numbered items, in whatever order the numbers and the words stand."""

import re
from collections.abc import Iterator

from mailbot.core.answers import LATER, NO, YES
from mailbot.core.reading import Facts
from mailbot.translate.numbered import choices_of, items_shown
from mailbot.translate.pointing import decided
from mailbot.translate.rules import Rules
from mailbot.translate.the_rest import (
    all_but,
    but_not,
    each_number,
    numbers_in_front,
    swaps,
    the_rest,
    without_the_rest,
)

WORDS_OF_CHOICE = (
    YES
    | NO
    | LATER
    | frozenset(
        [
            "keep", "skip", "fine", "delete", "merge", "ask", "send", "leave", "wait", "match",
            "reject", "decline", "mine", "done", "nothing", "introduce", "rematch", "trio",
            "both", "either", "snooze", "tomorrow", "today", "friday", "tuesday", "wednesday",
            "thursday", "add", "remove", "first", "bin", "go", "scrap", "park", "hang", "sit", "tell",
            "say", "approve", "happy",
        ]
    )
)  # fmt: skip
_UNITS = frozenset(
    ["day", "days", "week", "weeks", "month", "months", "hours", "minutes", "pm", "am", "people", "of", "more"]
)  # fmt: skip
_AND = r"(?:\s{0,2}(?:,|&|\+|/|and)\s{0,2}|\s)"
_LIST = rf"\d{{1,4}}(?:\s?[-\u2013]\s?\d{{1,4}})?(?:{_AND}\d{{1,4}}(?:\s?[-\u2013]\s?\d{{1,4}})?){{0,30}}"
# A number opens an item at the start of a line or after a mark; "at 9" and "ward 12" open none.
_ITEM = re.compile(
    rf"(?:^|(?<=[\n,;/.!|])|(?<=\s))\s*#?\(?(?P<numbers>{_LIST})(?P<mark>\)?\s?[.):=\u2013-]?)\s*(?=\S|$)",
    re.MULTILINE,
)
_AFTER = re.compile(
    rf"(?P<word>[a-z\u00c0-\u024f\U0001f44d\u2705\U0001f44e\u274c]+)(?:\s(?:to|for|on|please|the|number|numbers|with|pls|item|items))*\s+(?P<numbers>{_LIST})\b",
    re.IGNORECASE,
)
_CLAUSE_FIRST = re.compile(rf"(?P<clause>[^.,;\n\d]{{3,40}}?)\s(?P<numbers>{_LIST})(?=\W|$)")
_ONLY = re.compile(r"\W*(?:just|only)\b", re.IGNORECASE)
_BEFORE_NO_ITEM = re.compile(
    r"\b(?:at|by|on|until|till|ward|task|stage|bleep|room|week|page|about|around|for|next|in|to|of|june|july|may|the|than|every|after|before|case|option)\s*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!](?:\s+|$)|\n+")
_ENDS_WITH = re.compile(rf"\s*[^\d]{{2,40}}?\s(?:{_LIST})\W*")
# "I will do 1 then" is no decision yet, and "don't do 1" is a refusal.
_ANOTHER_TIME = re.compile(
    r"(?:\b(?:will|can|could|would|should|might|to|they|he|she)|['\u2019]ll)\s+$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|never|dont|please no)\s+$|n['\u2019]t\s+$", re.IGNORECASE)
_NEAR = 12
_WORD = re.compile(r"[^\s\d.,;:!?()]+")


def by_number(text: str, facts: Facts, rules: Rules) -> tuple[str, ...]:
    """Give one "NUMBER: words" per item that is named by its number; "*" where all but some are."""
    ours = answers_ours(facts)
    if not ours and not facts.open_decisions:
        return tuple(_numbered(text, facts, rules))
    many = all_but(text, facts.open_decisions, ours=ours)
    if many:
        return many
    left, swapped = swaps(text) if ours else (text, ())
    left, first = _sentences_first(left, facts, rules) if facts.open_decisions else (left, ())
    left, refused = but_not(left)
    left, word = without_the_rest(numbers_in_front(left))
    apart = (*first, *swapped, *refused)
    named = (*_numbered(left.strip(), facts, rules), *apart) if left.strip() else apart
    if not named or not word:
        return named
    return (*named, *the_rest(named, word, facts.open_decisions))


def answers_ours(facts: Facts) -> bool:
    """Say whether the mail answers one that went to coordinators."""
    return facts.answered is not None and facts.answered.mail.value.startswith("N")


def _numbered(text: str, facts: Facts, rules: Rules) -> Iterator[str]:
    found = [
        one
        for one in _ITEM.finditer(text)
        if not _BEFORE_NO_ITEM.search(
            text[max(0, one.start("numbers") - 12) : one.start("numbers")]
        )
        and _opens(text, one, facts)
    ]
    if not found:
        yield from _words_first(text, facts, rules)
        return
    before = text[: found[0].start()].strip(" ,;:\n")
    if before and decides(before) and not text[found[0].end() :].strip(" .,!\n"):
        yield from _words_first(text, facts, rules)
        return
    for one, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        said = text[one.end() : end].strip(" ,;/|\n")
        said = re.sub(r"\s+(?:and|but|&)$", "", said)
        yield from (f"{number}: {said}" for number in each_number(one["numbers"]))


def _opens(text: str, one: re.Match[str], facts: Facts) -> bool:
    numbers = each_number(one["numbers"])
    if facts.open_decisions and not set(map(int, numbers)) & set(facts.open_decisions):
        at_start = one.start("numbers") == 0 or text[one.start("numbers") - 1] == "\n"
        if not at_start or facts.answered is None:
            return False
    before = text[: one.start("numbers")].rstrip(" #(")
    marked = bool(one["mark"].strip()) or not before
    starts = before[-1:] in {".", "!", ";", "\n"} and "." not in one["mark"]
    opens_sentence = starts and set(map(int, numbers)) <= set(facts.open_decisions)
    following = _WORD.match(text, one.end())
    told = following.group().lower() if following is not None else ""
    apart = before[-1:] in {",", ";", "/", "|"} and told not in _UNITS
    listed = (
        apart and bool(facts.open_decisions) and set(map(int, numbers)) <= set(facts.open_decisions)
    )
    new_line = "\n" in text[max(0, one.start("numbers") - 2) : one.start("numbers")]
    known = told in WORDS_OF_CHOICE or told in _first_words_of_choices(numbers, facts)
    if facts.answered is None or not facts.answered.mail.value.startswith("N"):
        return known
    return marked or new_line or known or opens_sentence or listed


def _first_words_of_choices(numbers: list[str], facts: Facts) -> frozenset[str]:
    """Give the words with which the choices of these items begin, as the answered mail shows them.

    "7 stay 9 trio" opens item 9, whatever the words are that its own line offers.
    """
    if facts.answered is None or not facts.answered.texts:
        return frozenset()
    shown = items_shown(facts.answered.texts[0])
    return frozenset(
        choice.split()[0] for number in numbers for choice in choices_of(shown.get(int(number), ""))
    )


def decides(words: str) -> bool:
    """Say whether one of the first words is one that decides an item."""
    return any(one.lower() in WORDS_OF_CHOICE for one in _WORD.findall(words)[:4])


def _words_first(text: str, facts: Facts, rules: Rules) -> Iterator[str]:
    """ "ok 1 and 3, no to 2": the word stands before its numbers."""
    if facts.answered is None and not facts.open_decisions:
        return
    found = tuple(_word_first(text))
    known = {one.partition(":")[0] for one in found}
    yield from found
    yield from (
        one for one in _clause_first(text, facts, rules) if one.partition(":")[0] not in known
    )


def _word_first(text: str) -> Iterator[str]:
    for one in _AFTER.finditer(text):
        numbers = each_number(one["numbers"])
        following = _WORD.match(text, one.end() + 1)
        if following is not None and following.group().lower() in YES | NO | LATER:
            # "ok to 1-3, 6 later": the last number belongs to the word behind it.
            yield f"{numbers.pop()}: {following.group()}"
        before = text[max(0, one.start() - _NEAR) : one.start()]
        if one["word"].lower() in YES | NO | LATER and not _ANOTHER_TIME.search(before):
            word = "no" if _DENIED.search(before) else one["word"]
            yield from (f"{number}: {word}" for number in numbers)


def _clause_first(text: str, facts: Facts, rules: Rules) -> Iterator[str]:
    """ "Happy with 5 and 7, sit on 10": the clause decides that stands before open numbers."""
    for one in _CLAUSE_FIRST.finditer(text):
        numbers = each_number(one["numbers"])
        if not set(map(int, numbers)) <= set(facts.open_decisions):
            continue
        said = "ok" if _ONLY.match(one["clause"]) else one["clause"].strip()
        if decided(said, rules):
            yield from (f"{number}: {said}" for number in numbers)


def _sentences_first(text: str, facts: Facts, rules: Rules) -> tuple[str, tuple[str, ...]]:
    """Take "OK to 1." and "Delete 2." out of a text; give what is left and their answers."""
    sentences = _SENTENCE.split(text)
    if not _ENDS_WITH.fullmatch(sentences[0]) or len(sentences) == 1:
        return text, ()
    found: list[str] = []
    left: list[str] = []
    for sentence in sentences:
        ends = _ENDS_WITH.fullmatch(sentence)
        answers = tuple(_words_first(sentence, facts, rules)) if ends else ()
        found.extend(answers)
        if not answers:
            left.append(sentence)
    return ".\n".join(left).strip(" .\n"), tuple(found)
