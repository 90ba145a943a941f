"""Say whether a mail server that is trusted vouches for the From of a mail (RFC 8601)."""

import re

from mailbot.core.mail import ParsedMail

_COMMENT = re.compile(r"\([^()]*\)")
_ALIGNED = (
    re.compile(r"\bdkim\s*=\s*pass\b.*\bheader\.(?:d|i)\s*=\s*(?:[^\s@]*@)?(?P<domain>[\w.-]+)"),
    re.compile(
        r"\bspf\s*=\s*pass\b.*\bsmtp\.(?:mailfrom|mfrom)\s*=\s*(?:[^\s@]*@)?(?P<domain>[\w.-]+)"
    ),
)


def vouched_for(mail: ParsedMail, trusted: tuple[str, ...], dmarc: str) -> bool | None:
    """Give True where the trusted server found the From proven, False where it did not, None where none looked.

    `dmarc` is the server's DMARC verdict. Where the domain publishes no policy, a DKIM or SPF pass of the
    very domain counts (RFC 7489 section 3.1). Only the topmost field counts (RFC 8601 section 5).
    """
    results = mail.all_headers("authentication-results")
    first = results[0].lower() if results else ""
    server = re.split(r"[;\s]", first.strip(), maxsplit=1)[0]
    if not mail.sender or server not in {one.lower() for one in trusted}:
        return None
    if dmarc in {"pass", "fail"}:
        return dmarc == "pass"
    own = mail.sender.rpartition("@")[2]
    parts = _COMMENT.sub(" ", first).split(";")
    found = (form.search(part) for form in _ALIGNED for part in parts)
    return any(one is not None and _same_domain(one["domain"], own) for one in found)


def _same_domain(proven: str, own: str) -> bool:
    return proven == own or (own.endswith(f".{proven}") and proven.count(".") > 1)
