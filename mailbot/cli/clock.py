"""The only reader of the clock on the command line, and the option that takes its place."""

from datetime import UTC, datetime, tzinfo

import click


def when(text: str) -> datetime:
    """Read a date or a moment in ISO 8601; what names no zone has none until `now` knows it."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f'"{text}" is neither a date nor a time, as in 2027-06-18 or 2027-06-18T18:00.'
        ) from None


now_option = click.option(
    "--now",
    "moment",
    type=when,
    metavar="ISO",
    help="Act as if it were this moment; without a zone it is in the scheme's, a date is midnight.",
)


def now(moment: datetime | None, zone: tzinfo) -> datetime:
    """Give the moment of `--now`, or else this one; aware, in UTC.

    A moment that names no zone is in `zone`; of an hour that comes twice it is the first.
    """
    if moment is None:
        return datetime.now(UTC)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)
