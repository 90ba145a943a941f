"""A signature is kept apart, and nothing that a person says goes with it."""

import pytest

from mailbot.translate.signatures import split_signature

NAMES = ("Sam Okafor", "sam.okafor")


def _split(text: str) -> tuple[str, str]:
    said, signature = split_signature(text.split("\n"), NAMES)
    return "\n".join(said), "\n".join(signature)


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Sent from my Wiko Ridge 4G",
        "Sent from Outlook for Android",
        "Get Outlook for iOS<https://o.example>",
        "Anfonwyd o'm ffôn",
        "Gesendet von meinem Handy",
        "> Sent via BlueMail",
        "Télécharger Outlook pour iOS",
        "Hent Outlook til Android<https://o.example>",
        "Odesláno z iPhonu",
        "Отправлено с iPhone",  # noqa: RUF001
        "Sent from Fastmail",
    ],
)
def test_what_a_device_adds_is_no_word_of_its_owner(footer: str) -> None:
    assert ("Yes please.", footer) == _split(f"Yes please.\n\n{footer}")


@pytest.mark.parametrize(
    "text",
    [
        "Sent from my desk, it is easier than my mobile phone.",
        "Sent from a quiet corner of the ward",
        "Anfonwyd o leiaf dri llythyr.",
        "Von meinem Chef habe ich viel gelernt.",
        "My Outlook on Android is broken",
        "Mail to my manager via the Android app",
        "Good.\n\nRegards,\nConfused of Hereford",
        "Good.\n\nYours sincerely\nA baffled registrar of Wye",
        "Thank you\n\nFriday 18 June",
        "Thanks\nMonday",
        "Thanks\nCase 2",
        "Cheers\nOption B",
        "Thank you very much.\n\n[DATE]\n\nThis comes after it.",
        "Love it",
        "Best option two",
        "Yours is better",
        "Hello\n\n- first point\n- and another",
        "Points:\n- Sleep\n- Tea",
        "Thanks!\n\n-Rota\n-Beds\n-Forms",
        "One sentence.\nThanks\n\nMonday\n\nCould I change buddies as well?",
    ],
)
def test_what_a_person_says_is_no_signature(text: str) -> None:
    assert (text, "") == _split(text)


@pytest.mark.parametrize(
    ("said", "closing"),
    [
        ("Fine by me.", "Best wishes\nSam"),
        ("Fine by me.", "Z powa\u017caniem,\nSam"),
        ("Fine by me.", "/Sammy"),
        ("Fine by me.", "- Sam Okafor"),
        ("Fine by me.\n\nThanks", "Dr Sam Okafor\nRegistrar, Renal unit\n0161 555 0123"),
        ("Fine by me.", "best wishes sam"),
    ],
)
def test_wishes_a_name_and_where_to_reach_them_are_a_signature(said: str, closing: str) -> None:
    assert (said, closing) == _split(f"{said}\n\n{closing}")


def test_a_signature_keeps_the_order_of_its_lines() -> None:
    closing = "Best wishes\nSam\n\n-- \nRenal unit\nSent from my iPhone"

    assert ("Fine.", closing) == _split(f"Fine.\n\n{closing}")


def test_what_follows_the_name_stays_without_the_name() -> None:
    said, signature = _split("Fine.\n\nThanks\nSam\n\nPS I can bring the rota.")

    assert "Fine.\n\nThanks\n\nPS I can bring the rota." == said
    assert "Sam" == signature


@pytest.mark.parametrize(
    "text", ["-- \n" * 30_000, "Thanks\n" * 30_000, "Aa Bb\n" * 30_000, "0161 555 0123 " * 15_000]
)
def test_a_flood_is_read_to_its_end(text: str) -> None:
    said, signature = _split(f"first words\n{text}\nlast words are these")

    assert "last words are these" in "\n".join((said, signature))
