"""Answer mail in somebody's absence, as vacation responders do, well behaved (RFC 3834) or not."""

from mailbot.world.desk import Desk
from mailbot.world.habits import Manner
from mailbot.world.mailclients import Client, Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read

_EXCHANGE = (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"))
_OTHERS = (("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"))
_RUDE = (("Precedence", "junk"),)


class Responder:
    """The out-of-office of one person; silent when they have none or are there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._eager = desk.who.has(Manner.EAGER_RESPONDER)
        self._answered: set[tuple[str, str]] = set()
        dice = desk.dice()
        self._subject = dice.choice(phrases().said["absences.subjects"])
        self._text = dice.choice(phrases().said["absences.texts"])

    def answer(self, mail: Read) -> list[Planned]:
        """Answer a mail that came in the absence: once for each sender and day, an eager one always.

        Answers of other responders are never answered (RFC 3834 section 2), by the eager one neither:
        two of them would never stop.
        """
        away = self._desk.away
        if away is None or not away[0] <= mail.at < away[1]:
            return []
        automatic = mail.automatic not in {"", "no"}
        if mail.automatic.startswith("auto-replied") or (automatic and not self._eager):
            return []
        key = (mail.answer_to, mail.at.astimezone(self._desk.zone).date().isoformat())
        if key in self._answered and not self._eager:
            return []
        self._answered.add(key)
        back = away[1]
        day = f"{back:%A} {back.day} {back:%B}"
        subject = self._subject.format(subject=mail.subject)
        return [self._desk.respond(mail, subject, self._text.format(day=day), self._headers())]

    def _headers(self) -> tuple[tuple[str, str], ...]:
        if self._eager:
            return _RUDE
        return _EXCHANGE if self._desk.client in {Client.OUTLOOK, Client.NHSMAIL} else _OTHERS
