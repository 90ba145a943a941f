"""Write docs/commands.md from the rows that are played in the stories: what to write, and who hears of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tests.stories.spoken import Row, rows

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD = """# What you can write, and who hears of it

For coordinators. Mail the scheme's address; one line is enough, in your own words: order, capitals, "please" and slips of the thumb
don't matter, and several orders may stand in one mail. Only what you wrote yourself counts, never a signature or what stands in a quote.
What can't be understood does nothing, and says so in one line with the two nearest commands.

What touches many people, removes somebody or can't be taken back is restated first (N05), and done when you reply YES to that mail within 48 hours.
So is anything that comes without proof that you wrote it. Whatever is done is read back to you (N04), and UNDO below it takes it back for two
weeks. Mails to many wait a quarter of an hour: STOP ends them. In the record of who hears, P is a mail to participants, X to others, N to you.

Nobody typed these tables: each row is played on real mail servers by the tests (`python -m tests.stories.commands_page`).
Ana and Ben are a pair at work on task 1, Cleo and Dev wait for a buddy, Kit is a colleague, and Dr Rao is nobody the scheme knows.
"""
COPIES = """
Put the scheme's address in BCC and it takes note of what you did. Nobody in that mail ever gets one from the scheme because of it.
"""
ANSWERED = {"N06": "below what UNDO told you: ", "N07": "below that question: "}


def page() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *_parts(rows())])


def _parts(everything: Iterable[Row]) -> Iterator[str]:
    for part, of_it in groupby(everything, key=lambda one: one.part):
        copies = COPIES if "copy" in part else ""
        head = "| you write | or | what happens | who hears |\n|---|---|---|---|"
        if copies:
            head = "| to | you write | what happens | who hears |\n|---|---|---|---|"
        lines = [_copied(one) if copies else _ordered(one) for one in of_it]
        yield f"## {part}\n{copies}\n{head}\n" + "\n".join(lines) + "\n"


def _ordered(row: Row) -> str:
    others = "; ".join(f"`{_shown(one)}`" for one in row.also[:2])
    return f"| {ANSWERED.get(row.answers, '')}`{_shown(row.says)}` | {others} | {row.does} | {_heard(row)} |"


def _copied(row: Row) -> str:
    outside = [one for one in row.to if "@" in one]
    known = [one for one in row.to if "@" not in one]
    to = ", ".join([*known, *(["others"] if outside else [])])
    where = ANSWERED.get(row.answers, "")
    said = f"`{row.says}`" if row.answers else row.says
    return f"| {to} | {where}{said} | {row.does} | {_heard(row)} |"


def _shown(said: str) -> str:
    return said.replace("{number}", "14")


def _heard(row: Row) -> str:
    return (
        ", ".join(f"{who} {kinds.replace(' ', ' and ')}" for who, kinds in row.hears.items())
        or "nobody"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
