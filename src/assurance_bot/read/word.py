"""Word's .docx: what a person sees with all changes accepted; the numbers that Word puts before lists are worked out.

Word sets pages only when it shows a file, so pages are known only where Word left marks of its last showing; the line is
then the paragraph's place on its page, else its place in the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read.guard import Archive, open_archive
from assurance_bot.read.ooxml.names import attribute, child, children, name, number, small, switched
from assurance_bot.read.ooxml.numbering import Mark, Numbering, read_numbering
from assurance_bot.read.ooxml.runs import GONE, Runs
from assurance_bot.read.ooxml.styles import Styles, read_styles
from assurance_bot.read.outline import Block, Cell, Outline, Paragraph, Table
from assurance_bot.read.writer import Run, Writer

_META = {"title": "title", "creator": "author", "subject": "subject", "created": "created", "modified": "modified"}
_WRAPS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})
_OLD = b"\xd0\xcf\x11\xe0"  # how files begin that hold an old .doc, or a locked .docx


def read(data: bytes, source: str) -> Document:
    """Return the Document of a .docx file. Raises SourceError where it is locked, damaged, or no such file."""
    if data.startswith(_OLD):
        raise SourceError(
            source, "it is locked with a password, or is an old .doc", "Save it anew as .docx, without one."
        )
    archive = open_archive(data, source)
    main = _main_part(archive, source)
    body = child(archive.xml(main), "body")
    if body is None:
        raise SourceError(source, "it holds no text", "Open it in Word and save it anew.")
    writer = Writer(source, data, "word", meta=_properties(archive))
    reading = _Reading(archive, main, body)
    _write(reading, body, writer)
    if not writer.lines:
        raise SourceError(
            source, "it holds no words", "Look whether it is the right file; pictures of text are not read."
        )
    return writer.document()


def _write(reading: _Reading, body: etree._Element, writer: Writer) -> None:
    outline = Outline(writer)
    blocks = reading.blocks(body)
    outline.write(reading.edges("header", page=1 if reading.paged else None))
    outline.write(blocks)
    outline.write(reading.notes())
    outline.write(reading.edges("footer", page=reading.page if reading.paged else None))


def _main_part(archive: Archive, source: str) -> str:
    found = [target for _, kind, target in _relations(archive, "_rels/.rels") if kind.endswith("/officeDocument")]
    if not found or not (found[0].endswith(".xml") and found[0].lstrip("/") in archive):
        raise SourceError(
            source, "this is no document of Word", "Give it the suffix of what it is, or save it as .docx."
        )
    return found[0].lstrip("/")


def _relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return id, type and target of what a part refers to."""
    found = children(archive.xml(part), "Relationship") if part in archive else ()
    return [(attribute(one, "Id"), attribute(one, "Type"), attribute(one, "Target")) for one in found]


def _properties(archive: Archive) -> dict[str, str]:
    core = archive.xml("docProps/core.xml") if "docProps/core.xml" in archive else ()
    told = [(_META[name(one)], (one.text or "").strip()) for one in core if name(one) in _META]
    return {key: value for key, value in told if value}


@dataclass
class _Reading:
    """The parts of one file, and how far its lists, pages and notes have been counted."""

    archive: Archive
    main: str
    body: etree._Element
    page: int = 1
    paged: bool = False
    targets: dict[str, str] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    noted: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        folder, file = posixpath.split(self.main)
        for key, kind, target in _relations(self.archive, f"{folder}/_rels/{file}.rels"):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            self.targets[key] = path
            self.targets.setdefault(kind.rsplit("/", 1)[-1], path)
        self.styles = read_styles(self._part("styles"))
        lists = {style: found[0] for style in self.styles.elements if (found := self.styles.list_of(style))}
        self.numbering = read_numbering(self._part("numbering"), lists)
        self.paged = self._said_pages() == 1 + sum(name(one) == "lastRenderedPageBreak" for one in self.body.iter())

    def _part(self, key: str) -> etree._Element | None:
        path = self.targets.get(key, "")
        return self.archive.xml(path) if path in self.archive else None

    def _said_pages(self) -> int:
        """Return how many pages Word says the file had when it last showed it; 0 where it speaks of far fewer words.

        Other programs leave in what was said of the empty file they began with.
        """
        part = "docProps/app.xml"
        root = self.archive.xml(part) if part in self.archive else None
        pages, words = (child(root, key) for key in ("Pages", "Words"))
        written = sum(len((one.text or "").split()) for one in self.body.iter() if name(one) == "t")
        if words is not None and small((words.text or "").strip()) * 2 < written:
            return 0
        return small((pages.text or "").strip()) if pages is not None else 0

    def blocks(self, parent: etree._Element) -> list[Block]:
        """Return the paragraphs and tables in an element."""
        out: list[Block] = []
        carried: list[Run] = []  # the words of paragraphs whose end was deleted: they go on in the next
        for element in _flat(parent):
            if name(element) == "tbl":
                out.append(self._table(element))
                continue
            runs = Runs(self.styles, self._style(element))
            runs.lines[0], carried = carried, []
            page = self.page if self.paged else None
            runs.take(element)
            self.page += runs.breaks
            self.noted += runs.notes
            if child(element, "pPr", "rPr", "del") is not None:
                carried = [run for line in runs.lines for run in line]
            else:
                out += [self._paragraph(element, runs, page), *self._boxes(element)]
        return [*out, Paragraph((tuple(carried),))] if carried else out

    def _paragraph(self, element: etree._Element, runs: Runs, page: int | None) -> Paragraph:
        lines = tuple(tuple(line) for line in runs.lines)
        outline = child(element, "pPr", "outlineLvl")
        direct = number(outline, "val") + 1 if outline is not None and number(outline, "val") < 6 else 0
        level = direct or self.styles.heading(runs.style)
        words = any(run.text.strip() for line in lines for run in line)
        mark, depth = self._mark(element, runs.style) if words else (None, 0)
        text = mark.text if mark else ""
        if level:
            return Paragraph(lines, "heading", level, text, page)
        if mark:
            return Paragraph(lines, "bullet" if mark.bullet else "numbered", depth + 1, text, page)
        return Paragraph(lines, page=page)

    def _style(self, element: etree._Element) -> str:
        named = child(element, "pPr", "pStyle")
        return attribute(named, "val") if named is not None else self.styles.default

    def _mark(self, element: etree._Element, style: str) -> tuple[Mark | None, int]:
        """Return the number or bullet of a paragraph, and its depth in the list."""
        listed = child(element, "pPr", "numPr")
        inherited = self.styles.list_of(style)
        list_id, depth = inherited or ("", 0)
        own, level = child(listed, "numId"), child(listed, "ilvl")
        list_id = attribute(own, "val") if own is not None else list_id
        depth = number(level, "val") if level is not None else depth
        return (self.numbering.mark(list_id, depth) if list_id not in ("", "0") else None), depth

    def _boxes(self, element: etree._Element) -> Iterator[Block]:
        """Yield what stands in text boxes that hang on a paragraph."""
        for box in element.iter():
            if name(box) == "txbxContent" and not any(name(above) in GONE for above in box.iterancestors()):
                yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Table:
        rows = [row for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        return Table(tuple(self._row(row) for row in rows))

    def _row(self, row: etree._Element) -> tuple[Cell, ...]:
        before = child(row, "trPr", "gridBefore")
        column = number(before, "val") if before is not None else 0
        cells = []
        for cell in _inside(row, "tc"):
            span, merged = child(cell, "tcPr", "gridSpan"), child(cell, "tcPr", "vMerge")
            if merged is None or attribute(merged, "val") == "restart":
                cells.append(Cell(column, tuple(self.blocks(cell))))
            column += max(1, number(span, "val")) if span is not None else 1
        return tuple(cells)

    def edges(self, kind: str, *, page: int | None) -> list[Block]:
        """Return the headers, or footers, as furniture, each once."""
        out: dict[str, Paragraph] = {}
        for section in (one for one in self.body.iter() if name(one) == "sectPr"):
            first = switched(child(section, "titlePg"))
            for reference in children(section, f"{kind}Reference"):
                if attribute(reference, "type") == "default" or (attribute(reference, "type") == "first" and first):
                    root = self._part(attribute(reference, "id"))
                    for paragraph in _plain(self.blocks(root)) if root is not None else ():
                        out.setdefault(repr(paragraph.lines), replace(paragraph, form="furniture", page=page))
        return list(out.values())

    def notes(self) -> list[Block]:
        """Return the footnotes and endnotes, numbered in the order in which the text refers to them."""
        out: list[Block] = []
        for i, (part, key) in enumerate(self.noted, start=1):
            root = self._part(part)
            for note in root if root is not None else ():
                if attribute(note, "id") == key:
                    first, *rest = _plain(self.blocks(note)) or [Paragraph(())]
                    out += [replace(first, form="text", mark=str(i), page=None), *rest]
        return out


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, those inside wrappers too, not those deleted."""
    for element in parent:
        kind = name(element)
        if kind in ("p", "tbl"):
            yield element
        elif kind in _WRAPS:
            yield from _flat(element)


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those inside wrappers too."""
    for element in parent:
        if name(element) == wanted:
            yield element
        elif name(element) in _WRAPS:
            yield from _inside(element, wanted)


def _plain(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return blocks with each row of a table made one paragraph."""
    out: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(block)
            continue
        for row in block.rows:
            cells = [[run for p in _plain(cell.blocks) for line in p.lines for run in line] for cell in row]
            runs = [run for i, cell in enumerate(cells) for run in ([Run("\t")] if i and cell else []) + cell]
            out.append(Paragraph((tuple(runs),)))
    return out
