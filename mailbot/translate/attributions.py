"""Recognise the lines with which mail programs introduce a quote, in many languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.translate.lines import Line

_WRAPPED = 5
_LONGEST = 400
_ENDING = 60

_STARTS = re.compile(
    r"\s{0,3}(?:-{2,} ?)?(?:On|At|Am|Le|El|Il|In data|Op|Em|W dniu|Dnia|Dne|Den|På|Ar|Ddydd|Kl|Pe|Ma|Ti|Ke|To|La|Su|Pada|Vào|V|Στις|Në)\b"
    r"|\W{0,3}\d|.{0,80}(?:<[^<>\s]{1,90}@|\([^()\s]{1,90}@|\[mailto:|@)|(?:mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
_VERB = (
    r"wrote|writes|sent|schrieb|geschrieben|a écrit|escribió|escribio|ha scritto|schreef|geschreven|escreveu"
    r"|napisał\(a\)|napisała|napisał|pisze|skrev(?: följande| følgende)?|kirjoitti|írta|napsal\(a\)|napsal|пишет"
    r"|написал\(а\)|написала|написал|yazdı|đã viết|a scris|έγραψε|ysgrifennodd|yn ysgrifennu|menulis|写道|wrote the following"  # noqa: RUF001
)
_ENDS = re.compile(rf"(?:{_VERB})[^\w:\uff1a]{{0,4}}[:\uff1a]?[\s>-]*$", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:schrieb|schreef|skrev|napisał|napisała|pisze|escribió|ysgrifennodd|написал|użytkownik)\b.{0,200}[:\uff1a]$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{0,120}<\s?[^<>\s]{1,120}>\s?:?$")
_ADDRESSED = re.compile(
    r".{0,120}(?:\d{4}|\d:\d\d).{0,120}<\s?[^<>\s]{1,80}@[^<>\s]{1,80}\s?>\s?:$"
)
_DASHED = re.compile(rf"-{{2,10}} ?[^-]{{1,100}} (?:{_VERB}) ?-{{2,10}}$", re.IGNORECASE)
_GLUED = re.compile(
    r"(?:-{2,4} ?)?\bOn (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |\d{1,2}[ /.-])",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s{0,3}On .{4,80}\d{4}.{1,20}\d:\d\d")
_PLACED = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|@|\d{1,2}/\d{1,2}/\d{2}")
_DIVIDER = re.compile(
    r"[\s*_]{0,6}[-\u2013\u2014_*=]{2,40}\s{0,4}(?P<what>[^\W\d_][\w' \u2019.:]{3,60}?)\s{0,4}[-\u2013\u2014_*=]{2,40}[\s*]{0,6}$"
)
_ORIGINAL = re.compile(
    r"original|urspr|d.origine|wreiddiol|oorspronk|opprinnelig|oprindelig|oryginal|исходн|reply message|reply header|antwort|mensagem",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"forward|weitergeleit|transf|reenviad|rv:|inoltrat|ymlaen|doorgestuurd|vidarebefordra|videresend|przekazan|encaminhad",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"\W{0,3}(?:begin forwarded message|début du message (?:réexpédié|transféré)|anfang der weitergeleiteten nachricht|inizio messaggio inoltrato)\s?:?$",
    re.IGNORECASE,
)
_LABELS = {
    "from": "from|von|de|da|från|fra|van|od|oddi wrth|от|от кого|lähettäjä|feladó|remitente",
    "date": "sent|date|gesendet|datum|envoyé|enviado(?: el)?|inviato|data|skickat|sendt|dato|verzonden|wysłano|anfonwyd|dyddiad|fecha|дата|отправлено|lähetetty|sent at",
    "to": "to|an|à|para|a|till|til|aan|do|at|кому|vastaanottaja|destinataire|pour|i|cc|kopie|copi|copie|bcc|reply-to|antwort an",
    "subject": "subject|betreff|objet|asunto|oggetto|ämne|emne|onderwerp|temat|pwnc|testun|тема|assunto|aihe",
}
_FIELD = re.compile(
    r"[\s*_|]{0,6}(?:"
    + "|".join(f"(?P<{key}>{names})" for key, names in _LABELS.items())
    + r")[*_]{0,2}\s?[:\uff1a][*_]{0,2}(?P<value>.*)$",
    re.IGNORECASE,
)
_ONE_LINE = re.compile(
    r"[\s*]{0,4}(?:from|von|de)\s?:.{3,200}?\b(?:sent|date|gesendet|envoyé)\s?:.{3,200}?\b(?:to|an|à)\s?:.{3,400}?\b(?:subject|betreff|objet)\s?:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Some lines that say a quote follows: how many, whose words, and whether it is a forward.

    `before` is what the person wrote on the line before it begins; `headed` says that it is a block of
    header fields or a divider and not a sentence.
    """

    length: int
    sender: str = ""
    date_text: str = ""
    forward: bool = False
    headed: bool = False
    before: str = ""


def introduction(lines: Sequence[Line], at: int) -> Introduction | None:
    """Tell whether a quote is introduced at a line; looks at a bounded number of lines after it."""
    line = lines[at]
    if line.blank:
        return None
    return _divided(lines, at) or _header_block(lines, at) or _attribution(lines, at)


def _divided(lines: Sequence[Line], at: int) -> Introduction | None:
    text = lines[at].text[:_LONGEST]
    what = _DIVIDER.match(text)
    forward = bool(_BEGIN.match(text)) or bool(what and _FORWARD.search(what["what"]))
    underscored = re.fullmatch(r"\s*[_\u2500-]{20,200}\s*", text)
    if not forward and not underscored and not (what and _ORIGINAL.search(what["what"])):
        return None
    after = next((n for n in range(at + 1, min(at + 4, len(lines))) if not lines[n].blank), None)
    block = _header_block(lines, after, enough=2) if after is not None else None
    if block and after is not None:
        length = after - at + block.length
        return Introduction(length, block.sender, block.date_text, forward, headed=True)
    if underscored:
        return None
    said = _attribution(lines, after) if after is not None else None
    length = after - at + said.length if said and after is not None else 1
    return Introduction(length, forward=forward)


def _header_block(lines: Sequence[Line], at: int, enough: int = 3) -> Introduction | None:
    first = _FIELD.match(lines[at].text[:_LONGEST])
    if _ONE_LINE.match(lines[at].text[:2000]):
        return Introduction(1, headed=True)
    if not first or not (first["from"] or first["date"] or enough == 2):
        return None
    seen: dict[str, str] = {}
    end, missed = at, 0
    for number in range(at, min(at + 16, len(lines))):
        found = _FIELD.match(lines[number].text[:_LONGEST])
        if found and found.lastgroup:
            key = next(name for name in _LABELS if found[name])
            seen.setdefault(key, found["value"].strip(" *"))
            end, missed = number, 0
        else:
            missed += 1
            # Long recipient lists are wrapped; a blank line after the subject ends the block.
            if missed > 3 or ("subject" in seen and lines[number].blank):
                break
    placed = "@" in seen.get("from", "") and _PLACED.search(seen.get("date", ""))
    if (
        len(seen) < (2 if placed else enough)
        or not {"subject", "date"} & seen.keys()
        or "from" not in seen
    ):
        return None
    return Introduction(end - at + 1, seen["from"], seen.get("date", ""), headed=True)


def _attribution(lines: Sequence[Line], at: int) -> Introduction | None:
    if _DASHED.match(lines[at].text[:_LONGEST].strip()):
        return Introduction(1, sender=lines[at].text[:_LONGEST])
    glued = _GLUED.search(lines[at].text[:_LONGEST])
    before = lines[at].text[: glued.start()].strip() if glued else ""
    if not glued and not _STARTS.match(lines[at].text):
        return None
    for number, joined in _wrapped(lines, at):
        if _PLACED.search(joined) and _closes(joined):
            return Introduction(number - at + 1, sender=joined, before=before)
    return None


def _wrapped(lines: Sequence[Line], at: int) -> Iterator[tuple[int, str]]:
    """Give a line, then it and the next as one, and so on while they may be one sentence."""
    joined = ""
    for number in range(at, min(at + _WRAPPED, len(lines))):
        line = lines[number]
        # An address cut by the line's end begins the next line with what looks like a quote mark.
        split = joined.count("<") > joined.count(">")
        if (line.depth != lines[at].depth and not split) or (
            line.blank and not _SPLIT.match(joined)
        ):
            return
        joined = f"{joined} {(line.raw if split else line.text).strip()}".strip()
        if len(joined) > _LONGEST:
            return
        yield number, joined


def _closes(joined: str) -> bool:
    # Only the end is searched: a hostile mail has thousands of such lines.
    if _ENDS.search(joined[-_ENDING:]):
        return True
    if joined.endswith((":", "\uff1a")) and _INSIDE.search(joined):
        return True
    return ">" in joined[-3:] and bool(_BARE.match(joined) or _ADDRESSED.match(joined))
