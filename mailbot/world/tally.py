"""Counts what a telling holds, once, so that the page and the terminal never disagree."""

from bisect import bisect_right
from collections import Counter, defaultdict
from email.utils import parseaddr
from itertools import accumulate

from mailbot.world.telling import Mail, Telling


def week_of(telling: Telling, mail: Mail) -> int:
    """Give the index of the week a mail belongs to; mails outside go to the nearest week."""
    begins = [week.begins for week in telling.weeks]
    return max(bisect_right(begins, mail.at.date()) - 1, 0)


def joined_so_far(telling: Telling) -> tuple[int, ...]:
    """Give how many people had joined by the end of each week."""
    return tuple(accumulate(week.joined for week in telling.weeks))


def sent_to_people(telling: Telling) -> tuple[Counter[str], ...]:
    """Count per week the mails the bot sent to each participant, by name."""
    counts: tuple[Counter[str], ...] = tuple(Counter() for _ in telling.weeks)
    concerns = conversations(telling)
    for mail in telling.mails:
        if counts and mail.direction == "out":
            people = concerns[mail.number]
            counts[week_of(telling, mail)].update(telling.people[one].name for one in people)
    return counts


def mails_per_person(telling: Telling) -> float:
    """Give the average number of mails one participant got in one week of taking part."""
    weeks_lived = sum(joined_so_far(telling))
    sent = sum(week.total() for week in sent_to_people(telling))
    return sent / weeks_lived if weeks_lived else 0.0


def groups(telling: Telling) -> frozenset[frozenset[str]]:
    """Give the pairs and trios that stand at the end, each as the names in it."""
    return frozenset(
        frozenset([person.name, *buddies(person.buddy)])
        for person in telling.people
        if person.buddy
    )


def buddies(buddy: str) -> tuple[str, ...]:
    """Split the names in the `buddy` of a PersonLine."""
    names = buddy.replace(", ", " and ").split(" and ")
    return tuple(name.strip() for name in names if name.strip())


def conversations(telling: Telling) -> dict[int, tuple[int, ...]]:
    """Say for each mail number whose conversation the mail is part of, as indexes of people.

    A mail to several, such as an introduction, is part of each recipient's, as far as their address
    is known from another mail.
    """
    of_name = _indexes_by_name(telling)
    of_address = _names_by_address(telling.mails)
    found: dict[int, tuple[int, ...]] = {}
    for mail in telling.mails:
        names = {mail.person}
        if len(mail.to) > 1:
            names.update(*(of_address[bare(one)] for one in mail.to if bare(one) in of_address))
        found[mail.number] = tuple(sorted(one for name in names for one in of_name.get(name, ())))
    return found


def bare(address: str) -> str:
    """Take the address itself out of "Name <address>", in lower case."""
    return parseaddr(address)[1].lower()


def _indexes_by_name(telling: Telling) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(telling.people):
        found[person.name].append(index)
    return found


def _names_by_address(mails: tuple[Mail, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mail in mails:
        if mail.person and mail.direction == "in":
            found[bare(mail.from_address)].add(mail.person)
        elif mail.person and len(mail.to) == 1:
            found[bare(mail.to[0])].add(mail.person)
    return found
