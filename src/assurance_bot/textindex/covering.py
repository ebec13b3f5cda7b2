"""How much of what is asked a passage speaks of: the share of the words, the rare ones weighing more, in it or close to it.

Minutes answer in context: "He would meet it by the summer" speaks of what the heading, the question or the sentence before
names. So a word counts whole in the words themselves, and in part where it stands in the rest of the passage, in the
heading, or in a passage shortly before or after, less where that is under another heading. 1.0 is every word in the words
themselves; nothing asked gives 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assurance_bot.textindex.light import LIGHT
from assurance_bot.textindex.ranking import idf
from assurance_bot.textindex.terms import Need
from assurance_bot.textindex.units import NOBODY, Units

PASSAGE, HEADING = 0.85, 0.75
KIN = 0.8
"""What a word of the same family counts of the word itself."""
BEFORE, AFTER = (0.6, 0.45, 0.3), (0.35, 0.2)
"""What a word counts in the rest of the passage, in its heading, and in the passages before and after, the nearest first."""
ELSEWHERE = 0.7
"""What is left of that where the passage before or after stands under another heading."""

_ROUNDING = 1e-9  # by how much a sum in another order may differ

SHORT = 3
"""Of so few words each is what is asked about."""


@dataclass(frozen=True)
class Covering:
    """One question's words, with where each stands; `kin` are words of one family with each, `akin` where these stand."""

    units: Units
    needs: tuple[Need, ...]
    weights: tuple[float, ...]
    texts: tuple[frozenset[int], ...]
    headings: tuple[frozenset[int], ...]
    terms: Callable[[str], Collection[str]]
    kin: tuple[Need, ...] = ()
    akin: tuple[frozenset[int], ...] = ()

    @cached_property
    def absent(self) -> tuple[Need, ...]:
        """The needs that stand in no text and no heading."""
        places = zip(self.needs, self.texts, self.headings, strict=True)
        return tuple(need for need, text, heading in places if not text and not heading)

    @cached_property
    def _near(self) -> dict[int, list[tuple[int, float]]]:
        return {}

    @cached_property
    def _shares(self) -> dict[int, float]:
        """The shares of whole units, as far as they are known."""
        return {}

    @cached_property
    def _total(self) -> float:
        return sum(self.weights) or 1.0

    def share(self, unit: str, words: str | None = None) -> float:
        """Return the share of a unit; of `words` of it where given, the rest of it being their passage."""
        number = self.units.number(unit)
        if number is None or not self.needs:
            return 0.0
        if words is None and number in self._shares:
            return self._shares[number]
        own = None if words is None else frozenset(self.terms(words))
        places = self._near.get(number)
        if places is None:
            places = self._near[number] = self._places(number)
        return sum(w * self._best(i, number, own, places) for i, w in enumerate(self.weights)) / self._total

    def own(self, words: str) -> float:
        """Return the share of the words asked for that stand in `words` themselves."""
        held = frozenset(self.terms(words))
        found = (w for w, need in zip(self.weights, self.needs, strict=True) if any(held.issuperset(o) for o in need))
        return sum(found) / self._total

    def units_with(self, least: float) -> list[str]:
        """Return the units whose share is at least `least`, in the order of the index."""
        enough, left = least * self._total, self._total
        told: dict[int, dict[int, float]] = {}
        for need in sorted(range(len(self.needs)), key=lambda i: -self.weights[i]):
            if left < enough:  # what holds none of these and all of the rest has too little
                break
            left -= self.weights[need]
            told[need] = self._worths(need)
        found = []
        for number in sorted(set().union(*told.values())):
            sure = sum(self.weights[need] * worths.get(number, 0.0) for need, worths in told.items())
            if sure + left > enough - _ROUNDING:
                self._shares[number] = share = self._share(number, told)
                if share >= least:
                    found.append(self.units.ids[number])
        return found

    def _share(self, number: int, told: Mapping[int, Mapping[int, float]]) -> float:
        """Return the share of a unit, with what is `told` by need of what counts where."""
        places = self._places(number) if len(told) < len(self.needs) else []
        counted = (
            told[i].get(number, 0.0) if i in told else self._best(i, number, None, places)
            for i in range(len(self.needs))
        )
        return sum(w * worth for w, worth in zip(self.weights, counted, strict=True)) / self._total

    def _worths(self, need: int) -> dict[int, float]:
        """Return what a need counts in each unit in or near which it stands: what `_best` tells of each by itself."""
        heading, found = self.units.heading, dict[int, float]()
        for number in self.texts[need]:
            under = heading[number]
            for chain, worths in ((self.units.after, BEFORE), (self.units.before, AFTER)):
                for at, worth in zip(_along(chain, number), worths, strict=False):
                    counts = worth if heading[at] == under else ELSEWHERE * worth
                    if counts > found.get(at, 0.0):
                        found[at] = counts
        found |= dict.fromkeys(self.headings[need], HEADING)
        found |= dict.fromkeys(self.texts[need], 1.0)
        for number in self.akin[need] if self.akin else ():
            found[number] = max(KIN, found.get(number, 0.0))
        return found

    def _best(self, need: int, number: int, own: frozenset[str] | None, places: Sequence[tuple[int, float]]) -> float:
        if own is not None and any(map(own.issuperset, self.needs[need])):
            return 1.0
        if self.akin and number in self.akin[need]:
            told = own is None or any(term in own for option in self.kin[need] for term in option)
            return max(KIN * (1.0 if told else PASSAGE), self._standing(need, number, own, places))
        return self._standing(need, number, own, places)

    def _standing(
        self, need: int, number: int, own: Collection[str] | None, places: Sequence[tuple[int, float]]
    ) -> float:
        texts, best = self.texts[need], 0.0
        if number in texts:
            best = 1.0 if own is None else PASSAGE
        elif number in self.headings[need]:
            best = HEADING
        else:
            best = next((worth for place, worth in places if place in texts), 0.0)
        return best

    def _places(self, number: int) -> list[tuple[int, float]]:
        """Return the units around one with what a word there counts, the most first."""
        found: list[tuple[int, float]] = []
        heading = self.units.heading
        for chain, worths in ((self.units.before, BEFORE), (self.units.after, AFTER)):
            near = zip(_along(chain, number), worths, strict=False)
            found += ((at, worth if heading[at] == heading[number] else ELSEWHERE * worth) for at, worth in near)
        return sorted(found, key=lambda place: -place[1])


def _along(chain: Sequence[int], number: int) -> Iterator[int]:
    """Yield the units that follow one another from a unit on."""
    at = number
    while (at := chain[at]) != NOBODY:
        yield at


def weighed(needs: Sequence[Need], held: Mapping[int, int], *, units: int, light: Collection[str] = ()) -> list[float]:
    """Return what each need weighs: by how few units hold it (`held`, by the place of the need), light words a part of it.

    Where up to SHORT words are asked about, one that stands nowhere weighs most; among more, as much as the others do.
    """
    parts = [LIGHT if need[0][0] in light else 1.0 for need in needs]
    heavy = [i for i, part in enumerate(parts) if part == 1.0] or list(range(len(needs)))
    known = [idf(units, held[i]) for i in heavy if held[i]]
    usual = sum(known) / len(known) if known and len(heavy) > SHORT else idf(units, 0)
    return [parts[i] * (idf(units, held[i]) if held[i] else usual) for i in range(len(needs))]
