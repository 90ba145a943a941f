"""What somebody asks is answered from the scheme's own answers only where nothing else can be meant."""

import pytest

from mailbot.translate.asked import known_answer
from mailbot.translate.faq import Entry, load_faq, with_entry, without_entry
from mailbot.translate.keeping import answer_may_be_kept, question_to_keep
from mailbot.translate.rule_text import BadRule
from tests.translate.shipped import RULES_FAQ

ANY_TRUST = Entry(
    "own trust",
    "Any manager, any trust.",
    ("Does it have to be about a manager at my own trust?",),
)
ENTRIES = (*load_faq(RULES_FAQ), ANY_TRUST)


def answer_to(words: str, entries: tuple[Entry, ...] = ENTRIES) -> str:
    """Give the entry that answers for certain; in brackets the one that comes near."""
    found = known_answer(words, entries)
    if found is None:
        return ""
    return found.entry.name if found.certain else f"({found.entry.name})"


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("Hi Jo,\nCan I send my letter as a Word document?\nThanks, Sam", "files"),
        ("can i attach a pdf", "files"),
        ("Do I need to log in anywhere?", "no website"),
        ("Is there a website?", "no website"),
        ("Can I send a new version?", "newer version"),
        ("does it need to be a manager at my own trust? thx", "own trust"),
        ("Does it have to be about my own turst?", "own trust"),
    ],
)
def test_a_question_in_other_words_finds_its_answer(words: str, entry: str) -> None:
    found = answer_to(words)

    assert entry in {found, found.strip("()")}


@pytest.mark.parametrize(
    "words",
    [
        "Must it be a Word document?",
        "Can I send my letter on Friday as a Word document?",
        "Can I not attach a pdf?",
        "Can I change my letter? I'm off sick with my back.",
        "Can I correct my address?",
        "Can I change my buddy?",
        "Is there a website where I can see my buddy's letter?",
        "May it be a manager from another trust?",
        "Can I send it as 2 Word documents?",
        "Can I send my buddy's letter as a PDF?",
        "Can I send a letter?",
        "Why?",
        "",
    ],
)
def test_what_asks_for_more_or_for_something_else_is_never_answered(words: str) -> None:
    found = answer_to(words)

    assert found == "" or found.startswith("(")


def test_two_answers_that_come_near_are_no_answer() -> None:
    no = Entry("only word", "No, only PDF.", ("Can I send it as a Word file?",))

    assert "" == answer_to("Can I send it as a Word document?", (*ENTRIES, no))


def test_what_is_kept_is_read_back_and_taken_out_and_nothing_else_changes() -> None:
    kept = Entry("question 7", 'Say "yes"; it\'s\nfine.', ("May I?",), by="Jo", on="2026-01-02")

    written = with_entry(RULES_FAQ, kept)

    assert kept == load_faq(written)[-1]
    assert load_faq(RULES_FAQ) == load_faq(without_entry(written, "question 7"))
    assert RULES_FAQ.splitlines() == without_entry(written, "question 7").splitlines()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[entry]]\nname = 'a'\nquestions = ['b?']", "answer is missing"),
        ("[[entry]]\nname = 'a'\nanswer = 'b'\nquestion = ['b?']", "did you mean 'questions'"),
        ("[[entry]]\nname = 'a'\nanswer = 'b'\nquestions = []", "questions is missing"),
        ("[[entry]", "is not valid TOML"),
        (f"[[entry]]\nname = 'a'\nanswer = '{'long ' * 51}'\nquestions = ['b?']", "more than 50"),
    ],
)
def test_a_slip_in_the_file_is_named_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadRule, match=sentence):
        load_faq(text)


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        ("Hi Jo, does it have to be my own trust? Thanks", "Any trust will do.", True),
        ("Does it have to be my own trust?", "Any trust, but only this week.", False),
        ("Does it have to be my own trust?", "No, Priya, any will do.", False),
        ("Does it have to be my own trust?", "Ring me on 0161 4960 000 about it.", False),
        ("Does it have to be my own trust?", "Which trust had you in mind?", False),
        ("Does it have to be my own trust?", "No.", False),
        ("Could my buddy do it for me?", "Yes, either of you.", False),
        ("I'm off sick again. Does it have to be my own trust?", "Any trust will do.", False),
        ("Must it be my own trust? My boss is the story.", "Any trust will do.", False),
    ],
)
def test_only_what_is_true_for_everybody_and_for_long_may_be_kept(
    question: str, answer: str, kept: bool
) -> None:
    names = frozenset({"priya", "shah"})

    found = bool(question_to_keep(question, names)) and answer_may_be_kept(answer, names)

    assert kept is found
