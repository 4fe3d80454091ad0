"""French."""

from __future__ import annotations

from feeds.dates.tongues.tongue import Tongue

FRENCH = Tongue(
    name="french",
    months=(
        "janvier|janv|jan",
        "février|févr|fév",
        "mars|mar",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil|juill",
        "août|aou",
        "septembre|sept|sep",
        "octobre|oct",
        "novembre|nov",
        "décembre|déc",
    ),
    weekdays=(
        "lundi|lun",
        "mardi|mar",
        "mercredi|mer",
        "jeudi|jeu",
        "vendredi|ven",
        "samedi|sam",
        "dimanche|dim",
    ),
    units={
        "second": "seconde|secondes|sec|s",
        "minute": "minute|minutes|min|mn",
        "hour": "heure|heures|h",
        "day": "jour|jours|j",
        "week": "semaine|semaines|sem",
        "month": "mois",
        "year": "an|ans|année|années",
    },
    ago="il y a",
    counts="un|une; deux; trois; quatre; cinq; six; sept; huit; neuf; dix; onze; douze; ; ; "
    "quinze; ; ; ; ; vingt",
    half="demi|demie",
    days=("aujourd'hui|aujourd’hui|aujourdhui", "hier", "avant-hier|avant hier"),
    now="maintenant|à l'instant|à l’instant|il y a un instant|il y a quelques instants"
    "|il y a quelques secondes",
    so="environ|et|près de|presque|plus de",
    fillers="le|à|au|du|de|vers",
    am="du matin",
    pm="de l'après-midi|de l’après-midi|du soir",
    zones={
        "heure de Paris|heure française|heure de Bruxelles": "Europe/Paris",
        "heure de Damas": "Asia/Damascus",
        "heure de Beyrouth": "Asia/Beirut",
        "heure de Moscou": "Europe/Moscow",
    },
    published="publié le|publié|publiée le|publiée|date de publication|mis en ligne le|posté le"
    "|paru le|créé le|date|rédigé le|mis en ligne|diffusé le",
    updated="mis à jour le|mis à jour|modifié le|modifié|mise à jour|mise à jour le"
    "|dernière mise à jour|dernière mise à jour le|actualisé le|dernière modification",
    edits=(
        (r"(?<!\w)1er(?!\w)", "1"),
        (r"(?<=^mar)[. ]+(?=\d)", "di "),  # `mar. 4 mars`: a weekday, not the month
        (r"^(?!il y a)(.*?)(?<!\d)(\d{1,2}) ?h ?(\d{2})(?!\d)", r"\1\2:\3"),
        (r"^(?!il y a)(.*?)(?<!\d)(\d{1,2}) ?(?:h|heures?)(?!\w)", r"\1\2:00"),
    ),
)
