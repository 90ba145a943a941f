"""Find whom a coordinator's command names."""

import re

from mailbot.translate.contact import emails_in
from mailbot.translate.rules import Rules

_ABOUT_PEOPLE = frozenset(
    {
        "who",
        "pause",
        "resume",
        "rematch",
        "lift",
        "remove",
        "split",
        "match",
        "remind",
        "send",
        "extend",
        "handover",
        "portfolio",
    }
)  # fmt: skip
_STOP = re.compile(
    r"\s*(?:\b(?:until|till|til|from|for|to|by|on|because|as|off|out|over|with a|a new|another|someone|is|has|left|deadline|have|back|while|about|and tell|due|up to|who|that|needs?|wants?|gets?|at once|once|immediately|asap|can|may|could|should|would|shall|will|somebody|another|more)\b|[:;?!.]|\((?!\s?\+)|\s-\s|,?\s\b(?:he|she|they|we|i|you)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_NAME_WORDS = re.compile(r"[^\W\d_][\w'\u2019.-]*@?[\w.-]*", re.UNICODE)
_NO_NAMES = frozenset(
    [
        "task", "the", "a", "an", "is", "are", "for", "on", "me", "of", "up", "about", "mail",
        "mails", "email", "emails", "pair", "pairs", "and", "with", "to", "together",
        "everyone's", "please", "take", "put", "bring", "give", "find", "let", "new", "buddy",
        "hold", "off", "list", "him", "her", "them", "trio", "as", "in", "it", "that", "this", "us",
        "ok", "yes", "no", "know", "still", "bit", "longer", "nudge", "poke", "number", "address", "mobile", "phone",
        "deserves", "had", "been", "rest", "one", "two", "everything", "move", "push", "break", "somebody", "both", "also", "my", "his", "their", "again", "back", "up",
    ]
)  # fmt: skip
_JOINED = re.compile(r"\s*\(?(?:\+|&|,|/|\band\b|\bwith\b)\s*", re.IGNORECASE)
# "What do you know about Declan", "stop emailing Sam", "send a reminder to the late ones".
_LEAD_IN = re.compile(
    r"^(?:un-\w+|(?:don['\u2019]t|do not) \w+(?: to)?|no (?:more )?(?:e?mails?|nudges|reminders) (?:to|for)|(?:make|form|create|set up) (?:up )?a (?:trio|pair|three|group) (?:of|with|from)|what (?:is|['\u2019]s)|what['\u2019]s|what (?:do|have) (?:you|we) \w+ (?:about|on|of)|where (?:is|does)|how is|when did (?:we|you) last hear from|(?:tell|show) me (?:more |all )?about|stop \w+ing(?: to)?"
    r"|(?:stop|hold) (?:all |any |the |his |her |their )*(?:e?mails?|nudges|reminders) (?:to|for)"
    r"|(?:send|give) (?:a |an |the |out |some |another |gentle |quick |little )*(?:reminders?|nudges?|poke|prod|chasers?)(?: to)?"
    r"|(?:can|may|could|shall|is|has|have)|(?:find |get )?(?:a |an |the )?(?:new|another|different|fresh) (?:buddy|partner|match) for|find|look(?: up| for)?|lookup|who(?: is|['\u2019]?s)?)\s+",
    re.IGNORECASE,
)
# "Send Ana her portfolio", "send Ana's portfolio to her".
_PORTFOLIO = re.compile(
    r"(?:['\u2019]s?)?\s*(?:\b(?:his|her|their|the|own)\s+)*\b(?:e-?)?portfolios?\b(?:\s+to (?:him|her|them)\b)?",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"^(?:(?:for|of|about|on|up|to|the|with|over)\s+)+", re.IGNORECASE)
_TO = re.compile(r"\sto\s", re.IGNORECASE)
_OWNS = re.compile(r"['\u2019]s?$")


def named(verb: str, said: str, rules: Rules) -> tuple[str, ...]:
    """Give the people named: behind the verb, or where the sentence begins with them, in front."""
    if verb not in _ABOUT_PEOPLE:
        return ()
    if verb == "handover" and emails_in(said):
        return emails_in(said)
    if verb == "portfolio":
        said = _PORTFOLIO.sub(" ", said).strip()
    first, _, rest = _LEAD_IN.sub("", said).partition(" ")
    if verb == "match":
        rest = _TO.sub(" and ", rest)  # "introduce hugh to farida"
    # "Stragglers" is a way to say "late", and here it is whom it is about.
    is_verb = first.strip(".,:;!?").lower() in rules.verbs and (rest != "" or first == said)
    return names_in(_LITTLE.sub("", rest if is_verb else f"{first} {rest}"))


def names_in(said: str) -> tuple[str, ...]:
    """Give the names before the first word that begins something else, split where people join them."""
    text = _STOP.sub("", said.strip())
    names = []
    for part in _JOINED.split(text.strip(" ()")):
        words = [word for word in _NAME_WORDS.findall(part) if word.lower() not in _NO_NAMES]
        if words:
            names.append(_OWNS.sub("", " ".join(words)))
    return tuple(names)


def group_named(said: str) -> tuple[str, ...]:
    """Give the people or groups that a message goes to: "to the managers"."""
    return names_in(_LITTLE.sub("", said))
