"""Judge whether a coordinator's answer may be kept for everybody: true for all, and true next month."""

import re

from mailbot.translate.asked import FEWEST_WORDS, asked_in
from mailbot.translate.faq import LONGEST_ANSWER_WORDS
from mailbot.translate.folding import fold
from mailbot.translate.sentences import sentences

FEWEST_ANSWER_WORDS = 2
_LONGEST_QUESTION = 30
# What is true of one person, or only this week, is no answer to the next who asks.
_ABOUT_SOMEBODY = re.compile(
    r"(?<![^ ])(?:buddy|partner|he|she|his|her|hers|him|they|i am|ill|sick|unwell|leave|pregnan\w*|maternity|paternity|baby|wedding|bereave\w*|funeral|died"
    r"|health|depress\w*|anxi\w*|stress\w*|disab\w*|dyslex\w*|surgery|operation|divorce\w*|complain\w*|complaint|bully\w*|bullied|safety"
    r"|private|privately|confidential|secret|between us|salary|anaddress|dear|sorry to hear) "
)
_FOR_NOW = re.compile(
    r"(?<![^ ])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|tues|weds|wed|thu|thur|thurs|fri"
    r"|january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    r"|today|tonight|tomorrow|yesterday|this (?:week|time|once|month)|next (?:week|time|month)|just this|only this|for now|at the moment|soon) "
)
_LONG_NUMBER = re.compile(r"\d{4,}|\d[ ]?(?:am|pm)\b|\d[:.]\d\d", re.IGNORECASE)


def question_to_keep(text: str, names: frozenset[str]) -> str:
    """Give the question as it may be kept, without greeting; empty where it is somebody's own.

    `names` are the names, in lower case, that must not stand in what is kept.
    """
    asked = " ".join(one.raw for one in sentences(text) if one.question)
    whole = asked_in(text).words
    if len(asked.split()) > _LONGEST_QUESTION or len(whole) < FEWEST_WORDS:
        return ""
    # Words beside the question may be what it turns on.
    alone = whole <= asked_in(asked).words
    return asked if alone and _is_for_all(asked, names) else ""


def answer_may_be_kept(text: str, names: frozenset[str]) -> bool:
    """Say whether an answer would be right for anybody who asks the same, at any time."""
    words = text.split()
    fits = FEWEST_ANSWER_WORDS <= len(words) <= LONGEST_ANSWER_WORDS
    return fits and "?" not in text and _is_for_all(text, names)


def _is_for_all(text: str, names: frozenset[str]) -> bool:
    folded = fold(text)
    named = names & set(folded.split())
    own = _ABOUT_SOMEBODY.search(folded) or _FOR_NOW.search(folded) or _LONG_NUMBER.search(text)
    return not named and own is None
