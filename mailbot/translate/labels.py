"""Read the labels of a collection of mails: what each is, checked to the last key."""

import re
from dataclasses import dataclass
from datetime import time
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mailbot.core import actions as do
from mailbot.core.reading import IntentKind
from mailbot.core.scheme import Coordinator, Login, Mode, Scheme, Security
from mailbot.core.scoring import Expected, Label, Stated
from mailbot.translate.corrections import Correction
from mailbot.translate.strict_json import Place, open_document

OUTCOMES = ("act", "ask", "person", "ignore")
_KEYS = (
    "scene", "client", "about", "outcome", "intents", "also", "words", "would", "never", "corrected",
)  # fmt: skip
_COLLECTION_KEYS = (
    "coordinators", "trusted_authserv", "timezone", "scheme", "plus_addressing", "mode",
)  # fmt: skip
_IN_CAPITALS = re.compile(r"(?<!^)(?=[A-Z])")
_NOWHERE = Login("localhost", 0, Security.NONE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as its file says it; `scene` is a path beside the file, empty for none."""

    label: Label
    scene: str = ""
    client: str = ""
    about: str = ""
    corrected: Correction | None = None


def action_names() -> tuple[str, ...]:
    """Give the name of every action the bot may do."""
    return tuple(_IN_CAPITALS.sub("_", one.__name__).lower() for one in get_args(do.Action))


def read_label(file: str, text: str, name: str = "") -> Labelled:
    """Read and check the label of the case of that name; raises BadDocument with file and key of the first slip."""
    document = open_document(file, text)
    document.only(*_KEYS)
    document.need("intents")
    said = document.get("words")
    label = Label(
        intents=tuple(_expected(one) for one in document.each("intents")),
        outcomes=_outcomes(document),
        also=frozenset(_kind(one) for one in document.each("also")),
        words=None if said is None else said.as_any_text(),
        would=_actions(document, "would"),
        never=_actions(document, "never"),
    )
    return Labelled(
        label,
        scene=document.text("scene"),
        client=document.free_text("client"),
        about=document.free_text("about"),
        corrected=_corrected(document, label, name),
    )


def _corrected(document: Place, label: Label, name: str) -> Correction | None:
    found = document.get("corrected")
    if found is None:
        return None
    found.only("on", "by", "not", "mail", "sentences")
    if not label.intents:
        document.need("intents").wrong("a corrected mail needs the kind that is right")
    wrong = found.get("not")
    return Correction(
        kind=label.intents[0].kind,
        instead_of=None if wrong is None else _kind(wrong),
        on=found.need("on").moment(ZoneInfo("UTC"), time()).date(),
        by=found.free_text("by"),
        sentences=tuple(f"{one.as_text()} " for one in found.each("sentences")),
        case=name,
        message_id=found.free_text("mail"),
    )


def _outcomes(document: Place) -> frozenset[str]:
    found = document.get("outcome")
    if found is None:
        return frozenset()
    if isinstance(found.value, list):
        return frozenset(one.one_of(OUTCOMES) for one in document.each("outcome"))
    return frozenset({found.one_of(OUTCOMES)})


def _expected(place: Place) -> Expected:
    kind = _kind(place.need("kind"))
    assert isinstance(place.value, dict), "a key was found in it"
    slots = {
        name: _stated(Place(place.file, f"{place.path}.{name}", value))
        for name, value in place.value.items()
        if name != "kind"
    }
    return Expected(kind, slots)


def _stated(place: Place) -> Stated:
    value = place.value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return place.wrong("must be a text, a number, true, false, null or a list of texts")


def _kind(place: Place) -> IntentKind:
    return IntentKind(place.one_of([*IntentKind]))


def _actions(document: Place, key: str) -> tuple[str, ...]:
    known = action_names()
    return tuple(one.one_of(known) for one in document.each(key))


def read_collection(file: str, text: str, *, usual: Scheme | None = None) -> Scheme:
    """Give the scheme that the mails of a collection were sent to; raises BadDocument.

    What the file leaves out is that of `usual`, or else of a scheme with one invented coordinator.
    """
    document = open_document(file, text)
    document.only(*_COLLECTION_KEYS)
    base = usual or usual_scheme()
    found = document.get("mode")
    return Scheme(
        name=base.name,
        address=document.text("scheme", base.address).lower(),
        sender_name=base.sender_name,
        timezone=_zone(document) or base.timezone,
        mode=base.mode if found is None else Mode(found.one_of([*Mode])),
        imap=_NOWHERE,
        smtp=_NOWHERE,
        coordinators=tuple(_coordinator(one) for one in document.each("coordinators"))
        or base.coordinators,
        trusted_authserv=tuple(one.as_text() for one in document.each("trusted_authserv")),
        plus_addressing=document.flag("plus_addressing"),
    )


def usual_scheme(address: str = "scheme@buddies.example") -> Scheme:
    """Give a scheme for a collection that says nothing of its own."""
    return Scheme(
        name="Buddy scheme",
        address=address,
        sender_name="Buddy scheme",
        timezone=ZoneInfo("Europe/London"),
        mode=Mode.APPROVE,
        imap=_NOWHERE,
        smtp=_NOWHERE,
        coordinators=(
            Coordinator(
                "A coordinator", f"coordinator@{address.rpartition('@')[2]}", duty=True, lead=True
            ),
        ),
        plus_addressing=True,
    )


def _zone(document: Place) -> ZoneInfo | None:
    found = document.get("timezone")
    if found is None:
        return None
    try:
        return ZoneInfo(found.as_text())
    except (ZoneInfoNotFoundError, ValueError):
        found.wrong("is no time zone; use one such as Europe/London")


def _coordinator(place: Place) -> Coordinator:
    place.only("name", "address", "duty", "lead")
    return Coordinator(
        place.need("name").as_text(),
        place.need("address").as_text().lower(),
        place.flag("duty"),
        place.flag("lead"),
    )
