"""Look whether every rule, every mail and every task on the shelf can be used as it stands."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from mailbot.cli.findings import Finding
from mailbot.core.competences import Frameworks
from mailbot.core.errors import Trouble
from mailbot.edges.files import BadFile, read_tree, shipped
from mailbot.settings import Settings
from mailbot.translate.bank import load_bank
from mailbot.translate.competences import BadFramework, load_competences, not_known
from mailbot.translate.matching_rules import load_matching, load_places
from mailbot.translate.numbers import load_chasing
from mailbot.translate.providers import read_providers
from mailbot.translate.rules import CLASSIFY, load_rules
from mailbot.translate.samples import BadSamples, read_samples
from mailbot.translate.templates import BadTemplate, Templates, Value

Texts = Mapping[str, str]

# What reads each file of rules/ in earnest; of a file that is not here only the TOML is looked at.
RULES: Mapping[str, Callable[[Texts], object]] = {
    CLASSIFY: load_rules,  # reads the vocabulary too
    "chasing.toml": lambda texts: load_chasing(texts["chasing.toml"]),
    "matching.toml": lambda texts: load_matching(texts["matching.toml"]),
    "places.toml": lambda texts: load_places(texts["places.toml"]),
    "providers.toml": lambda texts: read_providers(texts["providers.toml"]),
}

_SAMPLES = "samples.toml"
# A task of the scheme's own has no samples; what any announcement is given will do.
_ANNOUNCEMENT = "P10"


def rules(settings: Settings) -> Iterator[Finding]:
    """Read every file of rules, the scheme's own in place of the shipped one."""
    yield from _findings("rules", "files of rules", partial(_rules, settings.home / "rules"))


def tasks(settings: Settings) -> Iterator[Finding]:
    """Read the task of every folder of the bank."""
    own = settings.home / "templates"
    yield from _findings("tasks", "tasks", partial(_tasks, own))


def templates(settings: Settings) -> Iterator[Finding]:
    """Write every mail once with sample values."""
    own = settings.home / "templates"
    yield from _findings("templates", "mails", partial(_templates, own))


def _findings(name: str, what: str, look: Callable[[], tuple[int, list[str]]]) -> Iterator[Finding]:
    try:
        count, problems = look()
    except BadFile as problem:
        count, problems = 0, [str(problem)]
    for sentence in problems:
        yield Finding(name, ok=False, sentence=sentence)
    if not problems:
        yield Finding(name, ok=True, sentence=f"{what} in order: {count}.")


def _rules(own: Path) -> tuple[int, list[str]]:
    texts = read_tree(shipped("rules"), own, suffix=".toml")
    return len(texts), list(_not_toml(own, texts)) or list(_misread(texts))


def _tasks(own: Path) -> tuple[int, list[str]]:
    texts = read_tree(shipped("templates"), own, suffix="task.toml")
    words = read_tree(shipped("templates"), own, suffix=".md")
    frameworks = _frameworks(own.parent / "rules")
    problems = list(_not_toml(own, texts)) or [
        said for name, text in texts.items() for said in _task(own, name, text, words, frameworks)
    ]
    return len(texts), problems


def _frameworks(own: Path) -> Frameworks:
    """Give the competences that tasks may name; what is wrong with their files stands under rules."""
    try:
        return load_competences(read_tree(shipped("rules"), own, suffix=".toml"))
    except BadFramework:
        return Frameworks({}, {})


def _task(own: Path, name: str, text: str, words: Texts, frameworks: Frameworks) -> Iterator[str]:
    folder = name.removesuffix("/task.toml")
    try:
        bank = load_bank({name.removeprefix("tasks/"): text})
    except Trouble as problem:
        yield str(problem)
        return
    for stage in (stage for task in bank.values() for stage in task.stages):
        if f"{folder}/{stage.name}.md" not in words:
            yield f"{_place(own, name)}: the stage {stage.name} lacks its words, {stage.name}.md."
    if frameworks.names:
        for stage_name, code in (
            one for task in bank.values() for one in frameworks.unknown_in(task)
        ):
            yield f"{_place(own, name)}, stage {stage_name}: competences: {not_known(code, frameworks)}"


def _templates(own: Path) -> tuple[int, list[str]]:
    root = shipped("templates")
    files = read_tree(root, own, suffix=".md")
    # The shipped samples alone: they are what mailbot gives, whatever a scheme's own mails expect.
    try:
        samples = read_samples(read_tree(root, suffix=_SAMPLES)[_SAMPLES])
    except BadSamples as problem:
        return 0, [str(problem)]
    mails = Templates(files)
    problems = [
        said for name, values in samples.items() for said in _tried(mails, own, name, values)
    ]
    known = {name.split()[0] for name in samples}
    for name in (file.removesuffix(".md") for file in files):
        if name in known or name.startswith("_"):
            continue
        if name.startswith("tasks/"):
            problems += _broken(mails, own, name, samples[_ANNOUNCEMENT])
        else:
            problems.append(f"{own / name}.md has the name of no mail: rename or remove it.")
    return len(known), sorted(set(problems))


def _tried(mails: Templates, own: Path, sample: str, values: Mapping[str, Value]) -> Iterator[str]:
    name = sample.split()[0]
    broken = _broken(mails, own, name, values)
    yield from broken
    for missing in () if broken else mails.render(name, values).missing:
        yield (
            f"{_place(own, f'{name}.md')} shows {missing}, which this mail is not given:"
            " correct the name or take it out."
        )


def _broken(mails: Templates, own: Path, name: str, values: Mapping[str, Value]) -> list[str]:
    try:
        mails.render(name, values)
    except BadTemplate as problem:
        reason = str(problem).removeprefix(problem.file).rstrip(".")
        return [f"{_place(own, problem.file)}{reason}."]
    return []


def _misread(texts: Texts) -> Iterator[str]:
    for name in sorted(RULES):
        if name not in texts:
            yield f"rules/{name} is missing: install mailbot again."
            continue
        try:
            RULES[name](texts)
        except Trouble as problem:
            yield str(problem)
    try:
        load_competences(texts)
    except BadFramework as problem:
        yield str(problem)


def _not_toml(own: Path, texts: Texts) -> Iterator[str]:
    for name, text in texts.items():
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            yield f"{_place(own, name)} is not valid TOML: {problem}."


def _place(own: Path, name: str) -> str:
    """Name the file that counts: the scheme's own, or else the shipped one."""
    return str(own / name) if (own / name).exists() else f"{own.name}/{name}"
