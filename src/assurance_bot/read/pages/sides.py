"""Narrow columns at the right margin beside running text: owners, dates, sums. Told by their place, never by their words.

Two kinds: a column, whose words begin at one edge that no line of text crosses; and words pushed to the right margin at
the end of a line or on a line of their own, whose right edges agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assurance_bot.read.pages.rows import Piece, Row

_EDGE = 5.0  # points by which the edges of words in one column may differ
_LONGEST = 26  # letters in one line of a side column
_MANY = 4  # words at one edge that make a column beside part of the text; fewer must be clear of all that follows
_MARGIN = 0.055  # of the width of the text: how ragged words pushed to the margin may be


@dataclass(frozen=True, slots=True)
class Bounds:
    """The left and right edge of nearly all text of a file."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of a side column: `column` counts from 0, left to right; `row` is the row of the text it stands level with."""

    column: int
    page: int
    number: int
    base: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Split:
    """Rows without their side words; those words; and the range of rows beside which the side columns stand."""

    rows: tuple[Row, ...]
    beside: tuple[Beside, ...] = ()
    first: int = 0
    columns: int = 0


def bounds(rows: Sequence[Row]) -> Bounds:
    """Return the edges of the text, outliers left out."""
    lefts, rights = sorted(row.left for row in rows), sorted(row.x1 for row in rows)
    if not rows:
        return Bounds(0, 1)
    return Bounds(lefts[len(lefts) // 50], max(rights[-1 - len(rights) // 50], lefts[0] + 1))


def split_sides(rows: Sequence[Row], *, skip: frozenset[int] = frozenset()) -> Split:
    """Return `rows` parted from their side columns. What ends a row in `skip`, one of a table, is not taken to be pushed."""
    edges = bounds(rows)
    taken: list[set[int]] = []  # the rows of each column found, from the right
    for _ in range(3):
        found = _column(rows, edges, len(taken))
        if not found and not taken:
            found = _pushed(rows, edges, skip)
            before, rows = rows, _near_margin(rows, [rows[i].pieces[-1] for i in sorted(found)])
            found |= {i for i, row in enumerate(rows) if row is not before[i]}
        if not found:
            break
        taken.append(found)
    return _parted(rows, taken) if taken else Split(tuple(rows))


def _candidate(row: Row, edges: Bounds, depth: int) -> Piece | None:
    """Return the piece of `row` that may be a side word once `depth` columns at its right are taken away."""
    if len(row.pieces) <= depth or (len(row.pieces) == depth + 1 and row.mark):
        return None
    piece = row.pieces[-1 - depth]
    alone = len(row.pieces) == depth + 1
    far = edges.left + (0.7 if alone else 0.55) * edges.width
    short = piece.x1 - piece.x0 <= 0.24 * edges.width and len(piece.text) <= _LONGEST
    return piece if short and piece.x0 >= far else None


def _column(rows: Sequence[Row], edges: Bounds, depth: int) -> set[int]:
    """Return the rows that hold a word of the right-most column not yet taken."""
    places = {i: p for i, row in enumerate(rows) if (p := _candidate(row, edges, depth))}
    best: set[int] = set()
    for start in sorted({piece.x0 for piece in places.values()}):
        members = {i for i, piece in places.items() if 0 <= piece.x0 - start <= _EDGE}
        if len(members) > len(best) and _stands_apart(rows, members, start, edges):
            best = members
    return best


def _stands_apart(rows: Sequence[Row], members: set[int], start: float, edges: Bounds) -> bool:
    """Whether words that begin at `start` stand beside running text which never crosses that edge."""
    if len(members) < 2:
        return False
    inside = rows[min(members) : max(members) + 1]
    after = rows[min(members) :]
    if len(members) < _MANY and sum(_crosses(row, start) for row in after) * 10 > len(after):
        return False
    texts = [[p for p in row.pieces if p.x0 < start - _EDGE] for row in inside]
    crossing = sum(_crosses(row, start) for row in inside)
    prose = sum(any(p.x1 - p.x0 > 0.45 * edges.width for p in pieces) for pieces in texts)
    broken = sum(len(row.pieces) > 3 for row in inside)
    return crossing * 25 <= len(inside) and prose * 3 >= len(inside) and prose >= 2 and broken * 4 <= len(inside)


def _crosses(row: Row, start: float) -> bool:
    """Whether words of a row reach over the edge at which a column would begin."""
    return any(piece.x0 < start - _EDGE and piece.x1 > start - 2 for piece in row.pieces)


def _pushed(rows: Sequence[Row], edges: Bounds, skip: frozenset[int]) -> set[int]:
    """Return the rows that end in words pushed to the right margin."""
    places = {i: p for i, row in enumerate(rows) if i not in skip and (p := _candidate(row, edges, 0))}
    short = {i: p for i, p in places.items() if len(p.words) <= 3 and len(p.text) <= 16}
    wide = {i: p for i, p in short.items() if len(rows[i].pieces) == 1 or _gap(rows[i]) > 1.2 * p.size}
    best: set[int] = set()
    for piece in wide.values():
        members = {i for i, p in wide.items() if abs(p.x1 - piece.x1) <= _MARGIN / 2 * edges.width}
        at_margin = piece.x1 > edges.right - 2 * _MARGIN * edges.width
        if at_margin and len(members) > len(best):
            best = members
    return best if len(best) >= 2 else set()


def _gap(row: Row) -> float:
    return row.pieces[-1].x0 - row.pieces[-2].x1


def _parted(rows: Sequence[Row], taken: list[set[int]]) -> Split:
    kept: list[Row] = []
    beside: list[Beside] = []
    first = min(min(found) for found in taken)
    for i, row in enumerate(rows):
        pieces = list(row.pieces)
        for depth, found in enumerate(taken):
            if i in found:
                beside.append(Beside(len(taken) - 1 - depth, row.page, row.number, row.base, pieces.pop()))
        if i == first:
            start = len(kept)
        if pieces:
            kept.append(replace(row, pieces=tuple(pieces)))
        elif row.mark:
            kept.append(replace(row, pieces=(row.mark,), mark=None))
    return Split(tuple(kept), tuple(beside), start, len(taken))


def _near_margin(rows: Sequence[Row], members: Sequence[Piece]) -> list[Row]:
    """Return `rows` in which words at the end that look as `members` do are a piece of their own.

    Where a line fills its measure, only a little more than a blank parts the text from the words at the margin: they are
    told by their right edge, their weight (bold or not), and the end of a sentence before them.
    """
    if not members:
        return list(rows)
    low, high = min(p.x1 for p in members) - 3, max(p.x1 for p in members) + 3
    bold = sum(p.bold for p in members) * 2 > len(members)
    return [_loosened(row, low, high, bold) for row in rows]


def _loosened(row: Row, low: float, high: float, bold: bool) -> Row:
    words = row.pieces[-1].words
    if not low <= words[-1].x1 <= high or len(words) < 3:
        return row
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(words))
    usual = gaps[len(gaps) // 2]
    for count in (1, 2):
        before, tail = words[:-count], words[-count:]
        gap = tail[0].x0 - before[-1].x1
        ended = before[-1].text.endswith((".", "!", "?", ";", ":", ")"))
        if gap > max(1.6 * usual, 0.4 * tail[0].size) and ended and all(w.bold == bold for w in tail):
            return replace(row, pieces=(*row.pieces[:-1], Piece(before), Piece(tail)))
    return row
