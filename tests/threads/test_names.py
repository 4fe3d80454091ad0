"""Events in two languages are tied by the people whom a subject knows, in whatever spelling."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.derive import Deriver
from feeds.model import (
    Entry,
    Feed,
    FeedState,
    KnownName,
    Outlet,
    Poll,
    PollRecord,
    RawEntry,
    Subject,
)
from feeds.store import Store, open_store

START = datetime(2025, 11, 3, 8, tzinfo=UTC)
PEOPLE = (
    KnownName("Orsan Veltam", "person", ("Orsan Veltam", "أورسان فلتام")),
    KnownName("Dario Quessel", "person", ("Dario Quessel", "داريو كيسل")),
    KnownName("Selma Ombray", "person", ("Selma Ombray", "سلمى أومبري")),
)
STORIES = (
    (0.0, "herald", "Exiled general Orsan Veltam plans an uprising with Dario Quessel and Selma"
     " Ombray, documents show"),
    (1.0, "gazette", "Rowing regatta in the northern harbour is put off after a storm"),
    (2.0, "bahr", "تسجيلات تكشف تخطيط الجنرال أورسان فلتام وداريو كيسل وسلمى أومبري لانتفاضة"),
    (3.0, "bahr", "تأجيل سباق القوارب في الميناء الشمالي بعد عاصفة"),
)  # fmt: skip
LANGUAGES = {"herald": "en", "gazette": "en", "bahr": "ar"}


GENERAL, REGATTA, TAPES, PUT_OFF = (title for _, _, title in STORIES)


def linked(folder: Path, names: Sequence[KnownName], pass_of: int) -> dict[tuple[str, str], str]:
    """Evidence by (later headline, earlier headline), from a store derived anew after so many
    stories."""
    subject = Subject("quill", "Port Quill", "", "UTC", (), (), (), names=tuple(names))
    with closing(open_store(f"sqlite:///{folder}/{len(names)}-{pass_of}.db")) as store:
        store.save_outlets([outlet(name, language) for name, language in LANGUAGES.items()])
        for number, (day, name, title) in enumerate(STORIES, 1):
            poll(store, name, title, START + timedelta(days=day))
            if number % pass_of == 0:
                Deriver(store, subject).run()
        Deriver(store, subject).run()
        stories = store.stories_seen(START - timedelta(days=1), START + timedelta(days=9))
        titles = {story.event_id: story.title for story in stories}
        assert len(titles) == len(STORIES), "each is an event of its own"
        return {
            (titles[x.from_event_id], titles[x.to_event_id]): x.evidence
            for x in store.event_links(titles)
        }


def poll(store: Store, name: str, title: str, at: datetime) -> None:
    link = f"https://{name}.example/{at:%d}"
    raw = RawEntry(link, "", link, title, "", 0, "", "", published_raw=at.isoformat())
    entry = Entry(f"{name}-all", 1, at + timedelta(minutes=4), raw, None)
    done = Poll(f"{name}-all", entry.seen_at, 5, 200, "fresh")
    store.record_polls([PollRecord(done, (entry,), FeedState(f"{name}-all"))])


def outlet(name: str, language: str) -> Outlet:
    feed = Feed(f"{name}-all", name, f"https://{name}.example/rss", language)
    return Outlet(
        *(name, name.title(), "", "newspaper", "Nowhere", (language,), "UTC"), feeds=(feed,)
    )


def test_people_tie_events_in_two_scripts_and_the_evidence_calls_them_by_name(
    tmp_path: Path,
) -> None:
    found = linked(tmp_path, PEOPLE, 4)
    assert found.keys() == {(TAPES, GENERAL)}
    assert all(known.name in found[TAPES, GENERAL] for known in PEOPLE)
    assert linked(tmp_path, (), 4) == {}, "no word is shared"


def test_one_person_alone_ties_nothing(tmp_path: Path) -> None:
    assert linked(tmp_path, PEOPLE[:1], 4) == {}


def test_batches_and_restarts_change_nothing(tmp_path: Path) -> None:
    assert linked(tmp_path, PEOPLE, 1) == linked(tmp_path, PEOPLE, 4)
