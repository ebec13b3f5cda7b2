"""Rows of the register back to the records they were written from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from assurance_bot.document import Document, Locator, Problem, Quote, Span
from assurance_bot.records import (
    Acronym,
    AgendaItem,
    AnyRecord,
    Attendance,
    Meeting,
    Mention,
    Party,
    Passage,
    Record,
    Trail,
)
from assurance_bot.store.codec import decoder, hints, reader
from assurance_bot.store.schema import DOCUMENT, KINDS, MEETING, TRAIL, own_fields, party_fields

Row = dict[str, Any]
T = TypeVar("T")


Plan = tuple[tuple[str, str, Callable[[Any], Any] | None], ...]
"""For each field: its name, its column, and how the column is read."""


def _plan(types: Mapping[str, Any], *, prefix: str = "") -> Plan:
    return tuple((name, prefix + name, reader(hint)) for name, hint in types.items())


_WHOLE: dict[Any, Plan] = {
    kind: _plan(hints(kind)) for kind in (Attendance, AgendaItem, Passage, Acronym, Mention, Party, Problem)
}
_OWN = {kind: _plan(own_fields(kind), prefix="own_") for kind in KINDS.values()}
_MEETING, _TRAIL, _DOCUMENT = _plan(MEETING), _plan(TRAIL), _plan(DOCUMENT)
_PARTIES = {kind: party_fields(kind) for kind in KINDS.values()}
_NAMED = tuple(hints(Party))
_SPANS = decoder(tuple[Span, ...])
_QUOTE = decoder(Quote)


def _fields(row: Row, plan: Plan) -> dict[str, Any]:
    found = {}
    for name, column, read in plan:
        value = row[column]
        found[name] = value if value is None or read is None else read(value)
    return found


def thing(kind: type[T], row: Row) -> T:
    """Return the dataclass of which every field is a column."""
    return kind(**_fields(row, _WHOLE[kind]))


def document(row: Row) -> Document:
    """Return a document as it was read."""
    return Document(**_fields(row, _DOCUMENT))


def grouped(rows: Iterable[Row], column: str) -> defaultdict[int, list[Row]]:
    """Return rows by the value of a column."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def head(row: Row, people: Sequence[Row], items: Sequence[Row]) -> Meeting:
    """Return a meeting with attendance and agenda, without passages."""
    return Meeting(
        **_fields(row, _MEETING),
        attendance=tuple(thing(Attendance, each) for each in people),
        items=tuple(thing(AgendaItem, each) for each in items),
    )


def record(kind: str, row: Row, parties: Sequence[Row]) -> AnyRecord:
    """Return a record from its row, whose own columns begin with "own_", and the rows of its parties."""
    cls = KINDS[kind]
    quote = Quote(
        row["text"],
        _SPANS(json.loads(row["spans"])),
        Locator(row["source"], row["page"], row["line"], row["last_line"]),
    )
    return cls(  # type: ignore[return-value]  # KINDS holds the members of AnyRecord
        id=row["id"],
        meeting=row["meeting_id"],
        item=row["item"],
        passage=row["passage"],
        quote=quote,
        lead_in=None if row["lead_in"] is None else _QUOTE(json.loads(row["lead_in"])),
        **_fields(row, _OWN[cls]),
        **_parties(cls, parties),
    )


def _parties(cls: type[Record], rows: Sequence[Row]) -> dict[str, tuple[Party, ...] | Party | None]:
    found: dict[str, tuple[Party, ...] | Party | None] = {}
    for name, several in _PARTIES[cls].items():
        named = tuple(_party(*(row[each] for each in _NAMED)) for row in rows if row["part"] == name)
        found[name] = named if several else next(iter(named), None)
    return found


@lru_cache(maxsize=4096)
def _party(*values: Any) -> Party:
    """Return a party of the values of its columns: the same few are named by record after record."""
    return thing(Party, dict(zip(_NAMED, values, strict=True)))


def trail(row: Row, mentions: Sequence[Row], owners: Sequence[Row]) -> Trail:
    """Return a trail from its row and those of its mentions and owners."""
    return Trail(
        **_fields(row, _TRAIL),
        owners=tuple(_party(*(each[name] for name in _NAMED)) for each in owners),
        mentions=tuple(thing(Mention, each) for each in mentions),
    )
