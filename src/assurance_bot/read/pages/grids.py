"""Tables without rules: neighbouring lines whose pieces begin at the same few places, like the list of those present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assurance_bot.read.pages.rows import Piece, Row
from assurance_bot.read.pages.sides import Bounds

_STOP, _END = 7.0, 2.5  # points by which the left, and the right, edges of aligned words may differ


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows at `first` to `last` (not included), the columns of their pieces, and which rows continue the one above."""

    first: int
    last: int
    rows: tuple[Row, ...]
    columns: tuple[tuple[int, ...], ...]
    joins: tuple[bool, ...]


def find_grids(rows: Sequence[Row], *, edges: Bounds, pitch: float) -> list[Grid]:
    """Return the borderless tables among `rows`, from top to bottom."""
    found: list[Grid] = []
    i = 0
    while i < len(rows):
        grid = _grid(rows, i, edges, pitch) if _starts(rows[i], edges) else None
        if grid:
            found.append(grid)
        i = grid.last if grid else i + 1
    return found


def _starts(row: Row, edges: Bounds) -> bool:
    return len(row.pieces) >= 2 and not (row.mark and len(row.pieces) < 3) and _short(row, edges)


def _short(row: Row, edges: Bounds) -> bool:
    return all(piece.x1 - piece.x0 < 0.55 * edges.width for piece in row.pieces)


def _grid(rows: Sequence[Row], first: int, edges: Bounds, pitch: float) -> Grid | None:
    """Return the table that begins at row `first`, if one does."""
    last = first + 1
    seen = list(rows[first].pieces)
    while last < len(rows) and _follows(rows[last], rows[last - 1], seen, edges, pitch):
        seen += rows[last].pieces
        last += 1
    left = min(piece.x0 for piece in seen)
    while last > first + 1 and len(rows[last - 1].pieces) == 1 and rows[last - 1].x0 < left + _STOP:
        last -= 1
    run = rows[first:last]
    stops = _stops(run)
    full = sum(len(row.pieces) >= 2 for row in run)
    if len(run) < 2 or len(stops) < 2 or (full < 2 and len(run) < 3):
        return None
    run = [_parted(row, stops) for row in run]
    columns = tuple(tuple(_column(piece, stops) for piece in row.pieces) for row in run)
    if any(len(set(row)) < len(row) for row in columns) or _crossed(run, columns, stops):
        return None
    joins = tuple(
        i > 0 and len(row.pieces) == 1 and columns[i][0] > 0 and row.base - run[i - 1].base < 1.4 * pitch
        for i, row in enumerate(run)
    )
    return Grid(first, last, tuple(run), columns, joins)


def _follows(row: Row, before: Row, seen: Sequence[Piece], edges: Bounds, pitch: float) -> bool:
    """Whether a row goes on with a table that holds the pieces `seen`."""
    step = row.base - before.base
    if row.page != before.page or not _short(row, edges) or (row.mark and len(row.pieces) < 3):
        return False
    at_stop = [any(_aligned(piece, other) for other in seen) for piece in row.pieces]
    if len(row.pieces) == 1:
        return at_stop[0] and step < 1.4 * pitch
    return step < 2.4 * pitch and sum(at_stop) * 2 >= len(at_stop) and any(at_stop[1:])


def _aligned(a: Piece, b: Piece) -> bool:
    """Whether two pieces begin, or end, at one place."""
    return abs(a.x0 - b.x0) <= _STOP or abs(a.x1 - b.x1) <= _END


def _stops(run: Sequence[Row]) -> list[float]:
    """Return the places where columns begin: two pieces are aligned there, or one stands at the left of all others."""
    groups: list[list[Piece]] = []
    for piece in sorted((piece for row in run for piece in row.pieces), key=lambda p: p.x0):
        if groups and (piece.x0 - groups[-1][-1].x0 <= _STOP or abs(piece.x1 - groups[-1][-1].x1) <= _END):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [group[0].x0 for i, group in enumerate(groups) if len(group) >= 2 or i == 0]


def _parted(row: Row, stops: Sequence[float]) -> Row:
    """Return `row` with pieces parted where a word begins at a stop, however narrow the gap before it."""
    pieces: list[Piece] = []
    for piece in row.pieces:
        begin = 0
        for i, word in enumerate(piece.words):
            if i > begin and any(abs(word.x0 - stop) < 2.5 for stop in stops):
                pieces.append(Piece(piece.words[begin:i]))
                begin = i
        pieces.append(Piece(piece.words[begin:]))
    return replace(row, pieces=tuple(pieces))


def _column(piece: Piece, stops: Sequence[float]) -> int:
    return max((i for i, stop in enumerate(stops) if stop <= piece.x0 + _STOP), default=0)


def _crossed(run: Sequence[Row], columns: Sequence[Sequence[int]], stops: Sequence[float]) -> bool:
    """Whether more than one piece in ten reaches into the next column."""
    pairs = [
        (piece, at) for row, ats in zip(run, columns, strict=True) for piece, at in zip(row.pieces, ats, strict=True)
    ]
    over = sum(at + 1 < len(stops) and piece.x1 > stops[at + 1] for piece, at in pairs)
    return over * 10 > len(pairs)
