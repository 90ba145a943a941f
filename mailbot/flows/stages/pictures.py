"""Bring work that came as a picture to those who are to see it: drawn anew, and nothing of the file itself."""

from collections.abc import Iterable

from sqlalchemy import Connection

from mailbot.core.mail import Attachment
from mailbot.core.pictures import PICTURE
from mailbot.edges.db import inbound
from mailbot.edges.db.submissions import Submission
from mailbot.translate.files import is_picture, useful_files
from mailbot.translate.parse import parse
from mailbot.translate.pictures import fit_to_pass_on


def pictures_of(
    conn: Connection, shown: Iterable[tuple[str, Submission | None]]
) -> tuple[Attachment, ...]:
    """Give the pictures behind (name, work), each called by its name and a number.

    Work in words has none, and none are left once the bytes of its mail have been deleted.
    """
    return tuple(picture for name, work in shown for picture in _of(conn, name, work))


def _of(conn: Connection, name: str, work: Submission | None) -> list[Attachment]:
    if work is None or work.text != PICTURE or work.received_id is None:
        return []
    try:
        raw = inbound.bytes_of(conn, work.received_id)
    except LookupError:
        return []
    found = [one for one in useful_files(parse(raw).attachments) if is_picture(one)]
    drawn = (fit_to_pass_on(one, f"{name} {number}") for number, one in enumerate(found, 1))
    return [one for one in drawn if one is not None]
