"""The shipped folders are found, and a scheme's own files are laid over them one by one."""

from pathlib import Path

import pytest

from mailbot.edges.files import BadFile, read_tree, shipped


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["rules", "templates", "migrations"])
def test_a_checkout_has_every_shipped_folder_beside_the_package(name):
    folder = shipped(name)

    assert Path(__file__).resolve().parents[2] / name == folder


def test_a_folder_that_is_not_there_is_named_in_one_sentence():
    with pytest.raises(BadFile, match="without its folder pictures: install it again"):
        shipped("pictures")  # type: ignore[arg-type]


def test_a_home_folder_replaces_one_file_and_leaves_the_others(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    write(ours, "chasing.toml", "days = 3")
    write(ours, "guards.toml", "cap = 2")
    write(theirs, "chasing.toml", "days = 5")

    tree = read_tree(ours, theirs, suffix=".toml")

    assert {"chasing.toml": "days = 5", "guards.toml": "cap = 2"} == tree


def test_a_home_folder_without_that_folder_overrides_nothing(tmp_path):
    write(tmp_path, "chasing.toml", "days = 3")

    tree = read_tree(tmp_path, tmp_path / "nowhere", suffix=".toml")

    assert {"chasing.toml": "days = 3"} == tree


def test_files_are_named_by_their_path_and_come_in_alphabetical_order(tmp_path):
    write(tmp_path, "tasks/letters/task.toml", "b")
    write(tmp_path, "tasks/cases/task.toml", "a")
    write(tmp_path, "tasks/cases/notes.md", "not asked for")

    tree = read_tree(tmp_path, suffix=".toml")

    assert ["tasks/cases/task.toml", "tasks/letters/task.toml"] == list(tree)


def test_what_an_editor_leaves_behind_is_not_a_rule(tmp_path):
    write(tmp_path, ".#chasing.toml", "half written")
    write(tmp_path, ".history/chasing.toml", "last week's")

    assert {} == read_tree(tmp_path, suffix=".toml")


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path):
    (tmp_path / "chasing.toml").write_bytes(b"\xef\xbb\xbfdays = 3")

    assert {"chasing.toml": "days = 3"} == read_tree(tmp_path, suffix=".toml")


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "welcome.md").write_bytes("Café".encode("latin-1"))

    with pytest.raises(BadFile, match=r"welcome\.md is not UTF-8 text"):
        read_tree(tmp_path, suffix=".md")


def test_a_link_that_leads_nowhere_is_passed_over(tmp_path):
    (tmp_path / "gone.toml").symlink_to(tmp_path / "elsewhere.toml")

    assert {} == read_tree(tmp_path, suffix=".toml")
