"""Put together what people of the mail world write, from the sentences in phrases.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from mailbot.core.people import Role

LONGEST_WORDS = 105
_AIM = (62, 92)  # letters end a sentence or two after this


@dataclass(frozen=True, slots=True)
class Blocks:
    """The sentences that letters of one kind and role are made of."""

    openings: tuple[str, ...]
    middles: tuple[str, ...]
    closings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything people may write; `said` has short texts by "table.name"."""

    letters: Mapping[Role, Blocks]
    answers: Mapping[Role, Blocks]
    said: Mapping[str, tuple[str, ...]]

    def pick(self, dice: Random, name: str, /, **words: str) -> str:
        """Choose one text and fill in its words; LookupError when there is none of that name."""
        return dice.choice(self.said[name]).format(**words)


@cache
def phrases() -> Phrases:
    """Read the sentences that ship with the package."""
    text = files("mailbot.world").joinpath("phrases.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return Phrases(
        letters=_by_role(tables.pop("letters")),
        answers=_by_role(tables.pop("answers")),
        said={
            f"{table}.{name}": tuple(texts)
            for table, named in tables.items()
            for name, texts in named.items()
        },
    )


def _by_role(table: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[Role, Blocks]:
    return {
        Role(role): Blocks(
            tuple(blocks["openings"]), tuple(blocks["middles"]), tuple(blocks["closings"])
        )
        for role, blocks in table.items()
    }


def letter(dice: Random, role: Role, buddy: str) -> str:
    """Write a problem page letter of 60 to 105 words, with or without a greeting line."""
    greeting = dice.choice(("", "", "Dear Deidre,", f"Dear {buddy},"))
    return _written(dice, phrases().letters[role], greeting)


def answer(dice: Random, role: Role, buddy: str) -> str:
    """Write the answer to a letter, of 60 to 105 words."""
    return _written(dice, phrases().answers[role], dice.choice(("", f"Dear {buddy},")))


def _written(dice: Random, blocks: Blocks, greeting: str) -> str:
    first, last = dice.choice(blocks.openings), dice.choice(blocks.closings)
    aim = dice.randint(*_AIM)
    body: list[str] = []
    for sentence in dice.sample(blocks.middles, len(blocks.middles)):
        length = _words([greeting, first, *body, last])
        if length < aim and length + _words([sentence]) <= LONGEST_WORDS:
            body.append(sentence)
    middle = len(body) // 2
    paragraphs = [" ".join([first, *body[:middle]]), " ".join([*body[middle:], last])]
    if dice.random() < 0.5:
        paragraphs = [" ".join(paragraphs)]
    return "\n\n".join([*([greeting] if greeting else []), *paragraphs])


def _words(sentences: Sequence[str]) -> int:
    return sum(len(one.split()) for one in sentences)
