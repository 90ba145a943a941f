"""Hands mails to a submission server and says truthfully what became of each."""

from mailbot.edges.smtp.outcome import Accepted, Outcome, Refused, TryLater, Unknown
from mailbot.edges.smtp.pool import Pool, open_pool
from mailbot.edges.smtp.transaction import Patience
from mailbot.edges.smtp.unavailable import SubmissionUnavailable

__all__ = [
    "Accepted",
    "Outcome",
    "Patience",
    "Pool",
    "Refused",
    "SubmissionUnavailable",
    "TryLater",
    "Unknown",
    "open_pool",
]
