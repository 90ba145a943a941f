"""Make a picture fit to be passed on: what is seen on it, and nothing of where and by what it was taken."""

import io
import re
import struct
import zlib

from PIL import Image, ImageOps

from mailbot.core.mail import Attachment

# A telephone's picture has some 12 to 50 million points; letters can be read on far fewer.
_MOST_POINTS = 50_000_000
_LARGEST_BYTES = 20_000_000
_LONGEST_SIDE = 2_000
_QUALITY = 82
_KINDS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Image.DecompressionBombError,
    struct.error,
    zlib.error,
)
_STEM = re.compile(r"[^\w -]+")


def fit_to_pass_on(picture: Attachment, name: str) -> Attachment | None:
    """Draw a picture anew as a JPEG called `name`; None for what is none, or too large.

    Places, times, names and thumbnails that a camera puts beside it are gone (EXIF, XMP, IPTC), and it
    stands upright. The same picture gives the same bytes.
    """
    if picture.size_bytes > _LARGEST_BYTES:
        return None
    try:
        drawn = _drawn(picture.content)
    except _BROKEN:
        return None
    if drawn is None:
        return None
    return Attachment(f"{_STEM.sub(' ', name).strip() or 'picture'}.jpg", "image/jpeg", drawn)


def _drawn(content: bytes) -> bytes | None:
    with Image.open(io.BytesIO(content), formats=_KINDS) as found:
        if found.width * found.height > _MOST_POINTS:
            return None
        found.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        found.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        seen = ImageOps.exif_transpose(found).convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
