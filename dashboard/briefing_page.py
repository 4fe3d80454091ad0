"""The page around a briefing: nothing in it is fetched from anywhere."""

from __future__ import annotations

from html import escape

STYLE = """
body {
  margin: 0; background: #ffffff; color: #1f2933;
  font: 15px/1.55 "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif;
}
main { max-width: 1150px; margin: 0 auto; padding: 24px 16px 64px; box-sizing: content-box; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 44px 0 6px; }
p, li { max-width: 78ch; }
p { margin: 6px 0 12px; }
ul { padding-left: 20px; margin: 6px 0 12px; }
li { margin: 3px 0; }
.grey { color: #5f6b78; }
a { color: #2f5c8a; }
.figure { overflow-x: auto; margin: 8px 0 20px; }
table { border-collapse: collapse; font-size: 13px; margin: 8px 0 20px; }
th { text-align: left; color: #5f6b78; font-weight: 600; vertical-align: bottom; }
th, td { padding: 4px 22px 4px 0; border-bottom: 1px solid #e6e9ed; }
td { vertical-align: top; text-align: start; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:first-child, td:nth-child(2) { white-space: nowrap; }
td:first-child:nth-last-child(6) { white-space: normal; }
@media print {
  .modebar { display: none; }
  h2 { break-after: avoid; }
  .figure { break-inside: avoid; }
}
"""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style></head>
<body>
<main>
{body}
</main>
</body></html>
"""


def page(title: str, body: str) -> str:
    """A whole document from a body that is safe HTML."""
    return PAGE.format(title=escape(title), style=STYLE, body=body)
