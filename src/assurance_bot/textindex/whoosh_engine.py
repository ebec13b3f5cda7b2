"""Terms in a Whoosh index: the only module that knows Whoosh. Its documents are the units, in order, in one segment.

A unit arrives as terms already, so that no analyzer of Whoosh's loses a word and no query of a person meets its parser.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index
from whoosh.reading import TermNotFound

from assurance_bot.lending import Lender
from assurance_bot.textindex.ranking import Field


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field given as a list of terms. `scorable`, because Whoosh otherwise asks the disk for a length at each posting."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=True)

    def index(self, value: list[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with how often it stands there."""
        for term, times in Counter(value).items():
            yield term.encode(), times, float(times), b""


class _Pool:
    """Postings on their way to disk, as arrays in memory: five bytes each.

    Whoosh's own pool sorts tuples through files as soon as they pass its limit, and then takes four times as long.
    """

    def __init__(self) -> None:
        self._lists: dict[tuple[str, bytes], tuple[array[int], array[int]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        name, term, number, times, _ = item
        held = self._lists.get((name, term))
        if held is None:
            held = self._lists[name, term] = (array("I"), array("H"))
        held[0].append(number)
        held[1].append(min(int(times), 65_535))

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        for name, term in sorted(self._lists):
            for number, times in zip(*self._lists[name, term], strict=True):
                yield name, term, number, float(times), b""

    def cleanup(self) -> None:
        self._lists.clear()


def build(folder: Path, rows: Iterable[tuple[list[str], list[str]]]) -> None:
    """Write an index of rows of (terms of the text, terms of the heading), numbered from 0."""
    made = index.create_in(folder, fields.Schema(text=Terms(), heading=Terms()))
    try:
        writer = made.writer()
        try:
            writer.pool = _Pool()
            for text, heading in rows:
                writer.add_document(text=text, heading=heading)
            writer.commit()
        except BaseException:
            with suppress(
                Exception
            ):  # after a failed commit it raises over files that it closed; what failed first counts
                if not writer.is_closed:
                    writer.cancel()
            raise
    finally:
        made.close()


class WhooshEngine:
    """Reads postings; a reader serves one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._index = index.open_dir(folder)
        self._readers: Lender[Any] = Lender(self._index.reader, close=lambda reader: reader.close())
        try:
            self.frequency("text", "")  # damage to the segment shows on opening, and the first to ask need not wait
        except BaseException:
            self.close()
            raise

    def frequency(self, field: Field, term: str, /) -> int:
        """Return in how many units the term stands."""
        with self._readers.lend() as reader:
            return int(reader.doc_frequency(field, term))

    def postings(self, field: Field, term: str, /) -> Iterable[tuple[int, float]]:
        """Return (number of the unit, times), by number."""
        with self._readers.lend() as reader:
            try:
                return list(_postings(reader, field, term))
            except TermNotFound:
                return []

    def close(self) -> None:
        """Close the readers and the index."""
        self._readers.close()
        self._index.close()


def _postings(reader: Any, field: str, term: str) -> Iterator[tuple[int, float]]:
    matcher = reader.postings(field, term)
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()
