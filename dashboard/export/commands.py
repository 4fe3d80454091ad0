"""What `coverline export` and `coverline verify` do, apart from reading their options."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.data import Desk
from dashboard.export.batch import FORMATS, SETS, Format, Job, export_all, one_file
from dashboard.export.carrying import read
from dashboard.export.picture import Picture
from dashboard.export.plain import MAKER, Plain
from dashboard.export.verifying import Verdict
from dashboard.export.verifying import verify as verified
from dashboard.figure_more import figures
from dashboard.printer import KINDS, Draws, Printer
from dashboard.selection import Asked, from_query, resolve
from dashboard.tongue import LANGS
from dashboard.weeks import week_of, week_selection
from feeds.coverage import Selection
from feeds.errors import ExportError, SelectionError
from feeds.model import Subject
from feeds.opening import Opened, open_real
from feeds.settings import MONDAY, Settings
from feeds.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown; "" and None where nothing was said."""

    week: str | None = None
    first: str = ""
    last: str = ""
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    event: str = ""
    query: str = ""
    as_of: str | None = None
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Form:
    """Which figures, and as what files."""

    figures: tuple[str, ...] = ()
    set: str = "briefing"
    out: Path | None = None
    format: str = ""
    preset: str = "sheet"
    scale: float | None = None
    fallback: bool = False


def export(settings: Settings, wish: Wish, form: Form) -> str:
    """Write what is wished for; what was written, in a line."""
    if "list" in form.figures:
        return "\n".join(figures())
    opened = open_real(settings, create=False)
    try:
        desk = Desk(opened.store, opened.subject)
        selection = chosen(wish, desk, opened.subject, settings.week_start)
        if _single(form):
            return _one(desk, selection, wish, form)
        return _many(opened, desk, selection, wish, form)
    finally:
        opened.store.close()


def verify(settings: Settings, path: Path, as_json: bool) -> tuple[str, bool]:
    """What was found out about a picture, and whether it is identical."""
    held = read(path)  # before a store is opened or a browser started for nothing
    opened = open_real(settings, create=False)
    try:
        with opener(held.proof.drawn_by.startswith(MAKER))() as printer:
            found = verified(path, opened.whole.store, printer)
    finally:
        opened.store.close()
    return (_json(found) if as_json else "\n".join(found.lines)), found.identical


def _json(found: Verdict) -> str:
    proof = {name: value for name, value in asdict(found.proof).items() if name != "table"}
    facts = {"identical": found.identical, "genuine": found.genuine, "current": found.current}
    return json.dumps({**facts, "told": found.lines, "proof": proof}, ensure_ascii=False, indent=1)


def opener(fallback: bool) -> Callable[[], AbstractContextManager[Draws]]:
    """What draws: a Chromium, or matplotlib."""
    return Plain if fallback else Printer


def chosen(wish: Wish, desk: Desk, subject: Subject, week_start: str = MONDAY) -> Selection:
    """The selection that is wished for, or SelectionError."""
    if wish.lang not in LANGS:
        raise SelectionError(f"“{wish.lang}” is no language here.", f"Choose {' or '.join(LANGS)}.")
    selection = _spanned(wish, desk, subject, week_start)
    if wish.topics or wish.outlets:
        picked = Asked(topics=wish.topics, outlets=wish.outlets)
        from_query(picked.to_query(), desk.subject())  # refuses what is not known
        selection = replace(selection, topics=wish.topics, outlets=wish.outlets)
    if wish.event:
        name = wish.event.removeprefix("event:")
        desk.event_label(known_event(desk.store, name))
        selection = replace(selection, events=(known_event(desk.store, name),))
    return replace(selection, as_of=_instant(wish.as_of)) if wish.as_of else selection


def known_event(store: Store, name: str) -> str:
    """Where an event is now, by any id that it had, with its prefix or without."""
    for written in (name, f"event:{name}"):
        found = store.current_event(written)
        if store.events([found]):
            return found
    raise SelectionError(f"There is no event “{name}”.", "Look it up: coverline explain event:ID.")


def _spanned(wish: Wish, desk: Desk, subject: Subject, week_start: str) -> Selection:
    if not (wish.query or wish.first or wish.last):
        return week_selection(wish.week, "", subject, desk.span(), week_start)
    if wish.week or (wish.query and (wish.first or wish.last)):
        raise SelectionError("Two spans were given.", "Give --week, --from and --to, or --query.")
    polled = desk.span()
    if polled is None:
        week_selection(None, "", subject, None)  # says that nothing was polled
        raise SelectionError("Nothing has been polled yet.")
    if wish.query:
        query = wish.query[wish.query.index("?") :] if "?" in wish.query else wish.query
        asked = from_query(query, desk.subject(), polled)
        found = resolve(asked, desk.subject(), polled)
        return replace(found, events=(asked.event,)) if asked.event else found
    days = Asked(span="dates", from_day=wish.first or wish.last, to_day=wish.last or wish.first)
    found = resolve(days, desk.subject(), polled)
    if found.from_at > polled[1]:
        raise SelectionError(
            f"{days.from_day} is after the store's last poll ({polled[1]:%Y-%m-%d %H:%M} UTC).",
            "Poll first, or choose earlier days.",
        )
    return found


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise SelectionError(f"“{text}” is no instant.", "Write 2026-01-02T06:00Z.") from error
    if found.tzinfo is None:
        raise SelectionError(f"“{text}” lacks its zone.", "Write 2026-01-02T06:00Z.")
    return found.astimezone(UTC)


def _single(form: Form) -> bool:
    """Whether one figure goes to one file, which is named."""
    return len(form.figures) == 1 and form.out is not None and form.out.suffix[1:] in FORMATS


def _format(form: Form) -> Format:
    """The format that was said, else that of the file's ending, else PNG."""
    ending = form.out.suffix[1:] if form.out and _single(form) else ""
    found = form.format or ending or "png"
    if found not in FORMATS:
        raise ExportError(f"There is no format “{found}”.", f"Choose one of: {', '.join(FORMATS)}.")
    if ending and ending != found:
        raise ExportError(f"{form.out} is named {ending}, and {found} was asked for.", "Choose.")
    return found


def _job(form: Form, wish: Wish, folder: Path, title: str) -> Job:
    if form.set not in SETS:
        raise ExportError(f"There is no set “{form.set}”.", f"Choose one of: {', '.join(SETS)}.")
    return Job(
        form.figures or SETS[form.set],
        folder,
        title,
        _format(form),
        form.preset,
        form.scale,
        wish.lang,
        opener(form.fallback),
    )


def _one(desk: Desk, selection: Selection, wish: Wish, form: Form) -> str:
    assert form.out is not None
    job = _job(form, wish, form.out.parent, "")
    picture = Picture(desk, selection, form.figures[0], wish.lang)
    picture.drawing(form.preset if job.format in KINDS else "sheet")
    if job.format not in KINDS:
        one_file(picture, form.out, job, None)
    else:
        with job.opens() as printer:
            one_file(picture, form.out, job, printer)
    return f"{form.out} written: {picture.title}."


def _many(opened: Opened, desk: Desk, selection: Selection, wish: Wish, form: Form) -> str:
    week = week_of(selection)
    whole = not (wish.query or wish.first or wish.last)
    ends = (selection.from_at.astimezone(selection.tz), selection.to_at.astimezone(selection.tz))
    days = f"{ends[0]:%Y-%m-%d}_{ends[1]:%Y-%m-%d}"
    folder = form.out or Path(f"coverline-{week if whole else days}")
    title = f"{opened.subject.label}, week {week}" if whole else opened.subject.label
    index = export_all(desk, selection, _job(form, wish, folder, title))
    absent = f" Left out: {' '.join(index.absent)}" if index.absent else ""
    of = week if whole else f"{ends[0]:%-d %b} on"
    return f"{index.pictures} figures of {of} written; look at {index.path}.{absent}"
