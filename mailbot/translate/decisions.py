"""Read what coordinators decide: "1 ok, 2 no", "all but 6", "the first", or words below one question."""

import re
from collections.abc import Mapping

from mailbot.core.answers import LATER, NO, POLITE, YES
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts
from mailbot.translate.by_number import WORDS_OF_CHOICE, answers_ours, by_number
from mailbot.translate.mine import number_first, said_mine
from mailbot.translate.numbered import items_shown
from mailbot.translate.plainly import plainly
from mailbot.translate.pointing import ANSWERED, decided, pointed_at, typed_below
from mailbot.translate.rules import Rules
from mailbot.translate.the_rest import in_digits

_LONGEST = 4000
_MOST = 100
_NO_DECISION = frozenset({"both", "either", "first", "today", "tomorrow", "done"})
_THANKS = frozenset({"thanks", "thank", "thx", "cheers", "ta"})
_ALL = re.compile(
    r"\b(?:all (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) |all of (?:them|these|those|it|the above) |both (?:of them )?"
    r"|all (?=ok|okay|fine|good|great|yes|no\b|agreed|approved|please|perfect|wait|hold|later|right|lovely|clear)"
    r"|everything |the (?:whole )?lot |every (?:single )?one |each (?:one |of them |of these )|none of (?:them |these |those )|them all )"
    r"|\b(?:to|for|with|ok|yes|no|approve|agree|hold|wait) (?:to |with |on )?(?:all|both|everything|the lot|them all)(?=\W*(?:$|[,.;!-]|please|thanks))|^(?:all|both|everything|the lot)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\d.,;:!?()]+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
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
# They ask nothing: below one of them only a number can decide.
_ONLY_TELL = frozenset({MailId.N04, MailId.N06, MailId.N14, MailId.N16, MailId.N17, MailId.N19})
_FEW, _QUESTION = 8, 200


# "Tell no 14 that ...", "re number 14": no "no" is said there.
_NUMBER_OF = re.compile(
    r"(?<=\b)(?:tell|re|answer|question|query|item|reply to|to)\s+(?:no\.?|nr\.?|number|#)\s{0,2}(?=\d{1,4}\b)",
    re.IGNORECASE,
)


def decisions_in(words: str, facts: Facts, rules: Rules, mail_text: str = "") -> tuple[str, ...]:
    """Give one "NUMBER: words" per decided item, "*" for all, and "" where no number is named.

    Only numbers that are open count where it is known which are; nothing is given where the mail
    neither answers one of ours nor names an open number. `mail_text` is the whole mail, for
    answers that were typed inside our text.
    """
    text = number_first(_NUMBER_OF.sub("", words[:_LONGEST].strip()))
    items = _items(facts)
    found = _decided(text, facts, rules, items, mail_text[: 2 * _LONGEST])
    return tuple(plainly(one, facts, items, rules) for one in found[:_MOST])


def _decided(
    text: str, facts: Facts, rules: Rules, items: Mapping[int, str], mail_text: str
) -> tuple[str, ...]:
    number = 0 if facts.answered is None else facts.answered.number
    if number and (_takes_a_choice(text, facts) or _is_for_one(text, number)):
        return () if _only_thanks(text, rules) else (f"{number}: {text}",)
    below = tuple(f"{at}: {said}" for at, said in typed_below(mail_text, text, items))
    numbered = below or by_number(in_digits(text), facts, rules)
    if numbered or _only_thanks(text, rules) or not answers_ours(facts):
        return numbered
    return _unnumbered(text, facts, rules, items)


def _unnumbered(text: str, facts: Facts, rules: Rules, items: Mapping[int, str]) -> tuple[str, ...]:
    """Read an answer that names no number: "all six", "the first", "Tell her any trust will do"."""
    first = text.split("\n\n", 1)[0].strip()
    answered = facts.answered
    if answered is None or answered.mail in _ONLY_TELL or (answered.texts and not items):
        return ()
    found = _of_all(first, facts, rules, items) or _of_all_but(first, facts, rules, items)
    if not found and len(items) == 1:
        return _for_the_only(text, items, rules)
    found = found or tuple(f"{at}: {said}" for at, said in pointed_at(text, items))
    if found:
        return found
    clear = decided(first, rules) != "" and len(first.split()) <= 2 * _FEW
    if not (clear or _is_answer(first, facts)):
        return ()
    return (f"{answered.number}: {text}",) if answered.number else (f": {first}",)


def _items(facts: Facts) -> dict[int, str]:
    """Give the lines of the open items that the answered mail shows."""
    if facts.answered is None or not facts.answered.texts:
        return {}
    shown = items_shown(facts.answered.texts[0])
    return {number: line for number, line in shown.items() if number in facts.open_decisions}


def _of_all(first: str, facts: Facts, rules: Rules, items: Mapping[int, str]) -> tuple[str, ...]:
    if not _ALL.search(f"{first} "):
        return ()
    if _BUT.search(first) is not None:
        return _of_all_but(first, facts, rules, items) or (f": {first}",)
    word = _word_for_all(first, rules)
    lists = facts.answered is not None and facts.answered.mail is MailId.N01
    if lists and word.lower() in _PRAISE:
        return (f": {first}",)
    return (f"*: {word}",) if word else ()


def _of_all_but(
    first: str, facts: Facts, rules: Rules, items: Mapping[int, str]
) -> tuple[str, ...]:
    """Read "all good except the last one" and, of pairs, "yes except Eli and Fay"."""
    exception = _BUT.search(first)
    of_pairs = facts.answered is not None and facts.answered.mail is MailId.N10
    if exception is None or not (of_pairs or _ALL.search(f"{first} ")):
        return ()
    left_out = {number for number, _ in pointed_at(first[exception.end() :], items)}
    if decided(first[: exception.start()], rules) != "ok" or not left_out:
        return ()
    return tuple(f"{one}: ok" for one in items if one not in left_out)


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
    if (
        begins in YES | NO | LATER
        or decided(text, rules)
        or _TELLS.match(text)
        or shared
        or said_mine(text)
        or ANSWERED.match(text)
    ):
        return (f"{number}: {text}",)
    return ()


def _only_thanks(text: str, rules: Rules) -> bool:
    """Thanks decide nothing; but "thanks, go for it" does, and a long mail says more than thanks."""
    words = [one.lower() for one in _WORD.findall(text)]
    if not set(words) & _THANKS or set(words) & (WORDS_OF_CHOICE - _NO_DECISION):
        return False
    return len(words) <= _FEW and not decided(_THANKING.sub(" ", text), rules)


def _takes_a_choice(text: str, facts: Facts) -> bool:
    """These mails number their choices and never show the number of the decision itself."""
    answered, said = facts.answered, text.strip(" .!#)")
    if answered is None or answered.mail not in {MailId.N02, MailId.N07} or not said.isdecimal():
        return False
    return 0 < int(said[:4]) <= len(answered.offers)


def _is_for_one(text: str, number: int) -> bool:
    """A mail that asks one thing is answered by any words that do not list other numbers."""
    numbers = re.findall(r"\d{1,4}", text.split("\n\n", 1)[0])
    return numbers != [str(number)] and len(numbers) < 2


def _is_answer(words: str, facts: Facts) -> bool:
    said = [one.lower() for one in _WORD.findall(words)]
    own = facts.answered is not None and facts.answered.number > 0
    if own and facts.answered is not None and facts.answered.mail is not MailId.N05:
        return bool(said)
    known = [one for one in said if one in WORDS_OF_CHOICE]
    polite = [one for one in said if one in POLITE]
    return bool(known) and (said[0] in WORDS_OF_CHOICE | POLITE or len(said) <= 4 + len(polite))
