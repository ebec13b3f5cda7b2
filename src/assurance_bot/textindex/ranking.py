"""How well units answer some terms: BM25 of the text, the neighbours' and the heading's added in part.

Term at a time over whole posting lists, so that nothing depends on which engine keeps them: it is exact, needs no
neighbour fields in the index, and took a sixth of the time of Whoosh's own top-ten search over one field.
The weights are those that won, step by step, on 416 questions about committee meetings with known answers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, Protocol

from assurance_bot.textindex.units import NOBODY, Units

Field = Literal["text", "heading"]

K1, B = 0.9, 0.4
BEFORE, AFTER, HEADING = 0.4, 0.2, 0.5
PRIOR = 0.3  # the best meeting's units gain this share of their score, others in proportion
POSTINGS = 100_000  # the commonest terms are left out beyond so many: they tell least and cost most
MOST_TERMS = 64


class Postings(Protocol):
    """What an engine keeps: for each term of a field, the units that hold it and how often."""

    def frequency(self, field: Field, term: str, /) -> int:
        """Return in how many units the term stands."""

    def postings(self, field: Field, term: str, /) -> Iterable[tuple[int, float]]:
        """Return (number of the unit, times), by number."""


def idf(units: int, holding: int) -> float:
    """Return the inverse document frequency of BM25 (Robertson and Spärck Jones, kept above 0 by the 1)."""
    return math.log(1 + (units - holding + 0.5) / (holding + 0.5))


def saturated(times: float, length: float, average: float) -> float:
    """Return BM25's weight of a term that stands `times` in a text of that length."""
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))


class Ranking:
    """Scores the units of one index."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._norms = {"text": _norms(units.length), "heading": _norms(units.heading_length)}
        self._meeting_length = [0.0] * len(units.meetings)
        for number, meeting in enumerate(units.meeting):
            self._meeting_length[meeting] += units.length[number]
        self._meeting_average = max(1.0, sum(self._meeting_length) / max(1, len(self._meeting_length)))

    def scores(self, terms: Iterable[str], postings: Postings) -> dict[int, float]:
        """Return a score for each unit that any of the terms, or of its neighbours' or heading's, speaks for."""
        text: defaultdict[int, float] = defaultdict(float)
        heading: defaultdict[int, float] = defaultdict(float)
        meetings: defaultdict[int, float] = defaultdict(float)
        kept = list(dict.fromkeys(terms))
        for term in self._affordable("text", kept, postings):
            self._add_text(term, postings, text, meetings)
        for term in self._affordable("heading", kept, postings):
            self._add("heading", postings.postings("heading", term), heading)
        return self._with_prior(self._together(text, heading), meetings)

    def _affordable(self, field: Field, terms: list[str], postings: Postings) -> list[str]:
        """Return the terms that occur, rarest first, up to POSTINGS in all; the rarest always."""
        found = sorted((postings.frequency(field, term), term) for term in terms)
        kept: list[str] = []
        spent = 0
        for frequency, term in found:
            if frequency and (not kept or spent + frequency <= POSTINGS) and len(kept) < MOST_TERMS:
                kept.append(term)
                spent += frequency
        return kept

    def _add(self, field: Field, found: Iterable[tuple[int, float]], scores: defaultdict[int, float]) -> None:
        held = list(found)
        weight = idf(len(self.units), len(held)) * (K1 + 1)
        norms = self._norms[field]
        for number, times in held:
            scores[number] += weight * times / (times + norms[number])

    def _add_text(
        self, term: str, postings: Postings, text: defaultdict[int, float], meetings: defaultdict[int, float]
    ) -> None:
        held = list(postings.postings("text", term))
        self._add("text", held, text)
        inside: defaultdict[int, float] = defaultdict(float)
        of = self.units.meeting
        for number, times in held:
            inside[of[number]] += times
        weight = idf(len(self._meeting_length), len(inside))
        for meeting, times in inside.items():
            meetings[meeting] += weight * saturated(times, self._meeting_length[meeting], self._meeting_average)

    def _together(self, text: dict[int, float], heading: dict[int, float]) -> defaultdict[int, float]:
        before, after = self.units.before, self.units.after
        total: defaultdict[int, float] = defaultdict(float, text)
        for number, score in text.items():
            if (following := after[number]) != NOBODY:
                total[following] += BEFORE * score
            if (previous := before[number]) != NOBODY:
                total[previous] += AFTER * score
        for number, score in heading.items():
            total[number] += HEADING * score
        return total

    def _with_prior(self, total: dict[int, float], meetings: dict[int, float]) -> dict[int, float]:
        best = max(meetings.values(), default=0.0)
        if not best:
            return total
        of = self.units.meeting
        gain = {meeting: 1 + PRIOR * score / best for meeting, score in meetings.items()}
        return {number: score * gain.get(of[number], 1.0) for number, score in total.items()}


def _norms(lengths: Iterable[int]) -> list[float]:
    """Return what BM25 adds to the times of a term for a text of each length."""
    held = list(lengths)
    average = max(1.0, sum(held) / max(1, len(held)))
    return [K1 * (1 - B + B * length / average) for length in held]
