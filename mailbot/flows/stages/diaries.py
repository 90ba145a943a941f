"""Share with the whole group what people wrote, after a person has looked, by name or by role (C9)."""

from collections.abc import Iterable

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState, Role, listed
from mailbot.core.sharing import without_wish
from mailbot.edges.db import people, promises, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.edges.db.submissions import Submission
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.group import Group
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.planning import plan_of
from mailbot.flows.writing import Letter, queue

ROLES = {
    Role.CLINICIAN: "A doctor",
    Role.GENERAL_MANAGER: "A manager",
    Role.SPECIALTY_MANAGER: "A specialty manager",
}


def go_on(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Put what a pair or trio wrote before the coordinators; a second look finds it there already."""
    fresh = [
        words
        for part in group.came
        if (words := submissions.standing_submission(conn, part.assignment)) is not None
        and words.state == "kept"
        and words.id not in _asked_about(conn, house, group)
    ]
    if fresh:
        _ask(conn, house, case, group, fresh)
    share_if_over(conn, house, case, group.stage_id)


def _asked_about(conn: Connection, house: House, group: Group) -> frozenset[int]:
    found: set[int] = set()
    for one in promises.of_kind(conn, house.scheme_id, do.Matter.SHARE.value):
        if one.details.get("stage_id") == group.stage_id:
            found |= _numbers(one)
    return frozenset(found)


def _numbers(asked: Promise) -> set[int]:
    stored = asked.details.get("submissions")
    return {int(str(one)) for one in stored} if isinstance(stored, list) else set()


def _ask(conn: Connection, house: House, case: Case, group: Group, fresh: list[Submission]) -> None:
    writers = {one.id: one.person_id for one in group.work}
    names = listed([group.name(writers[one.assignment_id]) for one in fresh])
    what = group.stage.what if len(fresh) == 1 else f"{group.stage.what.removesuffix('y')}ies"
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.SHARE,
        f"The {what} of {names}: share with the group?",
        ("ok", "no"),
        partnership=group.pair.id,
        details={"submissions": [one.id for one in fresh], "stage_id": group.stage_id},
    )
    shown = [_shown(conn, writers[one.assignment_id], one) for one in fresh]
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N11,
            "to be looked at before it is shared",
            coordinator=house.scheme.duty,
            values={
                "task": f"Task {house.task(group.task).number}",
                "counts": f"The {what} of {names} {'is' if len(fresh) == 1 else 'are'} in.",
                "writers": [writer for writer, _ in shown],
                "texts": [text for _, text in shown],
            },
            promise_id=asked.id,
            offers=asked.options,
            once_key=f"N11:{asked.id}",
            files=pictures_of(
                conn, [(who, one) for (who, _), one in zip(shown, fresh, strict=True)]
            ),
        ),
    )


def _shown(conn: Connection, person_id: int, words: Submission) -> tuple[str, str]:
    """Give by whom it will read to be, and the words without the line that says so."""
    person = people.person_by_id(conn, person_id)
    role = ROLES.get(person.role, "Somebody")
    return (person.name if words.said.named else role), without_wish(words.text)


def decided(conn: Connection, house: House, case: Case, asked: Promise, *, share: bool) -> str:
    """Do what a coordinator decided about some of them, and say it in words."""
    promises.close_promise(conn, asked.id, case.now, case.by, "ok" if share else "no")
    for number in _numbers(asked):
        submissions.change_state(conn, number, "cleared" if share else "held")
    if not share:
        return "not shared; nobody else has seen them."
    stage_id = int(str(asked.details["stage_id"]))
    gone = share_if_over(conn, house, case, stage_id)
    if gone:
        return f"shared with {gone} people."
    _look_when_over(conn, house, stage_id)
    return "cleared; they go to everybody together when the stage is over."


def share_if_over(conn: Connection, house: House, case: Case, stage_id: int) -> int:
    """Send what was cleared to everybody who takes part, one mail each, once the stage is over.

    Give how many mails that makes; 0 while some may still come.
    """
    work = tasks.in_stage(conn, stage_id)
    late = [one for one in work if one.is_open]
    if any(case.now < plan_of(conn, house, one).until for one in late):
        return 0
    cleared = submissions.cleared_in(conn, stage_id)
    if not cleared or _still_to_be_looked_at(conn, house, stage_id):
        return 0
    shown = [_shown(conn, person, words) for person, words in cleared]
    ids = "-".join(str(words.id) for _, words in cleared)
    stage = house.task(work[0].task).stage(work[0].stage)
    readers = [
        one
        for one in people.people_in_state(conn, house.scheme_id, PersonState.ACTIVE)
        if one.takes_mail and one.role is not Role.EXPERT
    ]
    files = pictures_of(
        conn, [(who, words) for (who, _), (_, words) in zip(shown, cleared, strict=True)]
    )
    for reader in readers:
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P17,
                "what everybody wrote was looked at",
                to=(reader,),
                template=f"tasks/{work[0].task}/shared",
                values={
                    "task": f"Task {house.task(work[0].task).number}",
                    "what": stage.what,
                    "writers": [writer for writer, _ in shown],
                    "texts": [text for _, text in shown],
                },
                stage_id=stage_id,
                approved=True,
                once_key=f"P17:{stage_id}:{ids}:{reader.id}",
                files=files,
            ),
        )
    _mark(conn, (words for _, words in cleared))
    return len(readers)


def _still_to_be_looked_at(conn: Connection, house: House, stage_id: int) -> bool:
    waiting = promises.open_promises(conn, house.scheme_id, do.Matter.SHARE.value)
    return any(one.details.get("stage_id") == stage_id for one in waiting)


def _mark(conn: Connection, words: Iterable[Submission]) -> None:
    for one in words:
        submissions.change_state(conn, one.id, "relayed")


def _look_when_over(conn: Connection, house: House, stage_id: int) -> None:
    """Let the nightly look find the end of the stage, at a part of it that is done."""
    work = tasks.in_stage(conn, stage_id)
    ends = [plan_of(conn, house, one).until for one in work if one.is_open]
    done = [one for one in work if one.done_at is not None]
    if ends and done:
        tasks.change_assignment(conn, done[0].id, next_look_at=max(ends))
