"""Know the set phrases of automatic replies: of being away, of having left, and of being a machine."""

import re

# Subjects that only a responder writes: Exchange and Outlook in many languages, Notes, Yahoo.
_SUBJECT_SURE = re.compile(
    r"\W{0,2}(?:automatic reply|ateb awtomatig|automatische antwort|automatisch antwoord|r[ée]ponse automatique|respuesta autom[áa]tica"
    r"|risposta automatica|resposta autom[áa]tica|automatyczna odpowied[źz]|autosvar|automatisk svar|automatiskt svar|automaattinen vastaus|automatick[áa] odpov[eě][dď]"
    r"|out of office auto-?reply|abwesenheitsnotiz|abwesenheitsmeldung|ymateb awtomatig)\W{0,2}[:\uff1a]"
    r"|\W{0,2}auto: .{1,120}\bis (?:out|away|on|not)\b",
    re.IGNORECASE,
)
_SUBJECT_LIKELY = re.compile(
    r"\W{0,3}(?:(?:re|aw|sv): ?)?(?:\[?auto(?:matic|mated)?[ -]?(?:reply|response|responder|answer)|auto: |out of (?:the )?office|ooo\b|o\.o\.o|away(?: from| until| till|:)|back (?:on|in)|on (?:annual |maternity |study |sick )?leave"
    r"|annual leave|vacation|holiday|absen(?:ce|t)|i am (?:currently )?(?:away|out|on)|i(?:['\u2019]m| am) (?:away|on leave)|not in the office|allan o.r swyddfa|yahoo! auto)|.{0,200}\((?:out of (?:the )?office|auto-?reply)\)\s*$",
    re.IGNORECASE,
)
_SUBJECT_ONLY = re.compile(
    r"\W{0,3}(?:i(?:['\u2019]?m| am) )?(?:currently )?(?:out of (?:the )?office|ooo|away(?: from (?:the office|my desk|work))?|(?:on )?(?:annual |study |sick |maternity )?leave)"
    r"(?:\W{1,4}(?:(?:until|till|til|back|returning|return|from|to|w/c)\b.{0,60}|[\d/. -]{1,30}))?\W{0,3}",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|(?:on|taking) (?:\w{1,12} )?(?:annual |maternity |paternity |parental |adoption |carer['\u2019]?s |study |sick |special |unpaid |compassionate )?leave|away from (?:the office|my desk|work|my e-?mails?)"
    r"|(?:am|i[\u2019']m|be|is) (?:currently |now |still )?(?:away|off (?:sick|work|on|until|till|til|for|today)|on (?:holiday|vacation|nights|secondment|a/l|strike|a course|a conference|my)|out (?:until|till|from|today|this)|unavailable|not (?:available|in|at) ?(?:the office|work|until|till|today)?)"
    r"|(?:annual|maternity|study|sick|parental) leave|\ba/l\b|\booo\b|on (?:my )?(?:holidays?|hols|vacation)|not (?:currently )?(?:checking|reading|monitoring) (?:my |this )?(?:e-?mails?|inbox)"
    r"|limited access to (?:my )?e-?mails?|non[- ]working days?|(?:do not|don[\u2019']t|only) work (?:on )?(?:mon|tue|wed|thu|fri)|(?:back|return(?:ing)?) (?:in|at|to) (?:the office|work|my desk)|(?:the )?office is (?:now )?closed"
    r"|allan o[\u2019']r swyddfa|ar (?:fy )?(?:ng)?wyliau|nicht im (?:büro|haus)|absent du bureau|(?:until|upon|on) my return|leave[.:;,] (?:back|return))",
    re.IGNORECASE,
)
_FORMULAS = re.compile(
    r"\b(?:thank(?:s| you) for (?:your )?(?:e-?mail|message|contacting|getting in touch)|for (?:any )?urgent|if (?:your (?:query|enquiry|message|e-?mail|matter)|it|this|the matter) is urgent|in (?:my|his|her) absence|(?:limited|no|without) access to (?:my )?e-?mail"
    r"|(?:will|shall|[\u2019']ll) (?:respond|reply|answer|get back|deal)[^.\n]{0,60}(?:return|back|soon as)|please (?:contact|call|bleep|e-?mail|ring)|on my return|diolch am (?:eich|dy) (?:e-?bost|neges))",
    re.IGNORECASE,
)
_CONFESSES = re.compile(
    r"\b(?:this is an? (?:auto(?:mated|matic(?:ally generated)?)|auto[- ]?(?:reply|response))|auto(?:mated|matic) (?:reply|response|message|e-?mail)|automatically generated|(?:do not|don[\u2019']t) reply to this (?:e-?mail|message)|neges awtomatig)",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"\W{0,5}(?:(?:hi|hello|dear|good)\b[^\n]{0,60}\n+\s{0,9})?(?:many )?thank(?:s| you) for (?:your )?(?:e-?mail|message)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?P<who>(?:i|he|she|they|(?:dr|mr|mrs|ms|miss|prof)\.? [\w'-]{1,40}(?: [\w'-]{1,40})?|[A-Z][\w'-]{1,40}) (?:have |has |[\u2019']ve |[\u2019']s )?(?:now |since |recently |just |sadly )?(?:left (?:the |this |our |my )?(?:trust|organi[sz]ation|hospital|nhs|company|employment|post|job|health board|practice|department|role|team)"
    r"|left (?=(?-i:[A-Z]))(?!a\b)|left(?=[.,;!]|$)|retired\b|changed (?:trusts?|jobs?|hospitals?|employers?)\b|finished (?:my|her|his|their) (?:rotation|placement|post|job|contract|training)|(?:moved|rotated) (?:on )?to (?!a new role))"
    r"|(?:i|he|she|they|[A-Z][\w'-]{1,40}) (?:(?:am|is|are) )?no longer (?:work(?:s|ing)?|employed|based|with|at)\b(?! on\b| (?:mon|tue|wed|thu|fri|sat|sun))"
    r"|(?:my|this|the) (?:placement|rotation|contract|post|secondment)(?: here| at [\w' -]{1,40})? (?:has (?:now )?|is now |)(?:ended|finished|come to an end)"
    r"|(?:this|my) (?:e-?mail(?: address| account)?|mailbox|account|address|inbox) (?:is|has been|will be|will) (?:now )?(?:no longer (?:be )?(?:in use|monitored|active|valid|used|checked)|closed|deactivated|disabled|not (?:be )?(?:monitored|checked|used))"
    r"|my last (?:working )?day (?:here |in post |at work )?was\b|(?:e-?mail )?account closed\b|(?:person|user|colleague) (?:that |whom |who )?you (?:are trying|tried|want) to (?:reach|contact|e-?mail) has left\b|(?:my |please (?:use|note) my )?new e-?mail address is\b|my e-?mail(?: address)? has changed)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:same|this) e-?mail(?: address)? (?:still|will still|remains|is unchanged)|e-?mail (?:address )?(?:stays|remains|is) the same",
    re.IGNORECASE,
)
# Somebody tells it of themselves, and does not speak of the thing: "out of office messages are dull".
_TOLD = re.compile(
    r"\b(?:i am|i['\u2019]m|i (?:will|shall) be|i['\u2019]ll be|we are|(?:he|she|(?-i:(?!It\b|This\b|That\b|There\b)[A-Z][\w'-]{1,40})) is(?: now| currently)?)\b"
    r"|(?:^|[.!:;\n] ?)(?:currently |now |sorry,? )?(?:out of (?:the )?office|ooo|on (?:\w{1,12} )?leave|(?:annual|study|maternity) leave|away|not in|a/l)\b(?! (?:messages?|replies|reply|policy|days?|rota)\b)"
    r"|rwyf|byddaf|\bich bin|\bje suis|(?:the )?office is",
    re.IGNORECASE,
)
# A machine knows neither our names nor our tasks, and asks nothing.
_TO_US = re.compile(
    r"^\W{0,5}(?:hi|hello|hey|dear|morning|good (?:morning|afternoon|evening))[ ,]{1,2}(?!(?:all|there|both|colleagues?|sender|sir|madam|everyone|everybody|team|folks|you|thank|thanks|many|i|this)\b)[a-z][\w'-]{1,30}\b\s?[,.!\u2013-]?"
    r"|\?(?:\s|$)|\b(?:my|the|this|our|your) (?:letter|task|buddy|stage|deadline|diary|case)\b|\bbuddy\b|\bextension\b|\battached\b",
    re.IGNORECASE,
)
_BACK_AGAIN = re.compile(
    r"\b(?:be back|am back|back (?:on|in|at)|return(?:ing|s)?|away|on leave)\b", re.IGNORECASE
)
_MINE = ("i ", "i'", "i\u2019", "my ", "this ", "please", "new ")
# Only a text with one of these can be an away message by its words alone.
_CONFESSIONS = (
    "automated ", "automatic ", "automatically generated", "auto-reply", "auto reply", "autoreply",
    "auto-response", "auto response", "not reply to this", "'t reply to this", "\u2019t reply to this",
    "awtomatig",
)  # fmt: skip
# What the beginnings of all of them have in common.
_CONFESS = ("auto", "reply to this", "awtomatig")
_ABSENCES = ("away", "leave", "office", "holiday", "vacation", "absen", "swyddfa", "left", "longer")
_GREETED = 600
_FIRST = 2000
_SHORT_WORDS = 200


def is_responders_subject(subject: str) -> bool:
    """Say whether only a responder begins a subject so."""
    return bool(_SUBJECT_SURE.match(subject))


def is_away_subject(subject: str) -> bool:
    """Say whether a subject speaks of being away; people write such subjects too."""
    return bool(_SUBJECT_LIKELY.match(subject))


def is_away_notice(subject: str) -> bool:
    """Say whether a subject says that its writer is away, perhaps until when, and nothing else."""
    return bool(_SUBJECT_ONLY.fullmatch(subject))


def says_away(words: str) -> bool:
    """Say whether somebody tells that they are not there."""
    return bool(_AWAY.search(words))


def says_back(words: str) -> bool:
    """Say whether somebody tells that they come back; a machine that only promises an answer does not."""
    return bool(_BACK_AGAIN.search(words))


def tells_of_being_away(words: str) -> bool:
    """Say whether somebody tells of their own absence, to nobody in particular.

    Without a header of a responder this is all that tells an automatic reply from a person who
    writes to us that, or about how, people are away.
    """
    return bool(_AWAY.search(words) and _TOLD.search(words)) and not _TO_US.search(words)


def says_left(words: str, *, back: bool) -> bool:
    """Say whether the writer has gone from this address for good.

    `back` is true where they name a day of return: then only what they say of themselves counts,
    and not that a colleague has left.
    """
    found = _LEFT.search(words)
    if found is None or _STAYS.search(words):
        return False
    return not back or found.group().lower().startswith(_MINE)


def confesses(words: str) -> bool:
    """Say whether a short text calls itself automatic."""
    return bool(_CONFESSES.search(words[:_FIRST])) and len(words.split()) < _SHORT_WORDS


def formulas_in(words: str) -> int:
    """Count the different set phrases of away messages."""
    return len({found.lower() for found in _FORMULAS.findall(words)})


def opens_formally(words: str) -> bool:
    """Say whether a text begins by thanking for a mail, as away messages do."""
    return bool(_FORMAL.match(words))


def may_be_by_words(text: str) -> bool:
    """Say whether a text could be an automatic reply by its words alone: a look that costs little."""
    lowered = text.lower()
    if any(one in lowered for one in _CONFESS) and any(one in lowered for one in _CONFESSIONS):
        return bool(_CONFESSES.search(text[:_FIRST]))
    start = lowered[:_GREETED]
    thanks = "thank" in start and any(one in start for one in ("email", "e-mail", "message"))
    return thanks and any(one in lowered for one in _ABSENCES)
