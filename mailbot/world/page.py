"""Tells a scheme's story as one HTML file that needs nothing but itself."""

import re
import unicodedata
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from mailbot.core.mails import CATALOGUE
from mailbot.world.charts import HEIGHT, WIDTH, charts
from mailbot.world.summary import facts
from mailbot.world.tally import buddies, conversations, week_of
from mailbot.world.telling import Mail, PersonLine, Telling, Week

_PURPOSES = {kind.id.value: kind.purpose for kind in CATALOGUE.values()}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Cell = str | int | list[int] | list[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """One week as the page words it; `counts` has the numbers that are not nought."""

    number: int
    begins: str
    sentences: tuple[Markup, ...]
    counts: tuple[tuple[int, str], ...]
    mails: int


def page(telling: Telling) -> str:
    """Make the page; equal tellings give equal pages.

    Mails and people stand in a block of JSON and are put on the screen when somebody asks for them.
    The links #person-<name>, #mail-<number> and #week-mails-<number> open the page at one of them.
    """
    style, script = _shipped("page.css"), _shipped("page.js")
    anchors = _anchors(telling.people)
    return (
        _environment()
        .from_string(_shipped("page.html.j2"))
        .render(
            telling=telling,
            begins=_day(telling.begins),
            ends=_day(telling.ends),
            summary=telling.summary or facts(telling),
            charts=charts(telling),
            width=WIDTH,
            height=HEIGHT,
            weeks=_weeks(telling, anchors),
            data=_data(telling, anchors),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment


def _shipped(name: str) -> str:
    return files("mailbot.world").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Name a block for the page's Content-Security-Policy, which lets no other script run."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _weeks(telling: Telling, anchors: tuple[str, ...]) -> tuple[_Said, ...]:
    mails = Counter(week_of(telling, mail) for mail in telling.mails)
    linked = dict(zip((person.name for person in telling.people), anchors, strict=True))
    # The longest first, so that "Sarah Khan (Wigan)" is not read as another Sarah Khan.
    names = "|".join(map(re.escape, sorted(filter(None, linked), key=len, reverse=True)))
    named = re.compile(rf"(?<!\w)({names or '(?!)'})(?!\w)")
    return tuple(
        _Said(
            number=week.number,
            begins=_day(week.begins),
            sentences=tuple(_with_links(named.split(said), linked) for said in week.sentences),
            counts=tuple((number, label) for number, label in _counts(week) if number),
            mails=mails[index],
        )
        for index, week in enumerate(telling.weeks)
    )


def _counts(week: Week) -> tuple[tuple[int, str], ...]:
    return (
        (week.joined, "joined"),
        (week.introduced, "introduced"),
        (week.letters, "letter" if week.letters == 1 else "letters"),
        (week.reminders, "reminder" if week.reminders == 1 else "reminders"),
        (week.quiet, "went quiet"),
        (week.rematched, "rematched"),
        (week.questions, "question" if week.questions == 1 else "questions"),
        (week.touches, "for a coordinator"),
    )


def _with_links(parts: list[str], anchors: Mapping[str, str]) -> Markup:
    """Join a sentence again, its every second part being a name that leads to that one's mails."""
    link = Markup('<a href="#{}">{}</a>')
    return Markup().join(
        link.format(anchors[part], part) if index % 2 else part for index, part in enumerate(parts)
    )


def _data(telling: Telling, anchors: tuple[str, ...]) -> dict[str, object]:
    concerns = conversations(telling)
    mails = sorted(telling.mails, key=lambda mail: (mail.at, mail.number))
    kinds = {mail.kind for mail in mails if mail.kind}
    return {
        "people": [
            _person(person, anchor) for person, anchor in zip(telling.people, anchors, strict=True)
        ],
        "weeks": [{"number": week.number, "begins": _day(week.begins)} for week in telling.weeks],
        "kinds": {kind: _PURPOSES.get(kind, "") for kind in sorted(kinds)},
        "mails": [
            _mail(mail, list(concerns[mail.number]), week_of(telling, mail)) for mail in mails
        ],
    }


def _person(person: PersonLine, anchor: str) -> dict[str, Cell]:
    return {
        "anchor": anchor,
        "name": person.name,
        "role": person.role.replace("_", " "),
        "employer": person.employer,
        "state": person.state.replace("_", " "),
        "buddies": list(buddies(person.buddy)),
        "letters": person.letters,
        "nudges": person.nudges,
        "mails": person.mails,
    }


def _mail(mail: Mail, people: list[int], week: int) -> dict[str, Cell]:
    return {
        "number": mail.number,
        "when": _moment(mail.at),
        "short": f"{mail.at.day} {_MONTHS[mail.at.month - 1]}",
        "name": mail.from_name,
        "address": mail.from_address,
        "to": list(mail.to),
        "subject": mail.subject,
        "text": mail.text,
        "kind": mail.kind,
        "direction": mail.direction,
        "outcome": mail.outcome,
        "reason": mail.reason,
        "people": people,
        "week": week,
    }


def _anchors(people: tuple[PersonLine, ...]) -> tuple[str, ...]:
    """Name each person for a link, in plain letters, no two alike."""
    taken: Counter[str] = Counter()
    anchors = []
    for person in people:
        plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode()
        anchor = "person-" + "-".join(re.findall("[a-z0-9]+", plain.lower()))
        taken[anchor] += 1
        anchors.append(anchor if taken[anchor] == 1 else f"{anchor}--{taken[anchor]}")
    return tuple(anchors)


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(at: datetime) -> str:
    return f"{_day(at.date())}, {at:%H:%M}"
