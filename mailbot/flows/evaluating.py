"""Read every labelled mail as it would be read on its day, each in its own scene, and judge it."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from mailbot.core.actions import action_name
from mailbot.core.mail import ParsedMail
from mailbot.core.scheme import Scheme
from mailbot.core.scoring import Judged, Made, judge
from mailbot.edges.collection import BadCollection, KeptCase, scene_text
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.inbound import Received
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.files import shipped
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.building import build_house
from mailbot.flows.house import House
from mailbot.flows.understanding import Understood, make_sense
from mailbot.translate.adoption import read_adoption
from mailbot.translate.arrival import arrival
from mailbot.translate.corrections import Corrections
from mailbot.translate.labels import Labelled, read_label
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.rules import Rules

# Keyed addresses in the mails of a collection prove nothing here: rows have other numbers.
_NO_KEY = bytes(32)


@dataclass(frozen=True, slots=True)
class LabelledMail:
    """One case, ready to be read."""

    kept: KeptCase
    label: Labelled
    mail: ParsedMail
    arrived: datetime

    @property
    def name(self) -> str:
        """Give its name below the collection."""
        return self.kept.name

    @property
    def scene(self) -> Path | None:
        """Give the file of its scene; None for a scheme in which nobody is yet."""
        return self.kept.folder / self.label.scene if self.label.scene else None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One case with what was made of it, by which rules, and the verdict."""

    case: LabelledMail
    understood: Understood
    judged: Judged
    rules: Rules


def labelled(kept: Iterable[KeptCase]) -> tuple[LabelledMail, ...]:
    """Check labels and mails; raises BadDocument or BadCollection with file and key."""
    return tuple(_labelled(one) for one in kept)


def _labelled(kept: KeptCase) -> LabelledMail:
    label = read_label(kept.label_file, kept.label_text)
    mail = parse(kept.raw)
    arrived = arrival(mail)
    if arrived is None:
        raise BadCollection(f"{kept.name}.eml: it has neither Received nor Date; give it one.")
    return LabelledMail(kept, label, mail, arrived)


def evaluate(
    home: Path,
    scheme: Scheme,
    cases: Sequence[LabelledMail],
    scratch: Path,
    *,
    rules_alone: bool = False,
) -> Iterator[Evaluated]:
    """Read all cases with the rules of a home; `scratch` is an empty folder for throw-away databases.

    With `rules_alone` what coordinators corrected does not count.

    Every scene is taken over once, at the arrival of its first mail, and no reading changes it. Gives
    the cases scene by scene; raises BadDocument, BadRule and their like.
    """
    if not cases:
        return
    empty = scratch / "empty.db"
    begins = min(one.arrived for one in cases)
    house = _empty_house(home, scheme, empty, begins)
    if rules_alone:
        house = replace(house, rules=replace(house.rules, corrections=Corrections()))
    by_scene: dict[Path | None, list[LabelledMail]] = {}
    for one in cases:
        by_scene.setdefault(one.scene, []).append(one)
    for number, (scene, inside) in enumerate(by_scene.items()):
        copy = scratch / f"{number}.db"
        shutil.copyfile(empty, copy)
        yield from _in_scene(house, copy, inside, taken_over=scene is not None)


def _empty_house(home: Path, scheme: Scheme, database: Path, now: datetime) -> House:
    engine = open_database(f"sqlite:///{database}", durable=False)
    upgrade(engine, shipped("migrations"))
    house = build_house(home, scheme, engine, _NO_KEY, now, "evaluate")
    engine.dispose()
    return house


def _in_scene(
    house: House, database: Path, cases: Sequence[LabelledMail], *, taken_over: bool
) -> Iterator[Evaluated]:
    engine = open_database(f"sqlite:///{database}", durable=False)
    there = replace(house, engine=engine)
    if taken_over:
        _take_over(there, cases)
    with reading_only(engine) as conn:
        for one in cases:
            yield _read(conn, there, one)
    engine.dispose()


def _take_over(house: House, cases: Sequence[LabelledMail]) -> None:
    first = cases[0]
    text = scene_text(first.kept, first.label.scene)
    adoption = read_adoption(first.label.scene, text, house.hours, known_stages(house))
    with house.engine.begin() as conn:
        adopt(conn, house, adoption, min(one.arrived for one in cases))


def _read(conn: Connection, house: House, case: LabelledMail) -> Evaluated:
    machine = machine_mail(case.mail, case.kept.raw, case.arrived, house.own_addresses)
    row = Received(
        id=0,
        message_id=case.mail.message_id,
        arrived_at=case.arrived,
        state="received",
        from_sent=False,
        outcome="",
        reason="",
        person_id=None,
    )
    understood = make_sense(conn, house, case.mail, machine, row)
    decision = understood.decision
    made = Made(
        understood.reading.intents,
        understood.reading.words,
        decision.outcome,
        tuple(action_name(one) for one in decision.actions),
    )
    return Evaluated(case, understood, judge(case.name, case.label.label, made), house.rules)
