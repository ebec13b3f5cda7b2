"""Paragraphs and tables as formats with structure give them, Word and HTML, and how they become lines of a Document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from assurance_bot.document import Form, Span
from assurance_bot.read.clean import clean
from assurance_bot.read.writer import Run, Writer

DEEPEST = 7  # the level of a short paragraph that is bold as a whole, below the six a format has
_LONGEST = 80  # letters of such a paragraph


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its lines as broken by hand, each a run of words; `mark` is what stands before, "3.2" or "•"."""

    lines: tuple[tuple[Run, ...], ...]
    form: Form = "text"
    level: int = 0
    mark: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column, counted from 0 with the columns that others take, and what stands in it."""

    column: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell that was merged stands where it begins."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass
class Outline:
    """Writes blocks in order; lines are numbered on each page, or in the file where pages are not known."""

    writer: Writer
    page: int | None = None
    number: int = 0
    spans: list[list[Span]] = field(default_factory=list)

    def write(self, blocks: Sequence[Block]) -> list[Span]:
        """Write blocks and return the places of their lines."""
        spans: list[Span] = []
        for block in blocks:
            spans += self._table(block) if isinstance(block, Table) else self._paragraph(block)
        return spans

    def _paragraph(self, paragraph: Paragraph) -> list[Span]:
        form, level = _form(paragraph)
        spans = []
        for i, runs in enumerate(_tidied(paragraph)):
            bold = all(run.bold for run in runs)
            lead = (Run(f"{paragraph.mark} ", bold=bold),) if i == 0 and paragraph.mark else ()
            kind: Form = form if i == 0 or form in ("heading", "furniture") else "text"
            spans.append(self._line((*lead, *runs), paragraph.page, kind, level if kind == form else 0))
        return spans

    def _line(self, runs: Sequence[Run], page: int | None, form: Form = "text", level: int = 0) -> Span:
        self.number = 1 if page != self.page else self.number + 1
        self.page = page
        return self.writer.line(runs, number=self.number, page=page, form=form, level=level)

    def _table(self, table: Table) -> list[Span]:
        """Write a table; one of a single column is but a frame around what stands in it."""
        stacked = [part for row in table.rows for part in _stacked(row)]
        rows = [kept for row in stacked if (kept := [cell for cell in row if has_words(cell.blocks)])]
        if all(cell.column == 0 for row in rows for cell in row):
            return [span for row in rows for cell in row for span in self.write(cell.blocks)]
        number = self.writer.new_table()
        spans: list[Span] = []
        for i, row in enumerate(rows):
            lines = [_only_line(cell.blocks) for cell in row]
            places = (
                self._one_line([line for line in lines if line]) if all(lines) else [self.write(c.blocks) for c in row]
            )
            for cell, place in zip(row, places, strict=True):
                self.writer.cell(number, i, cell.column, place)
                spans += place
        return spans

    def _one_line(self, paragraphs: Sequence[Paragraph]) -> list[list[Span]]:
        """Write a row of a table whose cells hold one line each as one line, tabs between them."""
        runs: list[Run] = []
        ends: list[tuple[int, int]] = []
        at = 0
        for i, paragraph in enumerate(paragraphs):
            lead = [Run("\t")] if i else []
            mark = [Run(f"{paragraph.mark} ")] if paragraph.mark else []
            words = [*mark, *_tidied(paragraph)[0]]
            start = at + len(lead)
            at = start + sum(len(run.text) for run in words)
            runs += [*lead, *words]
            ends.append((start, at))
        span = self._line(runs, paragraphs[0].page)
        return [[Span(span.start + start, span.start + end)] for start, end in ends]


def _stacked(row: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """Return the rows that stand in one: where two cells or more hold as many lines, empty ones counted, they are pairs."""
    lines = [_lines(cell.blocks) for cell in row]
    counts = {len(cell) for cell in lines if len(cell) != 1}
    if len(counts) != 1 or counts == {0} or sum(len(cell) > 1 for cell in lines) < 2:
        return [row]
    parts = zip_longest(*lines)
    return [
        tuple(Cell(cell.column, (line,)) for cell, line in zip(row, part, strict=True) if line is not None)
        for part in parts
    ]


def _lines(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the lines of a cell as paragraphs of one line; none where a table stands in it."""
    if any(isinstance(block, Table) for block in blocks):
        return []
    kept = [block for block in blocks if isinstance(block, Paragraph)]
    return [
        replace(block, lines=(line,), mark=block.mark if i == 0 else "")
        for block in kept
        for i, line in enumerate(block.lines or ((),))
    ]


def has_words(blocks: Sequence[Block]) -> bool:
    """Whether anything can be read in `blocks`."""
    return any(
        any(has_words(cell.blocks) for row in block.rows for cell in row)
        if isinstance(block, Table)
        else bool(_tidied(block))
        for block in blocks
    )


def _only_line(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the one paragraph of one line that `blocks` hold, if that is all they hold."""
    full = [block for block in blocks if has_words([block])]
    first = full[0] if len(full) == 1 else None
    return first if isinstance(first, Paragraph) and len(_tidied(first)) == 1 else None


def _tidied(paragraph: Paragraph) -> list[tuple[Run, ...]]:
    """Return the lines of a paragraph with blanks at their ends and in a row gone, and without those that are empty."""
    lines = (_folded(runs) for runs in paragraph.lines)
    return [line for line in lines if line]


def _folded(runs: Sequence[Run]) -> tuple[Run, ...]:
    out: list[Run] = []
    for run in runs:
        text = clean(run.text.replace("\u00a0", " ")).replace("\n", " ")
        while "  " in text:
            text = text.replace("  ", " ")
        if not out or out[-1].text.endswith((" ", "\t")):
            text = text.lstrip(" \t") if not out else text.lstrip(" ")
        if text:
            out.append(Run(text, run.struck, run.bold))
    while out and not out[-1].text.rstrip():
        out.pop()
    if out:
        out[-1] = Run(out[-1].text.rstrip(), out[-1].struck, out[-1].bold)
    return tuple(out)


def _form(paragraph: Paragraph) -> tuple[Form, int]:
    """Return form and level; a short paragraph that is bold as a whole is a heading of the deepest level."""
    runs = [run for line in paragraph.lines for run in line if run.text.strip()]
    if paragraph.form != "text" or not runs or not all(run.bold for run in runs):
        return paragraph.form, paragraph.level
    words = "".join(run.text for run in runs).strip()
    short = len(words) <= _LONGEST and not words.endswith((".", ";", ","))
    return ("heading", DEEPEST) if short and len(_tidied(paragraph)) == 1 else ("text", 0)
