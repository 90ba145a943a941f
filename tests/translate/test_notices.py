"""What mail systems write around a mail goes, and what a person writes about the same things stays."""

import pytest

from mailbot.translate.notices import without_notices

BANNER = "CAUTION: This email originated from outside of the organisation. Do not click links unless you know the sender."
DISCLAIMER = (
    "This message may contain confidential information and is intended for the person named.\n"
    "If you are not the intended recipient please delete it and tell the sender."
)


def _kept(text: str) -> str:
    return "\n".join(without_notices(text.split("\n"))).strip()


@pytest.mark.parametrize(
    "text",
    [
        f"{BANNER}\n\nI met Priya.",
        f"********\n{BANNER}\n********\nI met Priya.",
        f"I met Priya.\n\n{DISCLAIMER}",
        "I met Priya.\n\nThis email is meant only for the person it names. If it has reached you by"
        " mistake please delete it. The Trust does not accept liability for the sender's views.",
        "I met Priya.\n\n********\nThis message may hold information that is confidential. If you were"
        " not meant to receive it, let the sender know and do not pass it on.\n********",
        f"I met Priya.\n\n********\n\n{DISCLAIMER}\n********",
        f"I met Priya.\n\nDisclaimer\n\n{DISCLAIMER}",
        f"[EXTERNAL]\nI met Priya.\n{DISCLAIMER}",
        "I met Priya.\n\nThis message may contain\nconfidential information and is\nintended for the person named.",
        "I met Priya.\n\nYou don't often get email from sam@ward.example. Learn why this is important",
    ],
)
def test_a_banner_and_a_disclaimer_go(text: str) -> None:
    assert "I met Priya." == _kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "Disclaimer\n\nI am not a good writer.",
        "Important\n\nRead this please",
        "Warning: I ramble.\n\nIt all began in May.",
        "This email is confidential.\n\nI am struggling and nobody listens.",
        "This email is confidential. Please do not disclose it to my consultant, who shouts at me.",
        "I am not sure that this message is intended for the person named, he left in May.",
        "The forms are confidential and the staff are cautious when opening links. I find that sad.",
    ],
)
def test_what_a_person_says_about_confidence_stays(text: str) -> None:
    assert text == _kept(text)


@pytest.mark.parametrize("said", ["I will do it Friday", "See www.ward.example/rota.pdf for it"])
def test_a_line_without_a_full_stop_above_a_disclaimer_stays(said: str) -> None:
    assert said == _kept(f"{said}\n{DISCLAIMER}")
    assert f"{said}, for all of you to look at and to use" == _kept(
        f"{said}, for all of you to look at and to use\n{DISCLAIMER}"
    )


@pytest.mark.parametrize(
    "text", ["confidential. " * 20_000, "if you are not " * 20_000, "!" * 200_000]
)
def test_a_flood_is_read_to_its_end(text: str) -> None:
    assert "I met Priya." in _kept(f"I met Priya.\n\n{text}")
