"""Score what mailbot makes of delivery reports and automatic replies, and where it sees one in vain."""

import json
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.scored import Tally
from mailbot.core.mail import MachineKind, MachineMail
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse

_ARRIVED = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
_REPORTS = (MachineKind.BOUNCE, MachineKind.DELAYED)
_AUTOMATIC = (MachineKind.OUT_OF_OFFICE, MachineKind.OTHER_AUTOMATIC)


def _machine(path: Path) -> MachineMail | None:
    raw = path.read_bytes()
    return machine_mail(parse(raw), raw, _ARRIVED, frozenset())


def reports(folder: Path) -> Tally:
    """Compare with truth.json: is it a report, about whom, for good or for now, or an auto-reply?

    A report that says "delayed" is found as well as one that says "failed". Recipients are right when
    all of them and no others are named.
    """
    tally = Tally()
    for name, truth in json.loads((folder / "truth.json").read_text()).items():

        def read(name: str = name, truth: dict[str, object] = truth) -> None:
            _judge(name, truth, _machine(folder / name), tally)

        if (folder / name).exists():
            tally.timed(name, read)
    return tally


def _judge(name: str, truth: dict[str, object], found: MachineMail | None, tally: Tally) -> None:
    reported = found is not None and found.kind in _REPORTS
    tally.count("mails")
    if truth.get("kind") == "autoreply":
        tally.count("auto-replies")
        right = found is not None and found.kind in _AUTOMATIC
        tally.count("auto-replies found" if right else "auto-replies missed", name)
    if truth.get("bounce") is True:
        tally.count("bounces")
        tally.count("found" if reported else "missed", None if reported else name)
        _judge_recipients(name, truth, found, tally)
    elif truth.get("bounce") is False and reported:
        tally.count("false alarms", name)


def _judge_recipients(
    name: str, truth: dict[str, object], found: MachineMail | None, tally: Tally
) -> None:
    recipients = found.recipients if found is not None else ()
    named = truth.get("recipients")
    if isinstance(named, list) and named:
        tally.count("with recipients")
        right = {str(one).lower() for one in named} == {one.address for one in recipients}
        tally.count("recipients right" if right else "recipients wrong", None if right else name)
    permanent = any(one.permanent is True for one in recipients)
    reported = found is not None and found.kind in _REPORTS
    if truth.get("perm") is True:
        tally.count("permanent")
        tally.count(
            "permanent right" if permanent else "permanent wrong", None if permanent else name
        )
    elif truth.get("perm") is False:
        tally.count("temporary")
        right = reported and not permanent
        tally.count("temporary right" if right else "temporary wrong", None if right else name)


def alarms(listed: Path) -> Tally:
    """Look for reports among mails that are none, as a list of path -> "is it a bounce" says.

    Away messages that are seen among them are listed to be looked at: the list does not say.
    """
    tally = Tally()
    for name, is_report in json.loads(listed.read_text()).items():

        def read(name: str = name, is_report: object = is_report) -> None:
            found = _machine(listed.parent / name)
            tally.count("mails")
            if is_report is False and found is not None and found.kind in _REPORTS:
                tally.count("false alarms", name)
            if found is not None and found.kind is MachineKind.OUT_OF_OFFICE:
                tally.count("seen as away messages", name)

        if (listed.parent / name).exists():
            tally.timed(name, read)
    return tally
