"""mailbot runs a buddy scheme through one shared mailbox."""

__version__ = "0.1.0"
