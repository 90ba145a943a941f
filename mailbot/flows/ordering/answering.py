"""Answer a question in a coordinator's words, once; who comes second hears who was first (F8, N13)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning, only_agrees
from mailbot.core.dictated import for_the_asker
from mailbot.core.mails import MailId
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import kept_answers
from mailbot.flows.case import Case
from mailbot.flows.doing import questions
from mailbot.flows.house import House
from mailbot.flows.ordering.undoing import commander
from mailbot.flows.writing import Letter, queue

MINE = frozenset(
    {"mine", "i have it", "i have this", "i've got it", "i've got this", "leave it to me"}
)


def answer(conn: Connection, house: House, case: Case, number: int, text: str) -> str:
    """Send an answer to a question by its number; empty where a mail of its own says what happened."""
    asked = promises.promise_by_number(conn, house.scheme_id, number)
    if asked is None or asked.kind != do.Matter.QUESTION:
        return f"{number} is not a question."
    if not text.strip():
        return f"{number} needs your words: answer {number}: your words."
    if asked.state != "open":
        return answered_before(conn, house, case, asked, text)
    send_words(conn, house, case, asked, text)
    return f"{number} answered in your words."


def send_words(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> None:
    """Answer who asked, and keep the words for a coordinator who answers after this one."""
    text = for_the_asker(text)
    questions.send_answer(conn, house, case, asked, text)
    promises.change_promise(conn, asked.id, details=asked.details | {"answer": text})
    kept_answers.offer_to_keep(conn, house, case, asked, text)


def decide_question(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Answer in the coordinator's words, or at their OK in those suggested; give what is read back."""
    suggested = str(asked.details.get("suggest") or "")
    if _closes(words):
        promises.close_promise(conn, asked.id, case.now, case.by, "no answer")
        return "closed without an answer."
    if means is Meaning.YES and suggested and only_agrees(words):
        send_words(conn, house, case, asked, suggested)
        return f'answered: "{suggested}"'
    if means is Meaning.WORDS or (means is Meaning.YES and not only_agrees(words)):
        send_words(conn, house, case, asked, words)
        return "answered in your words."
    # A bare yes or no may be the answer, or may mean that none is to be given.
    return f"needs your words: write the answer as a sentence, or {asked.number} close."


def _closes(words: str) -> bool:
    return words.casefold().strip(" .!") in {"close", "close it", "no answer", "don't answer"}


def answered_before(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> str:
    """Say who answered already and ask whether this goes as well; empty when that mail was queued."""
    if asked.closed_by == case.by or asked.person_id is None or asked.closed_at is None:
        return f"{asked.number} was already done by {asked.closed_by}; nothing was sent."
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.SECOND_ANSWER.value,
        f"a second answer to {asked.number}",
        case.now,
        asks_coordinator=False,
        options=["send", "drop"],
        person_id=asked.person_id,
        received_id=asked.received_id,
        details={"text": text, "coordinator": commander(house, case), "question": asked.number},
    )
    letter = Letter(
        MailId.N13,
        "somebody has answered already",
        coordinator=house.scheme.coordinator(commander(house, case)),
        values={
            "who": asked.closed_by,
            "at": house.hours.local(asked.closed_at),
            "asker": people.person_by_id(conn, asked.person_id).first_name,
            "words": str(asked.details.get("answer") or ""),
        },
        answers=case.incoming,
        promise_id=kept.id,
        offers=("send", "drop"),
    )
    queued = queue(conn, house, case.now, letter)
    return "" if queued is not None else f"{asked.number} was answered by {asked.closed_by}."


def send_second(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    """Send the second answer too, because its writer says so."""
    assert asked.person_id is not None, "questions are asked by people"
    letter = Letter(
        MailId.P35,
        f"{case.by} adds to the answer",
        to=(people.person_by_id(conn, asked.person_id),),
        values={
            "answer": str(asked.details["text"]),
            "answered_by": case.by,
            "coordinator": house.scheme.duty.first_name,
            "thread": "Your question",
        },
        received_id=asked.received_id,
        in_reply=True,
        once_key=f"P35:second:{asked.id}",
    )
    queue(conn, house, case.now, letter)
    return f"Sent as well, to {asked.details['question']}."


def is_claim(words: str) -> bool:
    """Say whether a coordinator only says that they see to it themselves."""
    return words.casefold().replace("\u2019", "'").strip(" .!,") in MINE


def claim(conn: Connection, case: Case, asked: Promise) -> str:
    """Let the others see who has it; it stays open until it is decided."""
    before = asked.details.get("mine")
    promises.change_promise(conn, asked.id, details=asked.details | {"mine": case.by})
    taken = f", no longer {before}'s" if before and before != case.by else ""
    return f"{asked.number} is yours{taken}; the others see that you have it."
