"""Say to Dovecot whether an OAuth2 token is good (RFC 7662), for tests that log in with one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Tokens:
    """The tokens that are good at the moment, each for one address."""

    def __init__(self) -> None:
        self._good: dict[str, str] = {}

    def grant(self, address: str) -> str:
        """Make a token for an address."""
        token = f"token-{len(self._good)}-{address}"
        self._good[token] = address
        return token

    def expire(self, token: str) -> None:
        """Let a token be good no longer."""
        self._good[token] = ""

    def owner(self, token: str) -> str:
        """Say whose token it is; empty when it is not good."""
        return self._good.get(token, "")


@contextmanager
def introspection(tokens: Tokens) -> Iterator[int]:
    """Answer Dovecot's questions about tokens; give the port."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = self.headers.get("Authorization", "").removeprefix("Bearer ").strip()
            owner = tokens.owner(given)
            body = json.dumps({"active": True, "email": owner} if owner else {"active": False})
            self.send_response(200 if owner else 401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args: object) -> None:
            """Stay silent: what goes wrong here shows as a refused login."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
