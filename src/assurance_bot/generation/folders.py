"""Generations on disk: built aside, made durable, published by moving one symbolic link.

    index/generations/000007-3fa9c1/   records.db, text/, manifest.json; never changed once it is there
    index/current                      a link to the generation that is answered from
    index/archive/                     the originals, by the hash of their bytes
    index/cache/                       what was parsed; may be deleted at any time
    index/reindex.lock                 held by the job that builds; the system frees it when the job ends, however it ends

Temporary things have fixed names, so that the next job, which holds the lock, removes what a killed one left.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from assurance_bot.errors import BusyError, DamagedError, NoGenerationError, NotFoundError

GENERATIONS, CURRENT, LOCK, MANIFEST = "generations", "current", "reindex.lock", "manifest.json"
ARCHIVE, CACHE = "archive", "cache"
RECORDS, TEXT = "records.db", "text"
BUILDING, REMOVED, LINKING, PUBLISHING, WRITING = ".building", ".removed", ".current", ".publishing", ".writing"
KEPT = 3


@contextmanager
def locked(index: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of an index, made where it is not there.

    Raises BusyError where another job holds it, unless it is to `wait` until that job ends.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError(index) from error
        yield


def clear_temporaries(index: Path) -> None:
    """Remove what a killed job left; the lock must be held.

    A generation that got its name and was not yet published is such a thing too: the link that was to publish it names
    it.
    """
    (index / LINKING).unlink(missing_ok=True)
    (index / ARCHIVE / WRITING).unlink(missing_ok=True)
    for each in (index / CACHE).glob(f"*{WRITING}"):
        each.unlink(missing_ok=True)
    for name in (BUILDING, REMOVED):
        shutil.rmtree(index / GENERATIONS / name, ignore_errors=True)
    link = index / PUBLISHING
    if link.is_symlink():
        unpublished = link.readlink().name
        if current_or_none(index) != unpublished:
            shutil.rmtree(index / GENERATIONS / unpublished, ignore_errors=True)
        link.unlink()


def new_building(index: Path) -> Path:
    """Return an empty folder to build a generation in; the lock must be held."""
    folder = index / GENERATIONS / BUILDING
    folder.mkdir(parents=True)
    return folder


def names(index: Path) -> list[str]:
    """Return the names of the generations there are, oldest first."""
    folder = index / GENERATIONS
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted(path.name for path in found if path.name[:1].isdigit())


def next_name(index: Path, fingerprint: str) -> str:
    """Return the name of a new generation: a sequence number, and what it was built from in short."""
    last = max((int(name.partition("-")[0]) for name in names(index)), default=0)
    return f"{last + 1:06}-{fingerprint[:6]}"


def current(index: Path) -> Path:
    """Return the folder of the published generation. Raises NoGenerationError."""
    try:
        return index / (index / CURRENT).readlink()
    except FileNotFoundError as error:
        raise NoGenerationError(index) from error


def current_or_none(index: Path) -> str | None:
    """Return the name of the published generation, None where there is none."""
    try:
        return current(index).name
    except NoGenerationError:
        return None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a generation. Raises DamagedError where it is not whole."""
    try:
        text = (folder / MANIFEST).read_bytes().decode("utf-8")
        held: dict[str, Any] = json.loads(text)
        whole = dict(held)
        digest = held.pop("digest")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DamagedError(folder, f"{MANIFEST}: {type(error).__name__}: {error}") from error
    if digest != _digest_of(held) or text != _as_text(whole):
        raise DamagedError(folder, f"{MANIFEST} is not what was written")
    return held


def write_manifest(folder: Path, held: dict[str, Any]) -> None:
    """Write the manifest, with the hashes of all other files of the generation and its own."""
    whole = held | {"files": {path.relative_to(folder).as_posix(): sha256(path) for path in _files(folder)}}
    (folder / MANIFEST).write_text(_as_text(whole | {"digest": _digest_of(whole)}), encoding="utf-8")


def verify(folder: Path) -> None:
    """Compare every file of a generation with its manifest. Raises DamagedError naming the first that differs."""
    for name, wanted in read_manifest(folder)["files"].items():
        try:
            found = sha256(folder / name)
        except OSError as error:
            raise DamagedError(folder, f"{name}: {error.strerror}") from error
        if found != wanted:
            raise DamagedError(folder, f"{name} is not what was written")


def publish_new(index: Path, building: Path, name: str) -> None:
    """Make a built generation durable, give it its name, and move `current` to it; the lock must be held.

    The link that becomes `current` is there before the name is: one that stands alone tells of a job that was killed
    between.
    """
    _sync_tree(building)
    link = index / PUBLISHING
    link.symlink_to(Path(GENERATIONS, name))
    sync(index)
    building.rename(index / GENERATIONS / name)
    sync(index / GENERATIONS)
    link.replace(index / CURRENT)
    sync(index)


def named(index: Path, name: str) -> Path:
    """Return the folder of a generation; a unique beginning of its name will do. Raises NotFoundError."""
    there = names(index)
    found = [each for each in there if each == name] or [each for each in there if name and each.startswith(name)]
    if len(found) != 1:
        raise NotFoundError("generation", name, near=tuple(found or there))
    return index / GENERATIONS / found[0]


def point(index: Path, name: str) -> None:
    """Move `current` to a generation that has its name, all at once and for good; the lock must be held."""
    if not (index / GENERATIONS / name / MANIFEST).exists():
        raise NotFoundError("generation", name, near=tuple(names(index)))
    link = index / LINKING
    link.unlink(missing_ok=True)
    link.symlink_to(Path(GENERATIONS, name))
    link.replace(index / CURRENT)
    sync(index)


def remove_old(index: Path, *, keep: int) -> list[str]:
    """Remove all but the last `keep` generations, the current one and those that somebody has open; return their names.

    The lock must be held.
    """
    with suppress(NoGenerationError):
        published = current(index).name
        old = [name for name in names(index)[: -keep or None] if name != published]
        return [name for name in old if _remove(index, name)]
    return []


def _remove(index: Path, name: str) -> bool:
    folder, removed = index / GENERATIONS / name, index / GENERATIONS / REMOVED
    with suppress(FileNotFoundError), (folder / MANIFEST).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        folder.rename(removed)
        shutil.rmtree(removed)
        return True
    shutil.rmtree(folder, ignore_errors=True)
    return True


def pin(folder: Path) -> int | None:
    """Return an open file that keeps a generation from being removed until it is closed; None where it is gone
    already.
    """
    path = folder / MANIFEST
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(file, fcntl.LOCK_SH)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(file), path.stat()):
            return file
    os.close(file)
    return None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def sha256(path: Path) -> str:
    """Return the hash of the bytes of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_text(whole: dict[str, Any]) -> str:
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _digest_of(held: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def sync(path: Path) -> None:
    """Make what was written to a file or folder durable."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _sync_tree(folder: Path) -> None:
    for place, _, found in os.walk(folder, topdown=False):
        for name in found:
            sync(Path(place, name))
        sync(Path(place))
