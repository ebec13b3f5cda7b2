"""Writes the register: the same input gives the same bytes, and memory does not grow with the number of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from assurance_bot.document import Document, Problem, Quote
from assurance_bot.records import Acronym, AgendaItem, AnyRecord, Attendance, Extract, Mention, Party, Passage, Trail
from assurance_bot.store.codec import hints, to_json, to_sql
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
            writer = _Writer(db)
            for document in documents:
                writer.document(document)
            for extract in extracts:
                writer.extract(extract, superseded=(superseded or {}).get(extract.meeting.source))
            for trail in trails:
                writer.trail(trail)
            writer.add_all("problems", (_row(problem, hints(Problem)) for problem in problems))
            writer.add_all("facts", ({"name": n, "value": v} for n, v in sorted({**facts, "schema": VERSION}.items())))
            writer.flush()
            create_indexes(db)
        db.execute("ANALYZE")
        db.execute("VACUUM")
    finally:
        db.close()


def _row(thing: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_sql(getattr(thing, name), hint) for name, hint in fields.items()}


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
        self.add("documents", _row(document, DOCUMENT))
        self._flush_when_full(20)  # texts are long

    def extract(self, extract: Extract, *, superseded: str | None) -> None:
        meeting = extract.meeting
        self._meetings += 1
        of = {"meeting": self._meetings}
        self.add("meetings", {"key": self._meetings, **_row(meeting, MEETING), "superseded_by": superseded})
        self.add_all("attendance", (of | _row(person, hints(Attendance)) for person in meeting.attendance))
        self.add_all("items", (of | _row(item, hints(AgendaItem)) for item in meeting.items))
        self.add_all("passages", (of | _row(passage, hints(Passage)) for passage in meeting.passages))
        self.add_all("acronyms", (of | _row(acronym, hints(Acronym)) for acronym in extract.acronyms))
        for record in extract.records:
            self._record(record)
        self._flush_when_full(HELD)

    def _record(self, record: AnyRecord) -> None:
        self._records += 1
        kind = _KIND_OF[type(record)]
        row = {"key": self._records, "id": record.id, "kind": kind, "meeting": self._meetings}
        row |= {"item": record.item, "passage": record.passage, **_quote(record.quote)}
        self.add("records", row | {"lead_in": to_sql(record.lead_in, Quote)})
        self.add(TABLES[kind], {"record": self._records, **_row(record, own_fields(type(record)))})
        for part in party_fields(type(record)):
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
                self.add("parties", {"record": record, "trail": trail, "part": part, **_row(party, hints(Party))})

    def trail(self, trail: Trail) -> None:
        self._trails += 1
        self.add("trails", {"key": self._trails, **_row(trail, TRAIL)})
        of = {"trail": self._trails}
        self.add_all("mentions", (of | _row(mention, hints(Mention)) for mention in trail.mentions))
        self._parties(trail.owners, "owners", trail=self._trails)
        self._flush_when_full(HELD)

    def _flush_when_full(self, full: int) -> None:
        if self._held >= full:
            self.flush()

    def flush(self) -> None:
        for name, rows in self._rows.items():
            table = self._db[name]
            if rows and isinstance(table, Table):
                table.insert_all(rows, batch_size=500)
                rows.clear()
        self._held = 0
