"""`mailbot read`: what the bot makes of a mail, and what it would do; changes nothing."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.clock import now_option
from mailbot.cli.wiring import one_house, open_houses
from mailbot.core.actions import described
from mailbot.core.mail import Attachment
from mailbot.core.reading import Facts, Intent, IntentKind, Reading, SenderKind
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.inbound import Received
from mailbot.flows.understanding import Understood, make_sense
from mailbot.translate.arrival import arrival
from mailbot.translate.explain import Spoke, spoke_in
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.rules import Rules


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
    shown = explained(understood, house.rules)
    if in_json:
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    for line in as_lines(shown):
        click.echo(line)


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
        "words": _words(reading),
        "attachments": [_file(one, reading) for one in reading.attachments],
        "outcome": decision.outcome,
        "reason": decision.reason,
        "would": [described(one) for one in decision.actions],
    }


def _words(reading: Reading) -> str:
    """Give what the person wrote: the text of their file, where that is what they sent."""
    work = reading.intent(IntentKind.SUBMISSION)
    by_file = work is not None and bool(work.slots.get("file"))
    # A picture has no text.
    return str(work.slots.get("text", "")) if work is not None and by_file else reading.words


def _file(file: Attachment, reading: Reading) -> dict[str, object]:
    """Show a file with what was read in it, or why nothing was."""
    shown = {"name": file.name, "type": file.content_type, "size_bytes": file.size_bytes}
    looked = next((one for one in reading.documents if one.name == file.name), None)
    if looked is None:
        return shown
    return shown | ({"unread": looked.unread.value} if looked.unread else {"text": looked.text})


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


def explained(understood: Understood, rules: Rules) -> dict[str, object]:
    """Give the reading with every rule that was found in the mail, whether or not it counted."""
    found = spoke_in(understood.reading, understood.mail.subject, understood.facts, rules)
    intents = [
        _intent(one) | {"spoke": [_spoke(each) for each in found if each.kind is one.kind]}
        for one in understood.reading.intents
    ]
    return as_data(understood) | {"intents": intents, "spoke": [_spoke(one) for one in found]}


def _spoke(one: Spoke) -> dict[str, object]:
    return {
        "rule": one.rule,
        "for": one.kind.value,
        "weight": one.weight,
        "words": one.words,
        "counts": one.counts,
        "why_not": one.why_not,
    }


def as_lines(shown: Mapping[str, object]) -> Iterator[str]:
    """Show a reading to a person, line by line; rules that were found and did not count come last."""
    for key, value in shown.items():
        if key not in _LISTS:
            yield f"{key}: {value}"
    for key in ("intents", "would"):
        yield f"{key}:"
        for one in _entries(shown, key):
            plain = {name: value for name, value in one.items() if name != "spoke"}
            yield f"  - {json.dumps(plain, ensure_ascii=False)}"
    found = _entries(shown, "spoke")
    yield "rules that spoke:"
    yield from (_spoken_line(one) for one in found if one["counts"])
    yield "rules that were found and did not count:"
    yield from (_spoken_line(one) for one in found if not one["counts"])


_LISTS = frozenset({"intents", "would", "spoke"})


def _entries(shown: Mapping[str, object], key: str) -> list[dict[str, object]]:
    found = shown.get(key, [])
    assert isinstance(found, list), "made above"
    return found


def _spoken_line(one: Mapping[str, object]) -> str:
    weight = one["weight"]
    assert isinstance(weight, float), "made above"
    side = "for" if weight > 0 else "against"
    why = f": {one['why_not']}" if one["why_not"] else ""
    return f"  - {side} {one['for']} {abs(weight)} '{one['words']}' ({one['rule']}){why}"
