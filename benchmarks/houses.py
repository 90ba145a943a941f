"""A scheme of any size in a SQLite file of its own, ready to be measured."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, Security
from mailbot.edges.db import schema
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House

NOW = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
ADDRESS = "scheme@buddies.example"
DUE_ONE_IN = 20


def house_in(home: Path, imap_port: int = 1, smtp_port: int = 1, smtp_user: str = ADDRESS) -> House:
    """Make a new scheme in mode auto, whose servers are on loopback without TLS."""
    engine = open_database(f"sqlite:///{home}/mailbot.db")
    upgrade(engine, shipped("migrations"))
    login = [
        Login("127.0.0.1", port, Security.NONE, user, "pw")
        for port, user in ((imap_port, ADDRESS), (smtp_port, smtp_user))
    ]
    scheme = Scheme(
        "Measured scheme",
        ADDRESS,
        "Measured scheme",
        ZoneInfo("Europe/London"),
        Mode.AUTO,
        login[0],
        login[1],
        (Coordinator("Jo Barnes", "jo@org.example", duty=True, lead=True),),
        Pacing(1_000_000, 10_000_000, 4),
    )
    return build_house(home, scheme, engine, b"k" * 32, NOW, "measured")


def fill(house: House, count: int) -> None:
    """Add so many people in pairs who all owe a letter; one in twenty is due to be looked at."""
    people = range(1, count + 1)
    opened, due = NOW - timedelta(days=5), NOW + timedelta(days=5)
    pairs = [
        {"id": one, "scheme_id": house.scheme_id, "state": "active", "since": opened}
        for one in range(1, count // 2 + 1)
    ]
    with house.engine.begin() as conn:
        conn.execute(
            schema.person.insert(),
            [
                {
                    "id": one,
                    "scheme_id": house.scheme_id,
                    "name": f"Person {one}",
                    "state": "active",
                    "registered_at": opened,
                    "role": "clinician" if one % 2 else "general_manager",
                }
                for one in people
            ],
        )
        conn.execute(
            schema.address.insert(),
            [
                {
                    "scheme_id": house.scheme_id,
                    "person_id": one,
                    "address": f"person{one}@trust.example",
                }
                for one in people
            ],
        )
        conn.execute(schema.partnership.insert(), pairs)
        conn.execute(
            schema.member.insert(),
            [
                {
                    "partnership_id": (one + 1) // 2,
                    "person_id": one,
                    "position": one % 2,
                    "current": True,
                }
                for one in people
            ],
        )
        conn.execute(
            schema.task_round.insert(),
            [{"id": 1, "scheme_id": house.scheme_id, "task": "letters", "started_at": opened}],
        )
        conn.execute(
            schema.stage.insert(),
            [
                {
                    "id": 1,
                    "round_id": 1,
                    "name": "letter",
                    "position": 0,
                    "kind": "letter",
                    "opens_at": opened,
                    "due_at": due,
                }
            ],
        )
        conn.execute(
            schema.assignment.insert(),
            [
                {
                    "stage_id": 1,
                    "person_id": one,
                    "partnership_id": (one + 1) // 2,
                    "opened_at": opened,
                    "due_at": due,
                    "next_look_at": NOW if one % DUE_ONE_IN == 0 else NOW + timedelta(days=3),
                }
                for one in people
            ],
        )
