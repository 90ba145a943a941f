"""What a coordinator can write, row by row, with who hears of it; it is played on any mail world."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from mailbot.core.scheme import Coordinator
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, Telling, words_of

KIT = "kit@office.test"
RAO = "rao@clinic.test"
OTHERS = (KIT, RAO)
CALLED = {"you": GIL, "Ana": ANA, "Ben": BEN, "Cleo": CLEO, "Dev": DEV, "Kit": KIT, "Dr Rao": RAO}
ROWS_FILE = Path(__file__).with_name("spoken.toml")
# So many mails on two days would use up the contact budget that is shipped.
PATIENT = "[budget]\nper_48_hours = 100\nper_7_days = 100\nper_28_days = 100\n"
NOT_TOLD = frozenset({"N01"})  # the digest comes by itself
FIRST_HOUR, LAST_HOUR = 7, 16


@dataclass(frozen=True, slots=True)
class Row:
    """One mail of Gil's, as spoken.toml explains it."""

    says: str
    does: str
    part: str = ""
    hears: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    first: tuple[tuple[str, str], ...] = ()
    to: tuple[str, ...] = ()
    answers: str = ""
    also: tuple[str, ...] = ()


def rows() -> tuple[Row, ...]:
    """Give all rows in their order."""
    found: list[Row] = []
    for one in tomllib.loads(ROWS_FILE.read_text("utf-8"))["row"]:
        part = one.get("part") or found[-1].part
        first = tuple((who, words) for who, words in one.get("first", ()))
        found.append(Row(**{**one, "part": part, "first": first}))
    return tuple(found)


def two_work_and_two_wait(stage: Telling, trusted: str = "") -> None:
    """Bring a scheme with two coordinators to where Ana and Ben write letters, and Cleo and Dev wait."""
    scheme = stage.house.scheme
    both = (*scheme.coordinators, Coordinator("Kit Hale", KIT))
    verdicts = (trusted,) if trusted else scheme.trusted_authserv
    scheme = replace(scheme, coordinators=both, trusted_authserv=verdicts)
    stage.house = replace(stage.house, scheme=scheme)
    stage.is_running()
    _next_morning(stage)
    for one in (CLEO, DEV):
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=1)
    stage.passes(minutes=30)


def plays(stage: Telling, row: Row, head: str = "") -> dict[str, str]:
    """Let Gil write what a row says; give who got which kinds of mail, by what they are called."""
    _by_day(stage)
    for who, words in row.first:
        stage.writes(CALLED[who], words, "A question")
        stage.passes(minutes=6)
    before = {one: len(stage.to(one)) for one in CALLED.values()}
    said = row.says.replace("{number}", _newest_question(stage))
    answered = stage.of_kind(GIL, row.answers) if row.answers else None
    to = ", ".join(CALLED.get(one, one) for one in row.to)
    stage.writes(GIL, said, "A word", to=to, answers=answered, head=head)
    stage.passes(minutes=1)
    if "N05" in stage.heard(GIL, since=before[GIL]):
        stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
        stage.passes(minutes=1)
    stage.passes(minutes=3 if row.part == "Look" else 16)
    return dict(_heard_since(stage, before))


def reads(stage: Telling) -> str:
    """Give what Gil read last, the digest left out."""
    kinds = zip(stage.heard(GIL), stage.to(GIL), strict=True)
    return words_of([mail for kind, mail in kinds if kind not in NOT_TOLD][-1])


def _heard_since(stage: Telling, before: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    for called, address in CALLED.items():
        kinds = [one for one in stage.heard(address, since=before[address]) if one not in NOT_TOLD]
        if kinds:
            yield called, " ".join(kinds)


def _newest_question(stage: Telling) -> str:
    ((number,),) = stage.ask("select max(number) from promise where kind = 'question'")
    return str(number)


def _by_day(stage: Telling) -> None:
    """Go on in the morning where the day is nearly over, and let midday pass: what leaves then is no answer."""
    if stage.clock.now.hour >= LAST_HOUR:
        _next_morning(stage)
    midday = stage.clock.now.replace(hour=11, minute=20)
    if midday - timedelta(minutes=30) < stage.clock.now < midday:
        stage.clock.now = midday
        stage.passes()


def _next_morning(stage: Telling) -> None:
    morning = stage.clock.now + timedelta(days=3 if stage.clock.now.weekday() == 4 else 1)
    for hour in (2, FIRST_HOUR, FIRST_HOUR + 1):
        stage.clock.now = morning.replace(hour=hour, minute=45)
        stage.passes()
