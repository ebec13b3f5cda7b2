"""Tables drawn with rules, written row by row: one line where every cell has one, else cell after cell.

A row drawn around a whole page of text, with owners beside it in a narrow cell, is written as rows of its own: the words in
the narrow cell go to the paragraph they stand by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assurance_bot.document import Span
from assurance_bot.read.pages.blocks import attach, blocks_of
from assurance_bot.read.pages.fields import Fields
from assurance_bot.read.pages.hyphens import Vocabulary, mend
from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.rows import Piece, Row, pitch, rows_of
from assurance_bot.read.pages.ruled import Table
from assurance_bot.read.pages.setting import Indents, set_pieces, set_row
from assurance_bot.read.pages.sides import Beside
from assurance_bot.read.writer import Writer

_NARROW = 0.27  # of the table's width


@dataclass
class DrawnTables:
    """Writes tables one after the other; one that goes on overleaf with the same columns stays one table."""

    writer: Writer
    known: Vocabulary
    levels: Indents
    stops: tuple[float, ...] = ()
    number: int = -1
    row: int = 0
    page: int = 0
    head: tuple[str, ...] = field(default=())

    def write(self, table: Table, words: Sequence[Word], *, page: int, places: Sequence[float]) -> None:
        """Write a table that stands on `page`, whose lines stand at `places`."""
        same = len(table.stops) == len(self.stops) and all(
            abs(a - b) < 4 for a, b in zip(table.stops, self.stops, strict=True)
        )
        if not (same and page == self.page + 1):
            self.number, self.row, self.head, self.stops = self.writer.new_table(), 0, (), table.stops
        self.page = page
        for number in sorted({box.row for box in table.boxes}):
            boxes = sorted((b for b in table.boxes if b.row == number), key=lambda b: b.column)
            cells = {box.column: rows_of([w for w in words if box.holds(w)], page=page, places=places) for box in boxes}
            self._row({column: rows for column, rows in cells.items() if rows}, table)

    def _row(self, cells: dict[int, list[Row]], table: Table) -> None:
        if not cells:
            return
        texts = tuple(" ".join(row.text for row in rows) for rows in cells.values())
        if self.row and texts == self.head:  # the head of the table again, on the next page
            for rows in cells.values():
                for row in rows:
                    set_row(self.writer, row, levels=self.levels, form="furniture")
            return
        self.head = self.head or texts
        if all(len(rows) == 1 for rows in cells.values()):
            self._one_line(cells)
        elif not self._beside_text(cells, table):
            self._cell_by_cell(cells)
        self.row += 1

    def write_fields(self, fields: Fields) -> None:
        """Write a table that is not drawn."""
        self.number, self.row, self.head, self.stops = self.writer.new_table(), 0, (), ()
        for cells in fields.rows:
            if (
                all(len(lines) == 1 for lines in cells.values())
                and len({round(c[0].base) for c in cells.values()}) == 1
            ):
                self._one_line(cells)
            else:
                self._cell_by_cell(cells)
            self.row += 1

    def _one_line(self, cells: dict[int, list[Row]]) -> None:
        pieces = {column: _whole(rows[0]) for column, rows in cells.items()}
        first = next(iter(cells.values()))[0]
        spans = set_pieces(self.writer, list(pieces.values()), page=first.page, number=first.number, tabbed=True)[1:]
        for column, span in zip(pieces, spans, strict=True):
            self.writer.cell(self.number, self.row, column, [span])

    def _cell_by_cell(self, cells: dict[int, list[Row]]) -> None:
        for column, rows in cells.items():
            self.writer.cell(self.number, self.row, column, self._lines(rows))

    def _lines(self, rows: Sequence[Row]) -> list[Span]:
        return [set_row(self.writer, row, levels=self.levels) for row in mend(rows, self.known)]

    def _beside_text(self, cells: dict[int, list[Row]], table: Table) -> bool:
        """Write a row whose main cell holds several paragraphs, each with the words beside it; False where it is none."""
        main = max(cells, key=lambda column: sum(len(row.text) for row in cells[column]))
        limit = _NARROW * (table.stops[-1] - table.stops[0])
        widths = {box.column: box.x1 - box.x0 for box in table.boxes}
        sides = [column for column in cells if column > main]
        if not sides or any(widths[column] > limit for column in sides):
            return False
        rows = cells[main]
        step = pitch(rows)
        blocks = blocks_of(rows, pitch=step, rules={})
        if len(blocks) < 2:
            return False
        lines = [
            Beside(column, row.page, row.number, row.base, _whole(row)) for column in sides for row in cells[column]
        ]
        attach(blocks, lines, pitch=step)
        for column, before in cells.items():
            if column < main:
                self.writer.cell(self.number, self.row, column, self._lines(before))
        for i, block in enumerate(blocks):
            self.row += i > 0
            self.writer.cell(self.number, self.row, main, self._lines(block.rows))
            set_beside(self.writer, block.beside, table=self.number, row=self.row, first=0)
        return True


def _whole(row: Row) -> Piece:
    """Return a row as one piece."""
    return Piece((row.mark.words if row.mark else ()) + row.words)


def set_beside(writer: Writer, beside: Sequence[Beside], *, table: int, row: int, first: int) -> None:
    """Write side words on lines of their own, as cells of a row, the first column being `first`."""
    for one in sorted(beside, key=lambda b: (b.column, b.page, b.base)):
        span = set_pieces(writer, [one.piece], page=one.page, number=one.number)[0]
        writer.cell(table, row, first + one.column, [span])
