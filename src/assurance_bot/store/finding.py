"""Conditions of a search in the register, as SQL and its values."""
# ruff: noqa: S608  # names that stand in the SQL are written here; what comes from people is bound

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any, Literal

Kind = Literal["action", "statement", "question", "decision", "figure", "reference"]
Days = tuple[dt.date | None, dt.date | None]
"""From and to, inclusive; None where open."""

_PASSAGES = 1_000_000  # more than any minutes have passages
_AMONG = "IN (SELECT value FROM json_each(?))"


def listed(values: Iterable[Any]) -> str:
    """Return values as the one value that `json_each` takes, however many there are."""
    return json.dumps(list(values))


class Conditions:
    """Conditions that must all hold, added one by one; `sql` and `values` belong together."""

    def __init__(self) -> None:
        self._clauses: list[str] = []
        self.values: list[Any] = []

    @property
    def sql(self) -> str:
        """The conditions, joined; what always holds where there are none."""
        return " AND ".join(self._clauses) or "1"

    def add(self, clause: str, *values: Any, when: bool = True) -> None:
        """Add a condition, its values in the order of its question marks."""
        if when:
            self._clauses.append(clause)
            self.values.extend(values)

    def among(self, column: str, values: Collection[str] | None) -> None:
        """Add that a column holds one of the values; nothing where they are None."""
        if values is not None:
            self.add(f"{column} {_AMONG}", listed(values))

    def passages(self, places: Iterable[tuple[int, int]] | None, kind: str) -> None:
        """Add that a record stands in one of the passages, each the key of a meeting and an index there.

        They lead, so that no more is read than them; each is one number, which takes less to read than two.
        """
        if places is not None:
            self.add(
                f"r.key IN (SELECT x.key FROM json_each(?) w CROSS JOIN records x ON x.kind = ? "
                f"AND x.meeting = w.value / {_PASSAGES} AND x.passage = w.value % {_PASSAGES})",
                listed(meeting * _PASSAGES + index for meeting, index in places if 0 <= index < _PASSAGES),
                kind,
            )

    def meetings(self, keys: Iterable[int] | None, kind: str) -> None:
        """Add that a record stands in one of the meetings of these keys."""
        if keys is not None:
            self.add(
                "r.key IN (SELECT x.key FROM json_each(?) w CROSS JOIN records x ON x.kind = ? AND x.meeting = w.value)",
                listed(keys),
                kind,
            )

    def days(self, between: Days) -> None:
        """Add that the meeting was on one of these days."""
        for sign, day in zip((">=", "<="), between, strict=True):
            if day is not None:
                self.add(f"m.date {sign} ?", day.isoformat())

    def party(self, roles: Collection[str], people: Collection[str], parts: Collection[str]) -> None:
        """Add that one of the roles or people is among the parties; each is looked up in its own index."""
        part = f" AND part {_AMONG}" if parts else ""
        found: list[str] = []
        values: list[str] = []
        for column, names in (("role", roles), ("person", people), ("written", people)):
            if names:
                found.append(f"SELECT record FROM parties WHERE {column} COLLATE NOCASE {_AMONG}{part}")
                values += [listed(names), listed(parts)] if parts else [listed(names)]
        self.add(f"r.key IN ({' UNION '.join(found)})", *values, when=bool(found))
