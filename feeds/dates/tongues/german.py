"""German, with Austria's names of months."""

from __future__ import annotations

from feeds.dates.tongues.tongue import Tongue

GERMAN = Tongue(
    name="german",
    months=(
        "Januar|Jänner|Jan|Jän",
        "Februar|Feber|Feb",
        "März|Maerz|Mär|Mrz",
        "April|Apr",
        "Mai",
        "Juni|Jun|Juno",
        "Juli|Jul",
        "August|Aug",
        "September|Sept|Sep",
        "Oktober|Okt",
        "November|Nov",
        "Dezember|Dez",
    ),
    weekdays=(
        "Montag|Mo",
        "Dienstag|Di",
        "Mittwoch|Mi",
        "Donnerstag|Do",
        "Freitag|Fr",
        "Samstag|Sonnabend|Sa",
        "Sonntag|So",
    ),
    units={
        "second": "Sekunde|Sekunden|Sek",
        "minute": "Minute|Minuten|Min",
        "hour": "Stunde|Stunden|Std|h",
        "day": "Tag|Tagen|Tage",
        "week": "Woche|Wochen",
        "month": "Monat|Monaten|Monate",
        "year": "Jahr|Jahren|Jahre",
    },
    ago="vor",
    counts="ein|einer|einem|eine; zwei; drei; vier; fünf; sechs; sieben; acht; neun; zehn; elf; "
    "zwölf; ; ; fünfzehn; ; ; ; ; zwanzig",
    half="halben|halbe",
    days=("heute", "gestern", "vorgestern"),
    now="jetzt|gerade eben|soeben|eben|gerade|vor wenigen Sekunden|vor wenigen Minuten",
    so="etwa|rund|ca|circa|und|knapp|ungefähr",
    fillers="am|um|den|der|Uhr|dem|gegen",
    am="vorm|vormittags|morgens|früh",
    pm="nachm|nachmittags|abends",
    noon="mittags",
    night="nachts",
    zones={
        "MEZ": "+01:00",
        "MESZ": "+02:00",
        "Ortszeit Damaskus": "Asia/Damascus",
        "Moskauer Zeit": "Europe/Moscow",
    },
    published="veröffentlicht am|veröffentlicht|erschienen am|erschienen|Datum|publiziert am"
    "|publiziert"
    "|erstellt am|erstellt|Stand|Erstveröffentlichung|veröffentlichungsdatum|vom|online seit",
    updated="aktualisiert am|aktualisiert|zuletzt aktualisiert|zuletzt aktualisiert am"
    "|letzte Änderung"
    "|letzte Aktualisierung|geändert am|Update|zuletzt geändert",
    edits=(
        (r"(?<!\d)(\d{1,2}) uhr (\d{2})(?!\d)", r"\1:\2"),
        (r"(?<![\d:.])(\d{1,2}) uhr", r"\1:00"),
        (r"(?<![\d.])(\d{1,2})\.(\d{2}) uhr", r"\1:\2"),
    ),
)
