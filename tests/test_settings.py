"""What an installer writes is what mailbot runs by; what does not fit is named in one sentence."""

import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.scheme import Coordinator, Login, Mode, Pacing, Security, SupportLine
from mailbot.settings import BadSettings, load, token_key
from mailbot.settings.page import page

SMALL = """
[[scheme]]
name = "Fell Buddies"
address = "Fell@buddies.example"
[scheme.imap]
host = "imap.buddies.example"
[scheme.smtp]
host = "smtp.buddies.example"
[[scheme.coordinator]]
name = "Gil Marsh"
address = "Gil@trust.example"
"""

FULL = """
[database]
url = "sqlite:///records/fell.db"
[[scheme]]
name = "Fell Buddies"
address = "fell@buddies.example"
sender_name = "The Fell Buddies"
timezone = "Europe/Dublin"
mode = "approve"
trusted_authserv = ["mx.buddies.example"]
plus_addressing = true
nightly_at = "03:05"
digest_at = 08:15:00
nation = "NIR"
concern_contacts = ["Freedom to Speak Up guardian, speak@trust.example"]
independent_contact = "Ina Moss, ina@college.example"
[scheme.imap]
host = "imap.buddies.example"
port = 1993
security = "starttls"
username = "fell"
password_file = "secrets/imap"
ca_file = "ca.pem"
[scheme.smtp]
host = "smtp.buddies.example"
security = "tls"
username = "fell"
password = "written in the file"
per_minute = 20
per_day = 300
connections = 2
[[scheme.coordinator]]
name = "Gil Marsh"
address = "gil@trust.example"
[[scheme.coordinator]]
name = "Hana Quist"
address = "hana@trust.example"
duty = true
lead = true
[[scheme.support_line]]
name = "Listening Line"
contact = "0000 000 000"
hours = "day and night"
"""


def home_with(folder: Path, text: str, **secrets: str) -> Path:
    (folder / "mailbot.toml").write_text(text, "utf-8")
    (folder / "secrets").mkdir(exist_ok=True)
    for name, content in secrets.items():
        (folder / "secrets" / name).write_text(content, "utf-8")
    return folder


def second_scheme(**changed: str) -> str:
    text = SMALL.replace("Fell@", "dale@")
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


def complaint(folder: Path, text: str, **environ: str) -> str:
    home_with(folder, text)
    with pytest.raises(BadSettings) as caught:
        load(folder, environ)
    return str(caught.value)


def test_a_small_file_gives_a_scheme_that_listens_with_the_usual_hours(tmp_path: Path) -> None:
    home_with(tmp_path, SMALL)

    settings = load(tmp_path, {})

    scheme = settings.schemes[0]
    assert f"sqlite:///{tmp_path}/mailbot.db" == settings.database_url
    assert (Mode.LISTEN, "Fell Buddies") == (scheme.mode, scheme.sender_name)
    assert (time(2, 30), time(7, 30)) == (scheme.nightly_at, scheme.digest_at)
    assert Login("imap.buddies.example", 993, Security.TLS) == scheme.imap
    assert Login("smtp.buddies.example", 587, Security.STARTTLS) == scheme.smtp
    assert "fell@buddies.example" == scheme.address
    assert "gil@trust.example" == scheme.duty.address


def test_every_setting_of_a_full_file_arrives(tmp_path: Path) -> None:
    home_with(tmp_path, FULL, imap="from a file\n")
    (tmp_path / "ca.pem").write_text("certificates")

    settings = load(tmp_path, {})

    scheme = settings.schemes[0]
    assert f"sqlite:///{tmp_path}/records/fell.db" == settings.database_url
    assert ("The Fell Buddies", Mode.APPROVE) == (scheme.sender_name, scheme.mode)
    assert ZoneInfo("Europe/Dublin") == scheme.timezone
    assert (("mx.buddies.example",), True) == (scheme.trusted_authserv, scheme.plus_addressing)
    assert (time(3, 5), time(8, 15), "NIR") == (
        scheme.nightly_at,
        scheme.digest_at,
        scheme.nation,
    )
    assert ("Freedom to Speak Up guardian, speak@trust.example",) == scheme.concern_contacts
    assert "Ina Moss, ina@college.example" == scheme.independent_contact
    assert (SupportLine("Listening Line", "0000 000 000", "day and night"),) == scheme.support_lines
    assert Coordinator("Hana Quist", "hana@trust.example", duty=True, lead=True) == scheme.lead


def test_the_logins_of_a_full_file_arrive_with_their_passwords(tmp_path: Path) -> None:
    home_with(tmp_path, FULL, imap="from a file\n")
    (tmp_path / "ca.pem").write_text("certificates")

    scheme = load(tmp_path, {}).schemes[0]

    ca_file = str(tmp_path / "ca.pem")
    imap = Login("imap.buddies.example", 1993, Security.STARTTLS, "fell", "from a file", ca_file)
    smtp = Login("smtp.buddies.example", 465, Security.TLS, "fell", "written in the file")
    assert imap == scheme.imap
    assert smtp == scheme.smtp
    assert Pacing(per_minute=20, per_day=300, connections=2) == scheme.pacing


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    home_with(tmp_path, FULL, imap="from a file")
    (tmp_path / "ca.pem").write_text("certificates")
    environ = {
        "MAILBOT_IMAP_PASSWORD": "outside one",
        "MAILBOT_SMTP_PASSWORD_FELL_BUDDIES_EXAMPLE": "outside two",
        "MAILBOT_DATABASE_URL": "postgresql://records.example/fell",
    }

    settings = load(tmp_path, environ)

    scheme = settings.schemes[0]
    assert ("outside one", "outside two") == (scheme.imap.password, scheme.smtp.password)
    assert "postgresql://records.example/fell" == settings.database_url


def test_two_schemes_have_a_password_variable_each(tmp_path: Path) -> None:
    with_login = SMALL.replace('imap.buddies.example"', 'imap.buddies.example"\nusername = "u"')
    home_with(tmp_path, with_login + with_login.replace("Fell@", "dale-1@"))
    environ = {
        "MAILBOT_IMAP_PASSWORD_FELL_BUDDIES_EXAMPLE": "of fell",
        "MAILBOT_IMAP_PASSWORD_DALE_1_BUDDIES_EXAMPLE": "of dale",
    }

    settings = load(tmp_path, environ)

    assert ["of fell", "of dale"] == [one.imap.password for one in settings.schemes]


def test_one_variable_for_two_schemes_is_refused(tmp_path: Path) -> None:
    said = complaint(tmp_path, SMALL + second_scheme(), MAILBOT_IMAP_PASSWORD="whose?")

    assert "use MAILBOT_IMAP_PASSWORD_FELL_BUDDIES_EXAMPLE for fell@buddies.example" in said
    assert "whose?" not in said


def test_a_command_that_talks_to_no_server_needs_no_password(tmp_path: Path) -> None:
    home_with(tmp_path, SMALL.replace("[scheme.smtp]", 'username = "fell"\n[scheme.smtp]'))

    scheme = load(tmp_path, {}, passwords=False).schemes[0]

    assert ("fell", "") == (scheme.imap.username, scheme.imap.password)


def test_no_password_shows_when_settings_are_written_to_a_log(tmp_path: Path) -> None:
    home_with(tmp_path, FULL, imap="hush one")
    (tmp_path / "ca.pem").write_text("certificates")

    outside = {
        "MAILBOT_SMTP_PASSWORD": "hush two",
        "MAILBOT_DATABASE_URL": "postgresql://fell:hush@records.example/fell",
    }
    written = repr(load(tmp_path, outside))

    assert "hush" not in written


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "mailbot.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert "Fell Buddies" == load(tmp_path, {}).schemes[0].name


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("host =", "hots =", 'mailbot.toml, [scheme.imap]: there is no setting "hots"; did you'),
        ("[scheme.imap]", "[scheme.imp]", '[[scheme]]: there is no setting "imp"; did you mean'),
        ("[[scheme]]", "[schema]\n[[scheme]]", 'there is no table "schema"; did you mean "scheme"'),
        ('host = "imap.buddies.example"', "", "[scheme.imap]: host is missing: the server from"),
        ("[scheme.smtp]", "port = 70000\n[scheme.smtp]", "port must be a whole number from 1 to"),
        ("[scheme.smtp]", "port = true\n[scheme.smtp]", "[scheme.imap]: port must be a whole"),
        ("[scheme.smtp]", 'security = "ssl"\n[scheme.smtp]', 'security must be "tls", "starttls"'),
        ("[scheme.smtp]", "password = 17\n[scheme.smtp]", "[scheme.imap]: password must be text"),
        ("[scheme.smtp]", 'password = "p"\n[scheme.smtp]', "username is missing, although there"),
        ("[scheme.smtp]", 'username = "u"\n[scheme.smtp]', "or set MAILBOT_IMAP_PASSWORD."),
        ("[scheme.smtp]", 'ca_file = "no.pem"\n[scheme.smtp]', 'ca_file names "no.pem", which is'),
        ("[scheme.imap]", 'timezone = "Europe/Lodnon"\n[scheme.imap]', 'mean "Europe/London"?'),
        ("[scheme.imap]", 'digest_at = "24:00"\n[scheme.imap]', "digest_at must be a time of the"),
        ("[scheme.imap]", 'mode = "live"\n[scheme.imap]', 'mode must be "listen", "approve" or'),
        ("[scheme.imap]", 'nation = "FRA"\n[scheme.imap]', "nation must be"),
        ("[scheme.imap]", 'trusted_authserv = "mx"\n[scheme.imap]', "must be a list, as in ["),
        ("[scheme.imap]", 'plus_addressing = "no"\n[scheme.imap]', "must be true or false"),
        ("Fell@buddies.example", "Fell", "address must be one mail address"),
        ("Gil@trust.example", "fell@buddies.example", "address is the scheme's own"),
        ("[[scheme.coordinator]]", "[scheme.coordinator]", "with double brackets"),
        ("[scheme.imap]", "support_line = 5\n[scheme.imap]", "write [[scheme.support_line]], with"),
        ("[[scheme]]", '[database]\nurl = "mailbot.db"\n[[scheme]]', "[database]: url must begin"),
    ],
)
def test_a_slip_is_answered_with_file_table_and_key(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    said = complaint(tmp_path, SMALL.replace(old, new, 1))

    assert said.startswith("mailbot.toml")
    assert sentence in said


def test_a_scheme_without_a_coordinator_is_refused(tmp_path: Path) -> None:
    said = complaint(tmp_path, SMALL.partition("[[scheme.coordinator]]")[0])

    assert "there is no [[scheme.coordinator]]; name at least one person" in said


@pytest.mark.parametrize("key", ["duty", "lead"])
def test_two_people_cannot_have_the_same_part(tmp_path: Path, key: str) -> None:
    person = '[[scheme.coordinator]]\nname = "Hana Quist"\naddress = "hana@trust.example"\n'
    said = complaint(tmp_path, f"{SMALL}{key} = true\n{person}{key} = true\n")

    assert f"{key} is true for 2 people" in said


def test_two_schemes_cannot_share_an_address(tmp_path: Path) -> None:
    assert "fell@buddies.example is there twice" in complaint(tmp_path, SMALL + SMALL)


def test_a_coordinator_is_named_once(tmp_path: Path) -> None:
    person = '[[scheme.coordinator]]\nname = "Gil M"\naddress = "gil@trust.example"\n'

    assert "gil@trust.example is there twice" in complaint(tmp_path, SMALL + person)


def test_a_slip_in_the_second_scheme_says_so(tmp_path: Path) -> None:
    second = second_scheme(**{'host = "smtp.buddies.example"': "host = 5"})

    assert "[scheme.smtp] of [[scheme]] number 2: host must" in complaint(tmp_path, SMALL + second)


def test_text_that_is_not_toml_is_answered_with_its_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, SMALL + "oh = = dear\n")

    assert "mailbot.toml is not valid TOML" in said
    assert "line 12" in said


def test_an_empty_folder_is_told_about_init(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="run `mailbot init`"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read (no such file or directory)"),
        ("\n", "is empty; put the password in it"),
        ("one\ntwo\n", "must hold the password alone, on one line"),
    ],
)
def test_a_password_file_that_is_no_use_is_named(
    tmp_path: Path, content: str | None, sentence: str
) -> None:
    login = 'username = "fell"\npassword_file = "secrets/imap"\n[scheme.smtp]'
    home_with(tmp_path, "", **({} if content is None else {"imap": content}))
    said = complaint(tmp_path, SMALL.replace("[scheme.smtp]", login))

    assert f'[scheme.imap]: password_file names "secrets/imap", which {sentence}' in said


def test_a_password_in_two_places_is_refused_without_showing_it(tmp_path: Path) -> None:
    login = 'username = "fell"\npassword = "hush"\npassword_file = "secrets/imap"\n[scheme.smtp]'
    said = complaint(tmp_path, SMALL.replace("[scheme.smtp]", login))

    assert "password and password_file are both there" in said
    assert "hush" not in said


def test_the_token_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = token_key(tmp_path, "fell@buddies.example", {})
    again = token_key(tmp_path, "Fell@buddies.example", {})

    file = tmp_path / "secrets" / "token_key"
    assert first == again
    assert 32 == len(first)
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert 0o700 == stat.S_IMODE(file.parent.stat().st_mode)
    assert ["token_key"] == [one.name for one in file.parent.iterdir()]


def test_each_scheme_signs_with_a_key_of_its_own(tmp_path: Path) -> None:
    fell = token_key(tmp_path, "fell@buddies.example", {})
    dale = token_key(tmp_path, "dale@buddies.example", {})

    assert not hmac.compare_digest(fell, dale)


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(lambda _: token_key(tmp_path, "a@b.example", {}), range(64)))

    assert 1 == len(set(keys))


def test_a_key_in_the_environment_takes_the_place_of_the_file(tmp_path: Path) -> None:
    key = token_key(tmp_path, "fell@buddies.example", {"MAILBOT_TOKEN_KEY": "ab" * 32})

    assert key != token_key(tmp_path, "fell@buddies.example", {"MAILBOT_TOKEN_KEY": "cd" * 32})
    assert not (tmp_path / "secrets").exists()


def test_a_damaged_key_is_not_replaced(tmp_path: Path) -> None:
    home_with(tmp_path, SMALL, token_key="half a k")

    with pytest.raises(BadSettings, match="must hold 64 hexadecimal digits"):
        token_key(tmp_path, "fell@buddies.example", {})

    assert "half a k" == (tmp_path / "secrets" / "token_key").read_text()


def test_the_manual_page_is_the_one_the_table_writes() -> None:
    written = Path(__file__).parents[1] / "docs" / "settings.md"

    assert page() == written.read_text("utf-8"), "run python -m mailbot.settings"
