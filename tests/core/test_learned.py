"""When a round is over, and which words of people may stand in what everybody reads."""

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.core.learned import StageSoFar, is_over, leads_to_somebody, quotes_from, repeats
from mailbot.core.people import Role
from mailbot.core.remarks import Permission, Remark, RemarkKind

DUE = datetime(2027, 6, 18, 17, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = frozenset({"ana", "reyes", "wigan"})


def stages(*asked: int) -> list[StageSoFar]:
    return [StageSoFar(DUE + at * 7 * DAY, count) for at, count in enumerate(asked)]


@pytest.mark.parametrize(
    ("asked", "open_until", "now", "over"),
    [
        ((8, 8), None, DUE - DAY, True),  # all have done all of it before its time
        ((8, 6), None, DUE, False),  # more may be asked for the second step
        ((8, 6), None, DUE + 7 * DAY, True),
        ((8, 6), DUE + 5 * DAY, DUE + 8 * DAY, False),  # somebody still has time, or is late
        ((8, 6), DUE + 5 * DAY, DUE + 20 * DAY, True),  # nobody is waited for for ever
        ((0, 0), None, DUE + 30 * DAY, False),
    ],
)
def test_a_round_is_over_when_it_has_run_its_course(
    asked: tuple[int, int], open_until: datetime | None, now: datetime, over: bool
) -> None:
    assert over == is_over(stages(*asked), open_until, now)


@pytest.mark.parametrize(
    "words",
    [
        "Ana taught me to ring first",
        "I'll walk over to Wigan more often",
        "Listen to Dr Rao before you plan",
        "I'll ring extension 4012 instead",
        "We should all be more like Gareth",
    ],
)
def test_words_that_may_lead_to_somebody_are_no_quote(words: str) -> None:
    assert leads_to_somebody(words, NAMES)


@pytest.mark.parametrize(
    "words", ["I'll ask the NHS trust on Monday.", "Managers care. I didn't know.", "Ring at ten"]
)
def test_plain_words_lead_to_nobody(words: str) -> None:
    assert not leads_to_somebody(words, NAMES)


def test_a_quote_is_permitted_short_and_without_a_role_that_few_have() -> None:
    def said(number: int, text: str, role: Role, permission: Permission) -> Remark:
        kind = RemarkKind.FEEDBACK
        return Remark(number, number, None, kind, "letters", role, text, DUE, permission)

    remarks = [
        said(1, "Ask who owns the form first.", Role.CLINICIAN, Permission.COHORT),
        said(2, "Ask who owns the form first.", Role.GENERAL_MANAGER, Permission.ANYWHERE),
        said(3, "Ask who owns the form first.", Role.CLINICIAN, Permission.NO),
        said(4, f"I will ring first. {'And so on ' * 20}", Role.CLINICIAN, Permission.COHORT),
        said(5, "Great", Role.CLINICIAN, Permission.COHORT),
    ]

    found = quotes_from(remarks, [Role.CLINICIAN], NAMES)

    assert [(1, Role.CLINICIAN), (2, Role.UNKNOWN), (4, Role.CLINICIAN)] == [
        (one.number, one.role) for one in found
    ]
    assert "I will ring first." == found[2].words


def test_a_text_repeats_somebody_where_six_of_their_words_stand_in_a_row() -> None:
    said = "I'll find out who owns the form before I fill it in"

    assert repeats("As one put it: find out who owns the form. Good.", said)
    assert not repeats("Find out who owns a form, and fill it in.", said)
    assert repeats("Visit the night ward, said one", "visit the night ward")
    assert not repeats("Thanks to all", "Thanks")
