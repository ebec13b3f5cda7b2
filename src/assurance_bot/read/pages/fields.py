"""Tables without rules whose cells wrap: told by the white between their columns, which no line crosses.

A table begins at a line of three pieces or more, its mark not counted; the white between them has to go on through the
lines below. Its rows are then told by their distance: lines of a cell stand closer than rows do, wherever in the height of
a row a cell stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.rows import Row, is_bullet, rows_of

_WHITE = 0.22  # of the size: as wide as the white between two columns must be at least
_APART = 1.1  # rows stand this many times as far apart as the lines of a cell
_SAME = 1.5  # points by which words at the edge of a column may differ
_LEAST = 3  # lines of a table

_Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fields:
    """A table: where it begins on the page, the rows of the page it takes, and its own rows, lines by column."""

    top: float
    taken: frozenset[int]
    rows: tuple[dict[int, list[Row]], ...]


def find_fields(rows: Sequence[Row], *, pitch: float, page: int, places: Sequence[float]) -> list[Fields]:
    """Return the tables among the rows of one page."""
    found: list[Fields] = []
    i = 0
    while i < len(rows):
        gaps, last = _run(rows, i, pitch, len(rows))
        fields = _fields(rows, i, last, gaps, page, places) if last - i >= _LEAST else None
        if fields:
            found.append(fields)
        i = last if fields else i + 1
    return found


def _words(row: Row) -> list[Word]:
    return [*(row.mark.words if row.mark else ()), *row.words]


def _run(rows: Sequence[Row], first: int, pitch: float, end: int) -> tuple[list[_Gap], int]:
    """Return the white gaps that go on below row `first`, and the row at which they end, `end` at the latest."""
    head, last = rows[first], first + 1
    gaps = [(a.x1, b.x0) for a, b in pairwise(head.pieces)]
    if len(gaps) < 2:
        return gaps, last
    if head.mark and not is_bullet(head.mark):
        gaps = [(head.mark.x1, head.x0), *gaps]
    while last < end and rows[last].base - rows[last - 1].base < 2.4 * pitch:
        kept = [gap for old in gaps if (gap := _left_white(old, rows[last]))]
        if len(kept) < 2 or (len(kept) < len(gaps) and last - first > 1):
            break
        gaps = kept
        last += 1
    bad = _blurred(rows[first:last], gaps)
    return (gaps, last) if bad is None else _run(rows, first, pitch, first + bad)


def _left_white(gap: _Gap, row: Row) -> _Gap | None:
    """Return the widest part of a gap that a row leaves white, if it is wide enough."""
    start, best = gap[0], (0.0, 0.0)
    for word in [*sorted(_words(row), key=lambda w: w.x0), None]:
        end = min(gap[1], word.x0) if word else gap[1]
        if end - start > best[1] - best[0]:
            best = (start, end)
        if word and word.x1 > start:
            start = max(start, word.x1)
        if start >= gap[1]:
            break
    return best if best[1] - best[0] >= _WHITE * row.size else None


def _blurred(rows: Sequence[Row], gaps: Sequence[_Gap]) -> int | None:
    """Return the index of the first row, after the head, that some gap does not clearly part; None where all are parted.

    Words as near as those of one phrase are in two columns only where two other rows show that a column begins there.
    """
    for gap in gaps:
        beginning = sum(_begins(row, gap[1]) for row in rows)
        for i, row in enumerate(rows[1:], start=1):
            words = sorted(_words(row), key=lambda w: w.x0)
            across = [(a, b) for a, b in pairwise(words) if a.x1 <= gap[1] and b.x0 >= gap[0] and _near(a, b)]
            if any(beginning < 2 or abs(b.x0 - gap[1]) > _SAME for _, b in across):
                return i
    return None


def _begins(row: Row, edge: float) -> bool:
    """Whether a word of a row begins at `edge` with white before it."""
    words = sorted(_words(row), key=lambda w: w.x0)
    before = [None, *words]
    return any(
        abs(b.x0 - edge) <= _SAME and (a is None or not _near(a, b)) for a, b in zip(before, words, strict=False)
    )


def _near(a: Word, b: Word) -> bool:
    return b.x0 - a.x1 < 0.6 * b.size


def _fields(
    rows: Sequence[Row], first: int, last: int, gaps: Sequence[_Gap], page: int, places: Sequence[float]
) -> Fields | None:
    """Return the table of rows `first` to `last`, where distances tell its rows; None where they do not."""
    middles = [(a + b) / 2 for a, b in gaps]
    by_column: dict[int, list[Word]] = {}
    for row in rows[first:last]:
        for word in _words(row):
            by_column.setdefault(sum(word.x0 > x for x in middles), []).append(word)
    lines = {column: rows_of(words, page=page, places=places) for column, words in sorted(by_column.items())}
    cells = _cells(lines)
    if cells is None:
        return None
    grouped = _rows(cells)
    wrapped, stacked = sum(_wrapped(row) for row in grouped), sum(_stacked(row) for row in grouped)
    if wrapped < 2 or wrapped < 2 * stacked or sum(len(row) > 1 for row in grouped) * 2 < len(grouped):
        return None
    return Fields(rows[first].base, frozenset(range(first, last)), tuple(grouped))


def _wrapped(row: dict[int, list[Row]]) -> bool:
    """Whether one cell of a row has more lines than the others."""
    return len(row) > 1 and sum(len(lines) > 1 for lines in row.values()) >= 1 and not _stacked(row)


def _stacked(row: dict[int, list[Row]]) -> bool:
    """Whether cells have several lines which are all level with each other: a list of pairs, not one row."""
    most = max(row.values(), key=len)
    level = all(
        min(abs(line.base - other.base) for other in most) < 0.3 * line.size for cell in row.values() for line in cell
    )
    return level and sum(len(cell) > 1 for cell in row.values()) > 1


def _cells(lines: dict[int, list[Row]]) -> list[tuple[int, list[Row]]] | None:
    """Return the cells of all columns, each with its lines; None where all lines stand equally far apart."""
    steps = [b.base - a.base for column in lines.values() for a, b in pairwise(column)]
    close = min(steps, default=0.0)
    if (
        not steps
        or max(steps) <= _APART * close
        or close > 1.6 * max(row.size for column in lines.values() for row in column)
    ):
        return None
    cells: list[tuple[int, list[Row]]] = []
    for column, rows in lines.items():
        for i, row in enumerate(rows):
            if i and row.base - rows[i - 1].base <= _APART * close:
                cells[-1][1].append(row)
            else:
                cells.append((column, [row]))
    return cells if any(len(cell) > 1 for _, cell in cells) else None


def _rows(cells: Sequence[tuple[int, list[Row]]]) -> list[dict[int, list[Row]]]:
    """Return the rows: cells that share some of their height."""
    rows: list[dict[int, list[Row]]] = []
    bottom = -1.0
    for column, lines in sorted(cells, key=lambda cell: (cell[1][0].base, cell[0])):
        top = lines[0].base - 0.7 * lines[0].size
        if rows and top < bottom and column not in rows[-1]:
            rows[-1][column] = lines
        else:
            rows.append({column: lines})
            bottom = -1.0
        bottom = max(bottom, lines[-1].base)
    return [dict(sorted(row.items())) for row in rows]
