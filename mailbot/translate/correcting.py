"""Understand a coordinator who corrects a reading: "14 is a question, not a letter"."""

import re
from collections.abc import Iterator

from mailbot.core.reading import Facts, IntentKind, SlotValue
from mailbot.translate.folding import fold
from mailbot.translate.orders import Order
from mailbot.translate.phrasebook import Found
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence

_LONGEST_LINE_WORDS = 30
_MOST_LINES = 20

_POLITE = (
    r"(?:(?:hi|hello|hey|sorry|no|hm+|actually|oops|well|please|bot|mailbot|thanks|i think|i am afraid"
    r"|fyi|ps|correction|ok|but|and) )*"
)
_SUBJECT = (
    r"(?:(?:(?:mail|email|message) (?P<mail>\d{1,7})|m(?P<short>\d{1,7})"
    r"|(?:number |no |item |for |on |re )?(?P<number>\d{1,6})"
    r"|(?:that|this|it)(?: one| mail| email| message| reply)?"
    r"|(?:[^ ]+ ){1,3}?(?:mail|email|message|note|reply|one)(?: from [^ ]+)?) )"
)
_IS = r"(?:(?:is|was|are|were|should be|should have been|ought to be|means|counts as|reads as|looks like) )"
_JUST = (
    r"(?:(?:really|actually|just|only|simply|clearly|obviously|meant as|meant to be|more of|more like|to be"
    r"|of course|a|an|the|her|his|their|buddy|some|my|kind of|another|about) )*"
)
_NOT = r"(?:and |but |so )?(?:(?:it|that|this) (?:is|was) )?(?:not|rather than|instead of|never|no)"
_BUT = r"(?:but )?(?:(?:it|that|this|he|she|they) (?:is|was|are|were) |(?:he|she|they) meant )?(?:rather |more )?"
_IT = r"(?:(?:that|this|it) )"
_RIGHT, _WRONG = r"@(?P<right>\d+) ", r"@(?P<wrong>\d+) "
# The forms that name both kinds may be followed by an explanation; those that name one stand alone.
_FORMS = tuple(
    re.compile(f"{_POLITE}{form}")
    for form in (
        rf"{_SUBJECT}?{_IT}?{_IS}?{_JUST}{_RIGHT}{_NOT} {_JUST}{_WRONG}.*",
        rf"{_SUBJECT}?{_IT}?{_IS}?not {_JUST}{_WRONG}{_BUT}{_JUST}{_RIGHT}.*",
        rf"{_SUBJECT}{_IS}{_JUST}{_RIGHT}",
        rf"{_SUBJECT}{_IS}?not {_JUST}{_WRONG}",
        rf"(?:just|only|simply) {_JUST}{_RIGHT}",
    )
)
_NUMBER = re.compile(r"#?\b\d{1,6}\b")
_THANKS = re.compile(r"(?:(?:please|thanks|thank you|cheers|ta|sorry|though|by the way) )+$")


def corrections_in(words: str, facts: Facts, rules: Rules) -> tuple[tuple[Order, ...], str]:
    """Give the corrections of a mail, one to a line, and the words that are none.

    Slots: `kind` and `not`, either of which may be missing; `number` of the item or `mail`, the
    number of the mail in the ledger; without either it is what the answered mail is about.
    """
    found: list[Order] = []
    left: list[str] = []
    for position, line in enumerate(words.splitlines()):
        before, order = line, None
        if position < _MOST_LINES:
            before, order = _at_the_end(line, facts, rules)
        left.append(before)
        found.extend([order] if order is not None else [])
    return tuple(found), "\n".join(left).strip()


def _at_the_end(line: str, facts: Facts, rules: Rules) -> tuple[str, Order | None]:
    """Take a correction off the end of a line: "1 ok, 2 no, 3 is a question, not a letter"."""
    whole = _order(line, facts, rules)
    if whole is not None:
        return "", whole
    later = _NUMBER.finditer(line, 1) if _NUMBER.match(line) else iter(())
    for match in later:
        order = _order(line[match.start() :], facts, rules)
        if order is not None and {"kind", "not"} <= set(order.slots):
            return line[: match.start()], order
    return line, None


def without_corrections(
    answers: tuple[str, ...], facts: Facts, rules: Rules
) -> tuple[tuple[str, ...], tuple[Order, ...]]:
    """Part decisions by number, as "NUMBER: words", from those whose words correct a reading."""
    decided: list[str] = []
    found: list[Order] = []
    for answer in answers:
        number, _, said = answer.partition(":")
        order = _order(f"{number} {said}", facts, rules) if number.isdigit() else None
        if order is None:
            decided.append(answer)
        else:
            found.append(order)
    return tuple(decided), tuple(found)


def _order(line: str, facts: Facts, rules: Rules) -> Order | None:
    text = fold(line)
    if not text or text.count(" ") > _LONGEST_LINE_WORDS:
        return None
    marked, kinds = _marked(text, rules)
    if not kinds:
        return None
    for form in _FORMS:
        match = form.fullmatch(marked)
        if match is not None:
            slots = dict(_slots(match, kinds))
            return Order("correct", slots) if _is_about_a_mail(slots, facts) else None
    return None


def _marked(text: str, rules: Rules) -> tuple[str, list[IntentKind]]:
    """Put "@0", "@1" in the place of the names of kinds, the longest name first."""
    ended = _THANKS.sub("", text)
    named = sorted(rules.kinds.find(Sentence(ended, ended)), key=lambda one: (one.start, -one.end))
    kinds: list[IntentKind] = []
    marked, at = "", 0
    for one in _apart(named):
        marked += f"{ended[at : one.start]}@{len(kinds)} "
        kinds.append(one.owner)
        at = one.end
    return marked + ended[at:], kinds


def _apart(named: list[Found[IntentKind]]) -> Iterator[Found[IntentKind]]:
    end = 0
    for one in named:
        if one.start >= end:
            end = one.end
            yield one


def _slots(match: re.Match[str], kinds: list[IntentKind]) -> Iterator[tuple[str, SlotValue]]:
    said = match.groupdict()
    yield "verb", "correct"
    for name, slot in (("right", "kind"), ("wrong", "not")):
        if said.get(name):
            yield slot, kinds[int(said[name])].value
    mail = said.get("mail") or said.get("short")
    if mail:
        yield "mail", int(mail)
    elif said.get("number"):
        yield "number", int(said["number"])


def _is_about_a_mail(slots: dict[str, SlotValue], facts: Facts) -> bool:
    """One kind alone is a correction only where it is known of which mail it is said."""
    answers_ours = facts.answered is not None and facts.answered.mail.value.startswith("N")
    both = "kind" in slots and "not" in slots and slots["kind"] != slots["not"]
    return both or answers_ours or "mail" in slots or "number" in slots
