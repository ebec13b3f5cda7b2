"""Plain text: the lines are the file's; pages come from form feeds, or from lines like "Page 6 of 7"."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from assurance_bot.document import Cell, Document, Line, Span, split_lines
from assurance_bot.read.clean import clean, decode

PAGE_MARK = re.compile(r"^\W*page\s+(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?\W*$", re.IGNORECASE)  # "Page 6 of 7"

_PARTED = tuple(re.compile(mark) for mark in (r"\t", r"\t+", r"\s*\|\s*"))  # "Ref | Owner"
_COLUMNS = 3  # fewer columns are a label and its value


def read(data: bytes, source: str) -> Document:
    """Return the Document of a text file. Raises SourceError where the bytes are no text."""
    text = clean(decode(data, source))
    lines = paginate(text, split_lines(text))
    return Document(source, text, lines, hashlib.sha256(data).hexdigest(), "plain", cells=tabbed(text, lines))


def tabbed(text: str, lines: Sequence[Line]) -> tuple[Cell, ...]:
    """Return the cells of tables whose columns are parted by tabs or strokes: a head of short words, rows as wide."""
    found: list[Cell] = []
    table = i = 0
    while i < len(lines):
        rows = _table_at(text, lines[i:])
        for nth, row in enumerate(rows):
            found += [Cell(table, nth, column, (span,)) for column, span in enumerate(row) if len(span)]
        table += bool(rows)
        i += max(len(rows), 1)
    return tuple(found)


def _table_at(text: str, lines: Sequence[Line]) -> list[list[Span]]:
    """Return the rows of a table that begins with the first of `lines`, none where none does."""
    for mark in _PARTED:
        rows: list[list[Span]] = []
        for line in lines:
            row = _cells(text, line.span, mark)
            if (not rows and not _is_head(text, row)) or (rows and len(row) != len(rows[0])):
                break
            rows.append(row)
        if len(rows) > 1:
            return rows
    return []


def _is_head(text: str, row: Sequence[Span]) -> bool:
    words = [text[s.start : s.end] for s in row]
    return len(row) >= _COLUMNS and all(
        re.fullmatch(r"[A-Za-z#][^:.\d]{0,28}", w) and len(w.split()) <= 4 for w in words
    )


def _cells(text: str, line: Span, mark: re.Pattern[str]) -> list[Span]:
    """Return what stands between the marks of a line, blanks at the ends left out; an empty cell is an empty span."""
    words = text[line.start : line.end]
    at = [0, *(end for m in mark.finditer(words) for end in m.span()), len(words)]
    pieces = [(at[i], at[i + 1]) for i in range(0, len(at), 2)]
    return [_trimmed(text, line.start + start, line.start + end) for start, end in pieces]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return Span(start + min(lead, len(words)), max(start + len(words.rstrip()), start + lead))


def paginate(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return `lines` with their pages: by form feeds where the text has any, else by page marks as far as they tell."""
    if "\f" in text:
        return tuple(replace(line, page=1 + text.count("\f", 0, line.span.end)) for line in lines)
    return _by_marks(text, lines)


def _by_marks(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Pages from "Page 6 of 7" lines, taken as footers unless the first is "Page 1" among the first three lines.

    A lone mark tells only of what stands beside it: before the first footer only its last paragraph has a page, unless
    that footer is of page 1; after the last mark the page is known only while no further page can follow.
    """
    marks = {
        i: (int(m[1]), int(m[2]) if m[2] else None)
        for i, line in enumerate(lines)
        if (m := PAGE_MARK.match(text[line.span.start : line.span.end]))
    }
    if not marks:
        return tuple(lines)
    places = sorted(marks)
    header = marks[places[0]][0] == 1 and places[0] < 3
    pages: list[int | None] = [None] * len(lines)
    for place, following in zip(places, [*places[1:], len(lines)], strict=True):
        number, total = marks[place]
        after = number if header else number + 1
        known = header or following in marks or (total is not None and after >= total)
        pages[place] = number
        for i in range(place + 1, following):
            pages[i] = min(after, total) if known and total else after if known else None
    first = places[0]
    if not header:
        start = 0 if marks[first][0] == 1 else _paragraph_before(text, lines, first)
        pages[start:first] = [marks[first][0]] * (first - start)
    return tuple(replace(line, page=page) for line, page in zip(lines, pages, strict=True))


def _paragraph_before(text: str, lines: Sequence[Line], place: int) -> int:
    """Return the index of the first line of the last paragraph before `place`."""
    i = place
    while i and not text[lines[i - 1].span.start : lines[i - 1].span.end].strip():
        i -= 1
    while i and text[lines[i - 1].span.start : lines[i - 1].span.end].strip():
        i -= 1
    return i
