"""What people said of answers: the question, how it was read, what was found, and whether it was right.

`index/feedback.db` holds it, for those who evaluate the answers; a question is kept because its asker sends it.
"""
# ruff: noqa: S608  # names that stand in the SQL are this module's own

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from assurance_bot.answer import Answer
from assurance_bot.notebook import Notebook
from assurance_bot.render import data

FILE = "feedback.db"
TABLE = "feedback"
COLUMNS = {
    "seq": int,
    "at": str,
    "user": str,
    "verdict": str,
    "comment": str,
    "question": str,
    "query": str,
    "findings": str,
    "as_of": str,
    "generation": str,
}

Verdict = Literal["right", "partly", "wrong"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said of one answer; `query` is the reading as `--json` prints it, `findings` the ids."""

    at: dt.datetime
    user: str
    verdict: Verdict
    comment: str
    question: str
    query: dict[str, Any]
    findings: tuple[str, ...]
    as_of: dt.date
    generation: str


@dataclass(frozen=True)
class Feedback:
    """What was said of the answers from an index; `now` is its clock. Its methods raise sqlite3.Error and OSError."""

    index: Path
    now: Callable[[], dt.datetime]

    @cached_property
    def _book(self) -> Notebook:
        return Notebook(self.index / FILE, {TABLE: COLUMNS})

    def keep(self, user: str, answer: Answer, verdict: Verdict, comment: str = "") -> None:
        """Keep what somebody says of an answer, in the place of what they said of the same answer before."""
        row = {
            "at": self.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
            "user": user,
            "verdict": verdict,
            "comment": comment,
            "question": answer.asked,
            "query": json.dumps(data.answer(answer)["query"], ensure_ascii=False),
            "findings": json.dumps([finding.record.id for finding in answer.findings]),
            "as_of": answer.as_of.isoformat(),
            "generation": answer.generation,
        }
        same = "user = :user AND question = :question AND query = :query AND generation = :generation"
        with self._book.writing() as db:
            db.execute(f"DELETE FROM {TABLE} WHERE {same}", row)
            db.execute(f"INSERT INTO {TABLE} ({', '.join(row)}) VALUES ({', '.join(f':{n}' for n in row)})", row)

    def all(self) -> list[Said]:
        """Return what was said, oldest first."""
        with self._book.reading() as db:
            return [] if db is None else [_said(row) for row in db.query(f"SELECT * FROM {TABLE} ORDER BY seq")]

    def forget(self, user: str) -> int:
        """Remove what a person said; return how many answers it was of."""
        with self._book.writing() as db:
            return db.execute(f"DELETE FROM {TABLE} WHERE user = ?", (user,)).rowcount


def _said(row: dict[str, Any]) -> Said:
    return Said(
        dt.datetime.fromisoformat(row["at"]),
        row["user"],
        row["verdict"],
        row["comment"],
        row["question"],
        json.loads(row["query"]),
        tuple(json.loads(row["findings"])),
        dt.date.fromisoformat(row["as_of"]),
        row["generation"],
    )
