"""Libraries that could read PDF, Word and HTML, measured on a folder of minutes beside our readers.

    pip install pdfplumber mammoth python-docx selectolax trafilatura
    python -m bench.readers FOLDER

Prints, for each format and library: pages (PDF) or files a second of one core, and how many of the words agree with those
that our reader found, counted with their repetitions. A library that is not installed is left out, and said so.
"""

from __future__ import annotations

import argparse
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from time import process_time

import pypdfium2

from assurance_bot.read import pdf, web, word

Words = Callable[[bytes], str]
_WORD = re.compile(r"\w+")


def _pdfplumber(data: bytes) -> str:
    with import_module("pdfplumber").open(io.BytesIO(data)) as file:
        return " ".join(
            word["text"] for page in file.pages for word in page.extract_words(extra_attrs=["fontname", "size"])
        )


def _pdfminer(data: bytes) -> str:
    return str(import_module("pdfminer.high_level").extract_text(io.BytesIO(data)))


def _pdfium(data: bytes) -> str:
    file = import_module("pypdfium2").PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in file)


def _mammoth(data: bytes) -> str:
    html = import_module("mammoth").convert_to_html(io.BytesIO(data)).value
    return re.sub(r"<[^>]*>", " ", html)


def _python_docx(data: bytes) -> str:
    file = import_module("docx").Document(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return " ".join([paragraph.text for paragraph in file.paragraphs] + cells)


def _selectolax(data: bytes) -> str:
    return str(import_module("selectolax.lexbor").LexborHTMLParser(data).body.text(separator=" "))


def _trafilatura(data: bytes) -> str:
    return import_module("trafilatura").extract(data, include_tables=True, favor_recall=True) or ""


CANDIDATES: Mapping[str, Mapping[str, Words]] = {
    ".pdf": {
        "assurance_bot.read.pdf": lambda data: pdf.read(data, "").text,
        "pypdfium2, bare text": _pdfium,
        "pdfplumber": _pdfplumber,
        "pdfminer.six": _pdfminer,
    },
    ".docx": {
        "assurance_bot.read.word": lambda data: word.read(data, "").text,
        "python-docx": _python_docx,
        "mammoth": _mammoth,
    },
    ".html": {
        "assurance_bot.read.web": lambda data: web.read(data, "").text,
        "selectolax, all of the page": _selectolax,
        "trafilatura": _trafilatura,
    },
}


def measure(files: list[bytes], read: Words, ours: list[Counter[str]]) -> tuple[float, float, list[Counter[str]]]:
    """Return the seconds that `files` took, the share of words that agree with `ours`, and the words of each file."""
    start = process_time()
    texts = [read(data) for data in files]
    seconds = process_time() - start
    found = [Counter(_WORD.findall(text.lower())) for text in texts]
    alike = sum((a & b).total() for a, b in zip(found, ours or found, strict=True))
    total = sum(a.total() + b.total() for a, b in zip(found, ours or found, strict=True))
    return seconds, 2 * alike / max(1, total), found


def main() -> None:
    """Measure what is installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for suffix, candidates in CANDIDATES.items():
        files = [path.read_bytes() for path in sorted(folder.rglob(f"*{suffix}"))]
        if not files:
            continue
        count = sum(len(pypdfium2.PdfDocument(data)) for data in files) if suffix == ".pdf" else len(files)
        print(f"{suffix}: {len(files)} files" + (f", {count} pages" if suffix == ".pdf" else ""))
        ours: list[Counter[str]] = []
        for name, read in candidates.items():
            try:
                seconds, alike, found = measure(files, read, ours)
            except ImportError:
                print(f"  {name:30} not installed")
                continue
            ours = ours or found
            print(f"  {name:30} {count / max(seconds, 1e-3):8.1f} a second   {alike:6.1%} of the words alike")


if __name__ == "__main__":
    main()
