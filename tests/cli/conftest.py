"""A home that has taken a small scheme over, made once and copied for every test."""

import shutil
from pathlib import Path

import pytest

from tests.cli.homes import adopted_home


@pytest.fixture(scope="session")
def _adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return adopted_home(tmp_path_factory.mktemp("adopted"))


@pytest.fixture
def by_hand(_adopted: Path, tmp_path: Path) -> Path:
    """A home of its own in which the scheme of `scheme_by_hand` is under way."""
    shutil.copytree(_adopted, tmp_path, dirs_exist_ok=True)
    return tmp_path
