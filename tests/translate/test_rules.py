"""A slip in the rule files is answered with file, rule and word; a right rule is found in any form."""

import pytest

from mailbot.translate.folding import fold
from mailbot.translate.phrasebook import BadPhrase, compile_phrase
from mailbot.translate.rules import BadRule, load_rules
from mailbot.translate.sentences import Sentence, sentences
from tests.translate.readings import FOLDER

VOCABULARY = (FOLDER / "vocabulary.toml").read_text()
THRESHOLDS = "[thresholds]\nact = 0.75\nask = 0.4\nperson = 0.0\n[words]\n"
RULE = """
[[rule]]
name = "thanks/plain"
intent = "thanks"
weight = 0.8
example = "Thanks a lot"
phrases = ["thanks"]
"""


def loaded(classify: str, vocabulary: str = VOCABULARY) -> None:
    load_rules({"classify.toml": classify, "vocabulary.toml": vocabulary})


def test_a_small_rule_file_is_enough() -> None:
    loaded(THRESHOLDS + RULE)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (RULE.replace('"thanks"\n', '"thank"\n'), "'thank' is no intent; did you mean 'thanks'"),
        (RULE.replace("weight", "wieght"), "the unknown key 'wieght'; did you mean 'weight'"),
        (RULE.replace("0.8", "3.0"), "weight must lie between 0 and 1"),
        (RULE.replace("Thanks a lot", "Cheers"), "no phrase matches its example 'Cheers'"),
        (RULE.replace('["thanks"]', '["{gratitude}"]'), "the unknown set {gratitude}"),
        (RULE.replace('["thanks"]', '["* ..."]'), "holds no word"),
        (RULE.replace('["thanks"]', '["(thanks"]'), "a bracket without its other half"),
        (RULE + 'when = ["owse"]', "'owse' in when is no condition; did you mean 'owes'"),
        (RULE + RULE, "two rules called 'thanks/plain'"),
        (RULE.replace('["thanks"]', '"thanks"'), "a list of words in quotes is needed"),
        ('[[offer]]\nmail = "P99"\noption = "1"\nphrases = ["one"]', "there is no mail 'P99'"),
        ("[rule]\n", "with two brackets"),
        ("[[rule]\n", "is not valid TOML"),
    ],
)
def test_a_slip_is_named_with_its_file_and_rule(wrong: str, named: str) -> None:
    with pytest.raises(BadRule) as told:
        loaded(THRESHOLDS + wrong)

    assert "classify.toml" in str(told.value)
    assert named in str(told.value)
    assert told.value.exit_code == 2


def test_a_missing_rule_file_is_named() -> None:
    with pytest.raises(BadRule, match=r"classify\.toml is missing"):
        load_rules({"vocabulary.toml": VOCABULARY})


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('[[grades]]\nsay = "ST9"', "'grades' is no kind of word"),
        ('[[grade]]\nsay = "ST9"\nrole = "doctor"', "'ST9' has the role 'doctor'"),
        ('[[grade]]\nsays = "ST9"', "may have say, words and role only"),
        ("[town]\n", "needs names"),
    ],
)
def test_a_slip_in_the_vocabulary_is_named(wrong: str, named: str) -> None:
    with pytest.raises(BadRule) as told:
        loaded(THRESHOLDS + RULE, wrong)

    assert "vocabulary.toml" in str(told.value)
    assert named in str(told.value)


SETS = {"buddy": ("buddy", "my partner"), "gone": ("gone quiet", "vanish*")}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("not heard from {buddy}", "I haven't heard from my partner"),
        ("not heard from {buddy}", "havent heard from buddy"),
        ("{buddy} (has)? {gone}", "My partner has vanished"),
        ("heard * from", "heard not one word from"),
        ("sorry (so|very|really)* late", "sorry so very late"),
        ("^ stop $", "Stop!"),
        ("send (it|this) on _", "send it on Friday"),
        ("take_me off", "please take me off"),
    ],
)
def test_a_phrase_is_found_in_any_form(phrase: str, text: str) -> None:
    one = compile_phrase(phrase, SETS)

    assert one.pattern.search(fold(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("heard * from", "heard at the very last moment from"),
        ("^ stop $", "please stop"),
        ("stop", "stopping"),
        ("send it on _", "send it on"),
    ],
)
def test_a_phrase_is_not_found_where_it_does_not_stand(phrase: str, text: str) -> None:
    one = compile_phrase(phrase, SETS)

    assert one.pattern.search(fold(text)) is None


def test_every_word_that_leads_to_a_phrase_stands_in_what_it_finds() -> None:
    phrase = compile_phrase("{buddy} (has)? {gone}", SETS)

    said = fold("my partner has vanished")
    assert len(phrase.signposts) == 2
    assert all(any(word.rstrip("*") in said for word in one) for one in phrase.signposts)


def test_a_phrase_of_nothing_but_gaps_is_refused() -> None:
    with pytest.raises(BadPhrase):
        compile_phrase("* _", {})


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("I can\u2019t, Sam's late & I'm not", "i can not buddy late i am not "),
        ("Thursday's best", "thursday is best "),
        ("Sam Patel hasn't", "buddy has not "),
        ("write to ana@home.example pls", "write to anaddress please "),
        ("drop-out", "drop out "),
    ],
)
def test_words_are_folded_to_their_full_form(text: str, folded: str) -> None:
    assert fold(text, frozenset({"sam", "patel"})) == folded


def told(text: str) -> Sentence:
    return sentences(text)[0]


def test_what_is_denied_supposed_or_past_is_known_as_such() -> None:
    denied = told("I am not leaving")
    supposed = told("If I had to leave, who would write?")
    polite = told("If that's ok I would like to leave")

    assert denied.is_negated(denied.text.index("leaving"))
    assert supposed.is_supposed(supposed.text.index("leave"))
    assert not polite.is_supposed(polite.text.index("leave"))
    assert told("Last year I nearly left").past


def test_a_quotation_is_somebody_elses_words() -> None:
    one = told('My boss said "I want to leave the scheme" and laughed')

    assert "scheme" not in one.text


def test_wrapped_lines_are_one_sentence_and_short_lines_are_several() -> None:
    wrapped = "This line goes on until it is broken by the mail program here\nand ends."

    assert len(sentences(wrapped)) == 1
    assert len(sentences("Thanks\nAna")) == 2
