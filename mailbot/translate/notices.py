"""Take out what trusts and mail systems write around a mail: banners, MailTips, disclaimers."""

import re
from collections.abc import Sequence

# A sentence that only a machine writes: it goes wherever it stands.
_STRONG = re.compile(
    r"""
    (?:message|e-?mail)\ (?:originated|was\ sent|came|comes|has\ originated|is)\ from\ (?:an?\ )?(?:outside|external)
    | originat(?:ed|es|ing)\ (?:from\ )?outside\ (?:of\ )?(?:NHSmail|the\ organi|your\ organi|our\ organi)
    | do(?:\ not|n[\u2019']t)\ click\ (?:on\ )?(?:any\ )?(?:links?|on)
    | (?:^|[.!:,]\ |please\ )be\ (?:very\ |especially\ |extra\ )?cautious\ (?:when|with)\ (?:clicking|opening|links)
    | you\ don[\u2019']?t\ often\ get\ e?-?mail\ from
    | learn\ why\ this\ is\ important
    | message\ may\ contain\ confidential\ information
    | (?:message|e-?mail|communication|transmission)[^.]{0,60}\ (?:may|might|could)\ (?:contain|hold|include|carry)[^.]{0,60}\ (?:confidential|privileged)
    | (?:message|e-?mail|communication|transmission)[^.]{0,60}\ (?:is|are)\ (?:meant|intended|for)\ (?:only|solely|exclusively)
    | if\ you\ (?:were|are)\ not\ (?:meant|supposed|intended)\ to\ (?:receive|get|have|see)
    | if\ (?:it|this(?:\ (?:message|e-?mail))?)\ has\ (?:reached|come\ to)\ you\ (?:by\ mistake|in\ error)
    | (?:do|does|can)\ ?not\ accept\ (?:any\ )?(?:liability|responsibility)\ for
    | (?:think\ (?:of|about)|save|spare)\ (?:the\ )?(?:trees|planet|environment|paper)[^.]{0,20}\ print
    | asked\ for\ its\ content\ under\ the\ freedom\ of\ information
    | e-?mail\ (?:message\ )?(?:\(?and\ any\ (?:files|attachments?)[^.]{0,40}\)?\ )?(?:is|are|may\ be|may\ contain)[^.]{0,30}\ (?:confidential|privileged)
    | (?:contents?|information|message)\ (?:of|in|contained)[^.]{0,60}(?:e-?mail|message|transmission|communication|attachments?)[^.]{0,60}\ (?:confidential|privileged|intended)
    | (?:message|transmission|communication)\ (?:is|and\ any\ attachments?[^.]{0,30}are)\ (?:intended|confidential)[^.]{0,60}(?:addressee|recipient|use|named|confidential)
    | intended\ (?:solely|only|exclusively)\ for\ the\ (?:use\ of\ the\ )?(?:individual|addressee|person|recipient|named)
    | if\ you\ (?:are\ not|have\ received)[^.]{0,40}(?:intended\ (?:recipient|addressee)|in\ error|by\ mistake)
    | secure\ (?:email\ )?(?:e-?mail,?\ )?(?:and\ )?(?:directory\ )?service\ (?:available\ )?for\ (?:all\ )?NHS
    | NHSmail\ is\ the\ secure
    | consider\ the\ environment\ before\ printing
    | (?:e-?mails?|messages?)\ (?:sent\ and\ received\ )?may\ be\ (?:monitored|subject\ to\ (?:public\ )?disclosure)
    | gallai(?:'r|\ y)\ (?:neges|e-?bost)[^.]{0,60}gyfrinachol | (?:neges|e-?bost)\ (?:hon|hwn)[^.]{0,60}gyfrinachol
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A sentence that belongs to a notice when it stands beside one.
_WEAK = re.compile(
    r"""
    intended\ recipient | notify\ (?:the\ )?(?:sender|us|me) | delete\ (?:it|this|the|all) | unauthori[sz]ed | disclos | strictly\ prohibited
    | not\ necessarily | do(?:es)?\ not\ (?:necessarily\ )?(?:represent|reflect) | views\ or\ opinions | opinions\ expressed | virus | malware | liab(?:le|ility)
    | freedom\ of\ information | monitor(?:ed|ing) | NHSmail | accredited | encrypt | sensitive\ information | registered\ (?:in|office|charity|number|company)
    | unless\ you\ (?:recognise|recognize|know|trust) | know\ the\ content | attachments? | suspicious | phishing | report\ (?:it|this) | external\ (?:sender|e-?mail|source)
    | pass\ (?:it\ )?on | because\ of\ it | patient\ information | approved\ addresses | before\ you\ print
    | thank\ you\ (?:very\ much\ )?for\ your\ (?:kind\ )?(?:co-?\ ?operation|understanding|assistance)[^a-z]*$ | inform\ the\ sender | secure\ (?:e-?)?mail\ (?:service|system) | local\ administrator
    | confidential | rely\ on | take\ any\ action | copy\ (?:or|it) | for\ more\ information\ and\ to\ find\ out | portal\.nhs | support\.nhs\.net | privacy\ (?:notice|policy)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAG_LINE = re.compile(
    r"\s*(?:[\[(*]{1,2}\s*)?(?:EXTERNAL|EXT|EXTERNAL (?:E-?MAIL|SENDER|MESSAGE)|OUTSIDE SENDER|ALLANOL|E-?BOST ALLANOL)(?:\s*[\])*:!-]{1,2}\s*|\s*)$"
)
_TAG_START = re.compile(r"\s*\[(?:EXTERNAL|EXT|External|ALLANOL)(?: [A-Za-z]{1,10})?\]:?\s*")
_HEADING = re.compile(
    r"\s*[*_]{0,3}(?:(?:legal |confidentiality |email )?disclaimer|(?:confidentiality|privacy|security|legal)(?: and [a-z]{1,12})? (?:notice|warning|statement)|caution|warning|important(?: notice)?|mailtip)[*_]{0,3}\s?[:!.]?[*_]{0,3}\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*[*_]{0,3}(?:caution|warning|confidentiality notice|disclaimer|important|external email|privileged and confidential)[*_]{0,3}\s?[:!-]",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[*_=~\u2500#-]{8,400}\s*$")
# One of these stands in every sentence that the first pattern finds: looking for them is quick.
_SIGNS = (
    "outside", "external", "click", "cautious", "often get", "this is important", "confidential",
    "privileged", "intended", "in error", "by mistake", "nhs", "environment", "monitored",
    "disclosure", "gyfrinachol", "reached you", "not meant", "liability", "trees", "freedom of information",
)  # fmt: skip
_TAGS = ("EXT", "External", "OUTSIDE", "ALLANOL")
# Where one sentence ends and the next begins; a person often leaves out the full stop at a line's end.
_BETWEEN = re.compile(
    r"(?<=[.!?])(?=\s)|(?<=\n)(?=\W{0,4}(?-i:[A-Z]))(?=\W{0,4}(?:this (?:e-?mail|message|communication)|the (?:information|contents?)|caution|disclaimer"
    r"|confidential|if you (?:are|have)|you don.?t often|nhsmail|warning|important|external|please consider|mae.r|gallai)\b)",
    re.IGNORECASE,
)
_WRAPPED = 50
# No machine writes less; a person says "this mail is confidential" and means it.
_SHORTEST = 7
# Nor does a machine speak of itself.
_PERSON = re.compile(r"\b(?:I(?:['\u2019](?:m|ve|d|ll))?|[Mm]y|[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")


def without_notices(lines: Sequence[str]) -> list[str]:
    """Give the lines without banners and disclaimers; a sentence the person wrote beside one stays."""
    kept: list[str] = []
    heading: list[str] = []
    after_notice = False
    for paragraph in _paragraphs(lines):
        if _HEADING.match("\n".join(paragraph)):
            heading.extend(paragraph)
            continue
        rest, noticed = _own_sentences(paragraph, after_notice=after_notice)
        if after_notice and _RULE.match(paragraph[0]):
            continue
        if heading and _empty(paragraph[0]):
            heading.extend(paragraph)
            continue
        if any(line.strip() for line in paragraph):
            # A heading stands for what is below it: alone it is a word like any other.
            kept.extend(heading if not noticed else [])
            heading = []
            after_notice = noticed and not any(line.strip() for line in rest)
        if noticed and kept and _RULE.match(kept[-1]):
            kept.pop()
        kept.extend(rest)
    kept.extend(heading)
    while len(kept) < len(lines) and kept and _empty(kept[-1]):
        kept.pop()
    return kept


def _empty(line: str) -> bool:
    return not line.strip() or bool(_RULE.match(line))


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = []
    alone = True
    for line in lines:
        edge = _empty(line)
        if edge or alone:
            found.append([line])
        else:
            found[-1].append(line)
        alone = edge
    return found


def _own_sentences(paragraph: list[str], *, after_notice: bool) -> tuple[list[str], bool]:
    """Split the notice off one paragraph; the second value says whether there was one."""
    lines = _without_tags(paragraph)
    text = "\n".join(lines)
    noticed = lines != paragraph
    if not text.strip():
        return (lines if not noticed else []), noticed or after_notice
    folded = " ".join(text.split())
    lowered = folded.lower()
    strong = any(sign in lowered for sign in _SIGNS) and _STRONG.search(folded)
    if not strong and not (after_notice and _WEAK.search(folded)):
        return lines, noticed
    sentences = _sentences(lines)
    notices = [one for one in sentences if _is_notice(one)]
    if not after_notice and len(" ".join(notices).split()) < _SHORTEST:
        return lines, noticed
    rest = "".join(one for one in sentences if not _is_notice(one))
    return [line for line in rest.split("\n") if line.strip()], True


def _without_tags(paragraph: list[str]) -> list[str]:
    text = "\n".join(paragraph)
    if not any(tag in text for tag in _TAGS):
        return paragraph
    return [_TAG_START.sub("", line, 1) for line in paragraph if not _TAG_LINE.match(line)]


def _sentences(lines: Sequence[str]) -> list[str]:
    """Split into sentences; a short line ends one as well, where the next begins with a capital."""
    stretches: list[str] = []
    long = False
    for line in lines:
        if stretches and (long or line[:1].islower()):
            stretches[-1] += f"{line}\n"
        else:
            stretches.append(f"{line}\n")
        long = len(line) >= _WRAPPED
    return [one for stretch in stretches for one in _BETWEEN.split(stretch) if one]


def _is_notice(sentence: str) -> bool:
    folded = " ".join(sentence.split())
    return not _PERSON.search(folded) and bool(
        _STRONG.search(folded)
        or _WEAK.search(folded)
        or _LEAD.match(sentence)
        or not re.search(r"\w", folded)
    )
