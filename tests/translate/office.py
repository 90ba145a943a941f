"""Files of office programs, made by hand, as small as they can be."""

import io
import zipfile

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def packed(**members: str) -> bytes:
    """Give a zip file; "__" in a name stands for a slash and "_dot_" for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def run(text: str, properties: str = "") -> str:
    """Give a stretch of text in Word's own words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Give a paragraph of them."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def word_file(*paragraphs: str, **parts: str) -> bytes:
    """Give a .docx; `parts` are the insides of its other files by name."""
    body = "".join(paragraphs)
    return packed(
        word__document_dot_xml=f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        **{
            f"word__{name}_dot_xml": f"<w:{name} {WORD}>{inside}</w:{name}>"
            for name, inside in parts.items()
        },
    )


def open_file(body: str, styles: str = "", manifest: str = "") -> bytes:
    """Give an .odt."""
    content = (
        f"<office:document-content {OPEN}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed(content_dot_xml=content, **{"META-INF__manifest_dot_xml": f"<m>{manifest}</m>"})


def pdf_file(*lines: str, drawing: str = "") -> bytes:
    """Give a .pdf of one page with these lines on it; `drawing` is put into the page as it is."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    page = f"BT /F1 12 Tf 14 TL 72 700 Td {shown}ET {drawing}"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made = "%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(made)}\n%%EOF\n"
    )
    return made.encode("latin-1")
