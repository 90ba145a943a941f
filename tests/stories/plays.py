"""The tasks of the bank as plays: who says what, in order, for a pair and for a trio."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages import start_round
from mailbot.translate.adoption import read_adoption
from tests.stories.paper import on_paper
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEGINS, BEN, GIL, SCHEME, Telling, words_of

ELI = "eli@finance.test"  # a specialty manager, the third of a trio
HAL = "hal@board.test"  # an expert
CALLED = {ANA: "Ana", BEN: "Ben", ELI: "Eli", HAL: "Hal", GIL: "Gil"}
# What belongs to the running of a scheme and to no task.
BESIDE_THE_TASK = frozenset({MailId.N01, MailId.N04, MailId.N05})
# The task that is not in the bank: nothing is started, because a coordinator has yet to write it.
FIFTH = "swap-a-form"
PEOPLE = """{"scheme": "scheme@buddies.test", "people": [
 {"id": "a", "name": "Ana Reyes", "address": "ana@ward.test", "role": "clinician", "state": "active"},
 {"id": "b", "name": "Ben Okafor", "address": "ben@trust.test", "role": "general_manager", "state": "active"},
 {"id": "e", "name": "Eli Stone", "address": "eli@finance.test", "role": "specialty_manager", "state": "active"},
 {"id": "h", "name": "Hal Winter", "address": "hal@board.test", "role": "expert", "specialty": "commissioning", "state": "active"}],
 "partnerships": [{"id": "g", "members": [%s], "since": "2021-06-01"}]}"""


@dataclass(slots=True)
class Page:
    """One thing that was said: by whom to whom, under which subject, in which words, and when."""

    at: datetime
    sender: str
    reader: str
    subject: str
    words: str
    kind: str


@dataclass(slots=True)
class Play:
    """A task under way on the embedded mail world; `pages` are all that was said, in order.

    `left_out` are the kinds of mail that are not put down.
    """

    stage: Telling
    cast: tuple[str, ...]
    pages: list[Page] = field(default_factory=list)
    read: int = 0
    left_out: frozenset[MailId] = BESIDE_THE_TASK

    def starts(self, task: str) -> None:
        """Let the task begin on the Thursday, and let people get it."""
        house, now = self.stage.house, self.stage.clock.now
        with house.engine.begin() as conn:
            start_round(
                conn,
                house,
                Case(now, "a play begins"),
                task,
                datetime(2021, 6, 10, tzinfo=UTC).date(),
            )
        self.days(3)

    def says(self, who: str, words: str, answers: str = "", *, copied: str = "") -> None:
        """Let somebody answer the newest mail of a kind (or write afresh), and a while pass."""
        mail = self.stage.of_kind(who, answers) if answers else None
        subject = f"Re: {mail['Subject']}" if mail is not None else "Hello"
        now = self.stage.clock.now
        self.pages.append(Page(now, CALLED[who], "the scheme", subject, words, ""))
        self.stage.writes(who, words, answers=mail, copied=copied)
        self.later(minutes=2)
        self.later(minutes=10)
        self.later(hours=1)

    def decides(self, words: str, about: str) -> None:
        """Let Gil answer the line of the newest digest that is about something."""
        digest = [
            one
            for one in self.stage.to(GIL)
            if about in words_of(one) and "need" in str(one["Subject"])
        ][-1]
        number = next(line.split()[0] for line in words_of(digest).splitlines() if about in line)
        line = next(line for line in words_of(digest).splitlines() if about in line)
        self.pages.append(
            Page(self.stage.clock.now, "the scheme", "Gil", str(digest["Subject"]), line, "N01")
        )
        self.pages.append(
            Page(
                self.stage.clock.now,
                "Gil",
                "the scheme",
                f"Re: {digest['Subject']}",
                f"{number} {words}",
                "",
            )
        )
        self.stage.writes(GIL, f"{number} {words}", answers=digest)
        self.later(minutes=5)
        self.later(hours=1)

    def later(self, **after: float) -> None:
        """Let time pass."""
        self.stage.passes(**after)
        self._notes()

    def days(self, count: int) -> None:
        """Let days pass."""
        for _ in range(count):
            self.stage.days(1)
            self._notes()

    def _notes(self) -> None:
        kinds = {
            str(key): str(kind)
            for key, kind in self.stage.ask("select message_id, mail from outbox")
        }
        for reader, mail in self.stage.mails[self.read :]:
            kind = kinds.get(str(mail["Message-ID"]), "")
            if kind and kind not in self.left_out:
                self.pages.append(
                    Page(
                        self.stage.clock.now,
                        "the scheme",
                        CALLED[reader],
                        str(mail["Subject"]),
                        _body(mail),
                        kind,
                    )
                )
        self.read = len(self.stage.mails)

    def kinds(self, who: str) -> list[str]:
        """Give the kinds of mail that somebody got for the task, in order."""
        return [one.kind for one in self.pages if one.reader == CALLED[who] and one.kind]

    def last(self, who: str, kind: str) -> str:
        """Give the words of the newest mail of a kind that somebody got."""
        return [one.words for one in self.pages if one.reader == CALLED[who] and one.kind == kind][
            -1
        ]

    @contextmanager
    def now_by_gil(self) -> Iterator[tuple[Connection, House, Case]]:
        """Give what a command of Gil's is carried out with."""
        case = Case(self.stage.clock.now, "Gil asked for it", "Gil")
        with self.stage.house.engine.begin() as conn:
            yield conn, self.stage.house, case

    def open(self) -> list[tuple[object, ...]]:
        """Give (name, stage) of all that is still owed."""
        return self.stage.ask(
            "select p.name, s.name from assignment a join stage s on s.id = a.stage_id"
            " join person p on p.id = a.person_id where a.done_at is null and a.closed_at is null"
            " order by a.id"
        )


def _body(mail: Message) -> str:
    return words_of(mail).replace("\r\n", "\n").strip().rpartition("\n\n")[0]


@contextmanager
def play(home: Path, task: str, *cast: str) -> Iterator[Play]:
    """Open a stage on paper with a pair or trio who know each other, and start a task."""
    with on_paper(home) as stage:
        yield begun(stage, task, cast)


@contextmanager
def play_on_servers(home: Path, task: str, *cast: str) -> Iterator[Play]:
    """Open the same on the embedded mail world."""
    with scene(home) as stage:
        for address in (ELI, HAL):
            stage.server.add_person(address)
        yield begun(stage, task, cast)


def begun(stage: Telling, task: str, cast: tuple[str, ...]) -> Play:
    """Bring the cast to a stage and start a task."""
    ids = {ANA: "a", BEN: "b", ELI: "e"}
    members = ", ".join(f'"{ids[one]}"' for one in cast)
    with stage.house.engine.begin() as conn:
        known = known_stages(stage.house)
        cast_file = (PEOPLE % members).replace(SCHEME, stage.house.scheme.address)
        adoption = read_adoption("the cast", cast_file, stage.house.hours, known)
        adopt(conn, stage.house, adoption, BEGINS)
    opened = Play(stage, cast)
    if task == FIFTH:
        opened.left_out = frozenset({MailId.N01})
    else:
        opened.starts(task)
    return opened
