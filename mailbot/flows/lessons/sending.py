"""Send everybody what was learned once a coordinator has agreed, and take it back where it must not stand (P40)."""

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.core.mails import MailId
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.lessons.drafting import draft, edit, findings
from mailbot.flows.lessons.gathering import readers_of
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.task_changes import swapped, swaps_in

NOT_IN_IT = (
    "left as it was: I couldn't find that in it, or couldn't be sure what it becomes. Send me the text "
    "with the sentence as it should be."
)


def decided(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Do what a coordinator answered to a draft: send it, drop it, or take their text for it."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no")
        return "not sent."
    text = str(asked.details.get("draft") or "")
    if means is not Meaning.YES:
        swaps = swaps_in(words)
        today = house.hours.today(case.now)
        changed = swapped(text, swaps, today) if swaps else words
        if changed == text:
            return NOT_IN_IT
        edit(conn, house, case, asked, changed)
        return ""
    return _agreed(conn, house, case, asked, text)


def _agreed(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> str:
    """Send it; where somebody doesn't want their words in it, show a text without them instead (E2)."""
    problems = findings(conn, house, asked, text)
    if problems and not asked.details.get("yours"):
        # Somebody said no since: what mailbot wrote, it also puts right.
        draft(conn, house, case, int(str(asked.details["round_id"])), str(asked.details["task"]))
        return "not sent: somebody in it asked not to be quoted. A new draft is on its way to you."
    if problems:
        return f"not sent. {' '.join(problems)} Reply to the draft with the text put right."
    promises.close_promise(conn, asked.id, case.now, case.by, "ok")
    many = send(conn, house, case, asked, text)
    leaves = house.hours.local(house.hours.next_open(case.now + BULK_HOLD))
    readers = f"{many} people" if many != 1 else "1 person"
    return f"goes to {readers} from {leaves:%A} {leaves:%H:%M} on. Reply STOP and it doesn't."


def send(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> int:
    """Queue the agreed text, one mail to each, held for a while; give how many. Nobody gets it twice."""
    queued = 0
    for reader in readers_of(conn, house):
        letter = Letter(
            MailId.P40,
            f"{case.by} agreed to what was learned",
            to=(reader,),
            values={
                "task": f"Task {house.task(str(asked.details['task'])).number}",
                "draft": text,
            },
            not_before=case.now + BULK_HOLD,
            once_key=f"P40:{asked.details['round_id']}:{reader.id}",
            promise_id=asked.id,
            approved=True,
        )
        queued += queue(conn, house, case.now, letter) is not None
    return queued
