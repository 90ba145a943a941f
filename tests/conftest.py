"""Fixtures that several folders of tests share."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.servers.mailworld import MailWorld, mail_world
from tests.servers.running import Missing


@pytest.fixture(scope="session")
def mailworld() -> Iterator[MailWorld]:
    """Real Dovecot and Postfix; skips where there are none, unless MAILBOT_REQUIRE_SERVERS is 1."""
    with ExitStack() as running:
        try:
            world = running.enter_context(mail_world())
        except Missing as missing:
            if os.environ.get("MAILBOT_REQUIRE_SERVERS") == "1":
                pytest.fail(str(missing), pytrace=False)
            pytest.skip(str(missing))
        yield world
