"""Say whether a mail server that is trusted vouches for the From of a mail (RFC 8601)."""

import re

from mailbot.core.mail import ParsedMail

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?')
_COMMENT = re.compile(r"\([^()]*\)")
_DEEPEST = 10
_DMARC = re.compile(r"\s*dmarc\s*=\s*(\w+)\b")
_ALIGNED = (
    re.compile(r"\bdkim\s*=\s*pass\b.*\bheader\.(?:d|i)\s*=\s*(?:[^\s@]*@)?(?P<domain>[\w.-]+)"),
    re.compile(
        r"\bspf\s*=\s*pass\b.*\bsmtp\.(?:mailfrom|mfrom)\s*=\s*(?:[^\s@]*@)?(?P<domain>[\w.-]+)"
    ),
)


def dmarc_verdict(mail: ParsedMail, trusted: tuple[str, ...]) -> str:
    """Give what a trusted server says of this very From: "pass", "fail" and their like, or "".

    Only the first Authentication-Results counts, and only when its authserv-id is configured; the
    list is empty by default (RFC 8601 sections 5 and 7.1). Two From fields prove nothing, and of two
    verdicts on one From the worse counts.
    """
    domain = re.escape(mail.sender.rpartition("@")[2])
    said = [
        found[1]
        for part in _results(mail, trusted)
        if (found := _DMARC.match(part))
        and re.search(rf"\bheader\.from\s*=\s*{domain}(?![\w.@-])", part)
    ]
    return next((one for one in said if one != "pass"), said[0] if said else "")


def vouched_for(mail: ParsedMail, trusted: tuple[str, ...], dmarc: str) -> bool | None:
    """Give True where the trusted server found the From proven, False where it did not, None where none looked.

    `dmarc` is the server's DMARC verdict. Where the domain publishes no policy, a DKIM or SPF pass of the
    very domain counts (RFC 7489 section 3.1). Only the topmost field counts (RFC 8601 section 5).
    """
    parts = _results(mail, trusted)
    if not parts:
        return None
    if dmarc in {"pass", "fail"}:
        return dmarc == "pass"
    own = mail.sender.rpartition("@")[2]
    found = (form.search(part) for form in _ALIGNED for part in parts)
    return any(one is not None and _same_domain(one["domain"], own) for one in found)


def _results(mail: ParsedMail, trusted: tuple[str, ...]) -> list[str]:
    """Give the results of the topmost field in lower case, if a trusted server wrote it.

    What a stranger may have chosen, such as an envelope sender in quotes, can hold whole results of its
    own: quoted words and comments, which may be nested, are taken out first.
    """
    fields = mail.all_headers("authentication-results")
    if not fields or not mail.sender:
        return []
    plain = _QUOTED.sub(" ", fields[0].lower())
    for _ in range(_DEEPEST):
        plain, changed = _COMMENT.subn(" ", plain)
        if not changed:
            break
    server, *results = plain.split(";")
    said = server.split()
    if not said or said[0] not in {one.lower() for one in trusted}:
        return []
    return results or [""]


def _same_domain(proven: str, own: str) -> bool:
    return proven == own or (own.endswith(f".{proven}") and proven.count(".") > 1)
