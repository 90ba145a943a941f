"""A server is trusted by the system's certificates and by those its login names, and by no others."""

from pathlib import Path

import pytest

from mailbot.core.scheme import Login, Security
from mailbot.edges.trust import CannotTrust, trusted


def login(security: Security = Security.TLS, ca_file: str = "") -> Login:
    return Login("mail.buddies.example", 993, security, ca_file=ca_file)


def test_a_connection_without_protection_reads_no_certificates() -> None:
    assert trusted(login(Security.NONE)) is None


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_protected_connection_is_checked_for_its_name(security: Security) -> None:
    context = trusted(login(security))

    assert context is not None
    assert context.check_hostname


def test_a_file_of_certificates_that_is_not_there_is_named_with_its_server() -> None:
    with pytest.raises(CannotTrust) as caught:
        trusted(login(ca_file="nowhere.pem"))

    assert (
        "The file nowhere.pem named in ca_file of the server mail.buddies.example:993 does not exist."
        == str(caught.value)
    )


def test_a_file_without_a_certificate_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")

    with pytest.raises(CannotTrust, match="holds no certificate that can be read"):
        trusted(login(ca_file=str(tmp_path / "ca.pem")))
