"""Competences are data: a code has a name, a later framework is one more file, and a slip is named."""

from pathlib import Path

import pytest

from mailbot.core.tasks import StageDefinition, StageKind, TaskDefinition
from mailbot.translate.bank import load_bank
from mailbot.translate.competences import BadFramework, load_competences, not_known

ROOT = Path(__file__).parents[2]
SHIPPED = {
    f"competences/{one.name}": one.read_text()
    for one in (ROOT / "rules" / "competences").glob("*.toml")
}
OWN = """code = "TLF"
name = "Trust leadership framework"
[[domain]]
number = 3
name = "Listening"
elements = ["asking twice"]
"""


def test_a_code_has_the_name_that_people_know() -> None:
    frameworks = load_competences(SHIPPED)

    assert frameworks.name("MLCF.2.2") == (
        "MLCF Working with others: building and maintaining relationships"
    )
    assert frameworks.name("mlcf.5") == "MLCF Setting direction"
    assert frameworks.name("LQF.3.5") == "LQF Delivering the service: collaborative working"


def test_the_five_domains_of_the_medical_framework_have_four_elements_each() -> None:
    frameworks = load_competences(SHIPPED)

    elements = [
        one for one in frameworks.competences if one.startswith("MLCF.") and one.count(".") == 2
    ]

    assert [
        f"MLCF.{domain}.{element}" for domain in range(1, 6) for element in range(1, 5)
    ] == elements


def test_a_framework_of_ones_own_is_one_more_file() -> None:
    frameworks = load_competences({**SHIPPED, "competences/own.toml": OWN})

    names = frameworks.in_order(["TLF.3.1", "MLCF.1.1", "tlf.3.1"])

    assert frameworks.names["TLF"] == "Trust leadership framework"
    assert set(names) == {
        "TLF Listening: asking twice",
        "MLCF Demonstrating personal qualities: developing self-awareness",
    }
    assert len(names) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (OWN.replace("code =", "cod ="), "cod is not known"),
        (OWN.replace('"TLF"', '"t l f"'), "code must be"),
        (OWN.replace("number = 3", 'number = "3"'), "domain Listening: number must be"),
        (OWN.replace('["asking twice"]', '"asking"'), "elements must be a list"),
        (OWN.split("[[")[0], "needs at least one [[domain]]"),
        (OWN.replace('"TLF"', '"MLCF"'), "code MLCF is that of another file"),
        ("code = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_name(wrong: str, said: str) -> None:
    with pytest.raises(BadFramework) as refused:
        load_competences({**SHIPPED, "competences/own.toml": wrong})

    assert str(refused.value).startswith("rules/competences/own.toml")
    assert said in str(refused.value)


def test_every_competence_of_the_shipped_tasks_is_in_a_framework() -> None:
    folder = ROOT / "templates" / "tasks"
    bank = load_bank(
        {f"{one.parent.name}/task.toml": one.read_text() for one in folder.glob("*/task.toml")}
    )
    frameworks = load_competences(SHIPPED)

    assert all(not frameworks.unknown_in(task) for task in bank.values())
    assert any(stage.competences for task in bank.values() for stage in task.stages)


def test_a_slip_in_a_code_is_found_and_the_nearest_code_offered() -> None:
    frameworks = load_competences(SHIPPED)
    stage = StageDefinition("letter", StageKind.LETTER, 10, "letter", competences=("MLFC.2.2",))
    task = TaskDefinition("own", 9, "Own", 10, (stage,))

    assert frameworks.unknown_in(task) == (("letter", "MLFC.2.2"),)
    assert '"MLCF.2.2" meant' in not_known("MLFC.2.2", frameworks)
