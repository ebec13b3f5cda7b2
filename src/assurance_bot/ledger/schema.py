"""The table of the ledger, and how a file of any earlier version becomes one of this.

`MIGRATIONS[n]` leads from version n (SQLite's user_version) to n + 1; one that was released is never edited again. The
table refuses every change but an entry at its end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from assurance_bot.ledger.entries import About, Entry


def _entries(db: Database) -> None:
    db.execute(
        """CREATE TABLE entries (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'),
            day TEXT NOT NULL CHECK (day IS date(julianday(day))),
            who TEXT NOT NULL CHECK (who <> ''),
            via TEXT NOT NULL CHECK (via <> ''),
            action TEXT NOT NULL CHECK (action <> ''),
            what TEXT NOT NULL CHECK (what <> ''),
            value TEXT NOT NULL CHECK (json_type(value) = 'array'),
            why TEXT NOT NULL,
            words TEXT NOT NULL,
            meeting TEXT NOT NULL,
            series TEXT NOT NULL,
            met TEXT CHECK (met IS date(julianday(met))),
            owners TEXT NOT NULL CHECK (json_type(owners) = 'array'),
            due TEXT CHECK (due IS date(julianday(due))),
            beside TEXT NOT NULL CHECK (json_type(beside) = 'array'),
            other TEXT CHECK (json_type(other) = 'object')
        ) STRICT"""
    )
    for change in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER entries_no_{change.lower()} BEFORE {change} ON entries "
            "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed or deleted'); END"
        )
    db.execute(
        "CREATE TRIGGER entries_at_the_end BEFORE INSERT ON entries "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries) "
        "BEGIN SELECT RAISE(ABORT, 'an entry goes at the end of the ledger'); END"
    )


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_entries,)
VERSION = len(MIGRATIONS)


def version(db: Database) -> int:
    """Return the version of an open file; 0 where nothing was ever written."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Database) -> None:
    """Bring a file to this version; the caller holds a transaction, so that it happens whole or not at all."""
    for number, migration in enumerate(MIGRATIONS[version(db) :], start=version(db) + 1):
        migration(db)
        db.execute(f"PRAGMA user_version = {number}")


def to_row(entry: Entry) -> dict[str, Any]:
    """Return an entry as a row."""
    about = _written(entry.about)
    return about | {
        "seq": entry.seq,
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "day": entry.day.isoformat(),
        "who": entry.who,
        "via": entry.via,
        "what": entry.what,
        "value": _json(entry.value),
        "why": entry.why,
        "owners": _json(about["owners"]),
        "beside": _json(about["beside"]),
        "other": _json(_written(entry.other)) if entry.other else None,
    }


def from_row(row: dict[str, Any]) -> Entry:
    """Return the entry that was made this row; what many rows share is made once."""
    about = (row["action"], row["words"], row["meeting"], row["series"], row["met"])
    return Entry(
        seq=row["seq"],
        at=dt.datetime.fromisoformat(row["at"]),
        day=dt.date.fromisoformat(row["day"]),
        who=row["who"],
        via=row["via"],
        what=row["what"],
        value=_list(row["value"]),
        why=row["why"],
        about=_about(*about, row["owners"], row["due"], row["beside"]),
        other=_read(json.loads(row["other"])) if row["other"] else None,
    )


@lru_cache(maxsize=10_000)
def _about(
    action: str, words: str, meeting: str, series: str, met: str | None, owners: str, due: str | None, beside: str
) -> About:
    return About(action, words, meeting, series, _day(met), _list(owners), _day(due), _list(beside))


@lru_cache(maxsize=1_000)
def _list(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _written(about: About) -> dict[str, Any]:
    return {
        "action": about.action,
        "words": about.words,
        "meeting": about.meeting,
        "series": about.series,
        "met": about.met.isoformat() if about.met else None,
        "owners": list(about.owners),
        "due": about.due.isoformat() if about.due else None,
        "beside": list(about.beside),
    }


def _read(held: dict[str, Any]) -> About:
    return About(
        action=held["action"],
        words=held["words"],
        meeting=held["meeting"],
        series=held["series"],
        met=_day(held["met"]),
        owners=tuple(held["owners"]),
        due=_day(held["due"]),
        beside=tuple(held["beside"]),
    )


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
