"""`mailbot report` prints the numbers, or writes them as a page that only its owner may read."""

from pathlib import Path

from tests.cli.homes import NOW, run, told


def test_the_report_is_text_a_page_or_json(by_hand: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"

    printed = run(by_hand, "report", "--now", NOW)
    written = run(by_hand, "report", "--now", NOW, "--out", str(page))

    assert "Dale Buddies in numbers, 27 October 2026" in printed.stdout
    assert told(by_hand, "report", "--now", NOW)["sections"][0]["heading"] == "People"
    assert (0, "") == (written.exit_code, written.stderr)
    assert page.read_text().startswith("<!doctype html>")
    assert page.stat().st_mode & 0o077 == 0
    assert "Ana" not in page.read_text() + printed.stdout
