"""The examples of docs/reading.md are such that somebody may copy them."""

import re

from mailbot.core.reading import IntentKind
from mailbot.translate.labels import read_label
from mailbot.translate.rules import load_rules

FILES = ("classify.toml", "vocabulary.toml")


def example(root, language):
    page = (root / "docs/reading.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.+?)```", page, re.DOTALL)[0]


def test_the_rule_of_the_page_can_be_added_to_ours(root):
    rules = {name: (root / "rules" / name).read_text(encoding="utf-8") for name in FILES}

    rules["classify.toml"] += f"\n{example(root, 'toml')}"

    load_rules(rules)


def test_the_label_of_the_page_is_a_label(root):
    label = read_label("later.json", example(root, "json")).label

    assert [IntentKind.EXTENSION] == [one.kind for one in label.intents]


def test_every_key_of_a_label_is_on_the_page(root):
    label = read_label("later.json", example(root, "json"))
    page = (root / "docs/reading.md").read_text(encoding="utf-8")

    assert label.scene
    for key in (
        "intents",
        "also",
        "outcome",
        "words",
        "would",
        "never",
        "scene",
        "client",
        "about",
    ):
        assert f"`{key}`" in page
