"""The tables of the register: strict, tied by foreign keys, their columns those of the dataclasses they hold.

A meeting, record and trail has a number, its `key`, counted in the order written; ids are for people and need not be unique,
because a draft and its approved version share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey, Table

from assurance_bot.document import Document, Problem
from assurance_bot.records import (
    Acronym,
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Figure,
    Meeting,
    Mention,
    Party,
    Passage,
    Question,
    Record,
    Reference,
    Statement,
    Trail,
)
from assurance_bot.store.codec import hints, sql_type

VERSION = "3"

KINDS: dict[str, type[Record]] = {
    "action": Action,
    "statement": Statement,
    "question": Question,
    "decision": Decision,
    "figure": Figure,
    "reference": Reference,
}
TABLES = {kind: "record_references" if kind == "reference" else f"{kind}s" for kind in KINDS}

_PARTY_HINTS = (tuple[Party, ...], Party | None)
_COMMON = set(hints(Record))


def without(kind: type, *names: str) -> dict[str, Any]:
    """Return the fields of a dataclass and their types, those of these names left out."""
    return {name: hint for name, hint in hints(kind).items() if name not in names}


MEETING = without(Meeting, "attendance", "items", "passages")
TRAIL = without(Trail, "owners", "mentions")
DOCUMENT = hints(Document)
QUOTE = {"text": str, "spans": str, "source": str, "page": int, "line": int, "last_line": int}


def own_fields(kind: type[Record]) -> dict[str, Any]:
    """Return the fields that only this kind of record has and that name nobody, with their types."""
    return {n: h for n, h in hints(kind).items() if n not in _COMMON and h not in _PARTY_HINTS}


def party_fields(kind: type) -> dict[str, bool]:
    """Return the fields that name people, and whether each may name several."""
    return {n: bool(get_args(h)) and h == _PARTY_HINTS[0] for n, h in hints(kind).items() if h in _PARTY_HINTS}


def _columns(fields: Mapping[str, Any]) -> dict[str, type]:
    return {name: sql_type(hint) for name, hint in fields.items()}


def _schema() -> dict[str, tuple[dict[str, type], tuple[str, ...]]]:
    """Return for each table its columns and what it refers to, as "column>table.column", parents first."""
    of_meeting = ("meeting>meetings.key",)
    tables: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
        "documents": (_columns(DOCUMENT), ()),
        "meetings": (
            {"key": int, **_columns(MEETING), "superseded_by": str},
            ("source>documents.source", "superseded_by>documents.source"),
        ),
        "attendance": ({"meeting": int, **_columns(hints(Attendance))}, of_meeting),
        "items": ({"meeting": int, **_columns(hints(AgendaItem))}, of_meeting),
        "passages": ({"meeting": int, **_columns(hints(Passage))}, of_meeting),
        "records": (
            {"key": int, "id": str, "kind": str, "meeting": int, "item": int, "passage": int, **QUOTE, "lead_in": str},
            of_meeting,
        ),
        "acronyms": ({"meeting": int, **_columns(hints(Acronym))}, of_meeting),
        "trails": ({"key": int, **_columns(TRAIL)}, ()),
        "mentions": ({"trail": int, **_columns(hints(Mention))}, ("trail>trails.key",)),
        "problems": (_columns(hints(Problem)), ()),
        "facts": ({"name": str, "value": str}, ()),
    }
    for kind, table in TABLES.items():
        tables[table] = ({"record": int, **_columns(own_fields(KINDS[kind]))}, ("record>records.key",))
    tables["parties"] = (
        {"record": int, "trail": int, "part": str, **_columns(hints(Party))},
        ("record>records.key", "trail>trails.key"),
    )
    return tables


SCHEMA = _schema()
PRIMARY = {
    "documents": "source",
    "meetings": "key",
    "records": "key",
    "trails": "key",
    "facts": "name",
} | dict.fromkeys(TABLES.values(), "record")
INDEXES = (
    "meetings (id COLLATE NOCASE)",
    "meetings (date)",
    "meetings (source)",
    "attendance (meeting)",
    "items (meeting)",
    "passages (meeting)",
    "records (id COLLATE NOCASE)",
    "records (kind, meeting, passage)",
    "acronyms (meeting)",
    "parties (role COLLATE NOCASE)",
    "parties (person COLLATE NOCASE)",
    "parties (written COLLATE NOCASE)",
    "parties (record)",
    "parties (trail)",
    "trails (id)",
    "mentions (trail)",
    "mentions (action)",
)


def _foreign_key(table: str, refers: str) -> ForeignKey:
    column, other = refers.split(">")
    other_table, other_column = other.split(".")
    return ForeignKey(table, column, other_table, other_column)


def create(db: Database) -> None:
    """Create the tables, without their indexes."""
    for name, (columns, refers) in SCHEMA.items():
        keys = [_foreign_key(name, each) for each in refers]
        options: dict[str, Any] = {"pk": PRIMARY[name]} if name in PRIMARY else {}
        table = db[name]
        if isinstance(table, Table):
            table.create(columns, foreign_keys=keys, strict=True, **options)


def create_indexes(db: Database) -> None:
    """Create the indexes, once all rows are there."""
    for number, columns in enumerate(INDEXES):
        db.execute(f"CREATE INDEX index_{number} ON {columns}")
