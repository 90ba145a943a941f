"""Read a line that announces an event: what, when, where, for how many and for whom, in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from mailbot.core.people import Role
from mailbot.translate.dates import FoundDate, dates_in
from mailbot.translate.event_times import Hours, hours_in

MANAGERS = (Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER)
_LONGEST, _MOST_LINES = 1500, 12
# The words of an order in front of what is ordered.
_ORDERED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|we(?:['\u2019]d| would) like(?: you)? to|i(?:['\u2019]d| would) like(?: you)? to|let['\u2019]?s)\W+)*"
    r"(?:(?:new|next|an?)\s+)?(?:event\b\W*|(?:set up|organi[sz]e|arrange|plan|create|add|put on|announce|hold|make|book|have)\s+(?:an?|the|our|some|another|new)?\s*"
    r"|invite\s+)",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:(?:(?:max(?:imum)?|up to|no more than|limit(?:ed)?(?: to| of)?|capacity(?: of|:| is)?|room for|space for|for|only|first)\s)+(?P<a>\d{1,4})(?:\s(?:places|spaces|seats|spots|tickets|people|of us|guests|max(?:imum)?|only))*(?!\s?(?:hours?|hrs?|minutes|mins|pounds|[ap]m)\b|[\d.:/])"
    r"|(?:max|capacity|places|spaces|seats)\W{1,2}(?P<c>\d{1,4})(?![\d.:/]|\s?[ap]m)"
    r"|(?P<b>\d{1,4})\s(?:places|spaces|seats|spots|tickets|people|guests|pax|max)\b(?:\s(?:only|max(?:imum)?|available))?)",
    re.IGNORECASE,
)
_AND = r"(?:\s?(?:,|and|&|\+|/)\s?)"
_GROUP = (
    r"(?:(?:all|both|the|junior|our)\s)*(?:clinicians?|doctors?|medics|(?:general\s|specialty\s|specialist\s|junior\s)?managers?"
    r"|(?:general\s)?management trainees|managerial trainees|mts|registrars)"
)
_AUDIENCE = re.compile(
    rf"\b(?:(?:for|open to|to)\s)?(?:{_GROUP}(?:{_AND}{_GROUP})*(?:\s(?:only|welcome|invited|alike))*"
    r"|(?:everyone|everybody|all(?: participants)?|the whole (?:cohort|scheme)|whole cohort|all welcome|all invited|all of us|participants)(?:\s(?:is\s)?(?:welcome|invited))?)(?!\w)(?!\s(?:bring|to bring))",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"\b(?:everyone|everybody|all|whole|participants)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^\s{0,4}(?P<name>what|title|event|name|where|place|venue|location|when|date|day|time|who|for|notes?|capacity|places|details|nb|ps)\s{0,2}[:=]\s{0,3}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:please|bring|dress|wear|there(?:['\u2019]s| is| will)|free|first|partners?|plus ones?|food|parking|ask|meet|we(?:['\u2019]ll| will)?|it['\u2019]?s|the theme|rsvp|drinks are|no need|come|look for|i(?:['\u2019]ll)?|you|snacks|nibbles|tickets?|cost|\u00a3)\b|^\u00a3",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:drinks?|dinner|social|meal|lunch|breakfast|brunch|talk|lecture|workshop|meet-?up|get[- ]together|evening|party|curry|webinar|picnic|quiz|night|event|session|conference|forum|seminar|supper|barbecue|bbq|walk|visit|celebration|reception|coffee|tea|training|day|q&a)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\W*(?:(?:many )?thanks|thank you|cheers|ta|best|regards|kind regards|(?:best|warm) wishes|x+|jo|kit|sent from .*)\b[\s\w,.!]{0,30}$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s+(?:on|at|in|for|from|the|and|with|,|by|this|next|to|a|an)$", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?:on|for|from|and|the|this|next|by|an?|to|of|some|our|is|up)\s+", re.IGNORECASE
)
_AT = re.compile(r"\s(?:at|@)\s+(?=(?:the\s)?[A-Z\d]|the\s)|\sin\s+(?=(?:the\s)?[A-Z])")
_AT_FIRST = re.compile(r"^(?:at|in|@|venue|place)\s+", re.IGNORECASE)
_HOUR_BEHIND = re.compile(
    r"(?:\s?,)?\s{0,2}(?:(?:at|around|by|@)\s{0,2})?(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]m|\d{1,2}:\d\d|noon|midday|midnight)$",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GAP = "\x1f"


@dataclass(frozen=True, slots=True)
class EventSaid:
    """What a line says of an event; None or empty for what it leaves out.

    `weekday` is the one that was named, 0 for Monday, whether or not the day falls on it. `roles` is
    None where nobody is named and empty for everybody. `starts` and `ends` are local to the scheme.
    """

    title: str = ""
    day: date | None = None
    weekday: int | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    capacity: int | None = None
    roles: tuple[Role, ...] | None = None
    notes: str = ""


def event_said(text: str, today: date) -> EventSaid:
    """Read an event in one line or several, in any order and manner; `today` dates "next Thursday"."""
    kept = _ORDERED.sub("", text[:_LONGEST].strip(), count=1)
    lines = [one for one in kept.splitlines() if one.strip() and not _SIGNED.match(one)]
    rest = "\n".join(lines[:_MOST_LINES])
    found = _day(rest, today)
    if found is not None:
        day = _HOUR_BEHIND.sub("", found.words)
        rest = _without(rest, (found.start, found.start + len(day)))
    hours = hours_in(rest)
    for span in sorted(hours.spans, reverse=True):
        rest = _without(rest, span)
    return _with_words(_told(found, hours), rest)


def _day(text: str, today: date) -> FoundDate | None:
    """Give the first day named, the one with a figure before a mere "Thursday"."""
    found = dates_in(text, today)
    exact = [one for one in found if any(sign.isdigit() for sign in one.words)]
    return next(iter([*exact, *found]), None)


def _told(found: FoundDate | None, hours: Hours) -> EventSaid:
    named = _DAY_NAME.search(found.words) if found else None
    weekday = _DAYS.index(named.group()[:3].lower()) if named else None
    return EventSaid(
        day=found.day if found else None, weekday=weekday, starts=hours.starts, ends=hours.ends
    )


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]}{_GAP}{text[span[1] :]}"


def _with_words(said: EventSaid, rest: str) -> EventSaid:
    places = _PLACES.search(rest)
    if places is not None:
        number = int(places["a"] or places["b"] or places["c"])
        said = replace(said, capacity=number or None)
        rest = _without(rest, places.span())
    roles, rest = _audience(rest)
    return _named(replace(said, roles=roles), rest)


def _audience(rest: str) -> tuple[tuple[Role, ...] | None, str]:
    """Take out for whom it is: everybody, clinicians, managers of one kind or both."""
    roles: list[Role] = []
    everybody = False
    while (found := _AUDIENCE.search(rest)) is not None:
        words = found.group().lower()
        everybody = (
            everybody or _EVERYBODY.match(re.sub(r"^(?:for|open to|to)\s", "", words)) is not None
        )
        roles += [one for one in roles_in(words) if one not in roles]
        rest = _without(rest, found.span())
    if roles and len(roles) < len(MANAGERS) + 1:
        return tuple(roles), rest
    return ((), rest) if everybody or roles else (None, rest)


def roles_in(words: str) -> tuple[Role, ...]:
    """Give the roles that words like "clinicians and general managers" name, in their order."""
    said = words.lower()
    found: list[Role] = []
    if re.search(r"\b(?:clinicians?|doctors?|medics|registrars)\b", said):
        found.append(Role.CLINICIAN)
    if re.search(r"\bgeneral (?:managers?|management)", said):
        found.append(Role.GENERAL_MANAGER)
    elif re.search(r"\bspeciali?s?t?y? managers?\b", said):
        found.append(Role.SPECIALTY_MANAGER)
    elif re.search(r"\b(?:managers?|management|managerial|mts)\b", said):
        found.extend(MANAGERS)
    return tuple(found)


def _named(said: EventSaid, rest: str) -> EventSaid:
    """Tell title, place and notes apart in what is left."""
    title, place, notes = "", [], []
    parts: list[str] = []
    for label, part in _parts(rest):
        if label in {"what", "title", "event", "name"}:
            title = part
        elif label in {"where", "place", "venue", "location"}:
            place.append(part)
        elif label in {"note", "notes", "details", "nb", "ps"} or (parts and _NOTE.match(part)):
            notes.append(part)
        else:
            parts.append(part)
    if not title and parts:
        title = _title(parts)
    split = _AT.split(title, maxsplit=1)
    if len(split) == 2:
        title, at = _trimmed(split[0]), split[1]
        place.insert(0, _trimmed(at))
    place += [_AT_FIRST.sub("", one) for one in parts]
    return replace(
        said,
        title=title[:1].upper() + title[1:],
        place=", ".join(place),
        notes=". ".join(notes),
    )


def _title(parts: list[str]) -> str:
    """Take the part that says what it is out of the parts: by its words, else the first."""
    which = next(
        (n for n, one in enumerate(parts) if _KIND.search(one) and not _AT_FIRST.match(one)), 0
    )
    return parts.pop(which)


def _parts(rest: str) -> Iterator[tuple[str, str]]:
    for line in rest.splitlines():
        label = _LABEL.match(line)
        name = label["name"].lower() if label else ""
        for piece in _pieces(line[label.end() :] if label else line):
            inner = _LABEL.match(piece)
            if inner is not None:
                name, piece = inner["name"].lower(), piece[inner.end() :]
            part = _trimmed(piece)
            if part:
                yield name, part


def _pieces(line: str) -> Iterator[str]:
    """Cut at commas, semicolons, ends of sentences and where a day or a figure was taken out."""
    yield from re.split(rf"[,;{_GAP}]|\s[-\u2013\u2014]\s|(?<=\w\w)[.!?](?:\s|$)|:\s", line)


def _trimmed(part: str) -> str:
    kept = part.strip(" \t,.;:-\u2013\u2014!?()")
    while (shorter := _LEADS.sub("", _JOINS.sub("", kept))) != kept:
        # "The Oast" keeps its article, where it has a name of its own.
        if re.match(r"^(?i:the|a|an|our)\s+[A-Z]", kept) and shorter == kept.split(None, 1)[1]:
            break
        kept = shorter.strip(" ,.;:-")
    return kept if len(kept) > 1 and not _JOINS.fullmatch(f" {kept}") else ""
