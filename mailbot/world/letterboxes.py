"""Keep what reached people who have no mailbox here, until the world collects it."""

from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from enum import Enum, auto
from threading import Lock

from mailbot.world.postoffice import base_address


class Outcome(Enum):
    """What became of an accepted message; only the first two reached the person."""

    ARRIVED = auto()
    ARRIVED_UNCONFIRMED = auto()  # it is there, but whoever sent it never got the 250
    BOUNCED = auto()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one person, as accepted; `sender` is the envelope's, empty for none.

    `at` is the virtual clock's time, aware.
    """

    recipient: str
    sender: str
    raw: bytes
    at: datetime
    outcome: Outcome

    @property
    def reached(self) -> bool:
        """Say whether the person has it."""
        return self.outcome is not Outcome.BOUNCED

    @property
    def message_id(self) -> str:
        """Give the Message-ID with its angle brackets; empty when there is none."""
        return message_id(self.raw)


def message_id(raw: bytes) -> str:
    """Read the Message-ID of a message; empty when there is none."""
    return str(BytesHeaderParser().parsebytes(raw).get("Message-ID", "")).strip()


class Letterboxes:
    """The letterboxes of the people known to the world; any thread may use them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._people: set[str] = set()
        self._held: list[Delivery] = []

    def add(self, address: str) -> None:
        """Let mail for an address, with or without +detail, arrive."""
        with self._lock:
            self._people.add(base_address(address))

    def remove(self, address: str) -> None:
        """Let the server no longer know an address: what is sent there bounces."""
        with self._lock:
            self._people.discard(base_address(address))

    def knows(self, address: str) -> bool:
        """Say whether a person lives at an address."""
        with self._lock:
            return base_address(address) in self._people

    def put(self, delivery: Delivery) -> None:
        """Drop one in."""
        with self._lock:
            self._held.append(delivery)

    def held(self) -> list[Delivery]:
        """Show what is waiting, in the order in which it came."""
        with self._lock:
            return list(self._held)

    def empty(self) -> list[Delivery]:
        """Take out what is waiting, by recipient and Message-ID, whatever the order it came in."""
        with self._lock:
            taken, self._held = self._held, []
        return sorted(taken, key=lambda one: (one.recipient, one.message_id, one.at))
