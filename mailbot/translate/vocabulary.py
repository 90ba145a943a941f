"""Know the words for grades, specialties, jobs, employers and towns, wherever they stand in prose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mailbot.core.people import Role
from mailbot.translate.folding import fold

LONGEST_NAME_WORDS = 5


class BadWord(ValueError):
    """The vocabulary says something that cannot be meant; the text names the word."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that people have words for.

    `kind` is grade, specialty, employer, kind_of_employer, town or job; `say` is how we write it.
    `role` is what somebody is who says it of themselves. `exact` words count only in capitals.
    """

    kind: str
    say: str
    role: Role = Role.UNKNOWN


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a term stands: counted in words of the text, end not included."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms by their folded words; `exact` holds those that count in capitals only.

    `firsts` are the words that any term begins with: most words of a mail are not among them.
    """

    terms: Mapping[tuple[str, ...], Term]
    exact: Mapping[str, Term]
    firsts: frozenset[str]

    def terms_in(self, text: str) -> Iterator[Seen]:
        """Give the terms of a text, the longest at each place, left to right and never overlapping."""
        written = text.replace("/", " ").replace("-", " ").split()
        words = [_fold_one(word) for word in written]
        position = 0
        while position < len(words):
            seen = self._at(written, words, position)
            if seen is not None:
                yield seen
            position = seen.end if seen is not None else position + 1

    def _at(self, written: list[str], words: list[str], start: int) -> Seen | None:
        exact = self.exact.get(written[start].strip(".,;:!?()"))
        if exact is None and words[start] not in self.firsts:
            return None
        for length in range(min(LONGEST_NAME_WORDS, len(words) - start), 0, -1):
            if length > 1 and _crosses_comma(written[start : start + length - 1]):
                continue
            term = self.terms.get(tuple(words[start : start + length]))
            if term is None or (term.kind == "town" and not written[start][0].isupper()):
                continue  # "reading" and "bury" are towns in capitals only
            if length > 1 or exact is None:
                return Seen(term, start, start + length)
        return Seen(exact, start, start + 1) if exact is not None else None


@lru_cache(maxsize=20_000)
def _fold_one(word: str) -> str:
    """Fold a single word; the same few thousand come again in every mail."""
    return fold(word).strip()


def _crosses_comma(written: list[str]) -> bool:
    return any(word[-1:] in ",;." for word in written)


def load_vocabulary(table: Mapping[str, object]) -> Vocabulary:
    """Read the tables of the vocabulary; raises BadWord naming the entry that is wrong."""
    terms: dict[tuple[str, ...], Term] = {}
    exact: dict[str, Term] = {}
    for kind, entries in table.items():
        if kind == "town":
            found = _towns(entries)
        elif kind in {"grade", "specialty", "employer", "kind_of_employer", "job"}:
            found = _entries(kind, entries)
        else:
            raise BadWord(f"'{kind}' is no kind of word that is known here")
        for words, term in found:
            if words.startswith("="):
                exact[words[1:]] = term
            else:
                terms[tuple(fold(words).split())] = term
    return Vocabulary(terms, exact, frozenset(words[0] for words in terms if words))


def _towns(entries: object) -> Iterator[tuple[str, Term]]:
    if not isinstance(entries, dict) or not isinstance(entries.get("names"), list):
        raise BadWord("[town] needs names, a list of words in quotes")
    for name in entries["names"]:
        yield str(name), Term("town", str(name))


def _entries(kind: str, entries: object) -> Iterator[tuple[str, Term]]:
    if not isinstance(entries, list):
        raise BadWord(f"write [[{kind}]], with two brackets")
    for entry in entries:
        if not isinstance(entry, dict) or not set(entry) <= {"say", "words", "role"}:
            raise BadWord(f"an entry of {kind} may have say, words and role only")
        say, words, role = entry.get("say"), entry.get("words", []), entry.get("role", "")
        if not isinstance(say, str) or not isinstance(words, list):
            raise BadWord(f"an entry of {kind} needs say and a list of words")
        if role not in set(Role):
            raise BadWord(f"'{say}' has the role '{role}', which nobody can have")
        for one in [say, *words] if say and say.isascii() else words:
            yield str(one), Term(kind, say, Role(role))
