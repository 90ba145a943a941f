"""Read what people pass on: their own mail inside a forward is theirs, and a forward is never called empty."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mailbot.core.mail import Address, ParsedMail
from mailbot.core.reading import Intent, IntentKind, Reading
from mailbot.translate.folding import fold
from mailbot.translate.words import OwnWords, own_words


def with_own_mail(
    words: OwnWords, mail: ParsedMail, addresses: Collection[str], sent: Sequence[str] = ()
) -> OwnWords:
    """Add what somebody passes on of their own, as a letter sent on from another of their mailboxes.

    Theirs is what came from one of `addresses` or the address they write from, or under their whole name.
    What others wrote stays apart in `forwarded`: nobody speaks for somebody else.
    """
    inside = words.forwarded
    if inside is None or inside.sender is None or not mail.senders:
        return words
    writer = mail.senders[0]
    if inside.sender.address not in {*addresses, writer.address} and not _same_name(
        inside.sender, writer
    ):
        return words
    alone = replace(mail, text=inside.text, html="", subject=inside.subject, attached_messages=())
    own = own_words(alone, sent)
    return replace(
        words,
        text=f"{words.text}\n\n{own.text}".strip(),
        signature=words.signature or own.signature,
        compared=words.compared or own.compared,
    )


def never_empty(reading: Reading, words: OwnWords) -> Reading:
    """Put a mail that was passed on without a word before a person, who sees what was passed on."""
    inside = words.forwarded
    blank = [one.kind for one in reading.intents] == [IntentKind.BLANK]
    if inside is None or not blank or not inside.whole:
        return reading
    found = Intent(
        IntentKind.OTHER, 0.9, ("it is a mail of somebody else, passed on without a word",)
    )
    return replace(reading, words=inside.whole, intents=(found,))


def _same_name(one: Address, other: Address) -> bool:
    names = fold(one.name).split()
    return len(names) > 1 and names == fold(other.name).split()
