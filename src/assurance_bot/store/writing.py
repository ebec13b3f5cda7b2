"""Writes the register: the same input gives the same bytes, and memory does not grow with the number of meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from assurance_bot.document import Document, Problem, Quote
from assurance_bot.records import Acronym, AgendaItem, AnyRecord, Attendance, Extract, Mention, Party, Passage, Trail
from assurance_bot.store.codec import hints, to_json, writer
from assurance_bot.store.schema import (
    DOCUMENT,
    KINDS,
    MEETING,
    SCHEMA,
    TABLES,
    TRAIL,
    VERSION,
    create,
    create_indexes,
    own_fields,
    party_fields,
)

HELD = 2_000  # rows held before they are written

_KIND_OF = {cls: kind for kind, cls in KINDS.items()}


def write(
    path: Path,
    *,
    documents: Iterable[Document],
    extracts: Iterable[Extract],
    trails: Iterable[Trail],
    problems: Iterable[Problem],
    facts: Mapping[str, str],
    superseded: Mapping[str, str] | None = None,
) -> None:
    """Write a register to `path`, which must not exist. Each iterable is read once, as it comes.

    `superseded` gives for the source of a meeting that is not answered from the source of the one that is.
    """
    if path.exists():
        raise FileExistsError(path)
    db = Database(path, execute_plugins=False)
    try:
        db.execute("PRAGMA journal_mode = off")
        db.execute("PRAGMA synchronous = off")  # whoever publishes the file makes it durable, once
        db.execute("PRAGMA foreign_keys = on")
        with db.atomic():
            create(db)
            held = _Writer(db)
            for document in documents:
                held.document(document)
            for extract in extracts:
                held.extract(extract, superseded=(superseded or {}).get(extract.meeting.source))
            for trail in trails:
                held.trail(trail)
            held.add_all("problems", (_whole(problem) for problem in problems))
            held.add_all("facts", ({"name": n, "value": v} for n, v in sorted({**facts, "schema": VERSION}.items())))
            held.flush()
            create_indexes(db)
        db.execute("ANALYZE")
        db.execute("VACUUM")
    finally:
        db.close()


Plan = tuple[tuple[str, Callable[[Any], Any] | None], ...]
"""For each field: its name, and how its value becomes a column."""


def _plan(types: Mapping[str, Any]) -> Plan:
    return tuple((name, writer(hint)) for name, hint in types.items())


_WHOLE: dict[Any, Plan] = {
    kind: _plan(hints(kind)) for kind in (Attendance, AgendaItem, Passage, Acronym, Mention, Party, Problem)
}
_OWN: dict[Any, Plan] = {kind: _plan(own_fields(kind)) for kind in KINDS.values()}
_PARTIES: dict[Any, list[str]] = {kind: list(party_fields(kind)) for kind in KINDS.values()}
_DOCUMENT, _MEETING, _TRAIL = _plan(DOCUMENT), _plan(MEETING), _plan(TRAIL)


def _row(thing: Any, plan: Plan) -> dict[str, Any]:
    row = {}
    for name, write_ in plan:
        value = getattr(thing, name)
        row[name] = value if value is None or write_ is None else write_(value)
    return row


def _whole(thing: Any) -> dict[str, Any]:
    return _row(thing, _WHOLE[type(thing)])


def _quote(quote: Quote) -> dict[str, Any]:
    where = quote.locator
    return {
        "text": quote.text,
        "spans": to_json(quote.spans),
        "source": where.source,
        "page": where.page,
        "line": where.line,
        "last_line": where.last_line,
    }


class _Writer:
    """Holds rows until there are enough to be written, parents before children."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMA}
        self._held = self._meetings = self._records = self._trails = 0

    def add(self, table: str, row: dict[str, Any]) -> None:
        self._rows[table].append(row)
        self._held += 1

    def add_all(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self.add(table, row)

    def document(self, document: Document) -> None:
        self.add("documents", _row(document, _DOCUMENT))
        self._flush_when_full(20)  # texts are long

    def extract(self, extract: Extract, *, superseded: str | None) -> None:
        meeting = extract.meeting
        self._meetings += 1
        of = {"meeting": self._meetings}
        self.add("meetings", {"key": self._meetings, **_row(meeting, _MEETING), "superseded_by": superseded})
        self.add_all("attendance", (of | _whole(person) for person in meeting.attendance))
        self.add_all("items", (of | _whole(item) for item in meeting.items))
        self.add_all("passages", (of | _whole(passage) for passage in meeting.passages))
        self.add_all("acronyms", (of | _whole(acronym) for acronym in extract.acronyms))
        for record in extract.records:
            self._record(record)
        self._flush_when_full(HELD)

    def _record(self, record: AnyRecord) -> None:
        self._records += 1
        kind = _KIND_OF[type(record)]
        row = {"key": self._records, "id": record.id, "kind": kind, "meeting": self._meetings}
        row |= {"item": record.item, "passage": record.passage, **_quote(record.quote)}
        self.add("records", row | {"lead_in": record.lead_in and to_json(record.lead_in)})
        self.add(TABLES[kind], {"record": self._records, **_row(record, _OWN[type(record)])})
        for part in _PARTIES[type(record)]:
            self._parties(getattr(record, part), part, record=self._records)

    def _parties(
        self,
        parties: tuple[Party, ...] | Party | None,
        part: str,
        *,
        record: int | None = None,
        trail: int | None = None,
    ) -> None:
        several = parties if isinstance(parties, tuple) else (parties,)
        for party in several:
            if party is not None:
                self.add("parties", {"record": record, "trail": trail, "part": part, **_whole(party)})

    def trail(self, trail: Trail) -> None:
        self._trails += 1
        self.add("trails", {"key": self._trails, **_row(trail, _TRAIL)})
        of = {"trail": self._trails}
        self.add_all("mentions", (of | _whole(mention) for mention in trail.mentions))
        self._parties(trail.owners, "owners", trail=self._trails)
        self._flush_when_full(HELD)

    def _flush_when_full(self, full: int) -> None:
        if self._held >= full:
            self.flush()

    def flush(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                columns = ", ".join(f"[{column}]" for column in rows[0])
                places = ", ".join("?" for _ in rows[0])
                sql = f"INSERT INTO [{name}] ({columns}) VALUES ({places})"  # noqa: S608 — names are this package's own
                self._db.conn.executemany(sql, (tuple(row.values()) for row in rows))
                rows.clear()
        self._held = 0
