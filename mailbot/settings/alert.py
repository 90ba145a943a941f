"""Read [alert]: the second mail account, by which mailbot says that the first is broken."""

from mailbot.core.scheme import Alert
from mailbot.settings import table as t
from mailbot.settings.schemes import Logins
from mailbot.settings.section import Section


def alert(section: Section, logins: Logins) -> Alert | None:
    """Give the second account; None where the table is not there. Raises BadSettings."""
    if not section.values:
        return None
    sender = section.read(t.ALERT_SENDER)
    return Alert(logins.smtp(section, ""), sender, section.read(t.ALERT_TO))
