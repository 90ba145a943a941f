"""Know when the words a mail brings stand behind a door: encrypted, in a locked file, or on a share."""

import re
from collections.abc import Iterable

from mailbot.core.documents import Unread
from mailbot.core.mail import Attachment, ParsedMail
from mailbot.core.reading import Intent, IntentKind, SlotValue
from mailbot.translate.files import is_unopened

_NOTICE = "it is a notice of"
ENCRYPTED = f"{_NOTICE} an encrypted message"
LINKS = (
    f"{_NOTICE} a file on a share, which I can't open",
    "the work is behind a link, which I don't open",
)
_READ = 3000
_FEW_WORDS = 60
_NOTICE_WORDS = 150
_AROUND_A_LINK_WORDS = 30
_LINK = re.compile(r"https?://[^\s<>]{4,500}", re.IGNORECASE)
_SHARES = re.compile(
    r"https?://[^\s/<>]{0,80}(?:docs\.google|drive\.google|1drv|onedrive|sharepoint|dropbox|wetransfer|icloud|box\.com"
    r"|sharing|share|photos\.app\.goo|forms\.(?:gle|office)|evernote|notion|padlet)[^\s<>]{0,400}",
    re.IGNORECASE,
)
_PORTAL = re.compile(
    r"\b(?:you(?: have|'ve)? (?:received|got|been sent) (?:an?|this|the) (?:new )?(?:encrypted|secure|protected|confidential) (?:e-?mail|message)"
    r"|(?:sent|has sent) you (?:an?|this) (?:encrypted|secure|protected) (?:e-?mail|message)"
    r"|(?:encrypted|secure|protected) (?:e-?mail|message) from\b"
    r"|(?:read|view|open) (?:the|this|your|my) (?:encrypted|secure|protected)? ?(?:e-?mail|message)s? (?:at|on|by|in|online|via|securely|here)"
    r"|one[- ]time (?:passcode|password|code|pin)|message (?:will|is set to) expire|(?:secure|encryption) (?:portal|mail service) (?:and|to view|account)"
    r"|register (?:for|an?) (?:account|to (?:read|view))"
    r"|this (?:message|e-?mail) is (?:encrypted|protected|rights[- ]managed)|(?:view|read) the message in (?:your|a) browser)|-----BEGIN PGP MESSAGE-----",
    re.IGNORECASE,
)
_PORTAL_WORDS = (
    "encrypt", "secure", "protected", "confidential", "password", "passcode", "time code", "time pin", "expire",
    "register ", "pgp", "rights", "view the ", "view this ", "view your ", "view my ", "read the ", "read this ",
    "read your ", "read my ", "open the ", "open this ", "open your ", "open my ",
)  # fmt: skip
_SHARED = re.compile(
    r"\b(?:(?:shared|is sharing|has shared|sent|has sent) (?:an? |the |some |this )?(?:file|folder|document|item|doc|presentation|note|photo|album|page|files|photos)s?\b[^.\n]{0,60} with you"
    r"|(?:shared|is sharing|has shared) [^.\n]{1,80} with you\b|(?:has )?invited you to (?:edit|view|comment|collaborate|access|open)"
    r"|this link (?:only works|will (?:only )?work|expires|will expire|is only) |open in (?:onedrive|google|sharepoint|word online|dropbox|teams)"
    r"|(?:request|requires?|need|needs) (?:access|permission) to (?:view|open)|sent (?:you )?(?:some )?files? (?:via|with|through|using) (?:wetransfer|dropbox|onedrive))",
    re.IGNORECASE,
)


def unopened(words: str, mail: ParsedMail, files: tuple[Attachment, ...]) -> str:
    """Say why what a mail brings cannot be read; empty where it can, or where nothing is brought.

    A link in a letter of one's own is no door: only few words around it make it the way to the work.
    """
    locked = [one for one in files if is_unopened(one)]
    if locked and len(locked) == len(files):
        kind = locked[0].name.rpartition(".")[2].lower() or locked[0].content_type
        return f"a file came with it that I can't open ({kind[:20]})"
    said = words[:_READ]
    count = len(said.split())
    few = count <= _FEW_WORDS
    if count <= _NOTICE_WORDS and _may_be_portal(said) and _PORTAL.search(said):
        return ENCRYPTED
    if few and (_SHARED.search(said) or _SHARED.search(mail.subject)) and not files:
        return LINKS[0]
    if few and not files and _is_way_to_the_work(said):
        return LINKS[1]
    return ""


def is_of_a_share(mail: ParsedMail) -> bool:
    """Say whether a mail is a service's notice that somebody shared a file with us."""
    said = mail.text[:_READ]
    few = len(said.split()) <= _NOTICE_WORDS
    return few and bool(_SHARED.search(said) or _SHARED.search(mail.subject))


def _may_be_portal(said: str) -> bool:
    """Say whether one of the words stands there without which nothing is a notice of a portal."""
    folded = said.casefold()
    return any(one in folded for one in _PORTAL_WORDS)


def with_unread(intents: Iterable[Intent], why: str, files: tuple[Attachment, ...]) -> list[Intent]:
    """Put "unreadable" in the place of what the covering line was taken for.

    A letter in the mail itself is one, whatever is attached to it; so are a request and a question.
    A machine's notice of what lies elsewhere says nothing else.
    """
    door = _door(why, files)
    if why.startswith(_NOTICE):
        return [Intent(IntentKind.UNREADABLE, 0.9, (why,), door)]
    kept = [one for one in intents if one.kind not in _NOTHING_BESIDES and not _is_cover(one)]
    if any(one.kind is IntentKind.SUBMISSION for one in kept):
        return kept
    return [Intent(IntentKind.UNREADABLE, 0.9, (why,), door), *kept]


def _door(why: str, files: tuple[Attachment, ...]) -> dict[str, SlotValue]:
    """Name what P51 says of it: "link" for what lies elsewhere, "encrypted", else the format."""
    if why == ENCRYPTED:
        return {"why": "encrypted"}
    if why in LINKS:
        return {"why": "link"}
    locked = files[0].content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF"))
    kind = Unread.LOCKED if locked else Unread.FOREIGN
    return {"why": kind.value, "file": files[0].name}


_NOTHING_BESIDES = frozenset(
    {IntentKind.OTHER, IntentKind.THANKS, IntentKind.STILL_HERE, IntentKind.BLANK}
    | {IntentKind.REGISTRATION, IntentKind.CONTACT_CHANGE}
)
_COVERS = ("a file", "a text of", "it says that a text comes", "perhaps")


def _is_cover(one: Intent) -> bool:
    """Say whether what was taken for work is but the line around it."""
    return one.kind is IntentKind.SUBMISSION and one.because[0].startswith(_COVERS)


def _is_way_to_the_work(words: str) -> bool:
    link = _SHARES.search(words) or _LINK.search(words)
    if link is None:
        return False
    around = _LINK.sub(" ", words)
    return len(around.split()) <= _AROUND_A_LINK_WORDS and (
        _SHARES.search(words) is not None or not around.strip()
    )
