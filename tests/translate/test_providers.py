"""What is known about mail providers is read strictly, and found by the domain of an address."""

import pytest

from mailbot.translate.providers import BadProvider, Provider, provider_of, read_providers

POST = """
[[provider]]
name = "Post"
domains = ["post.example"]
imap = "in.post.example:993"
smtp = "out.post.example:587"
per_day = 300
advice = "Ask for an app password."
"""


def test_an_entry_becomes_a_provider() -> None:
    expected = Provider(
        "Post",
        ("post.example",),
        "in.post.example:993",
        "out.post.example:587",
        "Ask for an app password.",
        per_day=300,
    )

    assert (expected,) == read_providers(POST)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("a@post.example", True),
        ("A@POST.example", True),
        ("a@north.post.example", True),
        ("a@bluepost.example", False),
        ("post.example@other.example", False),
    ],
)
def test_a_provider_is_found_by_its_domain_or_one_below_it(address: str, found: bool) -> None:
    assert found == (provider_of(address, read_providers(POST)) is not None)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("per_day =", "per_dya =", 'entry 1: there is no key "per_dya"'),
        ("300", "0", "entry 1: per_day must be a whole number of 1 or more"),
        ("300", "true", "entry 1: per_day must be a whole number of 1 or more"),
        ('["post.example"]', '"post.example"', "entry 1: domains must be a list of names"),
        ('name = "Post"', "", "entry 1: name must be text"),
        ("[[provider]]", "[provider]", "with double brackets"),
        ("=", "= =", "is not valid TOML"),
    ],
)
def test_an_entry_that_cannot_be_used_is_told(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadProvider) as caught:
        read_providers(POST.replace(old, new, 1))

    assert str(caught.value).startswith("rules/providers.toml")
    assert sentence in str(caught.value)
