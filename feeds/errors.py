"""Every error a user may meet: what went wrong, where, and what to do next."""


class CoverlineError(Exception):
    """An expected failure. `message` says what and where, `hint` what to do next; with a `key`
    and its facts a page words both in its reader's language."""

    def __init__(
        self,
        message: str,
        hint: str = "",
        key: str = "",
        facts: dict[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.key = key
        self.facts = facts or {}

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigError(CoverlineError):
    """A setting, a TOML file or an OPML file that cannot be used."""


class StoreError(CoverlineError):
    """A store that cannot be opened, read or written."""


class MissingStore(StoreError):
    """A store that was never made, or holds nothing at all."""


class Unreachable(StoreError):
    """A database that does not answer for now: worth another try later."""


class Overtaken(StoreError):
    """A batch made from a state of the store that another process has changed meanwhile."""


class SelectionError(CoverlineError):
    """A selection that names what does not exist or makes no sense."""


_QUERY = {
    "quote": ("The quotation mark at character {at} is never closed.", 'Write a second ".'),
    "open": ("The bracket at character {at} is never closed.", "Write ) where it should end."),
    "closed": ("The bracket at character {at} was never opened.", "Leave it out, or write ( too."),
    "nothing": ("At character {at} a word to search for is missing.", "Write it there."),
    "only-not": (
        "The part from character {at} only says what to leave out.",
        "Say what to look for, too: harbour NOT strike.",
    ),
    "wordless": ("The search holds no letter and no figure.", "Write a word."),
    "star": (
        "The word before the star at character {at} is too short.",
        "Write at least two letters.",
    ),
    "deep": ("At character {at} too many brackets stand in one another.", "Take some off."),
    "long": ("The search is longer than {at} characters.", "Shorten it."),
}


class QueryError(SelectionError):
    """A search that cannot be read: `kind` says what is wrong, `at` where, counted from 1."""

    def __init__(self, kind: str, at: int) -> None:
        message, hint = _QUERY[kind]
        super().__init__(message.format(at=at), hint)
        self.kind, self.at = kind, at


class EngineError(CoverlineError):
    """Workers that cannot be had, or that could not do their work."""


class ExportError(CoverlineError):
    """A picture or a document that could not be made."""
