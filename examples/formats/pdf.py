"""A source as PDF: A4, the fonts every reader has, a header and footer on each page, the Action column at the right.

Pages are not compressed, so that the bytes depend on the version of reportlab and on nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from examples.formats.source import Block, Heading, Listing, Paragraph, Source, Table, Words, is_label
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import Paragraph as Set
from reportlab.platypus import Table as Grid

LEFT, TOP, BOTTOM = 68.0, 84.0, 74.0  # margins in points; the right one is as wide as the left
COLUMN = 62.0  # of the width: the Action column
WIDTH = A4[0] - 2 * LEFT
_STEP = 17.0  # indent of a list
_FONTS = {"Helvetica": ("Helvetica", "Helvetica-Bold"), "Times": ("Times-Roman", "Times-Bold")}
_GREY = Color(0.45, 0.45, 0.45)
_SHADE = Color(0.9, 0.92, 0.95)
_TIGHT = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0),
          ("BOTTOMPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip


def pdf(source: Source) -> bytes:
    """Return the file."""
    _, pages = _set(source, pages=0)
    return _set(source, pages=pages)[0]


def _set(source: Source, *, pages: int) -> tuple[bytes, int]:
    """Return the file and how many pages it has; `pages` is what its footers say."""
    out = io.BytesIO()
    setting = _Setting(source)
    title = f"{source.title.removesuffix(' – Meeting Notes')}, {source.date:%d.%m.%Y}"
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, pageCompression=0, title=title, author=source.author)
    frame = Frame(
        LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )

    def edges(canvas: Canvas, page: Any) -> None:
        for parts, y in ((source.header, A4[1] - 48), (source.footer, 40.0)):
            setting.edge(canvas, [part.format(page=page.page, pages=pages) for part in parts], y)

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=edges))
    document.build(list(setting.flow(source.blocks)))
    return out.getvalue(), document.page


class _Setting:
    """How the blocks of one source become what reportlab sets."""

    def __init__(self, source: Source) -> None:
        self.plain, self.bold = _FONTS[source.font]
        self.size = 10.5 if source.font == "Helvetica" else 11.5
        self.column = source.column
        self.name = "Action" if source.column else ""  # of the column, until it is written
        self.width = WIDTH - (COLUMN + 14 if source.column else 0)

    def edge(self, canvas: Canvas, parts: Sequence[str], y: float) -> None:
        """Draw a header or footer: left, middle, right."""
        canvas.setFont(self.plain, 9)
        canvas.setFillColor(_GREY)
        canvas.drawString(LEFT, y, parts[0])
        canvas.drawCentredString(A4[0] / 2, y, parts[1])
        canvas.drawRightString(A4[0] - LEFT, y, parts[2])

    def style(self, **changed: object) -> ParagraphStyle:
        """Return the style of running text, changed."""
        usual = {
            "fontName": self.plain,
            "fontSize": self.size,
            "leading": self.size * 1.3,
            "spaceAfter": 7,
            "keepWithNext": 0,
        }
        return ParagraphStyle("text", **{**usual, "bulletFontName": self.plain, "bulletFontSize": self.size, **changed})

    def flow(self, blocks: Sequence[Block], *, depth: int = 0) -> Iterator[Flowable]:
        """Yield what is to be set; `depth` counts the lists around it."""
        for block in blocks:
            if isinstance(block, Heading):
                yield from self._heading(block)
            elif isinstance(block, Listing):
                yield from self._listing(block, depth)
            elif isinstance(block, Table):
                yield self._table(block)
                yield Spacer(1, 10)
            else:
                yield self._beside(self._text(block), block.beside)

    def _text(self, paragraph: Paragraph, **changed: object) -> Set:
        if is_label(paragraph):
            changed |= {"keepWithNext": 1, "spaceBefore": 3, "spaceAfter": 4}
        return Set(_marked(paragraph.words), self.style(**changed))

    def _beside(self, text: Set, beside: str) -> Flowable:
        """Return a paragraph and what stands in the Action column; lines are of full width until that has its name."""
        if not self.column or (self.name and not beside):
            return text
        owner = Set(f"<b>{escape(beside)}</b>", self.style())
        row = Grid([[text, owner]], colWidths=[self.width + 14, COLUMN], spaceAfter=text.style.spaceAfter)
        row.setStyle([*_TIGHT, ("RIGHTPADDING", (0, 0), (0, 0), 14)])
        row.keepWithNext = text.style.keepWithNext
        return row

    def _heading(self, heading: Heading) -> Iterator[Flowable]:
        size = self.size + (2.5 if not heading.number and heading.level == 1 else 0.5)
        look = {"fontName": self.bold, "bulletFontName": self.bold, "fontSize": size, "leading": size * 1.3}
        look |= {"bulletFontSize": size, "keepWithNext": 1, "spaceAfter": 5}
        if not heading.number:
            yield Set(escape(heading.title), self.style(**look, alignment=TA_CENTER))
            return
        indent = 46 if "/" in heading.number else 30
        look |= {"leftIndent": indent, "spaceBefore": 9}
        text = Set(escape(heading.title), self.style(**look), bulletText=heading.number)
        yield Spacer(1, 6)
        yield self._beside(text, self._named())

    def _named(self) -> str:
        """Return the name of the Action column, once."""
        name, self.name = self.name, ""
        return name

    def _listing(self, listing: Listing, depth: int) -> Iterator[Flowable]:
        look = {"leftIndent": _STEP * (depth + 1), "bulletIndent": _STEP * depth + 3, "spaceAfter": 4}
        for count, entry in enumerate(listing.entries, start=1):
            mark = f"{count}." if listing.ordered else "•" if depth == 0 else "–"
            text = Set(_marked(entry.paragraph.words), self.style(**look), bulletText=mark)
            yield self._beside(text, entry.paragraph.beside)
            yield from self.flow(entry.below, depth=depth + 1)
        yield Spacer(1, 3)

    def _table(self, table: Table) -> Flowable:
        ruled = bool(table.head)
        rows = [*([table.head] if ruled else []), *table.rows]
        widths = [self.width * 0.4, self.width * 0.6] if ruled else [90, self.width - 90]
        cells = [
            [self._cell(words, bold=(r if ruled else c) == 0) for c, words in enumerate(row)]
            for r, row in enumerate(rows)
        ]
        grid = Grid(cells, colWidths=widths, hAlign="LEFT")
        rules = [("GRID", (0, 0), (-1, -1), 0.6, _GREY), ("BACKGROUND", (0, 0), (-1, 0), _SHADE)]
        grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *(rules if ruled else _TIGHT)])
        return grid

    def _cell(self, words: Words, *, bold: bool) -> Set:
        return Set(_marked(words), self.style(spaceAfter=0, fontName=self.bold if bold else self.plain))


def _marked(words: Words) -> str:
    """Return words in reportlab's own markup."""
    runs = ((escape(run.text, quote=False).replace("\n", "<br/>"), run.bold) for run in words)
    return "".join(f"<b>{text}</b>" if bold else text for text, bold in runs)
