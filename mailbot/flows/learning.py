"""Learn what coordinators said since the house was built: corrected mails and kept answers in the home."""

import json
import logging
from dataclasses import replace
from pathlib import Path

from mailbot.core.errors import Trouble
from mailbot.edges.collection import labels_in
from mailbot.edges.files import read_tree, shipped
from mailbot.flows.house import House
from mailbot.translate.corrections import Correction, corrections_of
from mailbot.translate.faq import FAQ, load_faq
from mailbot.translate.labels import read_label
from mailbot.translate.rules import Rules

log = logging.getLogger(__name__)
CASES = "cases"


def with_corrections(rules: Rules, cases: Path) -> Rules:
    """Give the rules with all corrections of a folder of cases; raises BadDocument for a bad label."""
    found = [read_label(f"{CASES}/{name}.json", text, name) for name, text in labels_in(cases)]
    said = (one.corrected for one in found if one.corrected is not None)
    return replace(rules, corrections=corrections_of(said))


def up_to_date(house: House) -> House:
    """Give the house with what was corrected or answered since it was built.

    A bad label or a bad faq.toml changes nothing.
    """
    try:
        rules = with_corrections(house.rules, house.cases)
        return replace(house, rules=replace(rules, faq=load_faq(faq_text(house))))
    except Trouble as trouble:
        log.warning("corrections and answers are left as they were: %s", trouble)
        return house


def faq_text(house: House) -> str:
    """Give the text of faq.toml: the home folder's own, else ours."""
    return read_tree(shipped("rules"), house.own_rules, suffix=FAQ)[FAQ]


def label_text(said: Correction, scene: str, words: str, also: tuple[str, ...]) -> str:
    """Write the label of a corrected mail."""
    wrong = said.instead_of.value if said.instead_of is not None else None
    label = ({"scene": scene} if scene else {}) | {
        "intents": [{"kind": said.kind.value}],
        "also": list(also),
        "words": words,
        "corrected": {
            "on": said.on.isoformat(),
            "by": said.by,
            "not": wrong,
            "mail": said.message_id,
            "sentences": list(said.sentences),
        },
    }
    return json.dumps(label, ensure_ascii=False, indent=2) + "\n"
