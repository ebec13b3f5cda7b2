"""A question on one line and, under what could not be read of it, a line of tildes; for displays of fixed width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from assurance_bot.query import in_one_line, unread_spans
from assurance_bot.render.phrases import harmless

INDENT = "    "
_AROUND = 20  # characters shown before the first words underlined, where the question is longer than the line


def underlined(asked: str, unread: Sequence[str], *, width: int) -> Iterator[str]:
    """Yield the two lines, none where all was read; of a long question, the part around the first such words."""
    line = harmless(in_one_line(asked))
    spans = unread_spans(line, unread)
    if not spans:
        return
    room = max(20, width - len(INDENT) - 2)
    start = 0 if cell_len(line) <= room else max(0, spans[0].start - _AROUND)
    end = _end(line, start, room)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    marks = "".join(
        ("~" if any(s.start <= at < s.end for s in spans) else " ") * cell_len(line[at]) for at in range(start, end)
    )
    yield f"{INDENT}{before}{line[start:end]}{after}"
    yield f"{INDENT}{' ' * len(before)}{marks}".rstrip()


def _end(line: str, start: int, room: int) -> int:
    end = start
    while end < len(line) and room >= cell_len(line[end]):
        room -= cell_len(line[end])
        end += 1
    return end
