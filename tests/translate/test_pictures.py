"""A picture is drawn anew before it goes on: upright, of a sensible size, with nothing beside it."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import Base

from mailbot.core.mail import Attachment
from mailbot.translate.pictures import fit_to_pass_on

SIDEWAYS = 6  # the camera was held upright (EXIF 2.32, table 6, Orientation)


def saved(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **more)
    return made.getvalue()


def drawn(content: bytes) -> Image.Image:
    made = fit_to_pass_on(Attachment("x", "image/x", content), "Ana 1")
    assert made is not None
    assert (made.name, made.content_type) == ("Ana 1.jpg", "image/jpeg")
    return Image.open(io.BytesIO(made.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_the_kinds_that_cameras_and_telephones_make_are_drawn(kind: str) -> None:
    assert drawn(saved(kind)).size == (60, 40)


def test_a_picture_taken_upright_stands_upright_and_says_nothing_of_the_camera() -> None:
    about = Image.Exif()
    about[Base.Orientation] = SIDEWAYS
    about[Base.Model] = "a telephone"

    picture = drawn(saved("JPEG", exif=about))

    assert picture.size == (40, 60)
    assert not picture.getexif()


def test_what_one_could_see_through_is_paper() -> None:
    picture = drawn(saved("PNG", mode="RGBA"))

    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_large_picture_becomes_smaller_and_an_absurd_one_is_left() -> None:
    absurd = saved("PNG", (9_000, 9_000), "1")

    assert max(drawn(saved("PNG", (4_000, 300))).size) == 2_000
    assert fit_to_pass_on(Attachment("x.png", "image/png", absurd), "Ana") is None


def test_the_same_picture_gives_the_same_bytes_under_a_plain_name() -> None:
    picture = Attachment("x.png", "image/png", saved("PNG"))

    once = fit_to_pass_on(picture, "Ana/../O'Hara 1")

    assert once == fit_to_pass_on(picture, "Ana/../O'Hara 1")
    assert once is not None
    assert "/" not in once.name


@given(
    place=st.integers(0, 400),
    noise=st.binary(max_size=60),
    kind=st.sampled_from(["JPEG", "PNG", "GIF"]),
)
@settings(max_examples=150, deadline=None)
def test_torn_pictures_are_drawn_or_left_and_never_raise(
    place: int, noise: bytes, kind: str
) -> None:
    whole = saved(kind)
    torn = whole[:place] + noise + whole[place + 7 :]

    made = fit_to_pass_on(Attachment("x", "image/x", torn), "Ana")

    assert made is None or made.content.startswith(b"\xff\xd8")
