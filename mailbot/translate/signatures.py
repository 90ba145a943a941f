"""Tell a signature from what a person says: delimiters, mobile footers, sign-offs with a name."""

import re
from collections.abc import Sequence

_DELIMITER = re.compile(r"\s{0,3}(?:--|—|\u2013|__)\s{0,2}$")
_LIST = re.compile(r"\s{0,3}_{20,80}\s*$")
_DASHED_NAME = re.compile(
    r"\s{0,3}(?P<mark>[-\u2013\u2014~/]{1,2}) ?(?P<name>[^\W\d_][\w'\u2019.-]*(?: [^\W\d_][\w'\u2019.-]*){0,2})\s*$"
)
_LONGEST = 14

_DEVICES = r"iphone|ipad|android|samsung|galaxy|mobile|phone|blackberry|windows|outlook|mail|yahoo|gmail|huawei|htc|nokia|tablet|device|smartphone|typeapp|bluemail|nine|spark|proton|pixel|xperia|handheld|ipod|ffôn|dispositivo|teléfono|smartphone|handy|aol|app|aqua|mailbird|hotmail|nhsmail|airmail|polymail|mailspring|boxer|edison|newton|acompli|mailbox|fastmail|superhuman|canary|spike|tutanota|tuta|zoho|gmx|web\.de|yandex|mimestream|missive|shortwave|em client|thunderbird|k-9|fairemail|workspace"
_MOBILE = re.compile(
    rf"\s*[*_>(\[-]{{0,3}}\s?(?:"
    rf"(?:sent|written|posted|typed) (?:from|via|using|with|by|on)(?: [^\s,]{{1,30}}){{0,4}}?[ (](?:{_DEVICES})\b.{{0,60}}"
    rf"|get (?:outlook|bluemail|typeapp|spark|gmail|yahoo mail) for\b.{{0,40}}"
    rf"|(?:gesendet (?:von|mit)|diese nachricht wurde von|von meinem .{{0,40}}gesendet)\b.{{0,80}}"
    rf"|(?:envoyé|envoyée) (?:de(?:puis)?|à partir)\b.{{0,80}}"
    rf"|(?:enviado|enviada) (?:desde|do|de|a partir)\b.{{0,80}}|inviato da\b.{{0,60}}"
    rf"|(?:anfonwyd|danfonwyd) o(?:['\u2019]m| fy)\b.{{0,60}}"
    rf"|(?:skickat|sendt|verzonden|verstuurd|lähetetty|wysłane|wysłano) (?:från|fra|vanaf|via|met|z|iphonesta)\b.{{0,60}}"
    # A thing with a name of its own is a device, even one that nobody has heard of.
    rf"|sent from my (?-i:[A-Z0-9])[\w -]{{1,40}}|download (?:outlook|gmail) for\b.{{0,60}}"
    rf"|(?:please )?(?:excuse|forgive|pardon) (?:my |the |any )?(?:typos|brevity|spelling)\b.{{0,60}}"
    rf")\s*(?:<?https?://\S{{1,300}})?[\s*_)\].!>]*$",
    re.IGNORECASE,
)
_FIRST_WORDS = (
    "sent written posted typed get von gesendet diese envoyé envoyée enviado enviada inviato anfonwyd danfonwyd skickat sendt"
    " verzonden verstuurd lähetetty wysłane wysłano download please excuse forgive pardon"
)
_FOOTER_OPENERS = frozenset(_FIRST_WORDS.split())
_PLATFORM = r"(?:ios|ipados|android|iphone|ipad|windows(?: phone)?|mac(?:os)?)"
_APP = r"(?:outlook|gmail|yahoo|bluemail|typeapp|spark|proton ?mail|aol|gmx|web\.de|samsung|k-9|aqua mail|mail)"
_SENT = (
    r"verzonden|verstuurd|gesendet|envoyé|enviado|enviada|enviat|inviato|skickat|sendt|lähetetty|wysłan[oey]|anfonwyd|odeslán[oa]|odoslan[éeáo]"
    r"|poslano|küldve|küldött|trimis|gönderildi|отправлено|надіслано|изпратено|saadetud|nosūtīts|išsiųsta|sent ó mo|seolta|εστάλη|στάλθηκε|αποστολή|gửi từ"
)
# Whatever the language: an app and its platform, or "sent" and a device, in a line of few words.
_ADVERT = re.compile(
    rf"\W*(?:[^\W\d_]+\W+){{0,4}}?{_APP} (?:for|für|pour|para|per|voor|för|til|dla systemu|dla|na|pro|pre|pentru|untuk|για|для) {_PLATFORM}\b(?: downloaden| herunterladen)?\W*(?:<?https?://\S{{1,300}})?\W*$",  # noqa: RUF001
    re.IGNORECASE,
)
_FROM_DEVICE = re.compile(
    rf"\W*(?:(?:{_SENT})\b.{{1,30}}?\b(?:iphon|ipad|android|samsung|galaxy|huawei|xiaomi|outlook|gmail)\w{{0,6}}\b.{{0,16}}|(?:iphone|ipad|android|galaxy|samsung)\S{{0,8}} .{{0,20}}\b(?:{_SENT})\W*)$",
    re.IGNORECASE,
)
_DEVICE_SIGNS = (
    "ios",
    "android",
    "iphon",
    "ipad",
    "galaxy",
    "samsung",
    "huawei",
    "xiaomi",
    "outlook",
    "gmail",
)
_RULES = frozenset("-\u2014\u2013_")
_THANKS = r"(?:many |with |lots of )?(?:thanks|thank you|thankyou|thx|ta|cheers|diolch(?: yn fawr)?|merci|danke|gracias|grazie|bedankt|tack)(?: (?:again|so much|very much|in advance|a lot|and|&))*"
_WISHES = (
    r"(?:(?:with )?(?:my |very |all |our )?(?:best|kind(?:est)?|warm(?:est)?|kindly|many)[ -]?)?(?:regards|wishes)"
    r"|(?:with )?kind regards and (?:best )?wishes|(?:all (?:the|my) )?best|yours(?: (?:sincerely|faithfully|truly|aye|ever))?|sincerely(?: yours)?"
    r"|k\.?r\.?|b\.?w\.?|rgds|speak soon|take care|love|xx?|cofion(?: (?:gorau|cynnes))?|hwyl(?: fawr)?|yn gywir|dymuniadau gorau"
    r"|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|liebe|beste|schöne|freundliche) grüße|lg|mfg|vg|gruß|grüße"
    r"|(?:bien )?cordialement|bien à vous|amicalement|saludos(?: cordiales)?|un saludo|(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?|z powa[zż]aniem|z wyrazami szacunku|mvh|(?:med )?vänliga hälsningar|(?:med )?ven(?:n)?lig hilsen|hilsen|kh|pozdrawiam"
)
_SIGN_OFF = re.compile(
    rf"\s*[*_]{{0,2}}(?P<thanks>{_THANKS})?(?:[ ,.!&-]{{1,4}}(?:and )?)?(?P<wishes>{_WISHES})?[*_]{{0,2}}\s?[,.!-]{{0,3}}(?P<name>(?:\s+[^\W\d_][\w'\u2019.-]*){{0,3}})\s*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+?\(?\d[\d() .-]{6,20}\d)|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}|https?://|\bwww\.|\b(?:tel|telephone|mob|mobile|phone|fax|bleep|ext|extension|direct|office|pager|email|e-mail|web|twitter|x|ffôn|gmc|nmc|pronouns)\b[^\w]{0,3}[:#]?\s*[\d+@(]",
    re.IGNORECASE,
)
_FIGURE_OR_SIGN = re.compile(r"[\d@+(]")
_ROLE = re.compile(
    r"\b(?:registrar|trainee|manager|consultant|doctor|director|nurse|fellow|officer|administrator|secretary|coordinator|lead|hospital|infirmary|trust|nhs|department|dept|directorate|division|university|foundation|st[1-8]|ct[1-3]|fy?[12]|mbbs|mbchb|mrcp|mrcpsych|frcp|msc|bsc|phd|rgn|road|street|lane|avenue|house|suite|centre|clinic|he/him|she/her|they/them|working (?:days|hours|pattern)|ltd|limited|inc|gmbh|ceo|cto|engineer|analyst|assistant|pa to)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?\s?s\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b")
# Said after thanks, these are an answer and nobody's name.
_ANSWER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|today|tomorrow|tonight|option|choice|letter|number|none|neither|either|both|attached"
    r"|case|task|swap|stay|stop|pause|done|ok|okay|agreed|accept(?:ed)?|declined?|sorry|anyone|nobody|everyone|all|any)\b",
    re.IGNORECASE,
)
_PEN_NAME = re.compile(
    r"an? [\w'-]{3,20}(?: [\w'-]{2,20}){0,4}|[A-Za-z]{3,14}(?:ed|ing|less|ious|ful|y)(?: and [a-z]{3,14})?(?:,? (?:of|in|from|on) [\w' -]{2,30})?[.!]?",
    re.IGNORECASE,
)
# A health board signs in two languages.
_LONGEST_NAME = 8
_LONGEST_OWN_NAME = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_JOINING = frozenset(
    {"and", "of", "the", "in", "for", "at", "&", "|", "/", "-", "\u2013", "de", "la", "van", "von"}
)
_SENTENCE = re.compile(
    r"\b(?:i|i'm|i'll|i've|you|we|it|is|are|was|will|would|can|could|please|not|don't|yes|no|my|me|see|let|this|that|there)\b",
    re.IGNORECASE,
)


def split_signature(lines: Sequence[str], names: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Split the lines of one stretch into what is said and what is signature, each in its order.

    `names` are the writer's own names. Lines after a sign-off that read like sentences stay, and so
    do thanks: "Thanks" is something a person says.
    """
    numbers = [number for number, line in enumerate(lines) if not _is_footer(line)]
    rest = [lines[number] for number in numbers]
    start = next((at for at in range(len(rest)) if _ends_here(rest, at)), len(rest))
    first, end = _closing(rest[:start], names)
    kept = {number for at, number in enumerate(numbers[:start]) if not first <= at < end}
    signature = [line for number, line in enumerate(lines) if number not in kept]
    return _trimmed([lines[number] for number in sorted(kept)]), _trimmed(signature)


def _is_footer(line: str) -> bool:
    first = line[:40].lstrip(" \t*_>([-").partition(" ")[0].lower()
    if len(line) > 400:
        return False
    return (first in _FOOTER_OPENERS and bool(_MOBILE.match(line))) or _is_advert(line)


def _is_advert(line: str) -> bool:
    """Say whether a short line names an app and where to get it, or the device it was sent from."""
    folded = line.partition("<http")[0].lower()
    if len(folded) > 70 or not any(sign in folded for sign in _DEVICE_SIGNS):
        return False
    if _SENTENCE.search(folded):
        return False
    return bool(_ADVERT.match(line) or _FROM_DEVICE.match(line))


def _ends_here(said: Sequence[str], number: int) -> bool:
    line = said[number]
    if line.lstrip()[:1] not in _RULES:
        return False
    return (_DELIMITER.match(line) is not None and _short(said, number + 1)) or _list_footer(
        said, number
    )


def _short(said: Sequence[str], start: int) -> bool:
    """Say whether what follows a delimiter is short enough to be nobody's letter."""
    block = said[start : start + 5 * _LONGEST]
    if len(said) - start > len(block):
        return False
    written = [line for line in block if line.strip()]
    return len(written) <= _LONGEST and sum(len(line.split()) for line in written) <= 90


def _list_footer(said: Sequence[str], number: int) -> bool:
    block = said[number + 1 : number + 5]
    return bool(_LIST.match(said[number])) and "mailing list" in " ".join(block).lower()


def _closing(said: list[str], names: Sequence[str]) -> tuple[int, int]:
    """Say which lines are the closing: from where, and before which line it ends."""
    start = _sign_off(said, names)
    if start is None:
        return len(said), len(said)
    off = _parting(said[start], names)
    end = start + 1
    while end < len(said) and _closes(said[end], names):
        end += 1
    if any(line.strip() for line in said[end:]):
        end = _name_below(said, start, names, wished=bool(off and off["wishes"]))
    if off and off["wishes"] and _is_pen_name(said[start + 1 : end], names):
        return len(said), len(said)
    # A mail that says thanks says something; only the wishes and the name are signature.
    return (start + 1 if off and off["thanks"] else start), end


def _is_pen_name(below: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a letter is signed as to a problem page, "Confused of Wigan": that belongs to the letter."""
    written = [line.strip() for line in below if line.strip()]
    if len(written) != 1 or not names or _is_name(written[0], names):
        return False
    return bool(_PEN_NAME.fullmatch(written[0]))


def _name_below(said: list[str], start: int, names: Sequence[str], *, wished: bool) -> int:
    """Find the end of a closing after which the person goes on: only a name belongs to it."""
    end = start + 1
    for number in range(start + 1, min(start + 6, len(said))):
        line = said[number]
        if not line.strip():
            continue
        if not (_is_name(line, names) or (wished and number - end <= 1 and _closes(line, names))):
            break
        end = number + 1
    return end


def _sign_off(said: list[str], names: Sequence[str]) -> int | None:
    """Find the line with which the last sign-off begins, else a name line above contact details."""
    signing = len(said)
    for number in range(len(said) - 1, max(-1, len(said) - 40), -1):
        line = said[number].strip()
        if line and len(line) <= 100:
            if _parting(line, names):
                if all(_closes(after, names) for after in _paragraph(said, number + 1)):
                    return number
            elif signing == number + 1 and (
                _is_name(line, names) or _is_dashed_name(said, number, names)
            ):
                return _wishes_above(said, number, names)
        if signing == number + 1 and _closes(said[number], names):
            signing = number
    return None


def _paragraph(said: list[str], start: int) -> list[str]:
    """Give the first lines of the next paragraph, three at most."""
    first = next((n for n in range(start, len(said)) if said[n].strip()), len(said))
    lines = said[first : first + 3]
    return lines[: next((n for n, line in enumerate(lines) if not line.strip()), 3)]


def _is_dashed_name(said: list[str], number: int, names: Sequence[str]) -> bool:
    """Say whether a line is a dash and a name, and not the last point of a list."""
    found = _DASHED_NAME.match(said[number])
    if not found or not (found["name"].istitle() or _is_name(found["name"], names)):
        return False
    around = (*said[max(0, number - 2) : number], *said[number + 1 : number + 3])
    return not any(line.lstrip().startswith(found["mark"]) for line in around)


def _wishes_above(said: list[str], number: int, names: Sequence[str]) -> int:
    """Give the line of the sign-off that stands over a name, else that of the name."""
    above = next((n for n in range(number - 1, max(-1, number - 4), -1) if said[n].strip()), number)
    return above if above != number and _parting(said[above], names) else number


def _parting(line: str, names: Sequence[str]) -> re.Match[str] | None:
    """Match thanks or wishes, with at most a name behind them: "Love it" wishes nobody anything."""
    off = _SIGN_OFF.match(line[:200])
    if off is None or not (off["thanks"] or off["wishes"]):
        return None
    name = off["name"].strip()
    return off if not name or _is_name(name, names) or _all_names(name) else None


def _is_name(line: str, names: Sequence[str]) -> bool:
    if len(line.split()) > _LONGEST_OWN_NAME:
        return False
    words = {word.lower() for word in _WORD.findall(line)}
    known = {word.lower() for name in names for word in _WORD.findall(name)}
    return bool(words) and words <= known | {"dr", "mr", "mrs", "ms", "x", "xx"}


def _closes(line: str, names: Sequence[str]) -> bool:
    return _signs(line) or _is_name(line, names)


def _signs(line: str) -> bool:
    """Say whether a line reads like a name, a job or an address and not like a sentence."""
    text = line.strip(" *_|>\t")
    if not text:
        return True
    if _may_hold_contact(text) and _CONTACT.search(text):
        rest = _CONTACT.sub(" ", text)
        signs = not _SENTENCE.search(rest) or len(text.split()) <= 3
    elif _SENTENCE.search(text) or text.endswith("?"):
        signs = False
    elif _ROLE.search(text) or _POSTCODE.search(text):
        signs = len(text.split()) <= 16
    else:
        signs = _all_names(text)
    return signs and len(text) <= 160 and not _POSTSCRIPT.match(text)


def _may_hold_contact(text: str) -> bool:
    """Say, quickly and rather too often, whether a number or an address of some kind stands there."""
    return bool(_FIGURE_OR_SIGN.search(text)) or "://" in text or "www." in text.lower()


def _all_names(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _JOINING]
    if not text[:1].isalpha() or _ANSWER.search(text) or any(map(str.isdigit, text)):
        return False
    named = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= _LONGEST_NAME and named


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]
