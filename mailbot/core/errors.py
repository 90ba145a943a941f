"""The root of every error that is told to a person, in one sentence they can act on."""

from typing import ClassVar


class Trouble(Exception):
    """Something a person has to put right; its text is the one sentence that says what and where.

    The text never holds a secret, a participant's address or somebody's words. `exit_code` is what
    the command line ends with: 1 when something needs attention, 2 when it is the configuration.
    """

    exit_code: ClassVar[int] = 1
