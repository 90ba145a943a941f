"""Recognise the lines with which mail programs introduce a quote, in many languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.translate.header_blocks import header_block
from mailbot.translate.lines import Line, next_written

_WRAPPED = 5
_GROUPWISE = 3
_LONGEST = 400
_ENDING = 60

_FIRST_WORDS = (
    "on at am le el il in op em w dnia dne den på ar ddydd kl pe ma ti ke to la su pada vào v στις në"
    " mon tue wed thu fri sat sun"
)
_OPENERS = frozenset(_FIRST_WORDS.split())
_VERB = (
    r"wrote|writes|sent|schrieb|geschrieben|a écrit|escribió|escribio|ha scritto|schreef|geschreven|escreveu"
    r"|napisał\(a\)|napisała|napisał|pisze|skrev(?: följande| følgende)?|kirjoitti|írta|napsal\(a\)|napsal|пишет"
    r"|написал\(а\)|написала|написал|yazdı|đã viết|a scris|έγραψε|ysgrifennodd|yn ysgrifennu|menulis|написав|написала|пише|napísal\(a\)|napísala|napísal|napisal\(a\)|napisala|napisao|va escriure|escriure|kirjutas|rakstīja|rašė|skrifaði|scríobh|כתב|כתבה|كتب|написа|写道|寫道|作成|작성|wrote the following"  # noqa: RUF001
)
# One of these stands in each of them: looking for them is quick.
_VERB_SIGNS = (
    "wrote", "writes", "sent", "schrieb", "schree", "geschreven", "crit", "escribi", "escrev", "napisa", "pisze", "skrev",
    "kirjoitti", "írta", "napsal", "пиш", "написа", "yazd", "viết", "scris", "έγραψε", "ysgrifenn", "menulis", "写道",
    "寫道", "作成", "작성", "napís", "escriure", "kirjutas", "rakst", "raš", "skrifa", "scríobh", "כתב", "كتب",
)  # fmt: skip
_ENDS = re.compile(rf"(?:{_VERB})[^\w:\uff1a]{{0,4}}[:\uff1a]?[\s>-]*$", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:schrieb|schreef|skrev|napisał|napisała|pisze|escribió|ysgrifennodd|написал|użytkownik)\b.{0,200}[:\uff1a]$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{0,120}<\s?[^<>\s]{1,120}>\s?:?$")
_ADDRESSED = re.compile(r"<\s?[^<>\s]{1,80}@[^<>\s]{1,80}\s?>\s?:$")
_DATED = re.compile(r"\d{4}|\d:\d\d")
_DASHED = re.compile(rf"-{{2,10}} ?[^-]{{1,100}} (?:{_VERB}) ?-{{2,10}}$", re.IGNORECASE)
_GLUED = re.compile(
    r"(?:-{2,4} ?)?\bOn (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |\d{1,2}[ /.-])",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s{0,3}On .{4,80}\d{4}.{1,20}\d:\d\d")
_PLACED = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|@|\d{1,2}/\d{1,2}/\d{2}")
_TIMED = re.compile(r"\d{1,2}[:.h]\d{2}|@")
_PERSONAL = re.compile(r"\b(?:I|[Mm]y|[Hh]e|[Ss]he|[Ww]e|[Oo]ur|[Tt]hey)\b")
# In English the writer of a mail has a name: "the consultant wrote" is told by a person.
_NAMELESS = re.compile(r"\b(?:the|your|their|his|her|some(?:one|body)|every(?:one|body)|nobody)\b")
# As some programs write it: a day, a time, and an address without a name.
_BY_ADDRESS = re.compile(
    r"\d[^@:]{4,40}\d{1,2}[:.h]\d{2}(?::\d\d)?(?: ?[ap]\.?m\.?)?,? \w{1,6} [\w.+'=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\s?:$",
    re.IGNORECASE,
)
# GroupWise writes the sender and the moment between marks, and the quote below it without any.
_BETWEEN_MARKS = re.compile(r">>> .{3,160}(?:\d{1,2}[:.]\d{2}|\d{4}).{0,40}>>>$")
_DAY_AND_TIME = re.compile(
    r"(?:\b(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{2}).{0,30}\d{1,2}[:.h]\d{2}"
)
_DAY_AND_NAME = re.compile(
    r"On [^:]{6,40}\d{4},? (?:you|[A-Z][\w'\u2019.-]*(?: [A-Z][\w'\u2019.-]*){0,3}) wrote:"
)
_DIVIDER = re.compile(
    r"[\s*_]{0,6}[-\u2010-\u2015_*=]{2,40}\s{0,4}(?P<what>[^\W\d_][\w' \u2019.:]{3,60}?)\s{0,4}[-\u2010-\u2015_*=]{2,40}[\s*]{0,6}$"
)
_ORIGINAL = re.compile(
    r"original|urspr|d.origine|wreiddiol|oorspronk|opprinnelig|oprindelig|oryginal|исходн|оригинал|alkuper|původní|pôvodn|eredeti|orijinal|izvorn|prvotn|upprunaleg|αρχικ|bunaidh|原始|原郵件|元の|원본|reply message|reply header|antwort|mensagem",
    re.IGNORECASE,
)
# A heading that a person sets between two rules says something else.
_MESSAGE = re.compile(
    r"messag|nachricht|bericht|meddel|wiadomo|сообщен|повідомлен|neges|viesti|zpráv|správ|üzenet|mesaj|ileti|poruk|sporočil|skeyti|besked|μήνυμα|teachtaireacht|メッセージ|メール|邮件|郵件|메시지|melding|e-?mail|mensaje|mensagem|messaggio|header",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"forward|weitergeleit|transf|reenviad|rv:|inoltrat|ymlaen|doorgestuurd|vidarebefordra|videresend|przekazan|encaminhad|välitetty|lähetetty edelleen|přeposl|preposlan|továbbított|iletilen|redirecționat|proslijeđen|пересылаем|перенаправлен|προωθ|reexpedid|framsend|转发|轉寄|転送|전달",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\s,.]*")
_DIVIDING = frozenset("-_\u2010\u2011\u2012\u2013\u2014\u2015=\u2500BbDdAaIi")
_BEGIN = re.compile(
    r"\W{0,3}(?:begin forwarded message|début du message (?:réexpédié|transféré)|anfang der weitergeleiteten nachricht|inizio messaggio inoltrato)\s?:?$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[_\u2500=-]{4,200}\s*")
# Whatever the verb is: an address and a colon, right above lines that are marked as quoted.
_ADDRESS_AND_COLON = re.compile(r"<\s?[^<>\s]{1,80}@[^<>\s]{1,80}\s?>[^<>]{0,60}[:\uff1a]$")


@dataclass(frozen=True, slots=True)
class Introduction:
    """Some lines that say a quote follows: how many, whose words, and whether it is a forward.

    `before` is what the person wrote on the line before it begins; `headed` says that it is a block of
    header fields and not a sentence.
    """

    length: int
    sender: str = ""
    date_text: str = ""
    subject: str = ""
    forward: bool = False
    headed: bool = False
    before: str = ""

    @property
    def told(self) -> bool:
        """Say whether a person may have written it: a program's names an address or is a block."""
        return bool(self.sender) and not (
            self.headed or self.forward or self.before or "@" in self.sender
        )


def introduction(lines: Sequence[Line], at: int, *, divided: bool = False) -> Introduction | None:
    """Tell whether a quote is introduced at a line; looks at a bounded number of lines after it.

    `divided` says that the page itself marks a border above the line.
    """
    if lines[at].blank:
        return None
    return (
        _divided(lines, at)
        or _headed(lines, at, at, divided=divided)
        or (None if divided else _attribution(lines, at))
    )


def _divided(lines: Sequence[Line], at: int) -> Introduction | None:
    text = lines[at].text[:_LONGEST]
    if text.lstrip(" \t*>")[:1] not in _DIVIDING:
        return None
    what = _DIVIDER.match(text)
    named = what["what"] if what else ""
    forward = bool(_BEGIN.match(text) or _FORWARD.search(named))
    underscored = _RULE.fullmatch(text)
    if not forward and not underscored and not _ORIGINAL.search(named):
        return None
    bare = not named or bool(_MESSAGE.search(named))
    after = next((n for n in range(at + 1, min(at + 4, len(lines))) if not lines[n].blank), None)
    if after is None:
        return None if underscored or not bare else Introduction(1, forward=forward)
    block = _headed(lines, at, after, divided=True, forward=forward)
    if block or underscored or not bare:
        return block
    said = _attribution(lines, after)
    return Introduction(after - at + said.length if said else 1, forward=forward)


def _headed(
    lines: Sequence[Line], at: int, start: int, *, divided: bool, forward: bool = False
) -> Introduction | None:
    """Make an introduction from `at` on of the header block that begins at `start`."""
    block = header_block(lines, start, divided=divided)
    if block is None:
        return None
    return Introduction(
        start - at + block.length,
        block.sender,
        block.date_text,
        block.subject,
        forward,
        headed=True,
    )


def _attribution(lines: Sequence[Line], at: int) -> Introduction | None:
    text = lines[at].text
    if lines[at].depth == _GROUPWISE and _BETWEEN_MARKS.match(lines[at].raw[:_LONGEST]):
        return Introduction(1, sender=text[:_LONGEST])
    if text.lstrip()[:1] == "-" and _DASHED.match(text[:_LONGEST].strip()):
        return Introduction(1, sender=text[:_LONGEST])
    glued = _GLUED.search(text[:_LONGEST]) if "On " in text[:_LONGEST] else None
    before = text[: glued.start()].strip() if glued else ""
    if not glued and not _may_start(text):
        return None
    for number, joined in _wrapped(lines, at):
        if not (
            _is_dated(joined)
            or _marked_below(lines, number)
            or _stands_alone(lines, at, number, joined)
        ):
            continue
        if _PLACED.search(joined) and (_closes(joined) or _is_told(lines, number, joined)):
            return Introduction(number - at + 1, sender=joined, before=before)
    return None


def _may_start(text: str) -> bool:
    """Say, quickly and rather too often, whether a line may be the first of an attribution."""
    start = text[:160].lstrip(" \t-*_\"'\u201e(\u200e")
    # An address may be cut by the line's end, or its mark stand alone there.
    if start[:1].isdigit() or "@" in start or ("<" in start and ">" not in start):
        return True
    first = "".join(_FIRST_WORD.findall(start[:12])[:1]).lower()
    if text[-1:] in (":", "\uff1a") and _TIMED.search(text[:_LONGEST]):
        return True
    if first in _OPENERS or (len(first) > 5 and first[:3] in _OPENERS and "day" in start):
        return True
    return ("20" in start or "/" in start) and bool(_DAY_AND_TIME.search(start))


def _is_dated(joined: str) -> bool:
    """Say whether a program wrote it: "On Friday at 10:15 my manager wrote:" tells a story."""
    if _PERSONAL.search(joined) or ("@" not in joined and _NAMELESS.search(joined)):
        return False
    return "@" in joined or (
        bool(_TIMED.search(joined)) and any(map(str.isdigit, _TIMED.sub("", joined)))
    )


def _is_told(lines: Sequence[Line], number: int, joined: str) -> bool:
    """Say whether a line that ends in a colon tells in whatever order who wrote and when."""
    if joined[-1:] not in (":", "\uff1a"):
        return False
    if _marked_below(lines, number):
        return bool(_ADDRESS_AND_COLON.search(joined) or _says_wrote(joined))
    return "@" in joined and bool(_DAY_AND_TIME.search(joined)) and _says_wrote(joined)


def _says_wrote(joined: str) -> bool:
    folded = joined.lower()
    return any(sign in folded for sign in _VERB_SIGNS)


def _stands_alone(lines: Sequence[Line], at: int, number: int, joined: str) -> bool:
    apart = (at == 0 or lines[at - 1].blank) and (
        number + 1 == len(lines) or lines[number + 1].blank
    )
    return apart and bool(_DAY_AND_NAME.fullmatch(joined))


def _marked_below(lines: Sequence[Line], number: int) -> bool:
    following = next_written(lines, number + 1)
    return following is not None and following.depth > lines[number].depth


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
    end = joined[-_ENDING:].lower()
    if any(sign in end for sign in _VERB_SIGNS) and _ENDS.search(joined[-_ENDING:]):
        return True
    if joined.endswith((":", "\uff1a")) and _INSIDE.search(joined):
        return True
    if ">" not in joined[-3:]:
        return bool(_BY_ADDRESS.search(joined))
    address = _ADDRESSED.search(joined)
    return bool(_BARE.match(joined) or (address and _DATED.search(joined, 0, address.start())))
