"""A record or a meeting in its context, for `show`: the lines around the words, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_bot.dates import in_words
from assurance_bot.document import Document, Quote
from assurance_bot.errors import NotFoundError
from assurance_bot.records import Action, AnyRecord, Meeting
from assurance_bot.render.phrases import parties, place, sitting, who
from assurance_bot.store import Register

AROUND = 4
"""Lines of the source shown before and after the words."""


def show_lines(register: Register, name: str) -> Iterator[str]:
    """Yield the lines that show what `name` names: a record or meeting by a unique beginning of its id.

    Raises NotFoundError where nothing is called that.
    """
    try:
        record = register.record(name)
    except NotFoundError as unknown:
        try:
            meeting = register.meeting(name)
        except NotFoundError:
            raise unknown from None
        yield from _meeting(meeting)
        return
    yield from _record(register, record)


def _record(register: Register, record: AnyRecord) -> Iterator[str]:
    meeting = register.meeting(record.meeting)
    yield f"{record.id}  {who(record)}"
    yield f"{sitting(meeting)} · {meeting.body}"
    if label := meeting.item_label(record.item):
        yield f"Item {label}"
    yield place(record.locator)
    if isinstance(record, Action):
        yield from _action(register, record)
    yield ""
    yield from _surroundings(register.document(record.locator.source), record.quote)


def _action(register: Register, action: Action) -> Iterator[str]:
    yield f"Owner: {parties(action.owners) or 'none written'}"
    if action.due_text:
        when = (
            f"{in_words(action.due)} (rule: {action.due_rule})" if action.due else "no date to be had from these words"
        )
        yield f"Due: “{action.due_text}” – {when}"
    trail = register.trail_of(action.id)
    for mention in trail.mentions if trail else ():
        when = in_words(mention.date) if mention.date else "date not known"
        sure = "" if mention.certain else " (possible link)"
        yield f"  {when}: {mention.status}, {mention.link}{sure}"
        for quote in mention.quotes:
            yield f"    “{quote.text}”  {place(quote.locator)}"


def _surroundings(document: Document, quote: Quote) -> Iterator[str]:
    """Yield the lines of the source around a quote; those that hold its words are marked with ">"."""
    first = document.line_at(quote.spans[0].start)
    last = document.line_at(quote.spans[-1].end - 1)
    places = {line.span.start: i for i, line in enumerate(document.lines)}
    start, end = (
        max(0, places[first.span.start] - AROUND),
        min(len(document.lines), places[last.span.start] + AROUND + 1),
    )
    for line in document.lines[start:end]:
        held = any(map(line.span.meets, quote.spans))
        yield f"{'>' if held else ' '} {line.number:5}  {document.text[line.span.start : line.span.end]}".rstrip()


def _meeting(meeting: Meeting) -> Iterator[str]:
    yield f"{meeting.id}  {sitting(meeting)}"
    yield f"{meeting.body} · {meeting.source}"
    told = (
        ("Time", meeting.time),
        ("Venue", meeting.venue),
        ("Chair", meeting.chair),
        ("Minutes", meeting.minutes_by),
        ("Marking", meeting.marking),
    )
    yield from (f"{name}: {value}" for name, value in told if value)
    for person in meeting.attendance:
        yield f"  {person.presence}: {person.name}" + (f", {person.role}" if person.role else "")
    for item in meeting.items:
        yield f"{'  ' * len(meeting.path(item.index))}{item.label}"
    if meeting.next_meeting:
        yield f"Next meeting: {meeting.next_meeting}"
