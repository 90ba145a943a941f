"""Compare the rows of a sign-up list with the people who are known: what is new, changed or unusable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mailbot.core.mail import takes_answers
from mailbot.core.namesakes import Acquaintances, folded, may_share_an_address, namesake
from mailbot.core.people import Person, PersonState, Role, called

DETAILS = ("role", "grade", "specialty", "employer", "town", "phone")
_TOLD = ("name", "called", "heard_from")
_TEST_NAMES = frozenset(
    {"test", "testing", "tester", "dummy", "asdf", "qwerty", "xxx", "aaa", "delete me", "sample"}
)
_TEST_ADDRESSES = frozenset({"test", "testing", "dummy", "asdf", "qwerty"})


class Fault(StrEnum):
    """Why a row cannot be used; the words are for coordinators."""

    NO_ADDRESS = "with no usable email"
    TEST = "that may be a test"
    TWICE = "that came again further down"
    NAMED_TWICE = "with the name and workplace of an earlier row"
    OURS = "with the scheme's own address"
    ERASED = "of somebody who asked to be deleted"
    TWO_NAMES = 'whose address has another name here, "add row ..." if they share it'


class Verdict(StrEnum):
    """What a coordinator says of a row that may be somebody we know under another address."""

    ADD = "add"
    SAME = "same"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True, slots=True)
class SignUp:
    """One row of a list: its number as a spreadsheet counts, and what it tells; empty is not told."""

    row: int
    address: str = ""
    other_address: str = ""
    name: str = ""
    role: Role = Role.UNKNOWN
    grade: str = ""
    specialty: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    called: str = ""
    heard_from: str = ""
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is left out, and why."""

    row: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Change:
    """What a row tells anew of somebody who is known: columns of the person, and further addresses.

    `not_with` is whom they would rather not be with, where it is news (B4).
    """

    person: Person
    row: int
    details: Mapping[str, str]
    addresses: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Namesake:
    """A row that may be somebody who is known under another address; it waits for a verdict."""

    sign_up: SignUp
    person: Person


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an OK would do with a list. `kept` are known people who rest or have left, and stay so."""

    rows: int
    new: tuple[SignUp, ...]
    changed: tuple[Change, ...]
    same: tuple[Person, ...]
    kept: tuple[Person, ...]
    namesakes: tuple[Namesake, ...]
    problems: tuple[Problem, ...]

    @property
    def known(self) -> int:
        """Count the rows of people who are with us already."""
        return len(self.changed) + len(self.same)

    @property
    def is_idle(self) -> bool:
        """Say whether an OK would change nothing."""
        return not self.new and not self.changed


def plan(
    sign_ups: Sequence[SignUp],
    known: Acquaintances,
    own_addresses: frozenset[str],
    verdicts: Mapping[int, Verdict],
) -> ImportPlan:
    """Say what an OK to these rows would do; nobody is in it twice, and nobody comes back by it."""
    faults = _faults(sign_ups, own_addresses, verdicts, known)
    left_out = {row for row, verdict in verdicts.items() if verdict is Verdict.LEAVE_OUT}
    new: list[SignUp] = []
    changed: list[Change] = []
    same: list[Person] = []
    namesakes: list[Namesake] = []
    for one in _merged(sign_ups, faults):
        if one.row in left_out:
            continue
        person = _person(one, known)
        if isinstance(person, Fault) and verdicts.get(one.row) is Verdict.ADD:
            new.append(one)  # two people share the address
        elif isinstance(person, Fault):
            faults[one.row] = person
        elif person is not None:
            change = _change(person, one, known)
            same.append(person) if change is None else changed.append(change)
        else:
            _strange(one, known, verdicts, (new, changed, namesakes))
    return ImportPlan(
        rows=len(sign_ups),
        new=tuple(new),
        changed=tuple(changed),
        same=tuple(same),
        kept=tuple(one for one in _all(changed, same) if one.state in _RESTING),
        namesakes=tuple(namesakes),
        problems=tuple(Problem(row, fault) for row, fault in sorted(faults.items())),
    )


_RESTING = frozenset({PersonState.PAUSED, PersonState.LEFT})


def _all(changed: list[Change], same: list[Person]) -> list[Person]:
    return [*(one.person for one in changed), *same]


def _faults(
    sign_ups: Sequence[SignUp],
    own: frozenset[str],
    verdicts: Mapping[int, Verdict],
    known: Acquaintances,
) -> dict[int, Fault]:
    """Give what is wrong with single rows, and the earlier rows of somebody who answered again."""
    faults: dict[int, Fault] = {}
    by_address: dict[str, SignUp] = {}
    by_name: dict[tuple[str, str], str] = {}
    for one in sign_ups:
        added = verdicts.get(one.row) is Verdict.ADD
        before = by_address.get(one.address)
        fault = _fault(one, own, added=added)
        shares = before is not None and may_share_an_address(before.name, one.name)
        if fault is None and shares and not added and not _is_at_home(one, known):
            fault = Fault.TWO_NAMES
        name = (folded(one.name), folded(one.employer or one.town))
        if not added and name[0] and by_name.get(name, one.address) != one.address:
            fault = fault or Fault.NAMED_TWICE
        if fault is not None:
            faults[one.row] = fault
            continue
        if before is not None and not shares:
            faults[before.row] = Fault.TWICE
        by_address[one.address] = one
        by_name[name] = one.address
    return faults


def _is_at_home(one: SignUp, known: Acquaintances) -> bool:
    """Say whether somebody of that name is known at that address already."""
    return isinstance(_person(one, known), Person)


def _fault(one: SignUp, own: frozenset[str], *, added: bool) -> Fault | None:
    if not one.address or not takes_answers(one.address):
        return Fault.NO_ADDRESS
    if one.address in own:
        return Fault.OURS
    return Fault.TEST if _is_test(one) and not added else None


def _merged(sign_ups: Sequence[SignUp], faults: Mapping[int, Fault]) -> Iterable[SignUp]:
    """Give the usable rows; the last of somebody's rows is completed by what the earlier ones told."""
    earlier: dict[str, SignUp] = {}
    for one in sign_ups:
        fault = faults.get(one.row)
        if fault not in {None, Fault.TWICE}:
            continue
        whole = _completed(one, earlier.get(one.address))
        earlier[one.address] = whole
        if fault is None:
            yield whole


def _completed(one: SignUp, earlier: SignUp | None) -> SignUp:
    if earlier is None or may_share_an_address(earlier.name, one.name):
        return one
    told = {name: getattr(one, name) or getattr(earlier, name) for name in (*_TOLD, *DETAILS)}
    further = one.other_address or earlier.other_address
    not_with = tuple(dict.fromkeys((*earlier.not_with, *one.not_with)))
    return replace(one, other_address=further, not_with=not_with, **told)


def _is_test(one: SignUp) -> bool:
    name = folded(one.name)
    words = set(name.split())
    local = one.address.partition("@")[0].rstrip("0123456789")
    return name in _TEST_NAMES or bool(words & {"test", "testing"}) or local in _TEST_ADDRESSES


def _person(one: SignUp, known: Acquaintances) -> Person | Fault | None:
    """Find whose address it is; a shared one is theirs whose name it is (A6)."""
    owners = known.by_address.get(one.address, ())
    fitting = [here for here in owners if not may_share_an_address(here.name, one.name)]
    if len(fitting) == 1:
        return fitting[0]
    return Fault.TWO_NAMES if owners else None


def _strange(
    one: SignUp,
    known: Acquaintances,
    verdicts: Mapping[int, Verdict],
    found: tuple[list[SignUp], list[Change], list[Namesake]],
) -> None:
    """Place a row whose address is unknown: new, or perhaps somebody we know (A6)."""
    new, changed, namesakes = found
    person = namesake(one.name, (one.employer, one.town), known)
    verdict = verdicts.get(one.row)
    if person is None or verdict is Verdict.ADD:
        new.append(one)
    elif verdict is Verdict.SAME:
        changed.append(
            _change(person, replace(one, other_address=one.address), known)
            or Change(person, one.row, {}, (one.address,))
        )
    else:
        namesakes.append(Namesake(one, person))


def _change(person: Person, one: SignUp, known: Acquaintances) -> Change | None:
    """Give what a row tells anew; of somebody who has left nothing is touched."""
    if person.state is PersonState.LEFT:
        return None
    name = called(person.name or one.name, one.called)
    details = {"name": name} if name != person.name else {}
    for name in DETAILS:
        told, had = str(getattr(one, name)), str(getattr(person, name))
        if told and folded(told) != folded(had):
            details[name] = told
    # A further address that is known already, alive or dead, is no news whoever has it.
    further = one.other_address
    fresh = bool(further) and further not in known.by_address
    addresses = (further,) if fresh else ()
    refused = known.refused.get(person.id, ())
    not_with = tuple(name for name in one.not_with if not _is_refused(name, refused))
    if not (details or addresses or not_with):
        return None
    return Change(person, one.row, details, addresses, not_with)


def _is_refused(name: str, refused: Iterable[str]) -> bool:
    words = set(folded(name).split())
    return any(words <= set(folded(one).split()) for one in refused)
