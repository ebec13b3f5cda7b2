"""PDF: the words by their places on the page, in the order in which a person reads them. See `assemble` for the layout.

What can be read is read; a page that cannot is a problem, and a file of which nothing can be read is a SourceError.
"""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read.pages.assemble import assemble
from assurance_bot.read.pages.letters import Fonts
from assurance_bot.read.pages.sheets import Sheet, read_sheet, settle
from assurance_bot.read.writer import Writer

MAX_PAGES = 2000
PICTURE = "is a picture without text"
OCR_HINT = "Set [reading] ocr = true, or run OCR over it first, for instance: ocrmypdf IN.pdf OUT.pdf"
_META = {"Title": "title", "Author": "author", "Subject": "subject", "CreationDate": "created", "ModDate": "modified"}


def read(data: bytes, source: str) -> Document:
    """Return the Document of a PDF. Raises SourceError where it is locked, damaged, too long, or holds pictures only."""
    file = _open(data, source)
    try:
        meta = {_META[key]: value for key, value in file.get_metadata_dict(skip_empty=True).items() if key in _META}
        writer = Writer(source, data, "pdf", meta=meta)
        sheets = _sheets(file, writer)
    finally:
        file.close()
    assemble(_upright(sheets, writer), writer)
    return writer.document()


def _open(data: bytes, source: str) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
        pages = len(file)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise SourceError(source, "this PDF is locked with a password", "Save a copy without one.") from error
        raise SourceError(
            source, "this is no PDF, or it is damaged", "Open it in a PDF reader and print it to a new PDF."
        ) from error
    if pages > MAX_PAGES:
        file.close()
        raise SourceError(source, f"it has {pages} pages; at most {MAX_PAGES} are read", "Split it into its meetings.")
    return file


def _sheets(file: pdfium.PdfDocument, writer: Writer) -> list[Sheet]:
    """Return the pages that can be read; the others become problems."""
    fonts, sheets = Fonts(), []
    for index in range(len(file)):
        try:
            page = file[index]
            try:
                sheets.append(read_sheet(page, number=index + 1, fonts=fonts))
            finally:
                page.close()
        except pdfium.PdfiumError:
            writer.problem(f"page {index + 1} is damaged; it was left out")
    return [settle(sheet, fonts) for sheet in sheets]


def _upright(sheets: Sequence[Sheet], writer: Writer) -> list[Sheet]:
    """Return the pages that hold words to read. Raises SourceError where none does."""
    kept, pictures = [], []
    for sheet in sheets:
        read_as = sum(len(word.text) for word in sheet.words)
        if len(sheet.tilted) > read_as:
            writer.problem(f"page {sheet.number} is turned, its lines do not run from left to right; it was left out")
        elif sheet.unread * 3 > read_as > 0:
            writer.problem(f"the fonts of page {sheet.number} do not say which letters they hold; it was left out")
            pictures.append(sheet.number)
        else:
            kept.append(sheet)
            if not sheet.words and sheet.images:
                pictures.append(sheet.number)
                writer.problem(f"page {sheet.number} {PICTURE}; set [reading] ocr = true to have it read")
            if sheet.cut:
                writer.problem(f"page {sheet.number} holds more letters than a page can; the rest was left out")
    if any(sheet.words for sheet in kept):
        return kept
    if pictures:
        raise SourceError(writer.source, "its pages are pictures, or hold letters that cannot be told", OCR_HINT)
    wrong = "its lines do not run from left to right" if sheets and len(kept) < len(sheets) else "it holds no words"
    raise SourceError(writer.source, wrong, "Turn its pages upright and save it, or look whether it is the right file.")
