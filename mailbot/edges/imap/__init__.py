"""Reads one mailbox over IMAP without leaving a mark in it."""

from mailbot.edges.imap.folders import Folder, Role
from mailbot.edges.imap.mailbox import Mailbox, open_mailbox
from mailbot.edges.imap.messages import Fingerprint, Unfetchable
from mailbot.edges.imap.session import FolderStatus
from mailbot.edges.imap.unavailable import MailboxUnavailable

__all__ = [
    "Fingerprint",
    "Folder",
    "FolderStatus",
    "Mailbox",
    "MailboxUnavailable",
    "Role",
    "Unfetchable",
    "open_mailbox",
]
