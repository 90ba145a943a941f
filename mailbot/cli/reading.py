"""`mailbot read`: what the bot makes of a mail, and what it would do; changes nothing."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.clock import now_option
from mailbot.cli.wiring import one_house, open_houses
from mailbot.core.actions import described
from mailbot.core.reading import Facts, Intent, SenderKind
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.inbound import Received
from mailbot.flows.understanding import Understood, make_sense
from mailbot.translate.arrival import arrival
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--scheme", "address", default="", help="Which scheme, where there are several.")
@click.option("--json", "in_json", is_flag=True, help="Print everything as JSON.")
@now_option
@click.pass_obj
def read(
    home: Path, /, *, file: Path, address: str, in_json: bool, moment: datetime | None
) -> None:
    """Say what FILE, one mail as .eml, means and what would be done about it."""
    houses = open_houses(home, os.environ, moment_of(moment, UTC), passwords=False)
    house = one_house(houses, address)
    raw = file.read_bytes()
    mail = parse(raw)
    now = moment_of(moment, house.scheme.timezone)
    # A file has no INTERNALDATE: `--now` takes its place.
    arrived = now if moment is not None else arrival(mail) or now
    machine = machine_mail(mail, raw, arrived, house.own_addresses)
    row = Received(
        0,
        mail.message_id,
        arrived,
        "received",
        from_sent=False,
        outcome="",
        reason="",
        person_id=None,
    )
    with reading_only(house.engine) as conn:
        understood = make_sense(conn, house, mail, machine, row)
    shown = as_data(understood)
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False) if in_json else as_text(shown))


def as_data(understood: Understood) -> dict[str, object]:
    """Give the reading in the shape of the contract."""
    facts, reading, decision = understood.facts, understood.reading, understood.decision
    return {
        "message_id": understood.mail.message_id,
        "from": {
            "address": facts.sender.address,
            "person": facts.sender.person.id if facts.sender.person else None,
            "role": _role(facts),
            "verified": facts.sender.verified,
        },
        "answers": _answers(facts),
        "intents": [_intent(one) for one in reading.intents],
        "words": reading.words,
        "attachments": [
            {"name": one.name, "type": one.content_type, "size_bytes": one.size_bytes}
            for one in reading.attachments
        ],
        "outcome": decision.outcome,
        "reason": decision.reason,
        "would": [described(one) for one in decision.actions],
    }


def _role(facts: Facts) -> str:
    person = facts.sender.person
    if facts.sender.kind is SenderKind.PARTICIPANT and person is not None:
        return person.role.value or "participant"
    return facts.sender.kind.value


def _answers(facts: Facts) -> dict[str, object] | None:
    one = facts.answered
    if one is None:
        return None
    return {
        "ref": one.ref,
        "mail": one.mail.value,
        "round": one.round_id,
        "stage": one.stage,
        "by": one.sign,
        "agrees": one.agrees,
    }


def _intent(intent: Intent) -> dict[str, object]:
    slots = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in intent.slots.items()
    }
    return {
        "kind": intent.kind.value,
        "confidence": round(intent.confidence, 3),
        "because": list(intent.because),
        **slots,
    }


def as_text(shown: dict[str, object]) -> str:
    """Show a reading to a person, line by line."""
    lines = [f"{key}: {value}" for key, value in shown.items() if key not in {"intents", "would"}]
    for key in ("intents", "would"):
        lines.append(f"{key}:")
        found = shown[key]
        assert isinstance(found, list), "made above"
        lines.extend(f"  - {json.dumps(one, ensure_ascii=False)}" for one in found)
    return "\n".join(lines)
