"""Write docs/tasks.md: every mail of the four tasks in order, from plays and not by hand."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.stories.plays import ELI, FIFTH, Page, play
from tests.stories.scripts import SCRIPTS
from tests.stories.telling import ANA, BEN

PAGE = Path(__file__).parents[2] / "docs" / "tasks.md"
HEAD = """# The tasks, mail by mail

What a pair and a trio read and write in each task of the bank, in order and in full. Ana is a doctor, Ben a general
manager, Eli a finance manager and Hal an expert; Gil coordinates. The people are invented. Nobody typed this page: the
program plays the tasks itself, on a clock that is put forward (`python -m tests.stories.transcript`). Left out are the
footers, and the coordinators' daily digest where nobody answers it. At the end Gil writes a fifth task in a mail, puts
right what the two-minute check finds, and starts it.
"""
TITLES = {
    "letters": "Task 1: problem page letters",
    "shadowing": "Task 2: virtual shadowing",
    "cases": "Task 3: a case to solve together",
    "consortium": "Task 4: if I ran the board",
    FIFTH: "A fifth task, written in a mail",
}


def transcript() -> str:
    """Play all tasks, each by a pair and by a trio, and give the page."""
    parts = [HEAD]
    for task, title in TITLES.items():
        parts.append(f"## {title}\n\n### A pair\n\n{_played(task, ANA, BEN)}")
        if task == FIFTH:
            continue
        parts.append(f"### A trio\n\n{_played(task, ANA, BEN, ELI)}")
    return "\n".join(parts)


def _played(task: str, *cast: str) -> str:
    with TemporaryDirectory() as home, play(Path(home), task, *cast) as opened:
        SCRIPTS[task](opened)
        return "\n".join(_shown(opened.pages))


def _shown(pages: list[Page]) -> Iterator[str]:
    """Show each thing once: what several got alike stands there with all their names."""
    together: list[tuple[list[str], Page]] = []
    for one in pages:
        last = together[-1][1] if together else None
        alike = last is not None and (last.sender, last.subject, last.words) == (
            one.sender,
            one.subject,
            one.words,
        )
        if alike:
            together[-1][0].append(one.reader)
        else:
            together.append(([one.reader], one))
    for readers, one in together:
        day = f"{one.at:%a} {one.at.day} {one.at:%b}"
        yield f"**{day}, {one.sender} to {' and '.join(readers)}: {one.subject}**\n"
        yield "\n".join(f"> {line}".rstrip() for line in one.words.strip().splitlines()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(transcript())
