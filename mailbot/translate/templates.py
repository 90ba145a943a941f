"""Turn a template and its values into the wording of a mail; a missing value never shows its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType

from jinja2 import FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from mailbot.core.errors import Trouble
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.translate import markup
from mailbot.translate.markup import Mark
from mailbot.translate.phrases import FILTERS, Gap, day, listed, phrase_for

Value = str | int | bool | date | datetime | Sequence[str] | Sequence[int] | None
_SUBJECT = re.compile(r"Subject:[ \t]*(\S[^\n]*)\n\s*\n", re.IGNORECASE)
_FOOTERS = {
    Audience.PARTICIPANT: "_footer.md",
    Audience.OUTSIDER: "_footer_outsider.md",
    Audience.COORDINATOR: "_footer_coordinator.md",
}
# Jinja's own filters that may be used. Not safe, escape and the like: they make Markup, which the
# renderer lets through as part of the template, and a person's words would be read as Markdown.
_HARMLESS = ("capitalize", "default", "first", "last", "length", "lower", "upper")
_WRONG_VALUE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class BadTemplate(Trouble):
    """A template cannot be rendered; says which file, which line (0 for none) and why."""

    exit_code = 2

    def __init__(self, file: str, line: int, why: str) -> None:
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {why}")
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mail says: one line of subject, the same body as text and as HTML.

    `text` has LF line ends and no final blank line. `missing` names the values the template showed
    but nobody gave; a neutral phrase stands in their place.
    """

    subject: str
    text: str
    html: str
    missing: tuple[str, ...] = ()


class Templates:
    """The mails of one scheme, from file name ("P01.md", "tasks/letters/letter.md") to source."""

    def __init__(self, files: Mapping[str, str], own: Mapping[str, str] | None = None) -> None:
        self._shipped = files
        self._own = own or {}
        self._files = {**files, **self._own}
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._source),
            undefined=Gap,
            finalize=_shown,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        known = self._environment.filters
        self._environment.filters = {name: known[name] for name in _HARMLESS} | dict(FILTERS)

    def adding(self, files: Mapping[str, str]) -> "Templates":
        """Give the same mails with further files, which never take the place of one that is there."""
        return Templates({**files, **self._shipped}, self._own)

    def over(self, own: Mapping[str, str]) -> "Templates":
        """Give the same mails with some in the place of those that are there; earlier ones are let go."""
        return Templates(self._shipped, own)

    @property
    def files(self) -> Mapping[str, str]:
        """Give every template as it stands, by file name."""
        return self._files

    def render(self, name: str, values: Mapping[str, Value]) -> Wording:
        """Render a mail with its footer; `name` is a mail id or the path of a stage without ".md".

        Dates are shown in the zone they carry. None and empty texts count as missing. Raises
        BadTemplate, also when there is no such file.
        """
        given = {key: _cleaned(value) for key, value in values.items() if _is_given(value)}
        given["mail"] = name
        source = self._filled(f"{name}.md", given)
        found = _SUBJECT.match(source)
        if found is None:
            raise BadTemplate(f"{name}.md", 1, 'must begin with "Subject: ..." and a blank line.')
        footer = self._filled(_footer_of(name), given)
        name = self._filled("_name.md", given) if "whole_name" in given else ""
        body = f"{name}\n\n{source[found.end() :].strip()}\n\n{footer.strip()}\n".lstrip()
        subject = markup.filled_text(markup.as_text(found[1]), phrase_for)
        subject = " ".join(subject.split())
        return Wording(
            subject=subject,
            text=markup.filled_text(markup.as_text(body), phrase_for),
            html=markup.as_html(body, subject, phrase_for),
            missing=markup.missing(found[1] + body),
        )

    def body(self, name: str, values: Mapping[str, Value]) -> str:
        """Give what a mail says as plain text, without subject and footer; raises BadTemplate."""
        given = {key: _cleaned(value) for key, value in values.items() if _is_given(value)}
        source = self._filled(f"{name}.md", given | {"mail": name})
        found = _SUBJECT.match(source)
        text = source[found.end() :] if found else source
        return markup.filled_text(markup.as_text(text.strip()), phrase_for)

    def _filled(self, file: str, values: Mapping[str, Value]) -> str:
        try:
            return self._environment.get_template(file).render(values).lstrip()
        except TemplateSyntaxError as error:
            raise BadTemplate(error.name or file, error.lineno, f"{error.message}") from error
        except TemplateNotFound as error:
            raise BadTemplate(str(error.name or file), 0, "there is no such template.") from error
        except (TemplateError, *_WRONG_VALUE) as error:
            raise BadTemplate(*self._place(error.__traceback__, file), f"{error}") from error

    def _source(self, file: str) -> tuple[str, str, None] | None:
        """Load a file for Jinja, under a name that its tracebacks then carry."""
        return (self._files[file], file, None) if file in self._files else None

    def _place(self, trace: TracebackType | None, file: str) -> tuple[str, int]:
        """Find file and line: Jinja gives its own frames the name and the lines of the template."""
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._files:
                file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return file, line


def _footer_of(name: str) -> str:
    known = name in MailId.__members__
    return _FOOTERS[CATALOGUE[MailId(name)].audience if known else Audience.PARTICIPANT]


def _is_given(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _cleaned(value: Value) -> Value:
    match value:
        case str():
            return markup.cleaned(value).strip()
        case list() | tuple():
            return [markup.cleaned(one).strip() if isinstance(one, str) else one for one in value]
    return value


def _shown(value: object) -> str:
    """Mark a value for the renderer; called by Jinja for every expression."""
    match value:
        case Undefined():
            return str(value)
        case str() if markup.OPEN in value or isinstance(value, Markup):
            return value
        case list() | tuple():
            value = listed([str(item) for item in value])
        case date():
            value = day(value)
    return markup.mark(Mark.INLINE, str(value))
