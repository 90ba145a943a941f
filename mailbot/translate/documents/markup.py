"""Read XML as a stream of beginnings, ends and texts, without entities, without end and without depth."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from mailbot.core.documents import Unread
from mailbot.translate.documents.unread import NotRead

_DEEPEST = 250
_MOST_ELEMENTS = 500_000


class Listener(Protocol):
    """What is told of a stream of XML; names come without their namespace."""

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""

    def ends(self, name: str) -> None:
        """Hear that it ends."""

    def says(self, text: str) -> None:
        """Hear the characters between."""


class _Stream:
    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._depth = 0
        self._elements = 0

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise NotRead(Unread.TOO_LARGE)
        self._listener.begins(
            _local(name), {_local(key): value for key, value in attributes.items()}
        )

    def ends(self, name: str) -> None:
        self._depth -= 1
        self._listener.ends(_local(name))


def read_xml(content: bytes, listener: Listener) -> None:
    """Tell a listener what stands in an XML file.

    Raises NotRead for one that is not well formed, declares a document type (office files have none,
    and entities hide in it), is nested absurdly deep or has too many elements.
    """
    stream = _Stream(listener)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = stream.begins
    parser.EndElementHandler = stream.ends
    parser.CharacterDataHandler = listener.says
    parser.StartDoctypeDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position alone
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotRead(Unread.DAMAGED) from error


def _refuse(*_declared: object) -> None:
    raise NotRead(Unread.DAMAGED)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
