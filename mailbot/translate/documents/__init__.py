"""Read the words of a file as a reader of the finished document sees them, and nothing else of it."""

from mailbot.translate.documents.look import LARGEST_BYTES, look_into, words_of
from mailbot.translate.documents.pages import LONGEST_TEXT
from mailbot.translate.documents.unread import NotRead

__all__ = ["LARGEST_BYTES", "LONGEST_TEXT", "NotRead", "look_into", "words_of"]
