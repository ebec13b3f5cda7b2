"""What is not as it was written, file by file: in the generations and the archive of an index, in its ledger, in a backup.

Generations and backups hold a manifest of hashes; a file of the archive is called by its own hash. The ledger grows, so it
has no hash: SQLite looks through it, and every entry is read.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assurance_bot.errors import AssuranceError, BackupError, DamagedError
from assurance_bot.generation import folders as places
from assurance_bot.keeping import manifest
from assurance_bot.keeping.files import below
from assurance_bot.ledger import FILE as LEDGER
from assurance_bot.ledger import Ledger

_NOT_WRITTEN = "it is not what was written"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not as it should be, by its name in the index or backup, and what is wrong with it."""

    file: str
    wrong: str

    def __str__(self) -> str:
        return f"{self.file}: {self.wrong}"


def faults_of_index(index: Path) -> Iterator[Fault]:
    """Yield what is wrong in any generation, in the archive and in the ledger. Raises NoGenerationError."""
    published = places.current(index)
    if not published.is_dir():
        yield Fault(places.CURRENT, f"it points to {published.name}, which is not there")
    for name in places.names(index):
        yield from _faults_of_one(index, name)
    yield from faults_of_archive(index / places.ARCHIVE)
    yield from faults_of_ledger(index)


def _faults_of_one(index: Path, name: str) -> Iterator[Fault]:
    """Yield what is wrong in a generation, kept from being removed meanwhile; nothing where it was removed before."""
    folder = index / places.GENERATIONS / name
    pin = places.pin(folder)
    try:
        if pin is not None or folder.is_dir():
            yield from faults_of_generation(folder, called=f"{places.GENERATIONS}/{name}")
    finally:
        if pin is not None:
            os.close(pin)


def faults_of_generation(folder: Path, *, called: str) -> Iterator[Fault]:
    """Yield what differs from the manifest of a generation."""
    try:
        files = places.read_manifest(folder)["files"]
    except DamagedError:
        yield Fault(f"{called}/{places.MANIFEST}", _NOT_WRITTEN)
        return
    yield from _against(folder, files, called=f"{called}/", besides={places.MANIFEST})


def faults_of_archive(folder: Path) -> Iterator[Fault]:
    """Yield each file of an archive whose bytes do not have the hash that it is called by."""
    for name, path in below(folder):
        hashes = _HASH.findall(name)
        if not hashes:
            yield Fault(f"{places.ARCHIVE}/{name}", "it is not called by a hash, so it is none of the archive")
        elif places.sha256(path) != hashes[-1]:
            yield Fault(f"{places.ARCHIVE}/{name}", _NOT_WRITTEN)


def faults_of_ledger(index: Path) -> Iterator[Fault]:
    """Yield what SQLite, or the reading of every entry, finds wrong with a ledger; nothing where there is none."""
    path = index / LEDGER
    if not path.exists():
        return
    wrong = wrong_with_database(path)
    if not wrong:
        try:
            with closing(Ledger(index)) as ledger:
                ledger.entries()
        except (AssuranceError, ValueError) as error:
            wrong = str(error)
    if wrong:
        yield Fault(LEDGER, f"it is damaged ({wrong})")


def wrong_with_database(path: Path) -> str:
    """Return what SQLite finds wrong with a file, "" where that is nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            told = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    except sqlite3.Error as error:
        return str(error)
    return "" if told == ["ok"] else told[0]


def faults_of_backup(folder: Path) -> Iterator[Fault]:
    """Yield what differs from the manifest of a backup. Raises BackupError where the folder is no backup at all."""
    if not folder.is_dir():
        raise BackupError(f"There is no backup {folder}. Name the folder that `assurance-bot backup` made.")
    try:
        held = manifest.read(folder)
    except BackupError as error:
        yield Fault(manifest.FILE, str(error))
        return
    yield from _against(folder, held.files, called="", besides={manifest.FILE})


def _against(folder: Path, files: Mapping[str, str], *, called: str, besides: set[str]) -> Iterator[Fault]:
    for name, wanted in files.items():
        path = folder / name
        try:
            if places.sha256(path) != wanted:
                yield Fault(f"{called}{name}", _NOT_WRITTEN)
        except OSError as error:
            yield Fault(f"{called}{name}", f"it cannot be read ({error.strerror})")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for name in sorted(there - set(files) - besides):
        yield Fault(f"{called}{name}", "it is in no manifest, so it does not belong there")
