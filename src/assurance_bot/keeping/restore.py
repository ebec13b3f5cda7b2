"""An index made anew from a backup, all at once or not at all; no file of it is taken on trust."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assurance_bot.errors import BackupError
from assurance_bot.generation import folders as places
from assurance_bot.keeping import manifest
from assurance_bot.keeping.backup import DATABASES, SETTINGS
from assurance_bot.keeping.faults import faults_of_backup
from assurance_bot.keeping.files import copy, sync_folders

NAMED = 10
"""How many files that differ are named in one sentence; `verify DIR` names all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `settings` is the settings file in the backup, which is not put anywhere, None without one."""

    generation: str
    entries: int
    made_at: str
    settings: Path | None


def restore(folder: Path, index: Path) -> Restored:
    """Make the index of a backup in a folder that is empty or not there. The backup stays as it is.

    Raises BackupError where the folder holds something, or where any file of the backup is not what was written; nothing is
    made then.
    """
    folder, index = folder.absolute(), index.absolute()
    if index.exists() and (not index.is_dir() or any(index.iterdir())):
        raise BackupError(
            f"The index {index} is not empty, and a backup is never laid over one. Move it away, or name another by --index."
        )
    if faults := list(faults_of_backup(folder)):
        more = f"; and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
        named = "; ".join(map(str, faults[:NAMED]))
        raise BackupError(f"The backup {folder} is damaged, and nothing was restored. {named}{more}.")
    held = manifest.read(folder)
    making = index.with_name(f".{index.name}.restoring")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        for name, wanted in held.files.items():
            if name != SETTINGS and copy(folder / name, making / name) != wanted:
                raise BackupError(f"{name} changed while it was restored. Nothing was restored; try again.")
        for name in DATABASES:
            if (making / name).exists():
                _with_log(making / name)
        places.point(making, held.generation)
        sync_folders(making)
        making.rename(index)  # over an empty folder, or where there is none
        places.sync(index.parent)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    settings = folder / SETTINGS
    return Restored(held.generation, held.entries, held.made_at, settings if settings.exists() else None)


def _with_log(database: Path) -> None:
    """Give a database back its write-ahead log, which a backup, being one file, does without."""
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA journal_mode = WAL")
