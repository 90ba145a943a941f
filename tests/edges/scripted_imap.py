"""A small IMAP server that misbehaves on request, as Exchange, Gmail or a broken disk would."""

import re
from dataclasses import dataclass, field

from tests.edges.scripted_lines import HangUp, LineServer, Talk

DATE = "02-Nov-2026 10:30:00 +0100"
# After IDLE the script of `Script.idle` is sent segment by segment; this one ends the connection.
CUT = b""


@dataclass
class Script:
    """What the server holds and what goes wrong."""

    mails: dict[int, bytes] = field(default_factory=dict)
    capabilities: str = "IMAP4rev1 IDLE AUTH=PLAIN"
    login: str = "OK welcome"
    folders: tuple[str, ...] = ('(\\HasNoChildren) "/" INBOX',)
    uidvalidity: int = 7
    exists: int | None = None
    uidnext: int | None = None
    holes: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    cuts: set[int] = field(default_factory=set)
    cut_at_login: bool = False
    idle: tuple[bytes, ...] = (b"+ idling\r\n",)


class ScriptedImap(LineServer):
    """Answers from a Script, which a test may change while it runs."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self.script = script

    def commands(self, word: str) -> list[str]:
        """Give what was asked with a command, without tags."""
        lines = [line.partition(" ")[2] for line in self.heard]
        return [line for line in lines if line.startswith(word)]

    def serve(self, talk: Talk) -> None:
        talk.say("* OK ready")
        while True:
            tag, _, rest = talk.hear().partition(" ")
            word, _, arguments = rest.removeprefix("UID ").partition(" ")
            answer = getattr(self, f"_{word.lower()}", None)
            talk.say(f"{tag} {answer(talk, arguments) if answer else 'BAD unknown'}")
            if word == "LOGOUT":
                raise HangUp

    def _capability(self, talk: Talk, arguments: str) -> str:
        talk.say(f"* CAPABILITY {self.script.capabilities}")
        return "OK done"

    def _login(self, talk: Talk, arguments: str) -> str:
        if self.script.cut_at_login:
            raise HangUp
        return self.script.login

    def _authenticate(self, talk: Talk, arguments: str) -> str:
        talk.say("+ ")
        talk.hear()
        return self.script.login

    def _list(self, talk: Talk, arguments: str) -> str:
        talk.say(*(f"* LIST {folder}" for folder in self.script.folders))
        return "OK done"

    def _examine(self, talk: Talk, arguments: str) -> str:
        if "Nowhere" in arguments:
            return "NO [NONEXISTENT] no such folder"
        script = self.script
        talk.say(
            f"* {len(script.mails) if script.exists is None else script.exists} EXISTS",
            f"* OK [UIDVALIDITY {script.uidvalidity}] is",
            f"* OK [UIDNEXT {self._uidnext()}] is",
        )
        return "OK [READ-ONLY] open"

    def _select(self, talk: Talk, arguments: str) -> str:
        self._examine(talk, arguments)
        return "OK [READ-WRITE] open"

    def _store(self, talk: Talk, arguments: str) -> str:
        return "OK done"

    def _create(self, talk: Talk, arguments: str) -> str:
        return "OK done"

    def _subscribe(self, talk: Talk, arguments: str) -> str:
        return "OK done"

    def _copy(self, talk: Talk, arguments: str) -> str:
        return "OK done"

    def _uidnext(self) -> int:
        return self.script.uidnext or max(self.script.mails, default=0) + 1

    def _noop(self, talk: Talk, arguments: str) -> str:
        return "OK done"

    def _status(self, talk: Talk, arguments: str) -> str:
        script = self.script
        talk.say(
            f"* STATUS {arguments.split(' ')[0]} (MESSAGES {len(script.mails)} "
            f"UIDNEXT {self._uidnext()} UIDVALIDITY {script.uidvalidity})"
        )
        return "OK done"

    def _search(self, talk: Talk, arguments: str) -> str:
        """Give the last message whatever the range, as most servers do for n:*."""
        uids = set(self.script.mails)
        span = re.fullmatch(r"UID (\d+):(\d+)", arguments)
        if span:
            low, high = int(span[1]), int(span[2])
            uids = {uid for uid in uids if low <= uid <= high} | {max(uids)}
        talk.say(" ".join(["* SEARCH", *map(str, sorted(uids))]))
        return "OK done"

    def _fetch(self, talk: Talk, arguments: str) -> str:
        which, _, items = arguments.partition(" ")
        uids = [int(uid) for uid in which.split(",")]
        whole = "BODY.PEEK[]" in items
        for uid in uids:
            if whole and uid in self.script.cuts:
                raise HangUp
            if uid in self.script.mails and not (whole and uid in self.script.holes):
                talk.send(self._answer(uid, items))
        return "NO [SERVERBUG] broken" if whole and self.script.refused & set(uids) else "OK done"

    def _answer(self, uid: int, items: str) -> bytes:
        raw = self.script.mails[uid]
        head = f'* {uid} FETCH (UID {uid} INTERNALDATE "{DATE}" RFC822.SIZE {len(raw)}'
        section = re.search(r"BODY\.PEEK(\[.*?\])", items)
        if not section:
            return f"{head})\r\n".encode()
        part = raw if section[1] == "[]" else raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return f"{head} BODY{section[1]} {{{len(part)}}}\r\n".encode() + part + b")\r\n"

    def _idle(self, talk: Talk, arguments: str) -> str:
        if not self.script.idle:
            return "NO not here"
        for segment in self.script.idle:
            if segment == CUT:
                raise HangUp
            talk.send(segment)
            self.pause()
        talk.hear_bytes()
        return "OK done"

    def _logout(self, talk: Talk, arguments: str) -> str:
        talk.say("* BYE")
        return "OK done"
