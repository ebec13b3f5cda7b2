"""Tables written as HTML within Markdown, as a site's export leaves them: their rows and the lines within their cells.

A row of one cell is no row but what stood in a box on the page: its lines are lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r"<!--.*?-->|</?(?P<name>[a-zA-Z][\w-]*)\b[^<>]*>", re.DOTALL)
_BREAKS = frozenset({"br", "div", "p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
TABLE = re.compile(r"<t[dhr]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, or a row of several cells; `line` counts from the first line of the block."""

    line: int
    cells: tuple[str, ...]
    begins: bool = False  # the first of its table


@dataclass
class _Row:
    line: int = 0
    cells: list[list[str]] = field(default_factory=list)


def pieces(content: str) -> Iterator[Piece]:
    """Yield the lines and rows of a block of HTML that holds a table, in order."""
    row = _Row()
    open_row, begins = False, False
    at = line = 0
    for token in [*_TOKEN.finditer(content), None]:
        words = content[at : token.start() if token else len(content)]
        for i, part in enumerate(words.split("\n")):
            line += i > 0
            _add(row, part, line)
            if i and not open_row:
                yield from _flush(row, begins=begins)
        if token is None:
            break
        line += token[0].count("\n")
        at = token.end()
        name, closing = (token["name"] or "").lower(), token[0].startswith("</")
        if name in ("tr", "table"):
            found = list(_flush(row, begins=begins))
            yield from found
            open_row = name == "tr" and not closing
            begins = (name == "table" and not closing) or (begins and not found)
        elif name in ("td", "th"):
            open_row = True
            if not closing:
                row.cells.append([""])
        elif name in _BREAKS and row.cells:
            row.cells[-1].append("")
    yield from _flush(row, begins=begins)


def _add(row: _Row, words: str, line: int) -> None:
    if not row.cells:
        row.cells.append([""])
    if words.strip() and not any(part.strip() for cell in row.cells for part in cell):
        row.line = line
    row.cells[-1][-1] += " " + html.unescape(words).replace("\xa0", " ") if words.strip() else words[:1]


def _flush(row: _Row, *, begins: bool) -> Iterator[Piece]:
    """Yield what a row holds, and empty it."""
    cells = [[" ".join(part.split()) for part in cell] for cell in row.cells]
    row.cells = []
    full = [cell for cell in cells if any(cell)]
    if len(full) == 1:
        yield from (Piece(row.line, (part,)) for part in full[0] if part)
    elif full:
        kept = cells[1:] if not any(cells[0]) and len(cells) > 1 else cells
        yield Piece(row.line, tuple(" ".join(filter(None, cell)) for cell in kept), begins)
