"""Pages set in two columns of running text: their words in the order in which they are read."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.rows import Piece, Row, rows_of

_LEAST = 8  # lines in each column
_CLOSEST = 6.0  # points from line to line, at least


def strips(words: Sequence[Word], *, page: int, places: Sequence[float], width: float) -> list[list[Row]]:
    """Return the lines of a page in strips to be read one after the other; a page of one column is one strip."""
    rows = rows_of(words, page=page, places=places)
    found = _gutter([piece for row in rows for piece in ((row.mark,) if row.mark else ()) + row.pieces], width)
    if found is None:
        return [rows]
    x, top, bottom = found
    inside = [w for w in words if top < w.base < bottom]
    parts = (
        [w for w in words if w.base <= top],
        [w for w in inside if w.x0 < x],
        [w for w in inside if w.x0 >= x],
        [w for w in words if w.base >= bottom],
    )
    return [rows_of(part, page=page, places=places) for part in parts if part]


def _gutter(pieces: Sequence[Piece], width: float) -> tuple[float, float, float] | None:
    """Return where text stands in two columns: the gutter between them, and above and below which lines cross it."""
    best: tuple[int, float, float, float] | None = None
    sides = sorted(((p.x0, p.x1, p.base, p) for p in pieces), key=lambda side: side[2])
    for step in range(35, 66):
        x = width * step / 100
        edges = [-1.0, *(base for x0, x1, base, _ in sides if x0 < x < x1), 1e9]
        for top, bottom in pairwise(edges):
            if bottom - top < _LEAST * _CLOSEST:
                continue
            band = [(x1 <= x, p) for _, x1, base, p in sides if top < base < bottom]
            fewer = _columns([p for left, p in band if left], [p for left, p in band if not left], width)
            if fewer and (best is None or fewer > best[0]):
                best = (fewer, x, top, bottom)
    return best[1:] if best else None


def _columns(left: Sequence[Piece], right: Sequence[Piece], width: float) -> int:
    """Return the number of lines of the shorter column where both hold running text, else 0.

    Beside a column of text, another has about as many lines, and most of them are full; the cells of a table are not.
    """
    counts = [len({round(p.base) for p in side}) for side in (left, right)]
    if min(counts) < _LEAST or max(counts) > 2.5 * min(counts):
        return 0
    for side in (left, right):
        spread = max(p.x1 for p in side) - min(p.x0 for p in side)
        full = sum(p.x1 - p.x0 > 0.8 * spread for p in side)
        if statistics.median(p.x1 - p.x0 for p in side) < 0.22 * width or full * 2 < len(side):
            return 0
    return min(counts)
