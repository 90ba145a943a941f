"""A small collection of labelled mails of invented people, for the tests of evaluate."""

import json
from pathlib import Path

SCHEME = "scheme@buddies.example"
SCENE = {
    "people": [
        {"id": "ana", "name": "Ana Reed", "address": "ana@dale.example", "role": "clinician"},
        {"id": "ben", "name": "Ben Cole", "address": "ben@dale.example", "role": "general_manager"},
    ],
    "partnerships": [{"id": "g1", "members": ["ana", "ben"], "since": "2026-09-01"}],
    "rounds": [
        {
            "id": "r1",
            "task": "letters",
            "stages": [{"name": "letter", "opens": "2026-10-16", "due": "2026-10-30T18:00"}],
        }
    ],
    "owed": [{"by": ["ana", "ben"], "round": "r1", "stage": "letter"}],
}


def mail_of(sender: str, words: str, to: str = SCHEME) -> bytes:
    return (
        "Received: from mail.dale.example by mx.buddies.example; Wed, 28 Oct 2026 09:00:00 +0000\r\n"
        f"From: {sender}\r\nTo: {to}\r\nSubject: Hello\r\nMessage-ID: <one@dale.example>\r\n"
        f"\r\n{words}\r\n"
    ).encode()


def add_case(
    folder: Path,
    name: str,
    text: str,
    sender: str = "ana@dale.example",
    to: str = SCHEME,
    **label: object,
) -> None:
    """A case in the group of that folder, in the scene of Ana and Ben."""
    scenes = folder / "scenes"
    scenes.mkdir(parents=True, exist_ok=True)
    (scenes / "letters.json").write_text(json.dumps(SCENE), "utf-8")
    (folder / f"{name}.eml").write_bytes(mail_of(sender, text, to))
    whole = {"scene": "scenes/letters.json"} | label
    (folder / f"{name}.json").write_text(json.dumps(whole), "utf-8")
