"""Do what a coordinator's correction asks: keep the case, and read the mail again or say what stays."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.reading import IntentKind
from mailbot.edges.collection import SCENES, keep_case
from mailbot.edges.db import inbound, journal, outbox, promises, remarks, tracing
from mailbot.edges.db.inbound import Received
from mailbot.flows.asking import put_before_coordinators, tell_lead
from mailbot.flows.case import Case
from mailbot.flows.doing import questions
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming
from mailbot.flows.learning import label_text
from mailbot.flows.scenes import scene_around, scene_text
from mailbot.flows.understanding import Understood, make_sense
from mailbot.translate.corrections import Correction
from mailbot.translate.explain import telling_sentences
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.safety import patient_details

# What can be done a second time, or taken back, without anybody having had a wrong mail.
_TAKEN_BACK = frozenset(
    {
        "note_alive", "tell_coordinator", "ask_coordinator", "hold", "ignore", "ask_sender",
        "tell_lead_urgently", "send_support", "stop_automation", "open_question", "correct",
        "ask_known_address", "record_feedback", "record_idea", "send_mail",
    }
)  # fmt: skip
_SAFETY = frozenset({IntentKind.DISTRESS, IntentKind.CONCERN})
_REMARKS = frozenset({IntentKind.FEEDBACK, IntentKind.TASK_IDEA})
_ALARMS = _SAFETY | {IntentKind.PATIENT_DETAILS}


@dataclass(frozen=True, slots=True)
class Read:
    """The mail that was corrected: its row, its bytes, what is made of it today, and what was done."""

    row: Received
    raw: bytes
    understood: Understood
    done: frozenset[str]


def correct(conn: Connection, house: House, case: Case, action: do.RunCommand) -> str:
    """Keep what a coordinator said about one mail, act on it where that is safe, and say so in a line."""
    name = str(action.number or f"mail {action.mail}")
    read = _find(conn, house, action)
    if isinstance(read, str):
        return f"{name}: {read}"
    said = _said(house, case, action, read)
    kept = _keep(conn, house, read, said)
    _note(conn, house, case, said, read.row)
    if said.instead_of in _REMARKS:
        remarks.forget_of_mail(conn, read.row.id)
    right, wrong = _in_words(said.kind), _in_words(said.instead_of)
    told = f"{name}: noted as {right}, not {wrong}." if wrong else f"{name}: noted as {right}."
    if not kept:
        told += " It may hold patient details, so I keep no copy to learn from."
    alarm = next(
        (one for one in _kinds(read) if one in _ALARMS - {said.kind, said.instead_of}), None
    )
    if alarm is not None:
        told += f" It is still read as {_in_words(alarm)}, unless you say that it is not."
    if kept and read.done <= _TAKEN_BACK:
        return f"{told} {_again(conn, house, case, read, said)}"
    return f"{told} {_see_to(conn, house, case, read, said)}"


def _kinds(read: Read) -> list[IntentKind]:
    return [one.kind for one in read.understood.reading.intents]


def _find(conn: Connection, house: House, action: do.RunCommand) -> Read | str:
    received_id: int | None = action.mail or None
    if action.number:
        asked = promises.promise_by_number(conn, house.scheme_id, action.number)
        received_id = None if asked is None else asked.received_id
    if received_id is None or not tracing.came_to_scheme(conn, house.scheme_id, received_id):
        return "that is about no mail that I know."
    try:
        raw = inbound.bytes_of(conn, received_id)
    except LookupError:
        return "its words are deleted, so I can't read it again."
    row = inbound.mail_by_id(conn, received_id)
    mail = parse(raw)
    machine = machine_mail(mail, raw, row.arrived_at, house.own_addresses)
    understood = make_sense(conn, house, mail, machine, row)
    if understood.facts.sender.coordinator is not None or row.from_sent:
        return "that mail is a coordinator's own."
    lines = journal.entries_about(conn, house.scheme_id, received_id=received_id)
    return Read(row, raw, understood, frozenset(one.action for one in lines))


def _said(house: House, case: Case, action: do.RunCommand, read: Read) -> Correction:
    kind, made = IntentKind(action.kind), read.understood
    stated = IntentKind(action.instead_of) if action.instead_of else None
    kinds = [one for one in _kinds(read) if one is not kind]
    # What the bot took it for is what must be unlearnt, whatever the coordinator called that; but an
    # alarm is false only where they say so.
    blamed = [one for one in kinds if one not in _ALARMS]
    wrong = stated if stated in kinds or not blamed else blamed[0]
    return Correction(
        kind=kind,
        instead_of=wrong,
        on=house.hours.today(case.now),
        by=case.by,
        sentences=telling_sentences(
            made.reading, made.mail.subject, made.facts, wrong, house.rules
        ),
        case=str(read.row.id),
        message_id=made.mail.message_id,
    )


def _keep(conn: Connection, house: House, read: Read, said: Correction) -> bool:
    """Write the case; not where its words may identify a patient, unless that was the mistake."""
    words = read.understood.reading.words
    about_patients = IntentKind.PATIENT_DETAILS
    if said.kind is about_patients or (
        patient_details(words) and said.instead_of is not about_patients and not read.row.cleared
    ):
        return False
    scene = scene_around(conn, house, read.understood.facts, read.done)
    not_besides = {said.kind, said.instead_of, IntentKind.OTHER}
    also = [one.value for one in _kinds(read) if one not in not_besides]
    path = f"{SCENES}/{said.case}.json" if scene else ""
    label = label_text(said, path, words, tuple(also))
    keep_case(house.cases, said.case, read.raw, label, scene_text(scene) if scene else "")
    return True


def _note(conn: Connection, house: House, case: Case, said: Correction, row: Received) -> None:
    because = f"a coordinator says it is {said.kind.value}, not {said.instead_of}"
    entry = journal.Entry(
        case.now, "correct", because, case.by, person_id=row.person_id, received_id=row.id
    )
    journal.note(conn, house.scheme_id, entry)


def _again(conn: Connection, house: House, case: Case, read: Read, said: Correction) -> str:
    """Take back what was asked about the mail, and let it be read once more."""
    for one in promises.open_promises(conn, house.scheme_id):
        if one.received_id == read.row.id:
            promises.close_promise(conn, one.id, case.now, case.by, "corrected")
            outbox.withdraw_queued(conn, house.scheme_id, "it was read again", promise_id=one.id)
    cleared = read.row.cleared or said.instead_of is IntentKind.PATIENT_DETAILS
    inbound.read_again(conn, read.row.id, cleared=cleared)
    person = read.understood.facts.sender.person
    if person is not None and person.held:
        return f"I am reading it again now. Automatic mail stays stopped: lift {person.name}."
    return "I am reading it again now, and such words from now on."


def _see_to(conn: Connection, house: House, case: Case, read: Read, said: Correction) -> str:
    """It was acted on, or may not be kept: put before a person what the mail now is."""
    person = read.understood.facts.sender.person
    about = Case(case.now, case.because, case.by, _incoming(read))
    if said.kind is IntentKind.QUERY and person is not None:
        asked = do.OpenQuestion(person.id, read.understood.reading.words)
        questions.open_question(conn, house, about, asked)
        return "The question is in the digest; what was done before stays."
    if said.kind in _SAFETY and person is not None:
        questions.stop_automation(conn, house, about, do.StopAutomation(person.id))
        fact = f"{case.by} reads a mail of {person.name} as {_in_words(said.kind)}."
        tell_lead(conn, house, about, fact, "I've stopped automatic mail.", f"N03:c{read.row.id}")
    steps = ", ".join(sorted(one.replace("_", " ") for one in read.done - _TAKEN_BACK))
    title = f"wrote {_in_words(said.kind)} that was read as {_in_words(said.instead_of)}"
    asked_for = put_before_coordinators(
        conn,
        house,
        about,
        do.Matter.LOOK,
        f"{title}; {steps or 'nothing'} was done about it and stays",
        ("done",),
        person=None if person is None else person.id,
    )
    return f"What was done about it stays; see {asked_for.number}."


def _incoming(read: Read) -> Incoming:
    mail = read.understood.mail
    return Incoming(
        read.row.id,
        mail.message_id,
        mail.references or mail.in_reply_to,
        mail.subject,
        read.understood.facts.sender.address,
        read.row.arrived_at,
    )


_NAMES = {
    IntentKind.SUBMISSION: "a letter or other work",
    IntentKind.QUERY: "a question",
    IntentKind.BUDDY_CHAT: "chat",
    IntentKind.OTHER: "something unclear",
    IntentKind.EXTENSION: "a wish for more time",
}


def _in_words(kind: IntentKind | None) -> str:
    if kind is None:
        return ""
    return _NAMES.get(kind, kind.value.replace("_", " "))
