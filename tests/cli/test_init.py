"""`mailbot init` writes a configuration that works, keeps passwords to their owner, replaces nothing."""

import stat
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.core.scheme import Coordinator, Mode, Security
from mailbot.settings import load

ANSWERS = (
    "Fell Buddies",
    "fell@buddies.example",
    "mail.buddies.example",
    "mail.buddies.example:465",
    "correct horse",
    "Gil Marsh",
    "gil@trust.example",
    "Europe/Dublin",
)


def run_init(home: Path, *options: str, answers: tuple[str, ...] = ()) -> Result:
    lines = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(main, ["--home", str(home), "init", *options], input=lines)


def test_eight_piped_answers_make_a_configuration_that_loads(tmp_path: Path) -> None:
    result = run_init(tmp_path / "home", answers=ANSWERS)

    scheme = load(tmp_path / "home", {}).schemes[0]
    assert 0 == result.exit_code
    assert ("Fell Buddies", Mode.LISTEN) == (scheme.name, scheme.mode)
    assert "Europe/Dublin" == scheme.timezone.key
    assert (Coordinator("Gil Marsh", "gil@trust.example", duty=True, lead=True),) == (
        scheme.coordinators
    )
    assert (993, Security.TLS, "fell@buddies.example", "correct horse") == (
        scheme.imap.port,
        scheme.imap.security,
        scheme.imap.username,
        scheme.imap.password,
    )
    assert (465, Security.TLS, "correct horse") == (
        scheme.smtp.port,
        scheme.smtp.security,
        scheme.smtp.password,
    )


def test_empty_answers_take_the_defaults(tmp_path: Path) -> None:
    run_init(tmp_path, answers=("",) * 8)

    scheme = load(tmp_path, {}, passwords=False).schemes[0]
    assert ("scheme@example.org", "imap.example.org") == (scheme.address, scheme.imap.host)
    assert "Europe/London" == scheme.timezone.key


def test_yes_asks_nothing_and_takes_what_the_options_say(tmp_path: Path) -> None:
    result = run_init(tmp_path, "--yes", "--name", "Dale", "--address", "dale@buddies.example")

    scheme = load(tmp_path, {}, passwords=False).schemes[0]
    assert 0 == result.exit_code
    assert "?" not in result.output
    assert ("Dale", "smtp.buddies.example") == (scheme.name, scheme.smtp.host)


def test_passwords_lie_where_nobody_else_can_read_them(tmp_path: Path) -> None:
    run_init(tmp_path, answers=ANSWERS)

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "secrets", *(tmp_path / "secrets").iterdir())
    }
    assert {"secrets": 0o700, "imap": 0o600, "smtp": 0o600} == modes
    assert "correct horse" not in (tmp_path / "mailbot.toml").read_text("utf-8")


def test_a_password_still_to_come_has_its_closed_file_already(tmp_path: Path) -> None:
    result = run_init(tmp_path, "--yes")

    file = tmp_path / "secrets" / "imap"
    assert (0o600, "") == (stat.S_IMODE(file.stat().st_mode), file.read_text())
    assert f"put the mailbox's password into {file}" in result.output


def test_nothing_is_replaced_unless_a_person_agrees(tmp_path: Path) -> None:
    (tmp_path / "mailbot.toml").write_text("mine")

    unasked = run_init(tmp_path, "--yes")
    refused = run_init(tmp_path, answers=("n",))

    assert (2, 2) == (unasked.exit_code, refused.exit_code)
    assert "stays as it is" in refused.stderr
    assert "mine" == (tmp_path / "mailbot.toml").read_text()
    assert not (tmp_path / "secrets").exists()


def test_a_person_who_agrees_gets_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "mailbot.toml").write_text("mine")

    run_init(tmp_path, answers=("y", *ANSWERS))

    assert "Fell Buddies" == load(tmp_path, {}).schemes[0].name


def test_a_password_that_is_there_is_replaced_only_when_a_person_agrees(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    for name in ("imap", "smtp"):
        (tmp_path / "secrets" / name).write_text("old")

    run_init(tmp_path, answers=(*ANSWERS, "n", "y"))

    scheme = load(tmp_path, {}).schemes[0]
    assert ("old", "correct horse") == (scheme.imap.password, scheme.smtp.password)


def test_a_password_file_open_to_others_is_closed_before_it_is_filled(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    file = tmp_path / "secrets" / "imap"
    file.touch(mode=0o644)

    run_init(tmp_path, answers=ANSWERS)

    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_an_answer_that_does_not_fit_is_asked_for_again(tmp_path: Path) -> None:
    result = run_init(tmp_path, answers=(ANSWERS[0], "fell at buddies", *ANSWERS[1:]))

    assert "the answer must be one mail address" in result.output
    assert "fell@buddies.example" == load(tmp_path, {}).schemes[0].address


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--address", "fell", "it must be one mail address"),
        ("--imap", "mail.buddies.example:99999", "it must be a whole number from 1 to 65535"),
        ("--smtp", "mail.buddies.example:smtp", "it must be a whole number from 1 to 65535"),
        ("--timezone", "London", "it must be a time zone"),
        ("--coordinator-address", "scheme@example.org", "it is the scheme's own address"),
    ],
)
def test_an_option_that_does_not_fit_writes_nothing(
    tmp_path: Path, option: str, value: str, sentence: str
) -> None:
    result = run_init(tmp_path, "--yes", option, value)

    assert 2 == result.exit_code
    assert option in result.stderr
    assert sentence in result.stderr
    assert [] == list(tmp_path.iterdir())


def test_too_few_answers_write_nothing_and_say_so(tmp_path: Path) -> None:
    result = run_init(tmp_path, answers=ANSWERS[:3])

    assert 2 == result.exit_code
    assert "The answers ended before the questions did" in result.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("address", "hosts", "per_day", "advice"),
    [
        ("fell.buddies@gmail.com", ("imap.gmail.com", "smtp.gmail.com"), 500, "app password"),
        (
            "fell@fell.onmicrosoft.com",
            ("outlook.office365.com", "smtp.office365.com"),
            10_000,
            "only with OAuth2",
        ),
        (
            "fell@nhs.net",
            ("outlook.office365.com", "smtp.office365.com"),
            500,
            "Local Administrator",
        ),
    ],
)
def test_a_known_provider_brings_its_servers_its_limit_and_the_one_thing_to_know(
    tmp_path: Path, address: str, hosts: tuple[str, str], per_day: int, advice: str
) -> None:
    result = run_init(tmp_path, "--yes", "--address", address)

    scheme = load(tmp_path, {}, passwords=False).schemes[0]
    assert hosts == (scheme.imap.host, scheme.smtp.host)
    assert per_day == scheme.pacing.per_day
    assert advice in " ".join(result.output.split())


def test_a_domain_that_only_ends_alike_is_no_known_provider(tmp_path: Path) -> None:
    result = run_init(tmp_path, "--yes", "--address", "fell@notgmail.com")

    assert "imap.notgmail.com" == load(tmp_path, {}, passwords=False).schemes[0].imap.host
    assert "app password" not in result.output


def test_what_comes_next_names_the_made_up_addresses_and_the_next_command(tmp_path: Path) -> None:
    home = tmp_path / "a home"

    made_up = run_init(home, "--yes", "--address", "fell@buddies.example").output
    real = run_init(tmp_path / "other", answers=ANSWERS).output

    assert "put your own addresses and servers into" in made_up
    assert f"mailbot --home '{home}' check" in made_up
    assert "put your own addresses" not in real


def test_every_setting_of_a_new_file_has_its_explanation(tmp_path: Path) -> None:
    run_init(tmp_path, answers=ANSWERS)

    lines = (tmp_path / "mailbot.toml").read_text("utf-8").splitlines()
    unexplained = [
        line for before, line in pairwise(lines) if "=" in line and not before.startswith("# ")
    ]
    assert [] == unexplained
    assert "# trusted_authserv = []" in lines
