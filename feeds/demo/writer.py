"""Headlines and summaries out of the bank, hardly one of them twice."""

from __future__ import annotations

from random import Random

from feeds.demo.bank import Bank, Phrases
from feeds.demo.grammar import name, number
from feeds.demo.happenings import Happening

COAST = ("halvara", "dessana", "belmara")
INLAND = ("kelmor", "orvel", "tolbek", "immera", "velis", "sarnem", "ostrana", "korvan", "nahwara")
CITIES = COAST + INLAND
TRIES = 60


class Writer:
    """Writes for all outlets and remembers what has been written."""

    def __init__(self, bank: Bank, rng: Random) -> None:
        self._bank, self._rng = bank, rng
        self._titles: set[str] = set()
        self._texts: set[str] = set()
        self._phrases = {kind.id: kind.phrases for kind in bank.kinds}

    def report(
        self, happening: Happening, language: str, hand: int, credit: bool
    ) -> tuple[str, str]:
        """(title, summary) on a happening; `hand` fixes an outlet's spelling of names."""
        facts = self._facts(happening, language, hand)
        phrases = self._phrases[happening.kind][language]
        title = self._title(phrases, facts, language)
        return title, self._summary(phrases, facts, language, credit)

    def retitled(self, happening: Happening, language: str, hand: int) -> str:
        """Another headline on the same happening, as an editor would put it later."""
        facts = self._facts(happening, language, hand)
        return self._title(self._phrases[happening.kind][language], facts, language)

    def single(self, language: str) -> tuple[str, str]:
        """(title, summary) of a story that no other outlet has."""
        for _ in range(TRIES):
            head, lead = self._rng.choice(self._bank.singles[language])
            slots = self._slots(language)
            title, summary = head.format(**slots), lead.format(**slots)
            if title not in self._titles:
                break
        self._titles.add(title)
        return title, summary

    def _facts(self, happening: Happening, language: str, hand: int) -> dict[str, object]:
        def spelled(word: str) -> str:
            forms = self._bank.words[word][language]
            return name(forms[hand % len(forms)], language)

        facts: dict[str, object] = {word: spelled(word) for word in self._bank.words}
        facts["place"] = spelled(happening.place)
        facts["source"] = spelled(happening.leader)
        facts["n"], facts["m"] = number(happening.n, language), number(happening.m, language)
        return facts

    def _title(self, phrases: Phrases, facts: dict[str, object], language: str) -> str:
        heads = [head.format(**facts) for head in phrases.heads]
        self._rng.shuffle(heads)
        tails = list(self._bank.tails[language])
        self._rng.shuffle(tails)
        options = heads + [head + tail for tail in tails for head in heads]
        title = next((one for one in options if one not in self._titles), options[-1])
        self._titles.add(title)
        return title

    def _summary(
        self, phrases: Phrases, facts: dict[str, object], language: str, credit: bool
    ) -> str:
        for _ in range(TRIES):
            sentences = [self._rng.choice(phrases.leads).format(**facts)]
            extra = self._rng.sample(phrases.more, self._rng.randint(0, len(phrases.more)))
            sentences += [sentence.format(**facts) for sentence in extra]
            sentences += [self._said(language, facts)] if self._rng.random() < 0.7 else []
            if credit:
                sentences.append(self._rng.choice(self._bank.credit[language]).format(**facts))
            summary = " ".join(sentences)
            if summary not in self._texts:
                break
        self._texts.add(summary)
        return summary

    def _said(self, language: str, facts: dict[str, object]) -> str:
        return self._rng.choice(self._bank.voice[language]).format(**facts)

    def _slots(self, language: str) -> dict[str, object]:
        rng, words = self._rng, self._bank.words
        here, there = rng.sample(CITIES, 2)
        ranges = {"t": (11, 29), "n": (11, 95), "k": (3, 9), "k2": (12, 38), "n2": (120, 890)}
        slots: dict[str, object] = {
            slot: number(rng.randint(low, high), language) for slot, (low, high) in ranges.items()
        }
        slots |= {slot: rng.choice(forms[language]) for slot, forms in self._bank.slots.items()}
        slots["place"] = name(words[here][language][0], language)
        slots["place2"] = name(words[there][language][0], language)
        return slots
