"""The outlets and names of several subjects on one store."""

from __future__ import annotations

import pytest

from feeds.errors import ConfigError
from feeds.model import Feed, KnownName, Outlet, Subject, Topic
from feeds.outlets import OutletBook
from feeds.subjects.together import every_topic, joined, joined_books, owner_of


def outlet(name: str, *feeds: Feed) -> Outlet:
    languages = tuple(dict.fromkeys(feed.language for feed in feeds))
    return Outlet(name, name.title(), "", "newspaper", "Nowhere", languages, "UTC", feeds=feeds)


def feed(name: str, of: str, language: str = "en", enabled: bool = True) -> Feed:
    return Feed(f"{of}-{name}", of, f"https://{of}.test/{name}", language, enabled=enabled)


def book(name: str, *outlets: Outlet) -> OutletBook:
    return OutletBook(name, name, name, "UTC", False, outlets, ())


def test_an_outlet_of_both_has_the_feeds_of_both_once() -> None:
    quay = book("quay", outlet("gull", feed("news", "gull")))
    chess = book("chess", outlet("gull", feed("news", "gull"), feed("schach", "gull", "de")))
    (gull,) = joined_books(quay, [chess]).outlets
    assert [feed.url for feed in gull.feeds] == [
        "https://gull.test/news",
        "https://gull.test/schach",
    ]
    assert gull.languages == ("en", "de")


def test_a_feed_that_one_subject_wants_is_polled() -> None:
    quay = book("quay", outlet("gull", feed("news", "gull", enabled=False)))
    chess = book("chess", outlet("gull", feed("news", "gull")))
    for first, other in ((quay, chess), (chess, quay)):
        ((only,),) = [gull.feeds for gull in joined_books(first, [other]).outlets]
        assert only.enabled


def test_an_outlet_by_two_ids_is_refused() -> None:
    quay = book("quay", outlet("gull", feed("news", "gull")))
    chess = book("chess", outlet("seagull", Feed("x", "seagull", "https://gull.test/news", "en")))
    with pytest.raises(ConfigError, match="is a feed of gull and of seagull"):
        joined_books(quay, [chess])


def test_two_subjects_of_one_id_are_refused() -> None:
    with pytest.raises(ConfigError, match='Two subjects of this store have the id "quay"'):
        joined_books(book("quay"), [book("quay")])


def test_topics_keep_apart_and_names_come_together() -> None:
    topic = Topic("court", "Court", "", {"en": ("court",)})
    known = KnownName("Orsan Veltam", "person", ("Orsan Veltam",))
    again = KnownName("Orsan Veltam", "person", ("Orsan Feltam",))
    quay = Subject("quay", "Quay", "", "UTC", (), (), (topic,), names=(known,))
    chess = Subject("chess", "Chess", "", "UTC", (), (), (topic,), names=(again,))
    both = joined(quay, [chess])
    assert every_topic(both) == ("court", "chess.court")
    assert [owner_of(name) for name in every_topic(both)] == ["", "chess"]
    (name,) = both.names
    assert name.spellings == ("Orsan Veltam", "Orsan Feltam")
