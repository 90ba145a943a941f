"""Switch the faults of a mail server on and off, for one recipient or for all."""

from dataclasses import dataclass
from enum import Enum, auto
from threading import Lock


class Fault(Enum):
    """What can go wrong with a submission."""

    BOUNCE = auto()  # accepted; a delivery report comes back to the envelope sender
    REFUSE = auto()  # 550 at RCPT
    DEFER = auto()  # 451 at RCPT
    DROP_BEFORE_DATA = auto()  # cut at the DATA command: the server does not have the message
    ACCEPT_THEN_DROP = auto()  # the server has the message, then cuts instead of answering 250


@dataclass(slots=True)
class _Switch:
    left: int | None


class Faults:
    """The switches; any thread may use them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._switches: dict[tuple[Fault, str], _Switch] = {}
        self.slow_reply_seconds: float = 0.0

    def switch_on(self, fault: Fault, recipient: str = "", *, times: int | None = None) -> None:
        """Let a fault strike a recipient, or everybody when none is named.

        `times` is how often it strikes before it is gone; None means until it is switched off.
        """
        with self._lock:
            self._switches[fault, recipient.lower()] = _Switch(times)

    def switch_off(self) -> None:
        """Make the server a good one again."""
        with self._lock:
            self._switches.clear()
            self.slow_reply_seconds = 0.0

    def strikes(self, fault: Fault, recipient: str) -> bool:
        """Say whether a fault strikes a recipient now, and count it."""
        with self._lock:
            for key in ((fault, recipient.lower()), (fault, "")):
                switch = self._switches.get(key)
                if switch is None:
                    continue
                if switch.left is not None:
                    switch.left -= 1
                    if switch.left <= 0:
                        del self._switches[key]
                return True
            return False
