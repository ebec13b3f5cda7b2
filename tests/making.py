"""Documents and meetings made from text, for tests: read by the real reader, parsed by the real parser."""

from __future__ import annotations

from textwrap import dedent
from typing import TypeVar

from assurance_bot.document import Document
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import markdown, plain
from assurance_bot.records import AnyRecord, Meeting

T = TypeVar("T", bound=AnyRecord)


def document_of(text: str, *, source: str = "northwold/2024-03-05.txt") -> Document:
    """Return the Document of a text, read as its suffix says."""
    data = dedent(text).lstrip("\n").encode()
    return markdown.read(data, source) if source.endswith(".md") else plain.read(data, source)


def meeting_of(text: str, *, source: str = "northwold/2024-03-05.txt") -> Meeting:
    """Return the meeting a text records."""
    return parse_meeting(document_of(text, source=source))[0]


def records_of(text: str, kind: type[T], *, source: str = "northwold/2024-03-05.txt") -> list[T]:
    """Return the records of one kind in a text."""
    document = document_of(text, source=source)
    meeting, _ = parse_meeting(document)
    return [r for r in extract(meeting, document)[0].records if isinstance(r, kind)]
