"""rules/matching.toml and rules/places.toml are read strictly, and say what is wrong with them."""

import pytest

from mailbot.core.matching import Employer, MatchingRules
from mailbot.translate.matching_rules import BadMatchingRules, load_matching, load_places
from tests.core.matching_people import shipped_rules


def test_the_shipped_rules_know_every_kind_of_employer_on_the_shipped_map() -> None:
    rules = shipped_rules()

    kinds = {one.kind for one in rules.places.employers.values()}

    assert kinds <= rules.kinds.keys()
    assert len(rules.places.towns) > 250
    assert len(rules.places.employers) > 100


def test_a_file_that_says_nothing_leaves_the_points_as_they_are() -> None:
    assert MatchingRules() == load_matching("")


def test_numbers_kinds_and_levels_are_read() -> None:
    rules = load_matching(
        "[hard]\nrounds_apart = 5\n[points]\nnear = 7\nnear_miles = 9\n[rematch]\n"
        'breaking_a_pair = 2\n[kinds]\nsea = { say = "the sea", words = ["ship"] }\n'
        '[levels]\norder = [["a"], ["b", "c"]]\n'
    )

    assert (5, 7, 9, 2) == (
        rules.rounds_apart,
        rules.points.near,
        rules.near_miles,
        rules.breaking_a_pair,
    )
    assert "the sea" == rules.kinds["sea"].say
    assert (("a",), ("b", "c")) == rules.levels


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[points\n", "is not valid TOML"),
        ("points = 3\n", "[points] is not known"),
        ("[wishes]\n", "[wishes] is not known; use hard, points"),
        ("[points]\nsame_planet = 3\n", "[points] same_planet is not known"),
        ("[points]\nnear = -1\n", "[points] near must be a whole number from 0 to 1000"),
        ("[points]\nnear = true\n", "[points] near must be a whole number from 0 to 1000"),
        ("[points]\nnear_miles = 0\n", "[points] near_miles must be at least 1"),
        ("[hard]\nrounds_apart = 2000\n", "[hard] rounds_apart must be a whole number"),
        ('[fits]\npsychiatry = "x"\n', "[fits] psychiatry must be a list of texts"),
        ("[kinds]\nsea = 3\n", "[kinds] sea needs say and words"),
        ("[levels]\nranks = []\n", "[levels] ranks is not known"),
        ("[words]\nfront = []\n", "[words] front is not known"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_table_and_key(text: str, sentence: str) -> None:
    with pytest.raises(BadMatchingRules) as refused:
        load_matching(text)

    assert sentence in str(refused.value)
    assert str(refused.value).startswith("rules/matching.toml")


def test_an_employer_is_where_its_town_is() -> None:
    places = load_places(
        '[towns]\nDale = [53.5, -2.1]\n[employers]\n"Dale Royal" = ["acute", "Dale"]'
    )

    assert Employer("acute", (53.5, -2.1)) == places.employers["dale royal"]
    assert (53.5, -2.1) == places.find("Dale Royal", "") == places.find("", "DALE")
    assert places.find("Fenmoor", "Fen") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[towns]\nDale = [-2.1, 53.5]\n", "[towns] Dale needs its latitude and longitude"),
        ("[towns]\nDale = 53\n", "[towns] Dale needs its latitude and longitude"),
        ('[employers]\nDR = ["acute", "Dale"]\n', "[employers] DR needs its kind and a town"),
        ("[rivers]\n", "[rivers] is not known; use towns, employers"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_its_name(text: str, sentence: str) -> None:
    with pytest.raises(BadMatchingRules) as refused:
        load_places(text)

    assert sentence in str(refused.value)
