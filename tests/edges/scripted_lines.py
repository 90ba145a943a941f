"""A TCP server on loopback that speaks in lines, one thread for each connection."""

import socket
from abc import abstractmethod
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"


class HangUp(Exception):
    """The script closes the connection here, without a word."""


class LineServer:
    """Listens on a free port for as long as its `with` block lasts."""

    def __init__(self) -> None:
        self.connections = 0
        self.heard: list[str] = []
        self.closing = Event()
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self.stop_listening()
        self.drop_all()

    def stop_listening(self) -> None:
        """Take no further connections."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def drop_all(self) -> None:
        """Close every connection that is open."""
        for talk in self._open:
            with suppress(OSError):
                talk.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def pause(self) -> None:
        """Let what was sent leave as a segment of its own."""
        self.closing.wait(0.05)

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                talk, _ = self._listener.accept()
            except OSError:
                return
            talk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._open.append(talk)
            Thread(target=self._serve, args=(talk,), daemon=True).start()

    def _serve(self, talk: socket.socket) -> None:
        with talk, suppress(HangUp, OSError, ValueError):
            self.serve(Talk(talk, self.heard))

    @abstractmethod
    def serve(self, talk: "Talk") -> None:
        """Hold one conversation."""


class Talk:
    """One conversation; what is heard goes into the server's record."""

    def __init__(self, connection: socket.socket, heard: list[str]) -> None:
        self._connection = connection
        self._lines = connection.makefile("rb")
        self._heard = heard

    def say(self, *lines: str) -> None:
        """Send lines, each with its CRLF."""
        self.send("".join(f"{line}\r\n" for line in lines).encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._connection.sendall(data)

    def hear(self) -> str:
        """Take one line; raises HangUp at the end of the connection."""
        line = self.hear_bytes().decode()
        self._heard.append(line)
        return line

    def hear_bytes(self) -> bytes:
        """Take one line without keeping a record of it."""
        line = self._lines.readline()
        if not line.endswith(b"\r\n"):
            raise HangUp
        return line[:-2]
