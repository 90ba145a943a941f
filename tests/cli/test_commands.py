"""`mailbot` says what it can do, takes its home from three places, and tells a slip in one sentence."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner

import mailbot
from mailbot.cli import Commands, main
from mailbot.cli.clock import now, now_option

LONDON = ZoneInfo("Europe/London")


@click.command()
@now_option
def tell(moment: datetime | None) -> None:
    click.echo(now(moment, LONDON).isoformat())


@pytest.mark.parametrize("name", Commands.entries)
def test_a_command_of_the_table_is_there_and_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])

    assert 0 == result.exit_code
    assert f"Usage: main {name}" in result.output


def test_help_lists_every_command_with_its_sentence() -> None:
    output = CliRunner().invoke(main, ["--help"]).output

    assert [] == [one.says for one in Commands.entries.values() if one.says not in output]


def test_the_version_is_that_of_the_package() -> None:
    assert f"mailbot {mailbot.__version__}\n" == CliRunner().invoke(main, ["--version"]).output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chekc"], 'There is no command "chekc"; did you mean "check"? See `main --help`.\n'),
        (["--hoome", "x"], "No such option"),
        (["check", "--jsn"], "No such option"),
    ],
)
def test_a_slip_on_the_command_line_is_one_line_and_ends_with_2(
    arguments: list[str], sentence: str
) -> None:
    result = CliRunner().invoke(main, arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert sentence in result.stderr
    assert 1 == result.stderr.count("\n")


def test_the_home_is_the_option_else_the_variable_else_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, elsewhere = (tmp_path / name for name in ("here", "there", "elsewhere"))
    here.mkdir()
    monkeypatch.chdir(here)

    plain = CliRunner().invoke(main, ["check"])
    variable = CliRunner().invoke(main, ["check"], env={"MAILBOT_HOME": str(there)})
    option = CliRunner().invoke(
        main, ["--home", str(elsewhere), "check"], env={"MAILBOT_HOME": str(there)}
    )

    assert f"There is no mailbot.toml in {here};" in plain.stderr
    assert f"There is no mailbot.toml in {there};" in variable.stderr
    assert f"There is no mailbot.toml in {elsewhere};" in option.stderr


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2027-06-18", "2027-06-17T23:00:00+00:00"),
        ("2027-06-18T18:00", "2027-06-18T17:00:00+00:00"),
        ("2027-01-18T18:00", "2027-01-18T18:00:00+00:00"),
        ("2027-06-18T18:00+05:00", "2027-06-18T13:00:00+00:00"),
        ("2027-06-18T18:00Z", "2027-06-18T18:00:00+00:00"),
        ("2027-10-31T01:30", "2027-10-31T00:30:00+00:00"),
    ],
)
def test_a_moment_without_a_zone_is_in_the_scheme_s(said: str, meant: str) -> None:
    assert f"{meant}\n" == CliRunner().invoke(tell, ["--now", said]).output


def test_a_moment_that_is_none_is_refused() -> None:
    result = CliRunner().invoke(tell, ["--now", "tomorrow"])

    assert 2 == result.exit_code
    assert '"tomorrow" is neither a date nor a time' in result.output


def test_without_the_option_it_is_the_present() -> None:
    before = datetime.now(UTC)  # noqa: TID251  the clock is what is tested

    said = datetime.fromisoformat(CliRunner().invoke(tell).output.strip())

    assert before <= said <= datetime.now(UTC)  # noqa: TID251
