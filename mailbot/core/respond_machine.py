"""Decide what to do about a mail that a machine wrote; none of it is ever answered."""

from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.reading import Facts, Intent, IntentKind
from mailbot.core.respond_work import to_recall

MACHINES = frozenset(
    {
        IntentKind.OUT_OF_OFFICE,
        IntentKind.BOUNCE,
        IntentKind.DELAYED,
        IntentKind.RECEIPT,
        IntentKind.CALENDAR_NOISE,
        IntentKind.RECALL,
    }
)

IGNORED = {
    IntentKind.DELAYED: "a delay is not a failure",
    IntentKind.RECEIPT: "a receipt says nothing about the task",
    IntentKind.CALENDAR_NOISE: "a calendar wrote it",
}


def to_machine(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    """Decide on an out-of-office, a bounce or other noise (D4, G11, G13)."""
    if intent.kind is IntentKind.OUT_OF_OFFICE:
        yield from _away(facts, intent)
    elif intent.kind is IntentKind.BOUNCE:
        yield from _bounce(facts, intent)
    elif intent.kind is IntentKind.RECALL:
        yield from _recall(facts)
    elif intent.kind is IntentKind.OTHER and facts.sender.person is not None:
        # Perhaps a mail server marks what a person wrote: a coordinator can tell, and it costs a line.
        yield do.TellCoordinator("a machine seems to write for somebody", facts.sender.person_id)
    else:
        yield do.Ignore(IGNORED.get(intent.kind, "; ".join(intent.because) or "a machine wrote it"))


def _recall(facts: Facts) -> Iterator[do.Action]:
    if facts.sender.person_id is not None:
        yield from to_recall(facts, facts.sender.person_id)
        return
    yield do.Hold("it asks to take back an earlier mail")
    yield do.TellCoordinator("asks to take back an earlier mail")


def is_machines(intent: Intent) -> bool:
    """Say whether a machine's mail was read: a kind of its own, or any other that is automatic."""
    return intent.kind in MACHINES or bool(intent.slots.get("automatic"))


def _away(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    person = facts.sender.person
    if facts.sender.coordinator is not None or person is None:
        yield do.Ignore("an automatic reply of somebody who owes nothing")
        return
    if intent.slots.get("left_for_good"):
        yield do.RetireAddress(person.id, facts.sender.address)
        return
    until = intent.day("until")
    yield do.NoteAway(person.id, until)
    if facts.partners and facts.owed:
        yield do.TellBuddy(person.id, "away", until)


def _bounce(facts: Facts, intent: Intent) -> Iterator[do.Action]:
    status = str(intent.slots.get("status", ""))
    failed, lost = _several(intent, "addresses"), _several(intent, "gone")
    back = facts.answered.outbox_id if facts.answered is not None else None
    if not failed:
        yield do.TellCoordinator("A mail of ours came back and does not say from whom")
    for address in failed:
        owners = [one for one in facts.addressees if address in one.addresses]
        who = owners[0] if owners else None
        if who is not None and address in facts.wrote_since:
            # A report that is late or wrong: the address has worked since (G11).
            yield do.NoteBounce(who.id, address, permanent=False, status=status, again=back)
            continue
        yield do.NoteBounce(who.id if who else None, address, address in lost, status)
        if address in lost and who is not None:
            yield from (do.RetireAddress(one.id, address, back) for one in owners)
        elif bool(intent.slots.get("permanent")) and who is not None and ".7." in status:
            yield do.TellCoordinator("has a mail server that turns our mail away", who.id)


def _several(intent: Intent, slot: str) -> tuple[str, ...]:
    said = intent.slots.get(slot, ())
    return said if isinstance(said, tuple) else (str(said),)
