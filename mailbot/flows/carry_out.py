"""Carry out actions: every kind has its one place, and a forgotten kind is a type error."""

from collections.abc import Iterable
from typing import assert_never

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.flows import commands, decisions, importing, kept_answers
from mailbot.flows.case import Case, note_action
from mailbot.flows.doing import (
    absences,
    addresses,
    arrivals,
    data_requests,
    jilted,
    joining,
    known_answers,
    leaving,
    linking,
    meeting,
    questions,
    remarks,
    rematches,
    same_person,
    short_answers,
    silence,
    stand_ins,
    whose,
    work,
)
from mailbot.flows.house import House
from mailbot.flows.ordering import copies


def carry_out(conn: Connection, house: House, case: Case, actions: Iterable[do.Action]) -> None:
    """Do all actions in the caller's transaction, each with its line in the journal."""
    for action in actions:
        note_action(conn, house, case, action)
        _carry_out(conn, house, case, action)


def _carry_out(conn: Connection, house: House, case: Case, action: do.Action) -> None:  # noqa: C901, PLR0912, PLR0915 - one branch per action, held complete by the type checker
    match action:
        case do.Register():
            joining.register(conn, house, case, action)
        case do.AskDetails():
            joining.ask_details(conn, house, case, action)
        case do.UpdateRegistration():
            joining.update_registration(conn, house, case, action)
        case do.JoinWaitingList():
            joining.join_waiting_list(conn, house, case, action)
        case do.AskKnownAddress(mail=MailId.P03):
            same_person.ask_both(conn, house, case, action)
        case do.AskKnownAddress():
            linking.ask_known_address(conn, house, case, action)
        case do.LinkAnswer():
            linking.link_answer(conn, house, case, action)
        case do.NoteBounce():
            addresses.note_bounce(conn, house, case, action)
        case do.RetireAddress():
            addresses.retire_address(conn, house, case, action)
        case do.ChangeContact():
            addresses.change_contact(conn, house, case, action)
        case do.RecordSubmission():
            arrivals.record_submission(conn, house, case, action)
        case do.MarkDone():
            arrivals.mark_done(conn, house, case, action)
        case do.SupersedeSubmission():
            arrivals.supersede_submission(conn, house, case, action)
        case do.Relay():
            arrivals.relay(conn, house, case, action)
        case do.Acknowledge():
            arrivals.acknowledge(conn, house, case, action)
        case do.GrantExtension():
            work.grant_extension(conn, house, case, action)
        case do.ProposeExtension():
            work.propose_extension(conn, house, case, action)
        case do.MoveNudge():
            work.move_nudge(conn, house, case, action)
        case do.SendMail():
            work.send_mail(conn, house, case, action)
        case do.NoteAlive():
            silence.note_alive(conn, house, case, action)
        case do.NoteAway():
            absences.note_away(conn, house, case, action)
        case do.Pause():
            absences.pause(conn, house, case, action)
        case do.StopMail():
            leaving.stop_mail(conn, house, case, action)
        case do.Withdraw():
            leaving.withdraw(conn, house, case, action)
        case do.OfferChoices():
            silence.offer_choices(conn, house, case, action)
        case do.AskQuietPerson():
            silence.ask_quiet_person(conn, house, case, action)
        case do.NoteQuietBuddy():
            jilted.note_quiet_buddy(conn, house, case, action)
        case do.ProposeRematch():
            rematches.propose_rematch(conn, house, case, action)
        case do.CancelRematch():
            jilted.cancel_rematch(conn, house, case, action)
        case do.RecordChoice():
            short_answers.record_choice(conn, house, case, action)
        case do.RecordDay():
            short_answers.record_day(conn, house, case, action)
        case do.Reveal():
            arrivals.reveal(conn, house, case, action)
        case do.TellBuddy():
            absences.tell_buddies(conn, house, case, action)
        case do.OpenQuestion():
            questions.open_question(conn, house, case, action)
        case do.AnswerQuestion():
            known_answers.answer_question(conn, house, case, action)
        case do.SuggestFaq():
            kept_answers.suggest(conn, house, case, action)
        case do.CloseQuestion():
            questions.close_question(conn, house, case, action)
        case do.AskSender(assignment=int()):
            arrivals.ask_about_work(conn, house, case, action)
        case do.AskSender(mail=MailId.P15):
            whose.ask_who_wrote(conn, house, case)
        case do.AskSender(event=int()):
            meeting.ask(conn, house, case, action)
        case do.AskSender():
            questions.ask_sender(conn, house, case, action)
        case do.AskCoordinator(matter=do.Matter.STAND_IN):
            stand_ins.want_stand_in(conn, house, case, action)
        case do.AskCoordinator():
            copies.ask(conn, house, case, action)
        case do.TellCoordinator():
            questions.tell_coordinator(conn, house, case, action)
        case do.TellLeadUrgently():
            questions.tell_lead_urgently(conn, house, case, action)
        case do.StopAutomation():
            questions.stop_automation(conn, house, case, action)
        case do.SendSupport():
            questions.send_support(conn, house, case, action)
        case do.StartDataRequest():
            data_requests.start_data_request(conn, house, case, action)
        case do.StartErasure():
            data_requests.start_erasure(conn, house, case, action)
        case do.RecordPair():
            copies.record_introduction(conn, house, case, action)
        case do.ForgetText():
            questions.forget_text(conn, house, case, action)
        case do.RecordFeedback():
            remarks.record_feedback(conn, house, case, action)
        case do.RecordIdea():
            remarks.record_idea(conn, house, case, action)
        case do.RunCommand():
            commands.run_command(conn, house, case, action)
        case do.ConfirmCommand():
            commands.confirm_command(conn, house, case, action)
        case do.PreviewImport():
            importing.preview_import(conn, house, case, action)
        case do.Decide():
            decisions.decide(conn, house, case, action)
        case do.RecordRsvp():
            meeting.record_rsvp(conn, house, case, action)
        case do.NoteCopy():
            copies.note(conn, house, case, action)
        case do.Hold() | do.Ignore():
            pass  # the journal's line is all there is to it
        case _:
            assert_never(action)
