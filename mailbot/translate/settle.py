"""Settle between readings of the same words: what is said once counts once."""

import re
from collections.abc import Mapping
from datetime import timedelta

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.core.respond_complaint import complained_of
from mailbot.core.standing_in import JOINS_BENCH, LEAVES_BENCH
from mailbot.translate.absence import return_day
from mailbot.translate.evidence import circumstances
from mailbot.translate.expect import NAMED_BESIDE
from mailbot.translate.heard import Heard
from mailbot.translate.queries import LONGEST_TEXT

_K = IntentKind
# Where somebody is in need, a person reads the mail before any of this is done.
_BESIDE_THE_POINT = frozenset(
    {_K.SUBMISSION, _K.STILL_HERE, _K.FEEDBACK, _K.TASK_IDEA, _K.NUDGE_TIME, _K.CONTACT_CHANGE}
)
# What the first says includes the others, or puts them beside the point.
_OUTWEIGHS: tuple[tuple[IntentKind, frozenset[IntentKind]], ...] = (
    (_K.DISTRESS, _BESIDE_THE_POINT | {_K.EXTENSION, _K.QUIET_BUDDY, _K.QUERY, _K.RECALL}),
    (_K.CONCERN, _BESIDE_THE_POINT | {_K.RECALL}),
    (_K.STOP, frozenset({_K.WITHDRAWAL, _K.CHOICE, _K.STILL_HERE, _K.PAUSE})),
    (_K.ERASURE, frozenset({_K.STOP, _K.WITHDRAWAL, _K.STILL_HERE, _K.RECALL, _K.REGISTRATION})),
    (_K.COMPLAINT, frozenset({_K.STILL_HERE, _K.FEEDBACK, _K.QUERY})),
    (
        _K.CHOICE,
        frozenset({_K.WITHDRAWAL, _K.PAUSE, _K.REMATCH, _K.EXTENSION, _K.DAY}),
    ),
    (_K.CHOICE, frozenset({_K.QUIET_BUDDY, _K.REGISTRATION, _K.NUDGE_TIME, _K.RSVP})),
    (_K.WITHDRAWAL, frozenset({_K.STILL_HERE, _K.REGISTRATION, _K.RSVP, _K.NUDGE_TIME})),
    (_K.PAUSE, frozenset({_K.WITHDRAWAL, _K.STILL_HERE, _K.RSVP, _K.NUDGE_TIME, _K.EXTENSION})),
    (_K.SUBMISSION, frozenset({_K.STILL_HERE, _K.THANKS, _K.EXTENSION, _K.CHOICE})),
    (_K.SUBMISSION, frozenset({_K.DAY, _K.RSVP, _K.NUDGE_TIME, _K.REGISTRATION})),
    (_K.EXTENSION, frozenset({_K.NUDGE_TIME, _K.RSVP, _K.DAY, _K.STILL_HERE})),
    (_K.RSVP, frozenset({_K.STILL_HERE, _K.NUDGE_TIME, _K.EXTENSION, _K.REGISTRATION, _K.DAY})),
    (_K.DAY, frozenset({_K.STILL_HERE, _K.NUDGE_TIME})),
    (_K.REMATCH, frozenset({_K.STILL_HERE, _K.TASK_IDEA, _K.FEEDBACK})),
    (_K.QUIET_BUDDY, frozenset({_K.STILL_HERE, _K.FEEDBACK})),
    (_K.REGISTRATION, frozenset({_K.CONTACT_CHANGE, _K.STILL_HERE, _K.TASK_IDEA})),
    (_K.CONTACT_CHANGE, frozenset({_K.STILL_HERE})),
)
# Between buddies only what concerns their safety, their part or their work is ours to hear.
_NOT_FOR_US = frozenset(
    {_K.QUERY, _K.THANKS, _K.TASK_IDEA, _K.FEEDBACK, _K.STILL_HERE, _K.QUIET_BUDDY, _K.REGISTRATION}
    | {_K.EXTENSION, _K.NUDGE_TIME, _K.RSVP, _K.CONTACT_CHANGE, _K.WITHDRAWAL, _K.PAUSE, _K.REMATCH}
)
# Where all that speaks for the first is said with the second: who is cross because a buddy is silent
# does not complain of the scheme, "stop emailing me" and "delete all you hold on me" are orders, and
# who would answer for silent buddies has none.
_SAME_WORDS = (
    (_K.COMPLAINT, _K.QUIET_BUDDY),
    (_K.COMPLAINT, _K.STOP),
    (_K.DATA_REQUEST, _K.ERASURE),
    (_K.QUIET_BUDDY, _K.CHOICE),
)
# Rules whose pauses are no mere days away.
_LASTING = ("asked for", "asked for a while", "life")
# A short absence of somebody who owes something is a later day, not a pause.
_SHORT_ABSENCE = timedelta(days=14)


def settled(
    sure: Mapping[IntentKind, Intent], facts: Facts, heard: Heard, *, to_buddy_alone: bool
) -> tuple[Intent, ...]:
    """Leave out what another reading of the mail already says."""
    kept = _at_all(sure, heard, to_buddy_alone=to_buddy_alone)
    bench = kept.pop(_K.CHOICE) if _is_of_the_bench(kept.get(_K.CHOICE)) else None
    _leaving_or_worse(kept, heard)
    if kept.keys() & {_K.WITHDRAWAL, _K.STOP} and "@" not in heard.words:
        # A new job is why somebody leaves: where nothing is to be written to, nothing changes.
        kept.pop(_K.CONTACT_CHANGE, None)
    _short_absence(kept, facts, heard)
    if _K.PAUSE in kept and _K.WITHDRAWAL in kept:
        # Illness or a baby is why somebody leaves, unless they ask for a pause outright.
        del kept[_K.WITHDRAWAL if _asks_for_pause(kept[_K.PAUSE]) else _K.PAUSE]
    _away_beside_work(kept, heard)
    _by_what_is_open(kept, facts, heard)
    _graver_than_irony(kept, facts, heard)
    beside = _named_beside(kept)
    for stronger, weaker_ones in _OUTWEIGHS:
        if stronger in kept:
            kept = {kind: one for kind, one in kept.items() if kind not in weaker_ones}
    kept.update(beside)
    if len(kept) > 1 and any(map(str.isalnum, heard.words)):
        # A thumb alone is both: thanks, and a sign of life.
        kept.pop(_K.THANKS, None)
    if bench is not None and not kept.keys() & _NO_OFFER:
        return (*kept.values(), bench)
    return tuple(kept.values())


def _at_all(
    sure: Mapping[IntentKind, Intent], heard: Heard, *, to_buddy_alone: bool
) -> dict[IntentKind, Intent]:
    """Leave out what is not for us to hear, and what another intent says in the same words."""
    kept = {
        kind: one for kind, one in sure.items() if not to_buddy_alone or kind not in _NOT_FOR_US
    }
    if to_buddy_alone and _K.COMPLAINT in kept and not _complains_of_us(heard):
        # "I'll stop pestering you" is said to the buddy, and of nobody here.
        del kept[_K.COMPLAINT]
    for said, other in _SAME_WORDS:
        if said in kept and other in kept and _is_about(heard, said, other):
            del kept[said]
    return kept


_OF_US = re.compile(
    r"(?<![^ ])(?:scheme|schemes|programme|coordinat\w*|co ordinat\w*|organi[sz]\w*|bot|robot|system|mailbox|reminder\w*|automatic|automated|task|tasks|complain\w*|they|them) "
)


def _complains_of_us(heard: Heard) -> bool:
    """Say whether a complaint that two buddies share speaks of the scheme or of who runs it."""
    return any(
        _OF_US.search(heard.read[one.sentence].text)
        for one in heard.evidence
        if one.rule.intent is _K.COMPLAINT
    )


def _named_beside(kept: Mapping[IntentKind, Intent]) -> dict[IntentKind, Intent]:
    """Give the day of a task that stands beside the answer to an invitation."""
    if {_K.DAY, _K.RSVP} - kept.keys() or NAMED_BESIDE not in kept[_K.DAY].because:
        return {}
    return {_K.DAY: kept[_K.DAY]}


# Who says one of these offers nothing more.
_NO_OFFER = frozenset({_K.DISTRESS, _K.CONCERN, _K.COMPLAINT, _K.STOP, _K.WITHDRAWAL, _K.ERASURE})


def _is_of_the_bench(choice: Intent | None) -> bool:
    """Say whether somebody speaks of standing in for others: that is said beside other things."""
    return choice is not None and choice.slots.get("option") in {JOINS_BENCH, LEAVES_BENCH}


def _away_beside_work(kept: dict[IntentKind, Intent], heard: Heard) -> None:
    """Who sends their work and says when they will be away has asked for no pause: a person reads it."""
    pause = kept.get(_K.PAUSE)
    if pause is None or _K.SUBMISSION not in kept or _asks_for_pause(pause):
        return
    if any("'pause/life" in because for because in pause.because):
        return
    del kept[_K.PAUSE]
    told = " ".join(one.raw for one in heard.read if one.framed) or heard.words
    slots: dict[str, SlotValue] = {"text": told[:LONGEST_TEXT]}
    kept[_K.QUERY] = Intent(_K.QUERY, pause.confidence, pause.because, slots)


# The first option of "count me in, pause me, I'd rather stop" and a sign of life are one.
_COUNT_ME_IN = "1"
_TIME_TO_ANSWER = re.compile(
    r"(?<![^ ])(?:deadline|extension|more time|longer|let you know|get back to you|decide|to reply|to answer|give me until) "
)


def _by_what_is_open(kept: dict[IntentKind, Intent], facts: Facts, heard: Heard) -> None:
    """Leave out what cannot be meant where a day or a choice is asked for."""
    if _K.DAY in kept and "day_open" in circumstances(facts) and not _asks_for_time(heard):
        asked = kept.pop(_K.EXTENSION, None)
        if asked is not None and _until_a_day(heard) and "date" not in kept[_K.DAY].slots:
            kept[_K.EXTENSION] = asked
            del kept[_K.DAY]
        elif asked is not None and "date" not in kept[_K.DAY].slots:
            # "Could we do the week after?" is a question about the week, to be answered by a person.
            because = ("asks for a day outside the week", *asked.because)
            slots: dict[str, SlotValue] = {"text": heard.words[:LONGEST_TEXT]}
            kept[_K.QUERY] = Intent(_K.QUERY, asked.confidence, because, slots)
    _only_that_week(kept, facts, heard)
    if _K.RSVP in kept and _K.PAUSE in kept and not _asks_for_pause(kept[_K.PAUSE]):
        # What keeps somebody from standing at a party keeps them from nothing else.
        del kept[_K.PAUSE]
    if _K.CHOICE in kept and not _is_alive_too(kept[_K.CHOICE], heard):
        kept.pop(_K.STILL_HERE, None)
    if _K.CHOICE in kept and facts.answered is not None and facts.answered.mail is MailId.P48:
        for one in _SAID_BY_THE_CHOICE:
            kept.pop(one, None)


def _only_that_week(kept: dict[IntentKind, Intent], facts: Facts, heard: Heard) -> None:
    """Who is on leave all the week that we asked about has said why no day of it will do, and nothing else."""
    pause = kept.get(_K.PAUSE)
    if pause is None or _K.DAY not in kept or "day_open" not in circumstances(facts):
        return
    until = pause.day("until")
    named = until is None and any(_OF_A_WEEK.search(one.text) for one in heard.read)
    brief = named if until is None else until - facts.today <= _WEEK_ASKED_ABOUT
    if brief and not _asks_for_pause(pause):
        del kept[_K.PAUSE]


# The week from which people choose a day ends by then.
_WEEK_ASKED_ABOUT = timedelta(days=21)
_OF_A_WEEK = re.compile(
    r"(?<![^ ])(?:all|that|the whole|the entire|this|those) (?:of )?(?:that |the )?week "
)
# Who chooses how to be deleted says all of this with it.
_SAID_BY_THE_CHOICE = (_K.ERASURE, _K.STOP, _K.WITHDRAWAL, _K.DATA_REQUEST)


def _is_alive_too(choice: Intent, heard: Heard) -> bool:
    """Say whether a sign of life stands in another sentence than "count me in"."""
    return choice.slots.get("option") == _COUNT_ME_IN and any(
        one.rule.intent is _K.STILL_HERE and "count me" not in heard.read[one.sentence].text
        for one in heard.evidence
    )


def _asks_for_time(heard: Heard) -> bool:
    """Where a day is agreed on, "could we do Tuesday instead?" is a day; a later deadline is said as one."""
    return any(_TIME_TO_ANSWER.search(one.text) for one in heard.read)


def _until_a_day(heard: Heard) -> bool:
    """Who asks to have until a day, or for the weekend, wants longer to answer: it is no day that suits."""
    return any(_LONGER.search(one.text) for one in heard.read)


_LONGER = re.compile(
    r"(?<![^ ])(?:can|could|may|might|please) (?:i|we) (?:please |possibly |just |maybe )*(?:have|get|take|be given) (?:it |this |that |another |a bit |a little |some |a few )*(?:more |longer |extra )*(?:until|till|the weekend|over the weekend|a few|more|another|extra|longer)"
)


def _asks_for_pause(pause: Intent) -> bool:
    return any("'pause/asked for" in one for one in pause.because)


def _graver_than_irony(kept: dict[IntentKind, Intent], facts: Facts, heard: Heard) -> None:
    """ "Not for the first time" in a story of unsafe care is no complaint about us."""
    complaint = kept.get(_K.COMPLAINT)
    if complaint is None or _K.CONCERN not in kept or complained_of(facts, heard.words):
        return
    if all("'complaint/in irony'" in because for because in complaint.because):
        del kept[_K.COMPLAINT]


def _is_about(heard: Heard, spoken: IntentKind, other: IntentKind) -> bool:
    """Say whether all that speaks for one intent stands in sentences that speak for the other.

    Who is cross because a buddy is silent does not complain of the scheme; who wants "everything you
    hold on me deleted" does not ask to see it.
    """
    of_other = {one.sentence for one in heard.evidence if one.rule.intent is other}
    return {one.sentence for one in heard.evidence if one.rule.intent is spoken} <= of_other


def _leaving_or_worse(kept: dict[IntentKind, Intent], heard: Heard) -> None:
    """With exams somebody can't carry on with the scheme; without such a reason it may be all of it."""
    distress = kept.get(_K.DISTRESS)
    if distress is None or _K.WITHDRAWAL not in kept:
        return
    plain_reason = _PLAIN_REASON.search(heard.words) is not None
    if (
        plain_reason
        and distress.confidence < _PLAINLY
        and _is_about(heard, _K.DISTRESS, _K.WITHDRAWAL)
    ):
        del kept[_K.DISTRESS]
    elif distress.confidence >= _PLAINLY:
        del kept[_K.WITHDRAWAL]


_PLAINLY = 0.9
_PLAIN_REASON = re.compile(
    r"\b(?:enjoyed|exams?|rota|workload|busy|time|commit\w*|new job|new post|mov(?:e|ing)|project|course|research|portfolio|fair (?:on|to)"
    r"|step(?:ping)? (?:aside|back|down)|someone else|somebody else|my place)\b",
    re.IGNORECASE,
)


def _short_absence(kept: dict[IntentKind, Intent], facts: Facts, heard: Heard) -> None:
    pause = kept.get(_K.PAUSE)
    if pause is None or not facts.owed:
        return
    asked_outright = any(
        f"'pause/{one}'" in because for because in pause.because for one in _LASTING
    )
    until = return_day(heard.words, facts.today)
    brief = pause.day("until") or until
    days_only = brief is not None and brief - facts.today <= _SHORT_ABSENCE
    if asked_outright and not (days_only and _K.EXTENSION in kept and not _asks_for_pause(pause)):
        return
    if _K.EXTENSION in kept:
        del kept[_K.PAUSE]
    elif until is not None and until - facts.today <= _SHORT_ABSENCE:
        kept[_K.EXTENSION] = Intent(_K.EXTENSION, pause.confidence, pause.because)
        del kept[_K.PAUSE]
