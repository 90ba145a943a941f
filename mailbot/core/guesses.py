"""Guess which commands a coordinator may have meant, when what they wrote was none (F3)."""

import re
from difflib import SequenceMatcher

NOT_UNDERSTOOD = "I didn't understand that, so nothing was done."
# How each command is said, beside the words that people use for it.
SAID_AS = {
    "status": "status how stand progress update overview summary",
    "late": "late overdue behind owes missing outstanding",
    "waiting": "waiting queue free list unmatched",
    "pairs": "pairs buddies partners matches",
    "cohort": "cohort everyone contacts addresses spreadsheet export",
    "report": "report numbers figures statistics",
    "who sam": "who person details contact know",
    "match alex + priya": "match pair introduce together join",
    "split alex + priya": "split separate part unpair",
    "never match alex with priya": "never apart avoid block",
    "keep alex and priya together": "keep together always stay",
    "priya can take two": "take takes two second",
    "sam would like somebody in commissioning": "wish prefer rather somebody someone",
    "ask dr rao to be an expert": "expert invite",
    "double date task 2": "double together couples",
    "rematch sam": "rematch new buddy another partner",
    "pause sam to 3 sept": "pause break leave rest holiday",
    "remove sam": "remove delete withdraw off leaver",
    "extend task 1 to friday": "extend deadline longer later time postpone",
    "remind late": "remind nudge chase reminder",
    "send managers: your words": "send tell write email message managers clinicians everybody",
    "answer 14: your words": "answer reply respond question",
    "import, with the list attached": "import upload file csv list survey",
    "portfolio sam": "portfolio portfolios",
    "skip task 2 for sam": "skip omit leave",
    "start task 1 tuesday 8 june": "start launch begin open",
    "cancel task 1": "cancel scrap call",
    "event: drinks, thu 15 july 6.30pm": "event drinks dinner party meeting invite",
    "mailshot": "mailshot flyer recruit poster",
    "preview task 2": "preview proofread",
    "resume sam": "resume back restart return unpause",
    "14 mine": "mine claim",
    "feedback task 1": "feedback quotes comments said thought",
    "ideas": "ideas idea suggestions",
    "learning task 1": "learning lessons learned learnt summary",
    "quote 12 in the newsletter": "quote quoted newsletter permission",
    "restore": "restore undelete bin deleted",
    "trust": "trust asking approve unasked automatic",
    "undo": "undo back revert mistake wrong stop",
    "away 3-17 aug": "away holiday absent",
    "handover to jo@example.org": "handover hand over successor",
    "pause everything": "pause everything stop halt strike all",
}
_ENOUGH = 0.75
_MOST_WORDS = 60


def not_understood(words: str) -> str:
    """Give one line that says so and names the two nearest commands; nothing written is repeated."""
    said = re.findall(r"[a-z]{3,20}", words.casefold())[:_MOST_WORDS]
    scored = sorted(SAID_AS, key=lambda one: -_nearness(said, one))
    near = [one for one in scored[:2] if _nearness(said, one) >= _ENOUGH] or ["status", "late"]
    near += [one for one in ("status", "late") if one not in near]
    return (
        f'{NOT_UNDERSTOOD} Did you mean "{near[0]}" or "{near[1]}"? Or answer the digest by number.'
    )


def _nearness(said: list[str], command: str) -> float:
    known = SAID_AS[command].split()
    return max(
        (SequenceMatcher(None, one, word).ratio() for one in said for word in known), default=0.0
    )
