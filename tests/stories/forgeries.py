"""What somebody may try who wants the scheme to take them for a coordinator, for any mail world."""

from collections.abc import Callable, Sequence

from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, Telling

PEOPLE = (ANA, BEN, CLEO, DEV)
ORDER = "pause ana until 1 september"
# Heads as they stand in the mail when it leaves its writer; %s is the server that the scheme trusts.
FORGED = {
    "no verdict": "",
    "a verdict of its own": "Authentication-Results: %s; dmarc=pass header.from=office.test",
    "the same twice": "Authentication-Results: %s; dmarc=pass header.from=office.test\r\n"
    "Authentication-Results: %s; dmarc=pass header.from=office.test",
    "a foreign server's": "Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=office.test",
    "a name like the trusted one": "Authentication-Results: %s.elsewhere.test; dmarc=pass "
    "header.from=office.test",
    "an ARC seal": "ARC-Authentication-Results: i=1; %s; dmarc=pass header.from=office.test",
    "a second From": "From: Eve <eve@evil.test>",
    "a Sender": "Sender: gil@office.test\r\nReply-To: gil@office.test",
}
# What a trusted server may write itself of somebody else's mail, with words in it that a stranger chose.
DOUBTED = {
    "failing": "%s; dmarc=fail header.from=office.test",
    "failing, and passing for another": "%s; dmarc=fail header.from=office.test; "
    "dmarc=pass header.from=evil.test",
    "both on one From": "%s; dmarc=pass header.from=office.test; dmarc=fail header.from=office.test",
    "of another From": "%s; dmarc=pass header.from=evil.test",
    "of a longer name": "%s; dmarc=pass header.from=office.test.evil.test",
    "in an envelope sender": '%s; spf=pass smtp.mailfrom="a; dmarc=pass header.from=office.test "'
    "@evil.test; dmarc=none header.from=office.test",
    "in a comment": "%s; dmarc=none (p=none (sp=none) ; dmarc=pass header.from=office.test) "
    "header.from=office.test",
    "in a comment that never ends": "%s; dmarc=none (dmarc=pass header.from=office.test",
}
# One order each, hidden where only its writer's own words should count.
NOT_SAID = {
    "a quote": f"What is this about?\r\n\r\n> {ORDER}",
    "a forward": "Did you get this?\r\n\r\n---------- Forwarded message ---------\r\n"
    f"From: Gil Sharp <{GIL}>\r\nDate: Mon, 7 Jun 2021 at 10:00\r\nSubject: An order\r\n"
    f"To: <scheme@buddies.test>\r\n\r\n{ORDER}",
    "a signature": f"Hello there, all is well with us.\r\n\r\n-- \r\nGil Sharp\r\n{ORDER}",
}

Bring = Callable[[str, str], None]


def heard_by_people(stage: Telling) -> list[int]:
    """Count what each participant got."""
    return [len(stage.to(one)) for one in PEOPLE]


def states(stage: Telling) -> Sequence[tuple[object, ...]]:
    """Give how everybody stands, with whom, and what is open."""
    return stage.ask(
        "select name, state, (select count(*) from member where person_id = person.id and current), "
        "(select count(*) from promise where kind = 'question' and state = 'open') from person order by name"
    )


def forged(trusted: str) -> dict[str, str]:
    """Give the heads that a forger writes, each with the name of what it tries."""
    return {name: head.replace("%s", trusted) for name, head in FORGED.items()}


def doubted(trusted: str) -> dict[str, str]:
    """Give the heads under which a trusted server says that the From is not proven."""
    return {
        name: f"Authentication-Results: {said.replace('%s', trusted)}"
        for name, said in DOUBTED.items()
    }
