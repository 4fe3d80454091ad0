"""`coverline correct …`: what an analyst sets right about events, topics, reprints and threads."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="Set right what belongs together, what things are called and which topic they are on.\n\n"
    "What you say holds at once and for later stories, survives a rebuild, and can be taken back."
    "\n\nExample: coverline correct pin story:s1a2 story:s9f3 --note 'same raid'",
    no_args_is_help=True,
)

By = Annotated[str, typer.Option("--by", help="Who says so; your login name by default.")]
Note = Annotated[str, typer.Option("--note", help="Why, for those who read it later.")]
Some = Annotated[list[str], typer.Argument(help="Ids or addresses of stories, or event:ID.")]
AnEvent = Annotated[str, typer.Argument(help="The event's id.")]


@app.command()
def pin(ctx: typer.Context, stories: Some, by: By = "", note: Note = "") -> None:
    """These stories tell one happening, whatever they look like.

    All go to the oldest of their events; event:ID stands for all stories that the event has now.

    Example: coverline correct pin story:s1a2 event:e77c
    """
    from dashboard import correcting

    correcting.pin(ctx.obj, "pin", stories, by, note)


@app.command()
def part(ctx: typer.Context, stories: Some, by: By = "", note: Note = "") -> None:
    """No two of these stories tell one happening; the later ones leave, with what is like them.

    Example: coverline correct part story:s1a2 story:s9f3
    """
    from dashboard import correcting

    correcting.pin(ctx.obj, "part", stories, by, note)


@app.command()
def rename(
    ctx: typer.Context,
    event: AnEvent,
    name: Annotated[str, typer.Argument(help="Its name; '' gives it its headline back.")],
    by: By = "",
    note: Note = "",
) -> None:
    """Call an event so.

    Example: coverline correct rename event:e77c 'The harbour fire'
    """
    from dashboard import correcting

    correcting.rename(ctx.obj, event, name, by, note)


@app.command()
def move(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="An event's or a story's id.")],
    topic: Annotated[str, typer.Argument(help="A topic's id; none for no topic.")],
    also: Annotated[bool, typer.Option("--also", help="Beside the topics that it has.")] = False,
    by: By = "",
    note: Note = "",
) -> None:
    """Put an event, with the stories to come, or one story on a topic.

    Example: coverline correct move event:e77c coast
    """
    from dashboard import correcting

    correcting.move(ctx.obj, what, topic, also, by, note)


@app.command()
def reprint(
    ctx: typer.Context,
    story: Annotated[str, typer.Argument(help="The story.")],
    origin: Annotated[str, typer.Argument(help="The story that it reprints; none if none.")],
    by: By = "",
    note: Note = "",
) -> None:
    """A story is a reprint of another, or none of any.

    Example: coverline correct reprint story:s9f3 none
    """
    from dashboard import correcting

    correcting.reprint(ctx.obj, story, origin, by, note)


@app.command()
def link(
    ctx: typer.Context,
    later: Annotated[str, typer.Argument(help="The event that goes on from the other.")],
    earlier: Annotated[str, typer.Argument(help="The earlier event.")],
    kind: Annotated[str, typer.Option(help="follows, reacts, denies or cites.")] = "follows",
    by: By = "",
    note: Note = "",
) -> None:
    """An event goes on from an earlier one.

    Example: coverline correct link event:e9b0 event:e77c --kind denies
    """
    from dashboard import correcting

    correcting.link(ctx.obj, later, earlier, kind, by, note)


@app.command()
def unlink(
    ctx: typer.Context,
    later: Annotated[str, typer.Argument(help="The later event.")],
    earlier: Annotated[str, typer.Argument(help="The earlier event.")],
    by: By = "",
    note: Note = "",
) -> None:
    """An event does not go on from an earlier one.

    Example: coverline correct unlink event:e9b0 event:e77c
    """
    from dashboard import correcting

    correcting.link(ctx.obj, later, earlier, "", by, note)


@app.command()
def undo(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(help="The correction's number.")],
    by: By = "",
    note: Note = "",
) -> None:
    """Take a correction back: what it moved goes back to where it was.

    Example: coverline correct undo 3
    """
    from dashboard import correcting

    correcting.undo(ctx.obj, number, by, note)


@app.command(name="list")
def list_(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a script.")] = False,
) -> None:
    """List what was set right, by whom and why.

    Example: coverline correct list
    """
    from dashboard import correcting

    correcting.tell(ctx.obj, as_json)
