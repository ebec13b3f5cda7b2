"""Where a fact about a meeting stands in its minutes: the words of a label, an entry of the attendance, a line, a passage.

The register keeps what was read, not where. The words are looked for again in the document, and quoted only where they
stand; what cannot be found so has no place, and the answer says that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assurance_bot.dates import find_dates
from assurance_bot.document import Document, Quote, Span, fold
from assurance_bot.parse.labels import header_label
from assurance_bot.parse.when import NEXT, clock
from assurance_bot.prose import sentences
from assurance_bot.records import Attendance, Meeting

_GROUPS: dict[str, frozenset[str]] = {
    "present": frozenset({"present", "names", "roles"}),
    "in attendance": frozenset({"in attendance"}),
    "apologies": frozenset({"apologies"}),
    "absent": frozenset({"apologies"}),
}
"""Under which labels a person stands who was there, or was not."""
_PEOPLE = frozenset().union(*_GROUPS.values())
_BULLET = re.compile(r"^[\s•◦▪●*–—|-]*(?:\(?\d{1,2}[.)]\s+)?[\s|]*")
_TAIL = re.compile(r"(?:[\s,;:|•*–—-]|\s(?:and|&)(?=\s*$))+$|(?<=[a-z)])\.\s*$")
_STOP = re.compile(r";|\n\s*\n|(?<=[a-z)])(?<!\bSt)(?<!\bDr)\.\s+(?=[A-Z\d])|\n\s*[•◦▪●]|\n\s*[-*–]\s")
_GOES_ON = re.compile(r"(?:[,&–—-]|\b(?:and|of|for|the|in))\s*$|\([^)]*$")
_TITLE = re.compile(r"^(?:[A-Z][a-z]{1,10}|PC|PS|PCSO)\.?$")
_LONGEST = 300
CHAIRED = re.compile(r"\b(?:took|take|taken|taking|assumed|vacated|resumed) the chair\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Words that show a fact, those that introduce them, and the item and passage they stand in (None, -1: the header)."""

    quote: Quote
    lead_in: Quote | None = None
    item: int | None = None
    passage: int = -1


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of the header: its name, the value on its line, where its line stands."""

    name: str
    value: str
    span: Span


class Places:
    """Finds the facts of one meeting in its document."""

    def __init__(self, document: Document, meeting: Meeting) -> None:
        """`meeting` is whole, with its passages."""
        self.document, self.meeting = document, meeting

    @cached_property
    def _head(self) -> Span:
        """The header: all before the first item that is none of its labels."""
        items = (i for i in self.meeting.items if not _is_roll(i.title))
        first = next((self.document.line_at(i.span.start).span.start for i in items), 0)
        return Span(0, first or len(self.document.text))

    @cached_property
    def _labels(self) -> list[_Label]:
        """The labels that stand in the header, and headings of attendance further on, in order."""
        found = []
        for line in self._lines(Span(0, len(self.document.text))):
            head = line.start < self._head.end
            words = fold(_BULLET.sub("", self._text(line)))
            span, label = self._trimmed(line), header_label(words)
            first = re.split(r"\t|\s\|\s", self._text(span))[0]
            if label is None and head and (label := header_label(first)):  # the value stands in the next cell
                span = Span(span.start, span.start + len(first))
            if label and (head or (label[0] in _PEOPLE and line.start in self._rolls)):
                found.append(_Label(*label, span))
        return found

    @cached_property
    def _rolls(self) -> set[int]:
        """Where the lines begin whose headings lead attendance that stands as an item."""
        spans = (i.span for i in self.meeting.items if _is_roll(i.title))
        return {self.document.line_at(s.start).span.start for s in spans}

    def _lines(self, within: Span) -> Iterator[Span]:
        for line in self.document.lines:
            if line.span.start >= within.end:
                return
            if line.span.start >= within.start and line.form != "furniture":
                yield line.span

    def _text(self, span: Span) -> str:
        return self.document.text[span.start : span.end]

    def _trimmed(self, span: Span) -> Span:
        """Return a span without the bullet before its words and what only parts them from the next."""
        words = self._text(span)
        start = span.start + (_BULLET.match(words) or re.match("", words)).end()  # type: ignore[union-attr]
        return Span(start, max(start, span.start + len(_TAIL.sub("", words))))

    def _placed(self, spans: Iterable[Span], lead_in: Span | None = None) -> Place | None:
        """Return the place of words, with the item and the passage that hold them."""
        kept = tuple(s for s in spans if s.start < s.end)
        if not kept:
            return None
        held = next((p for p in self.meeting.passages for s in p.spans if s.start <= kept[0].start < s.end), None)
        said = self.document.quote((lead_in,)) if lead_in and lead_in.start < lead_in.end else None
        return Place(self.document.quote(kept), said, held.item if held else None, held.index if held else -1)

    def _found(self, words: str, within: Span) -> Iterator[Span]:
        """Yield where words stand, whatever white space parts them."""
        parts = [re.escape(part) for part in words.split()]
        if parts:
            pattern = re.compile(r"(?<![^\W_])" + r"\s+".join(parts) + r"(?![^\W_])")
            yield from (Span(*m.span()) for m in pattern.finditer(self.document.text, within.start, within.end))

    def _label_of(self, position: int) -> _Label | None:
        return next((label for label in reversed(self._labels) if label.span.start <= position), None)

    # people

    def person(self, person: Attendance) -> Place | None:
        """Return the entry that names somebody in the attendance, led in by its label."""
        wanted = _GROUPS[person.presence]
        told = [(at, self._label_of(at.start)) for at in self._named(person.name)]
        chosen = [pair for pair in told if pair[1] and pair[1].name in wanted]
        if not chosen and person.presence in ("present", "in attendance"):
            chosen = [pair for pair in told if pair[1] is None or pair[1].name in _PEOPLE]
        if not chosen:
            return None
        at, label = chosen[0]
        entry = self._entry(at)
        lead_in = label.span if label and label.name in wanted and label.name not in ("names", "roles") else None
        if label and lead_in and label.value:
            line = self._text(lead_in)
            lead_in = Span(lead_in.start, lead_in.start + line.find(":") + 1) if ":" in line[:60] else None
            lead_in = None if lead_in and lead_in.end > at.start else lead_in
        return self._placed((entry, *self._capacity(person, entry)), lead_in)

    @cached_property
    def _scope(self) -> Span:
        """Where attendance may stand: the header, and after it the passages marked as attendance."""
        rolls = [s.end for p in self.meeting.passages if p.label == "attendance" for s in p.spans]
        return Span(0, max([self._head.end, *rolls]))

    def _named(self, name: str) -> list[Span]:
        words = name.split()
        for first in range(max(1, len(words) - 1)):
            if first and not all(map(_TITLE.match, words[:first])):
                break
            if found := list(self._found(" ".join(words[first:]), self._scope)):
                return found
        return []

    @cached_property
    def _names(self) -> list[int]:
        """Where any of the people in the attendance is named, in order."""
        return sorted({at.start for person in self.meeting.attendance for at in self._named(person.name)})

    def _entry(self, at: Span) -> Span:
        """Return the words of an entry: from the name to the next name, label, semicolon or end of its line or list."""
        items = [self.document.line_at(item.span.start).span.start for item in self.meeting.items]
        later = [*self._names, *(label.span.start for label in self._labels), *items]
        end = min((n for n in later if n >= at.end), default=len(self.document.text))
        if at.start < self._head.end:
            end = min(end, self._head.end)
        if stop := _STOP.search(self.document.text, at.end, end):
            end = stop.start()
        line = self.document.line_at(at.start).span
        begins = not _BULLET.sub("", self.document.text[line.start : at.start])
        if begins and line.end < end and not _GOES_ON.search(self.document.text[at.start : line.end]):
            end = line.end
        return Span(at.start, at.start + len(_until_bare(self.document.text[at.start : min(end, at.start + _LONGEST)])))

    def _capacity(self, person: Attendance, entry: Span) -> Iterator[Span]:
        """Yield the line of a column apart that holds the capacity of somebody, where only one does."""
        if person.role and fold(person.role) not in fold(self._text(entry)):
            role = fold(person.role).rstrip(")")  # a bracket may be closed twice there
            lines = [s for s in self._lines(self._head) if fold(self._text(s)).rstrip(")") == role]
            if len(lines) == 1 and lines[0].start >= entry.end:
                yield self._trimmed(lines[0])

    # labels and lines

    def labelled(self, name: str, value: str) -> Place | None:
        """Return the line that gives the value of a label, led in by the label where it stands on a line of its own."""
        labels = [label for label in self._labels if label.name == name]
        found = list(self._found(value, self._head))
        for at in found:
            line = self._whole(at)
            label = next((one for one in labels if line.start <= one.span.start < line.end), None)
            if label:
                return self._placed((line,))
        for label in labels:
            after = next((at for at in found if at.start >= label.span.end), None)
            if not label.value and after:
                return self._placed((self._whole(after),), label.span)
        return self.label(name)

    def label(self, name: str) -> Place | None:
        """Return the first label of a name that has a value on its line, with it: "Apologies: none"."""
        valued = next((label for label in self._labels if label.name == name and label.value), None)
        return self._placed((valued.span,)) if valued else None

    def line_of(self, words: str, beside: re.Pattern[str] | None = None) -> Place | None:
        """Return the first line of the header in which words stand, beside others where those are given."""
        lines = (self._whole(at) for at in self._found(words, self._head))
        line = next((s for s in lines if beside is None or beside.search(self._text(s))), None)
        return self._placed((line,)) if line else None

    def anywhere(self, words: str) -> Place | None:
        """Return the first place in the minutes, running headers among them, where words stand."""
        at = next(self._found(words, Span(0, len(self.document.text))), None)
        return self._placed((at,)) if at else None

    def _whole(self, at: Span) -> Span:
        """Return the lines in which words stand, from end to end, where those are not long."""
        first, last = self.document.line_at(at.start).span, self.document.line_at(at.end - 1).span
        whole = self._trimmed(Span(first.start, last.end))
        return whole if len(whole) <= _LONGEST and whole.start <= at.start and at.end <= whole.end else at

    def day(self, day: dt.date) -> Place | None:
        """Return the line of the header that gives a day as that of the meeting."""
        dated = []
        for line in self._lines(self._head):
            words = self._text(line)
            if NEXT.search(words):
                continue
            if any(
                (w.day, w.month) == (day.day, day.month) and _year_of(w) in (None, day.year) for w in find_dates(words)
            ):
                dated.append(line)
        best = min(dated, key=lambda s: (self._is_meta(s), str(day.year) not in self._text(s)), default=None)
        return self._placed((self._trimmed(best),)) if best else None

    def _is_meta(self, line: Span) -> bool:
        return self.document.line_at(line.start).form == "meta"

    def time(self, time: str) -> Place | None:
        """Return the line of the header that gives the time at which the meeting began."""
        for line in self._lines(self._head):
            words = fold(_BULLET.sub("", self._text(line)))
            if NEXT.search(words):
                continue
            label = header_label(words)
            value = label[1] if label and label[0] in ("time", "date") else ""
            if time in (clock(value, "", ()), clock("", value, ()), clock("", "", (words,)), clock("", words, ())):
                return self._placed((self._trimmed(line),))
        return None

    def next(self, words: str) -> Place | None:
        """Return where the next meeting is told: a passage, the title of an item, or a label of the header."""
        for passage in reversed(self.meeting.passages):
            if self.document.flow(passage.spans).text == words:
                return Place(self.document.quote(passage.spans), None, passage.item, passage.index)
        for item in reversed(self.meeting.items):
            if item.title == words:
                return Place(self.document.quote((item.span,)), None, item.index, -1)
        found = list(self._found(words, Span(0, len(self.document.text))))
        return self._placed((self._whole(found[-1]),)) if found else None

    def chair_taken(self) -> list[Quote]:
        """Return the sentences of the minutes that say that somebody took the chair, or left it."""
        found = []
        for passage in self.meeting.passages:
            flow = self.document.flow(passage.spans)
            if CHAIRED.search(flow.text):
                spans = [flow.spans(a, b) for a, b in sentences(flow.text) if CHAIRED.search(flow.text[a:b])]
                found += [self.document.quote(s) for s in spans if s]
        return found


def _is_roll(title: str) -> bool:
    """Say whether the title of an item is a label of the header: "Apologies for absence"."""
    return header_label(title) is not None


def _until_bare(words: str) -> str:
    while (shorter := _TAIL.sub("", words)) != words:
        words = shorter
    return words


def _year_of(written: object) -> int | None:
    year = getattr(written, "year", None)
    return year if isinstance(year, int) else None
