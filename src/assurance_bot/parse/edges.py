"""Where the lines of prose begin and end, by which a break at the page's edge is told from one the author made.

Formats that show a page give places in points; of text alone the number of characters after which it was broken is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance_bot.document import Document, Style

PAGE = -1  # the key of the edges that hold for lines of the page at large
_LONG = 40  # characters of a line that tells where prose begins and ends
_WRAPPED = 130  # a text whose lines are mostly shorter than this was broken at a right edge


@dataclass(frozen=True, slots=True)
class Edges:
    """Where lines of prose begin and end, in points."""

    left: float
    right: float

    def room(self, style: Style) -> float:
        """Return how much would still have fit on a line; on one that is centred, at both its ends."""
        before, after = style.left - self.left, self.right - style.right
        return before + after if before > 2 * style.size and abs(before - after) < style.size else after


def edges_of(document: Document, prose: Mapping[int, int]) -> dict[int, Edges]:
    """Return the edges of the page under PAGE, and others under lines that have their own.

    `prose` gives the table of each line that stands in a column of prose beside a narrow one.
    """
    lines = document.lines
    edges = _edges([line.style for line in lines if line.style and len(line.span) > _LONG])
    kept = {PAGE: edges} if edges else {}
    columns: dict[int, list[int]] = defaultdict(list)
    for i, table in prose.items():
        columns[table].append(i)
    for places in columns.values():
        styles = [style for i in places if (style := lines[i].style) and len(lines[i].span) > _LONG]
        if own := _edges(styles):
            kept |= dict.fromkeys(places, own)
    return kept


def _edges(styles: Sequence[Style]) -> Edges | None:
    """Return the edges of lines, outliers left out; None where they are too few, or the format does not tell."""
    if len(styles) < 5:
        return None
    lefts, rights = sorted(style.left for style in styles), sorted(style.right for style in styles)
    return Edges(lefts[int(len(lefts) * 0.05)], rights[min(len(rights) - 1, int(len(rights) * 0.95))])


def width_of(document: Document, furniture: frozenset[int]) -> float | None:
    """Return the number of characters after which the text was broken, or None where lines are whole paragraphs."""
    lengths = sorted(
        len(line_text)
        for i, line in enumerate(document.lines)
        if i not in furniture and line.form != "meta"
        and (line_text := document.text[line.span.start : line.span.end].strip())
    )  # fmt: skip
    if not lengths:
        return None
    widest = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    return float(widest) if 40 <= widest <= _WRAPPED else None
