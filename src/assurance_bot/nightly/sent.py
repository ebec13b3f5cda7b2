"""What was told to whom: `sent.db` in the index folder, which survives every reindex, so that each thing is told once.

An item is noted as being told before it is posted and as told afterwards. Where a job died between the two nobody can know
whether it arrived: it is told again, and said to be perhaps known.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assurance_bot.errors import AssuranceError

FILE = "sent.db"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One thing that may be told: `what` of an action, with the value that makes it a thing of its own."""

    action: str
    what: str
    value: str = ""


def _tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE items (
            recipient TEXT NOT NULL,
            action TEXT NOT NULL,
            what TEXT NOT NULL,
            value TEXT NOT NULL,
            at TEXT NOT NULL,
            arrived INTEGER NOT NULL CHECK (arrived IN (0, 1)),
            PRIMARY KEY (recipient, action, what, value)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE runs (recipient TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_tables,)
"""`MIGRATIONS[n]` leads from version n of the file (SQLite's user_version) to n + 1."""
VERSION = len(MIGRATIONS)


class Sent:
    """The record of an index; its methods raise AssuranceError where the file cannot be used."""

    def __init__(self, index: Path) -> None:
        self._path = index / FILE

    def told(self, recipient: str) -> frozenset[Key]:
        """Return what has reached somebody."""
        return self._keys(recipient, arrived=True)

    def doubtful(self, recipient: str) -> frozenset[Key]:
        """Return what was being told to somebody when a job died."""
        return self._keys(recipient, arrived=False)

    def last(self, recipient: str) -> dt.date | None:
        """Return the day of somebody's last digest, None where there was none."""
        if not self._path.exists():
            return None
        with self._open() as db:
            row = db.execute("SELECT day FROM runs WHERE recipient = ?", (recipient,)).fetchone()
        return dt.date.fromisoformat(row[0]) if row else None

    def telling(self, recipient: str, keys: Iterable[Key], *, now: dt.datetime) -> None:
        """Note that these are about to be told."""
        self._put(recipient, keys, now, arrived=False)

    def arrived(self, recipient: str, keys: Iterable[Key], *, now: dt.datetime) -> None:
        """Note that these were told."""
        self._put(recipient, keys, now, arrived=True)

    def done(self, recipient: str, day: dt.date) -> None:
        """Note that the digest of a day is done: all that there was to tell was told."""
        with self._open() as db, db:
            db.execute(
                "INSERT INTO runs VALUES (?, ?) ON CONFLICT DO UPDATE SET day = excluded.day",
                (recipient, day.isoformat()),
            )

    def refused(self, recipient: str, keys: Iterable[Key]) -> None:
        """Note that these did not arrive: they are told next time as if for the first."""
        with self._open() as db, db:
            db.executemany(
                "DELETE FROM items WHERE recipient = ? AND action = ? AND what = ? AND value = ? AND NOT arrived",
                [(recipient, k.action, k.what, k.value) for k in keys],
            )

    def _keys(self, recipient: str, *, arrived: bool) -> frozenset[Key]:
        if not self._path.exists():
            return frozenset()
        with self._open() as db:
            rows = db.execute(
                "SELECT action, what, value FROM items WHERE recipient = ? AND arrived = ?", (recipient, int(arrived))
            )
            return frozenset(Key(*row) for row in rows)

    def _put(self, recipient: str, keys: Iterable[Key], now: dt.datetime, *, arrived: bool) -> None:
        with self._open() as db, db:
            db.executemany(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, "
                "arrived = max(arrived, excluded.arrived)",
                [(recipient, k.action, k.what, k.value, now.isoformat(), int(arrived)) for k in keys],
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30)) as db:
                db.execute("PRAGMA synchronous = FULL")
                self._migrate(db)
                yield db
        except sqlite3.DatabaseError as error:
            raise AssuranceError(
                f"The record of what was told, {self._path}, cannot be used ({error}). Restore it from a backup, or move "
                "it away: then what is open is told once more."
            ) from error

    def _migrate(self, db: sqlite3.Connection) -> None:
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found > VERSION:
            raise AssuranceError(f"{self._path} was written by a newer version of this program. Install that again.")
        if found < VERSION:
            db.execute("BEGIN IMMEDIATE")
            (found,) = db.execute("PRAGMA user_version").fetchone()
            for number, migration in enumerate(MIGRATIONS[found:], start=found + 1):
                migration(db)
                db.execute(f"PRAGMA user_version = {number}")
            db.commit()
