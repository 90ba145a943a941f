"""`mailbot check` looks at what mailbot needs, says what to do, and sends and changes nothing."""

import imaplib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.cli.checks_mail import clock
from mailbot.world.mailserver import MailServer

ADDRESS = "fell@buddies.example"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(lambda: datetime(2027, 6, 8, 9, tzinfo=UTC)) as running:
        running.add_mailbox(ADDRESS, "pw")
        yield running


@pytest.fixture
def home(server: MailServer, tmp_path: Path) -> Path:
    """A home as `mailbot init` leaves it, with a mailbox that is there."""
    answers = (
        "Fell Buddies",
        ADDRESS,
        f"{server.host}:{server.imap_port}",
        f"{server.host}:{server.smtp_port}",
        "pw",
        "Gil Marsh",
        "gil@trust.example",
        "",
    )
    CliRunner().invoke(main, ["--home", str(tmp_path), "init"], input="\n".join(answers) + "\n")
    return tmp_path


def run_check(home: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "check", *options])


def wrong(home: Path) -> list[str]:
    """What a check finds wrong, as `name: sentence`."""
    told = json.loads(run_check(home, "--json").stdout)
    return [f"{one['name']}: {one['sentence']}" for one in told["findings"] if not one["ok"]]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_new_home_with_a_mailbox_that_is_there_has_nothing_wrong(home: Path) -> None:
    result = run_check(home)

    assert "✗" not in result.stdout
    assert 0 == result.exit_code
    assert '✓ imap: the mailbox of "Fell Buddies" can be read.' in result.stdout
    assert '✓ folders: Sent is the folder "Sent".' in result.stdout
    assert '✓ smtp: "Fell Buddies" can send, at most 30 a minute and 500 a day.' in result.stdout


def test_a_check_sends_nothing_and_leaves_no_file(home: Path, server: MailServer) -> None:
    before = sorted(home.rglob("*"))

    run_check(home)

    assert [] == [*server.arrivals, *server.messages(ADDRESS), *server.messages(ADDRESS, "Sent")]
    assert before == sorted(home.rglob("*"))


def test_programs_get_the_same_as_json(home: Path) -> None:
    lines = run_check(home).stdout.splitlines()

    told = json.loads(run_check(home, "--json").stdout)

    assert told["ok"]
    # The free space and the time may change between the two runs.
    assert [line for line in lines if "home:" not in line and "clock:" not in line] == [
        f"{'!' if one['asks'] else '✓'} {one['name']}: {one['sentence']}"
        for one in told["findings"]
        if one["name"] not in {"home", "clock"}
    ]


def test_a_wrong_password_is_told_for_both_servers_and_never_shown(home: Path) -> None:
    for name in ("imap", "smtp"):
        (home / "secrets" / name).write_text("wrong horse")

    result = run_check(home)

    assert 1 == result.exit_code
    assert 2 == result.stdout.count("✗")
    assert "✗ imap: The IMAP server" in result.stdout
    assert "✗ smtp: The SMTP server" in result.stdout
    assert "wrong horse" not in result.output


def test_a_configuration_that_cannot_be_used_ends_with_2_and_one_sentence(home: Path) -> None:
    change(home / "mailbot.toml", "mode =", "mood =")

    result = run_check(home)

    assert (2, "") == (result.exit_code, result.stdout)
    assert (
        'mailbot.toml, [[scheme]]: there is no setting "mood"; did you mean "mode"?\n'
        == result.stderr
    )


def test_a_mailbox_without_a_sent_folder_needs_attention_without_an_archive_not(
    home: Path, server: MailServer
) -> None:
    with imaplib.IMAP4(server.host, server.imap_port) as person:
        person.login(ADDRESS, "pw")
        person.delete("Sent")
        person.delete("Archive")

    assert [
        "folders: there is no Sent folder: answers that people give by hand are not seen, so make"
        " a folder named Sent."
    ] == wrong(home)
    assert "✓ folders: there is no Archive folder" in run_check(home).stdout


def test_a_password_that_others_can_read_is_named_with_the_cure(home: Path) -> None:
    (home / "secrets" / "imap").chmod(0o640)
    (home / "secrets").chmod(0o755)

    assert [
        f"secrets: others on this machine can read {home}/secrets: run chmod 700 on it.",
        f"secrets: others on this machine can read {home}/secrets/imap: run chmod 600 on it.",
    ] == wrong(home)


def test_a_password_in_mailbot_toml_makes_that_file_a_secret_too(home: Path) -> None:
    change(home / "mailbot.toml", 'password_file = "secrets/smtp"', 'password = "pw"')

    assert [
        f"secrets: others on this machine can read {home}/mailbot.toml: run chmod 600 on it."
    ] == wrong(home)


def test_a_scheme_that_only_listens_is_asked_for_a_support_line_and_is_well_all_the_same(
    home: Path,
) -> None:
    result = run_check(home)

    assert 0 == result.exit_code
    assert "\n! support: no support line is named" in result.stdout
    assert 1 == result.stdout.count("\n! ")


def test_a_mail_from_the_future_shows_that_the_clock_is_slow(
    home: Path, server: MailServer
) -> None:
    empty = run_check(home).stdout
    # The world of this test lives later than the machine it runs on.
    server.deliver(ADDRESS, b"Subject: Hello\r\n\r\nHello\r\n", "ana@ward.example")

    [said] = wrong(home)

    assert "there is no new mail to compare it with" in empty
    assert said.startswith("clock: this machine says that it is ")
    assert "the newest mail came at 10:00 on 08 Jun 2027 by the mail server" in said


def test_mail_that_came_before_now_is_no_reason_to_doubt_the_clock() -> None:
    now = datetime(2027, 6, 8, 9, tzinfo=UTC)

    in_step = clock(now + timedelta(minutes=4), now, ZoneInfo("Europe/London"))

    assert (True, "clock") == (in_step.ok, in_step.name)
    assert "it is Tue 08 Jun 2027, 10:00 in Europe/London" in in_step.sentence


def test_a_file_of_certificates_without_one_is_told(home: Path) -> None:
    (home / "ca.pem").write_text("none")
    change(home / "mailbot.toml", "[scheme.smtp]\n", '[scheme.smtp]\nca_file = "ca.pem"\n')

    [said] = wrong(home)

    assert said.startswith(f"smtp: The file {home}/ca.pem named in ca_file of the server ")


def test_a_scheme_that_acts_must_name_a_support_line(home: Path) -> None:
    change(home / "mailbot.toml", 'mode = "listen"', 'mode = "approve"')
    before = wrong(home)
    line = '[[scheme.support_line]]\nname = "Listening Line"\ncontact = "0000"\n'
    change(home / "mailbot.toml", "# [[scheme.support_line]]\n", line)

    assert 1 == len(before)
    assert before[0].startswith("support: no support line is named")
    assert [] == wrong(home)


def test_a_password_sent_in_the_clear_to_another_machine_is_named(home: Path) -> None:
    # Nothing is there to answer; the name alone says that it is another machine.
    change(home / "mailbot.toml", 'host = "127.0.0.1"', 'host = "127.0.0.2"')

    assert [
        f"{name}: the password travels to 127.0.0.2 in the clear: set security to tls or starttls"
        f" under [scheme.{name}]."
        for name in ("imap", "smtp")
    ] == [said for said in wrong(home) if "in the clear" in said]


def test_a_rule_of_ones_own_that_is_not_toml_is_named_with_its_path(home: Path) -> None:
    (home / "rules").mkdir()
    (home / "rules" / "matching.toml").write_text("weights = = 3\n")

    [said] = wrong(home)

    assert said.startswith(f"rules: {home}/rules/matching.toml is not valid TOML: ")


def test_a_rule_that_cannot_be_meant_is_told_as_its_reader_tells_it(home: Path) -> None:
    (home / "rules").mkdir()
    (home / "rules" / "chasing.toml").write_text("[stage]\nwindow_dyas = 10\n")
    (home / "rules" / "providers.toml").write_text('[[provider]]\nname = "Post"\n')

    chasing, providers = wrong(home)

    assert "window_days" in chasing
    assert "rules: rules/providers.toml, entry 1: imap must be text." == providers


def test_a_template_of_ones_own_that_breaks_is_named_with_its_line(home: Path) -> None:
    (home / "templates").mkdir()
    (home / "templates" / "P01.md").write_text("Subject: Welcome\n\nHello {{ first\n")

    [said] = wrong(home)

    assert said.startswith(f"templates: {home}/templates/P01.md, line 3: ")


def test_a_template_that_asks_for_what_its_mail_is_not_given_is_named(home: Path) -> None:
    (home / "templates").mkdir()
    (home / "templates" / "P01.md").write_text("Subject: Welcome\n\nHello {{ frist }}\n")

    assert [
        f"templates: {home}/templates/P01.md shows frist, which this mail is not given: correct"
        " the name or take it out."
    ] == wrong(home)


def test_a_template_with_the_name_of_no_mail_is_told(home: Path) -> None:
    (home / "templates").mkdir()
    (home / "templates" / "p01.md").write_text("Subject: Welcome\n\nHello\n")

    assert [
        f"templates: {home}/templates/p01.md has the name of no mail: rename or remove it."
    ] == wrong(home)


def test_a_task_of_ones_own_is_looked_at_too(home: Path) -> None:
    folder = home / "templates" / "tasks" / "walks"
    folder.mkdir(parents=True)
    (folder / "task.toml").write_text("title = Walks\n")
    (folder / "walk.md").write_text("Subject: A walk\n\n{% if %}\n")

    templates, tasks = wrong(home)

    assert templates.startswith(f"templates: {folder}/walk.md, line 3: ")
    assert tasks.startswith(f"tasks: {folder}/task.toml is not valid TOML: ")


def test_a_stage_without_its_words_and_a_stage_of_no_known_kind_are_told(home: Path) -> None:
    walks, talks = (home / "templates" / "tasks" / name for name in ("walks", "talks"))
    walks.mkdir(parents=True)
    talks.mkdir()
    stage = 'title = "Out"\n[[stage]]\nname = "walk"\nkind = "joint"\n'
    (walks / "task.toml").write_text(stage)
    (talks / "task.toml").write_text(stage.replace("joint", "chat"))

    of_talks, of_walks = wrong(home)

    assert "tasks: templates/tasks/talks/task.toml, stage walk: kind must be" in of_talks
    assert f"tasks: {walks}/task.toml: the stage walk lacks its words, walk.md." == of_walks


def test_a_competence_that_no_framework_has_is_told_with_the_nearest(home: Path) -> None:
    walks = home / "templates" / "tasks" / "walks"
    walks.mkdir(parents=True)
    own = home / "rules" / "competences"
    own.mkdir(parents=True)
    (own / "tlf.toml").write_text(
        'code = "TLF"\nname = "Ours"\n[[domain]]\nnumber = 1\nname = "Walking"\n'
    )
    (walks / "walk.md").write_text("Subject: Out\n\nWalk.\n")
    (walks / "task.toml").write_text(
        'title = "Out"\n[[stage]]\nname = "walk"\nkind = "joint"\ncompetences = ["TLF.1", "MLCF.2.9"]\n'
    )

    (told,) = wrong(home)

    assert f'tasks: {walks}/task.toml, stage walk: competences: "MLCF.2.9"' in told
    assert "is in no framework" in told


def test_a_word_no_rule_can_mean_is_told_as_its_reader_tells_it(home: Path) -> None:
    (home / "rules").mkdir()
    (home / "rules" / "classify.toml").write_text("[treshold]\nact = 0.9\n")

    [said] = wrong(home)

    assert said.startswith("rules: classify.toml: ")
