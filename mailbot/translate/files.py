"""Tell a person's files from what mail programs attach, and those that nobody here can open."""

import re

from mailbot.core.mail import Attachment

_BY_MACHINE = re.compile(
    r"\.(?:ics|vcf|vcard|p7s|asc|sig|htm|html|eml|wmz|emz|thmx)$|^image\d{3}\.|logo|signature|banner|letterhead|disclaimer"
    r"|^(?:facebook|twitter|linkedin|instagram|x|youtube|bluesky)[-_ .]",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|heic|heif|webp|gif|bmp|tiff?)$", re.IGNORECASE)
# Names that cameras, telephones and scanners give, and people to what they photograph.
_PHOTO = re.compile(
    r"^(?:img|dscn?|pxl|pict?|photo|scan|scanned|camscanner|whatsapp|screen ?shot|fullsizerender|signal|doc|page|letter)[-_ .\d]?|^\d{8}[-_]?\d{0,6}",
    re.IGNORECASE,
)
_SMALL_PICTURE_BYTES = 20_000
# What needs a program, a password or a risk that a scheme's mailbox does not have.
_NOT_OPENED = re.compile(
    r"\.(?:pages|numbers|key|docm|dotm|xlsm|pptm|zip|7z|rar|gz|tar|wps|wpd|one|pub|mpp|exe|scr|js|iso|img|lnk"
    r"|p7m|p7c|pgp|gpg|enc|aes|rpmsg|tnef|msg)$|^winmail\.dat$|^(?:secure_?message|encrypted_?message|securedoc)[^/]*\.html?$",
    re.IGNORECASE,
)
_NOT_OPENED_TYPES = frozenset(
    [
        "application/ms-tnef", "application/vnd.ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime",
        "application/pgp-encrypted", "application/zip", "application/vnd.apple.pages",
        "application/x-iwork-pages-sffpages", "application/x-microsoft-rpmsg-message",
        "application/vnd.ms-word.document.macroenabled.12",
    ]
)  # fmt: skip
_OLE_CONTAINER = b"\xd0\xcf\x11\xe0"
_NEWER_OFFICE = re.compile(r"\.(?:docx|xlsx|pptx)$", re.IGNORECASE)


def useful_files(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Leave out what mail programs attach by themselves: logos, contact cards, calendar entries."""
    return tuple(one for one in attachments if is_unopened(one) or not _is_noise(one))


def is_unopened(file: Attachment) -> bool:
    """Say whether a file cannot be opened here: a foreign kind, an archive, locked, or with macros."""
    if _NOT_OPENED.search(file.name) or file.content_type in _NOT_OPENED_TYPES:
        return True
    # A password makes an OLE container of a newer Office file (MS-OFFCRYPTO section 2.3.1).
    if _NEWER_OFFICE.search(file.name):
        return file.content.startswith(_OLE_CONTAINER)
    return file.content.startswith(b"%PDF") and b"/Encrypt" in file.content


def is_picture(file: Attachment) -> bool:
    """Say whether a file is a photograph, a scan or a drawing."""
    return file.content_type.startswith("image/") or bool(_PICTURE.search(file.name))


def names_picture(name: str) -> bool:
    """Say whether a file's name is that of a picture."""
    return bool(_PICTURE.search(name))


def _is_noise(file: Attachment) -> bool:
    if file.content_type == "text/calendar" or _BY_MACHINE.search(file.name):
        return True
    small = is_picture(file) and file.size_bytes < _SMALL_PICTURE_BYTES
    return small and not _PHOTO.search(file.name)
