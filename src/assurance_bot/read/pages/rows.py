"""Words of a page to the lines a person sees. A line is made of pieces: words with no wide gap between them.

Wide gaps are what tells columns apart, so a piece never reaches over one. `number` counts the lines of the page from 1;
words of different columns that stand nearly level share a number.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from assurance_bot.read.pages.letters import Word

WIDE = (
    0.9  # a gap of this many sizes parts pieces; blanks are a quarter of the size, and a justified line stretches them
)
_BULLET = "•●▪■◦○‣⁃∙·*–—-➢➤✓➔"
MARK = re.compile(
    rf"^(?:[{re.escape(_BULLET)}]|o|\(?\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[.):]?|\(?[A-Za-z][.)]|\(?[ivxIVX]{{1,5}}[.)])$"
)  # "•", "3.2", "a)", "iv)"
_SMALL = 0.8  # of the size of its neighbours: a raised "st"


@dataclass(frozen=True)
class Piece:
    """Words side by side."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def base(self) -> float:
        """The line the letters stand on."""
        return self.words[0].base

    @cached_property
    def size(self) -> float:
        """The size of most of the letters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @cached_property
    def text(self) -> str:
        """The words as read."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(word.bold for word in self.words)


@dataclass(frozen=True)
class Row:
    """One line as seen on a page, with its pieces from left to right. `mark` is the bullet or number that stands before."""

    page: int
    number: int
    base: float
    pieces: tuple[Piece, ...]
    mark: Piece | None = None

    @cached_property
    def x0(self) -> float:
        """Left edge of the words after the mark."""
        return self.pieces[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(piece.x1 for piece in self.pieces)

    @cached_property
    def left(self) -> float:
        """Left edge with the mark."""
        return self.mark.x0 if self.mark else self.x0

    @cached_property
    def size(self) -> float:
        """The size of most of the letters."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words after the mark."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @cached_property
    def text(self) -> str:
        """The words as read, the mark first."""
        return " ".join(([self.mark.text] if self.mark else []) + [piece.text for piece in self.pieces])

    @cached_property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(piece.bold for piece in self.pieces)


def levels(words: Iterable[Word]) -> list[float]:
    """Return where the lines of a page stand, from the top: what a person counting lines would count as one each."""
    found: list[float] = []
    for line in _level(list(words)):
        base = statistics.median(word.base for word in line)
        if not found or base - found[-1] > 0.6 * max(word.size for word in line):
            found.append(base)
    return found


def rows_of(words: Iterable[Word], *, page: int, places: Sequence[float]) -> list[Row]:
    """Return the lines that `words` make, from top to bottom; `places` are those of all lines of the page."""
    rows = []
    for line in _level(list(words)):
        base = statistics.median(word.base for word in line)
        number = 1 + min(range(len(places)), key=lambda i: abs(places[i] - base), default=0)
        rows.append(marked(Row(page, number, base, _pieces(line))))
    return rows


def _level(words: list[Word]) -> list[list[Word]]:
    """Return words gathered by the line they stand on; small raised or lowered ones join the word they touch."""
    usual = statistics.median(word.size for word in words) if words else 0
    lines: list[list[Word]] = []
    for word in sorted((w for w in words if w.size >= _SMALL * usual), key=lambda w: (w.base, w.x0)):
        if lines and word.base - lines[-1][0].base <= 0.3 * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    for word in sorted((w for w in words if w.size < _SMALL * usual), key=lambda w: (w.base, w.x0)):
        home = next((line for line in lines if _touches(word, line)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    lines.sort(key=lambda line: (line[0].base, line[0].x0))
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def _touches(word: Word, line: Sequence[Word]) -> bool:
    big = line[0].size
    if not (-0.6 * big < word.base - line[0].base < 0.35 * big) and abs(word.base - line[0].base) > 1:
        return False
    level = abs(word.base - line[0].base) < 0.3 * word.size
    return any(-0.3 * big < word.x0 - other.x1 < (1e9 if level else 0.4 * big) for other in line)


def _pieces(line: Sequence[Word]) -> tuple[Piece, ...]:
    """Return the words of one line, torn words mended, parted at wide gaps."""
    pieces: list[list[Word]] = []
    for word in line:
        gap = word.x0 - pieces[-1][-1].x1 if pieces else 0.0
        if not pieces or gap > WIDE * word.size:
            pieces.append([word])
        elif gap < 0.12 * word.size and not word.spaced:
            pieces[-1][-1] = _joined(pieces[-1][-1], word)
        else:
            pieces[-1].append(word)
    return tuple(Piece(tuple(piece)) for piece in pieces)


def _joined(a: Word, b: Word) -> Word:
    big = a if len(a.text) >= len(b.text) else b
    return Word(
        a.text + b.text,
        a.x0,
        max(a.x1, b.x1),
        big.base,
        big.size,
        big.font,
        a.bold and b.bold,
        a.symbol and b.symbol,
        a.spaced,
        a.struck and b.struck,
    )


def marked(row: Row) -> Row:
    """Return `row` with the bullet or number that stands before its words told apart, where there is one."""
    first = row.pieces[0]
    alone = len(first.words) == 1
    head = first.words[0]
    following = row.words[1:2]
    if not following:
        return row
    sign = _is_sign(head, following[0])
    if not sign and not (MARK.match(head.text) and (alone or following[0].x0 - head.x1 > 0.45 * head.size)):
        return row
    rest = row.pieces[1:] if alone else (Piece(first.words[1:]), *row.pieces[1:])
    mark: tuple[Word, ...] = (_bullet(head) if sign else head,)
    inner, after = rest[0].words[0], Row(row.page, row.number, row.base, rest).words[1:2]
    if not sign and after and _is_sign(inner, after[0]):  # a number in a column of its own, then a bullet
        mark = (*mark, _bullet(inner))
        rest = rest[1:] if len(rest[0].words) == 1 else (Piece(rest[0].words[1:]), *rest[1:])
    return replace(row, pieces=rest, mark=Piece(mark))


def is_bullet(mark: Piece) -> bool:
    """Whether a mark is a bullet, not a number."""
    return mark.words[-1].text in _BULLET


def _is_sign(head: Word, after: Word) -> bool:
    """Whether a word is a bullet, whatever letter its font draws it with."""
    if len(head.text) != 1:
        return False
    drawn = head.symbol or "\ue000" <= head.text <= "\uf8ff" or head.text in _BULLET[:11]
    return drawn or (head.text == "o" and head.font != after.font)


def _bullet(head: Word) -> Word:
    text = head.text if head.text in _BULLET and head.text != "·" else "•"
    return Word(
        text, head.x0, head.x1, head.base, head.size, head.font, head.bold, head.symbol, head.spaced, head.struck
    )


def pitch(rows: Sequence[Row]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = [
        round(b.base - a.base, 1)
        for a, b in pairwise(rows)
        if a.page == b.page and 0.8 * a.size < b.base - a.base < 2.2 * a.size
    ]
    if steps:
        return statistics.median_low(sorted(steps))
    return 1.2 * rows[0].size if rows else 14.0
