"""Pages that are pictures: made readable by OCR, where the extra is installed (pip install "assurance-bot[ocr]").

Not done unless asked for: OCR takes seconds a page, and what it makes out is not certain, as a problem of the file says.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from assurance_bot.document import Document, Problem
from assurance_bot.errors import SourceError
from assurance_bot.read import pdf

SECONDS = 900.0
_LEFT_OUT = "Open the file, and scan it again or type the text."


def read(data: bytes, source: str, *, language: str = "eng") -> Document:
    """Return the Document of a PDF, with OCR over those of its pages that are pictures.

    `language` is that of tesseract ("eng", "eng+cym"). Raises SourceError as the reader of PDFs does, and where OCR is not
    installed or fails.
    """
    try:
        document = pdf.read(data, source)
        if not any(pdf.PICTURE in problem.message for problem in document.problems):
            return document
    except SourceError as error:
        if error.remedy != pdf.OCR_HINT:
            raise
    read_as = pdf.read(with_text(data, source, language=language), source)
    note = Problem(source, None, "some pages are pictures, read by OCR: compare what is quoted from them with the file")
    return replace(read_as, sha256=hashlib.sha256(data).hexdigest(), problems=(*read_as.problems, note))


def with_text(data: bytes, source: str, *, language: str = "eng") -> bytes:
    """Return a PDF with a layer of text over the pages that have none. Raises SourceError where that cannot be done."""
    missing = _missing()
    if missing:
        raise SourceError(
            source, f"its pages are pictures, and {missing} is not installed", "Install it, or " + _hint()
        )
    with tempfile.TemporaryDirectory(prefix="minutes-") as folder:
        given, made = Path(folder) / "given.pdf", Path(folder) / "made.pdf"
        given.write_bytes(data)
        command = [sys.executable, "-m", "ocrmypdf", "--skip-text", "--quiet", "--jobs", "1", "--output-type", "pdf"]
        command += ["--language", language, str(given), str(made)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - no words of the user
        except subprocess.TimeoutExpired as error:
            raise SourceError(source, f"OCR took longer than {SECONDS:g} seconds", "Split the file.") from error
        if done.returncode or not made.exists():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise SourceError(source, f"OCR failed ({said[-1] if said else done.returncode})", _LEFT_OUT)
        return made.read_bytes()


def _missing() -> str:
    """Return the name of what OCR needs and is not installed, "" where nothing is missing."""
    if importlib.util.find_spec("ocrmypdf") is None:
        return "ocrmypdf"
    return "" if shutil.which("tesseract") else "tesseract"


def _hint() -> str:
    return pdf.OCR_HINT[0].lower() + pdf.OCR_HINT[1:]
