"""A small SQLite file in which a running bot keeps what several processes share; made when first written to.

The write-ahead log keeps readers and writers out of each other's way, and who finds it busy waits. Connections stay open,
for closing the last one folds the log into the file, which takes longer than what is written.
"""

from __future__ import annotations

import fcntl
import sqlite3
import weakref
from collections.abc import Hashable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from assurance_bot.lending import Lender

PATIENCE = 30.0
"""Seconds that a writer waits for others."""

Columns = dict[str, Any]


class Notebook:
    """A file with some tables: their columns, of which the first is the key, by name. For any number of threads."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        self.path, self._tables = path, tables
        self._lock = Lock()
        self._file: tuple[int, int] | None = None
        self._dropped: dict[str, Hashable] = {}
        self._lender = self._opened()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Open the file in a transaction that is kept whole or not at all. Raises sqlite3.Error, OSError."""
        with self._lock:
            if not self._follow():
                self._make()
                self._follow()
            lender = self._lender
        with lender.lend() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def drop_old(self, db: Database, table: str, before: float | str, *, once: Hashable) -> None:
        """Remove the rows of a table whose `at` is before a moment, once for each value of `once`.

        The whole table is looked through for them, so that doing it at every entry would take the longer the more is kept.
        """
        if self._dropped.get(table) != once:
            self._dropped[table] = once
            db.execute(f"DELETE FROM {table} WHERE at < ?", (before,))  # noqa: S608 - a name of its own

    @contextmanager
    def reading(self) -> Iterator[Database | None]:
        """Open the file for reading, None where nothing was ever written."""
        with self._lock:
            lender = self._lender if self._follow() else None
        if lender is None:
            yield None
            return
        with lender.lend() as db:
            yield db

    def _opened(self) -> Lender[Database]:
        path = self.path
        lender = Lender(lambda: _connected(path), close=lambda db: db.close())
        weakref.finalize(self, lender.close)
        return lender

    def _follow(self) -> bool:
        """Say whether the file is there with its tables; leave one that another has taken the place of."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return False
        if self._file != (found.st_dev, found.st_ino):
            self._lender.close()
            self._lender = self._opened()
            with self._lender.lend() as db:
                if not set(self._tables) <= set(db.table_names()):
                    return False
            self._file = (found.st_dev, found.st_ino)
        return True

    def _make(self) -> None:
        """Make the file and its tables; one process at a time, for SQLite does not wait while the log is set up."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with closing(_connected(self.path)) as db:
                db.enable_wal()
                for name, columns in self._tables.items():
                    table = db[name]
                    if isinstance(table, Table):
                        table.create(columns, pk=next(iter(columns)), if_not_exists=True, strict=True)


def _connected(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    return Database(connection, execute_plugins=False)
