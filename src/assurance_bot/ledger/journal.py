"""The ledger on disk: `index/ledger.db`, written by any number of processes, each entry durable when `append` returns.

Readers keep one read-only connection and take what is new at each question; the write-ahead log keeps readers and writers
out of each other's way. There is no file until somebody notes something.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

from sqlite_utils import Database
from sqlite_utils.db import Table

from assurance_bot.errors import LedgerError
from assurance_bot.ledger.entries import Entries, Entry
from assurance_bot.ledger.schema import VERSION, from_row, migrate, to_row, version

FILE = "ledger.db"

PATIENCE = 30.0
"""Seconds that an entry waits for those of others to be written."""

_NOTHING = Entries()
_UNSHARED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR_SHM")
_NEW = "SELECT * FROM entries WHERE seq > ? ORDER BY seq"


class Ledger:
    """The ledger of an index, for any number of threads. Its methods raise LedgerError."""

    def __init__(self, index: Path) -> None:
        self.path = index / FILE
        self._lock = Lock()
        self._db: Database | None = None
        self._file: tuple[int, int] | None = None
        self._known = _NOTHING

    def entries(self) -> Entries:
        """Return all entries there are now: the same object as before where nothing was noted since."""
        with self._lock, _in_words(self.path):
            if self._follow():
                last = self._known.all[-1].seq if self._known.all else 0
                if found := tuple(map(from_row, self._rows(last))):
                    self._known = Entries((*self._known.all, *found))
            return self._known

    def append(self, entry: Entry) -> Entry:
        """Write an entry at the end and return it with its number; it is on disk when this returns."""
        with _in_words(self.path), closing(_writer(self.path)) as db, _at_once(db):
            (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()
            numbered = replace(entry, seq=last + 1)
            table = db["entries"]
            if isinstance(table, Table):
                table.insert(to_row(numbered))
        return numbered

    def close(self) -> None:
        """Close the file; it is opened anew when it is needed again."""
        with self._lock:
            self._forget()

    def _follow(self) -> bool:
        """Tell whether there is a file; forget what was read of another, which this one has replaced."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._forget()
            return False
        if self._file != (found.st_dev, found.st_ino):
            self._forget()
            self._file = (found.st_dev, found.st_ino)
        return found.st_size > 0

    def _forget(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db, self._file, self._known = None, None, _NOTHING

    def _rows(self, last: int) -> list[dict[str, object]]:
        try:
            if self._db is None:
                self._db = _reader(self.path)
            return _read(self._db, self.path, last)
        except sqlite3.OperationalError as error:
            if self._db is not None:
                self._db.close()
                self._db = None
            if error.sqlite_errorname.startswith(_UNSHARED):
                return _unshared(self.path, last)
            raise


def _reader(path: Path) -> Database:
    """Return a connection that can only read; a file of an earlier version is brought to this one first."""
    db = _connected(f"{path.absolute().as_uri()}?mode=ro")
    try:
        if 0 < version(db) < VERSION:
            _writer(path).close()
    except BaseException:
        db.close()
        raise
    return db


def _read(db: Database, path: Path, last: int) -> list[dict[str, object]]:
    """Return the rows after the `last`; none where a file was begun and nothing written."""
    return list(db.query(_NEW, (last,))) if _check(db, path) else []


def _unshared(path: Path, last: int) -> list[dict[str, object]]:
    """Return rows from a folder with no room, or no leave, for the file that readers and writers share.

    That is safe while nothing waits in the write-ahead log and nothing is written meanwhile; else it raises.
    """
    before = _state(path)
    with closing(_connected(f"{path.absolute().as_uri()}?mode=ro&immutable=1")) as db:
        rows = _read(db, path, last)
    if before[-1] or before != _state(path):
        raise LedgerError(path, "it cannot be read while the disk is full or the folder read-only", "Make room there.")
    return rows


def _state(path: Path) -> tuple[int, int, int]:
    log = path.with_name(path.name + "-wal")
    at = path.stat()
    return at.st_mtime_ns, at.st_size, log.stat().st_size if log.exists() else 0


def _writer(path: Path) -> Database:
    """Return a connection that writes durably; the file is made, or brought to this version, where need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connected(path.absolute().as_uri())
    try:
        db.execute("PRAGMA synchronous = FULL")
        if version(db) < VERSION:
            _prepare(db, path)
        _check(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: Database, path: Path) -> None:
    """Set up the write-ahead log and the table; one process at a time, the others wait on the folder."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise LedgerError(path, "its file system allows no write-ahead log", "Put the index on a local disk.")
        with _at_once(db):
            migrate(db)
    finally:
        os.close(folder)


def _connected(uri: str) -> Database:
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    return Database(connection, execute_plugins=False)


def _check(db: Database, path: Path) -> int:
    found = version(db)
    if found > VERSION:
        wrong = f"a newer version of this program wrote it (its form is {found}, and this program knows {VERSION})"
        raise LedgerError(path, wrong, "Install that version again; nothing was changed.")
    return found


@contextmanager
def _at_once(db: Database) -> Iterator[None]:
    """Within, this connection alone writes; what was written is on disk afterwards, or none of it where this raises."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


_KEPT = "What was noted before is kept; what was being noted is not."
_WRONG: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("SQLITE_BUSY",), "others have been writing to it all the while", f"Try again. {_KEPT}"),
    (("SQLITE_FULL", "SQLITE_IOERR"), "the disk is full, or fails", f"Make room there, then try again. {_KEPT}"),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB"), "the file is damaged", "Restore it from a backup."),
    (
        ("SQLITE_READONLY", "SQLITE_CANTOPEN"),
        "it cannot be opened",
        "Let this user read and write that file and folder.",
    ),
)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the database or the system says of a file into a sentence with a remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for names, wrong, remedy in _WRONG:
            if name.startswith(names):
                raise LedgerError(path, f"{wrong} ({error})", remedy) from error
        raise
    except OSError as error:
        raise LedgerError(path, f"it cannot be opened ({error.strerror})", "Look at that folder.") from error
