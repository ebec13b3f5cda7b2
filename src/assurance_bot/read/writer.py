"""A Document being written: lines one after the other, the places of cells, of struck and of bold words noted on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from assurance_bot.document import Cell, Document, Form, Line, Problem, Span, Style


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike."""

    text: str
    struck: bool = False
    bold: bool = False


@dataclass
class Writer:
    """Collects what a reader makes out; `document` ends it."""

    source: str
    data: bytes
    format: str
    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int, int], list[Span]] = field(default_factory=dict)
    struck: list[Span] = field(default_factory=list)
    strong: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    tables: int = 0
    position: int = 0

    def line(
        self,
        runs: Iterable[Run],
        *,
        number: int | None = None,
        page: int | None = None,
        form: Form = "text",
        level: int = 0,
        style: Style | None = None,
    ) -> Span:
        """Write a line and return its place; without `number` it is numbered as the next."""
        start = end = self.position
        kept = [Run(run.text.replace("\n", " "), run.struck, run.bold) for run in runs if run.text]
        plain = any(not run.bold and run.text.strip() for run in kept)
        for run in kept:
            blank = len(run.text) - len(run.text.lstrip())
            words = Span(end + blank, end + len(run.text.rstrip()))
            if run.struck and run.text.strip():
                _add(self.struck, words)
            if run.bold and plain and run.text.strip():
                _add(self.strong, words)
            end += len(run.text)
        span = Span(start, end)
        self.lines.append(Line(len(self.lines) + 1 if number is None else number, span, page, form, level, style))
        self.words.append("".join(run.text for run in kept))
        self.position = end + 1
        return span

    def cell(self, table: int, row: int, column: int, spans: Iterable[Span]) -> None:
        """Note that `spans` stand in a cell; said twice of one cell, they add up."""
        self.cells.setdefault((table, row, column), []).extend(span for span in spans if len(span))

    def problem(self, message: str, *, line: int | None = None, words: str = "") -> None:
        """Note a fault."""
        self.problems.append(Problem(self.source, line, message, words))

    def new_table(self) -> int:
        """Return the number of a table that begins here."""
        self.tables += 1
        return self.tables - 1

    def document(self, meta: Mapping[str, str] | None = None) -> Document:
        """Return what was written."""
        cells = tuple(Cell(*place, tuple(spans)) for place, spans in sorted(self.cells.items()))
        return Document(
            self.source,
            "\n".join(self.words),
            tuple(self.lines) or (Line(1, Span(0, 0)),),
            hashlib.sha256(self.data).hexdigest(),
            self.format,
            MappingProxyType(dict(meta or self.meta)),
            cells,
            tuple(self.struck),
            tuple(self.problems),
            tuple(self.strong),
        )


def _add(spans: list[Span], span: Span) -> None:
    """Add a span; one that begins where the last ended, or on the next line, is one with it."""
    if spans and span.start - spans[-1].end <= 1:
        span = Span(spans.pop().start, span.end)
    spans.append(span)
