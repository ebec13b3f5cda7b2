"""One coordinate: a position is a half-open range of characters in `Document.text`; page and line are worked out from it.

A quote is a tuple of spans, because a page footer may stand in the middle of a sentence: the quote leaves the footer
out, and each span is verbatim. `Document.quote` is the only place where a quote is made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

SPACE = re.compile(r"\s+")

Form = Literal["text", "heading", "bullet", "numbered", "rule", "meta", "furniture"]
"""What the file format itself says of a line; "text" where it says nothing. "furniture" is a page's header or footer."""


def fold(text: str) -> str:
    """Return `text` with every run of white space made one space, and none at the ends."""
    return SPACE.sub(" ", text).strip()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def meets(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks on its page, where the format tells: edges in points from the page's left, size in points."""

    left: float
    right: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, its newline excluded; `number` is the line a person finds on opening the file.

    For text formats that is the line of the file; for paged formats the line on its page. `page` counts from 1 and is
    None where the file does not tell. `level` is the depth of a heading or a list, from 1.
    """

    number: int
    span: Span
    page: int | None = None
    form: Form = "text"
    level: int = 0
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table that the format or the page shows; all three coordinates count from 0."""

    table: int
    row: int
    column: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Locator:
    """A span for people: the file below its minutes folder, the page, the first and last line."""

    source: str
    page: int | None
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words and where they stand. Made by `Document.quote` alone (or read back from the register)."""

    text: str
    spans: tuple[Span, ...]
    locator: Locator


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in some minutes: a value, collected, which never stops a build. `words` are those it is about."""

    source: str
    line: int | None
    message: str
    words: str = ""

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.message}" + (f"\n    {self.words}" if self.words else "")


@dataclass(frozen=True, slots=True)
class Flow:
    """Words that may stand in several places, read as one line: white space folded, with the way back to the text.

    `offsets[i]` is the position in the document of `text[i]`; a folded space has the position of its first blank.
    """

    text: str
    offsets: tuple[int, ...]
    pieces: tuple[Span, ...]

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return where `text[start:end]` stands, one span a piece, blanks at the ends left out."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            return ()
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        cut = (Span(max(p.start, first), min(p.end, last)) for p in self.pieces)
        return tuple(s for s in cut if s.start < s.end)


@dataclass(frozen=True)
class Document:
    """A file as read: its text with "\\n" alone between lines, and what the format says of lines and tables.

    `source` is the path below the minutes folder, with "/". `meta` is front matter or file properties. `struck` are
    the words the format shows as struck out. `problems` are what the reader noticed. `strong` are words in bold that
    stand among words that are not (a heading run in to its paragraph); a line all in bold says so in its style.
    """

    source: str
    text: str
    lines: tuple[Line, ...]
    sha256: str
    format: str
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cells: tuple[Cell, ...] = ()
    struck: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    strong: tuple[Span, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    def line_at(self, position: int) -> Line:
        """Return the line in which the character at `position` stands."""
        return self.lines[max(0, bisect_right(self._starts, position) - 1)]

    def locate(self, span: Span) -> Locator:
        """Return page and lines of a span."""
        return self._locator(self.line_at(span.start), self.line_at(max(span.start, span.end - 1)))

    def _locator(self, first: Line, last: Line) -> Locator:
        """Words in a side column follow their row in the text, and may stand on an earlier line of the same page."""
        if first.page == last.page and last.number < first.number:
            first, last = last, first
        return Locator(self.source, first.page, first.number, last.number)

    def quote(self, spans: Iterable[Span]) -> Quote:
        """Return the words at `spans`, in order, joined by one space, white space folded.

        Raises ValueError where a span is empty or reaches outside the text: a quote is never made of nothing.
        """
        kept = tuple(spans)
        if not kept or any(not 0 <= s.start < s.end <= len(self.text) for s in kept):
            raise ValueError(f"{self.source}: no such place in the text: {kept}")
        text = fold(" ".join(self.text[s.start : s.end] for s in kept))
        return Quote(text, kept, self._locator(self.line_at(kept[0].start), self.line_at(kept[-1].end - 1)))

    def flow(self, spans: Iterable[Span]) -> Flow:
        """Return the words at `spans` as one folded line that knows where each character stands."""
        pieces = tuple(s for s in spans if s.start < s.end)
        chars: list[str] = []
        offsets: list[int] = []
        for piece in pieces:
            if chars and chars[-1] != " ":
                chars.append(" ")
                offsets.append(piece.start)
            for position in range(piece.start, piece.end):
                char = self.text[position]
                if not char.isspace():
                    chars.append(char)
                    offsets.append(position)
                elif chars and chars[-1] != " ":
                    chars.append(" ")
                    offsets.append(position)
        if chars and chars[-1] == " ":
            chars.pop()
            offsets.pop()
        return Flow("".join(chars), tuple(offsets), pieces)


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text`, split on "\\n" only, numbered from 1, without pages."""
    lines, start = [], 0
    for number, words in enumerate(text.split("\n"), start=1):
        lines.append(Line(number, Span(start, start + len(words))))
        start += len(words) + 1
    return tuple(lines)
