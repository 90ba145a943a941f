"""Mails with files, as people's mail programs send them."""

from email import policy
from email.message import EmailMessage, Message
from email.utils import format_datetime

from tests.stories.plays import Play
from tests.stories.telling import NAMES, SCHEME

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "heic": "image/heic",
    "pages": "application/x-iwork-pages-sffpages",
    "zip": "application/zip",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
}


def encloses(
    one: Play, who: str, words: str, files: dict[str, bytes], answers: str = "P10", copied: str = ""
) -> None:
    """Let somebody answer the newest mail of a kind with files, and a while pass."""
    stage = one.stage
    stage.count += 1
    asked: Message = stage.of_kind(who, answers)
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{NAMES[who]} <{who}>"
    mail["To"] = str(asked["Reply-To"])
    if copied:
        mail["Cc"] = copied
    mail["Subject"] = f"Re: {asked['Subject']}"
    mail["Date"] = format_datetime(stage.clock.now)
    mail["Message-ID"] = f"<{stage.count}.{who}>"
    mail["In-Reply-To"] = str(asked["Message-ID"])
    mail.set_content(words)
    for name, content in files.items():
        main, _, sub = KINDS[name.rpartition(".")[2]].partition("/")
        mail.add_attachment(content, main, sub, filename=name)
    stage.hand_in(who, [str(asked["Reply-To"] or SCHEME)], mail.as_bytes())
    one.later(minutes=2)
    one.later(minutes=10)
    one.later(hours=1)
