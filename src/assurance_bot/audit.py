"""The audit log: who asked and when, which records they were shown, and who changed what. `index/audit.db` holds it.

The words of a question are kept only where the settings say so; those of an answer never are, for the ids tell what it was.
"""
# ruff: noqa: S608  # names that stand in the SQL are this module's own

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from assurance_bot.notebook import Notebook

FILE = "audit.db"
TABLE = "audit"
COLUMNS = {
    "seq": int,
    "at": str,
    "user": str,
    "what": str,
    "surface": str,
    "channel": str,
    "records": str,
    "generation": str,
    "detail": str,
    "question": str,
}

What = Literal["asked", "refused", "changed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing somebody did: asked, was refused, changed something; or asked and was told of a fault of ours.

    `records` are the ids of what was shown or changed; `detail` says how it was changed ("close, entry 12") or why it was
    refused; `question` is None where it is not kept. `surface` is where it came from: "mention", "message", "/actions".
    """

    at: dt.datetime
    user: str
    what: What
    surface: str
    channel: str = ""
    records: tuple[str, ...] = ()
    generation: str = ""
    detail: str = ""
    question: str | None = None


@dataclass(frozen=True)
class Audit:
    """The audit log of an index; `now` is its clock. Its methods raise sqlite3.Error and OSError."""

    index: Path
    now: Callable[[], dt.datetime]
    keep_questions: bool = False
    retain_days: int = 365

    @cached_property
    def _book(self) -> Notebook:
        return Notebook(self.index / FILE, {TABLE: COLUMNS})

    def write(
        self,
        what: What,
        user: str,
        *,
        surface: str,
        channel: str = "",
        records: Sequence[str] = (),
        generation: str = "",
        detail: str = "",
        question: str = "",
    ) -> None:
        """Write down what somebody did, and remove what is older than is to be kept."""
        at = self.now()
        row = {
            "at": at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "user": user,
            "what": what,
            "surface": surface,
            "channel": channel,
            "records": json.dumps(list(records)),
            "generation": generation,
            "detail": detail,
            "question": question if self.keep_questions and question else None,
        }
        with self._book.writing() as db:
            db.execute(
                f"INSERT INTO {TABLE} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
            )
            oldest = self._oldest(at)
            self._book.drop_old(db, TABLE, oldest, once=oldest[:13])  # each hour

    def lines(self, user: str = "") -> list[Line]:
        """Return what is kept, of one person or of all, oldest first."""
        return list(self._lines(user))

    def _lines(self, user: str) -> Iterator[Line]:
        with self._book.reading() as db:
            if db is not None:
                sql = f"SELECT * FROM {TABLE} WHERE at >= ?1 AND (?2 = '' OR user = ?2) ORDER BY seq"
                yield from map(_line, db.query(sql, [self._oldest(self.now()), user]))

    def forget(self, user: str) -> int:
        """Remove everything of a person; return how many entries that were."""
        with self._book.writing() as db:
            return db.execute(f"DELETE FROM {TABLE} WHERE user = ?", (user,)).rowcount

    def _oldest(self, now: dt.datetime) -> str:
        return (now.astimezone(dt.UTC) - dt.timedelta(days=self.retain_days)).isoformat(timespec="seconds")


def _line(row: dict[str, Any]) -> Line:
    return Line(
        at=dt.datetime.fromisoformat(row["at"]),
        user=row["user"],
        what=row["what"],
        surface=row["surface"],
        channel=row["channel"],
        records=tuple(json.loads(row["records"])),
        generation=row["generation"],
        detail=row["detail"],
        question=row["question"],
    )
