"""The figures that a text gives, in Arabic and English, by small word lists."""

from feeds.claims.book import MEASURES, Measure
from feeds.claims.finding import Figure, figures

__all__ = ["MEASURES", "Figure", "Measure", "figures"]
