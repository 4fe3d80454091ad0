"""`coverline export`, `coverline verify` and `coverline brief`: pictures, their proof, the weekly
briefing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.endings import FAILED

Week = Annotated[
    str | None,
    typer.Option(help="ISO week, e.g. 2026-W01; by default the last whole week polled."),
]
Lang = Annotated[str, typer.Option(help="Language of the words on the picture: en or ar.")]


def export(
    ctx: typer.Context,
    week: Week = None,
    figures: Annotated[
        list[str] | None,
        typer.Option("--figure", help="Just this figure; may be repeated. `list` names them all."),
    ] = None,
    chosen: Annotated[str, typer.Option("--set", help="A set of figures.")] = "briefing",
    first: Annotated[str, typer.Option("--from", help="First day in place of a week.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day, e.g. 2026-01-31.")] = "",
    topics: Annotated[str, typer.Option(help="Only these topics, e.g. coast,sdf.")] = "",
    outlets: Annotated[str, typer.Option(help="Only these outlets, by their ids.")] = "",
    event: Annotated[str, typer.Option(help="The event that `event` shows, by its id.")] = "",
    query: Annotated[
        str, typer.Option(help="What a page of the dashboard shows: its address from ? on.")
    ] = "",
    as_of: Annotated[
        str | None, typer.Option(help="What was known then, e.g. 2026-01-02T06:00Z.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder, coverline-WEEK by default; or the file of one figure."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="png, svg, pdf; or the data: csv, xlsx, parquet.")
    ] = "",
    preset: Annotated[str, typer.Option(help="sheet, slide, column or card.")] = "sheet",
    scale: Annotated[
        float | None, typer.Option(min=1, max=4, help="Pixels a point of a PNG.")
    ] = None,
    lang: Lang = "en",
    fallback: Annotated[
        bool, typer.Option("--fallback", help="Draw with matplotlib, without Chromium.")
    ] = False,
) -> None:
    """Write figures as pictures that prove themselves, or their data, with an index.

    Example: coverline export --week 2026-W01 --set briefing --out pictures

    Example: coverline export --figure timeline --from 2026-01-01 --to 2026-01-14
    --topics coast --preset slide --out coast.png
    """
    from dashboard.export import commands

    wish = commands.Wish(week, first, last, _ids(topics), _ids(outlets), event, query, as_of, lang)
    form_ = commands.Form(tuple(figures or ()), chosen, out, form, preset, scale, fallback)
    print(commands.export(ctx.obj, wish, form_))


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A PNG, SVG or PDF that was exported.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Draw a picture again from the store and say whether it is the same.

    Exit code 0 identical, 1 changed or tampered with, 2 unreadable or none of Coverline's.

    Example: coverline --store sqlite:///desk.db verify pictures/timeline.png
    """
    from dashboard.export import commands

    text, identical = commands.verify(ctx.obj, file, as_json)
    print(text)
    if not identical:
        raise typer.Exit(FAILED)


def brief(
    ctx: typer.Context,
    week: Week = None,
    lang: Annotated[str, typer.Option(help="Language of the edition: en or ar.")] = "en",
    subject: Annotated[
        str | None, typer.Option(help="Folder or name of the subject; the store's own if left out.")
    ] = None,
    to: Annotated[
        str, typer.Option(help="html, pdf or md (for mail); by default as --out ends, else html.")
    ] = "",
    static: Annotated[
        bool, typer.Option("--static", help="HTML with pictures, a tenth of the size; Chromium.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="The file to write; coverline-briefing-WEEK.html by default."),
    ] = None,
    week_start: Annotated[
        str | None, typer.Option(help="First day of the week: monday, sunday or saturday.")
    ] = None,
) -> None:
    """Write a week's briefing as one file that opens offline.

    Example: coverline brief --week 2026-W01 --out briefing.html

    Example: coverline brief --lang ar --to pdf --week-start saturday

    Every Monday at six, by cron: 0 6 * * 1 cd /srv/desk && coverline brief --to pdf
    """
    from dashboard.notebook import Wish, brief_week, kind_of
    from feeds.settings import with_options

    settings = with_options(ctx.obj, {"subject": subject, "week_start": week_start})
    wish = Wish(week, lang, kind_of(to, out), static)
    first, *rest = brief_week(settings, wish, out)
    print(f"Briefing written to {first}{''.join(f', its stories to {path}' for path in rest)}.")


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
