"""A home folder of a small scheme, and the file by which such a scheme is taken over."""

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.cli.opening import open_house
from mailbot.flows.house import House

NOW = "2026-10-27T09:00"
ADDRESS = "dale@buddies.example"

TOML = f"""
[database]
url = "sqlite:///mailbot.db"
[[scheme]]
name = "Dale Buddies"
address = "{ADDRESS}"
sender_name = "Dale Buddies"
timezone = "Europe/London"
mode = "MODE"
[scheme.imap]
host = "127.0.0.1"
port = 9
security = "none"
[scheme.smtp]
host = "127.0.0.1"
port = 9
security = "none"
[[scheme.coordinator]]
name = "Gil Marsh"
address = "gil@trust.example"
duty = true
lead = true
"""


def make_home(folder: Path, mode: str = "approve") -> Path:
    (folder / "mailbot.toml").write_text(TOML.replace("MODE", mode), "utf-8")
    return folder


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), *arguments])


def told(home: Path, *arguments: str):
    """What a command says with --json; it must end with 0."""
    result = run(home, *arguments, "--json")
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def house_of(home: Path) -> House:
    return open_house(home, "", datetime.fromisoformat(NOW).replace(tzinfo=UTC))[0]


def person(identity: str, name: str, role: str, **more: object) -> dict[str, object]:
    return {
        "id": identity,
        "name": name,
        "address": f"{identity}@trust.example",
        "role": role,
    } | more


def scheme_by_hand():
    """Ana and Ben write letters, Ben has sent his and Ana is late; Fay was asked whether she is all right."""
    doctor = {"specialty": "psychiatry", "grade": "ST4", "employer": "Dale Trust", "town": "Dale"}
    manager = {"employer": "Dale Trust", "town": "Dale"}
    return {
        "scheme": ADDRESS,
        "people": [
            person("ana", "Ana Reed", "clinician", state="active", **doctor),
            person("ben", "Ben Cole", "general_manager", state="active", **manager),
            person("cleo", "Cleo Hart", "clinician", state="waiting", **doctor),
            person("dev", "Dev Shah", "general_manager", state="waiting", **manager),
            person("fay", "Fay Long", "clinician", state="paused", until="2026-12-01"),
        ],
        "partnerships": [{"id": "g1", "members": ["ana", "ben"], "since": "2026-09-01"}],
        "rounds": [
            {
                "id": "r1",
                "task": "letters",
                "stages": [{"name": "letter", "opens": "2026-10-12", "due": "2026-10-23T18:00"}],
            }
        ],
        "owed": [
            {"by": ["ana"], "round": "r1", "stage": "letter", "done": False},
            {"by": ["ben"], "round": "r1", "stage": "letter", "done": True},
        ],
        "questions": [
            {"id": "q1", "from": "ben", "at": "2026-10-20T09:00", "text": "May we meet in person?"}
        ],
        "sent": [
            {
                "message_id": "<one@buddies.example>",
                "mail": "P10",
                "to": ["ana"],
                "at": "2026-10-12T10:00",
                "subject": "Task 1: a letter to Ben",
                "text": "Please write the confidential word kingfisher to Ben.",
                "html": None,
                "round": "r1",
                "stage": "letter",
            },
            {
                "message_id": "<two@buddies.example>",
                "mail": "P24",
                "to": ["fay"],
                "at": "2026-10-13T10:00",
                "subject": "Are you all right?",
                "text": "1 count me in 2 pause 3 stop",
            },
        ],
    }


def write_scheme(home: Path, scheme: dict[str, object]) -> Path:
    file = home / "scheme.json"
    file.write_text(json.dumps(scheme), "utf-8")
    return file


def adopted_home(folder: Path, mode: str = "approve") -> Path:
    """A home that has taken the scheme over."""
    home = make_home(folder, mode)
    result = run(home, "adopt", str(write_scheme(home, scheme_by_hand())), "--now", NOW)
    assert 0 == result.exit_code, result.output
    return home
