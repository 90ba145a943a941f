"""The repository as its tests see it: the files that are ours, and the packages made from them."""

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Packages:
    """An sdist and the wheel that was built from it; names are paths below the project's root."""

    in_sdist: frozenset[str]
    in_wheel: frozenset[str]
    unpacked_wheel: Path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def ours(root: Path) -> frozenset[str]:
    """Every file of the project, committed or about to be, and none that git ignores."""
    if not (root / ".git").exists():
        pytest.skip("This copy has no git history to ask which files are its own.")
    # A checkout that belongs to somebody else, as in a container, is still the one to ask about.
    git = ["git", "-c", "safe.directory=*", "-C", str(root)]
    listing = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return frozenset(name for name in listing.split("\0") if name and (root / name).is_file())


@pytest.fixture(scope="session")
def packages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """The sdist and, through it, the wheel, built by the tools that are installed already."""
    folder = tmp_path_factory.mktemp("packages")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)],
        check=True,
    )
    with tarfile.open(next(folder.glob("*.tar.gz"))) as sdist:
        in_sdist = {name.partition("/")[2] for name in sdist.getnames()}
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        in_wheel = set(wheel.namelist())
        wheel.extractall(folder / "unpacked")
    return Packages(frozenset(in_sdist), frozenset(in_wheel), folder / "unpacked")
