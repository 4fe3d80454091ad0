"""Every error a user may meet: what went wrong, where, and what to do next."""


class CoverlineError(Exception):
    """An expected failure. `message` says what and where, `hint` what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigError(CoverlineError):
    """A setting, a TOML file or an OPML file that cannot be used."""


class StoreError(CoverlineError):
    """A store that cannot be opened, read or written."""


class MissingStore(StoreError):
    """A store that was never made, or holds nothing at all."""


class Overtaken(StoreError):
    """A batch made from a state of the store that another process has changed meanwhile."""


class SelectionError(CoverlineError):
    """A selection that names what does not exist or makes no sense."""


class ExportError(CoverlineError):
    """A picture or a document that could not be made."""
