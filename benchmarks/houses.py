"""A scheme of any size in a SQLite file of its own, ready to be measured."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Scheme, Security
from mailbot.edges.db import schema
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House

NOW = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
ADDRESS = "scheme@buddies.example"
OPENED = NOW - timedelta(days=5)
DUE = NOW + timedelta(days=5)
DUE_ONE_IN = 20
_IN_ONE_INSERT = 10_000


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
    with house.engine.begin() as conn:
        conn.execute(
            schema.task_round.insert(),
            {"id": 1, "scheme_id": house.scheme_id, "task": "letters", "started_at": OPENED},
        )
        conn.execute(
            schema.stage.insert(),
            {
                "id": 1,
                "round_id": 1,
                "name": "letter",
                "position": 0,
                "kind": "letter",
                "opens_at": OPENED,
                "due_at": DUE,
            },
        )
        for first in range(1, count + 1, _IN_ONE_INSERT):
            last = min(first + _IN_ONE_INSERT, count + 1)
            _fill(conn, house.scheme_id, range(first, last))


def _fill(conn: Connection, scheme_id: int, people: range) -> None:
    pairs = [one for one in people if one % 2 == 0]
    rows = {
        schema.person: [_person(scheme_id, one) for one in people],
        schema.address: [_address(scheme_id, one) for one in people],
        schema.partnership: [
            {"id": one // 2, "scheme_id": scheme_id, "state": "active", "since": OPENED}
            for one in pairs
        ],
        schema.member: [_member(one) for one in people if one <= pairs[-1]],
        schema.assignment: [_assignment(one) for one in people if one <= pairs[-1]],
    }
    for table, values in rows.items():
        conn.execute(table.insert(), values)


def _person(scheme_id: int, number: int) -> dict[str, object]:
    return {
        "id": number,
        "scheme_id": scheme_id,
        "name": f"Person {number}",
        "state": "active",
        "registered_at": OPENED,
        "role": "clinician" if number % 2 else "general_manager",
    }


def _address(scheme_id: int, number: int) -> dict[str, object]:
    text = f"person{number}@trust.example"
    return {"scheme_id": scheme_id, "person_id": number, "address": text}


def _member(number: int) -> dict[str, object]:
    return {
        "partnership_id": (number + 1) // 2,
        "person_id": number,
        "position": number % 2,
        "current": True,
    }


def _assignment(number: int) -> dict[str, object]:
    return {
        "stage_id": 1,
        "person_id": number,
        "partnership_id": (number + 1) // 2,
        "opened_at": OPENED,
        "due_at": DUE,
        "next_look_at": NOW if number % DUE_ONE_IN == 0 else NOW + timedelta(days=3),
    }
