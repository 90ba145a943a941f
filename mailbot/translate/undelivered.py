"""Read the notices of mail servers that write their failures as prose and not as a report."""

import logging
import re
from email.message import Message

from flufl.bounce import all_failures

from mailbot.core.mail import Address, FailedRecipient, ParsedMail
from mailbot.translate.bodies import BREAKS
from mailbot.translate.reports import message_of, permanence

# The library logs the text of what it cannot read; texts of mails never reach our log.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_TEXT = 60_000
_LINES = 2_000
_BLANKS = re.compile(rb"\r?\n(?:[ \t]*\r?\n){2,}")
_SYSTEM = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|postmaster|mail-?delivery|maildelivery|mdaemon|microsoftexchange[0-9a-f]{8,40}"
    r"|bounces?|mailadm|mail-?errors?|mmdf|smtp|mailsystem|mail-?router)$",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"mail(?:er)?-?daemon", re.IGNORECASE)
_REPORT_TYPE = re.compile(r"report-type\s{0,9}=\s{0,9}\"?([\w-]{1,60})", re.IGNORECASE)
# At these nobody sits; at a postmaster's or an administrator's somebody may.
_UNMANNED = re.compile(r"mdaemon|microsoftexchange[0-9a-f]{8,40}|mmdf|bounces?", re.IGNORECASE)
_SYSTEM_NAME = re.compile(
    r"mail(?:er)? ?(?:delivery|daemon|administrator|system)|delivery (?:sub)?system|postmaster|microsoft outlook$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\W{0,3}(?:un(?:deliver(?:able|ed)|zustellbar)|non remis|onbestelbaar|no se puede entregar|non recapitabile|mail (?:delivery )?(?:fail|error|problem|warning|system error|could not)|delivery (?:status )?(?:notification|failure|report|has failed|error|problem)"
    r"|returned (?:mail|e-?mail|to sender)|failure notice|failed mail|mail returned|mail not delivered|non.?delivery|could not (?:send|deliver)|message (?:status|delivery|undeliverable|could not)"
    r"|delivery (?:delayed|of your)|warning: (?:message|could not)|delayed mail|your (?:message|e-?mail|mail) (?:could not|to .{0,80} (?:could not|was not|is delayed))|user unknown|error sending|nondeliverable|message you sent (?:was )?(?:blocked|rejected)|permanent delivery failure)"
    r"|.{0,200}\((?:delivery failed|undeliver(?:able|ed))\)\s*$|.{0,200}\b(?:user|recipient|mailbox) unknown\W{0,3}$",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"(?:could|can) ?not be delivered|undeliver|delivery (?:has )?failed|failed permanently|unable to deliver|wasn[\u2019']t able to deliver|not (?:been )?(?:able to be )?delivered|permanent (?:fatal )?error"
    r"|(?:user|recipient|mailbox|address|account|addressee)s? (?:is |are |was |has been )?(?:unknown|not found|disabled|unavailable|inactive|does ?n[o']t exist|rejected|full|suspended|discontinued|closed)"
    r"|no such (?:user|address|recipient|mailbox|person)|unknown (?:user|recipient|address)|does not exist|not a (?:valid|known) (?:user|recipient|address|account)"
    r"|invalid (?:recipient|address|user)|returned to sender|over ?quota|exceed(?:ed|s|ing)? (?:the |their |its |storage |allowed )?(?:quota|limit|allocation|size)|been (?:postponed|blocked)|delivery errors?|rejected (?:by|your)|not listed in|delivery .{0,80} failed",
    re.IGNORECASE,
)
# What a server adds and a person who tells of a failure does not.
_TECHNICAL = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b|#[45]\.\d{1,3}\.\d{1,3}\b|(?:recipient|address)(?:es|s)?(?:\(e?s\))?[^.\n]{0,40}:|following (?:recipient|address|e-?mail|mail|user|mailbox|message)"
    r"|\byour (?:e-?mail |mail )?(?:message|e-?mail|mail)\b(?:[^.]|\.(?=\w)){0,160}?(?:could|can ?not|was(?: not|n[\u2019']t| blocked| rejected)|has|is not|did not|undeliver)|(?:your|the) original (?:message|mail)|original message (?:header|follow)|mail (?:delivery|server|system|daemon)"
    r"|this is an (?:automatic|advisory)|automatically (?:generated|created|rejected)|(?:mail|delivery|delivery status) notification|<[^<>\s]{1,64}@[^<>\s]{1,255}>[^\n]{0,3}:|\bpostmaster\b|smtp|^unknown user:",
    re.IGNORECASE | re.MULTILINE,
)
_CODED = re.compile(r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b")
_GREETING = re.compile(
    r"\s{0,9}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning)\b(?!\W{1,3}(?:this is|sender|user|customer|\S{1,64}@))",
    re.IGNORECASE,
)
# A postmaster is often a person (RFC 5230 section 4.6): what they answer is no notice.
_ANSWER = re.compile(r"\s{0,3}(?:re|aw|fwd?)\s?:", re.IGNORECASE)
_DELAY = re.compile(
    r"\bdelay(?:ed)?\b|not yet been delivered|will (?:continue|be retried|keep trying|retry)|still being (?:re)?tried|no (?:further )?action is required|warning message only|do not need to resend|could not be delivered (?:for|in) the (?:last|past)",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"gave up|given up|giving up|too long|permanent|no longer (?:be )?(?:tr|queue)|will not be retried|(?:time ?out|retry time) exceeded",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"over ?quota|(?:mailbox|mailfolder|account|inbox)[^\n]{0,80} full\b|mailbox exceeds|full mailbox|quota|temporar|try again later|timed out|connection (?:refused|dropped|timed)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"unknown|no such|not exist|n[o']t have (?:an? )?(?:account|mailbox|user)|invalid|disabled|not found|no mailbox|permanent|not listed|discontinued|inactive|not a (?:valid|known)|no longer|unrout(?:e)?able",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![\w.+=-])[\w.+=/'&-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_QUOTED = re.compile(
    r"^\W{0,12}(?:-{2,} ?)?(?:(?:below|this|here|enclosed) is a copy|(?:your |the )?original (?:message|mail)(?! (?:was|had|has|to)\b)|(?:unsent|returned|copy of|start of returned) message|-{2,} ?your message|message (?:header|text|follows)|included is a copy|received: |return-path: |the following is a copy|>\s?received)",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_a_notice(mail: ParsedMail) -> bool:
    """Say whether a mail server may have written a mail: prose alone is never enough for that."""
    if mail.header("x-failed-recipients") or _is_report(mail):
        return True
    if any(_DAEMON.fullmatch(one.address.split("@")[0]) for one in mail.senders):
        # A postmaster may be a person, a mailer-daemon is none: its notice may be in any language.
        return True
    titled = bool(_SUBJECT.match(mail.subject))
    text = mail.text[:_TEXT]
    if mail.header("return-path").replace(" ", "") == "<>" or any(map(_is_unmanned, mail.senders)):
        return titled or bool(not _ANSWER.match(mail.subject) and _FAILURE.search(text))
    if any(map(_is_system, mail.senders)):
        return titled or (not _ANSWER.match(mail.subject) and _tells(text))
    # A notice may come from any address or none; then its subject and its words must both say so.
    return titled and not mail.in_reply_to and _tells(text)


def _tells(text: str) -> bool:
    """Say whether a text tells of a failure as servers do, and not as a person who met with one."""
    if _GREETING.match(text):
        return False
    return bool(_CODED.search(text) or (_FAILURE.search(text) and _TECHNICAL.search(text)))


def _is_report(mail: ParsedMail) -> bool:
    kind = _REPORT_TYPE.search(mail.header("content-type"))
    about_delivery = kind is None or kind[1].lower() == "delivery-status"
    return mail.content_type == "multipart/report" and about_delivery


def _is_unmanned(sender: Address) -> bool:
    return bool(_UNMANNED.fullmatch(sender.address.split("@")[0]))


def _is_system(sender: Address) -> bool:
    local = sender.address.split("@")[0]
    return bool(_SYSTEM.match(local) or _SYSTEM_NAME.search(sender.name))


def only_delayed(mail: ParsedMail) -> bool:
    """Say whether a notice tells of a delay: the server goes on trying."""
    said = f"{mail.subject}\n{said_by_server(mail)}"
    return bool(_DELAY.search(said)) and not _GIVEN_UP.search(said)


def failed_recipients(
    mail: ParsedMail, raw: bytes, own_addresses: frozenset[str]
) -> tuple[FailedRecipient, ...]:
    """Find to whom a notice says that it could not deliver; our own addresses are never among them."""
    said = said_by_server(mail)
    named = _ADDRESS.findall(mail.header("x-failed-recipients"))
    temporary, permanent = _by_library(message_of(_short(raw)))
    found = named or [*permanent, *temporary] or _by_text(said, mail)
    addresses = dict.fromkeys(one.lower().strip(".'") for one in found)
    verdict = _lasting(said, temporary=bool(temporary), permanent=bool(permanent))
    parts = _said_of_each(said, list(addresses))
    return tuple(
        FailedRecipient(one, verdict if lasts is None else lasts, "")
        for one in addresses
        if one not in own_addresses
        for lasts in (permanence("", parts[one]),)
    )


def _said_of_each(said: str, addresses: list[str]) -> dict[str, str]:
    """Give what follows each address up to the next of them: its own reason."""
    lowered = said.lower()
    places = sorted((at, one) for one in addresses if (at := lowered.find(one)) >= 0)
    parts = dict.fromkeys(addresses, "")
    for (at, one), (end, _) in zip(places, [*places[1:], (len(said), "")], strict=False):
        parts[one] = said[at:end]
    return parts


def lasting(words: str) -> bool | None:
    """Say from the words of a server whether a failure is permanent; None where they do not tell."""
    return _lasting(words[:_TEXT], temporary=False, permanent=False)


def said_by_server(mail: ParsedMail) -> str:
    """Give what the server itself says, without the mail that it quotes; cut where it is very long."""
    text = mail.text[:_TEXT]
    quoted = next((one for one in _QUOTED.finditer(text) if one.start() > 40), None)
    return text[: quoted.start()] if quoted else text


def _short(raw: bytes) -> bytes:
    """Cut a notice for the library, which tries fifty patterns on each line, blank ones too."""
    return b"\n".join(_BLANKS.sub(b"\n\n", raw[:_TEXT]).splitlines()[:_LINES])


def _by_library(message: Message) -> tuple[list[str], list[str]]:
    sender = str(message.get("from", ""))
    if not sender.isascii() or not sender:
        # Without a plain From the library raises.
        del message["From"]
        message["From"] = "mailer-daemon"
    try:
        temporary, permanent = all_failures(message)
    except BREAKS:
        return [], []
    return _texts(temporary), _texts(permanent)


def _texts(addresses: frozenset[bytes]) -> list[str]:
    texts = [
        one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in addresses
    ]
    return sorted(one for one in texts if _ADDRESS.fullmatch(one.strip(".'")))


def _by_text(said: str, mail: ParsedMail) -> list[str]:
    senders = {one.address for one in (*mail.senders, *mail.to)}
    found = [one for one in _ADDRESS.findall(said) if one.lower() not in senders]
    named = [one for one in found if not _SYSTEM.search(one.split("@")[0])]
    return named[:1] if len(set(named)) > 3 else named


def _lasting(said: str, *, temporary: bool, permanent: bool) -> bool | None:
    coded = permanence("", said)
    if coded is not None:
        return coded
    if temporary or permanent:
        return permanent
    if _PASSING.search(said):
        return False
    return True if _GONE.search(said) else None
