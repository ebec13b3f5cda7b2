"""Files copied so that they are on disk, and hashed while they are: what is noted of a copy is what was written of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from assurance_bot.generation.folders import sync

_CHUNK = 1 << 20


def below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file below a folder, in order of name, with its name from there; what begins with a dot is none.

    Programs give what they are still writing such a name.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def copy(source: Path, target: Path) -> str:
    """Copy a file, make the copy durable, and return the hash of what was copied. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def write(path: Path, text: str) -> None:
    """Write a new file and make it durable. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_folders(top: Path) -> None:
    """Make the names in a folder, and in all below it, durable."""
    for place, _, _ in os.walk(top, topdown=False):
        sync(Path(place))


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder; one that goes meanwhile counts as nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(place, name).lstat().st_size
            except FileNotFoundError:
                continue
    return total
