"""Give coordinators the cohort as a contact book: everybody, or whom a name, a trust or a town fits (F3)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from mailbot.core.actions import RunCommand
from mailbot.core.mail import Attachment
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.edges.db import journal, partnerships, people
from mailbot.flows import summary
from mailbot.flows.house import House
from mailbot.translate.contact_book import contacts_csv, contacts_vcf

_MOST_IN_A_MAIL = 20_000


def cohort(conn: Connection, house: House) -> tuple[Person, ...]:
    """Give everybody who is with the scheme, by name; who has left is in nobody's contacts."""
    staying = [one for one in PersonState if one is not PersonState.LEFT]
    found = people.people_in_state(conn, house.scheme_id, *staying)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def cohort_lines(conn: Connection, house: House) -> list[str]:
    """Say what is attached to the answer, and what each file is for."""
    count = len(cohort(conn, house))
    if not count:
        return ["There is nobody so far."]
    return [
        f"{count} {'person' if count == 1 else 'people'} in the scheme. cohort.csv opens in a"
        " spreadsheet, cohort.vcf adds them to your phone's contacts.",
        "Please keep both files to yourself: nobody here agreed to more.",
    ]


def files_for(conn: Connection, house: House, action: RunCommand) -> tuple[Attachment, ...]:
    """Give the files that go with the answer to a command; none with most."""
    if action.verb == "cohort":
        return files(conn, house, cohort(conn, house))
    if action.verb == "who":
        asked = " ".join(action.who) or action.text
        found = summary.find_people(conn, house, asked)
        return files(conn, house, [one for one in found if one.state is not PersonState.LEFT])
    return ()


def files(conn: Connection, house: House, found: Sequence[Person]) -> tuple[Attachment, ...]:
    """Give cohort.csv and cohort.vcf of some people; nothing for nobody."""
    if not found:
        return ()
    shown = found[:_MOST_IN_A_MAIL]
    heard = journal.heard_from(conn, house.scheme_id)
    return (
        Attachment("cohort.csv", "text/csv", contacts_csv(shown, _buddies(conn, house), heard)),
        Attachment("cohort.vcf", "text/vcard", contacts_vcf(shown, house.scheme.name)),
    )


def _buddies(conn: Connection, house: House) -> dict[int, list[str]]:
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    names = people.people_by_id(conn, {one for pair in active for one in pair.members})
    return {
        one: [names[other].name for other in pair.members if other != one]
        for pair in active
        for one in pair.members
    }
