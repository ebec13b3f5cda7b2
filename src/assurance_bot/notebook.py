"""A small SQLite file in which a running bot keeps what several processes share; made when first written to.

The write-ahead log keeps readers and writers out of each other's way, and who finds it busy waits.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

PATIENCE = 30.0
"""Seconds that a writer waits for others."""

Columns = dict[str, Any]


@dataclass(frozen=True)
class Notebook:
    """A file with some tables: their columns, of which the first is the key, by name."""

    path: Path
    tables: Mapping[str, Columns]

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Open the file in a transaction that is kept whole or not at all. Raises sqlite3.Error, OSError."""
        if not self._whole():
            self._make()
        with closing(self._connected()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def _whole(self) -> bool:
        """Say whether the file has its tables."""
        if not self.path.exists():
            return False
        with closing(self._connected()) as db:
            return set(self.tables) <= set(db.table_names())

    def _make(self) -> None:
        """Make the file and its tables; one process at a time, for SQLite does not wait while the log is set up."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with closing(self._connected()) as db:
                db.enable_wal()
                for name, columns in self.tables.items():
                    table = db[name]
                    if isinstance(table, Table):
                        table.create(columns, pk=next(iter(columns)), if_not_exists=True, strict=True)

    @contextmanager
    def reading(self) -> Iterator[Database | None]:
        """Open the file for reading, None where nothing was ever written."""
        if not self._whole():
            yield None
            return
        with closing(self._connected()) as db:
            yield db

    def _connected(self) -> Database:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = NORMAL")
        return Database(connection, execute_plugins=False)
