"""Kurmanji and Sorani months, which no library reads; words are turned into English."""

from __future__ import annotations

import re

from feeds.dates.context import Context
from feeds.dates.rfc822 import MONTHS, read_english
from feeds.model import Reading

_MONTHS = (
    "çile|çileya paşîn|kanûna paşîn|kanûna duyem|rêbendan|کانوونی دووەم|ڕێبەندان",
    "sibat|şibat|reşemî|شوبات|شووبات",
    "adar|avdar|ئازار|ئادار",
    "nîsan|avrêl|نیسان",
    "gulan|ئایار|مایس",
    "hezîran|pûşper|حوزەیران|حوزەیران",
    "tîrmeh|temûz|تەمموز|تەمووز",
    "tebax|gelawêj|ئاب",
    "îlon|eylûl|rezber|ئەیلوول|ئەیلول",
    "cotmeh|çiriya pêşîn|çiriya yekem|kewçêr|تشرینی یەکەم",
    "mijdar|çiriya paşîn|çiriya duyem|sermawez|تشرینی دووەم",
    "kanûn|kanûna pêşîn|kanûna yekem|berfanbar|کانوونی یەکەم",
)
_MONTH_OF = {
    name: month for month, names in zip(MONTHS, _MONTHS, strict=True) for name in names.split("|")
}
_ALTERNATIVES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_MONTH = re.compile(rf"(?<!\w)({_ALTERNATIVES})(?:[eêaî]|an|ya|yê|ی|ێ)?(?!\w)", re.I)
_NUMBER_ENDING = re.compile(r"(?<=\d)['’]?(?:ê|an|a|î|em|ی|ەم)(?!\w)")
_FILLER = re.compile(
    r"(?<!\w)(?:duşem|sêşem|çarşem|pêncşem|yekşem|în|şemî|şem|saet|seet|di|li|sala)(?:[bîê]|bê|a)?(?!\w)"
    r"|(?<!\w)(?:یەکشەممە|دووشەممە|سێشەممە|چوارشەممە|پێنجشەممە|هەینی|شەممە|کاتژمێر|ساڵی)(?!\w)",
    re.I,
)


def read(text: str, context: Context) -> Reading | None:
    """`6 Adar 2025`, `6ê Adara 2025an 17:05`, `٦ی ئازاری ٢٠٢٥`."""
    if context.tongue not in ("ku", "kmr", "ckb"):
        return None
    text = _NUMBER_ENDING.sub("", text.replace("ك", "ک").replace("ي", "ی"))
    text = _MONTH.sub(lambda match: f" {_MONTH_OF[match[1].lower()]} ", text)
    english = " ".join(_FILLER.sub(" ", text).split()).strip(" ,،-")
    return read_english(english, "kurdish", context)
