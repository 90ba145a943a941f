"""Read a coordinator's short answers to numbered items: "1 ok, 2 no: ask him first, 3 later"."""

import re
from collections.abc import Iterator

from mailbot.core.answers import LATER, NO, POLITE, YES
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts
from mailbot.translate.the_rest import (
    all_but,
    but_not,
    each_number,
    numbers_in_front,
    swaps,
    the_rest,
    without_the_rest,
)

_LONGEST = 4000
_MOST = 100
_WORDS_OF_CHOICE = (
    YES
    | NO
    | LATER
    | frozenset(
        [
            "keep", "skip", "fine", "delete", "merge", "ask", "send", "leave", "wait", "match",
            "reject", "decline", "mine", "done", "nothing", "introduce", "rematch", "trio",
            "both", "either", "snooze", "tomorrow", "today", "friday", "tuesday", "wednesday",
            "thursday", "add", "remove", "first",
        ]
    )
)  # fmt: skip
_NO_DECISION = frozenset({"both", "either", "first", "today", "tomorrow", "done"})
_THANKS = frozenset({"thanks", "thank", "thx", "cheers", "ta"})
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
_ALL = re.compile(
    r"\b(?:all (?:of (?:them|these|those|it) )?|both (?:of them )?|everything |the lot |all (?:three|four|five|six|two) )"
    r"|\b(?:to|for|ok|yes|no|approve|agree) (?:to |with )?(?:all|both|everything|the lot|them all)\b|^(?:all|both|everything|the lot)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\d.,;:!?()]+")
_BEFORE_NO_ITEM = re.compile(
    r"\b(?:at|by|on|until|till|ward|task|stage|bleep|room|week|page|about|around|for|next|in|to|of|june|july|may|the|than|every|after|before|case|option)\s*$",
    re.IGNORECASE,
)


def decisions_in(words: str, facts: Facts) -> tuple[str, ...]:  # noqa: PLR0911 - one return per case reads best here
    """Give one "NUMBER: words" per decided item, "*" for all, and "" where no number is named.

    Only numbers that are open count where it is known which are; nothing is given where the mail
    neither answers one of ours nor names an open number.
    """
    text = words[:_LONGEST].strip()
    answered = facts.answered
    if answered is not None and answered.number and _is_for_one(text, answered.number):
        return () if _only_thanks(text) else (f"{answered.number}: {text}",)
    numbered = _by_number(text, facts)
    if numbered or _only_thanks(text):
        return numbered[:_MOST]
    if facts.answered is None or not facts.answered.mail.value.startswith("N"):
        return ()
    first = text.split("\n\n", 1)[0].strip()
    if not _is_answer(first, facts):
        return ()
    if _ALL.search(f"{first} "):
        rest = _ALL.sub(" ", f"{first} ").strip(" ,.")
        return (f"*: {rest if _decides(rest) else _told(first)}",)
    number = str(facts.answered.number) if facts.answered.number else ""
    return (f"{number}: {text if number else first}",)


def _by_number(text: str, facts: Facts) -> tuple[str, ...]:
    answers_ours = facts.answered is not None and facts.answered.mail.value.startswith("N")
    if not answers_ours and not facts.open_decisions:
        return tuple(_numbered(text, facts))
    many = all_but(text, facts.open_decisions)
    if many:
        return many
    left, swapped = swaps(text) if answers_ours else (text, ())
    left, refused = but_not(left)
    left, word = without_the_rest(numbers_in_front(left))
    apart = (*swapped, *refused)
    named = (*_numbered(left.strip(), facts), *apart) if left.strip() else apart
    if not named or not word:
        return named
    return (*named, *the_rest(named, word, facts.open_decisions))


def _only_thanks(text: str) -> bool:
    """Thanks decide nothing."""
    said = {one.lower() for one in _WORD.findall(text)}
    return bool(said & _THANKS) and not said & (_WORDS_OF_CHOICE - _NO_DECISION)


def _is_for_one(text: str, number: int) -> bool:
    """A mail that asks one thing is answered by any words that do not list other numbers."""
    numbers = re.findall(r"\d{1,4}", text.split("\n\n", 1)[0])
    return numbers != [str(number)] and len(numbers) < 2


def _told(words: str) -> str:
    said = [one for one in _WORD.findall(words) if one.lower() in YES | NO | LATER]
    return said[0] if said else words


def _decides(words: str) -> bool:
    return any(one.lower() in _WORDS_OF_CHOICE for one in _WORD.findall(words)[:4])


def _is_answer(words: str, facts: Facts) -> bool:
    said = [one.lower() for one in _WORD.findall(words)]
    own = facts.answered is not None and facts.answered.number > 0
    if own and facts.answered is not None and facts.answered.mail is not MailId.N05:
        return bool(said)
    known = [one for one in said if one in _WORDS_OF_CHOICE]
    polite = [one for one in said if one in POLITE]
    return bool(known) and (said[0] in _WORDS_OF_CHOICE | POLITE or len(said) <= 4 + len(polite))


def _numbered(text: str, facts: Facts) -> Iterator[str]:
    found = [
        one
        for one in _ITEM.finditer(text)
        if not _BEFORE_NO_ITEM.search(
            text[max(0, one.start("numbers") - 12) : one.start("numbers")]
        )
        and _opens(text, one, facts)
    ]
    if not found:
        yield from _words_first(text, facts)
        return
    before = text[: found[0].start()].strip(" ,;:\n")
    if before and _decides(before) and not text[found[0].end() :].strip(" .,!\n"):
        yield from _words_first(text, facts)
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
    new_line = "\n" in text[max(0, one.start("numbers") - 2) : one.start("numbers")]
    following = _WORD.match(text, one.end())
    known = following is not None and following.group().lower() in _WORDS_OF_CHOICE
    if facts.answered is None or not facts.answered.mail.value.startswith("N"):
        return known
    return marked or new_line or known or opens_sentence


def _words_first(text: str, facts: Facts) -> Iterator[str]:
    """ "ok 1 and 3, no to 2": the word stands before its numbers."""
    if facts.answered is None and not facts.open_decisions:
        return
    for one in _AFTER.finditer(text):
        numbers = each_number(one["numbers"])
        following = _WORD.match(text, one.end() + 1)
        if following is not None and following.group().lower() in YES | NO | LATER:
            # "ok to 1-3, 6 later": the last number belongs to the word behind it.
            yield f"{numbers.pop()}: {following.group()}"
        if one["word"].lower() in YES | NO | LATER:
            yield from (f"{number}: {one['word']}" for number in numbers)
