"""Tell a coordinator's own text for a draft from a word about it (F11)."""

import re

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, SenderKind
from mailbot.translate.task_changes import changes_in, swaps_in

YOUR_TEXT = "your text"
# Fewer words are an answer: "ok, looks lovely, please send it".
_FEWEST = 16
# Who says what is to be changed has not said how the text should read.
_SAYS_WHAT_TO_CHANGE = re.compile(
    r"\W*(?:(?:hi|hello|thanks|thank you|ok|okay|yes|no|great|lovely|fine|good|nearly|almost|but|and|just|could you|can you|would you|will you|please|pls|i['\u2019]d|let['\u2019]s)\b[\s,.!:-]*)*"
    r"\b(?:take|leave|remove|delete|drop|cut|add|put|change|replace|make|shorten|swap|move|include|mention|use)\b",
    re.IGNORECASE,
)
_LONG = 60


def is_about_draft(facts: Facts) -> bool:
    """Say whether a coordinator answers a mail of ours that takes a text of their own."""
    answered = facts.answered
    theirs = facts.sender.kind is SenderKind.COORDINATOR
    return theirs and answered is not None and YOUR_TEXT in answered.offers


def text_for_draft(words: str, facts: Facts) -> str:
    """Give the text that is to stand in the place of a draft; empty where the words only speak of it."""
    answered = facts.answered
    if answered is None or not is_about_draft(facts) or not answered.number:
        return ""
    if answered.mail is MailId.N05:
        return ""  # what is said below an order that was restated is read apart
    count = len(words.split())
    if count < _FEWEST or says_what_to_change(words):
        return ""
    return words.strip()


def says_what_to_change(words: str) -> bool:
    """Say whether somebody tells what should be different, and not how the text should read."""
    return len(words.split()) < _LONG and _SAYS_WHAT_TO_CHANGE.match(words) is not None


def change_of_draft(words: str, facts: Facts) -> str:
    """Give small changes to a draft ("make it 15 minutes", "change Friday to Monday"); else nothing."""
    answered = facts.answered
    if answered is None or not is_about_draft(facts) or answered.mail is MailId.N05:
        return ""
    if answered.mail is not MailId.N08:
        return words.strip() if answered.number and swaps_in(words) else ""
    return words.strip() if changes_in(words) else ""
