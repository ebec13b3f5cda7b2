"""Side columns: a page whose prose has a narrow column beside it, for the initials of those who are to act.

Readers give such a page as a table. It is one only in form: one column holds nearly all words, headings among them, and the
cells beside it are short and mostly empty. Its rows are read as prose, each with what stands beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assurance_bot.document import Document, Span, fold

_MAIN = 0.75  # the share of a table's words in its main column, from which the others are a margin
_BESIDE = 0.6  # at most this share of the rows has something in the margin
_NARROW = 40  # characters of a cell in a margin, at most
_ROWS = 3

Cells = tuple[tuple[Span, ...], ...]
_HEAD = re.compile(
    r"^(?:actions?(?: by)?|items?|by whom|who|owner|lead|for action|initials?|minutes?|subject|agenda item)$",
    re.IGNORECASE,
)


def main_columns(document: Document) -> dict[int, int]:
    """Return the column of prose of each table that is a page with a side column."""
    tables: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for cell in document.cells:
        words = fold(" ".join(document.text[s.start : s.end] for s in cell.spans))
        if words:
            tables[cell.table][cell.row][cell.column] = words
    found = {}
    for table, rows in tables.items():
        column = _main_column(list(rows.values()))
        if column is not None:
            found[table] = column
    return found


def _main_column(rows: Sequence[Mapping[int, str]]) -> int | None:
    rows = [r for r in rows if not is_margin_head(list(r.values()))]
    sizes: dict[int, int] = defaultdict(int)
    for row in rows:
        for column, words in row.items():
            sizes[column] += len(words)
    if len(rows) < _ROWS or not sizes:
        return None
    main = max(sizes, key=lambda c: sizes[c])
    beside = [words for row in rows for column, words in row.items() if column != main]
    filled = sum(any(c != main for c in row) for row in rows)
    if sizes[main] < _MAIN * sum(sizes.values()) or any(len(words) > _NARROW for words in beside):
        return None
    return main if filled <= _BESIDE * len(rows) and sum(main in row for row in rows) * 10 >= len(rows) * 9 else None


def is_margin_head(cells: Sequence[str]) -> bool:
    """Say whether a row is the head of a page with a side column: "ITEMS | Action"."""
    words = [fold(c).strip(" :") for c in cells if c.strip()]
    return bool(words) and all(_HEAD.match(w) for w in words)
