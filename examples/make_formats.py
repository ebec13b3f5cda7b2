"""Sets the sources as an office would have published them: PDF, Word, web pages. The same bytes each time.

    python -m examples.make_formats

Run it after a change to a source, and commit both: a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from examples.formats.pdf import pdf
from examples.formats.source import Source, read_source
from examples.formats.web import html
from examples.formats.word import docx

HERE = Path(__file__).resolve().parent
SOURCES, MINUTES = HERE / "sources", HERE / "minutes"
FORMATS: Mapping[str, Callable[[Source], bytes]] = {"pdf": pdf, "docx": docx, "html": html}


def made(path: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that is made of a source."""
    source = read_source(path)
    return f"{source.stem}.{source.format}", FORMATS[source.format](source)


def main() -> None:
    """Write all files below `minutes`."""
    for path in sorted(SOURCES.glob("*.md")):
        name, data = made(path)
        (MINUTES / name).write_bytes(data)


if __name__ == "__main__":
    main()
