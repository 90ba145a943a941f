"""Read when somebody will do it: a time to be nudged, or a day after the last one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from difflib import get_close_matches

from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.clock_words import in_figures
from mailbot.translate.dates import FoundDate
from mailbot.translate.days import named_days
from mailbot.translate.evidence import TASK_MAILS
from mailbot.translate.heard import Heard
from mailbot.translate.phrases import NUMBERS
from mailbot.translate.sentences import Sentence
from mailbot.translate.until import after_today, weekend_end, without_rejected

SHORT_WORDS = 25
_MIDDAY = time(12, 0)
_DONE = re.compile(
    r"(?<![^ ])(?:sent|submitted|did|wrote|finished|emailed|was|were|had|replied|answered|went|gave|handed|told|spoke|posted|dropped|passed|saw|met|read|has been|have been|no need) "
)
_OTHER_MATTERS = re.compile(
    r"(?<![^ ])(?:tasks?|start\w*|events?|meet\w*|drinks|dinner|match\w*|call|buddy|anyone|when|what|why) "
)


def later_day(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read "would the 25th work?" under a task mail: a day after the last one, asked about briefly."""
    answers = facts.answered is not None and facts.answered.mail in TASK_MAILS
    if not answers or not facts.owed or heard.length > _NOTE_WORDS:
        return
    due = facts.owed[0].due_at.date()
    for one in heard.read:
        if not one.question or one.word_count > 12 or _OTHER_MATTERS.search(one.text):
            continue
        days = [named.found.day for named in named_days(one.raw, facts.today) if named.suits]
        if not days and (sunday := weekend_end(one.raw, facts.today)) is not None:
            days = [sunday]
        if days and max(days[-1], after_today(days[-1], one.raw, facts.today)) > due:
            slots: dict[str, SlotValue] = {"until": after_today(days[-1], one.raw, facts.today)}
            yield Intent(
                IntentKind.EXTENSION, 0.76, ("asks about a day after the last day",), slots
            )
            return


_NOTE_WORDS = 45
_BARE_WORDS = 7
_REMINDS = re.compile(
    r"(?<![^ ])(?:remind|nudge|poke|prod|ping|chase|ask|try) (?:me|us|again) |(?<![^ ])(?:give|send|drop|do|fire) (?:me|us) (?:a|another|one) (?:little |quick |gentle |friendly )?(?:shout|nudge|prod|poke|ping|kick|push|buzz|reminder|line|bell|tap|knock|wave) "
)
# The day on which they do not want to hear from us is not the one on which they will do it.
_NOT_THEN = re.compile(
    r"(?<![^ ])not (?:please )?(?:nudge|remind|chase|poke|prod|ping|email|mail) "
)
_SHORT_QUESTION_WORDS = 4
_WILL_DO = re.compile(
    r"(?<![^ ])(?:i will|i shall|i am going to|we will|will|going to|plan|planning|hope|hoping|aim|aiming|intend|remind|nudge|poke|prod|chase"
    r"|ping|ask me|try me|shout|give me a|set aside|pencil\w*|booked|do it|write it|sit down|tackle it|get to it|get it done|for sure|then|best|better|suits|good|let us say|say) "
)
_PARTS = {
    "morning": time(9), "lunchtime": time(13), "lunch": time(13), "afternoon": time(15), "teatime": time(17),
    "evening": time(19), "tonight": time(19), "night": time(20), "eve": time(19), "am": time(9), "pm": time(15),
}  # fmt: skip
_PART = re.compile(
    r"\b(?P<part>morning|lunchtime|lunch|afternoon|teatime|evening|tonight|night|eve|am|pm)\b",
    re.IGNORECASE,
)


def nudge_time(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read the day and time somebody will do it (D1); a day after the last one asks for more time."""
    answers = facts.answered is not None and facts.answered.mail in TASK_MAILS
    if not answers or not facts.owed or heard.length > _NOTE_WORDS:
        return
    found = list(_planned(heard.read, facts.today, alone=heard.length <= SHORT_WORDS))
    if not found:
        return
    one, part = next((each for each in found if each[0].time is not None), found[0])
    if one.time is None and one.day > facts.owed[0].due_at.date():
        slots: dict[str, SlotValue] = {"until": one.day}
        yield Intent(IntentKind.EXTENSION, 0.78, ("names a day after the last day",), slots)
        return
    sure = 0.88 if one.time is not None or heard.length <= 6 else 0.78
    at = datetime.combine(one.day, one.time or part)
    yield Intent(IntentKind.NUDGE_TIME, sure, ("names a day to be reminded",), {"at": at})


def _planned(
    read: Iterable[Sentence], today: date, *, alone: bool
) -> Iterator[tuple[FoundDate, time]]:
    """Give the days on which somebody plans to do it, each with the time that its part of the day means."""
    for one in read:
        if _NOT_THEN.search(one.text):
            continue
        asks = one.question and one.word_count > _SHORT_QUESTION_WORDS
        if (asks and not _REMINDS.search(one.text)) or _DONE.search(one.text):
            continue
        if (
            one.word_count > _BARE_WORDS
            and _USUALLY.search(one.text)
            and not _REMINDS.search(one.text)
        ):
            continue
        if not alone and one.word_count > _BARE_WORDS and not _WILL_DO.search(one.text):
            continue
        said = _PART.search(one.raw)
        part = _PARTS[said["part"].lower()] if said is not None else _MIDDAY
        raw = without_rejected(respelt(one.raw))
        days = [
            replace(day.found, day=after_today(day.found.day, day.found.words, today))
            for day in named_days(raw, today)
            if day.suits
        ]
        sunday = weekend_end(raw, today)
        if not days and sunday is not None:
            days = [FoundDate(sunday, "weekend", 0, 0)]
        yield from ((day, part) for day in days)


# "No more long emails on Friday afternoons" names no Friday.
_USUALLY = re.compile(
    r"(?<![^ ])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|afternoons|evenings|weekends) "
)
_DAY_NAMES = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
)
_NEARLY_A_DAY = re.compile(r"\b[smtwf][a-z]{2,6}(?:d[ay]{1,2}|dya|yad|row|ow|ady)\b", re.IGNORECASE)


def respelt(words: str) -> str:
    """Write weekdays as they are spelt, where a thumb slipped: "Satruday", "wensday", "tommorow"."""
    spelt = _TOMORROW.sub("tomorrow", _NEARLY_A_DAY.sub(_respelt, words))
    return _HOUR_OF_PART.sub(_hour, _HOURISH.sub(_hour, in_figures(_before_a_part(spelt))))


def _before_a_part(words: str) -> str:
    """Write hours without their half of the day in full; what stands behind a part of the day is left to that."""
    return _ABOUT.sub(_about, words)


_TOMORROW = re.compile(r"\b(?:tmrw|tmr|tmw|tmoro?w?|2moro?w?|tomoz|tomoro)\b", re.IGNORECASE)


_HOURS = NUMBERS[1:]
_HOURISH = re.compile(
    rf"(?P<before>\b(?:morning|am|afternoon|evening|pm|night)\b\W{{1,3}})?\b(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}})[- ]?ish\b",
    re.IGNORECASE,
)

# "Saturday morning about ten", "Sunday evening at 8": the part of the day says which ten or eight.
_HOUR_OF_PART = re.compile(
    rf"\b(?P<before>morning|afternoon|evening|night)(?: prob(?:ably)?| maybe| perhaps| hopefully)?,? (?:at|about|around|by|say|from) (?P<hour>{'|'.join(_HOURS[:12])}|1[0-2]|[1-9])\b(?![:.]\d|\s?(?:am|pm|o|minutes?|days?|weeks?|of))",
    re.IGNORECASE,
)


# "Sat about ten in the morning", "Tues 7 or so": a number near a day that can only be an hour.
_ABOUT = re.compile(
    rf"\b(?:(?:about|around|roughly|say|at)\s+(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])(?!\d|[:.]\d|\s?(?:[ap]m|minutes?|mins?|words?|hours?|days?|weeks?|lines?|st|nd|rd|th|of|to)\b)(?:\s+or so)?"
    rf"|(?P<so>{'|'.join(_HOURS)}|1[0-2]|[1-9])\s+or so)(?:\s+(?:in the (?P<part>morning|afternoon|evening)|(?P<night>at night)))?\b",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = 9, 11


def _about(match: re.Match[str]) -> str:
    """Write an hour that is only a number with its half of the day, as people mean it."""
    if _PART.search(match.string, 0, match.start()):
        return match.group()
    said = (match["hour"] or match["so"]).lower()
    hour = int(said) if said.isdigit() else _HOURS.index(said) + 1
    part = (match["part"] or match["night"] or "").lower()
    early = part == "morning" or (not part and _EARLIEST <= hour <= _LATEST)
    return f"{hour}{'am' if early else 'pm'}"


def _hour(match: re.Match[str]) -> str:
    """Write "ten-ish" as an hour: before noon where the morning is named, else as people say it."""
    said = match["hour"].lower()
    hour = int(said) if said.isdigit() else _HOURS.index(said) + 1
    early = (match["before"] or "").lower().startswith(("morning", "am")) or 8 <= hour <= 11
    half = (
        "am"
        if early and not (match["before"] or "").lower().startswith(("evening", "night", "pm"))
        else "pm"
    )
    return (
        f"{hour}{half}"
        if not match["before"]
        else f"{match['before'].split()[0].strip(',')} {hour}{half}"
    )


def _respelt(match: re.Match[str]) -> str:
    near = get_close_matches(match.group().lower(), _DAY_NAMES, n=1, cutoff=0.8)
    return near[0].capitalize() if near else match.group()
