"""Pages that are pictures: made readable by OCR, where the extra is installed (pip install "assurance-bot[ocr]").

Not done unless the settings ask for it: OCR takes seconds a page, and what it makes out is not certain, as a problem of the
file says.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from assurance_bot.document import Document, Problem
from assurance_bot.errors import SourceError
from assurance_bot.read import limits, pdf, programs, tesseract

SECONDS = limits.OCR_SECONDS - 2 * limits.SECONDS  # the file is read before and after it
NOTE = "some pages are pictures, read by OCR: compare what is quoted from them with the file"
_LEFT_OUT = "Open the file, and scan it again or type the text."


def read(data: bytes, source: str, *, language: str = "eng") -> Document:
    """Return the Document of a PDF, with OCR over those of its pages that are pictures.

    `language` is that of tesseract ("eng", "eng+cym"). Where OCR is not installed or fails, what can be read without it is
    returned, with a problem that says so. Raises SourceError as the reader of PDFs does, and where nothing can be read so.
    """
    plain = _plain(data, source)
    if plain and not any(pdf.PICTURE in problem.message for problem in plain.problems):
        return plain
    try:
        return _with_ocr(data, source, language)
    except SourceError as error:
        if plain is None:
            raise
        note = Problem(source, None, f"some of {error.wrong}. {error.remedy}")
        return replace(plain, problems=(*plain.problems, note))


def _plain(data: bytes, source: str) -> Document | None:
    """Return what is read without OCR, None where all pages are pictures."""
    try:
        return pdf.read(data, source)
    except SourceError as error:
        if error.remedy != pdf.OCR_HINT:
            raise
        return None


def _with_ocr(data: bytes, source: str, language: str) -> Document:
    made = with_text(data, source, language=language)
    try:
        document = pdf.read(made, source)
    except SourceError as error:
        raise SourceError(source, "its pages are pictures, and OCR found no words in them", _LEFT_OUT) from error
    problems = [replace(p, message=_unread(p.message)) for p in document.problems]
    note = Problem(source, None, NOTE)
    return replace(document, sha256=hashlib.sha256(data).hexdigest(), problems=(*problems, note))


def _unread(message: str) -> str:
    """Return a problem as it stands after OCR: "page 2 is a picture without text, and OCR found no words in it"."""
    page, picture, _ = message.partition(pdf.PICTURE)
    return f"{page}{picture}, and OCR found no words in it" if picture else message


def with_text(data: bytes, source: str, *, language: str = "eng") -> bytes:
    """Return a PDF with a layer of text over the pages that have none. Raises SourceError where that cannot be done."""
    if missing := tesseract.missing(language):
        raise SourceError(source, f"its pages are pictures, and {missing} is not installed", tesseract.INSTALL)
    with tempfile.TemporaryDirectory(prefix="minutes-") as folder:
        given, made = Path(folder) / "given.pdf", Path(folder) / "made.pdf"
        given.write_bytes(data)
        command = [sys.executable, "-m", "ocrmypdf", "--skip-text", "--quiet", "--jobs", "1", "--output-type", "pdf"]
        command += ["--language", language, str(given), str(made)]
        try:
            status, said = programs.run(command, seconds=SECONDS, folder=Path(folder))
        except TimeoutError as error:
            wrong = f"its pages are pictures, and OCR took longer than {SECONDS:g} seconds"
            raise SourceError(source, wrong, "Split the file.") from error
        if status or not made.exists():
            why = said.splitlines()[-1] if said else f"status {status}"
            raise SourceError(source, f"its pages are pictures, and OCR failed ({why})", _LEFT_OUT)
        return made.read_bytes()
