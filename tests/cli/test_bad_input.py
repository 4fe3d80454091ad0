"""Bad input: one clear line, exit code 2, no traceback, and nothing lost."""

from __future__ import annotations

import shutil
import socket
import sqlite3

import pytest

from feeds.store import open_store
from tests.cli.desk import Desk, refused
from tests.cli.newsroom import Newsroom

ONE = "<opml version='2.0'><body><outline text='T' xmlUrl='https://t.example/'/></body></opml>"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("poll --wat", ["No such option: --wat", "coverline poll --help"]),
        ("prune", ["No such command 'prune'", "coverline --help"]),
        ("feeds import", ["Missing argument", "coverline feeds import --help"]),
        ("poll --at 2026-01-02T06:00", ["no instant with a zone", "Write 2026-01-02T06:00Z"]),
        ("poll --at yesterday", ["no instant with a zone"]),
        ("poll --at 0001-01-01T00:00+05:00", ["no instant with a zone"]),
        ("--subject siria poll", ['no subject "siria"', "Bundled: demo, syria"]),
        ("--subject demo poll", ["is for invented data"]),
        ("--store coverline.db poll", ["is not a store address", "sqlite:///coverline.db"]),
        ("status", ["does not exist", "coverline up"]),
        ("serve", ["does not exist", "coverline up"]),
        ("poll --opml mine.opml", ["mine.opml cannot be read: No such file"]),
        ("feeds import .", ["cannot be read: Is a directory"]),
        ("serve --port 99999", ["--port", "from 1 to 65535"]),
        ("up --host nowhere.invalid --open", ["Cannot listen on nowhere.invalid", "--host"]),
        ("export --scale 9", ["--scale", "4"]),
    ],
)
def test_a_wrong_word_is_told_in_one_line(desk: Desk, words: str, says: list[str]) -> None:
    refused(desk(*words.split()), *says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = ", "coverline.toml is not valid TOML"),
        ("prot = 1", "unknown setting prot"),
        ("port = true", "a whole number from 1 to 65535"),
        ("timeout = nan", "a number from"),
        ("concurrency = 0", "a whole number from 1"),
        ("host = ''", "a text with something in it"),
    ],
)
def test_a_broken_coverline_toml(desk: Desk, text: str, says: str) -> None:
    desk.write("coverline.toml", text)
    refused(desk("poll"), "coverline.toml", says)


def test_a_coverline_toml_that_is_a_folder(desk: Desk) -> None:
    (desk.folder / "coverline.toml").unlink()
    (desk.folder / "coverline.toml").mkdir()
    refused(desk("status"), "coverline.toml cannot be read: Is a directory")


@pytest.mark.parametrize("name", ["outlets.toml", "topics.toml"])
def test_a_broken_file_of_a_subject_makes_no_store(desk: Desk, name: str) -> None:
    path = desk.folder / "quay" / name
    path.write_text(path.read_text("utf-8").replace('label = "', 'lable = "', 1), "utf-8")
    refused(desk("--subject", "quay", "poll"), name, "line", "lable")
    assert not (desk.folder / "desk.db").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<opml version='2.0'><body><outline", "mine.opml, line 1: broken XML"),
        ("<html></html>", "no OPML, it begins with <html>"),
        ("<opml version='2.0'><body/></opml>", "no feed in it"),
    ],
)
def test_a_broken_opml_loses_nothing(polled: Desk, text: str, says: str) -> None:
    before = polled.counts()
    polled.write("mine.opml", text)
    refused(polled("poll", "--opml", "mine.opml"), says)
    refused(polled("feeds", "import", "mine.opml"), says)
    assert polled.counts() == before


def test_an_opml_address_without_an_answer(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.bodies["/empty.opml"] = b""
    refused(desk("poll", "--opml", f"{newsroom.url}/empty.opml"), "the answer is empty")
    refused(desk("poll", "--opml", "http://lists.invalid/mine.opml"), "lists.invalid")
    refused(desk("up", "--opml", "http://lists.invalid/mine.opml"), "lists.invalid")
    assert not (desk.folder / "desk.db").exists()


def test_what_only_reads_makes_no_store(desk: Desk) -> None:
    desk("--subject", "quay", "poll", "--opml", "nowhere.opml")
    desk("--subject", "quay", "feeds", "import", "nowhere.opml")
    assert desk("--subject", "quay", "feeds", "export").out.count("xmlUrl") == 3
    assert not (desk.folder / "desk.db").exists()


COMMANDS = ("poll", "up", "serve", "status", "demo", "export", "brief")


def test_a_file_that_is_not_ours_is_left_alone(desk: Desk) -> None:
    path = desk.folder / "desk.db"
    path.write_text("My harbour diary.")
    for command in COMMANDS:
        refused(desk(command), "is not a Coverline store", "--store")
    assert path.read_text() == "My harbour diary."


def test_the_database_of_another_program_is_left_alone(desk: Desk) -> None:
    path = desk.folder / "desk.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE boats (name TEXT)")
    other.close()
    before = path.read_bytes()
    for command in COMMANDS:
        refused(desk(command), "is not a Coverline store")
    assert path.read_bytes() == before


def test_a_newer_schema_is_left_alone(desk: Desk) -> None:
    open_store(desk.store).close()
    with sqlite3.connect(desk.folder / "desk.db") as newer:
        newer.execute("INSERT INTO schema_migrations (number, name) VALUES (999, 'later')")
    for command in COMMANDS:
        refused(desk(command), "newer Coverline", "pip install -U")


def test_another_subject_into_a_store_that_holds_one(polled: Desk) -> None:
    before = polled.counts()
    refused(polled("--subject", "syria", "poll"), "holds the subject", "not syria", "--store")
    assert polled.counts() == before


def test_the_subjects_folder_is_found_again_from_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("--subject", "quay", "poll")
    (desk.folder / "pier").mkdir()
    monkeypatch.chdir(desk.folder / "pier")
    assert desk("--store", desk.store, "status", "--json").code == 0
    shutil.rmtree(desk.folder / "quay")
    refused(desk("--store", desk.store, "status"), "no subject")


def test_the_demo_into_real_data_and_real_feeds_into_the_demo(polled: Desk) -> None:
    before = polled.counts()
    refused(polled("demo", "--no-serve"), "holds real data", "coverline-demo.db")
    assert polled.counts() == before
    other = ("--store", f"sqlite:///{polled.folder}/invented.db")
    store = open_store(other[1])
    store.set_meta("kind", "demo")
    store.close()
    polled.write("mine.opml", ONE)
    for words in (("poll",), ("up",), ("feeds", "import", "mine.opml")):
        refused(polled(*other, *words), "is for invented data", "coverline demo")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("export --week 2026-W60", "no week 60 in 2026"),
        ("export --week someday", "is no week"),
        ("export --week 2031-W01", "begins after the store's last poll"),
        ("export --figure map", "map"),
        ("brief --week 2026-W60", "no week 60 in 2026"),
    ],
)
def test_an_impossible_week_or_figure(polled: Desk, words: str, says: str) -> None:
    refused(polled(*words.split()), says)


def test_a_week_before_anything_was_polled(desk: Desk) -> None:
    open_store(desk.store).close()
    refused(desk("export"), "Nothing has been polled yet")


@pytest.mark.parametrize("command", ["up", "serve", "demo"])
def test_a_busy_port(desk: Desk, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        refused(desk(command, "--port", port), f"port {port}: Address already in use", "--port")
    assert not (desk.folder / "coverline-demo.db").exists()


def test_an_export_to_where_nothing_can_be_written(desk: Desk) -> None:
    refused(desk("--subject", "quay", "feeds", "export", "no/such.opml"), "no/such.opml: No such")
