"""A small submission server that refuses, hangs up or falls silent where its script says so."""

from dataclasses import dataclass, field
from threading import Event

from tests.edges.scripted_lines import HangUp, LineServer, Talk

CUT = "cut"
SILENCE = "silence"


@dataclass
class Script:
    """What is answered to each command; "." is the end of the content, an address its RCPT."""

    answers: dict[str, str] = field(default_factory=dict)
    extensions: tuple[str, ...] = ("SIZE 50000000", "AUTH PLAIN")


_USUAL = {
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 queued",
    "RSET": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


class ScriptedSmtp(LineServer):
    """Answers from a Script, which a test may change while it runs."""

    def __init__(self, script: Script | None = None) -> None:
        super().__init__()
        self.script = script or Script()
        self.contents: list[bytes] = []
        self.content_came = Event()

    def words(self) -> list[str]:
        """Give the first word of each command."""
        return [line.split(" ")[0] for line in self.heard]

    def serve(self, talk: Talk) -> None:
        talk.say(self._answer("greeting", "220 ready"))
        while True:
            line = talk.hear()
            word = line.split(" ")[0].upper()
            if word == "EHLO":
                talk.say(
                    "250-ready", *(f"250-{name}" for name in self.script.extensions), "250 HELP"
                )
                continue
            address = line.partition("TO:<")[2].partition(">")[0]
            answer = self._answer(address if address in self.script.answers else word)
            talk.say(answer)
            if answer.startswith("354"):
                self._take_content(talk)
            if word == "QUIT":
                raise HangUp

    def _take_content(self, talk: Talk) -> None:
        lines = []
        while (line := talk.hear_bytes()) != b".":
            lines.append(line)
        self.contents.append(b"".join(line + b"\r\n" for line in lines))
        self.content_came.set()
        talk.say(self._answer("."))

    def _answer(self, word: str, usual: str = "502 unknown") -> str:
        answer = self.script.answers.get(word, _USUAL.get(word, usual))
        if answer == SILENCE:
            self.closing.wait()
        if answer in {CUT, SILENCE}:
            raise HangUp
        return answer
