"""Recognise the block of header fields that Outlook and others set above a quote, in many languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.translate.lines import Line

_LONGEST = 400
_LINES = 16
_MISSED = 3
_LABELS = {
    "from": "from|von|de|da|från|fra|van|od|oddi wrth|от|от кого|від|відправник|lähettäjä|odosielateľ|pošiljatelj|prima od|saatja|siuntėjas|sūtītājs|sendandi|αποστολέας|seoltóir|feladó|remitente|kimden|gönderen|de la|από"
    "|发件人|發件人|寄件者|差出人|送信者|보낸 사람|보낸사람",
    "date": "sent|date|gesendet|datum|envoyé|envoyé le|message du|date d'envoi|enviado|enviado el|enviada em|inviato|data|skickat|sendt|dato|verzonden"
    "|wysłano|anfonwyd|dyddiad|fecha|дата|отправлено|надіслано|lähetetty|päivämäärä|pvm|lähetysaika|odoslané|dátum odoslania|poslano|datum slanja|kuupäev|saadetud|išsiųsta|nosūtīts|enviat el|dagsetning|gửi|ngày|heure|sent at|odesláno|elküldve|dátum|trimis|gönderildi|gönderme tarihi|tarih"
    "|ημερομηνία|στάλθηκε|发送时间|發送時間|寄件日期|日期|时间|送信日時|日時|보낸 날짜|날짜",
    "to": "to|an|à|para|a|till|til|aan|do|at|кому|vastaanottaja|saaja|kopio|kopia|primatelj|prejemnik|adresāts|gavėjas|saaja|viðtakandi|destinataire|destinatario|pour|i|cc|kopie|copi|copie|copie à|bcc|reply-to|antwort an"
    "|komu|címzett|către|kime|προς|收件人|收件者|抄送|宛先|받는 사람|받는사람",
    "subject": "subject|betreff|objet|sujet|asunto|oggetto|ämne|emne|onderwerp|temat|pwnc|testun|тема|assunto|aihe|predmet|zadeva|teema|temats|assumpte|efni|ábhar|chủ đề|předmět|tárgy|subiect|konu|θέμα"
    "|主题|主旨|主題|件名|제목",
}
_KEYS = {label: key for key, labels in _LABELS.items() for label in labels.split("|")}
_COLON = re.compile("[:\uff1a]")
_MARGIN = " \t*_|\u00a0"
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2}")
# RFC 5322 section 3.3: with its zone, as only a program writes it.
_DATE_TIME = re.compile(r"\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}")
_ONE_LINE = re.compile(
    r"[\s*]{0,4}(?:from|von|de)\s?:.{3,200}?\b(?:sent|date|gesendet|envoyé)\s?:.{3,200}?\b(?:to|an|à)\s?:.{3,400}?\b(?:subject|betreff|objet)\s?:",
    re.IGNORECASE,
)
_SHORT_LINE = re.compile(
    r"[\s*]{0,4}(?:from|von|de)\s?:[^@]{0,100}@.{3,200}?\b(?:sent|date|gesendet|envoyé)\s?:.{0,40}\d{4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """How many lines a block takes, and what it says of the mail below it."""

    length: int
    sender: str = ""
    date_text: str = ""
    subject: str = ""


def header_block(lines: Sequence[Line], at: int, *, divided: bool = False) -> HeaderBlock | None:
    """Tell whether a block begins at a line; looks at a bounded number of lines after it.

    Below a divider less is enough: `divided` says that one stands above.
    """
    first = _field(lines[at].text)
    if first is None or not (divided or first[0] in ("from", "date")):
        return None
    if first[0] == "from" and _in_one_line(lines[at].text, divided=divided):
        return HeaderBlock(1)
    seen, end = _fields(lines, at)
    if not _is_block(seen, divided=divided):
        return None
    return HeaderBlock(
        end - at + 1, seen.get("from", ""), seen.get("date", ""), seen.get("subject", "")
    )


def _field(text: str) -> tuple[str, str] | None:
    """Give the kind of a header field and its value."""
    if ":" not in text[:40] and "\uff1a" not in text[:40]:
        return None
    colon = _COLON.search(text, 0, 40)
    key = _KEYS.get(text[: colon.start()].strip(_MARGIN).lower()) if colon else None
    return (key, text[colon.end() : _LONGEST].strip(_MARGIN)) if colon and key else None


def _in_one_line(text: str, *, divided: bool) -> bool:
    return bool(_ONE_LINE.match(text[:2000]) or (divided and _SHORT_LINE.match(text[:2000])))


def _fields(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int]:
    """Collect the fields from a line on; the second value is the line on which the last one ends."""
    seen: dict[str, str] = {}
    end, missed = at, 0
    for number in range(at, min(at + _LINES, len(lines))):
        found = _field(lines[number].text)
        if found is not None:
            if found[0] in seen and found[0] != "to":
                break
            seen.setdefault(*found)
            end, missed = number, 0
            continue
        missed += 1
        # Long recipient lists are wrapped; a blank line after the subject ends the block.
        if missed > _MISSED or ("subject" in seen and lines[number].blank):
            break
    return seen, end


def _is_block(seen: dict[str, str], *, divided: bool) -> bool:
    moment = bool(_MOMENT.search(seen.get("date", "")))
    addressed = any("@" in seen.get(key, "") for key in ("from", "to"))
    if "from" not in seen:
        return addressed and bool(_DATE_TIME.search(seen.get("date", "")))
    dated = "date" not in seen or any(map(str.isdigit, seen["date"]))
    if not {"subject", "date"} & seen.keys() or not dated:
        return False
    if divided or (addressed and moment):
        return len(seen) >= 2
    # A person may note from where, to where and when; a subject and a time together are a program's.
    return len(seen) >= 3 and (addressed or ("subject" in seen and moment))
