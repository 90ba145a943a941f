"""Put what a coordinator decided in prose into the plain words that the mail they answer offers."""

import re
from collections.abc import Mapping

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts
from mailbot.translate.mine import said_mine
from mailbot.translate.numbered import choices_of, items_shown
from mailbot.translate.pointing import in_plain_words
from mailbot.translate.rules import Rules

_YES_OR_NO = frozenset({MailId.N05, MailId.N20})
# These list what waits, one to a line, and say once for all of it how it is answered.
_LISTS = frozenset({MailId.N10, MailId.N11})
_PICKED = re.compile(
    r"\W*(?:option |number |no\.? )?(?P<choice>\d)\b(?=\s*(?:$|[.,;:!)-]))", re.IGNORECASE
)
_FOR_A_PAIR = ("ok", "no", "later")


def plainly(one: str, facts: Facts, items: Mapping[int, str], rules: Rules) -> str:
    """Give one "NUMBER: words" in plain words, by the line of that item or what the mail offers."""
    number, _, said = one.partition(":")
    if said_mine(said):
        return one
    line = items.get(int(number), "") if number.isdigit() else ""
    choices = choices_of(line) or _choices_of_mail(facts)
    picked = _PICKED.match(said.strip())
    if not line and picked and int(picked["choice"]) in _lines_of_choices(facts):
        return f"{number}: {picked['choice']}"
    return f"{number}: {in_plain_words(said.strip(), choices, rules)}"


def _choices_of_mail(facts: Facts) -> tuple[str, ...]:
    """Give what a mail that asks one thing, or about pairs, may be answered with."""
    if facts.answered is None:
        return ()
    if facts.answered.mail in _LISTS and not facts.answered.number:
        return _FOR_A_PAIR
    if facts.answered.mail in _YES_OR_NO:
        return ("yes", "no")
    lines = (
        facts.answered.texts[0].splitlines()
        if facts.answered.number and facts.answered.texts
        else []
    )
    return next((found for line in lines if (found := choices_of(line))), ())


def _lines_of_choices(facts: Facts) -> Mapping[int, str]:
    """Give the numbered choices of a mail that asks one thing."""
    one_thing = facts.answered is not None and facts.answered.number and facts.answered.texts
    return items_shown(facts.answered.texts[0]) if facts.answered and one_thing else {}
