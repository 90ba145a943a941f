"""What is installed is what is in the tree: nothing is left behind, nothing comes along by chance."""

import os
import subprocess
import sys

import pytest

DATA = ("rules/", "templates/", "migrations/")

pytestmark = pytest.mark.slow


def test_the_sdist_holds_every_file_of_the_project(packages, ours):
    assert set() == ours - packages.in_sdist


def test_the_sdist_holds_nothing_that_git_ignores(packages, ours):
    assert {"PKG-INFO"} == packages.in_sdist - ours


def test_the_wheel_holds_the_package_and_the_shipped_folders_and_nothing_else(packages, ours):
    code = {name for name in ours if name.startswith("mailbot/")}
    data = {f"mailbot/_data/{name}" for name in ours if name.startswith(DATA)}

    inside = {name for name in packages.in_wheel if ".dist-info/" not in name}

    assert code | data == inside


@pytest.mark.parametrize("name", ["rules", "templates", "migrations"])
def test_an_installed_mailbot_reads_the_folders_of_its_wheel(packages, ours, tmp_path, name):
    inside = packages.unpacked_wheel / "mailbot" / "_data" / name
    program = (
        "from mailbot.edges.files import read_tree, shipped\n"
        f"print(shipped({name!r}))\n"
        f"print(*read_tree(shipped({name!r}), suffix=''), sep='\\n')"
    )

    printed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(packages.unpacked_wheel)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()

    there = sorted(file.removeprefix(f"{name}/") for file in ours if file.startswith(f"{name}/"))
    assert [str(inside), *there] == [line for line in printed if line]


def test_the_wheel_installs_the_command_and_carries_its_licence(packages):
    (entry_points,) = packages.unpacked_wheel.glob("*.dist-info/entry_points.txt")

    assert "mailbot = mailbot.cli:main" in entry_points.read_text(encoding="utf-8")
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packages.in_wheel)
