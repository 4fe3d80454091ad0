"""What things are called on the page: labels of topics, outlets and groups, and of choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.model import Grouping, KnownSource, Subject

ROWS = ("topic", "outlet", "group", "event", "country", "language", "name", "place")
REST = {"en": "other outlets", "ar": "منافذ أخرى"}


@dataclass(frozen=True, slots=True)
class Names:
    """Labels by id in one language; `groups` in the order in which they are stacked."""

    topics: Mapping[str, str]
    outlets: Mapping[str, str]
    groups: Mapping[str, str]
    lang: str = "en"
    others: Mapping[str, str] = field(default_factory=dict)  # of rows that are neither
    sources: tuple[KnownSource, ...] = ()  # without a feed, of the subject

    def tell(self, key: str, **facts: object) -> str:
        """The interface's words of a key in the language of the labels."""
        from dashboard.tongue import tell  # slow to load, and `many` alone does without

        return tell(self.lang, key, **facts)

    def source(self, source_id: str, name: str) -> str:
        """Who is cited: a watched outlet as it is called here, else `name` in this language."""
        from dashboard.cited_names import source_name

        return self.outlets.get(source_id) or source_name(self.lang, name, self.sources)

    def row(self, rows: str, row_id: str) -> str:
        """The label of a row of a table, or its id where nothing names it."""
        known = {"topic": self.topics, "outlet": self.outlets, "group": self.groups}.get(
            rows, self.others
        )
        return known.get(row_id, row_id)


def names(subject: Subject, grouping: Grouping, lang: str = "en") -> Names:
    """The subject's labels in a language (en or ar)."""
    arabic = lang == "ar"
    return Names(
        topics={t.id: t.label_ar if arabic and t.label_ar else t.label for t in subject.topics},
        outlets={
            o.id: o.native_name if arabic and o.native_name else o.name for o in subject.outlets
        },
        groups=_groups(grouping, lang),
        lang=lang or "en",
        sources=subject.sources,
    )


def _groups(grouping: Grouping, lang: str) -> dict[str, str]:
    arabic = lang == "ar"
    if not grouping.groups:
        return {"rest": grouping.label_ar if arabic else grouping.label}
    found = {g.id: g.label_ar if arabic and g.label_ar else g.label for g in grouping.groups}
    return {**found, "rest": REST.get(lang, REST["en"])}


def many(number: int, one: str, more: str = "") -> str:
    """`1 story`, `2 stories`, `12,400 stories`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def percent(share: float) -> str:
    """A share in whole percent; never 100 % or 0 % where it is not quite."""
    if 0.995 <= share < 1:
        return "over 99 %"
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"
