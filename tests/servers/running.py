"""Start Dovecot and Postfix from their own folder on loopback, and stop what was started."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

HERE = Path(__file__).parent
HOST = "127.0.0.1"
ORDINARY_USER = "nobody"
_PATIENCE_SECONDS = 20.0
_LONGEST_PATH = 50  # a unix socket's path is cut at 108 characters, and Postfix adds its own


class Missing(Exception):
    """The servers cannot be run here; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the servers listen, on 127.0.0.1."""

    imap: int
    imaps: int
    submission: int
    submissions: int
    mx: int
    lmtp: int
    sasl: int


@contextmanager
def servers(oauth_port: int) -> Iterator[tuple[Path, Ports]]:
    """Run both servers; give their folder and ports, and remove the folder at the end.

    Raises Missing where they are not installed or may not be started.
    """
    for name in ("dovecot", "postfix", "openssl"):
        _program(name)
    if os.geteuid() != 0:
        raise Missing("Postfix starts as root only: run these tests as root, as CI does.")
    if len(tempfile.gettempdir()) > _LONGEST_PATH:
        raise Missing("The path of the temporary folder is too long for sockets: shorten TMPDIR.")
    with ExitStack() as undo:
        run = Path(tempfile.mkdtemp(prefix="mw"))
        undo.callback(shutil.rmtree, run, ignore_errors=True)
        ports = Ports(*_free_ports(7))
        _write_folder(run, _names(run, ports, oauth_port))
        undo.enter_context(_dovecot(run))
        _wait_until_open(ports.imap, run)
        _wait_until_open(ports.lmtp, run)
        undo.enter_context(_postfix(run))
        _wait_until_open(ports.submission, run)
        yield run, ports


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        raise Missing(
            f"Real mail servers are not installed (no {name} found): "
            "apt-get install dovecot-imapd dovecot-lmtpd postfix openssl"
        )
    return found


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in sockets]


def _names(run: Path, ports: Ports, oauth_port: int) -> Mapping[str, str]:
    user = pwd.getpwnam(ORDINARY_USER)
    return {
        "RUN": str(run),
        "USER": user.pw_name,
        "GROUP": grp.getgrgid(user.pw_gid).gr_name,
        "UID": str(user.pw_uid),
        "GID": str(user.pw_gid),
        "P_IMAP": str(ports.imap),
        "P_IMAPS": str(ports.imaps),
        "P_SUBM": str(ports.submission),
        "P_SUBMS": str(ports.submissions),
        "P_MX": str(ports.mx),
        "P_LMTP": str(ports.lmtp),
        "P_SASL": str(ports.sasl),
        "P_OAUTH": str(oauth_port),
        "DAEMONS": _asked("postconf", "-dh", "daemon_directory"),
        "COMMANDS": _asked("postconf", "-dh", "command_directory"),
    }


def _asked(name: str, *arguments: str) -> str:
    command = [_program(name), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _write_folder(run: Path, names: Mapping[str, str]) -> None:
    run.chmod(0o755)
    for folder in (
        "log",
        "mail",
        "tls",
        "dv",
        "dv-state",
        "users",
        "pf/conf",
        "pf/queue",
        "pf/data",
    ):
        (run / folder).mkdir(parents=True)
    for folder in ("log", "mail", "dv", "dv-state"):
        shutil.chown(run / folder, names["USER"], names["GROUP"])
    shutil.chown(run / "pf/data", "postfix")
    for template in HERE.glob("*.in"):
        text = template.read_text()
        for name, value in names.items():
            text = text.replace(f"@{name}@", value)
        where = run if template.name.startswith("dovecot") else run / "pf/conf"
        (where / template.stem).write_text(text)
    _write_certificate(run / "tls")


def _write_certificate(folder: Path) -> None:
    subject = ["-subj", "/CN=mx.scheme.test", "-days", "3650", "-nodes"]
    names = "subjectAltName=DNS:mx.scheme.test,DNS:localhost,IP:127.0.0.1"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    _asked("openssl", "req", "-x509", *kind, *subject, "-addext", names, *files)
    (folder / "key.pem").chmod(0o644)  # the servers' own users read it, and it is worth nothing


@contextmanager
def _dovecot(run: Path) -> Iterator[None]:
    user = pwd.getpwnam(ORDINARY_USER)
    with (run / "log/dovecot.err").open("wb") as errors:
        process = subprocess.Popen(
            [_program("dovecot"), "-F", "-c", str(run / "dovecot.conf")],
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            stdout=errors,
            stderr=errors,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)


@contextmanager
def _postfix(run: Path) -> Iterator[None]:
    command = [_program("postfix"), "-c", str(run / "pf/conf")]
    started = subprocess.run([*command, "start"], capture_output=True, text=True, check=False)
    if started.returncode:
        raise RuntimeError(f"Postfix did not start: {started.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run([*command, "stop"], capture_output=True, check=False)


def _wait_until_open(port: int, run: Path) -> None:
    pause = Event()
    for _ in range(int(_PATIENCE_SECONDS / 0.05)):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        pause.wait(0.05)
    logs = "\n".join(log.read_text(errors="replace") for log in (run / "log").iterdir())
    raise RuntimeError(f"A mail server did not open port {port}. Its log:\n{logs[-2000:]}")
