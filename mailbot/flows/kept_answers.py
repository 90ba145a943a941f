"""Keep coordinators' answers in the home folder's rules/faq.toml, with their OK and until they undo it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.core.errors import Trouble
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.edges.files import replace_text
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case, note_action
from mailbot.flows.house import House
from mailbot.flows.learning import faq_text
from mailbot.translate.asked import known_answer
from mailbot.translate.faq import FAQ, Entry, load_faq, with_entry, without_entry
from mailbot.translate.keeping import answer_may_be_kept, question_to_keep

KEPT = "kept_answer"


def offer_to_keep(conn: Connection, house: House, case: Case, asked: Promise, answer: str) -> None:
    """Suggest once to keep an answer that was given, where it would be right for whoever asks next."""
    names = _names(conn, house, asked)
    question = question_to_keep(str(asked.details.get("text", "")), names)
    if not question or not answer_may_be_kept(answer, names):
        return
    near = known_answer(question, load_faq(faq_text(house)))
    if near is not None and near.certain:
        return
    action = do.SuggestFaq(asked.number, question, answer.strip())
    note_action(conn, house, case, action)
    suggest(conn, house, case, action)


def _names(conn: Connection, house: House, asked: Promise) -> frozenset[str]:
    """Give the names that must not stay: of who asked, and of who coordinates today."""
    whose = [one.name for one in house.scheme.coordinators]
    if asked.person_id is not None:
        whose.append(people.person_by_id(conn, asked.person_id).name)
    return frozenset(word.lower() for one in whose for word in one.split())


def suggest(conn: Connection, house: House, case: Case, action: do.SuggestFaq) -> None:
    """Put before the coordinators whether an answer is kept; the next digest shows it."""
    was_asked = [
        one
        for one in promises.of_kind(conn, house.scheme_id, do.Matter.FAQ.value)
        if one.details.get("number") == action.number
    ]
    if was_asked:
        return
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.FAQ,
        f'Keep "{action.text}" for the next who asks "{action.question}"?',
        ("ok", "no"),
        details={
            "number": action.number,
            "question": action.question,
            "answer": action.text,
        },
    )


def decide_kept(conn: Connection, house: House, case: Case, asked: Promise, means: Meaning) -> str:
    """Keep the answer or leave it, as a coordinator says; give what is read back to them."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no")
        return "not kept; you'll get the question next time too."
    if means is not Meaning.YES:
        return "left open: ok or no?"
    entry = Entry(
        name=f"question {asked.details['number']}",
        answer=str(asked.details["answer"]),
        questions=(str(asked.details["question"]),),
        by=case.by,
        on=house.hours.today(case.now).isoformat(),
    )
    try:
        _write(house, with_entry(without_entry(faq_text(house), entry.name), entry))
    except Trouble as trouble:
        return f"not kept: {trouble}"
    promises.close_promise(conn, asked.id, case.now, case.by, "ok")
    promises.open_promise(
        conn,
        house.scheme_id,
        KEPT,
        f"the answer to {asked.details['number']} is kept",
        case.now,
        asks_coordinator=False,
        details={"entry": entry.name},
    )
    return "kept: I answer that myself from now on, after five minutes."


def _write(house: House, text: str) -> None:
    load_faq(text)
    replace_text(house.own_rules / FAQ, text)


def take_out(conn: Connection, house: House, made: Sequence[int]) -> None:
    """Take the answers out of the file again that undone work had kept; `made` are promises it made."""
    for one in made:
        kept = promises.promise_by_id(conn, one)
        if kept.kind == KEPT:
            _write(house, without_entry(faq_text(house), str(kept.details["entry"])))


def let_go_of(conn: Connection, asked: Promise, case: Case) -> None:
    """Nobody said that the answer is kept, so it is not: silence keeps nothing (law 9)."""
    promises.close_promise(conn, asked.id, case.now, "mailbot", "nobody said", kept=False)
