"""A source as Word's .docx: heading styles, numbers made by Word, tables, header and footer, tracked changes, comments.

The days and names that Word notes are those of the meeting, so that the parts inside the file are the same each time.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from examples.formats.source import Block, Heading, Listing, Source, Table, Words

_READER = "Fergus Amblin"  # whose comments stand in the margin
_WIDTHS = {2: (4.6, 11.4), 5: (1.9, 6.2, 2.3, 2.6, 3.0)}  # of columns, in centimetres
_BULLETS, _HEADINGS, _COUNTED = 90, 91, 92  # numbers of the lists; each counted one after the first has the next
_EDITED = re.compile(r"\{([a-z]+)\|([^|}]*)\|([^}]*)\}")  # "{change|before|after}"


def docx(source: Source) -> bytes:
    """Return the file."""
    document = Document()
    _look(document)
    _properties(document, source)
    _lists(document, source)
    _Writing(document, source).write(source.blocks)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    _edge(section.header.paragraphs[0], source.header)
    _edge(section.footer.paragraphs[0], source.footer)
    out = io.BytesIO()
    document.save(out)
    return _dated(out.getvalue())


def _dated(data: bytes) -> bytes:
    """Return a .docx with the earliest day a zip can hold on each of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            told = zipfile.ZipInfo(part.filename)
            told.compress_type, told.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(told, before.read(part))
    return out.getvalue()


def _look(document: Any) -> None:
    """Set fonts and spaces."""
    for name, size in (("Normal", 11), ("Title", 15), ("Subtitle", 13), ("Heading 1", 12), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        style.font.bold = name != "Normal"
        style.paragraph_format.space_after = Pt(6)
    for border in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        document.styles["Title"].element.pPr.remove(border)


def _properties(document: Any, source: Source) -> None:
    when = dt.datetime.combine(source.date, dt.time(16), dt.UTC)
    told = document.core_properties
    told.title, told.comments = source.title, ""
    told.author = told.last_modified_by = source.author
    told.created = told.modified = when
    told.revision = 3


def _lists(document: Any, source: Source) -> None:
    """Define Word's lists: bullets, the numbers of the headings, and one for each list that is counted."""
    first = next(b for b in source.blocks if isinstance(b, Heading) and b.number)
    start, _, year = first.number.rstrip(".").partition("/")
    shown = f"%1/{year}" if year else "%1."
    counted = sum(isinstance(block, Listing) and block.ordered for block in source.blocks)
    kinds = [(_BULLETS, "bullet", "•", "1"), (_HEADINGS, "decimal", shown, start)]
    kinds += [(_COUNTED + i, "decimal", "%1.", "1") for i in range(counted)]
    numbering = document.part.numbering_part.element
    first_list = numbering.find(qn("w:num"))
    for number, form, text, begins in kinds:
        indent = 'w:left="851" w:hanging="851"' if number == _HEADINGS else 'w:left="720" w:hanging="360"'
        level = (
            f'<w:lvl w:ilvl="0"><w:start w:val="{begins}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind {indent}/></w:pPr></w:lvl>'
        )
        first_list.addprevious(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{level}</w:abstractNum>')
        )
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


class _Writing:
    """Writes the blocks of one source; `ids` counts changes, `counted` the lists that are counted."""

    def __init__(self, document: Any, source: Source) -> None:
        self.document, self.source = document, source
        self.ids, self.counted = 100, _COUNTED
        self.expected = 0  # the number that Word gives the next heading
        self.titles = iter(("Title", "Subtitle"))

    def write(self, blocks: Sequence[Block]) -> None:
        """Write blocks in order."""
        for block in blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Listing):
                self._listing(block)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._runs(self.document.add_paragraph(), block.words)

    def _heading(self, heading: Heading) -> None:
        if heading.level == 1:
            paragraph = self.document.add_paragraph(heading.title, style=next(self.titles))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            return
        paragraph = self.document.add_paragraph(heading.title, style="Heading 1" if heading.number else "Heading 2")
        if heading.number:
            number = int(re.split(r"\D", heading.number)[0])
            if self.expected not in (0, number):
                raise ValueError(f"{self.source.stem}: Word would number {heading.title!r} {self.expected}")
            self.expected = number + 1
            _listed(paragraph, _HEADINGS)

    def _listing(self, listing: Listing) -> None:
        for entry in listing.entries:
            if entry.below:
                raise ValueError(f"{self.source.stem}: lists in lists are set in PDF only")
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(3)
            _listed(paragraph, self.counted if listing.ordered else _BULLETS)
            self._runs(paragraph, entry.paragraph.words)
        paragraph.paragraph_format.space_after = Pt(6)
        self.counted += listing.ordered

    def _table(self, table: Table) -> None:
        rows = [*([table.head] if table.head else []), *table.rows]
        grid = self.document.add_table(len(rows), len(rows[0]), style="Table Grid" if table.head else None)
        grid.autofit = False
        widths = _WIDTHS[len(rows[0])] if table.head else (3, 13)
        for c, width in enumerate(widths):
            grid.columns[c].width = Cm(width)
        small = Pt(9.5) if len(rows[0]) > 2 else None
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                cell = grid.cell(r, c)
                cell.width = Cm(widths[c])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                self._runs(paragraph, words)
                for run in paragraph.runs:
                    run.font.size = small
                    run.bold = run.bold or (r == 0 if table.head else c == 0) or None
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _runs(self, paragraph: Any, words: Words) -> None:
        for run in words:
            for kind, before, after in _pieces(self._edited(run.text)):
                if kind == "change":
                    self._change(paragraph, before, after)
                    continue
                written = paragraph.add_run(after)
                written.bold = run.bold or None
                if kind == "struck":
                    written.font.strike = True
                elif kind == "comment":
                    comment = self.document.add_comment(written, text=before, author=_READER, initials="FA")
                    comment._comment_elm.set(qn("w:date"), self._when())  # noqa: SLF001 (python-docx notes the present)

    def _edited(self, text: str) -> str:
        """Return words with what the front matter says of them put in as `{kind|before|after}`."""
        for before, after in self.source.changes:
            text = text.replace(after, f"{{change|{before}|{after}}}")
        for about, note in self.source.comments.items():
            text = text.replace(about, f"{{comment|{note}|{about}}}")
        for after, struck in self.source.struck.items():
            text = text.replace(f"{after} ", f"{after} {{struck||{struck}}} ")
        return text

    def _change(self, paragraph: Any, before: str, after: str) -> None:
        """Write words that were put in the place of others, with the change kept."""
        for tag, inner, text in (("w:del", "w:delText", before), ("w:ins", "w:t", after)):
            mark, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            self.ids += 1
            for key, value in (("w:id", str(self.ids)), ("w:author", self.source.author), ("w:date", self._when())):
                mark.set(qn(key), value)
            words.text = text
            words.set(qn("xml:space"), "preserve")
            run.append(words)
            mark.append(run)
            paragraph._p.append(mark)  # noqa: SLF001 (python-docx has no tracked changes)

    def _when(self) -> str:
        return f"{self.source.date + dt.timedelta(days=5)}T09:30:00Z"


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, before, after) of words as edited; the kind of words left alone is ""."""
    at = 0
    for found in _EDITED.finditer(text):
        if found.start() > at:
            yield "", "", text[at : found.start()]
        yield found[1], found[2], found[3]
        at = found.end()
    if at < len(text):
        yield "", "", text[at:]


def _listed(paragraph: Any, number: int) -> None:
    """Make a paragraph part of a list."""
    mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr()._insert_numPr(parse_xml(mark))  # noqa: SLF001 (python-docx has no numbered lists)


def _edge(paragraph: Any, parts: Sequence[str]) -> None:
    """Write a header or footer: left, middle, right; page numbers are fields that Word fills in."""
    stops = paragraph.paragraph_format.tab_stops
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.style.font.size = Pt(9)
    stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    for piece in re.split(r"(\{pages?\})", "\t".join(parts).rstrip("\t")):
        if piece in ("{page}", "{pages}"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE" if piece == "{page}" else "NUMPAGES")
            field.append(paragraph.add_run("1")._r)  # noqa: SLF001 (the same)
            paragraph._p.append(field)  # noqa: SLF001 (python-docx has no fields)
        elif piece:
            paragraph.add_run(piece)
