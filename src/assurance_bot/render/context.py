"""One record in its surroundings: the lines before, the words marked in theirs, the lines after, and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.document import Document, Line, Quote
from assurance_bot.records import Action, AnyRecord, Meeting
from assurance_bot.render.blockkit import Block, cut, label, modal, rich_text, section, small, text, visible
from assurance_bot.render.phrases import parties, place, sitting, who
from assurance_bot.store import Register

AROUND = 6
"""Lines of the source shown before and after."""
FULL = 60
"""Characters of the shortest line that is taken to go on in the next, where both are running text."""
MARK = re.compile(r"[•·▪◦‣●○*–—-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?")
"""A bullet or a number without its words: "•", "2.2", "(a)"."""
ENDED = re.compile(r"[.?!:;][”’\"')\]]*$")
"""The end of a sentence, or of words that introduce others."""
WRAPPED = {"plain", "markdown", "pdf"}
"""Formats in which a line is as long as the page has room for; in the others it is a paragraph or a row of a table."""
MOST = 2_500
"""Characters of each of the three parts."""

Piece = tuple[str, bool]
"""Words, and whether they are the words quoted."""


@dataclass(frozen=True, slots=True)
class Context:
    """A record, its meeting, and the source around its words: whole lines, without headers and footers of pages."""

    record: AnyRecord
    meeting: Meeting
    before: str
    marked: tuple[Piece, ...]
    after: str


def context_of(register: Register, name: str) -> Context:
    """Return the record that `name`, its id or a unique beginning of it, names. Raises NotFoundError."""
    record = register.record(name)
    document = register.document(record.locator.source)
    lines = [line for line in document.lines if line.form != "furniture"]
    held = [nth for nth, line in enumerate(lines) if any(map(line.span.meets, record.quote.spans))]
    first, last = _with_mark(document, lines, held[0]), held[-1]
    begin, end = _with_mark(document, lines, max(0, first - AROUND)), last + 1 + AROUND
    while end > last + 1 and _only_mark(document, lines[min(end, len(lines)) - 1]):
        end -= 1
    return Context(
        record,
        register.meeting(record.meeting),
        ("… " if first > begin and _breaks_off(document, lines[:begin], lines[begin:]) else "")
        + _words(document, lines[begin:first]),
        tuple(_marked(document, lines[first : last + 1], record.quote)),
        _words(document, lines[last + 1 : end])
        + (" …" if end > last + 1 and _breaks_off(document, lines[:end], lines[end:]) else ""),
    )


def _said(document: Document, line: Line) -> str:
    return visible(document.text[line.span.start : line.span.end])


def _only_mark(document: Document, line: Line) -> bool:
    return bool(MARK.fullmatch(_said(document, line))) and not _in_table(document, line)


def _with_mark(document: Document, lines: list[Line], nth: int) -> int:
    """Return where a line begins: at the bullet or number that the layout put on a line of its own before it, if any."""
    while 0 < nth < len(lines) and _only_mark(document, lines[nth - 1]):
        nth -= 1
    return nth


def _breaks_off(document: Document, lines: list[Line], left: list[Line]) -> bool:
    """Say whether the last of some lines ends in mid-sentence, which goes on in the first of others."""
    if not (lines and left) or document.format not in WRAPPED or _in_table(document, lines[-1], left[0]):
        return False
    said, after = _said(document, lines[-1]), _said(document, left[0])
    running = lines[-1].form == left[0].form == "text" and said and after and not ENDED.search(said)
    return bool(running) and (len(said) >= FULL or after[0].islower())


def _words(document: Document, lines: list[Line]) -> str:
    """Return the words of lines; a line that its page had no more room on runs on into the next, as a paragraph does.

    So does a bullet or a number that stands on a line of its own.
    """
    shown = [_said(document, line) for line in lines]
    full = max(FULL, max(map(len, shown), default=0) * 0.7)

    def runs_on(said: str, line: Line, after: Line) -> bool:
        prose = line.form != "heading" and after.form == "text" and not _in_table(document, line, after)
        prose = prose and not _only_mark(document, after)
        return prose and len(said) >= full and document.format in WRAPPED

    pairs = zip(shown, lines, lines[1:], strict=False)
    ends = [" " if _only_mark(document, each[1]) or runs_on(*each) else "\n" for each in pairs]
    return "".join(said + end for said, end in zip(shown, [*ends, ""], strict=True)).strip("\n")


def _in_table(document: Document, *lines: Line) -> bool:
    spans = [span for cell in document.cells for span in cell.spans]
    return any(line.span.meets(span) for span in spans for line in lines)


def _marked(document: Document, lines: list[Line], quote: Quote) -> Iterator[Piece]:
    """Yield the lines that hold a quote, parted where the quoted words begin and end."""
    at, end = lines[0].span.start, lines[-1].span.end
    for span in quote.spans:
        yield document.text[at : span.start], False
        yield document.text[span.start : span.end], True
        at = span.end
    yield document.text[at:end], False


def context_view(found: Context, *, rows: list[Block]) -> Block:
    """Return the modal of a context; `rows` are the buttons at its end."""
    record = found.record
    item = found.meeting.item_label(record.item)
    return modal(
        "In the minutes",
        [
            rich_text(section(text(label(who(record), 200), bold=True))),
            small(label(f"{sitting(found.meeting)}, {found.meeting.body}"), label(item), label(place(record.locator))),
            *_part("Before it", found.before),
            rich_text(section(text("The words quoted are in bold between » and «:")), {**_quoted(found.marked)}),
            *_part("After it", found.after),
            *([small(*_task(record))] if isinstance(record, Action) else []),
            *rows,
        ],
    )


def _part(title: str, words: str) -> list[Block]:
    if not words:
        return []
    shown, left = cut(words, MOST)
    note = [text(f"\n({count(left, 'more word')} in the minutes)", italic=True)] if left else []
    return [rich_text(section(text(f"{title}:\n", italic=True), text(shown), *note))]


def _quoted(pieces: tuple[Piece, ...]) -> Block:
    """Return the marked words; beyond what a modal shows they are cut, and the cut is counted."""
    elements: list[Block] = []
    room = MOST
    for words, ours in pieces:
        said = " ".join(visible(words).split()) if words.strip() else ""
        if not said or room <= 2:
            continue
        shown, left = cut(said, room)
        room -= len(shown)
        if ours:
            elements.append(text(f"» {shown} «", bold=True))
        else:
            elements.append(text(shown))
        elements.append(text(" "))
        if left:
            elements.append(text(f"({count(left, 'more word')} in the minutes)", italic=True))
            room = 0
    return {"type": "rich_text_quote", "elements": elements or [text(" ")]}


def _task(action: Action) -> list[str]:
    due = f"“{label(action.due_text, 300)}”" if action.due_text else "no due date written"
    when = (
        f"{due}: {in_words(action.due)}"
        if action.due and action.due_text
        else in_words(action.due)
        if action.due
        else due
    )
    return [f"Owner as written: {label(parties(action.owners)) or 'none'}", f"Due as written: {when}"]
