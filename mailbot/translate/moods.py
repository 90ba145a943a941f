"""Know by its words how a sentence is meant: as a question, as a thought, of the past, or as a joke."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Told:
    """A pattern for folded words, and the words of which one stands wherever it is found.

    A word with one of the `beginnings` will do as well.
    """

    words: frozenset[str]
    pattern: re.Pattern[str]
    beginnings: tuple[str, ...] = ()

    def stands_in(self, text: str, words: frozenset[str]) -> bool:
        """Say whether it is found; most sentences have none of the words, and are done with at once."""
        if self.words.isdisjoint(words) and not any(one in text for one in self.beginnings):
            return False
        return self.pattern.search(text) is not None


_ASKS = re.compile(
    r"(?!when (?:i am|i get|i have|i can|we are) )(?:and |so |but |also |ps |hi |sorry |quick question )*"
    r"(?:(?:what|when|where|why|how|which|who|whose)(?: (?:much|many|long|exactly|else|soon|often|far|big))?"
    r"(?: (?!i |we |you |he |she |they |it |this |that |my |the )[^ ]+)?"
    r" (?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|has|have|about|happens) "
    r"|(?:is|are|am|do|does|did|can|could|should|would|will|shall|may|has|have)"
    r" (?:i|we|you|it|they|he|she|the|this|that|there|my|our|your|anyone|anybody|buddy) )"
)
# "Is a Word document all right" has no pronoun and no question mark.
_ASKS_LEAVE = re.compile(
    r"(?:is|are|would|will|does|do) (?:a|an|the|my|our|any|one|two|\d+)? ?(?:[^ ]+ ){1,4}(?:ok|all right|fine|allowed|enough|acceptable|possible|count|too long|too short|too late|too much|needed|required) $"
)
# "My body is here and so is my letter" asks nothing.
_LIKEWISE = re.compile(
    r"so (?:is|am|are|was|were|do|does|did|have|has|will|can) (?:[^ ]+ ){1,2}(?:$|coming |too |and |but |on |in )"
)
_WONDERS = _Told(
    frozenset(["ask", "asking", "question", "query", "sure", "unsure", "clear", "unclear", "know"]),
    re.compile(
        r"(?:(?:(?:trying|like|want|wanted|need|meaning|meant|going) to ask|am asking|my question|my query|question is|query is) (?:[^ ]+ ){0,8}(?:if|whether|what|when|how|who|which|where|why) )|"
        r"(?:(?<!always )(?<!often )(?<!ever )wonder\w*|not sure|not clear|unsure|unclear|do not know|want\w* to know|like to know) "
        r"(?:[^ ]+ ){0,2}(?:if|whether|what|when|how|who|which|where|why) "
    ),
    ("wonder",),
)
_SUPPOSE = _Told(
    frozenset(
        [
            "if",
            "suppose",
            "supposing",
            "imagine",
            "case",
            "hypothetically",
            "theory",
            "pretend",
            "were",
            "though",
            "happens",
        ]
    ),
    re.compile(
        r"(?<![^ ])(?:if|suppose|supposing|imagine|in case|hypothetically|in theory|pretend|were i to|as if"
        r"|as though|what happens when) "
    ),
)
# "If that is all right" is manners, not a condition.
_POLITE_IF = re.compile(
    r"if (?:possible|i may|may i|i am honest|honest|ok|you do not mind|you like|poss|so|not|only|need|needed"
    r"|(?:that|it|this) is (?:ok|okay|all right|alright|fine|possible|not too)|you (?:can|could|would)"
    r"|there is any chance|at all|i can|i could|we can|we could) "
)
# "Would you mind if I ..." asks; it imagines nothing.
_ASKS_IF = (
    "mind", "ok", "okay", "fine", "all right", "possible", "grateful", "wonder", "wondering", "wondered", "appreciate it",
    "appreciated", "kind", "helpful", "great", "good", "lovely", "wonderful", "help", "cheeky", "awful", "disaster",
    "problem", "matter", "cheating", "rude", "asking", "ask", "acceptable", "brilliant", "amazing", "useful",
)  # fmt: skip
_PAST = _Told(
    frozenset(
        [
            "last",
            "ago",
            "when",
            "used",
            "back",
            "time",
            "days",
            "f1",
            "f2",
            "fy1",
            "fy2",
            "student",
            "first",
            "previous",
            "once",
        ]
    ),
    re.compile(
        r"(?<![^ ])(?:last (?:year|autumn|winter|spring|summer|job|rotation|placement)|(?:years|months|year) ago"
        r"|when i (?:was|did|had|started)|used to|back then|at the time|in those days|as an? (?:f1|f2|fy1|fy2|student)"
        r"|on my first|in my (?:first|last|previous)|once (?:had|worked|knew)|back in (?:the day|those|my|our|medical|med|school|university|uni|training|19\d\d|20[012]\d)) "
    ),
)
_JOKING = _Told(
    frozenset(
        [
            "nearly",
            "almost",
            "practically",
            "virtually",
            "joking",
            "joke",
            "kidding",
            "jk",
            "lol",
            "ha",
            "hehe",
            "teasing",
            "tongue",
        ]
    ),
    re.compile(
        r"(?<![^ ])(?:(?:nearly|almost|practically|virtually) (?:made|had|drove) (?:me|us)|joking|kidding|jk|joke|lol|haha\w*|ha ha|hehe|just teasing|tongue in cheek) "
    ),
    ("haha",),
)
# Who asks how it would be has not asked for it.
_HYPOTHETICAL = re.compile(
    r"(?<![^ ])(?:hypothetically|in principle|out of (?:curiosity|interest)|asking for a friend|if (?:that|this|it) (?:happens|happened|were to|did|ever)"
    r"|how (?:does|do|would) (?:it|that|this|things) work (?:if|when)|what (?:happens|would happen) (?:if|when)|what if|if (?:somebody|someone|one of us|two people|people|anybody|anyone|a person)) "
)


def is_question(text: str, words: frozenset[str], clauses: tuple[int, ...]) -> bool:
    """Say whether a sentence, or what follows a "but" or "so" in it, has the order of a question."""
    if _WONDERS.stands_in(text, words) or _ASKS.match(text) or _ASKS_LEAVE.match(text):
        return True
    return any(
        text.startswith(("but ", "so "), at)
        and _ASKS.match(text, at) is not None
        and _LIKEWISE.match(text, at) is None
        for at in clauses
    )


def is_of_the_past(text: str, words: frozenset[str]) -> bool:
    """Say whether a sentence tells of another time: "last year", "when I was an F1"."""
    return _PAST.stands_in(text, words)


def is_joke(text: str, words: frozenset[str]) -> bool:
    """Say whether a sentence says of itself that it is no earnest."""
    return _JOKING.stands_in(text, words)


def is_hypothetical(text: str) -> bool:
    """Say whether a question asks how it would be: who asks so has not asked for it."""
    return _HYPOTHETICAL.search(text) is not None


def supposed(
    text: str, words: frozenset[str], clauses: tuple[int, ...]
) -> Iterator[tuple[int, int]]:
    """Give the spans of a sentence that are only imagined, or a condition."""
    if _SUPPOSE.words.isdisjoint(words):
        return
    for match in _SUPPOSE.pattern.finditer(text):
        before = text[: match.start()].rstrip()
        if _POLITE_IF.match(text, match.start()) or before.endswith(_ASKS_IF):
            continue
        later = [offset for offset in clauses if offset > match.start() + 3]
        yield match.start(), later[0] if later else len(text)
