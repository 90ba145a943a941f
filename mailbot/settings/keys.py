"""The key that signs the tokens in our mails: made once, kept in the home folder, one per scheme."""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mailbot.settings.section import BadSettings

KEY_FILE = Path("secrets") / "token_key"
KEY_VARIABLE = "MAILBOT_TOKEN_KEY"


def token_key(home: Path, scheme_address: str, environ: Mapping[str, str] | None = None) -> bytes:
    """Give the 32 bytes that sign one scheme's tokens; make the master key on first use.

    The master key is MAILBOT_TOKEN_KEY, or else secrets/token_key in the home folder: 64 hexadecimal
    digits. `environ` is the process's own when it is not given. Raise BadSettings when there is no key
    and none can be made.
    """
    given = (os.environ if environ is None else environ).get(KEY_VARIABLE, "")
    master = _decoded(given, KEY_VARIABLE) if given else _master_key(home)
    purpose = b"mailbot tokens of " + scheme_address.lower().encode("utf-8")
    return hmac.new(master, purpose, hashlib.sha256).digest()


def _master_key(home: Path) -> bytes:
    path = home / KEY_FILE
    try:
        if not path.exists():
            _make(path)
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not plain text"
        raise BadSettings(
            f"The key for tokens, {path}, cannot be made or read ({reason}); let mailbot write there,"
            f" or set {KEY_VARIABLE} to 64 hexadecimal digits."
        ) from None
    return _decoded(text, str(path))


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".token_key.")  # O_EXCL, mode 600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all, and never replaces the key of whoever came first.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _decoded(text: str, where: str) -> bytes:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text.strip()):
        raise BadSettings(
            f"{where} must hold 64 hexadecimal digits and nothing else; restore it from a backup, as"
            " replies to mails already sent are recognised by it."
        )
    return bytes.fromhex(text.strip())
