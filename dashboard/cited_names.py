"""Who is cited, by the name that texts in the reader's script give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dashboard.tongue import said
from dashboard.tongue.places import country_name, right_to_left
from feeds.citing.houses import houses
from feeds.model import KnownSource

ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652 «»\"()0-9-]+")  # no Persian letters
OF_A_COUNTRY = re.compile(r"(.+) \(([^()]+)\)")


def source_name(lang: str, name: str, known: tuple[KnownSource, ...] = ()) -> str:
    """A source's name in a language, by its English one; `known` are the subject's own sources.
    A public body is named with its country; what nobody wrote in the script stays as it is."""
    if not right_to_left(lang):
        return name
    written = _written(known)
    if name in written:
        return written[name]
    told = said(lang, name)
    found = OF_A_COUNTRY.fullmatch(name)
    if told.strip("\u2068\u2069") != name or not found:
        return told
    return f"{source_name(lang, found[1], known)} ({country_name(lang, found[2])})"


@lru_cache(maxsize=8)
def _written(known: tuple[KnownSource, ...]) -> Mapping[str, str]:
    """The first Arabic form of each source but the public bodies, whose forms are no names."""
    held = ((one.name, (*one.forms, *one.common)) for one in houses((), known))
    arabic = ((name, [form for form in forms if ARABIC.fullmatch(form)]) for name, forms in held)
    return {name: forms[0] for name, forms in arabic if forms}
