"""Rows of a page to lines of a Writer: words, blanks and tabs, weight, and what kind of line it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assurance_bot.document import Form, Span, Style
from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.rows import Piece, Row, is_bullet
from assurance_bot.read.writer import Run, Writer

_TAB = 2.0  # a gap of this many sizes is written as a tab
_INDENT = 6.0  # points by which bullets of one level may differ


@dataclass(frozen=True)
class Indents:
    """Where the bullets of a file stand, by level."""

    places: tuple[float, ...]

    def level(self, x: float) -> int:
        """Return the level of a bullet, from 1."""
        return max(1, sum(place <= x + _INDENT for place in self.places))


def indents(rows: Iterable[Row]) -> Indents:
    """Return the indents of the bullets in `rows`."""
    places: list[float] = []
    for x in sorted(row.mark.x0 for row in rows if row.mark and is_bullet(row.mark)):
        if not places or x - places[-1] > _INDENT:
            places.append(x)
    return Indents(tuple(places))


def set_row(writer: Writer, row: Row, *, levels: Indents, form: Form | None = None) -> Span:
    """Write a row as one line and return its place."""
    bullet = row.mark is not None and is_bullet(row.mark)
    pieces = ((row.mark,) if row.mark else ()) + row.pieces
    level = levels.level(row.mark.x0) if row.mark and bullet and form is None else 0
    kind: Form = form or ("bullet" if bullet else "text")
    marked = row.mark is not None
    return set_pieces(writer, pieces, page=row.page, number=row.number, form=kind, level=level, marked=marked)[0]


def set_pieces(
    writer: Writer,
    pieces: Sequence[Piece],
    *,
    page: int,
    number: int,
    form: Form = "text",
    level: int = 0,
    tabbed: bool = False,
    marked: bool = False,
) -> list[Span]:
    """Write pieces as one line and return its place, and after it that of each piece.

    `tabbed`: with a tab between all pieces; else with one where the gap is wide, but not after a mark.
    """
    runs: list[Run] = []
    places: list[tuple[int, int]] = []
    at = 0
    for i, piece in enumerate(pieces):
        if i:
            gap = piece.x0 - pieces[i - 1].x1
            wide = tabbed or (gap > _TAB * piece.size and not (marked and i == 1))
            runs.append(Run("\t" if wide else " "))
            at += 1
        start = at
        for j, word in enumerate(piece.words):
            blank = [Run(" ", *_alike(piece.words[j - 1], word))] if j else []
            runs += [*blank, Run(word.text, word.struck, word.bold)]
            at += len(word.text) + len(blank)
        places.append((start, at))
    span = writer.line(runs, number=number, page=page, form=form, level=level, style=_style(pieces))
    return [span, *(Span(span.start + a, span.start + b) for a, b in places)]


def _alike(a: Word, b: Word) -> tuple[bool, bool]:
    return a.struck and b.struck, a.bold and b.bold


def _style(pieces: Sequence[Piece]) -> Style:
    size = max(pieces, key=lambda piece: len(piece.text)).size
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return Style(round(left, 1), round(right, 1), round(size, 1), all(piece.bold for piece in pieces))
