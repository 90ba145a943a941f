"""Share with the whole group what people wrote, after a person has looked, by name or by role (C9)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState, Role, listed
from mailbot.core.sharing import without_wish
from mailbot.edges.db import people, promises, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.edges.db.submissions import Submission
from mailbot.flows.asking import ask_from_now_on
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


# As many pairs as a mail has room for; all that comes after them is looked at together as well.
MOST_AT_ONCE = 8


def go_on(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Gather what a pair or trio wrote for a coordinator's look; a second look finds it there already."""
    fresh = [
        words
        for part in group.came
        if (words := submissions.standing_submission(conn, part.assignment)) is not None
        and words.state == "kept"
        and words.id not in _asked_about(conn, house, group)
    ]
    if fresh:
        _gather(conn, house, case, group, fresh)
    _show_if_ready(conn, house, case, group)
    if not share_if_over(conn, house, case, group.stage_id):
        _look_when_over(conn, house, case, group.stage_id)


def _asked_about(conn: Connection, house: House, group: Group) -> frozenset[int]:
    found: set[int] = set()
    for one in promises.of_kind(conn, house.scheme_id, do.Matter.SHARE.value):
        if one.details.get("stage_id") == group.stage_id:
            found |= _numbers(one)
    return frozenset(found)


def _numbers(asked: Promise) -> set[int]:
    stored = asked.details.get("submissions")
    return {int(str(one)) for one in stored} if isinstance(stored, list) else set()


def _gather(
    conn: Connection, house: House, case: Case, group: Group, fresh: list[Submission]
) -> None:
    """Keep what is to be looked at; nobody is asked before there is enough of it, or no more to come."""
    writers = {one.id: one.person_id for one in group.work}
    names = listed([group.name(writers[one.assignment_id]) for one in fresh])
    promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.SHARE.value,
        f"The {_several(group.stage.what, len(fresh))} of {names}: share with the group?",
        case.now,
        asks_coordinator=False,
        options=["ok", "no"],
        partnership_id=group.pair.id,
        details={"submissions": [one.id for one in fresh], "stage_id": group.stage_id},
    )


def _several(what: str, count: int) -> str:
    return what if count == 1 else f"{what.removesuffix('y')}ies"


def _show_if_ready(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Ask about all that is gathered in a stage, in one mail, once it is full or nobody else will write."""
    gathered = [
        one
        for one in promises.open_promises(conn, house.scheme_id, do.Matter.SHARE.value)
        if one.details.get("stage_id") == group.stage_id and not one.asks_coordinator
    ]
    if not gathered or (len(gathered) < MOST_AT_ONCE and _may_still_come(conn, house, case, group)):
        return
    for first in range(0, len(gathered), MOST_AT_ONCE):
        _ask(conn, house, case, group, gathered[first : first + MOST_AT_ONCE])


def _may_still_come(conn: Connection, house: House, case: Case, group: Group) -> bool:
    work = tasks.in_stage(conn, group.stage_id)
    return any(one.is_open and case.now < plan_of(conn, house, one).until for one in work)


def _ask(
    conn: Connection, house: House, case: Case, group: Group, gathered: Sequence[Promise]
) -> None:
    shown: list[tuple[str, Submission]] = []
    texts: list[str] = []
    headings: list[str] = []
    for asked in gathered:
        ask_from_now_on(conn, house, case, asked)
        for at, words in enumerate(submissions.by_ids(conn, sorted(_numbers(asked)))):
            assignment = tasks.assignment_by_id(conn, words.assignment_id)
            writer, text = _shown(conn, assignment.person_id, words)
            shown.append((writer, words))
            texts.append(text)
            headings.append(f"{asked.number} {asked.title.partition(':')[0]}" if not at else "")
    only = gathered[0] if len(gathered) == 1 else None
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
                "counts": _counts(group, gathered, len(shown)),
                "writers": [writer for writer, _ in shown],
                "texts": texts,
                "headings": [] if only else headings,
                "example": f"ok all but {gathered[-1].number}",
            },
            promise_id=only.id if only else None,
            offers=("ok", "no"),
            once_key=f"N11:{gathered[0].id}",
            files=pictures_of(conn, shown),
        ),
    )


def _counts(group: Group, gathered: Sequence[Promise], texts: int) -> str:
    if len(gathered) == 1:
        title = gathered[0].title.partition(":")[0]
        return f"{title} {'is' if texts == 1 else 'are'} in."
    return f"{texts} {_several(group.stage.what, texts)} are in, of {len(gathered)} pairs or trios."


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
    _look_when_over(conn, house, case, stage_id)
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


def _look_when_over(conn: Connection, house: House, case: Case, stage_id: int) -> None:
    """Let the nightly look find the end of the stage, at every part of it that is done.

    At every one: the group whose part it is may have parted until then, and is not looked at.
    """
    work = tasks.in_stage(conn, stage_id)
    ends = [plan_of(conn, house, one).until for one in work if one.is_open]
    if ends and max(ends) > case.now:
        for one in work:
            if one.done_at is not None:
                tasks.change_assignment(conn, one.id, next_look_at=max(ends))
