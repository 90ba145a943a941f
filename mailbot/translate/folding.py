"""Fold what people write to plain words in their full form, so that a phrase can be found in it."""

import re

TYPOGRAPHY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "`": "'"})
_WORD = re.compile(r"[^\W_]+(?:['@./+&][^\W_]+)*|[\U0001f44d\U0001f44c\u2705\U0001f64c\u2714]")
_WHOLE_WORDS = {
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not", "dont": "do not", "didnt": "did not", "doesnt": "does not", "isnt": "is not",
    "wasnt": "was not", "havent": "have not", "hasnt": "has not", "hadnt": "had not", "arent": "are not",
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "im": "i am", "ive": "i have",
    "thats": "that is", "whats": "what is", "theres": "there is", "whos": "who is", "wheres": "where is", "hows": "how is", "let's": "let us", "lets": "let us",
    "pls": "please", "plz": "please", "thx": "thanks", "thnx": "thanks", "thanx": "thanks", "ta": "thanks",
    "diolch": "thanks", "u": "you", "ur": "your", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "anymore": "any more", "e mail": "email", "emails": "emails", "till": "until",
    "til": "until", "'til": "until", "okay": "ok", "oki": "ok", "k": "ok", "kk": "ok", "yep": "yes",
    "yeah": "yes", "yup": "yes", "yea": "yes", "aye": "yes", "ye": "yes", "nope": "no", "nah": "no",
    "idk": "i do not know", "w/e": "weekend", "wkend": "weekend", "c/o": "care of", "alot": "a lot",
    "alright": "all right", "cos": "because", "coz": "because", "thur": "thursday", "hiya": "hi",
    "\U0001f44d": "thumbsup", "\U0001f44c": "thumbsup", "\u2705": "thumbsup", "\u2714": "thumbsup",
    "\U0001f64c": "thumbsup", "recieved": "received", "definately": "definitely", "unsub": "unsubscribe", "else's": "elses",
    "rlly": "really", "soz": "sorry", "sry": "sorry", "ppl": "people", "tmrw": "tomorrow",
    "tmr": "tomorrow", "wks": "weeks", "wk": "week", "hols": "holidays", "appt": "appointment",
}  # fmt: skip
_IS_SHORT = frozenset([
    "it", "that", "he", "she", "there", "what", "who", "how", "here", "where", "everything",
    "nothing", "when",
])  # fmt: skip
_SUFFIXES = {"n't": "not", "'m": "am", "'ve": "have", "'ll": "will", "'d": "would", "'re": "are"}


def fold(text: str, names: frozenset[str] = frozenset()) -> str:
    """Fold words to lower case and full forms, each with one space after it.

    A word of `names` (the buddy's names, in lower case) becomes the word "buddy", an email address
    the word "anaddress".
    """
    said: list[str] = []
    for written in _WORD.findall(text.translate(TYPOGRAPHY).lower()):
        for word in _full(written).split() if _is_short(written) else (written,):
            if word not in names:
                said.append(word)
            elif said[-1:] != ["buddy"]:
                said.append("buddy")
    said.append("")
    return " ".join(said)


def _is_short(word: str) -> bool:
    return "'" in word or "@" in word or word in _WHOLE_WORDS


def _full(word: str) -> str:  # noqa: PLR0911 - one return per case reads best here
    whole = _WHOLE_WORDS.get(word)
    if whole is not None:
        return whole
    if "@" in word:
        return "anaddress"
    if "'" not in word:
        return word
    for suffix, long in _SUFFIXES.items():
        if word.endswith(suffix):
            return f"{word[: -len(suffix)]} {long}"
    stem, _, tail = word.rpartition("'")
    if tail != "s":
        return word
    return f"{stem} is" if stem in _IS_SHORT or stem.endswith("day") else stem
