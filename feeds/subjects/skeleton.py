"""The files that a new subject begins with: they can be used at once, and say what to fill in."""

from __future__ import annotations

from pathlib import Path

from feeds.errors import ConfigError
from feeds.toml.tables import IDENTIFIER

OUTLETS = """\
# What Coverline watches for this subject. Every line with “example” is to be replaced.
# `coverline subject check FOLDER` says what is still missing.

[subject]
id = "{id}"            # stays the same for good: what is stored is kept under it
label = "{label}"      # as pages call it
label_ar = "{label}"   # the same in Arabic
zone = "UTC"           # whose days the charts show, such as America/Caracas

# One block for each outlet. kind: newspaper, broadcaster, agency, ministry, monitor, portal
# or channel. languages: those of its feeds, by code.
[[outlets]]
id = "example-herald"
name = "Example Herald"
native_name = "Example Herald"
kind = "newspaper"
country = "Nowhere"
languages = ["en"]
zone = "UTC"           # the zone it writes its times in

# Who owns it and whose view it shares: optional, each with a page where that can be checked.
# owner = [{{ value = "Example Group", source = "https://example.com/about" }}]
# alignment = [{{ value = "private", source = "https://example.com/about" }}]

# One block for each feed. scope: all, front (its front page), section or query.
[[outlets.feeds]]
url = "https://herald.example/rss"
language = "en"
scope = "all"

# Outlets side by side in charts, by at most seven groups. An outlet is in the first that fits;
# `where` asks for alignment, owner, country, kind, language or outlet.
# [[groupings]]
# id = "country"
# label = "By country"
# label_ar = "حسب البلد"
# groups = [
#     {{ id = "home", label = "Home", label_ar = "البلد", where = {{ country = ["Nowhere"] }} }},
# ]
"""
TOPICS = """\
# The topics of this subject, the specific ones first. Words by language; * lets a word go on.

[context]
home = ["Nowhere"]                # outlets of this country need no anchor
anchors.en = ["example place*"]   # words that place a story in the subject
# elsewhere.en = ["Faraway*"]     # words that place it in another one

[[topics]]
id = "example-topic"
label = "Example topic"
label_ar = "موضوع"
terms.en = ["example words", "example"]   # enough alone
# weak.en = ["port"]              # count beside an anchor
# not.en = ["sport"]              # take a story out again
# names."Jane Example" = ["Jane Example", "جين"]   # a person, place or group, in all spellings
"""


def begin(folder: Path) -> None:
    """Write the files of a new subject, named as its folder; ConfigError where that cannot be."""
    name = folder.name
    if not IDENTIFIER.fullmatch(name):
        raise ConfigError(
            f'"{name}" is no id.', "Name the folder in small letters, such as river-floods."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(f"{folder} is there already.", "Name a new folder.")
    label = name.replace("-", " ").capitalize()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "outlets.toml").write_text(OUTLETS.format(id=name, label=label), "utf-8")
        (folder / "topics.toml").write_text(TOPICS, "utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror}.", "Name another folder.") from error
