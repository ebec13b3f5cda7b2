"""The pages of a PDF to a Document: what is furniture, table, grid, side column or running text, written in reading order.

Each line keeps the number it has on its page. Side words stand on lines of their own right after the text they stand by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assurance_bot.read.pages.blocks import Block, attach, blocks_of
from assurance_bot.read.pages.drawn import DrawnTables, set_beside
from assurance_bot.read.pages.fields import Fields, find_fields
from assurance_bot.read.pages.furniture import furniture
from assurance_bot.read.pages.grids import Grid, find_grids
from assurance_bot.read.pages.hyphens import mend, vocabulary
from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.rows import Row, levels, pitch, rows_of
from assurance_bot.read.pages.ruled import Table, find_tables
from assurance_bot.read.pages.setting import indents, set_pieces, set_row
from assurance_bot.read.pages.sheets import Sheet
from assurance_bot.read.pages.sides import bounds, split_sides
from assurance_bot.read.pages.strips import strips
from assurance_bot.read.writer import Run, Writer


@dataclass
class _Page:
    """One page: where its lines stand, its headers and footers, tables, rows of running text; its words, all its rows."""

    sheet: Sheet
    places: list[float]
    above: list[Row] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)
    tables: list[Table | Fields] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)


def assemble(sheets: Sequence[Sheet], writer: Writer) -> None:
    """Write what `sheets` hold."""
    pages = _pages(sheets)
    rows = [row for page in pages for row in page.rows]
    if sheets:
        _Assembly(pages, rows, writer).write()


def _pages(sheets: Sequence[Sheet]) -> list[_Page]:
    pages = [_Page(sheet, levels(sheet.words)) for sheet in sheets]
    rows = [rows_of(p.sheet.words, page=p.sheet.number, places=p.places) for p in pages]
    at_edge = furniture(rows, heights=[p.sheet.height for p in pages])
    for index, page in enumerate(pages):
        out = [row for i, row in enumerate(rows[index]) if (index, i) in at_edge]
        page.seen = rows[index]
        page.above = [row for row in out if row.base < page.sheet.height / 2]
        page.below = [row for row in out if row.base >= page.sheet.height / 2]
        page.words = [w for w in page.sheet.words if not any(abs(w.base - row.base) < 0.35 * w.size for row in out)]
        _lay_out(page)
    usual = pitch([row for page in pages for row in page.rows])
    for page in pages:
        found = find_fields(page.rows, pitch=usual, page=page.sheet.number, places=page.places)
        taken = frozenset(i for fields in found for i in fields.taken)
        page.rows = [row for i, row in enumerate(page.rows) if i not in taken]
        page.tables = sorted([*page.tables, *found], key=lambda table: table.top)
    return pages


def _lay_out(page: _Page) -> None:
    """Find the ruled tables of a page, and the rows of the text outside of them."""
    tables = [t for t in find_tables(page.sheet.rules) if any(t.holds(word) for word in page.words)]
    free = [word for word in page.words if not any(table.holds(word) for table in tables)]
    parts = strips(free, page=page.sheet.number, places=page.places, width=page.sheet.width)
    page.rows = [row for part in parts for row in part]
    page.tables = [*tables]


class _Assembly:
    """The writing of one file: keeps down to where it has come."""

    def __init__(self, pages: Sequence[_Page], rows: Sequence[Row], writer: Writer) -> None:
        self.pages, self.writer, self.pitch = list(pages), writer, pitch(rows)
        self.known = vocabulary([row for page in pages for row in page.seen])
        self.levels = indents(rows)
        grids = find_grids(rows, edges=bounds(rows), pitch=self.pitch)
        inside = frozenset(i for grid in grids for i in range(grid.first, grid.last))
        self.split = split_sides(rows, skip=inside)
        self.grids = find_grids(self.split.rows, edges=bounds(rows), pitch=self.pitch)
        self.drawn = DrawnTables(writer, self.known, self.levels)
        self.page: _Page | None = None
        self.table, self.row = -1, 0

    def write(self) -> None:
        """Write all pages."""
        parts = self._parts()
        blocks = [block for part in parts if not isinstance(part, Grid) for block in part]
        if blocks:
            attach(blocks, self.split.beside, pitch=self.pitch)
        for part in parts:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                for block in part:
                    self._block(block)
        self._reach(len(self.pages) + 1, 0)

    def _parts(self) -> list[list[Block] | Grid]:
        """Return the grids, and the blocks before, between and after them; beside a side column lines are full earlier."""
        rules = {page.sheet.number: [r for r in page.sheet.rules if r.across] for page in self.pages}
        rows = self.split.rows
        parts: list[list[Block] | Grid] = []
        done = 0
        for grid in [*self.grids, None]:
            end = grid.first if grid else len(rows)
            for start, stop in pairwise(sorted({done, end, min(max(self.split.first, done), end)})):
                parts.append(blocks_of(rows[start:stop], pitch=self.pitch, rules=rules))
            if grid:
                parts.append(grid)
                done = grid.last
        return parts

    def _block(self, block: Block) -> None:
        spans = []
        for row in mend(block.rows, self.known):
            self._reach(row.page, row.base)
            spans.append(set_row(self.writer, row, levels=self.levels))
        if block.beside or self.table >= 0:
            if self.table < 0:
                self.table = self.writer.new_table()
            self.writer.cell(self.table, self.row, 0, spans)
            set_beside(self.writer, block.beside, table=self.table, row=self.row, first=1)
            self.row += 1

    def _grid(self, grid: Grid) -> None:
        table, at = self.writer.new_table(), -1
        for row, columns, joins in zip(grid.rows, grid.columns, grid.joins, strict=True):
            self._reach(row.page, row.base)
            at += not joins
            pieces = ((row.mark,) if row.mark else ()) + row.pieces
            spans = set_pieces(self.writer, pieces, page=row.page, number=row.number, tabbed=True)[1:]
            for column, span in zip(columns, spans[len(pieces) - len(row.pieces) :], strict=True):
                self.writer.cell(table, at, column, [span])

    def _reach(self, page: int, base: float) -> None:
        """Write what stands before `base` on `page` and is not running text: tables, headers, earlier footers."""
        while self.page is None or self.page.sheet.number < page:
            if self.page is not None:
                self._tables(1e9)
                self._furniture(self.page.below)
                self._tilted(self.page)
            following = 0 if self.page is None else self.page.sheet.number
            self.page = next((p for p in self.pages if p.sheet.number > following), None)
            if self.page is None:
                return
            self._furniture(self.page.above)
        self._tables(base)

    def _tables(self, base: float) -> None:
        page = self.page
        while page and page.tables and page.tables[0].top < base:
            table = page.tables.pop(0)
            if isinstance(table, Fields):
                self.drawn.write_fields(table)
            else:
                self.drawn.write(table, page.words, page=page.sheet.number, places=page.places)

    def _furniture(self, rows: Sequence[Row]) -> None:
        for row in rows:
            set_row(self.writer, row, levels=self.levels, form="furniture")

    def _tilted(self, page: _Page) -> None:
        """Write words set aslant, such as a stamp over the page, as furniture."""
        words = " ".join(page.sheet.tilted.split())
        if words:
            self.writer.line([Run(words)], number=len(page.places) + 1, page=page.sheet.number, form="furniture")
