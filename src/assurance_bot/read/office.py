"""Old .doc, .odt and .rtf: LibreOffice, where it is installed, saves them as .docx, and that is read."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read import programs, word

SECONDS = 100.0  # below the limit of a reading process, so that LibreOffice is ended by us
_PROGRAMS = ("soffice", "libreoffice")
_DAMAGED = "Open it in Word or LibreOffice and save it as .docx."


def read(data: bytes, source: str) -> Document:
    """Return the Document of a file that LibreOffice can open. Raises SourceError where it cannot, or is not installed."""
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    suffix = Path(source).suffix.lower()
    if program is None:
        raise SourceError(
            source,
            f"{suffix} files are read through LibreOffice, which is not installed here",
            "Install it (for instance: apt install libreoffice-writer-nogui), or save the file as .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="minutes-") as folder:
        document = word.read(_converted(program, data, source, Path(folder)), source)
    return replace(document, sha256=hashlib.sha256(data).hexdigest(), format="office")


def _converted(program: str, data: bytes, source: str, folder: Path) -> bytes:
    """Return a file saved as .docx; LibreOffice gets a profile of its own, so that one running already is left alone."""
    given = folder / f"given{Path(source).suffix.lower()}"
    given.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
    ]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(given)]
    try:
        programs.run(command, seconds=SECONDS, folder=folder)
    except TimeoutError as error:
        raise SourceError(source, f"LibreOffice took longer than {SECONDS:g} seconds to open it", _DAMAGED) from error
    saved = folder / "out" / "given.docx"
    if not saved.exists():
        raise SourceError(source, "LibreOffice cannot open it", _DAMAGED)
    return saved.read_bytes()
