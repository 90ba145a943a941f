"""Read a coordinator's short answers to numbered items: "1 ok, 2 no: ask him first, 3 later"."""

import re
from collections.abc import Iterator, Mapping

from mailbot.core.answers import LATER, NO, POLITE, YES
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts
from mailbot.translate.numbered import choices_of, items_shown
from mailbot.translate.pointing import decided, in_plain_words, pointed_at, typed_below
from mailbot.translate.rules import Rules
from mailbot.translate.the_rest import (
    all_but,
    but_not,
    each_number,
    in_digits,
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
            "thursday", "add", "remove", "first", "bin", "go", "scrap", "park", "hang", "sit", "tell",
            "say", "approve", "happy",
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
    r"\b(?:all (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) |all of (?:them|these|those|it|the above) |both (?:of them )?"
    r"|all (?=ok|okay|fine|good|great|yes|no\b|agreed|approved|please|perfect|wait|hold|later|right|lovely|clear)"
    r"|everything |the (?:whole )?lot |every (?:single )?one |each (?:one |of them |of these )|none of (?:them |these |those )|them all )"
    r"|\b(?:to|for|with|ok|yes|no|approve|agree|hold|wait) (?:to |with |on )?(?:all|both|everything|the lot|them all)(?=\W*(?:$|[,.;!-]|please|thanks))|^(?:all|both|everything|the lot)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\d.,;:!?()]+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_CLAUSE_FIRST = re.compile(rf"(?P<clause>[^.,;\n\d]{{3,40}}?)\s(?P<numbers>{_LIST})(?=\W|$)")
_ONLY = re.compile(r"\W*(?:just|only)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|except(?:ing)?|bar|apart from|other than|save|minus)\b", re.IGNORECASE)
# Said of a whole digest it may be praise, and no decision of each thing in it.
_PRAISE = frozenset({"good", "fine"})
_NONE = re.compile(r"\bnone of\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\W*(?:please |pls |can you |could you )?(?:tell|say|answer|reply|let (?:him|her|them) know|yes|no|just tell)\b",
    re.IGNORECASE,
)
_THANKING = re.compile(
    r"\b(?:many |lots of )?(?:thanks|thank you|thx|ta|cheers|diolch)(?: (?:so much|a lot|very much|both|all|again|yn fawr|iawn))*\b",
    re.IGNORECASE,
)
_UNITS = frozenset(
    ["day", "days", "week", "weeks", "month", "months", "hours", "minutes", "pm", "am", "people", "of", "more"]
)  # fmt: skip
# They ask nothing: below one of them only a number can decide.
_ONLY_TELL = frozenset({MailId.N04, MailId.N06, MailId.N14, MailId.N16, MailId.N17, MailId.N19})
_FOR_A_PAIR = ("ok", "no", "later")
_FEW, _QUESTION = 8, 200
_BEFORE_NO_ITEM = re.compile(
    r"\b(?:at|by|on|until|till|ward|task|stage|bleep|room|week|page|about|around|for|next|in|to|of|june|july|may|the|than|every|after|before|case|option)\s*$",
    re.IGNORECASE,
)


def decisions_in(words: str, facts: Facts, rules: Rules, mail_text: str = "") -> tuple[str, ...]:
    """Give one "NUMBER: words" per decided item, "*" for all, and "" where no number is named.

    Only numbers that are open count where it is known which are; nothing is given where the mail
    neither answers one of ours nor names an open number. `mail_text` is the whole mail, for
    answers that were typed inside our text.
    """
    text = words[:_LONGEST].strip()
    items = _items(facts)
    found = _decided(text, facts, rules, items, mail_text[: 2 * _LONGEST])
    return tuple(_plainly(one, facts, items, rules) for one in found[:_MOST])


def _decided(
    text: str, facts: Facts, rules: Rules, items: Mapping[int, str], mail_text: str
) -> tuple[str, ...]:
    number = 0 if facts.answered is None else facts.answered.number
    if number and _is_for_one(text, number):
        return () if _only_thanks(text, rules) else (f"{number}: {text}",)
    below = tuple(f"{at}: {said}" for at, said in typed_below(mail_text, text, items))
    numbered = below or _by_number(in_digits(text), facts, rules)
    if numbered or _only_thanks(text, rules) or not _answers_ours(facts):
        return numbered
    return _unnumbered(text, facts, rules, items)


def _unnumbered(text: str, facts: Facts, rules: Rules, items: Mapping[int, str]) -> tuple[str, ...]:
    """Read an answer that names no number: "all six", "the first", "Tell her any trust will do"."""
    first = text.split("\n\n", 1)[0].strip()
    answered = facts.answered
    if answered is None or answered.mail in _ONLY_TELL or (answered.texts and not items):
        return ()
    found = _of_all(first, facts, rules, items)
    if not found and len(items) == 1:
        return _for_the_only(text, items, rules)
    found = found or tuple(f"{at}: {said}" for at, said in pointed_at(text, items))
    if found:
        return found
    clear = decided(first, rules) != "" and len(first.split()) <= 2 * _FEW
    if not (clear or _is_answer(first, facts)):
        return ()
    return (f"{answered.number}: {text}",) if answered.number else (f": {first}",)


def _answers_ours(facts: Facts) -> bool:
    return facts.answered is not None and facts.answered.mail.value.startswith("N")


def _items(facts: Facts) -> dict[int, str]:
    """Give the lines of the open items that the answered mail shows."""
    if facts.answered is None or not facts.answered.texts:
        return {}
    shown = items_shown(facts.answered.texts[0])
    return {number: line for number, line in shown.items() if number in facts.open_decisions}


def _plainly(one: str, facts: Facts, items: Mapping[int, str], rules: Rules) -> str:
    number, _, said = one.partition(":")
    line = items.get(int(number), "") if number.isdigit() else ""
    choices = choices_of(line)
    if facts.answered is not None and facts.answered.mail is MailId.N10:
        choices = choices or _FOR_A_PAIR
    return f"{number}: {in_plain_words(said.strip(), choices, rules)}"


def _of_all(first: str, facts: Facts, rules: Rules, items: Mapping[int, str]) -> tuple[str, ...]:
    if not _ALL.search(f"{first} "):
        return ()
    exception = _BUT.search(first)
    if exception is not None:
        left_out = {number for number, _ in pointed_at(first[exception.end() :], items)}
        agreed = decided(first[: exception.start()], rules) == "ok" and left_out
        chosen = tuple(f"{one}: ok" for one in items if one not in left_out)
        return chosen if agreed else (f": {first}",)
    word = _word_for_all(first, rules)
    lists = facts.answered is not None and facts.answered.mail is MailId.N01
    if lists and word.lower() in _PRAISE:
        return (f": {first}",)
    return (f"*: {word}",) if word else ()


def _word_for_all(first: str, rules: Rules) -> str:
    rest = _ALL.sub(" ", f"{first} ").strip(" ,.!")
    known = [one for one in _WORD.findall(first) if one.lower() in YES | NO | LATER]
    if known and len(first.split()) <= _FEW:
        return str(known[0])
    plain = decided(first, rules) or ("no" if _NONE.search(first) else "")
    polite = all(one.lower() in POLITE | YES for one in _WORD.findall(rest))
    return plain or ("ok" if polite else "")


def _for_the_only(text: str, items: Mapping[int, str], rules: Rules) -> tuple[str, ...]:
    """Read words below a mail that lists one thing: an answer to it, unless they are about another."""
    number, line = next(iter(items.items()))
    if text.rstrip().endswith("?") and len(text) < _QUESTION:
        return ()
    begins = next((one.lower() for one in _WORD.findall(text)), "")
    shared = {one.lower() for one in _LONG_WORD.findall(text)} & {
        one.lower() for one in _LONG_WORD.findall(line)
    }
    if begins in YES | NO | LATER or decided(text, rules) or _TELLS.match(text) or shared:
        return (f"{number}: {text}",)
    return ()


def _by_number(text: str, facts: Facts, rules: Rules) -> tuple[str, ...]:
    answers_ours = _answers_ours(facts)
    if not answers_ours and not facts.open_decisions:
        return tuple(_numbered(text, facts, rules))
    many = all_but(text, facts.open_decisions, ours=answers_ours)
    if many:
        return many
    left, swapped = swaps(text) if answers_ours else (text, ())
    left, refused = but_not(left)
    left, word = without_the_rest(numbers_in_front(left))
    apart = (*swapped, *refused)
    named = (*_numbered(left.strip(), facts, rules), *apart) if left.strip() else apart
    if not named or not word:
        return named
    return (*named, *the_rest(named, word, facts.open_decisions))


def _only_thanks(text: str, rules: Rules) -> bool:
    """Thanks decide nothing; but "thanks, go for it" does, and a long mail says more than thanks."""
    words = [one.lower() for one in _WORD.findall(text)]
    if not set(words) & _THANKS or set(words) & (_WORDS_OF_CHOICE - _NO_DECISION):
        return False
    return len(words) <= _FEW and not decided(_THANKING.sub(" ", text), rules)


def _is_for_one(text: str, number: int) -> bool:
    """A mail that asks one thing is answered by any words that do not list other numbers."""
    numbers = re.findall(r"\d{1,4}", text.split("\n\n", 1)[0])
    return numbers != [str(number)] and len(numbers) < 2


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
    if before and _decides(before) and not text[found[0].end() :].strip(" .,!\n"):
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
    known = told in _WORDS_OF_CHOICE
    if facts.answered is None or not facts.answered.mail.value.startswith("N"):
        return known
    return marked or new_line or known or opens_sentence or listed


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
        if one["word"].lower() in YES | NO | LATER:
            yield from (f"{number}: {one['word']}" for number in numbers)


def _clause_first(text: str, facts: Facts, rules: Rules) -> Iterator[str]:
    """ "Happy with 5 and 7, sit on 10": the clause decides that stands before open numbers."""
    for one in _CLAUSE_FIRST.finditer(text):
        numbers = each_number(one["numbers"])
        if not set(map(int, numbers)) <= set(facts.open_decisions):
            continue
        only = _ONLY.match(one["clause"])
        word = "ok" if only else decided(one["clause"], rules)
        yield from (f"{number}: {word}" for number in numbers if word)
