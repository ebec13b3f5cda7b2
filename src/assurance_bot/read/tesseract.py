"""What OCR needs beside this package, and whether it is there: ocrmypdf, tesseract and the data of its languages."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
from functools import cache

LANGUAGE = r"[A-Za-z]\w*(?:\+[A-Za-z]\w*)*"
"""How languages are named to tesseract: "eng", "eng+cym"."""

INSTALL = "Install it (docs/formats.md says how), or set [reading] ocr = false."

_SECONDS = 30.0


def missing(language: str) -> str:
    """Return what OCR in this language needs and is not installed, "" where nothing is missing."""
    if not _ocrmypdf():
        return "ocrmypdf"
    if not _version():
        return "tesseract"
    lacking = [each for each in language.split("+") if each not in _languages()]
    return f"the data of tesseract for {' and '.join(map(repr, lacking))}" if lacking else ""


def installed(language: str) -> str:
    """Return what would do OCR in this language, for people; it changes where what OCR makes out may change."""
    return f"ocrmypdf {_ocrmypdf() or '-'}, {_version() or 'tesseract -'}, {language}"


@cache
def _ocrmypdf() -> str:
    try:
        return importlib.metadata.version("ocrmypdf")
    except importlib.metadata.PackageNotFoundError:
        return ""


def _version() -> str:
    return next(iter(_told("--version")), "")


def _languages() -> tuple[str, ...]:
    return _told("--list-langs")[1:]


@cache
def _told(option: str) -> tuple[str, ...]:
    """Return the lines in which tesseract answers, none where it is not installed or does not answer."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple((done.stdout or done.stderr).decode("utf-8", "replace").split("\n"))
