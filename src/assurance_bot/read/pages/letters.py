"""Letters of a page to words: what stands on one line without a blank between is a word.

Places are in points of the page as it is shown, from its left and its top; `base` is the line the letters stand on.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from assurance_bot.read.clean import clean

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)  # "TimesNewRoman,Bold"
_SYMBOL_NAME = re.compile(r"symbol|wingding|dingbat", re.IGNORECASE)  # "SymbolMT"
_NARROW = frozenset(".,:;!|ilI1tfrj-'")  # the letters that grow most, in proportion, when a font is bold
_SPLIT, _SPACED = 0.18, 0.1  # gaps that part two words, in sizes: by themselves, or where the file means a blank


@dataclass(frozen=True, slots=True)
class Face:
    """How a run of letters is drawn: the number of its font, its size in points, whether it stands upright."""

    font: int
    size: float
    upright: bool = True


class Letter(NamedTuple):
    """One letter; `guessed` marks a blank that is not in the file but was made out from the distance."""

    char: str
    x0: float
    x1: float
    base: float
    face: Face
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank between them; `symbol` where their font draws signs, `spaced` where a blank precedes."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: int = 0
    bold: bool = False
    symbol: bool = False
    spaced: bool = True
    struck: bool = False


@dataclass
class Fonts:
    """The fonts of one file: which are bold, by their names or, where no name says so, by how wide their stems are."""

    names: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)
    widths: dict[int, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def number(self, name: str, weight: int) -> int:
        """Return the number of the font of that name and weight."""
        return self.names.setdefault((name, weight), len(self.names))

    def wants(self, letter: Letter) -> bool:
        """Count a letter, and return whether the width of its ink should be told to `saw`."""
        self.counts[letter.face.font] += 1
        return letter.char in _NARROW and len(self.widths[letter.face.font][letter.char]) < 9

    def saw(self, letter: Letter, ink: float) -> None:
        """Note how wide a narrow letter was drawn."""
        self.widths[letter.face.font][letter.char].append(ink / letter.face.size)

    @property
    def symbols(self) -> frozenset[int]:
        """The fonts that draw signs."""
        return frozenset(number for (name, _), number in self.names.items() if _SYMBOL_NAME.search(name))

    @property
    def bold(self) -> frozenset[int]:
        """The fonts that are bold."""
        named = frozenset(
            n for (name, weight), n in self.names.items() if _BOLD_NAME.search(name) or 600 <= weight < 1000
        )
        if named or not self.counts:
            return named
        common = max(sorted(self.counts), key=self.counts.__getitem__)
        return frozenset(font for font in self.counts if font not in self.symbols and self._stouter(font, common))

    def _stouter(self, font: int, common: int) -> bool:
        ours, theirs = self.widths[font], self.widths[common]
        pairs = [(statistics.median(ours[c]), statistics.median(theirs[c])) for c in ours.keys() & theirs.keys()]
        ratios = [mine / other for mine, other in pairs if other > 0]
        return len(ratios) >= 3 and statistics.median(ratios) > 1.15


@dataclass
class _Weaver:
    """Joins letters to words in the order of the file."""

    words: list[Word] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    spaced: bool = True

    def take(self, letter: Letter, *, meant: bool) -> None:
        """Add a letter; `meant` says that a blank is guessed before it."""
        if self.letters:
            last = self.letters[-1]
            gap, size = letter.x0 - last.x1, max(letter.face.size, 1.0)
            apart = gap > _SPLIT * size or (meant and gap > _SPACED * size)
            if apart or letter.face != last.face or abs(letter.base - last.base) > 0.08 * size or gap < -0.3 * size:
                self.close(spaced=apart)
        self.letters.append(letter)

    def close(self, *, spaced: bool) -> None:
        """End the word; `spaced` says whether a blank follows it."""
        text = clean("".join(letter.char for letter in self.letters)).strip()
        if text:
            first = self.letters[0]
            edge = max(letter.x1 for letter in self.letters)
            face = first.face
            self.words.append(Word(text, first.x0, edge, first.base, face.size, face.font, spaced=self.spaced))
        self.spaced = spaced or (self.spaced and not text)
        self.letters = []


def weave(letters: Iterable[Letter]) -> list[Word]:
    """Return the words that upright letters make, in the order of the file."""
    weaver, meant = _Weaver(), False
    for letter in letters:
        if not letter.char.isspace():
            weaver.take(letter, meant=meant)
            meant = False
        elif letter.guessed:
            meant = True
        else:
            weaver.close(spaced=True)
    weaver.close(spaced=True)
    return _once(weaver.words)


def _once(words: list[Word]) -> list[Word]:
    """Return `words` without those drawn a second time over themselves, as some programs do to make them bold."""
    seen: dict[tuple[str, int, int], Word] = {}
    kept: list[Word] = []
    for word in words:
        near = [
            (word.text, round(word.x0 / 2) + dx, round(word.base / 2) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        ]
        if not any(key in seen and abs(seen[key].x0 - word.x0) < 0.1 * word.size for key in near):
            seen[near[4]] = word
            kept.append(word)
    return kept
