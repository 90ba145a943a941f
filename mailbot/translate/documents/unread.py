"""The one error of the readers: a file whose words are not known, and why."""

from mailbot.core.documents import Unread
from mailbot.core.errors import Trouble

SENTENCES = {
    Unread.FOREIGN: "This kind of file is not opened here.",
    Unread.LOCKED: "The file is locked with a password.",
    Unread.DAMAGED: "The file is damaged.",
    Unread.EMPTY: "There are no words in the file.",
    Unread.SCANNED: "The file is made of pictures, without words to read.",
    Unread.TOO_LARGE: "The file is larger than what is read here.",
}


class NotRead(Trouble):
    """The words of a file are not known, for the reason in `why`."""

    def __init__(self, why: Unread) -> None:
        super().__init__(SENTENCES[why])
        self.why = why
