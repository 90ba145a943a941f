"""Take somebody on, or keep what they say anew about themselves."""

from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.mails import MailId
from mailbot.core.people import REQUIRED_DETAILS, PersonState, Role, called, missing_details
from mailbot.core.proving import is_doubted
from mailbot.core.reading import Facts, Intent


def senior(joining: Intent) -> str:
    """Name who asks to join and may be too senior, as a coordinator is asked about them (A5)."""
    told = [str(joining.slots.get(one) or "") for one in ("name", "grade", "specialty", "employer")]
    who = ", ".join(one for one in told if one) or "Somebody"
    return f"{who} asks to join: senior for this scheme"


def take_on(
    facts: Facts, joining: Intent, asked: Intent | None, rules: ChasingRules
) -> Iterator[do.Action]:
    """Take somebody on; they wait for a buddy unless a detail is missing, or they may be somebody we know."""
    said = {key: str(value) for key, value in joining.slots.items()}
    role = Role(said["role"]) if said.get("role") in set(Role) else Role.UNKNOWN
    other = said.get("email", "").lower()
    address = facts.sender.address
    yield do.Register(
        address=address,
        name=called(said.get("name", ""), said.get("called", "")),
        role=role,
        specialty=said.get("specialty", ""),
        grade=said.get("grade", ""),
        employer=said.get("employer", ""),
        town=said.get("town", ""),
        phone=said.get("phone", ""),
        other_address=other if other != address else "",
        question="" if asked is None else str(asked.slots.get("text", "")),
        wishes=_told(joining, "wishes"),
        not_with=_told(joining, "not_with"),
        doubted=is_doubted(facts, rules.joining),
        heard_from=said.get("heard_from", ""),
    )
    if facts.known_as is not None:
        yield do.AskKnownAddress(facts.known_as.id, address, MailId.P03)
        return
    missing = missing_details(said | {"role": role.value})
    yield do.AskDetails(address, missing) if missing else do.JoinWaitingList(address=address)


def update(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    """Keep what somebody we know says anew about themselves; who had left is on the list again."""
    said = {key: str(value) for key, value in intent.slots.items()}
    here = facts.sender.person
    if here is not None and here.state is PersonState.LEFT:
        yield do.JoinWaitingList(person)
    role = Role(said["role"]) if said.get("role") in set(Role) else Role.UNKNOWN
    yield do.UpdateRegistration(
        person,
        name=said.get("name", ""),
        role=role,
        specialty=said.get("specialty", ""),
        grade=said.get("grade", ""),
        employer=said.get("employer", ""),
        town=said.get("town", ""),
        phone=said.get("phone", ""),
        other_address=said.get("email", "").lower(),
        wishes=_told(intent, "wishes"),
        not_with=_told(intent, "not_with"),
        called=said.get("called", ""),
    )
    if here is not None and here.state is PersonState.REGISTERED:
        known = {field: str(getattr(here, field)) or said.get(field) for field in REQUIRED_DETAILS}
        if not missing_details(known):
            yield do.JoinWaitingList(person)


def _told(intent: Intent, slot: str) -> tuple[str, ...]:
    value = intent.slots.get(slot, ())
    return value if isinstance(value, tuple) else ()
