"""HTML: the minutes on a council's page, without what is there on every page of the site. See `pagebody` for the choice.

A web page has no pages; the line is the paragraph's place among those read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read.clean import clean, decode
from assurance_bot.read.guard import check_depth
from assurance_bot.read.ooxml.numbering import letters, roman
from assurance_bot.read.outline import Block, Cell, Outline, Paragraph, Table
from assurance_bot.read.pagebody import body_of, is_left_out
from assurance_bot.read.writer import Run, Writer

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)  # <meta charset="utf-8">
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)  # <?xml version="1.0"?>
_OF_BODY = re.compile(
    r"<(?!(?:html|head|title|meta|link|base|style|script|noscript|template)\b)[a-z]", re.IGNORECASE
)  # <main>
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)  # style="text-decoration: line-through"
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)  # style="font-weight: 700"
_HEADING = re.compile(r"^h([1-6])$")  # h2
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bce-f]|1[0-9a-f]));?|[\x00-\x08\x0b\x0c\x0e-\x1f]|&#x0*fff[ef];?|[\ufffe\uffff]",
    re.IGNORECASE,
)  # "&#1;": what no XML may hold
_DATES = ("article:published_time", "dcterms.date", "dc.date", "date", "dcterms.issued")
_MOST = 400  # columns or rows that one cell may take


def read(data: bytes, source: str) -> Document:
    """Return the Document of a web page. Raises SourceError where the bytes are no text, or hold no words to read."""
    text = _with_body(_CONTROL.sub(" ", _PROLOG.sub("", clean(_decoded(data, source)))))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(source, "this is no web page", "Save the page again from the browser.") from error
    check_depth(root, source)
    writer = Writer(source, data, "web", meta=_meta(root))
    Outline(writer).write([block for part in body_of(root) for block in _Walk().read(part)])
    if not writer.lines:
        raise SourceError(
            source, "the page holds no words", "Save the page again from the browser, when it is shown in full."
        )
    return writer.document()


def _with_body(text: str) -> str:
    """Return a page with its body's beginning written out: without it libxml takes what newer HTML added for its head."""
    first = None if "<body" in text.lower() else _OF_BODY.search(text)
    return f"{text[: first.start()]}<body>{text[first.start() :]}" if first else text


def _decoded(data: bytes, source: str) -> str:
    """Return the text of a page: by its own mark or word, else as any text file."""
    said = _CHARSET.search(data[:4096])
    if said and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = said[1].decode("ascii").lower()
            return data.decode({"iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name))
        except (LookupError, UnicodeError):
            pass
    return decode(data, source)


def _meta(root: etree._Element) -> dict[str, str]:
    """Return the page's title and the day of which it says it was published."""
    meta: dict[str, str] = {}
    title = root.find(".//title")
    if title is not None and title.text and title.text.strip():
        meta["title"] = " ".join(title.text.split())
    for one in root.iter("meta"):
        key = (one.get("name") or one.get("property") or "").lower()
        if key in _DATES and one.get("content"):
            meta.setdefault("published", one.get("content"))
    return meta


@dataclass
class _Walk:
    """Goes through elements in order; inline ones add to the paragraph at hand, others end it."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    heading: int = 0  # its level, inside of one
    item: Paragraph | None = None  # what the first paragraph of a list item begins with
    depth: int = 0  # of lists

    def read(self, element: etree._Element) -> list[Block]:
        """Return the blocks of an element."""
        self._block(element, str(element.tag), False, False)
        self._end()
        return self.blocks

    def _end(self) -> None:
        """End the paragraph at hand."""
        words = any(run.text.strip() for line in self.lines for run in line)
        lines = tuple(tuple(line) for line in self.lines)
        self.lines = [[]]
        if not words:
            return
        opened = self.item or Paragraph(())
        self.item = None
        if self.heading:
            opened = replace(opened, form="heading", level=self.heading)
        self.blocks.append(replace(opened, lines=lines))

    def _into(self, element: etree._Element, struck: bool, bold: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or is_left_out(element):
            return
        style = element.get("style") or ""
        struck = struck or tag in ("del", "s", "strike") or bool(_STRUCK.search(style))
        bold = bold or tag in ("b", "strong") or bool(_BOLD.search(style))
        if tag == "br":
            self.lines.append([])
        elif tag in _INLINE:
            self._children(element, struck, bold)
        else:
            self._end()
            self._block(element, tag, struck, bold)
            self._end()

    def _block(self, element: etree._Element, tag: str, struck: bool, bold: bool) -> None:
        heading = _HEADING.match(tag)
        if tag == "table":
            self.blocks.append(Table(tuple(_rows(element))))
        elif tag in ("ul", "ol"):
            self._list(element, tag, struck, bold)
        elif heading:
            self.heading = int(heading[1])
            self._children(element, struck, bold)
            self._end()
            self.heading = 0
        else:
            self._children(element, struck, bold)

    def _children(self, element: etree._Element, struck: bool, bold: bool) -> None:
        self._text(element.text, element.tag == "pre", struck, bold)
        for child in element:
            self._into(child, struck, bold)
            self._text(child.tail, element.tag == "pre", struck, bold)

    def _text(self, text: str | None, kept: bool, struck: bool, bold: bool) -> None:
        """Add words; where line ends are `kept`, each begins a line."""
        for i, words in enumerate((text or "").split("\n") if kept else [text or ""]):
            if i:
                self.lines.append([])
            self.lines[-1].append(Run(words, struck, bold))

    def _list(self, element: etree._Element, tag: str, struck: bool, bold: bool) -> None:
        self.depth += 1
        count = _whole(element.get("start"), 1) - 1
        for item in element:
            if item.tag == "li" and not is_left_out(item):
                count = _whole(item.get("value"), count + 1)
                mark = _number(count, element.get("type") or "1") if tag == "ol" else "•"
                self.item = Paragraph((), "numbered" if tag == "ol" else "bullet", self.depth, mark)
                self._children(item, struck, bold)
                self._end()
                self.item = None
            else:
                self._into(item, struck, bold)
        self.depth -= 1


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?[0-9]{1,6}", written.strip()) else otherwise


def _number(count: int, kind: str) -> str:
    """Return the mark of an item as browsers show it: the `type` of a list says in which figures it counts."""
    if kind in ("i", "I"):
        return f"{roman(count) if kind == 'i' else roman(count).upper()}."
    if kind in ("a", "A"):
        return f"{letters(count) if kind == 'a' else letters(count).upper()}."
    return f"{count}."


def _rows(table: etree._Element) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table; a cell that takes several rows or columns stands where it begins."""
    taken: dict[int, int] = {}  # how many rows more each column is taken by a cell from above
    for row in _own(table, "tr"):
        column, cells = 0, []
        for cell in row:
            if cell.tag not in ("td", "th") or is_left_out(cell):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            width = min(max(_whole(cell.get("colspan"), 1), 1), _MOST)
            height = min(max(_whole(cell.get("rowspan"), 1), 1), _MOST)
            cells.append(Cell(column, tuple(_Walk().read(cell))))
            taken |= dict.fromkeys(range(column, column + width), height)
            column += width
        taken = {at: rows - 1 for at, rows in taken.items() if rows > 1}
        yield tuple(cells)


def _own(table: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, not those of tables within it."""
    for element in table:
        if element.tag == wanted:
            yield element
        elif element.tag in ("thead", "tbody", "tfoot"):
            yield from _own(element, wanted)
