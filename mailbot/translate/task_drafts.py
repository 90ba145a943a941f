"""Read a task that a coordinator wrote into a mail: its title, its steps, and the numbers of each."""

import re
from collections.abc import Iterator

from mailbot.core.task_drafts import Draft, DraftStage
from mailbot.core.tasks import StageKind
from mailbot.translate.draft_lines import draft_lines

LONGEST = 6000
MOST_STAGES = 6
WEEK, FORTNIGHT = 7, 14
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_WORDS)})"
_MINUTES = re.compile(rf"\b(?P<n>{_NUMBER})[\s-]{{0,2}}(?:minutes?|mins?)\b", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?:(?P<quarter>(?:a )?quarter of an hour)|(?P<half>half an hour)|(?P<hour>an hour)|(?P<n>\d)\s?hours?)\b",
    re.IGNORECASE,
)
# "A day" alone is the thing they agree on; so long is said with a word for lasting, or stands alone.
_WINDOW = re.compile(
    rf"(?:\b(?:within|over|for|open|in|have|has|window|deadline|due|lasts?|give(?: them)?|takes?)\b[\s:]{{1,2}}(?:the (?:next|following) |up to |about )?|^\W{{0,3}})(?:(?P<n>{_NUMBER})[\s-]{{0,2}}(?P<unit>days?|weeks?)|(?:a )?(?P<fortnight>fortnight))\b"
    rf"|\b(?P<n2>{_NUMBER})[\s-]{{0,2}}(?P<unit2>days?|weeks?) (?:to (?:do|reply|answer|write|finish|send)|window|from|is (?:plenty|enough))\b"
    rf"|(?<=[.,;] )(?P<n3>{_NUMBER})[\s-]{{0,2}}(?P<unit3>days?|weeks?)(?=[.,;]|$)|(?<=[.,;] )(?:a )?(?P<fortnight3>fortnight)(?=[.,;]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERS = re.compile(
    "|".join(re.sub(r"\?P<\w+>", "?:", one.pattern) for one in (_MINUTES, _HOURS, _WINDOW)),
    re.IGNORECASE,
)
_LIMIT = re.compile(
    rf"\b(?P<n>{_NUMBER})(?:\s(?P<more>hundred))?[\s-]{{0,2}}words?\b", re.IGNORECASE
)
_READERS = re.compile(
    r"\b(?:who reads|(?:will )?(?:read|reads|see|sees|seen by)\b.{0,40}\b(?:it|this|them|that|answer|else|only|buddy|everybody|everyone)|goes (?:only )?to|nobody else|no one else|(?:stays|is) (?:private|between)|shared? with|only (?:your|the|their|his|her) (?:buddy|buddies|partner|group|coordinator))\b",
    re.IGNORECASE,
)
_SAYS_READING = re.compile(r"\b(?:reads?|sees?|seen|goes|go|shared?|stays)\b", re.IGNORECASE)
_STAGE = re.compile(
    r"^\W{0,3}(?:(?:stage|step|part)\s*(?:\d|one|two|three|four|five|six)\b|(?:first(?:ly)?|then|next|after that|finally|lastly)(?=\s*[:,]))\s*[:.,)\-\u2013]*\s*",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?:and )?(?:then|after that|afterwards|next|finally|lastly)\b[\s,:]*", re.IGNORECASE
)
_TITLE = re.compile(r"^\W{0,3}(?:title|name|task)\s*:\s*(?P<title>.+)$", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W{0,3}(?P<label>time|minutes|how long|takes?|duration|window|open for|deadline|due|limit|words|length|readers?|who reads(?: it)?|seen by|visible to|what(?: to do)?|ask|text)\s*:\s*(?P<said>.*)$",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"^\W{0,2}(?P<letter>[A-F])\s*[).:\-\u2013]?\s+(?=\S)")
# In the order in which they speak: what is said of a step most plainly comes first.
_KINDS: tuple[tuple[StageKind, re.Pattern[str]], ...] = (
    (StageKind.EXPERT, re.compile(r"\b(?:meet|talk to|speak to|interview|ask|see)\b.{0,30}\bexperts?\b", re.IGNORECASE)),
    (StageKind.SEALED, re.compile(r"\b(?:un(?:seen|til) (?:both|all|everybody|everyone|everybody's)|(?:till|until|before|once|when) (?:both|all|everybody|everyone|theirs)\b.{0,20}\b(?:is|are|have)\b.{0,10}\b(?:in|sent|done|answered)|held (?:back )?until|without (?:seeing|showing)|don['\u2019]?t show|keep (?:it|them) (?:secret|to yourself)|in secret)\b", re.IGNORECASE)),
    (StageKind.CHOICE, re.compile(r"\b(?:choose|pick|select|vote for|go for)\b.{0,20}\b(?:one|between|from|which|of)\b", re.IGNORECASE)),
    (StageKind.DAY, re.compile(r"\b(?:agree|find|pick|choose|settle|fix|set|decide)\b.{0,12}\b(?:a |the |one )?(?:day|date|time to (?:meet|talk))\b", re.IGNORECASE)),
    (StageKind.JOINT, re.compile(r"\b(?:joint(?:ly)?|together|between (?:you|the two of you)|as a (?:pair|trio)|one (?:answer|reply|response) (?:for|from|between)|one of you (?:sends|replies|writes))\b", re.IGNORECASE)),
    (StageKind.SHARE, re.compile(r"\b(?:shared? (?:it |them |these )?with (?:everybody|everyone|all|the (?:whole )?(?:group|cohort|scheme))|(?:everybody|everyone|the (?:whole )?(?:group|cohort)) (?:will )?(?:reads?|sees?|gets?))\b", re.IGNORECASE)),
)  # fmt: skip
_MADE = re.compile(
    r"\b(?:write|send|draft|make|draw up|keep|record|compose|prepare|list|tell|give|share)\b(?: (?:down|out|up|back|me|us|them|him|her|each other|your budd(?:y|ies)|to your buddy))?\s+(?:an?|one|your|the|up to|(?:\w+ )?\d+|two|three|four|five|six|ten)\s+(?P<thing>(?:[a-z'-]+ ){0,2}[a-z'-]+)",
    re.IGNORECASE,
)
_ENDS_THING = frozenset(
    [
        "about", "of", "on", "to", "for", "with", "that", "which", "in", "up", "from", "by", "at",
        "and", "or", "as", "you", "your", "what", "how", "when", "where", "who", "why", "is", "are",
        "words", "word", "minutes", "lines", "line",
    ]
)  # fmt: skip
_USUAL = {
    StageKind.LETTER: "letter",
    StageKind.SEALED: "answer",
    StageKind.DAY: "choice of a day",
    StageKind.CHOICE: "choice",
    StageKind.JOINT: "joint answer",
    StageKind.SHARE: "note",
    StageKind.EXPERT: "note on the meeting",
}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'A-Z\u00c0-\u00dd\d])")
# A title that is cut short does not end with one of these.
_HANGING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "with",
        "your",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "about",
        "from",
        "that",
        "by",
        "at",
    ]
)
# A sentence of so few words about time or readers says nothing else, and the mail says it anyway.
_BARE = 8


def read_draft(text: str) -> Draft | None:
    """Read a task from prose or from lines with labels; None where nothing in it could be asked.

    The title is the line "Title: ..." or the first line, where more follows it.
    """
    lines = draft_lines(text[:LONGEST])
    title, rest = _title(lines)
    stages = _stages(rest)
    if not any(one.asks for one in stages):
        stages = _stages(lines)  # what stood in front is no title but the ask itself
    if not stages:
        return None
    return Draft(title or _short(stages[0].asks), stages)


def _stages(lines: list[str]) -> tuple[DraftStage, ...]:
    return tuple(_stage(part) for part in _parts(lines) if any(part))[:MOST_STAGES]


def _title(lines: list[str]) -> tuple[str, list[str]]:
    for number, line in enumerate(lines):
        found = _TITLE.match(line)
        if found:
            return _short(found["title"]), lines[:number] + lines[number + 1 :]
    if len([one for one in lines if one]) > 1 and len(lines[0].split()) <= _BARE + 2:
        return _short(lines[0]), lines[1:]
    first, _, rest = (lines[0] if lines else "").partition(". ")
    if rest and len(first.split()) <= _BARE:
        return _short(first), [rest, *lines[1:]]
    return "", lines


def _short(text: str) -> str:
    words = re.split(r"[\n,;]", text)[0].strip(" .:;,-\u2013\"'").split()
    kept = words[: _BARE + 2]
    while len(kept) < len(words) and kept and kept[-1].lower() in _HANGING:
        kept.pop()
    return _opened(" ".join(kept)) or "New task"


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Give the lines of each step; one step where no line says that another begins."""
    part: list[str] = []
    for line in _by_step(lines):
        begins = _STAGE.match(line)
        if begins and any(part):
            yield part
            part = []
        part.append(_opened(line[begins.end() :]) if begins else line)
    yield part


def _by_step(lines: list[str]) -> Iterator[str]:
    """Begin a line at "Then ..." in the middle of prose, where another kind of step begins there."""
    for line in lines:
        kept: list[str] = []
        for sentence in _SENTENCE_END.split(line):
            then = _THEN.match(sentence)
            if then and kept and _kind(sentence) not in {StageKind.LETTER, _kind(" ".join(kept))}:
                yield " ".join(kept)
                kept = [f"Then: {_opened(sentence[then.end() :])}"]
            else:
                kept.append(sentence)
        yield " ".join(kept)


def _kind(said: str) -> StageKind:
    return next((kind for kind, words in _KINDS if words.search(said)), StageKind.LETTER)


def _stage(lines: list[str]) -> DraftStage:
    said = "\n".join(lines)
    kind = _kind(said)
    kept: list[str] = []
    readers = ""
    for line in lines:
        label = _LABEL.match(line)
        name = label["label"].lower() if label else ""
        if label is None:
            asked, told = _asked(line)
            kept.append(asked)
            readers = readers or told
        elif name.startswith(("what", "ask", "text")):
            kept.append(_opened(label["said"]))
        elif "read" in name or name.startswith(("seen", "visible")):
            readers = _who_reads(label["said"].strip())
    choices = tuple(one["letter"] for one in map(_CHOICE.match, lines) if one)
    return DraftStage(
        kind=kind,
        what=_what(said, kind),
        asks="\n".join(kept).strip(),
        minutes=minutes_in(said),
        window_days=window_in(said),
        limit_words=limit_in(said),
        readers=readers,
        choices=choices if kind is StageKind.CHOICE else (),
    )


def _asked(line: str) -> tuple[str, str]:
    """Leave out of a line what the frame of the mail says itself; give that and who reads it."""
    kept, readers = [], ""
    for whole_sentence in _SENTENCE_END.split(line):
        sentence, told = _without_tail(whole_sentence)
        readers = readers or told
        if not sentence:
            continue
        long = len(sentence.split())
        if _READERS.search(sentence) and long <= 2 * _BARE and not _MADE.search(sentence):
            readers = readers or sentence.strip()
        elif long > _BARE or _MADE.search(sentence) or not _NUMBERS.search(sentence):
            kept.append(sentence)
    return " ".join(kept), readers


def _without_tail(sentence: str) -> tuple[str, str]:
    """Take "..., 10 minutes, a week, only your buddy reads it" off a sentence; give the rest and who reads it."""
    parts = sentence.split(", ")
    readers = ""
    while parts and len(parts[-1].split()) <= _BARE and not _MADE.search(parts[-1]):
        last = parts[-1].strip(" .")
        reads = bool(_READERS.search(last))
        if not reads and not (_NUMBERS.search(last) or window_in(last)):
            break
        if len(parts) == 1 and not readers and not (reads and sentence.startswith(last)):
            break
        readers = readers or (f"{_opened(last)}." if reads else "")
        parts.pop()
    rest = ", ".join(parts)
    shortened = rest and rest != sentence and not rest.endswith((".", "!", "?"))
    return (f"{rest}." if shortened else rest), readers


def _who_reads(said: str) -> str:
    whole = _READERS.search(said) and _SAYS_READING.search(said)
    return _opened(said) if whole else f"Who reads it: {said}"


def _opened(said: str) -> str:
    """Begin with a capital what was written behind a label."""
    return said[:1].upper() + said[1:]


def _what(said: str, kind: StageKind) -> str:
    """Give the word for what people send: "postcard" where they are to write one."""
    if kind in {StageKind.DAY, StageKind.CHOICE, StageKind.EXPERT}:
        return _USUAL[kind]
    found = _MADE.search(said)
    thing: list[str] = []
    for word in found["thing"].split() if found else ():
        if word.lower() in _ENDS_THING or word.lower().startswith(("budd", "partner")):
            break
        thing.append(word.lower())
    return " ".join(thing) or _USUAL[kind]


def minutes_in(text: str) -> int:
    """Give the minutes that are said; 0 where none are."""
    found = _MINUTES.search(text)
    if found:
        return whole(found["n"])
    hours = _HOURS.search(text)
    if hours is None:
        return 0
    if hours["n"]:
        return int(hours["n"]) * 60
    return 15 if hours["quarter"] else 30 if hours["half"] else 60


def window_in(text: str) -> int:
    """Give the days that a step is open for; 0 where none are said."""
    found = _WINDOW.search(text)
    if found is None:
        return 0
    number = found["n"] or found["n2"] or found["n3"]
    unit = found["unit"] or found["unit2"] or found["unit3"]
    if not number:
        return FORTNIGHT
    return whole(number) * (WEEK if unit.lower().startswith("week") else 1)


def limit_in(text: str) -> int:
    """Give the words that an answer may have; 0 where nothing is said."""
    found = _LIMIT.search(text)
    if found is None:
        return 0
    return whole(found["n"]) * (100 if found["more"] else 1)


def whole(word: str) -> int:
    """Give the number that digits or a word stand for."""
    return int(word) if word.isdigit() else _WORDS[word.lower()]
