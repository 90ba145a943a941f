"""Tell a signature from what a person says: delimiters, mobile footers, sign-offs with a name."""

import re
from collections.abc import Sequence

_DELIMITER = re.compile(r"\s{0,3}(?:--|—|\u2013|__)\s{0,2}$")
_LIST = re.compile(r"\s{0,3}_{20,80}\s*$")
_DASHED_NAME = re.compile(
    r"\s{0,3}[-\u2013\u2014~]{1,2} ?[^\W\d_][\w'\u2019.-]*(?: [^\W\d_][\w'\u2019.-]*){0,2}\s*$"
)
_LONGEST = 14

_DEVICES = r"iphone|ipad|android|samsung|galaxy|mobile|phone|blackberry|windows|outlook|mail|yahoo|gmail|huawei|htc|nokia|tablet|device|smartphone|typeapp|bluemail|nine|spark|proton|pixel|xperia|handheld|ipod|ffôn|dispositivo|teléfono|smartphone|handy|aol|app|aqua|mailbird|hotmail|nhsmail|airmail|polymail|mailspring|boxer|edison|newton|acompli|mailbox"
_MOBILE = re.compile(
    rf"\s*[*_>(\[-]{{0,3}}\s?(?:"
    rf"(?:sent|written|posted|typed) (?:from|via|using|with|by|on)\b.{{0,80}}\b(?:{_DEVICES})\b.{{0,60}}"
    rf"|get (?:outlook|bluemail|typeapp|spark|gmail|yahoo mail) for\b.{{0,40}}"
    rf"|(?:von meinem|gesendet (?:von|mit)|diese nachricht wurde von)\b.{{0,80}}"
    rf"|(?:envoyé|envoyée) (?:de(?:puis)?|à partir)\b.{{0,80}}"
    rf"|(?:enviado|enviada) (?:desde|do|de|a partir)\b.{{0,80}}|inviato da\b.{{0,60}}"
    rf"|(?:anfonwyd|danfonwyd) o(?:'m| fy)?\b.{{0,60}}"
    rf"|(?:skickat|sendt|verzonden|verstuurd|lähetetty|wysłane|wysłano) (?:från|fra|vanaf|via|met|z|iphonesta)\b.{{0,60}}"
    rf"|sent from (?:my|a|the) [\w -]{{2,40}}|download (?:outlook|gmail) for\b.{{0,60}}"
    rf"|(?:please )?(?:excuse|forgive|pardon) (?:my |the |any )?(?:typos|brevity|spelling)\b.{{0,60}}"
    rf")\s*(?:<?https?://\S{{1,300}})?[\s*_)\].!>]*$",
    re.IGNORECASE,
)
_THANKS = r"(?:many |with |lots of )?(?:thanks|thank you|thankyou|thx|ta|cheers|diolch(?: yn fawr)?|merci|danke|gracias|grazie|bedankt|tack)(?: (?:again|so much|very much|in advance|a lot|and|&))*"
_WISHES = (
    r"(?:(?:with )?(?:my |very |all |our )?(?:best|kind(?:est)?|warm(?:est)?|kindly|many)[ -]?)?(?:regards|wishes)"
    r"|(?:with )?kind regards and (?:best )?wishes|(?:all (?:the|my) )?best|yours(?: (?:sincerely|faithfully|truly|aye|ever))?|sincerely(?: yours)?"
    r"|k\.?r\.?|b\.?w\.?|rgds|speak soon|take care|love|xx?|cofion(?: (?:gorau|cynnes))?|hwyl(?: fawr)?|yn gywir|dymuniadau gorau"
    r"|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|liebe|beste|schöne|freundliche) grüße|lg|mfg|vg|gruß|grüße"
    r"|(?:bien )?cordialement|bien à vous|amicalement|saludos(?: cordiales)?|un saludo|(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?|mvh|(?:med )?vänliga hälsningar|(?:med )?ven(?:n)?lig hilsen|hilsen|kh|pozdrawiam"
)
_SIGN_OFF = re.compile(
    rf"\s*[*_]{{0,2}}(?P<thanks>{_THANKS})?(?:[ ,.!&-]{{1,4}}(?:and )?)?(?P<wishes>{_WISHES})?[*_]{{0,2}}\s?[,.!-]{{0,3}}(?P<name>(?:\s+[^\W\d_][\w'\u2019.-]*){{0,3}})\s*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+?\(?\d[\d() .-]{6,20}\d)|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}|https?://|\bwww\.|\b(?:tel|telephone|mob|mobile|phone|fax|bleep|ext|extension|direct|office|pager|email|e-mail|web|twitter|x|ffôn|gmc|nmc|pronouns)\b[^\w]{0,3}[:#]?\s*[\d+@(]",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:registrar|trainee|manager|consultant|doctor|director|nurse|fellow|officer|administrator|secretary|coordinator|lead|hospital|infirmary|trust|nhs|department|dept|directorate|division|university|foundation|st[1-8]|ct[1-3]|fy?[12]|mbbs|mbchb|mrcp|mrcpsych|frcp|msc|bsc|phd|rgn|road|street|lane|avenue|house|suite|centre|clinic|he/him|she/her|they/them|working (?:days|hours|pattern)|ltd|limited|inc|gmbh|ceo|cto|engineer|analyst|assistant|pa to)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?\s?s\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b")
_JOINING = frozenset(
    {"and", "of", "the", "in", "for", "at", "&", "|", "/", "-", "\u2013", "de", "la", "van", "von"}
)
_SENTENCE = re.compile(
    r"\b(?:i|i'm|i'll|i've|you|we|it|is|are|was|will|would|can|could|please|not|don't|yes|no|my|me|see|let|this|that|there)\b",
    re.IGNORECASE,
)


def split_signature(lines: Sequence[str], names: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Split the lines of one stretch into what is said and what is signature.

    `names` are the writer's own names. Lines after a sign-off that read like sentences stay, and so
    do thanks: "Thanks" is something a person says.
    """
    signature: list[str] = []
    said = [line for line in lines if not _taken(line, _MOBILE, signature)]
    said = _trimmed(said)
    for number, line in enumerate(said):
        if (_DELIMITER.match(line) and _short(said, number + 1)) or _list_footer(said, number):
            return _trimmed(_before(said[:number], names, signature)), said[number:] + signature
    return _trimmed(_before(said, names, signature)), signature


def _taken(line: str, pattern: re.Pattern[str], signature: list[str]) -> bool:
    if len(line) > 400 or not pattern.match(line):
        return False
    signature.append(line)
    return True


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


def _before(said: list[str], names: Sequence[str], signature: list[str]) -> list[str]:
    start = _sign_off(said, names)
    if start is None:
        return said
    end = start + 1
    while end < len(said) and _signs(said[end]):
        end += 1
    off = _SIGN_OFF.match(said[start][:200])
    # A mail that says thanks says something; only the wishes and the name are signature.
    first = said[start : start + 1] if off and off["thanks"] else []
    signature[:0] = said[start:end] if not first else said[start + 1 : end]
    return said[:start] + first + said[end:]


def _sign_off(said: list[str], names: Sequence[str]) -> int | None:
    """Find the line with which the last sign-off begins, else a name line above contact details."""
    for number in range(len(said) - 1, max(-1, len(said) - 40), -1):
        line = said[number].strip()
        if not line or len(line) > 100:
            continue
        off = _SIGN_OFF.match(line)
        if off and (off["thanks"] or off["wishes"]):
            if all(_signs(after) for after in said[number + 1 :][:3]) or number == len(said) - 1:
                return number
        elif (_is_name(line, names) or _DASHED_NAME.match(line)) and all(
            _signs(after) for after in said[number + 1 :]
        ):
            return _wishes_above(said, number)
    return None


def _wishes_above(said: list[str], number: int) -> int:
    """Give the line of the sign-off that stands over a name, else that of the name."""
    above = next((n for n in range(number - 1, max(-1, number - 4), -1) if said[n].strip()), number)
    off = _SIGN_OFF.match(said[above][:200]) if above != number else None
    return above if off and (off["thanks"] or off["wishes"]) else number


def _is_name(line: str, names: Sequence[str]) -> bool:
    words = {word.lower() for word in re.findall(r"[^\W\d_]{2,}", line)}
    known = {word.lower() for name in names for word in re.findall(r"[^\W\d_]{2,}", name)}
    return (
        bool(words)
        and len(line.split()) <= 4
        and words <= known | {"dr", "mr", "mrs", "ms", "x", "xx"}
    )


def _signs(line: str) -> bool:
    """Say whether a line reads like a name, a job or an address and not like a sentence."""
    text = line.strip(" *_|>-•·\t")
    if not text:
        return True
    if _CONTACT.search(text):
        rest = _CONTACT.sub(" ", text)
        signs = not _SENTENCE.search(rest) or len(text.split()) <= 3
    elif _SENTENCE.search(text) or text.endswith("?"):
        signs = False
    elif _ROLE.search(text) or _POSTCODE.search(text):
        signs = len(text.split()) <= 16
    else:
        signs = _all_names(text)
    return signs and len(text) <= 160 and not _POSTSCRIPT.match(text)


def _all_names(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _JOINING]
    named = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 6 and named and not text[:1].isdigit()


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]
