"""Keyed addresses, references and Message-IDs: ours are read back, everybody else's are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.translate.tokens import REF_LIMIT, Token, Tokens, base32, message_id

BASE = "scheme@buddies.example"
KEY = b"a key that only this test knows"
TOKENS = Tokens(KEY, BASE)
numbers = st.integers(0, 2**40)
purposes = st.from_regex("[a-z]{1,12}", fullmatch=True)
# The shape that SpamAssassin calls MSGID_RANDY.
RANDY = re.compile(r"<[a-z\d][a-z\d\$-]{10,29}[a-z\d]@[a-z\d][a-z\d.]{3,12}[a-z\d]>")


@given(purposes, numbers)
def test_an_address_is_read_back_whatever_became_of_its_case(purpose: str, number: int) -> None:
    address = TOKENS.address(BASE, purpose, number)

    assert TOKENS.read(address) == Token(purpose, number)
    assert TOKENS.read(address.upper()) == Token(purpose, number)
    assert address == address.lower()
    assert len(address.partition("@")[0]) <= 64


@given(st.data(), purposes, numbers)
def test_an_address_with_one_sign_changed_is_nobodys(
    data: st.DataObject, purpose: str, number: int
) -> None:
    local, _, domain = TOKENS.address(BASE, purpose, number).partition("@")
    place = data.draw(st.integers(local.index("+"), len(local) - 1))
    sign = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz-+"))
    changed = f"{local[:place]}{sign}{local[place + 1 :]}@{domain}"

    assert TOKENS.read(changed) == (Token(purpose, number) if sign == local[place] else None)


def test_another_key_another_scheme_and_another_purpose_give_other_addresses() -> None:
    ours = TOKENS.address(BASE, "m", 7)

    assert Tokens(b"another key", BASE).read(ours) is None
    assert Tokens(KEY, "other@buddies.example").read(ours) is None
    assert TOKENS.read(ours.replace("+m0", "+u0")) is None
    assert TOKENS.read(ours.replace("+m0", "+m00")) is None


@given(st.text(max_size=200))
def test_any_other_text_is_no_address_of_ours(text: str) -> None:
    assert TOKENS.read(text) is None


@pytest.mark.parametrize(
    "address",
    [BASE, "scheme+m07@buddies.example", "", "İ+m07-0@x.test", "+" * 10_000, "a" * 99_999],
)
def test_an_address_without_a_proof_is_not_ours(address: str) -> None:
    assert TOKENS.read(address) is None


def test_an_address_that_would_be_too_long_and_a_purpose_with_digits_are_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        TOKENS.address(f"{'s' * 50}@buddies.example", "m", 7)
    with pytest.raises(ValueError, match="letters"):
        TOKENS.address(BASE, "m1", 7)
    with pytest.raises(ValueError, match="empty"):
        Tokens(b"", BASE)


@given(st.integers(0, REF_LIMIT - 1))
def test_a_reference_is_found_in_the_footer_of_a_quote(number: int) -> None:
    ref = TOKENS.ref(number)
    quote = f"Yes, fine.\n> > Sent automatically for Jo. Reply STOP to leave. Ref\n> > {ref}\n"

    assert re.fullmatch("[34679ACDEFGHJKMNPQRTVWXY]{6}", ref)
    assert TOKENS.read_ref(quote) == number


def test_references_of_neighbours_have_nothing_in_common_and_none_comes_twice() -> None:
    refs = [TOKENS.ref(number) for number in range(5_000)]

    assert len(set(refs)) == len(refs)
    assert len({ref[:2] for ref in refs}) > 150


def test_the_first_of_two_references_counts_for_it_is_the_newest_mail() -> None:
    assert TOKENS.read_ref(f"Ref {TOKENS.ref(2)}\n> Ref {TOKENS.ref(1)}") == 2


@pytest.mark.parametrize(
    "text", ["", "Ref", "My ref number is 12", "Ref ABC", "Reference 4K7QXM", "4K7QXM"]
)
def test_a_text_without_a_footer_has_no_reference(text: str) -> None:
    assert TOKENS.read_ref(text) is None


def test_a_number_beyond_six_signs_is_refused() -> None:
    with pytest.raises(ValueError, match="below 67108864"):
        TOKENS.ref(REF_LIMIT)


@given(st.integers(0, 2**40))
def test_a_message_id_is_always_the_same_for_one_mail_and_never_looks_like_spam(
    number: int,
) -> None:
    given_id = message_id(KEY, "P10", number, "Buddies.example")

    assert given_id == message_id(KEY, "P10", number, "buddies.example")
    assert given_id != message_id(KEY, "P11", number, "buddies.example")
    assert given_id != message_id(b"another key", "P10", number, "buddies.example")
    assert re.fullmatch(r"<p10\.[a-z0-9]+\.[a-z0-9]{26}@buddies\.example>", given_id)
    assert not RANDY.search(given_id)


def test_a_scheme_writes_message_ids_in_its_own_domain() -> None:
    assert TOKENS.message_id(7).endswith("@buddies.example>")
    assert TOKENS.message_id(7) != TOKENS.message_id(8)


def test_a_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="from zero"):
        base32(-1)
