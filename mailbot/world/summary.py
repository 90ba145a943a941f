"""A whole scheme on one screen, in words a coordinator would use."""

from collections import Counter

from mailbot.world.tally import groups, mails_per_person, sent_to_people
from mailbot.world.telling import Telling, Week

_ROLE_NAMES = {
    "clinician": ("clinician", "clinicians"),
    "general_manager": ("general manager", "general managers"),
    "specialty_manager": ("specialty manager", "specialty managers"),
    "expert": ("expert", "experts"),
}


def summary_text(telling: Telling) -> str:
    """Sum the scheme up for a terminal: fewer than 25 lines, values in one column."""
    rows = facts(telling)
    width = max(len(label) for label, _ in rows)
    title = f"{telling.scheme}, {len(telling.weeks)} weeks"
    lines = [title, "=" * len(title), *(f"{label:<{width}}  {value}" for label, value in rows)]
    return "\n".join(lines) + "\n"


def facts(telling: Telling) -> tuple[tuple[str, str], ...]:
    """Count what a coordinator would want to know, as labels and values."""
    weeks = telling.weeks
    inbound = Counter(mail.outcome for mail in telling.mails if mail.direction == "in")
    sent = sum(mail.direction == "out" for mail in telling.mails)
    return (
        ("Registered", _registered(telling)),
        ("Pairs and trios now", _pairs_and_trios(telling)),
        ("Introductions", f"{sum(week.introduced for week in weeks):,}"),
        ("On the waiting list", f"{weeks[-1].waiting if weeks else 0:,}"),
        ("Letters exchanged", f"{sum(week.letters for week in weeks):,}"),
        ("Reminders sent", f"{sum(week.reminders for week in weeks):,}"),
        ("Went quiet", f"{sum(week.quiet for week in weeks):,}"),
        ("Given a new buddy", f"{sum(week.rematched for week in weeks):,}"),
        ("Questions asked", f"{sum(week.questions for week in weeks):,}"),
        ("Mails", f"{sent:,} sent, {inbound.total():,} received"),
        ("What became of those", _outcomes(inbound)),
        ("Coordinator touches", _touches(weeks)),
        ("Mails to one person", _mails_each(telling)),
    )


def _registered(telling: Telling) -> str:
    roles = Counter(person.role for person in telling.people)
    parts = [
        f"{count} {_role(role, count)}"
        for role, count in sorted(roles.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"{len(telling.people):,} people" + (f": {', '.join(parts)}" if parts else "")


def _role(role: str, count: int) -> str:
    one, more = _ROLE_NAMES.get(role, (role or "role unknown", role or "role unknown"))
    return one if count == 1 else more


def _pairs_and_trios(telling: Telling) -> str:
    sizes = Counter(len(group) for group in groups(telling))
    larger = sum(count for size, count in sizes.items() if size > 2)
    pairs = f"{sizes[2]} {'pair' if sizes[2] == 1 else 'pairs'}"
    return f"{pairs}, {larger} {'trio' if larger == 1 else 'trios'}"


def _outcomes(inbound: Counter[str]) -> str:
    return (
        f"{inbound['act']:,} acted on, {inbound['ask']:,} asked back, "
        f"{inbound['person']:,} for a person, {inbound['ignore']:,} ignored"
    )


def _touches(weeks: tuple[Week, ...]) -> str:
    touches = [week.touches for week in weeks] or [0]
    return f"{sum(touches) / len(touches):.1f} a week, {max(touches)} in the busiest"


def _mails_each(telling: Telling) -> str:
    most = max((max(week.values(), default=0) for week in sent_to_people(telling)), default=0)
    return f"{mails_per_person(telling):.1f} a week on average, {most} at most"
