"""The papers of the repository agree with each other and with what is in it."""

import re
import tomllib
from pathlib import Path

import mailbot

# Spelt in pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.", "python" + "hosted", "--(extra-)?index" + "-url"])
)
MACHINES = re.compile(r"(?<![\w.~}>)-])/(root|home|work|Users|tmp|private)" + r"/\w")


def project(root: Path):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    """The normalised names of requirements, without versions and extras."""
    return {re.split(r"[^\w.-]", line)[0].lower().replace(".", "-") for line in requirements}


def test_a_newcomer_finds_fewer_than_twenty_names_in_the_root(ours):
    assert len({name.partition("/")[0] for name in ours}) < 20


def test_the_changelog_begins_with_the_version_of_the_package(root):
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")

    assert mailbot.__version__ == re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)[0]


def test_every_make_command_of_the_readme_is_in_the_makefile(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")

    promised = set(re.findall(r"(?:^|`)make ([a-z]+)", readme, re.MULTILINE))

    assert {"demo", "test"} <= promised
    assert promised <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_every_dependency_has_its_paragraph_among_the_decisions(root):
    decisions = (root / "docs/decisions.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*\*(.+?)\*\*", decisions, re.MULTILINE)
    explained = names(name.strip() for line in headings for name in line.split(","))

    declared = project(root)["dependencies"], *project(root)["optional-dependencies"].values()

    assert set() == {name for group in declared for name in names(group)} - explained


def test_every_dependency_is_pinned_and_every_pin_has_its_hashes(root):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]

    declared = project(root)["dependencies"], *project(root)["optional-dependencies"].values()

    assert set() == {name for group in declared for name in names(group)} - names(pins)
    assert [] == [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]


def test_no_file_names_a_package_registry_or_a_folder_of_some_machine(root, ours):
    found = [
        f"{name}:{number}"
        for name in sorted(ours)
        for number, line in enumerate((root / name).read_bytes().decode("latin-1").splitlines(), 1)
        if REGISTRIES.search(line) or MACHINES.search(line)
    ]

    assert [] == found
