"""Score what mailbot reads in one public set of mails against the truth that came with the set."""

import json
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from mailbot.core.mail import ParsedMail
from mailbot.translate.parse import parse
from mailbot.translate.plain import text_of_html
from mailbot.translate.words import OwnWords, own_words

Scores = dict[str, int | float]
SECONDS_A_FILE = 10
_LEAK = 5
_ATTRIBUTION = re.compile(r"(?:^|(?<=\n))[^>\n][^\n]*(?:\n[^>\n][^\n]*){0,3}:[ ]*\n\s*(?=>)")
_HEAD = "From: person@client.example\nSubject: Re: set\nContent-Type: text/{}; charset=utf-8\n\n"


class TooSlow(BaseException):
    """A mail took longer than anybody waits; no handler of ordinary errors may swallow it."""


@dataclass(slots=True)
class Tally:
    """Counts of one set, the cases behind the bad ones, and the slowest mail."""

    scores: Counter[str] = field(default_factory=Counter)
    cases: dict[str, list[str]] = field(default_factory=dict)
    slowest_ms: float = 0.0

    def count(self, what: str, case: str | None = None) -> None:
        """Count one more; a case that is named is listed."""
        self.scores[what] += 1
        if case is not None:
            self.cases.setdefault(what, []).append(case)

    def timed(self, name: str, act: Callable[[], None]) -> None:
        """Do something for one file; a crash and a time-out are counted, and the next file goes on."""
        start = perf_counter()
        try:
            with _at_most(SECONDS_A_FILE):
                act()
        except TooSlow:
            self.count("time-outs", name)
        except Exception:  # noqa: BLE001 - a measurement counts crashes, of whatever kind
            self.count("crashes", name)
        self.slowest_ms = max(self.slowest_ms, round((perf_counter() - start) * 1000, 1))


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise TooSlow

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def replies(folder: Path) -> Tally:
    """Compare the words of every NAME.in.txt or NAME.in.html with NAME.want.txt or NAME.needles.json.

    Some sets count a signature among the words and some do not: the set is scored both ways, and the way
    in which more cases are equal is taken (`signatures stay` is then 1).
    """
    without, with_signature = Tally(), Tally()
    for path in sorted(folder.glob("*.in.*")):
        name = path.name.partition(".in.")[0]
        octets = _HEAD.format("html" if path.suffix == ".html" else "plain").encode()

        def read(path: Path = path, octets: bytes = octets, name: str = name) -> None:
            found = own_words(parse(octets + path.read_bytes()))
            _against(folder, name, found, found.text, without)
            _against(folder, name, found, f"{found.text}\n{found.signature}", with_signature)

        without.timed(name, read)
    stays = with_signature.scores["exact"] > without.scores["exact"]
    best = with_signature if stays else without
    best.scores["signatures stay"] = int(stays)
    for what in ("crashes", "time-outs"):
        best.scores[what] = without.scores[what]
    best.slowest_ms = without.slowest_ms
    return best


def _against(folder: Path, name: str, found: OwnWords, text: str, tally: Tally) -> None:
    path = folder / f"{name}.want.txt"
    tally.count("cases")
    if not path.exists():
        _needles(folder / f"{name}.needles.json", name, text, tally)
        return
    truth = path.read_text(errors="replace")
    # A truth may be the HTML that is left.
    wanted = text_of_html(truth) if (folder / f"{name}.in.html").exists() else truth
    text = _with_forward(found, text, wanted)
    want, got = unmarked(wanted), unmarked(text)
    tally.count("whole")
    tally.count(*("exact",) if folded(got) == folded(want) else ("not exact", name))
    kept = Counter(_words(f"{found.text}\n{found.signature}\n{_passed_on(found)}"))
    # A word that still stands there behind a mark is not lost.
    lost = Counter(_words(want)) - Counter(_words(text))
    gone = Counter(_words(unmarked(_unattributed(wanted)))) - kept
    leaked = Counter(_words(unmarked(_with_forward(found, found.text, wanted)))) - Counter(
        _words(want)
    )
    tally.scores["words"] += len(_words(want))
    tally.scores["words lost"] += lost.total()
    tally.scores["words leaked"] += leaked.total()
    if lost:
        tally.count("lose words", name)
    if gone:
        tally.count("lose a person's words", name)
    if leaked.total() >= _LEAK:
        tally.count(f"leak {_LEAK} or more", name)


def _passed_on(found: OwnWords) -> str:
    """Give what is kept apart as forwarded."""
    return found.forwarded.whole if found.forwarded else ""


def _with_forward(found: OwnWords, text: str, wanted: str) -> str:
    """Add what was sent on where the truth counts it as the person's, and where they sent nothing else."""
    whole = _passed_on(found)
    stays = not found.text or folded(whole) in folded(wanted)
    return f"{text}\n\n{whole}" if whole and stays else text


def _unattributed(wanted: str) -> str:
    """Leave out the sentence that introduces a marked quote, as the quote itself is left out."""
    return _ATTRIBUTION.sub("\n", wanted)


def _needles(path: Path, name: str, text: str, tally: Tally) -> None:
    needles = json.loads(path.read_text())
    has, has_not = needles.get("has", []), needles.get("hasnot", [])
    if any(folded(one) not in folded(text) for one in has):
        tally.count("lose words", name)
    if any(folded(one) in folded(text) for one in has_not):
        tally.count("needles leaked", name)


def oddities(folder: Path) -> Tally:
    """Read every mail of a folder; compare it with NAME.json where there is one.

    The keys that are looked at: `subject`, `sender` or `from`, `body` or `text`, `attachments`.
    """
    tally = Tally()
    for path in mails_in(folder):

        def read(path: Path = path) -> None:
            mail = parse(path.read_bytes())
            own_words(mail)
            tally.count("mails")
            if mail.unreadable:
                tally.count("unreadable", path.name)
            for truth in (path.with_suffix(".json"), path.with_name(path.name + ".json")):
                if truth.exists():
                    _agree(mail, json.loads(truth.read_text()), path.name, tally)

        tally.timed(path.name, read)
    return tally


def _agree(mail: ParsedMail, truth: Mapping[str, object], name: str, tally: Tally) -> None:
    files = truth.get("attachments")
    wanted = {
        "subject": (truth.get("subject"), mail.subject),
        "sender": (truth.get("sender", truth.get("from")), mail.sender),
        "body": (truth.get("body", truth.get("text")), mail.text),
        "attachments": (files, _files(mail, files)),
    }
    for what, (want, got) in wanted.items():
        if want is None:
            continue
        agrees = folded(str(want)).lower() == folded(str(got)).lower()
        loosely = what == "sender" and bool(got) and str(got) in str(want).lower()
        tally.count(f"{what} agree" if agrees or loosely else f"{what} differ", name)


def _files(mail: ParsedMail, wanted: object) -> object:
    count = len(mail.attachments) + len(mail.attached_messages)
    if not isinstance(wanted, list):
        return count
    if all(isinstance(one, str) for one in wanted):
        return [one.name for one in mail.attachments]
    return [{**one, "name": file.name} for one, file in zip(wanted, mail.attachments, strict=False)]


def mails_in(folder: Path) -> list[Path]:
    """Give the files of a set that are mails."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix not in (".json", ".md") and path.name != "README"
    )


def unmarked(text: str) -> str:
    """Leave out the lines that carry a quote mark: the sets disagree on whether they stay."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))


def folded(text: str) -> str:
    """Make all white space one space."""
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
