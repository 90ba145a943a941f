"""Whose certificates are trusted when a mail server says who it is."""

import ssl
from pathlib import Path
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.scheme import Login, Security


class CannotTrust(Trouble):
    """The file of certificates that a login names cannot be used; the sentence says which."""

    exit_code: ClassVar[int] = 2


def trusted(login: Login) -> ssl.SSLContext | None:
    """Give what to check a server's certificate against: the system's, and those of `ca_file`.

    None where the connection is not protected at all. Raises CannotTrust.
    """
    if login.security is Security.NONE and not login.ca_file:
        # Reading the system's certificates takes longer than an empty poll.
        return None
    context = ssl.create_default_context()
    if not login.ca_file:
        return context
    where = f"The file {login.ca_file} named in ca_file of the server {login.host}:{login.port}"
    if not Path(login.ca_file).is_file():
        raise CannotTrust(f"{where} does not exist.")
    try:
        context.load_verify_locations(cafile=login.ca_file)
    except OSError as error:
        raise CannotTrust(f"{where} holds no certificate that can be read (PEM).") from error
    return context
