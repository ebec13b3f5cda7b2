"""Files to Documents: one module a format, found by the suffix in `READERS`.

A reader takes the bytes and the source's name, and returns a Document or raises SourceError. What it could read but found
odd is a Problem of the Document.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read.limits import MOST_BYTES, OCR_SECONDS, limited

Reader = Callable[[bytes, str], Document]


def _in(module: str) -> Reader:
    """Return the reader in a module of this package, which is loaded with the first file: what answers reads none."""

    def read(data: bytes, source: str) -> Document:
        document: Document = import_module(f"{__name__}.{module}").read(data, source)
        return document

    return read


READERS: dict[str, Reader] = {
    ".txt": _in("plain"),
    ".text": _in("plain"),
    ".md": _in("markdown"),
    ".markdown": _in("markdown"),
    ".pdf": limited("assurance_bot.read.pdf:read"),
    ".docx": limited("assurance_bot.read.word:read"),
    ".docm": limited("assurance_bot.read.word:read"),
    ".html": limited("assurance_bot.read.web:read"),
    ".htm": limited("assurance_bot.read.web:read"),
    ".doc": limited("assurance_bot.read.office:read"),
    ".odt": limited("assurance_bot.read.office:read"),
    ".rtf": limited("assurance_bot.read.office:read"),
}


def read_document(path: Path, *, source: str, ocr: str = "") -> Document:
    """Return the Document of a file; `source` is its path below the minutes folder.

    `ocr` is the language in which pages that are pictures are read by OCR, "" where they are not.
    Raises SourceError where the file cannot be opened, is empty, or is of no format read here.
    """
    reader = READERS.get(path.suffix.lower())
    if ocr and takes_ocr(path.name):
        reader = limited("assurance_bot.read.ocr:read", seconds=OCR_SECONDS, language=ocr)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise SourceError(source, f"files ending in {path.suffix or 'nothing'!r} are not read", f"Use one of {known}.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(source, f"the file is larger than {MOST_BYTES >> 20} MB", "Split it, or save it smaller.")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            source, f"cannot be opened ({error.strerror})", "Check that the file exists and may be read."
        ) from error
    if not data.strip():
        raise SourceError(source, "the file is empty", "Put the minutes into it, or remove it.")
    return reader(data, source)


def takes_ocr(name: str) -> bool:
    """Tell whether a file of this name may hold pages that OCR could read."""
    return Path(name).suffix.lower() == ".pdf"
