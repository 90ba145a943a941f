"""Turn the bytes of a mail into text, whatever the label on them says."""

import codecs
import re

# Labels that mail carries and Python does not know, or knows as something narrower (WHATWG Encoding).
_ALIASES = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Codecs that are no charsets of mail; some take time that grows with the square of the input.
_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_ODD = bytes((*range(9), *range(11, 32), 0x7F))
# Halves of a pair that stand alone: no file and no mail can hold them.
_LONE = re.compile("[\ud800-\udfff]")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n"} | {0x7F: None}


def decode(payload: bytes, label: str = "") -> tuple[str, bool]:
    """Decode with the labelled charset, else UTF-8, else Windows-1252.

    Gives the text with newlines as `\\n` and without control characters, and whether it was decoded
    without a guess.
    """
    for name in (_codec(label), "utf-8"):
        text = _strictly(payload, name)
        if text is not None:
            return clean(text), name == _codec(label)
    # Windows-1252 leaves five octets undefined: those become the replacement character.
    return clean(payload.decode("cp1252", "replace")), False


def clean(text: str) -> str:
    """Remove NULs and other controls, lone surrogates too; make every line end `\\n`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    octets = text.encode("utf-8", "surrogatepass")
    # Faster than to look for them with a pattern: in UTF-8 these octets are nothing else.
    if len(octets.translate(None, _ODD)) < len(octets):
        text = text.replace("\f", "\n").replace("\v", "\n").translate(_CONTROLS)
    if text.isascii():
        return text
    text = text.removeprefix("\ufeff")
    return _LONE.sub("?", text) if _LONE.search(text) else text


def _codec(label: str) -> str:
    name = label.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if found in _REFUSED else found


def _strictly(payload: bytes, name: str) -> str | None:
    try:
        return payload.decode(name)
    except (LookupError, ValueError):
        return None
