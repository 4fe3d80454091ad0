"""The page around a briefing, for screen and paper: nothing in it is fetched from anywhere."""

from __future__ import annotations

from html import escape

from dashboard.briefing import PARTS, Briefing
from dashboard.tongue.places import right_to_left

STYLE = """
body {
  margin: 0; background: #ffffff; color: #1f2933;
  font: 15px/1.55 "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif;
}
main { max-width: 1150px; margin: 0 auto; padding: 24px 16px 64px; box-sizing: content-box; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 21px; margin: 44px 0 6px; }
h3 { font-size: 17px; margin: 30px 0 4px; }
h4 { font-size: 14px; margin: 14px 0 2px; }
p, li { max-width: 78ch; }
p { margin: 6px 0 12px; }
ul { padding-inline-start: 20px; margin: 6px 0 12px; }
li { margin: 4px 0; }
.grey { color: #5f6b78; }
a { color: #2f5c8a; }
.figure { overflow-x: auto; margin: 8px 0 20px; }
.figure svg { display: block; height: auto; }
.analyst { border-inline-start: 3px solid #b58900; padding: 2px 14px; margin: 10px 0; }
.analyst p { margin: 4px 0; }
table { border-collapse: collapse; font-size: 13px; margin: 8px 0 20px; }
th { text-align: start; color: #5f6b78; font-weight: 600; vertical-align: bottom; }
th, td { padding: 4px 0 4px 0; padding-inline-end: 22px; border-bottom: 1px solid #e6e9ed; }
td { vertical-align: top; text-align: start; overflow-wrap: anywhere; }
th.number, td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
details { margin: 6px 0; }
summary { cursor: pointer; font-weight: 600; }
"""
PAPER = """
@page {
  size: A4; margin: 15mm 14mm 17mm;
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; color: #5f6b78; }
}
body { font-size: 10.5pt; line-height: 1.45; }
main { max-width: none; padding: 0; }
h1 { font-size: 20pt; }
h2 { font-size: 15pt; margin-top: 26pt; }
h3 { font-size: 12.5pt; margin-top: 18pt; }
h1, h2, h3, h4, summary { break-after: avoid; }
h2 + .grey { break-after: avoid; }
p, li { max-width: none; orphans: 3; widows: 3; }
.figure, .analyst, tr, table.short { break-inside: avoid; }
.figure { overflow: visible; break-before: auto; }
.figure svg, .figure img { max-width: 100% !important; max-height: 235mm; }
thead { display: table-header-group; }
table { font-size: 8.5pt; width: 100%; }
th, td { padding: 2.5pt 0; padding-inline-end: 9pt; }
th.number { white-space: normal; }
a { color: #1f2933; text-decoration-color: #9aa5b1; }
summary { list-style: none; }
details.screen { break-before: avoid; }
details.screen > summary { font-weight: 400; }
details td:nth-child(2) { white-space: nowrap; }
"""

PAGE = """<!doctype html>
<html lang="{lang}" dir="{side}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>{head}</head>
<body>
<main>
{body}
</main>
</body></html>
"""


def document(title: str, body: str, lang: str, head: str = "", paper: bool = False) -> str:
    """A whole document from a body that is safe HTML; for paper what is folded stands open."""
    if paper:
        body = body.replace("<details>", "<details open>")
    return PAGE.format(
        title=escape(title),
        style=STYLE + (PAPER if paper else f"@media print {{{PAPER}}}"),
        lang=lang,
        side="rtl" if right_to_left(lang) else "ltr",
        head=head,
        body=body,
    )


def page(briefing: Briefing) -> str:
    """A briefing as one document without a script, for a frame of the dashboard."""
    parts = [briefing.heading.html(), *(briefing.part(name).html() for name in PARTS)]
    return document(briefing.title, "\n".join(parts), briefing.lang)
