"""Read what a coordinator did with people in a mail of which we only got a copy."""

from mailbot.core.people import PersonState, Role
from mailbot.core.reading import Facts, SlotValue
from mailbot.translate.dates import dates_in
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import LONGEST_READ
from mailbot.translate.until import day_meant

MAILSHOT_PEOPLE = 5
_FREE = frozenset({PersonState.WAITING, PersonState.REGISTERED})


def copy_means(heard: Heard, facts: Facts) -> tuple[str, dict[str, SlotValue], str]:  # noqa: PLR0911 - one return per case reads best here
    """Give what a copied mail means by the contract's names, its data, and the reason."""
    people = facts.addressees
    if heard.says("private"):
        return "private", {}, "it says that it is private"
    if len(facts.visible_to_others) >= MAILSHOT_PEOPLE or len(people) >= MAILSHOT_PEOPLE:
        return "mailshot", {}, "it went to many people"
    if not people:
        return "outreach", {}, "it went to somebody outside the scheme"
    experts = [one for one in people if one.role is Role.EXPERT]
    if experts and len(people) > len(experts):
        return "expert", {}, "an expert and participants are in it"
    if len(people) == 1:
        return _to_one(heard, facts)
    if heard.says("introduces") or all(one.state in _FREE for one in people):
        return "introduction", {}, "it brings people together"
    return "unclear", {}, "it went to several people and names no purpose"


def _to_one(heard: Heard, facts: Facts) -> tuple[str, dict[str, SlotValue], str]:
    asked = any(one.person_id == facts.addressees[0].id for one in facts.open_questions)
    named = [one.day for one in dates_in(heard.words[:LONGEST_READ], facts.today)]
    until = day_meant(heard.words[:LONGEST_READ], facts.today) or next(reversed(named), None)
    slots: dict[str, SlotValue] = {"until": until} if until is not None else {}
    if heard.says("lets go"):
        return "withdrawal_accepted", {}, "it lets somebody go"
    if heard.says("gives time") and (until is not None or not asked):
        return "extension", slots, "it gives somebody more time"
    if asked:
        return "answer", {}, "it went to somebody whose question is open"
    if heard.says("answers"):
        return "answer", {}, "it answers a question"
    return "unclear", {}, "it went to one person and names no purpose"
