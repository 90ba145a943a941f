"""Which of those who share a mailbox wrote, and whether a mail server vouches for a From (A6, RFC 8601)."""

from dataclasses import replace

import pytest

from mailbot.core.people import Person, PersonState, Role
from mailbot.translate.vouching import vouched_for
from mailbot.translate.whose import writer_named
from tests.translate.readings import a_mail

SAM = Person(1, "Sam Field", Role.CLINICIAN, PersonState.ACTIVE)
KOFI = Person(2, "Kofi Field", Role.CLINICIAN, PersonState.ACTIVE)


@pytest.mark.parametrize(
    ("words", "signature", "writer"),
    [
        ("Could you pause me until September?", "", None),
        ("Could you pause me until September?\n\nThanks\nKofi", "", KOFI),
        ("Could you pause me?", "Kofi Field\nCT1 surgery", KOFI),
        (
            "This is Sam Field. Thursday suits me best, if that is all right with everybody.",
            "",
            SAM,
        ),
        ("it's kofi, sorry", "", KOFI),
        ("Sam", "", SAM),
        ("It was the Field one", "", None),
        ("Both of us, Sam and Kofi", "", None),
    ],
)
def test_a_name_says_who_wrote(words: str, signature: str, writer: Person | None) -> None:
    assert writer == writer_named(words, signature, (SAM, KOFI))


@pytest.mark.parametrize(
    ("results", "dmarc", "vouched"),
    [
        ("mx.north.example; dmarc=pass header.from=infirmary.example", "pass", True),
        ("mx.north.example; dmarc=fail header.from=infirmary.example", "fail", False),
        ("mx.north.example; dmarc=none; dkim=pass header.d=infirmary.example", "none", True),
        ("mx.north.example; spf=pass smtp.mailfrom=ana@infirmary.example", "", True),
        ("mx.north.example; spf=pass smtp.mailfrom=evil.example; dkim=none", "", False),
        ("mx.north.example; dkim=pass header.d=example", "", False),
        ("mx.north.example; none", "", False),
        ("mx.elsewhere.example; dmarc=pass header.from=infirmary.example", "", None),
        ("", "", None),
    ],
)
def test_a_trusted_server_vouches_for_the_very_domain_or_does_not(
    results: str,
    dmarc: str,
    vouched: bool | None,
) -> None:
    head = (("authentication-results", results),) if results else ()
    mail = replace(a_mail(), headers=head)

    assert vouched is vouched_for(mail, ("mx.north.example",), dmarc)
