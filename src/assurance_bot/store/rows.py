"""Rows of the register back to the records they were written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from assurance_bot.document import Locator, Quote, Span
from assurance_bot.records import AgendaItem, AnyRecord, Attendance, Meeting, Mention, Party, Trail
from assurance_bot.store.codec import from_json, from_sql, hints
from assurance_bot.store.schema import KINDS, MEETING, TRAIL, own_fields, party_fields

Row = dict[str, Any]
T = TypeVar("T")


def fields(row: Row, types: Mapping[str, Any], *, prefix: str = "") -> dict[str, Any]:
    """Return the values of these fields of a row."""
    return {name: from_sql(row[prefix + name], hint) for name, hint in types.items()}


def thing(kind: type[T], row: Row) -> T:
    """Return the dataclass of which every field is a column."""
    return kind(**fields(row, hints(kind)))


def grouped(rows: Iterable[Row], column: str) -> defaultdict[int, list[Row]]:
    """Return rows by the value of a column."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def head(row: Row, people: Sequence[Row], items: Sequence[Row]) -> Meeting:
    """Return a meeting with attendance and agenda, without passages."""
    return Meeting(
        **fields(row, MEETING),
        attendance=tuple(thing(Attendance, each) for each in people),
        items=tuple(thing(AgendaItem, each) for each in items),
    )


def record(kind: str, row: Row, parties: Sequence[Row]) -> AnyRecord:
    """Return a record from its row, whose own columns begin with "own_", and the rows of its parties."""
    cls = KINDS[kind]
    spans: tuple[Span, ...] = from_json(row["spans"], tuple[Span, ...])
    quote = Quote(row["text"], spans, Locator(row["source"], row["page"], row["line"], row["last_line"]))
    return cls(  # type: ignore[return-value]  # KINDS holds the members of AnyRecord
        id=row["id"],
        meeting=row["meeting_id"],
        item=row["item"],
        passage=row["passage"],
        quote=quote,
        lead_in=from_sql(row["lead_in"], Quote),
        **fields(row, own_fields(cls), prefix="own_"),
        **_parties(cls, parties),
    )


def _parties(cls: type, rows: Sequence[Row]) -> dict[str, tuple[Party, ...] | Party | None]:
    found: dict[str, tuple[Party, ...] | Party | None] = {}
    for name, several in party_fields(cls).items():
        named = tuple(thing(Party, row) for row in rows if row["part"] == name)
        found[name] = named if several else next(iter(named), None)
    return found


def trail(row: Row, mentions: Sequence[Row], owners: Sequence[Row]) -> Trail:
    """Return a trail from its row and those of its mentions and owners."""
    return Trail(
        **fields(row, TRAIL),
        owners=tuple(thing(Party, each) for each in owners),
        mentions=tuple(thing(Mention, each) for each in mentions),
    )
