"""The originals, kept by the hash of their bytes, from which any generation that is kept can be built again.

    index/archive/3f/3fa9c1….pdf   the bytes whose sha256 is the name; the suffix is the format they are read as

Only the program writes here. A file gets its name when it is whole and durable, and never changes after.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from assurance_bot.errors import ArchiveError
from assurance_bot.generation import folders as places
from assurance_bot.generation.inputs import UNREADABLE, Input, sha256_of
from assurance_bot.read import READERS
from assurance_bot.read.limits import MOST_BYTES

_CHUNK = 1 << 20


def keep(index: Path, files: Iterable[Input]) -> list[str]:
    """Copy the files that are not there yet, durably, and return the hashes of those that were added.

    What could not be read as minutes, by its suffix or size, is not kept; nor is one whose bytes are no longer those
    that were hashed. The lock must be held.
    """
    added, touched = [], set[Path]()
    for file in files:
        path = place(index, file.source, file.sha256)
        if file.sha256 == UNREADABLE or path.suffix not in READERS or path.exists():
            continue
        if not path.parent.exists():
            (index / places.ARCHIVE).mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700)
            touched |= {path.parent.parent, index}
        if _copied(file, path, index / places.ARCHIVE / places.WRITING):
            added.append(file.sha256)
            touched.add(path.parent)
    for folder in touched:
        places.sync(folder)
    return added


def _copied(file: Input, path: Path, writing: Path) -> bool:
    """Copy a file to its place, unless it is too large, cannot be read, or has other bytes by now."""
    digest = hashlib.sha256()
    with suppress(FileNotFoundError, PermissionError), file.path.open("rb") as source:
        if os.fstat(source.fileno()).st_size > MOST_BYTES:
            return False
        with writing.open("wb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
    if digest.hexdigest() == file.sha256:
        writing.replace(path)
        return True
    writing.unlink(missing_ok=True)
    return False


def place(index: Path, source: str, sha256: str) -> Path:
    """Return where the bytes of a file are kept."""
    return index / places.ARCHIVE / sha256[:2] / f"{sha256}{PurePosixPath(source).suffix.lower()}"


def inputs(index: Path, name: str) -> list[Input]:
    """Return the files that a generation was built from, as they are kept, checked.

    Raises NotFoundError where there is no such generation, ArchiveError where what it was built from is missing or
    damaged.
    """
    manifest = places.read_manifest(places.named(index, name))
    left_out = set(manifest["left_out"])
    found = []
    for held in manifest["inputs"]:
        path = place(index, held["source"], held["sha256"])
        if held["source"] not in left_out and (kept := sha256_of(path)) != held["sha256"]:
            wrong = "is not there" if kept == UNREADABLE else "is not what was kept"
            raise ArchiveError(path, f"{held['source']}, which generation {name} was built from, {wrong}")
        found.append(Input(path, held["source"], held["sha256"]))
    return found


def damaged(index: Path) -> Iterator[Path]:
    """Yield each file of the archive whose bytes are not those it is named after."""
    for path in sorted((index / places.ARCHIVE).glob("*/*")):
        if sha256_of(path) != path.stem:
            yield path
