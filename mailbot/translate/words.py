"""Tell what a person wrote from everything else that stands in their mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.core.mail import Address, ParsedMail
from mailbot.translate.attributions import Introduction
from mailbot.translate.lines import Line, Whose, lines_of
from mailbot.translate.notices import without_notices
from mailbot.translate.ours import mark_ours
from mailbot.translate.parse import parse
from mailbot.translate.plain import CITED, DIVIDER, has_quotes, marked_text_of_html
from mailbot.translate.quotes import Unquoted, without_quotes
from mailbot.translate.signatures import split_signature

_FORWARD_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|vs|i|enc|doorst)\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MARKS = re.compile(rf"^(?:> )*(?:>$)?|[{DIVIDER}{CITED}]", re.MULTILINE)
# Beyond this nothing is taken out any more: a hostile mail must not hold up the others.
_CHARACTERS = 250_000
_ATTACHED_BYTES = 1_000_000


# Said above a quote, it means that the answers stand in it or under it.
_POINTS_BELOW = re.compile(
    r"\b(?:(?:below|underneath|beneath)(?! (?:the|a|my|this|that)\b)|in-?line|in (?:red|blue|green|bold|capitals)|isod|after each|under each)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 25


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that was passed on: who wrote it, when (as it stands there), its subject and its text.

    `head` are the lines above it that say so, as they stand there.
    """

    sender: Address | None
    date_text: str
    text: str
    subject: str = ""
    head: str = ""

    @property
    def whole(self) -> str:
        """Give all of it, as it was sent on."""
        return f"{self.head}\n\n{self.text}".strip()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the person wrote, and what was taken out as their signature.

    `compared` is true when a mail of ours was found in theirs, so that its words are known to be ours.
    """

    text: str
    signature: str
    forwarded: Forwarded | None
    compared: bool


def own_words(mail: ParsedMail, sent: Sequence[str] = ()) -> OwnWords:
    """Read the person's own words out of a mail.

    `sent` are the plain texts of our mails that it answers, newest first. Where it is not sure, a
    word stays the person's: an unmarked quote stays below words that point to it, and where nothing
    was said above it and no mail of ours was found there. Takes time in proportion to the length of
    the mail.
    """
    visible, drawn = _visible(mail)
    marked = mark_ours(lines_of(visible[:_CHARACTERS]), sent)
    compared = any(line.whose is not Whose.UNKNOWN for line in marked)
    indented = drawn and not compared and _is_indented(marked)
    unquoted = _untouched(marked) if indented else without_quotes(marked)
    names = _names(mail)
    said, signature = _said(unquoted.stretches, names)
    passed_on = _is_passed_on(mail, unquoted.intro)
    if unquoted.below and not (unquoted.below_ours or passed_on) and _may_continue(said):
        more, signed = _said(without_quotes(unquoted.below, top_stays=True).stretches, names)
        said, signature = [*said, "", *more], [*signature, *signed]
    if unquoted.intro is None:
        said.extend(visible[_CHARACTERS:].split("\n"))
    return OwnWords(
        text=_tidy(said),
        signature=_tidy(signature),
        forwarded=_forwarded(unquoted) if passed_on else _attached(mail, said),
        compared=compared,
    )


def _said(stretches: Sequence[list[str]], names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split what is said from what is signature, stretch by stretch."""
    said: list[str] = []
    signature: list[str] = []
    for stretch in stretches:
        kept, signed = split_signature(without_notices(stretch), names)
        said.extend(("", *kept) if said and kept else kept)
        signature.extend(signed)
    return said, signature


def _may_continue(said: Sequence[str]) -> bool:
    text = " ".join(said)
    few = len(text) < 40 * _FEW_WORDS and len(text.split()) <= _FEW_WORDS
    return not re.search(r"\w", text) or (few and bool(_POINTS_BELOW.search(text)))


def _names(mail: ParsedMail) -> list[str]:
    return [name for one in mail.senders for name in (one.name, one.address.split("@")[0])]


def _visible(mail: ParsedMail) -> tuple[str, bool]:
    """Give the text; where it was made of the HTML, with the quotes of the HTML marked by us."""
    if not mail.html or "\n>" in mail.text or not has_quotes(mail.html):
        return mail.text, False
    marked = marked_text_of_html(mail.html)
    drawn = _folded(_MARKS.sub("", marked)) == _folded(mail.text)
    return (marked, True) if drawn else (mail.text, False)


def _is_indented(lines: Sequence[Line]) -> bool:
    """Say whether one block holds all that was written, with nothing that calls it a quote."""
    return all(
        (one.depth > 0 or one.blank) and one.text not in (DIVIDER, CITED) for one in lines
    ) and any(not one.blank for one in lines)


def _untouched(lines: Sequence[Line]) -> Unquoted:
    return Unquoted(stretches=[[one.text for one in lines]], empty=False)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _tidy(lines: Sequence[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _is_passed_on(mail: ParsedMail, intro: Introduction | None) -> bool:
    return intro is not None and (intro.forward or bool(_FORWARD_SUBJECT.match(mail.subject)))


def _attached(mail: ParsedMail, said: Sequence[str]) -> Forwarded | None:
    """Read the mail that came as a file, where the subject says "forward" or nothing else was said."""
    forwards = _FORWARD_SUBJECT.match(mail.subject) or not re.search(r"\w", " ".join(said))
    if not mail.attached_messages or not forwards:
        return None
    inner = parse(mail.attached_messages[0][:_ATTACHED_BYTES])
    sender = inner.senders[0] if inner.senders else None
    return Forwarded(sender, inner.header("date"), inner.text.strip(), inner.subject)


def _forwarded(unquoted: Unquoted) -> Forwarded | None:
    intro = unquoted.intro
    if intro is None:
        return None
    found = _ADDRESS.search(intro.sender)
    name = intro.sender.partition("<")[0].partition("[")[0].strip(" \"'")[:200]
    sender = Address(found[0].lower(), "" if "@" in name else name) if found else None
    text = _tidy([line.text for line in unquoted.below])
    return Forwarded(sender, intro.date_text, text, intro.subject, _tidy(unquoted.head))
