"""Decide on one night what somebody who still owes something should hear, and when to look again."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.hours import Hours
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.core.sending import BUDGET_SHORT
from mailbot.core.tasks import Assignment

NO_ADDRESS_AGAIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Owed:
    """One open assignment with what bears on it.

    `sent` are the unanswered mails about it. `buddies_waiting` are partners who did their own part.
    `asked_at` is when "are you all right?" went out that nothing has come back to, about whatever
    they owed; `answered_at` when they wrote after one that did not long ago. `told` are the waiting buddies who have
    heard already. `older_first` says that something else of theirs is due today or late.
    `doubted` holds every chaser: so little has come back that it may be us (D9). `settling` is true for who has answered and may still talk
    it over with the buddy, `held` for whose words wait for a word of theirs: neither is reminded.
    `letter_waits` is the buddy's letter that is theirs to answer, while nobody else has been found.
    `unread` says that whoever was to read it has left the scheme.
    """

    assignment: Assignment
    person: Person
    sent: int = 0
    buddies_waiting: tuple[int, ...] = ()
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    told: tuple[int, ...] = ()
    older_first: bool = False
    doubted: bool = False
    settling: bool = False
    held: bool = False
    letter_waits: int | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What to do now, why, and when to look again; None means never, until something changes."""

    actions: tuple[do.Action, ...]
    next_look_at: datetime | None
    because: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the mails of one chase are due; None for those that are not sent.

    The grace note keeps its distance from the mail of the last day, or the contact budget would
    drop it. `until` is the end of the grace, never before the day after the note that says so.
    """

    midway: datetime | None
    last_day: datetime | None
    grace: datetime | None
    until: datetime
    quiet: datetime


def schedule(assignment: Assignment, hours: Hours, rules: ChasingRules) -> Schedule:
    """Lay out the chase of one assignment from its own dates."""
    stage = rules.stage
    opened, due = assignment.opened_at, assignment.due_at
    half = hours.nudge_on(hours.today(opened + (due - opened) / 2))
    last = hours.next_open(hours.at(hours.today(due), hours.opens))
    on_last_day = stage.last_day_nudge and last < due
    grace_starts = hours.nudge_on(hours.today(due) + timedelta(days=1))
    if on_last_day and grace_starts < last + BUDGET_SHORT:
        grace_starts = hours.nudge_on(hours.today(last + BUDGET_SHORT))
    noted_on = hours.today(grace_starts)
    last_night = max(
        hours.today(due + timedelta(hours=stage.grace_hours)),
        hours.add_working_days(noted_on, 1),
    )
    room = half > opened + timedelta(days=2) and half < last - timedelta(days=1)
    return Schedule(
        midway=half if stage.midway_nudge and room else None,
        last_day=last if on_last_day else None,
        grace=grace_starts if stage.grace_nudge else None,
        until=hours.at(last_night, time(23, 59)),
        quiet=hours.nudge_on(last_night + timedelta(days=1)),
    )


def look_at_assignment(owed: Owed, now: datetime, hours: Hours, rules: ChasingRules) -> Look:
    """Decide about one assignment; it depends on state and `now` alone, so a second look does nothing.

    After a week of downtime the latest mail that still makes sense is sent, and no earlier one.
    """
    assignment = owed.assignment
    if not assignment.is_open:
        return Look((), None, "it is done")
    plan = schedule(assignment, hours, rules)
    resting = _resting(owed, now)
    if resting is not None:
        return _with_stand_in(resting, owed, now, plan)
    left_alone = _answered(owed, now, hours, rules, plan) or _unread(owed, now, plan)
    if left_alone is not None:
        return left_alone
    if now >= plan.quiet:
        return _with_stand_in(_after_grace(owed, now, hours, rules), owed, now, plan)
    return _chase(owed, now, plan)


def _unread(owed: Owed, now: datetime, plan: Schedule) -> Look | None:
    """Nobody is asked for what nobody is there to read (G9); what comes all the same is welcome."""
    if not owed.unread:
        return None
    why = "whom it was for has left"
    if now < plan.quiet:
        return Look((), plan.quiet, why)
    return Look((do.MarkDone(owed.assignment.id, came=False),), None, why)


def _chase(owed: Owed, now: datetime, plan: Schedule) -> Look:
    if owed.asked_at is not None:
        # "No chasing, just checking" was said about something else they owe; it holds for all of it.
        return Look((), plan.quiet, "they were asked how they are and are not chased")
    return _nudge(owed, now, plan)


def _with_stand_in(look: Look, owed: Owed, now: datetime, plan: Schedule) -> Look:
    """Nobody's letter goes unanswered: when the grace is over, somebody else is looked for (C7)."""
    assignment, letter = owed.assignment, owed.letter_waits
    if letter is None or any(isinstance(one, do.MarkDone) for one in look.actions):
        return look  # what ends is seen to where it ends
    if any(isinstance(one, do.SendMail) for one in look.actions) or owed.doubted:
        return look  # they have not heard yet that the date has passed, or it is us
    if now < plan.quiet:
        when = plan.quiet if look.next_look_at is None else min(look.next_look_at, plan.quiet)
        return replace(look, next_look_at=when)
    why = "the letter they were to answer still waits"
    seek = do.AskCoordinator(do.Matter.STAND_IN, why, (), assignment.person_id, letter)
    return replace(look, actions=(seek, *look.actions))


def _resting(owed: Owed, now: datetime) -> Look | None:
    """Leave alone who has left, pauses, is seen to by a person, or is away."""
    assignment, person = owed.assignment, owed.person
    if person.state is PersonState.LEFT:
        return Look((do.MarkDone(assignment.id, came=False),), None, "they have left")
    if person.state is PersonState.PAUSED or person.held:
        return Look((), person.paused_until, "they are resting")
    if person.away_until is not None and person.away_until > now:
        return Look((), person.away_until, "they are away")
    if not person.addresses:
        # Nothing can reach them, so nothing that they do not say is silence (G11).
        return Look((), now + NO_ADDRESS_AGAIN, "there is no address that works")
    return None


def _answered(
    owed: Owed, now: datetime, hours: Hours, rules: ChasingRules, plan: Schedule
) -> Look | None:
    """Who has sent something is not chased; when the time is up, it goes on or a person looks."""
    assignment = owed.assignment
    if not owed.settling and not owed.held:
        return None
    if owed.settling:
        over = assignment.due_at + timedelta(days=1)
        if now < over:
            return Look((), over, "they have answered and may talk it over")
        return Look((do.Reveal(assignment.id),), None, "the time to talk it over is up")
    return _half_sent(assignment, now, hours, rules, plan)


def _half_sent(
    assignment: Assignment, now: datetime, hours: Hours, rules: ChasingRules, plan: Schedule
) -> Look:
    """A person looks at what waits for a word of theirs; without one it is closed, for somebody waits."""
    if now < plan.until:
        return Look((), plan.until, "what they sent waits for a word of theirs")
    patience = rules.quiet.answer_working_days
    end = hours.nudge_on(hours.add_working_days(hours.today(plan.until), patience))
    if now >= end:
        closing = do.MarkDone(assignment.id, came=False)
        return Look((closing,), None, "nobody has said what is to become of what they sent")
    asked = do.AskCoordinator(
        do.Matter.LOOK,
        "sent work that is much too long or too short, and has not said what to do with it",
        ("done",),
        assignment.person_id,
        assignment.id,
    )
    return Look((asked,), end, "what they sent still waits for a word of theirs")


def _nudge(owed: Owed, now: datetime, plan: Schedule) -> Look:
    assignment = owed.assignment
    if assignment.nudge_at is not None and assignment.nudge_at > now:
        # Their own nudge (P20) was queued when they asked for it.
        return Look((), assignment.nudge_at, "they chose when to be nudged")
    steps = _steps(assignment, plan)
    passed = [(when, mail) for when, mail in steps if when <= now]
    ahead = [when for when, _ in steps if when > now]
    following = min(ahead, default=plan.quiet)
    if not passed:
        return Look((), following, "not yet")
    _, mail = passed[-1]
    why_not = _why_not(owed, mail)
    if why_not:
        return Look((), following, why_not)
    send = do.SendMail(assignment.person_id, mail, assignment.id)
    return Look((send,), following, f"still open and {mail.value} is due")


def _why_not(owed: Owed, mail: MailId) -> str:
    """Say why a nudge that is due is left out; empty where it goes."""
    if mail.value in owed.assignment.nudges:
        return "nudged already"
    if owed.doubted:
        return "so little has come back that a coordinator is asked first"
    if owed.older_first and mail is MailId.P21:
        return "something older is asked for first"
    return ""


def _steps(assignment: Assignment, plan: Schedule) -> list[tuple[datetime, MailId]]:
    chosen = assignment.nudge_at
    steps = [
        (plan.midway if chosen is None else None, MailId.P21),
        (plan.last_day, MailId.P22),
        (plan.grace, MailId.P23),
    ]
    return sorted(
        ((when, mail) for when, mail in steps if when is not None and not _too_early(when, chosen)),
        key=lambda step: step[0],
    )


def _too_early(when: datetime, chosen: datetime | None) -> bool:
    """Nothing goes out before the time they chose (D1)."""
    return chosen is not None and when < chosen


def _after_grace(owed: Owed, now: datetime, hours: Hours, rules: ChasingRules) -> Look:
    quiet = rules.quiet
    if owed.asked_at is None:
        if owed.doubted:
            again = hours.nudge_on(hours.today(now) + timedelta(days=1))
            return Look((), again, "so little has come back that a coordinator is asked first")
        return _ask(owed, now, hours, rules)
    asked_on = hours.today(max(owed.asked_at, owed.assignment.due_at))
    tell_at = hours.nudge_on(hours.add_working_days(asked_on, quiet.tell_buddy_working_days))
    end_at = hours.nudge_on(hours.add_working_days(asked_on, quiet.answer_working_days))
    tell = _tell(owed) if now >= tell_at else ()
    if now < end_at:
        return Look(
            tell, tell_at if now < tell_at else end_at, "they were asked and may answer yet"
        )
    # Silence only ends this stage; it never removes anybody (law 9).
    closing = do.MarkDone(owed.assignment.id, came=False)
    return Look((*tell, closing), None, "no answer to the question whether they are all right")


def _tell(owed: Owed) -> tuple[do.Action, ...]:
    """Offer their choices to the buddies who wait and have not heard (D7)."""
    why = "did their part, and the buddy has been silent since"
    untold = (one for one in owed.buddies_waiting if one not in owed.told)
    return tuple(do.OfferChoices(one, MailId.P25, why) for one in untold)


def _after_their_answer(
    owed: Owed, answered_at: datetime, now: datetime, hours: Hours, rules: ChasingRules
) -> Look:
    """Who said that they are there has some days of peace for it; nobody is asked twice so soon."""
    quiet, assignment = rules.quiet, owed.assignment
    since = hours.today(max(answered_at, assignment.due_at))
    patience = hours.nudge_on(hours.add_working_days(since, quiet.answer_working_days))
    longest = hours.nudge_on(hours.today(assignment.due_at + timedelta(days=quiet.ask_again_days)))
    over = min(patience, longest)
    if now < over:
        return Look((), over, "they answered when they were asked how they are")
    closing = do.MarkDone(assignment.id, came=False)
    return Look((*_tell(owed), closing), None, "they were asked not long ago")


def _ask(owed: Owed, now: datetime, hours: Hours, rules: ChasingRules) -> Look:
    assignment = owed.assignment
    again = hours.nudge_on(hours.today(now) + timedelta(days=1))
    if owed.answered_at is not None:
        return _after_their_answer(owed, owed.answered_at, now, hours, rules)
    few = owed.sent < rules.stage.mail_before_quiet
    # After days off of ours, or of theirs, nobody may have said that the date has come.
    unheard = not {MailId.P22.value, MailId.P23.value} & set(assignment.nudges)
    if (few or unheard) and now < assignment.due_at + timedelta(days=14):
        if rules.stage.grace_nudge and MailId.P23.value not in assignment.nudges:
            send = do.SendMail(assignment.person_id, MailId.P23, assignment.id)
            # The note promises a working day more; nobody is asked before that is over.
            later = hours.nudge_on(hours.add_working_days(hours.today(now), 2))
            return Look((send,), later, "too few mails to call it silence")
        if few:
            return Look((), again, "too few mails to call it silence")
    since = owed.person.last_sign_at or assignment.opened_at
    why = f"{owed.sent} mails without an answer and the grace is over"
    ask = do.AskQuietPerson(owed.person.id, since, why)
    return Look((ask,), again, why)
