"""The templates that ship and their sample values, as the tests read them."""

from pathlib import Path

from mailbot.core.mails import MailId
from mailbot.translate.samples import read_samples
from mailbot.translate.templates import Templates, Wording

FOLDER = Path(__file__).parents[2] / "templates"
RULES_FAQ = (FOLDER.parent / "rules" / "faq.toml").read_text()
FILES = {str(path.relative_to(FOLDER)): path.read_text() for path in sorted(FOLDER.rglob("*.md"))}
SAMPLES = read_samples((FOLDER / "samples.toml").read_text())
STAGES = {
    "tasks/letters/letter": MailId.P10,
    "tasks/letters/response": MailId.P11,
    "tasks/letters/answered": MailId.P17,
    "tasks/shadowing/day": MailId.P10,
    "tasks/shadowing/diary": MailId.P10,
    "tasks/shadowing/shared": MailId.P17,
    "tasks/cases/case": MailId.P10,
    "tasks/cases/response": MailId.P10,
    "tasks/consortium/own": MailId.P10,
    "tasks/consortium/shared": MailId.P17,
    "tasks/consortium/expert": MailId.P10,
}


def rendered(sample: str) -> Wording:
    return Templates(FILES).render(template_of(sample), SAMPLES[sample])


def template_of(sample: str) -> str:
    return sample.split()[0]


def mail_of(sample: str) -> MailId:
    name = template_of(sample)
    return STAGES.get(name) or MailId(name)


def body_of(wording: Wording) -> str:
    return wording.text.rpartition("\n\n")[0]
