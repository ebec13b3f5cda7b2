"""What a golden file holds: a meeting and its records as plain JSON: words and lines, no ids and no spans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import read_document
from assurance_bot.records import Action, AnyRecord, Decision, Figure, Party, Question, Reference, Statement

_HEADER = (
    *(
        "id",
        "title",
        "body",
        "series",
        "date",
        "time",
        "venue",
        "chair",
        "minutes_by",
        "marking",
        "next_date",
        "version",
    ),
)


def golden(path: Path) -> dict[str, Any]:
    """Return what was parsed and extracted of a file, in the order of the minutes."""
    document = read_document(path, source=f"northwold/{path.name}")
    meeting, problems = parse_meeting(document)
    records = extract(meeting, document)[0]
    header = {name: str(value) if value is not None else None for name in _HEADER for value in [getattr(meeting, name)]}
    return {
        **header,
        "attendance": [[p.name, p.role, p.initials, p.presence] for p in meeting.attendance],
        "items": [meeting.item_label(item.index) for item in meeting.items],
        "records": [_record(r) for r in sorted(records.records, key=lambda r: (r.quote.spans[0], type(r).__name__))],
        "acronyms": [[a.acronym, a.expansion] for a in records.acronyms],
        "problems": [p.message for p in problems],
    }


def _record(record: AnyRecord) -> list[str]:
    """Return the kind of a record, what sets it apart, its line and its words."""
    return [type(record).__name__, _told(record), str(record.locator.line), record.text]


def _told(record: AnyRecord) -> str:
    match record:
        case Action():
            told = [_names(record.owners), record.status, str(record.due), record.due_text, record.reference]
        case Statement():
            told = [_names(record.speakers), record.nature]
        case Question():
            told = [_names((record.asker,) if record.asker else ()), f"{len(record.replies)} replies"]
        case Decision():
            told = [record.outcome]
        case Figure():
            told = [record.value, record.unit]
        case Reference():
            told = [record.written, f"{record.start} to {record.end}"]
    return " · ".join(part for part in told if part)


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.label + ("?" if p.inferred else "") for p in parties) or "nobody named"
