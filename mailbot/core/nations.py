"""Tell from somebody's employer and town in which nation they work, and so whose bank holidays are theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from re import Pattern

from mailbot.core.hours import Hours

ENGLAND = "ENG"


@dataclass(frozen=True, slots=True)
class Nations:
    """Words that name a nation of the United Kingdom, by its code in the order they are tried.

    `english` are the towns on the map that no other nation's words name, case-folded.
    """

    words: Mapping[str, Pattern[str]] = field(default_factory=dict)
    english: frozenset[str] = frozenset()

    def of(self, employer: str, town: str) -> str:
        """Give the code of the nation, ENG, WLS, SCT or NIR; empty where nothing tells (I4).

        The employer is asked first: there is a Bangor in Wales and one in Northern Ireland, but no
        two nations have a kind of employer in common.
        """
        for told in (employer.casefold(), town.casefold()):
            for nation, words in self.words.items():
                if told and words.search(told):
                    return nation
        return ENGLAND if town.casefold() in self.english else ""


@dataclass(frozen=True, slots=True)
class Calendars:
    """The scheme's hours, and those with the bank holidays of each nation."""

    scheme: Hours
    nations: Nations = field(default_factory=Nations)
    by_nation: Mapping[str, Hours] = field(default_factory=dict)

    def at(self, employer: str, town: str) -> Hours:
        """Give the hours of somebody who works there; the scheme's where the nation is not known."""
        return self.by_nation.get(self.nations.of(employer, town), self.scheme)
