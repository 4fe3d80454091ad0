"""Text as every stage needs it: cleaned, folded for matching, cut into words and stems."""

from __future__ import annotations

import html
import re

import nh3

# Line breaks and tabs stay for the folding below; ZWNJ and ZWJ stay because Persian needs them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BLOCK = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]"
    r"|header|hr|img|li|main|nav|ol|p|pre|section|table|t[dhr]|ul)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z!?][^<>]*>", re.S | re.I
)
_MANY_TAGS = 400  # nh3 takes minutes for tags nested a hundred thousand deep
_TAG_LEFT = re.compile(r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|span|strong|ul)\b[^<>]*>", re.I)


def clean(html_or_text: str) -> str:
    """Plain text on one line: no markup, entities, control or bidi-override characters."""
    text = _unmarked(_UNWANTED.sub("", html_or_text))
    if _TAG_LEFT.search(text):  # escaped twice, as WordPress plug-ins do
        text = _unmarked(text)
    return " ".join(_UNWANTED.sub("", text).split())


def _unmarked(text: str) -> str:
    if text.count("<") > _MANY_TAGS:
        text = _TAG.sub(" ", text)
    elif "<" in text:
        text = nh3.clean(_BLOCK.sub(" <", text), tags=set())
    return html.unescape(text) if "&" in text else text
