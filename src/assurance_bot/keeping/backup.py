"""A copy of an index made while it is used: the ledger by SQLite's online backup, the published generation, the archive.

It is made aside and gets its name when it is whole. Nothing damaged is copied without a word: each file of a generation and
of the archive has a hash, and is compared with it on the way.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assurance_bot import __version__
from assurance_bot.audit import FILE as AUDIT
from assurance_bot.errors import BackupError, DamagedError
from assurance_bot.feedback import FILE as FEEDBACK
from assurance_bot.generation import folders as places
from assurance_bot.keeping import manifest
from assurance_bot.keeping.faults import faults_of_archive, wrong_with_database
from assurance_bot.keeping.files import below, copy, size, sync_folders
from assurance_bot.keeping.files import write as write_file
from assurance_bot.keeping.secrets import without_secrets
from assurance_bot.ledger import FILE as LEDGER
from assurance_bot.ledger import Ledger

SETTINGS = "config.toml"
SENT = "sent.db"
DATABASES = (LEDGER, SENT, AUDIT, FEEDBACK)
"""What people added, said and asked, and what was told to whom: kept by SQLite, copied by its online backup."""

_TRIES = 5  # a generation can be removed between reading the link and opening what it names


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup came to."""

    folder: Path
    generation: str
    entries: int
    files: int
    size: int


def backup(index: Path, folder: Path, *, settings: Path | None, now: dt.datetime) -> BackedUp:
    """Copy an index and the settings file into a new or empty folder. The index may be used, and built, meanwhile.

    Raises NoGenerationError, DamagedError or LedgerError where there is nothing whole to copy, BackupError where the folder
    cannot take it.
    """
    folder = folder.absolute()
    _refuse(folder, index)
    making = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        files: dict[str, str] = {}
        with _published(index) as generation:
            _copy_generation(generation, making, files)
            for name in DATABASES:
                _copy_database(index / name, making, files)
        _copy_archive(index / places.ARCHIVE, making, files)
        if settings is not None and settings.exists():
            write_file(making / SETTINGS, without_secrets(settings.read_text("utf-8")))
            files[SETTINGS] = places.sha256(making / SETTINGS)
        with closing(Ledger(making)) as ledger:
            entries = len(ledger.entries().all)
        held = manifest.Manifest(now.isoformat(), __version__, generation.name, entries, dict(sorted(files.items())))
        manifest.write(making, held)
        sync_folders(making)
        making.rename(folder)
        places.sync(folder.parent)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return BackedUp(folder, generation.name, entries, len(files) + 1, size(folder))


def _refuse(folder: Path, index: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is there already and not empty. Name a new folder for each backup.")
    if folder.resolve().is_relative_to(index.resolve()):
        raise BackupError(
            f"{folder} lies in the index that is to be kept. Name a folder elsewhere, best on another disk."
        )


@contextmanager
def _published(index: Path) -> Iterator[Path]:
    """Hold the folder of the published generation, which is not removed meanwhile."""
    for _ in range(_TRIES):
        folder = places.current(index)
        pin = places.pin(folder)
        if pin is not None:
            try:
                yield folder
            finally:
                os.close(pin)
            return
    raise DamagedError(folder, f"it has no {places.MANIFEST}")


def _copy_generation(folder: Path, making: Path, files: dict[str, str]) -> None:
    wanted = places.read_manifest(folder)["files"]
    for name, sha in wanted.items():
        kept = f"{places.GENERATIONS}/{folder.name}/{name}"
        try:
            files[kept] = copy(folder / name, making / kept)
        except OSError as error:
            if error.filename is None or not (folder / name).exists():
                raise DamagedError(folder, f"{name}: {error.strerror}") from error
            raise
        if files[kept] != sha:
            raise DamagedError(folder, f"{name} is not what was written")
    kept = f"{places.GENERATIONS}/{folder.name}/{places.MANIFEST}"
    files[kept] = copy(folder / places.MANIFEST, making / kept)


def _copy_database(source: Path, making: Path, files: dict[str, str]) -> None:
    """Copy a database as of one moment, whoever writes to it; each of its entries is there whole, or not at all."""
    if not source.exists():
        return
    target = making / source.name
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    if wrong := wrong_with_database(target):
        raise BackupError(f"{source} is damaged ({wrong}), so no backup was made. Restore it from an earlier one.")
    with target.open("rb") as file:
        os.fsync(file.fileno())
    files[source.name] = places.sha256(target)


def _copy_archive(archive: Path, making: Path, files: dict[str, str]) -> None:
    for name, path in below(archive):
        kept = f"{places.ARCHIVE}/{name}"
        files[kept] = copy(path, making / kept)
    if faults := list(faults_of_archive(making / places.ARCHIVE)):
        raise BackupError(f"{faults[0]}. No backup was made; put the original back, or take the file away.")
