"""Say in a few words what is done about a mail: without a name, an address or anybody's words."""

from collections.abc import Mapping, Sequence

from mailbot.core import actions as do

# What goes without saying in the reason of a mail: the journal has a line of its own for each action.
UNSAID = (do.NoteAlive, do.MarkDone, do.Acknowledge, do.Reveal, do.Ignore)

WORDS: Mapping[type[do.Action], str] = {
    do.Register: "registered",
    do.AskDetails: "asked for what is missing",
    do.UpdateRegistration: "their details are kept",
    do.JoinWaitingList: "on the list for a buddy",
    do.RecordPair: "the pair is kept",
    do.ChangeContact: "new contact details kept",
    do.AskKnownAddress: "asked at the address on file",
    do.LinkAnswer: "their word about the other address is kept",
    do.NoteBounce: "the bounce is kept",
    do.RetireAddress: "nothing goes to that address any more",
    do.StopMail: "nothing unasked goes to them",
    do.Withdraw: "taken off the scheme",
    do.StartDataRequest: "the clock of a data request runs",
    do.StartErasure: "the clock of an erasure runs",
    do.RecordSubmission: "work recorded",
    do.SupersedeSubmission: "it stands for what they sent before",
    do.Relay: "goes to the buddy",
    do.RecordDay: "day recorded",
    do.GrantExtension: "more time given",
    do.ProposeExtension: "more time is for a coordinator to give",
    do.MoveNudge: "nudge moved",
    do.RecordRsvp: "their answer to the invitation is kept",
    do.RecordFeedback: "feedback kept",
    do.RecordIdea: "idea kept",
    do.NoteAway: "away until they are back",
    do.Pause: "resting",
    do.NoteQuietBuddy: "the silent buddy is looked at",
    do.AskQuietPerson: "asked whether they are all right",
    do.OfferChoices: "choices put to them",
    do.RecordChoice: "choice recorded",
    do.ProposeRematch: "a new buddy is looked for",
    do.CancelRematch: "no new buddy is looked for",
    do.TellBuddy: "the buddy hears of it",
    do.OpenQuestion: "question goes to a coordinator",
    do.AnswerQuestion: "answered from the scheme's own answers, after a grace",
    do.SuggestFaq: "the answer may be kept for the next who asks",
    do.CloseQuestion: "question closed",
    do.AskSender: "answered with what we lack",
    do.AskCoordinator: "put before a coordinator",
    do.TellCoordinator: "put before a coordinator",
    do.TellLeadUrgently: "the lead is told at once",
    do.NoteCopy: "copy noted",
    do.RunCommand: "command done",
    do.ConfirmCommand: "command waits for a yes",
    do.PreviewImport: "the list waits for an OK",
    do.Decide: "decisions carried out",
    do.Hold: "kept back",
    do.ForgetText: "what it says is dropped",
    do.SendMail: "answered",
    do.SendSupport: "support lines or contacts sent",
    do.StopAutomation: "automatic mail to them stops",
}


def in_words(actions: Sequence[do.Action]) -> str:
    """Say what the actions come to, each thing once and in their order; empty for nothing to tell."""
    told = [one for one in actions if not isinstance(one, UNSAID) or _is_delivered(one)]
    relayed = any(isinstance(one, do.Relay) or _is_delivered(one) for one in told)
    said = [_said(one, relayed=relayed) for one in told]
    return "; ".join(dict.fromkeys(said))


def _is_delivered(action: do.Action) -> bool:
    return isinstance(action, do.Reveal) and action.delivered


def _said(action: do.Action, *, relayed: bool) -> str:
    match action:
        case do.RecordSubmission() if relayed:
            return "letter recorded"
        case do.Reveal(delivered=True):
            return "the buddy has it already"
        case _:
            return WORDS.get(type(action)) or do.action_name(action).replace("_", " ")
