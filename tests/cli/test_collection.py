"""The project's own labelled mails, in tests/mails/read, are read as they should be."""

from collections.abc import Sequence
from pathlib import Path

import pytest

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
