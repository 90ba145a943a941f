"""Every setting of mailbot.toml, with its kind, its default and the sentence that explains it."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from mailbot.core.scheme import Mode, Pacing, Security
from mailbot.settings.kinds import (
    ADDRESS,
    CLOCK,
    DATABASE,
    HOST,
    SECRET,
    SWITCH,
    TEXT,
    TEXT_OR_NOTHING,
    ZONE,
    Kind,
    many,
    number,
    one_of,
)

T_co = TypeVar("T_co", covariant=True)


class Nation(StrEnum):
    """Whose bank holidays count; the names are those of the `holidays` package."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T_co]):
    """One key: `default` is None where the key must be given.

    A secret may also come from a file named by `key + "_file"`, or from the environment. `usual` is
    what the manual shows where the default depends on other settings.
    """

    key: str
    kind: Kind[T_co]
    default: T_co | None
    says: str
    secret: bool = False
    usual: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys under which it may stand in the file."""
        return (self.key, f"{self.key}_file") if self.secret else (self.key,)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file: its name from the top, as in `scheme.imap`, and its settings.

    `repeated` tables are written with double brackets, once per entry.
    """

    name: str
    says: str
    settings: tuple[Setting[object], ...]
    repeated: bool = False

    @property
    def heading(self) -> str:
        """Write its name as it stands in the file."""
        return f"[[{self.name}]]" if self.repeated else f"[{self.name}]"


def _security(default: Security) -> Setting[Security]:
    return Setting(
        "security",
        one_of(Security),
        default,
        "How the connection is protected; `none` only for a server on the same machine.",
    )


def _port(usual: str) -> Setting[int]:
    # 0 stands for "the one that goes with `security`"; nobody can write it.
    return Setting("port", number(1, 65535), 0, "The port of that server.", usual=usual)


URL = Setting(
    "url",
    DATABASE,
    "sqlite:///mailbot.db",
    "Where the records are; a relative SQLite path is relative to the home folder.",
    secret=True,
)

NAME = Setting("name", TEXT, None, "The scheme's name, as people know it.")
SCHEME_ADDRESS = Setting("address", ADDRESS, None, "The address of the scheme's mailbox.")
SENDER_NAME = Setting(
    "sender_name", TEXT, "", "The name that people see on its mails.", usual="the scheme's `name`"
)
TIMEZONE = Setting(
    "timezone", ZONE, ZoneInfo("Europe/London"), "The time zone that mails and hours are in."
)
MODE = Setting(
    "mode",
    one_of(Mode),
    Mode.LISTEN,
    "How far the bot is trusted: `listen` sends coordinators the digest and answers to their own mails,"
    " and nothing else; `approve` asks first; `auto` acts.",
)
TRUSTED_AUTHSERV = Setting(
    "trusted_authserv",
    many(HOST, "mx.example.org"),
    (),
    "The mail servers whose Authentication-Results headers count; none are trusted without it.",
)
PLUS_ADDRESSING = Setting(
    "plus_addressing",
    SWITCH,
    default=False,
    says="Whether mail to `scheme+anything@` reaches the mailbox; replies are then matched more surely.",
)
FILE_MAIL = Setting(
    "file_mail",
    SWITCH,
    default=False,
    says="Whether mail that nobody has opened leaves the inbox: for `Mailbot/Needs a person` while a"
    " coordinator has to look at it, and for `Mailbot/Done` once it is dealt with.",
)
NIGHTLY_AT = Setting("nightly_at", CLOCK, time(2, 30), "When the nightly round looks at everybody.")
DIGEST_AT = Setting("digest_at", CLOCK, time(7, 30), "When coordinators get their digest.")
NATION = Setting("nation", one_of(Nation), Nation.ENGLAND, "Whose bank holidays are kept.")
CONCERN_CONTACTS = Setting(
    "concern_contacts",
    many(TEXT, "Freedom to Speak Up guardian, speakup@example.org"),
    (),
    "Who can act on a concern about safety or conduct, as the reply to such a mail names them.",
)
INDEPENDENT_CONTACT = Setting(
    "independent_contact",
    TEXT_OR_NOTHING,
    "",
    'Who reads complaints about a coordinator, as in "Ana Ruiz <ana@trust.example>"; without one it is another coordinator.',
)
COMMISSIONER = Setting(
    "commissioner",
    TEXT,
    "integrated care board",
    "What the body that buys care is called in the tasks: `consortium` where that is still the word.",
)

IMAP_HOST = Setting("host", HOST, None, "The server from which mail is read.")
SMTP_HOST = Setting("host", HOST, None, "The server through which mail is sent.")
IMAP_PORT = _port("993 with `tls`, else 143")
SMTP_PORT = _port("465 with `tls`, else 587")
IMAP_SECURITY = _security(Security.TLS)
SMTP_SECURITY = _security(Security.STARTTLS)
USERNAME = Setting(
    "username",
    TEXT_OR_NOTHING,
    "",
    "The name to log in with, often the address; leave it out for a server without a login.",
)
PASSWORD = Setting("password", SECRET, "", "The password that goes with it.", secret=True)
CA_FILE = Setting(
    "ca_file",
    TEXT_OR_NOTHING,
    "",
    "A PEM file of certificates to trust beside the system's; relative to the home folder.",
)
ALERT_SENDER = Setting("sender", ADDRESS, None, "The address that this second account sends from.")
ALERT_TO = Setting(
    "to",
    many(ADDRESS, "you@example.org"),
    (),
    "Who hears of it besides the coordinators: whoever looks after this machine.",
)
PER_MINUTE = Setting(
    "per_minute", number(1, 10_000), Pacing().per_minute, "How many mails may leave in a minute."
)
PER_DAY = Setting(
    "per_day", number(1, 10_000_000), Pacing().per_day, "How many mails may leave in a day."
)
CONNECTIONS = Setting(
    "connections", number(1, 64), Pacing().connections, "How many connections send side by side."
)

PERSON_NAME = Setting("name", TEXT, None, "The coordinator's full name.")
PERSON_ADDRESS = Setting("address", ADDRESS, None, "The address they write from and are sent to.")
DUTY = Setting(
    "duty",
    SWITCH,
    default=False,
    says="Whether this is the one who gets today's decisions.",
    usual="the first coordinator",
)
LEAD = Setting(
    "lead",
    SWITCH,
    default=False,
    says="Whether this is the one who gets what is urgent and private.",
    usual="the first coordinator",
)

LINE_NAME = Setting("name", TEXT, None, "The support line's name.")
LINE_CONTACT = Setting("contact", TEXT, None, "Its number or address.")
LINE_HOURS = Setting("hours", TEXT_OR_NOTHING, "", "When somebody answers.")

DATABASE_TABLE = Table("database", "Where mailbot keeps its records.", (URL,))
SCHEME_TABLE = Table(
    "scheme",
    "A buddy scheme; once for each scheme that this mailbot runs.",
    (
        NAME,
        SCHEME_ADDRESS,
        SENDER_NAME,
        TIMEZONE,
        MODE,
        TRUSTED_AUTHSERV,
        PLUS_ADDRESSING,
        FILE_MAIL,
        NIGHTLY_AT,
        DIGEST_AT,
        NATION,
        CONCERN_CONTACTS,
        INDEPENDENT_CONTACT,
        COMMISSIONER,
    ),
    repeated=True,
)
IMAP_TABLE = Table(
    "scheme.imap",
    "How the scheme's mail is read.",
    (IMAP_HOST, IMAP_PORT, IMAP_SECURITY, USERNAME, PASSWORD, CA_FILE),
)
SMTP_TABLE = Table(
    "scheme.smtp",
    "How the scheme's mail is sent, and how fast.",
    (
        SMTP_HOST,
        SMTP_PORT,
        SMTP_SECURITY,
        USERNAME,
        PASSWORD,
        CA_FILE,
        PER_MINUTE,
        PER_DAY,
        CONNECTIONS,
    ),
)
COORDINATOR_TABLE = Table(
    "scheme.coordinator",
    "Somebody who runs the scheme; at least one.",
    (PERSON_NAME, PERSON_ADDRESS, DUTY, LEAD),
    repeated=True,
)
SUPPORT_TABLE = Table(
    "scheme.support_line",
    "A support line that mail to somebody in distress names.",
    (LINE_NAME, LINE_CONTACT, LINE_HOURS),
    repeated=True,
)
ALERT_TABLE = Table(
    "alert",
    "A second mail account, to say so when a scheme's own mailbox cannot be read or cannot send.",
    (
        SMTP_HOST,
        SMTP_PORT,
        SMTP_SECURITY,
        USERNAME,
        PASSWORD,
        CA_FILE,
        ALERT_SENDER,
        ALERT_TO,
    ),
)
TABLES = (
    DATABASE_TABLE,
    SCHEME_TABLE,
    IMAP_TABLE,
    SMTP_TABLE,
    COORDINATOR_TABLE,
    SUPPORT_TABLE,
    ALERT_TABLE,
)
