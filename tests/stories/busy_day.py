"""A day on which much is due at once, played on from any disturbance to its end."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.passing import one_pass
from mailbot.flows.steps import Step
from mailbot.translate.adoption import read_adoption
from tests.stories.scene import Scene, scene, settings_for
from tests.stories.telling import ANA, BEGINS, BEN, DEV, JOINS, LETTER

ELI = "eli@ward.example"
FAY = "fay@trust.example"
WEN = "wen@ward.example"  # on a break that ends on the day of the crash
DAY_AFTER = BEGINS.replace(day=8, hour=9)
CLAIMS_DIE = timedelta(minutes=20)

UNDER_WAY = {
    "people": [
        {"id": "eli", "name": "Eli Ward", "address": ELI, "role": "clinician"},
        {"id": "fay", "name": "Fay Hill", "address": FAY, "role": "general_manager"},
        {
            "id": "wen",
            "name": "Wen Lake",
            "address": WEN,
            "role": "clinician",
            "specialty": "psychiatry",
            "town": "Bolton",
            "state": "paused",
            "until": "2021-06-08",
        },
    ],
    "partnerships": [{"id": "g", "members": ["eli", "fay"], "since": "2021-05-20"}],
    "rounds": [
        {
            "id": "r",
            "task": "letters",
            "stages": [{"name": "letter", "opens": "2021-05-24", "due": "2021-06-07T18:00"}],
        }
    ],
    "owed": [{"by": ["eli", "fay"], "round": "r", "stage": "letter", "done": False}],
    "sent": [
        {
            "message_id": f"<task.{name}@byhand.example>",
            "mail": "P10",
            "to": [name],
            "at": "2021-05-24T10:00",
            "subject": "Task 1: a letter to your buddy",
            "text": "Please write a letter to your buddy about something that went wrong.",
            "round": "r",
            "stage": "letter",
        }
        for name in ("eli", "fay")
    ],
}


@contextmanager
def eve_of_a_busy_day(home: Path, at_step: Callable[[Step], None] | None = None) -> Iterator[Scene]:
    """Set the stage: yesterday's work is done; three mails wait, somebody's break ends, and two are overdue."""
    with scene(home, at_step=at_step) as stage:
        server = stage.server
        for one in (ELI, FAY, WEN):
            server.add_person(one)
        (home / "mailbot.toml").write_text(settings_for(server), "utf-8")
        house = stage.house
        read = read_adoption("scheme.json", json.dumps(UNDER_WAY), house.hours, known_stages(house))
        with house.engine.begin() as conn:
            adopt(conn, house, read, stage.clock.now)
        # Its answer goes out, and the copy in Sent shows that this server keeps them.
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.passes(minutes=5)
        stage.passes(hours=2)
        stage.clock.now = DAY_AFTER
        for one in (BEN, DEV):
            stage.writes(one, JOINS[one], "Joining")
        reply = "In-Reply-To: <task.eli@byhand.example>"
        stage.writes(ELI, LETTER, "Re: Task 1: a letter to your buddy", head=reply)
        yield stage


def goes_on(stage: Scene) -> None:
    """Let whoever comes after the crash do two passes, the first when old claims are dead."""
    house = replace(stage.house, owner="whoever came next")
    for _ in range(2):
        stage.clock.now += CLAIMS_DIE
        assert one_pass(house, stage.clock.now).troubles == ()
    stage.collects()


def the_end(stage: Scene) -> dict[str, list[str]]:
    """Say how it all stands, without numbers and times, which a crash may change."""
    questions = {
        "people": "select a.address, p.state from person p join address a on a.person_id = p.id",
        "pairs": "select g.state, p.name from partnership g"
        " join member m on m.partnership_id = g.id join person p on p.id = m.person_id"
        " where m.current",
        "assignments": "select p.name, s.name, a.done_at is null, a.closed_at is null"
        " from assignment a join person p on p.id = a.person_id join stage s on s.id = a.stage_id",
        "submissions": "select p.name, s.text, s.state from submission s"
        " join assignment a on a.id = s.assignment_id join person p on p.id = a.person_id",
        "promises": "select kind, state, title from promise",
        "received": "select message_id, state, outcome, reason from received",
        "outbox": "select mail, recipients, subject, state from outbox",
    }
    record = {name: sorted(map(repr, stage.ask(sql))) for name, sql in questions.items()}
    return {**record, "mails": sorted(f"{who}: {mail['Subject']}" for who, mail in stage.mails)}
