"""Tell what a person wrote from everything else that stands in their mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.core.mail import Address, ParsedMail
from mailbot.translate.lines import Whose, lines_of
from mailbot.translate.notices import without_notices
from mailbot.translate.ours import mark_ours
from mailbot.translate.plain import marked_text_of_html, text_of_html
from mailbot.translate.quotes import Unquoted, without_quotes
from mailbot.translate.signatures import split_signature

_FORWARD_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|vs|i|enc|doorst)\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Beyond this nothing is taken out any more: a hostile mail must not hold up the others.
_CHARACTERS = 250_000


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that was passed on: who wrote it, when (as it stands there) and what it says."""

    sender: Address | None
    date_text: str
    text: str


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
    word stays the person's. Takes time in proportion to the length of the mail.
    """
    visible = _visible(mail)
    lines = lines_of(visible[:_CHARACTERS])
    marked = mark_ours(lines, sent)
    unquoted = without_quotes(marked)
    names = [
        name for sender in mail.senders for name in (sender.name, sender.address.split("@")[0])
    ]
    said: list[str] = []
    signature: list[str] = []
    for stretch in unquoted.stretches:
        kept, signed = split_signature(without_notices(stretch), names)
        said.extend(("", *kept) if said and kept else kept)
        signature.extend(signed)
    if unquoted.intro is None:
        said.extend(visible[_CHARACTERS:].split("\n"))
    return OwnWords(
        text=_tidy(said),
        signature=_tidy(signature),
        forwarded=_forwarded(mail, unquoted, said=bool(said)),
        compared=any(line.whose is not Whose.UNKNOWN for line in marked),
    )


def _visible(mail: ParsedMail) -> str:
    """Give the text; where it was made of the HTML, with the quotes of the HTML marked."""
    if mail.html and _folded(text_of_html(mail.html)) == _folded(mail.text):
        return marked_text_of_html(mail.html)
    return mail.text


def _folded(text: str) -> str:
    return " ".join(text.split())


def _tidy(lines: Sequence[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _forwarded(mail: ParsedMail, unquoted: Unquoted, *, said: bool) -> Forwarded | None:
    intro = unquoted.intro
    if intro is None:
        return None
    passed_on = intro.forward or bool(_FORWARD_SUBJECT.match(mail.subject))
    if not passed_on and (said or not intro.headed):
        return None
    found = _ADDRESS.search(intro.sender)
    name = intro.sender.partition("<")[0].partition("[")[0].strip(" \"'")[:200]
    sender = Address(found[0].lower(), "" if "@" in name else name) if found else None
    return Forwarded(sender, intro.date_text, _tidy(unquoted.below))
