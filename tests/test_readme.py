"""The README says what the code says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from feeds.model import OFF_SUBJECT
from feeds.settings import Settings
from feeds.store.schema import dictionary
from feeds.topics import Matcher, load_topics

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_data_dictionary_is_the_schema() -> None:
    held = README.split("<!-- dictionary -->")[1].split("<!-- /dictionary -->")[0]
    assert held.strip() == dictionary().strip(), (
        "Paste the output of feeds.store.schema.dictionary() between the dictionary marks."
    )


def test_every_setting_is_explained() -> None:
    named = set(re.findall(r"`(\w+)`", README))
    assert {setting.name for setting in fields(Settings)} <= named


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = README.split("## Dependencies")[1].split("\n## ")[0]
    names = [re.split(r"[\[<>=]", wanted)[0] for wanted in project["dependencies"]]
    assert [name for name in names if name not in reasons] == []


def test_every_dependency_is_pinned_without_an_address() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.match(r"[\w.\-]+==[\w.]+( ; .+)?$", pin) for pin in pins)
    assert not any(pin.startswith("coverline") for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [name for some in (project["dependencies"], *extras) for name in some]
    names = {re.split(r"[\[<>=]", name)[0].lower() for name in wanted} - {"coverline"}
    assert names <= {pin.split("==")[0].lower() for pin in pins}


def test_the_pictures_that_it_shows_are_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert [path for path in shown if not (ROOT / path).exists()] == []


def test_its_links_to_pages_lead_somewhere() -> None:
    links = re.findall(r"\]\((dashboard/[^)]+)\)", README)
    assert [path for path in links if not (ROOT / path).exists()] == []


def test_the_example_of_topics_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(README.split("```toml\n")[1].split("```")[0], "utf-8")
    matcher = Matcher(load_topics(path))

    def topics(title: str) -> list[str]:
        return [match.topic_id for match in matcher.match("s", title, "", "en", False)]

    assert topics("Dockworkers strike in Dessana") == ["harbour"]
    assert topics("أورسان فلتام speaks") == ["harbour"]
    assert topics("Dockworkers strike") == [OFF_SUBJECT], "weak, and nothing places it"
