"""Write the scheme in numbers as a page: one file with nothing fetched, light and dark, on a phone too."""

import html
from collections.abc import Iterator

from mailbot.core.report import Cell, Report, Row, Section

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#59636e;--line:#d5dbe1;--bar:#2f6f8f;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8ebee;--soft:#9aa5b1;--line:#38414b;--bar:#6fb3d2;--paper:#15191d}}
*{box-sizing:border-box}
body{margin:0 auto;padding:20px 16px 40px;max-width:46em;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4em;line-height:1.25;margin:0}
h2{font-size:1.05em;margin:2em 0 .4em;padding-bottom:.3em;border-bottom:2px solid var(--ink)}
.day{color:var(--soft);margin:.2em 0 0}
dl{margin:0}
.row{padding:.55em 0;border-bottom:1px solid var(--line);break-inside:avoid}
dt{font-weight:600}
.cells{display:grid;grid-template-columns:repeat(auto-fit,minmax(12em,1fr));gap:.15em 1.2em;margin:0}
.cells div{display:flex;justify-content:space-between;gap:1em;align-items:baseline}
.cells span{color:var(--soft)}
dd{margin:0;flex:none;font-variant-numeric:tabular-nums;text-align:right}
.single{display:flex;justify-content:space-between;gap:1em}
.single dt{font-weight:400}
.bar{height:4px;border-radius:2px;background:var(--line);margin:.1em 0 .35em}
.bar i{display:block;height:100%;border-radius:2px;background:var(--bar)}
p{margin:.6em 0}
@media print{body{padding:0}}
"""


def report_page(report: Report) -> str:
    """Give the whole page; the same report gives the same bytes."""
    title = html.escape(report.title)
    sections = "".join(map(_section, report.sections))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<p class="day">{html.escape(report.day)}</p>\n'
        f"{sections}</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    heading = f"<section>\n<h2>{html.escape(section.heading)}</h2>\n"
    if not any(row.cells for row in section.rows):
        told = "".join(f"<p>{html.escape(row.about)}</p>\n" for row in section.rows)
        return f"{heading}{told}</section>\n"
    return f"{heading}<dl>\n{''.join(map(_row, section.rows))}</dl>\n</section>\n"


def _row(row: Row) -> str:
    about = html.escape(row.about)
    if len(row.cells) == 1 and not row.cells[0].label:
        value = html.escape(row.cells[0].value)
        return f'<div class="row single"><dt>{about}</dt><dd>{value}</dd></div>\n'
    cells = "".join(_cells(row))
    return f'<div class="row"><dt>{about}</dt>\n<dd class="cells">{cells}</dd></div>\n'


def _cells(row: Row) -> Iterator[str]:
    for one in row.cells:
        yield (
            f"<div><span>{html.escape(one.label)}</span><b>{html.escape(one.value)}</b></div>{_bar(one)}\n"
        )


def _bar(cell: Cell) -> str:
    if cell.share is None:
        return ""
    return (
        f'<div class="bar" aria-hidden="true"><i style="width:{100 * cell.share:.0f}%"></i></div>'
    )
