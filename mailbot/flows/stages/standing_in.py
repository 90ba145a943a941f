"""Find somebody to answer a letter whose reader is silent, resting or gone: first by a coordinator's OK (C7, P30)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, Role
from mailbot.core.pictures import PICTURE
from mailbot.core.sending import BUDGET_LONG, budget_allows_at, is_let_out
from mailbot.core.standing_in import (
    Volunteer,
    Wanted,
    best_volunteer,
)
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, people, promises, standby, submissions, tasks
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by
from mailbot.flows.ordering.trust import is_trusted
from mailbot.flows.stages.closing import close_kindly
from mailbot.flows.stages.unanswered import (
    Standing,
    answer_to,
    letter_behind,
    pair_of,
    reader_of_letter,
    stand_ins_work,
    standing_of,
)
from mailbot.flows.stages.volunteers import ask_volunteer
from mailbot.flows.writing import Letter, queue

OPTIONS = ("ok", "no", "somebody else")
NOBODY_FREE = ("no",)
A_DAY = timedelta(days=1)


def find_stand_in(
    conn: Connection,
    house: House,
    case: Case,
    letter: Assignment,
    passed_over: Collection[int] = (),
) -> Standing:
    """Let somebody answer a letter that waits, and give how it stands then; a second call does nothing.

    A coordinator is asked first, until they let these go by themselves. Where nobody is free they are
    told, and the writer gets an honest line.
    """
    standing = standing_of(conn, house, letter)
    if standing is not Standing.LEFT_WAITING:
        return standing
    volunteer = _next_volunteer(conn, house, letter, case.now, passed_over)
    if volunteer is None and not _is_together(conn, letter):
        return standing  # with a new buddy nobody waits for it any more
    if volunteer is None:
        _nobody_is_free(conn, house, case, letter)
    elif _goes_by_itself(conn, house, letter):
        ask_volunteer(conn, house, case, letter, volunteer)
    else:
        _suggest(conn, house, case, letter, volunteer, passed_over)
    return standing_of(conn, house, letter)


def _is_together(conn: Connection, letter: Assignment) -> bool:
    pair = pair_of(conn, letter)
    return pair is not None and pair.state is PartnershipState.ACTIVE


def _goes_by_itself(conn: Connection, house: House, letter: Assignment) -> bool:
    """Say whether nobody need be asked: these are trusted by now, or a stand-in for this letter was agreed to."""
    agreed = is_trusted(conn, house, MailId.P30) or bool(stand_ins_work(conn, house, letter))
    return agreed and is_let_out(MailId.P30, house.scheme.mode)


def _next_volunteer(
    conn: Connection, house: House, letter: Assignment, now: datetime, passed_over: Collection[int]
) -> Person | None:
    pair, silent = pair_of(conn, letter), reader_of_letter(conn, house, letter)
    words = submissions.standing_submission(conn, letter.id)
    if words is not None and words.text == PICTURE:
        # Nobody here can take names out of a picture, so a coordinator says who sees it.
        return None
    if pair is None or silent is None:
        return None
    tried = (one.person_id for one in stand_ins_work(conn, house, letter))
    apart = _kept_apart(conn, house, letter.person_id)
    never = frozenset({*pair.members, *tried, *passed_over, *apart})
    found = best_volunteer(_bench(conn, house, now), Wanted(silent.role, never), now)
    return None if found is None else found.person


def _bench(conn: Connection, house: House, now: datetime) -> list[Volunteer]:
    on_bench = standby.bench(conn, house.scheme_id)
    known = people.people_by_id(conn, [one.person_id for one in on_bench])
    return [
        Volunteer(
            known[one.person_id],
            one.since,
            one.last_asked_at,
            has_room=_has_room(conn, house, one.person_id, now),
            owes_late=any(owed.due_at < now for owed in tasks.owed_by(conn, one.person_id)),
        )
        for one in on_bench
    ]


def _has_room(conn: Connection, house: House, person_id: int, now: datetime) -> bool:
    sent = outbox.unasked_times(conn, person_id, now - BUDGET_LONG)
    return budget_allows_at(sent, now, house.chasing.budget) <= now


def _kept_apart(conn: Connection, house: House, person_id: int) -> set[int]:
    """Give whom somebody is never to be paired with: they asked so, or a coordinator did."""
    apart = list(partnerships.parted(conn, house.scheme_id))
    for kind, one, other, _ in partnerships.arrangements(conn, house.scheme_id):
        if kind == "never" and other is not None:
            apart.append((one, other))
    return {other for pair in apart if person_id in pair for other in pair} - {person_id}


ROLE_WORDS = {
    Role.CLINICIAN: "clinician",
    Role.GENERAL_MANAGER: "general manager",
    Role.SPECIALTY_MANAGER: "specialty manager",
}


def _suggest(
    conn: Connection,
    house: House,
    case: Case,
    letter: Assignment,
    volunteer: Person,
    passed_over: Collection[int],
) -> None:
    writer = people.person_by_id(conn, letter.person_id)
    role = ROLE_WORDS.get(volunteer.role, "member")
    put_before_coordinators(
        conn,
        house,
        case,
        Matter.STAND_IN,
        f"{writer.name}'s letter has no answer: ask {volunteer.name}, {role}, to stand in?",
        OPTIONS,
        person=writer.id,
        assignment=letter.id,
        details={"volunteer": volunteer.id, "passed_over": list(passed_over)},
    )


def _nobody_is_free(conn: Connection, house: House, case: Case, letter: Assignment) -> None:
    """Ask the coordinators for a name, and tell the writer honestly that it takes longer (P26)."""
    writer = people.person_by_id(conn, letter.person_id)
    asked = put_before_coordinators(
        conn,
        house,
        case,
        Matter.STAND_IN,
        f"{writer.name}'s letter has no answer, and no stand-in is free. Reply with a name?",
        NOBODY_FREE,
        person=writer.id,
        assignment=letter.id,
        details={"volunteer": 0},
    )
    if not writer.takes_mail or letter.done_at is None or _has_choices(conn, house, writer):
        return
    if letter.done_at > case.now - A_DAY:
        return  # who wrote today hears it with the thanks for their letter
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P26,
            "nobody is free to answer their letter",
            to=(writer,),
            values={
                "asked": "an answer to your letter",
                "since": house.hours.local(letter.done_at),
            },
            promise_id=asked.id,
            once_key=f"P26:{asked.id}:{house.hours.today(case.now)}",
        ),
    )


def _has_choices(conn: Connection, house: House, writer: Person) -> bool:
    """Say whether the writer has been asked what they would like; the same sorry twice is one too many."""
    return bool(offers_by(conn, house, MailId.P25, writer.id, only_open=True))


def no_answer_will_come(conn: Connection, house: House, case: Case, answer: Assignment) -> None:
    """See to the letter of somebody whose reader will not answer: a stand-in, else a kind close."""
    letter = letter_behind(conn, house, answer)
    if letter is None or answer.done_at is not None or letter.is_open:
        return
    if find_stand_in(conn, house, case, letter) is Standing.REFUSED:
        close_letter(conn, house, case, letter)


def _asked_about(
    conn: Connection, house: House, letter: Assignment
) -> tuple[promises.Promise, ...]:
    asked = promises.open_promises(conn, house.scheme_id, Matter.STAND_IN.value, letter.person_id)
    return tuple(one for one in asked if one.assignment_id == letter.id)


def look_at_question(conn: Connection, house: House, case: Case, asked: promises.Promise) -> bool:
    """Look again where nobody was free: somebody may be now, else it is closed kindly; False elsewhere."""
    if asked.kind != Matter.STAND_IN or asked.details.get("volunteer") or not asked.assignment_id:
        return False
    letter = tasks.assignment_by_id(conn, asked.assignment_id)
    free = _next_volunteer(conn, house, letter, case.now, ()) is not None
    own = answer_to(conn, house, letter)
    if free:
        drop_question(conn, house, case, letter, "somebody is free now")
        find_stand_in(conn, house, case, letter)
    elif own is None or not own.is_open:
        close_letter(conn, house, case, letter)
    else:
        later = house.hours.add_working_days(house.hours.today(case.now), 2)
        promises.change_promise(conn, asked.id, next_look_at=house.hours.nudge_on(later))
    return True


def close_letter(conn: Connection, house: House, case: Case, letter: Assignment) -> None:
    """Close kindly for the writer of a letter that nobody answers; what was asked about it is over."""
    drop_question(conn, house, case, letter, "closed kindly")
    pair = pair_of(conn, letter)
    if pair is not None:
        close_kindly(conn, house, case, letter, pair)


def drop_question(conn: Connection, house: House, case: Case, letter: Assignment, why: str) -> None:
    """Ask the coordinators no more about a letter; what was promised to its writer about it is over."""
    for one in _asked_about(conn, house, letter):
        promises.close_promise(conn, one.id, case.now, case.by, why, kept=False)
        outbox.withdraw_queued(
            conn, house.scheme_id, why, mails=(MailId.P26.value,), promise_id=one.id
        )
