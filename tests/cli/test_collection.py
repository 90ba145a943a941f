"""The project's own labelled mails, in tests/mails/read: what they cover, and how they are read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mailbot.cli.evaluating import table
from mailbot.core.reading import IntentKind
from mailbot.core.scoring import Verdict, count
from mailbot.edges.collection import cases_below, collection_text
from mailbot.flows.evaluating import Evaluated, evaluate, labelled
from mailbot.translate.labels import read_collection

FOLDER = Path(__file__).resolve().parents[1] / "mails" / "read"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Evaluated]:
    """Every case, read with the rules as they are shipped."""
    folder = tmp_path_factory.mktemp("collection")
    scratch = folder / "scratch"
    scratch.mkdir()
    scheme = read_collection(*collection_text(FOLDER))
    return list(evaluate(folder, scheme, labelled(cases_below(FOLDER)), scratch))


def test_no_case_of_the_collection_breaks_its_format(found: Sequence[Evaluated]):
    assert {one.name for one in cases_below(FOLDER)} == {one.case.name for one in found}


def test_every_kind_of_mail_has_a_case_that_must_be_read_as_it(found: Sequence[Evaluated]):
    expected = {one.kind for case in found for one in case.case.label.label.intents}

    assert set() == set(IntentKind) - expected


def test_nothing_in_the_collection_is_acted_on_wrongly(found: Sequence[Evaluated]):
    assert [] == [one.judged.name for one in found if one.judged.verdict is Verdict.WRONG]


def test_of_a_hundred_mails_ninety_five_are_read_right_without_help(found: Sequence[Evaluated]):
    assert count([one.judged for one in found]).percent(Verdict.RIGHT) >= 95


def test_the_page_about_reading_tells_the_scores_as_they_are(found: Sequence[Evaluated]):
    page = (FOLDER.parents[2] / "docs" / "reading.md").read_text("utf-8")

    told = page.partition("<!-- scores -->\n")[2].splitlines()

    assert list(table(found)) == told
