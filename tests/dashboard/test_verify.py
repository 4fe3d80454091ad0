"""A picture proves itself: the same bytes each time, and every change of file or store is told."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image, PngImagePlugin

from dashboard.canonical import canonical, packed, unpacked
from dashboard.export import Picture, Plain, Verdict, comparing, read, verify
from dashboard.export.commands import Form, Wish
from dashboard.export.commands import export as export_command
from dashboard.printer import KINDS, Kind, Printer
from dashboard.weeks import week_selection
from feeds.coverage import Selection
from feeds.errors import ExportError, SelectionError
from feeds.model import Derived, FeedState, Poll, PollRecord
from feeds.opening import Opened, open_demo, open_real
from feeds.store.protocol import Store
from tests.dashboard import small_store
from tests.dashboard.test_export import chromium as chromium

PRINTER = Plain()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    held = open_demo(small_store.fill(tmp_path).store)
    yield held
    held.store.close()


@pytest.fixture
def week(opened: Opened) -> Selection:
    return week_selection("2026-W11", "", opened.subject, opened.store.span())


def drawn(opened: Opened, week: Selection, path: Path, name: str = "timeline") -> Path:
    from dashboard import export

    kind: Kind = path.suffix[1:]  # type: ignore[assignment]
    export.figure(opened.store, week, name).file(kind, path, printer=PRINTER)
    return path


def checked(path: Path, store: Store) -> Verdict:
    return verify(path, store, PRINTER)


def poll_again(store: Store, days: float) -> None:
    """One more poll of every feed."""
    at = small_store.at(days)
    records = [
        PollRecord(Poll(feed.id, at, 20, 200, "unchanged"), (), FeedState(feed.id, last_poll_at=at))
        for outlet in store.outlets()
        for feed in outlet.feeds
    ]
    store.record_polls(records)


def add_late(store: Store) -> None:
    """A story of the week that is seen two days after the last poll."""
    known = store.stories(["t1"])["t1"]
    late = replace(known, id="late", url="https://harbour-times.example/late",
                   first_seen_at=small_store.at(17), title="Told late", event_id="")  # fmt: skip
    topic = replace(store.topics_of(["t1"])["t1"][0], story_id="late")
    store.save_derived(Derived(cursor=2, stories=(late,), topics=(topic,)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_identical_to_what_the_store_gives(
    opened: Opened, week: Selection, tmp_path: Path, kind: Kind
) -> None:
    path = drawn(opened, week, tmp_path / f"timeline.{kind}")
    found = checked(path, opened.store)
    assert found.lines[0].startswith("As drawn: timeline")
    assert found.identical


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_picture_has_the_same_bytes(
    opened: Opened, week: Selection, tmp_path: Path, kind: Kind
) -> None:
    one, two = (drawn(opened, week, tmp_path / f"{n}.{kind}").read_bytes() for n in "ab")
    assert one == two


def test_it_carries_what_was_asked_and_its_numbers(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    proof = read(drawn(opened, replace(week, topics=("floods",)), tmp_path / "a.png")).proof
    assert (proof.figure, proof.subject, proof.preset) == ("timeline", "demo", "sheet")
    assert proof.query == (
        "?span=dates&from_day=2026-03-09&to_day=2026-03-15&topics=floods&grouping=alignment"
        "&zone=Asia/Damascus"
    ).replace("/", "%2F")
    assert "floods" in unpacked(proof.table)


def test_an_edited_picture_that_keeps_its_facts_is_told(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    image = Image.open(path)
    facts = PngImagePlugin.PngInfo()
    facts.add_itxt("Coverline", image.text["Coverline"])  # type: ignore[attr-defined]
    image.load()
    image.paste((170, 51, 119), (200, 200, 260, 240))
    image.save(path, pnginfo=facts)
    found = checked(path, opened.store)
    assert not found.identical
    assert not found.genuine
    assert any("pixels differ, all within" in line for line in found.lines)


def test_one_that_was_only_written_anew_is_still_identical(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    image = Image.open(path)
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Coverline", image.text["Coverline"])  # type: ignore[attr-defined]
    image.save(path, pnginfo=facts, compress_level=1)
    assert checked(path, opened.store).identical


def test_changed_numbers_in_the_facts_are_told(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    from dashboard.export import in_png

    path = drawn(opened, week, tmp_path / "a.png")
    held = read(path)
    table = unpacked(held.proof.table).replace("floods", "power")
    image = io.BytesIO()
    Image.open(path).save(image, "PNG")
    forged = replace(held.proof, table=packed(table))
    path.write_bytes(in_png.put(image.getvalue(), forged.text()))
    assert any("not those that its hash" in line for line in checked(path, opened.store).lines)


def test_edited_words_of_an_svg_are_told(opened: Opened, week: Selection, tmp_path: Path) -> None:
    path = drawn(opened, week, tmp_path / "a.svg")
    path.write_text(path.read_text("utf-8").replace("M ", "M 1", 1), "utf-8")
    assert not checked(path, opened.store).genuine


def test_polls_that_change_nothing_leave_it_identical(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    poll_again(opened.store, 16)
    assert checked(path, opened.store).identical


def test_a_late_story_is_told_and_the_picture_is_still_genuine(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    poll_again(opened.store, 17)
    add_late(opened.store)
    found = checked(path, opened.store)
    assert (found.genuine, found.current) == (True, False)
    assert "1 late" in found.lines[-1]
    assert "count 2 → 3" in found.lines[-1]


def test_stories_that_moved_since_are_counted_by_what_became_of_them() -> None:
    columns = ["id", "published_at", "event_id", "copy_of", "title"]
    before = pd.DataFrame(
        [
            ("a", 1, "e", "", "A"),
            ("b", 1, "e", "", "B"),
            ("c", 1, "", "", "C"),
            ("d", 1, "", "", "D"),
        ],
        columns=columns,
    )
    after = pd.DataFrame(
        [
            ("a", 2, "e", "", "A"),
            ("b", 1, "f", "", "B"),
            ("c", 1, "", "a", "C2"),
            ("x", 3, "", "", "X"),
        ],
        columns=columns,
    )
    told = comparing.stories(before, after).words()
    assert told == (
        "1 late, 1 re-dated, 1 regrouped, 1 found to be reprints or not, 1 edited,"
        " 1 no longer in the selection"
    )


def test_as_of_draws_what_was_known_then(opened: Opened, week: Selection, tmp_path: Path) -> None:
    before = drawn(opened, week, tmp_path / "a.png")
    cutoff = read(before).proof.known_at()
    poll_again(opened.store, 17)
    add_late(opened.store)
    then = drawn(opened, replace(week, as_of=cutoff), tmp_path / "b.png")
    assert read(then).proof.data == read(before).proof.data
    found = checked(then, opened.store)
    assert (found.genuine, found.current) == (True, False)


def test_a_picture_of_another_store_is_refused(
    opened: Opened, week: Selection, tmp_path: Path
) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    (tmp_path / "other").mkdir()
    other = open_demo(small_store.settings(tmp_path / "other").store)
    try:
        with pytest.raises(ExportError, match="another store"):
            checked(path, other.store)
    finally:
        other.store.close()


def plain_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


UNREADABLE = {
    "empty": b"",
    "text": b"no picture",
    "cut": b"\x89PNG\r\n\x1a\n\0\0",
    "plain": plain_png(),
    "pdf": b"%PDF-1.4 nothing",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "facts": b'<svg><metadata id="coverline">{"form": 1}</metadata></svg>',
    "form": b'<svg><metadata id="coverline">{"form": 9}</metadata></svg>',
    "list": b'<svg><metadata id="coverline">[1]</metadata></svg>',
}


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_is_no_picture_of_coverlines_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(UNREADABLE[name])
    with pytest.raises(ExportError):
        read(path)


def test_a_single_figure_goes_to_the_named_file(opened: Opened, tmp_path: Path) -> None:
    out = tmp_path / "one.svg"
    wish = Wish(first="2026-03-09", last="2026-03-12", topics=("floods",), lang="ar")
    chosen = small_store.settings(Path(opened.store.url.removeprefix("sqlite:///")).parent)
    told = export_command(chosen, wish, Form(("timeline",), out=out, fallback=True))
    assert told.startswith(f"{out} written")
    assert read(out).proof.lang == "ar"


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        (Wish(first="2026-03-12", last="2026-03-09"), "before it begins"),
        (Wish(first="2026-03-12", week="2026-W11"), "Two spans"),
        (Wish(first="2027-03-12"), "after the store's last poll"),
        (Wish(week="2026-W99"), "no week"),
        (Wish(topics=("nonsense",)), "no topic"),
        (Wish(event="nonsense"), "no event"),
        (Wish(as_of="yesterday"), "no instant"),
        (Wish(lang="xx"), "no language"),
        (Wish(query="?measure=nonsense"), "no measure"),
    ],
    ids=lambda value: value if isinstance(value, str) else "wish",
)
def test_bad_wishes_are_refused_in_words(opened: Opened, wish: Wish, what: str) -> None:
    chosen = small_store.settings(Path(opened.store.url.removeprefix("sqlite:///")).parent)
    with pytest.raises(SelectionError, match=what):
        export_command(chosen, wish, Form(("timeline",), fallback=True))


@pytest.mark.browser
def test_chromium_gives_the_same_bytes_and_an_identical_verdict(
    chromium: None, opened: Opened, week: Selection, tmp_path: Path
) -> None:
    from dashboard import export

    picture: Picture = export.figure(opened.store, week, "exposure")
    with Printer() as printer:
        for kind in KINDS:
            one = picture.file(kind, tmp_path / f"a.{kind}", printer=printer)
            assert picture.file(kind, printer=printer) == one
            assert verify(tmp_path / f"a.{kind}", opened.store, printer).identical, kind
    assert json.loads(read(tmp_path / "a.png").proof.text())["drawn_by"].startswith("Chrom")


@pytest.mark.browser
def test_a_figure_is_the_same_whatever_was_drawn_on_the_page_before_it(
    chromium: None, opened: Opened, week: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard import export, kept_page

    pictures = [export.figure(opened.store, week, name) for name in ("exposure", "share", "first")]

    def drawn_by(printer: Printer) -> list[bytes]:
        return [one.file(kind, printer=printer) for kind in KINDS for one in pictures]

    with Printer() as printer:
        first, again = drawn_by(printer), drawn_by(printer)
    monkeypatch.setattr(kept_page, "ANEW", 1)
    with Printer() as printer:
        alone = drawn_by(printer)
    assert first == alone
    assert again == alone


def test_the_store_can_be_read_only(opened: Opened, week: Selection, tmp_path: Path) -> None:
    path = drawn(opened, week, tmp_path / "a.png")
    held = open_real(small_store.settings(tmp_path), create=False)
    try:
        assert checked(path, held.store).identical
    finally:
        held.store.close()


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_are_written_as_their_own_isoformat_does(unit: str) -> None:
    some = [0, 1_700_000_000, 1_700_000_000_123_456 / 1e6, None, 1_700_000_000.5]
    at = pd.to_datetime(pd.Series(some), unit="s", utc=True).dt.as_unit(unit)
    at = at.dt.tz_convert("Asia/Damascus") + pd.Timedelta(1, "ns" if unit == "ns" else "s")
    told = canonical(pd.DataFrame({"at": at, "n": 1})).splitlines()[1:]
    plain = ["" if pd.isna(one) else one.tz_convert("UTC").isoformat() for one in at]
    assert told == [f"{one},1" for one in plain]
