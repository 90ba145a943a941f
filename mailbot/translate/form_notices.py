"""Read the notice that a form program mails for one answer ("Name: ... Grade: ...") as a table of one row."""

import re

from mailbot.translate.contact import emails_in
from mailbot.translate.spreadsheets import Table
from mailbot.translate.survey_columns import Field, heading_field

_LONGEST = 20_000
_MOST_LINES = 400
_LABEL = re.compile(
    r"^[>\s*|#-]{0,12}(?:\d{1,2}[.)]\s{0,2})?(?P<label>[^\n:?]{2,120}[:?])[*\s]{0,4}(?P<value>.*)$"
)
_MARKS = re.compile(r"^[>\s*|-]{1,12}|[*\s|]{1,12}$")
# The head of a forwarded mail has labels too.
_HEAD = re.compile(
    r"^(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?)$", re.IGNORECASE
)
_NAMES = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})
_JOBS = frozenset({Field.ROLE, Field.GRADE, Field.SPECIALTY, Field.EMPLOYER, Field.TOWN})


def notice_in(text: str, own_address: str) -> Table | None:
    """Give labels and answers as two rows; None unless an address, a name and a job stand in it.

    `own_address` is the coordinator's, whose signature may look like an answer.
    """
    answers = _answers(text[:_LONGEST])
    fields = {heading_field(label): value for label, value in answers.items()}
    addresses = emails_in(fields.get(Field.ADDRESS, ""))
    told = {field for field, value in fields.items() if value}
    if not addresses or own_address.lower() in addresses or not told & _NAMES or not told & _JOBS:
        return None
    return Table("the form's notice", (tuple(answers), tuple(answers.values())))


def _answers(text: str) -> dict[str, str]:
    """Give the answer behind each label, or in the line below it."""
    found: dict[str, str] = {}
    waiting = ""
    for line in text.splitlines()[:_MOST_LINES]:
        bare = _MARKS.sub("", line)
        if not bare:
            continue
        match = _LABEL.match(line)
        if match is not None and not emails_in(match["label"]):
            label = match["label"].rstrip(":").strip(" *")
            waiting = "" if _HEAD.match(label) else label
            if waiting and match["value"].strip(" *"):
                found.setdefault(waiting, match["value"].strip(" *"))
                waiting = ""
        elif waiting:
            found.setdefault(waiting, bare)
            waiting = ""
    return found
