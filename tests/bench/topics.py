"""One best topic a story: `python -m tests.bench.topics CASES.tsv --out PREDICTED.tsv`.

Reads id, feed, title and summary, never the labels; `--score` reads them afterwards, to
print accuracy and macro F1.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from feeds.model import OFF_SUBJECT, Subject
from feeds.subjects import load_subject
from feeds.text import detect_language
from feeds.topics import Matcher
from feeds.topics.home import top_level

NONE, REST = "other-not-syria", "economy-daily-life"
LANGUAGES = {"ara": "ar", "deu": "de", "fra": "fr", "pol": "pl", "rus": "ru", "tur": "tr"}
READ = ("id", "lang", "feed", "title", "summary")


def predict(rows: Iterable[Mapping[str, str]], subject: Subject) -> dict[str, str]:
    """The strongest topic of each row by id, or `other-not-syria`.

    A story about the subject on none of its topics has to be on one here: on the one that
    takes in whatever goes on in the country.
    """
    matcher, where = Matcher(subject.topics), countries(subject)
    best = {}
    for row in rows:
        title, summary = row["title"], row["summary"]
        language = detect_language(f"{title} {summary}", (LANGUAGES.get(row["lang"], "en"), "en"))
        country = where.get(row["feed"].removeprefix("www.")) or top_level(row["feed"])
        found = matcher.match(row["id"], title, summary, language, country)
        topic = found[0].topic_id if found else REST
        best[row["id"]] = NONE if topic == OFF_SUBJECT else topic
    return best


def countries(subject: Subject) -> dict[str, str]:
    """Where the outlets behind a feed's host sit."""
    return {
        (urlsplit(feed.url).hostname or "").removeprefix("www."): outlet.country
        for outlet in subject.outlets
        for feed in outlet.feeds
    }


def scores(gold: Mapping[str, str], predicted: Mapping[str, str]) -> dict[str, tuple[float, int]]:
    """F1 and number of cases for each label."""
    right = Counter(label for key, label in gold.items() if predicted[key] == label)
    wanted, given = Counter(gold.values()), Counter(predicted.values())
    return {n: (2 * right[n] / (wanted[n] + given[n]), wanted[n]) for n in wanted | given}


def main(arguments: list[str] | None = None) -> None:
    """Write the predictions; with --score, say how good they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args(arguments)
    with options.cases.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    subject = load_subject("syria")
    best = predict([{name: row.get(name) or "" for name in READ} for row in rows], subject)
    if options.out:
        lines = ["id\ttopic", *(f"{key}\t{topic}" for key, topic in best.items())]
        options.out.write_text("\n".join(lines) + "\n", "utf-8")
    if options.score:
        _report({row["id"]: row["topic"] for row in rows}, best)


def _report(gold: Mapping[str, str], best: Mapping[str, str]) -> None:
    by_label = scores(gold, best)
    for label, (f1, number) in sorted(by_label.items()):
        print(f"{label:36} F1 {f1:.3f}  n {number}")
    right = sum(best[key] == label for key, label in gold.items())
    macro = sum(f1 for f1, number in by_label.values() if number)
    labels = sum(1 for _, number in by_label.values() if number)
    share = f"macro F1 {macro / labels:.3f} over the {labels} topics with n >= 1"
    print(f"accuracy {right / len(gold):.3f}, {share}")


if __name__ == "__main__":
    main()
