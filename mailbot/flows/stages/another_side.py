"""Offer something beside a list whose buddy's never came: somebody else's at their yes, or what most said (C12)."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core.common_lists import Common, common_in, items_of
from mailbot.core.learned import leads_to_somebody
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, Person
from mailbot.core.pictures import PICTURE
from mailbot.core.standing_in import Volunteer, Wanted, best_volunteer, without_names
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, promises, standby, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.stages.telling import of_pair
from mailbot.flows.stages.unanswered import pair_of
from mailbot.flows.writing import Letter, queue
from mailbot.translate.likeness import alike
from mailbot.translate.safety import patient_details

SOMEBODYS, MOST_SAID = "1", "2"
YES_OR_NO = ("yes", "no")
WORKING_DAYS_TO_SAY_YES = 3
A_YEAR = timedelta(days=365)
NOBODYS = (
    "Nobody else's list can be shown just now, I'm sorry. Yours counts all the same, and there's "
    "nothing left for you to do."
)


def offer_another_side(
    conn: Connection, house: House, case: Case, assignment: Assignment, pair: Partnership
) -> tuple[tuple[str, ...], Promise | None]:
    """Keep open what somebody may choose to see beside their own; give what there is, and the promise."""
    if assignment.kind is not StageKind.SEALED:
        return (), None
    there = (
        (SOMEBODYS, _volunteer(conn, house, case, assignment, pair, ()) is not None),
        (MOST_SAID, bool(_most_said(conn, house, assignment, pair))),
    )
    beside = tuple(option for option, is_there in there if is_there)
    if not beside:
        return (), None
    kept = open_offer(
        conn,
        house,
        case.now,
        assignment.person_id,
        MailId.P17,
        "what they'd like to see beside their own",
        beside if len(beside) > 1 else ("yes",),
        about={"beside": list(beside)},
        assignment_id=assignment.id,
    )
    return beside, kept


def chosen(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Ask a volunteer whether theirs may be read, or show what most people said, as was chosen."""
    assert asked.assignment_id is not None, "it was about somebody's list"
    own = tasks.assignment_by_id(conn, asked.assignment_id)
    listed = asked.details.get("beside")
    if option == "yes" and isinstance(listed, list):
        option = str(listed[0])
    if option == MOST_SAID:
        _show_most_said(conn, house, case, own)
    elif _ask_volunteer(conn, house, case, own):
        _say(
            conn,
            house,
            case,
            own,
            "I'm asking somebody whether you may read theirs; they have three working days.",
        )
    else:
        _show_most_said(conn, house, case, own)


def volunteer_answered(
    conn: Connection, house: House, case: Case, asked: Promise, option: str
) -> None:
    """Show a volunteer's list at their yes, without a name; at anything else somebody else is asked."""
    own = tasks.assignment_by_id(conn, _number(asked, "shown_to"))
    bare = Case(case.now, case.because, case.by)
    if option != "yes":
        if not _ask_volunteer(conn, house, bare, own):
            _show_most_said(conn, house, bare, own)
        return
    theirs = tasks.assignment_by_id(conn, _number(asked, "list"))
    words = submissions.standing_submission(conn, theirs.id)
    if words is None or patient_details(words.text):
        _show_most_said(conn, house, bare, own)
        return
    volunteer = people.person_by_id(conn, theirs.person_id)
    others = list(people.people_by_id(conn, _members(conn, theirs)).values())
    told = without_names(words.text, volunteer, others)
    whose = "another manager" if volunteer.role.is_manager else "another doctor"
    _bring(conn, house, bare, own, told, whose, f"P31:beside:{asked.id}")


def no_word_from_volunteer(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    """Ask the next volunteer where one has said nothing for three working days: silence shows nothing."""
    if "shown_to" not in asked.details:
        promises.change_promise(conn, asked.id, next_look_at=None)
        return
    promises.close_promise(conn, asked.id, case.now, case.by, "no word", kept=False)
    volunteer_answered(conn, house, case, asked, "no word")


def _number(asked: Promise, name: str) -> int:
    return int(str(asked.details[name]))


def _members(conn: Connection, work: Assignment) -> Collection[int]:
    pair = pair_of(conn, work)
    return () if pair is None else pair.members


def _volunteer(
    conn: Connection,
    house: House,
    case: Case,
    own: Assignment,
    pair: Partnership,
    asked: Collection[int],
) -> tuple[Person, Assignment] | None:
    """Find somebody of the silent buddy's role who stands in for others and has sent in a list."""
    lists = {
        one.person_id: one
        for one in tasks.in_stage(conn, own.stage_id)
        if one.person_id not in pair.members and _words(conn, one)
    }
    on_bench = [one for one in standby.bench(conn, house.scheme_id) if one.person_id in lists]
    known = people.people_by_id(conn, [one.person_id for one in on_bench])
    silent = [
        people.person_by_id(conn, one.person_id)
        for one in of_pair(conn, own.round_id, own.stage, pair)
        if one.person_id != own.person_id
    ]
    if not silent:
        return None
    bench = [Volunteer(known[one.person_id], one.since, one.last_asked_at) for one in on_bench]
    found = best_volunteer(bench, Wanted(silent[0].role, frozenset(asked)), case.now)
    return None if found is None else (found.person, lists[found.person.id])


def _words(conn: Connection, work: Assignment) -> str:
    standing = submissions.standing_submission(conn, work.id)
    return "" if standing is None or standing.text == PICTURE else standing.text


def _ask_volunteer(conn: Connection, house: House, case: Case, own: Assignment) -> bool:
    """Ask the next volunteer for a yes (P47), each once for a list; False where nobody is left."""
    pair = pair_of(conn, own)
    before = {
        one.person_id
        for one in offers_by(conn, house, MailId.P47)
        if one.details.get("shown_to") == own.id and one.person_id is not None
    }
    found = None if pair is None else _volunteer(conn, house, case, own, pair, before)
    if found is None:
        return False
    volunteer, theirs = found
    days = house.hours.add_working_days(house.hours.today(case.now), WORKING_DAYS_TO_SAY_YES)
    asked = open_offer(
        conn,
        house,
        case.now,
        volunteer.id,
        MailId.P47,
        "whether somebody in another pair may read theirs",
        YES_OR_NO,
        about={"shown_to": own.id, "list": theirs.id},
        until=house.hours.deadline_on(days),
    )
    standby.note_asked(conn, volunteer.id, case.now)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P47,
            "somebody's buddy never sent theirs",
            to=(volunteer,),
            values={
                "beside": True,
                "what": house.task(own.task).stage(own.stage).what,
                "words": _words(conn, theirs),
                "due": house.hours.local(house.hours.deadline_on(days)),
            },
            promise_id=asked.id,
            offers=YES_OR_NO,
            approved=True,
        ),
    )
    return True


def _most_said(
    conn: Connection, house: House, own: Assignment, pair: Partnership
) -> tuple[Common, ...]:
    """Give what came up most in the lists of everybody else, as nobody's in particular."""
    lists = [
        (one.person_id, _words(conn, one))
        for one in tasks.in_stage(conn, own.stage_id)
        if one.person_id not in pair.members
    ]
    names = {
        part.casefold()
        for person in people.people_by_id(conn, [who for who, _ in lists]).values()
        for part in person.name.split()
    }
    said = [
        (who, item)
        for who, text in lists
        for item in items_of(text)
        if not patient_details(item) and not leads_to_somebody(item, names)
    ]
    groups = alike([item for _, item in said])
    return common_in([[said[at] for at in one] for one in groups], len([1 for _, t in lists if t]))


def _show_most_said(conn: Connection, house: House, case: Case, own: Assignment) -> None:
    pair = pair_of(conn, own)
    common = () if pair is None else _most_said(conn, house, own, pair)
    if not common:
        _say(conn, house, case, own, NOBODYS)
        return
    told = "\n".join(
        f"{place}. {one.said} ({one.voices} of you)" for place, one in enumerate(common, 1)
    )
    _bring(conn, house, case, own, told, None, f"P31:most:{own.id}")


def _bring(
    conn: Connection,
    house: House,
    case: Case,
    own: Assignment,
    words: str,
    whose: str | None,
    once_key: str,
) -> None:
    """Bring what stands beside somebody's own list (P31)."""
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P31,
            "they chose to see it beside their own",
            to=(people.person_by_id(conn, own.person_id),),
            values={
                "beside": True,
                "another": whose,
                "what": house.task(own.task).stage(own.stage).what,
                "words": words,
            },
            assignment_id=own.id,
            stage_id=own.stage_id,
            once_key=once_key,
        ),
    )


def _say(conn: Connection, house: House, case: Case, own: Assignment, answer: str) -> None:
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P35,
            "they chose what to see beside their own",
            to=(people.person_by_id(conn, own.person_id),),
            values={"answer": answer, "coordinator": house.scheme.duty.first_name},
            answers=case.incoming,
            about=f"beside:{own.id}",
        ),
    )
