"""What is known of each unit besides its terms, by its number: its id, meeting, speakers, length and neighbours.

Three files, written by us and the same for every engine: units.json holds columns of equal length; words.txt holds the stems
of each unit in order, one line a unit, so that a phrase can be looked for where its words occur; surfaces.txt the longer
words as written, of which a slip of spelling is mended.
"""

from __future__ import annotations

import json
import os
import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

COLUMNS, WORDS = "units.json", "words.txt"
NUMBERS = ("meeting", "position", "length", "heading_length", "line")
SURFACES = "surfaces.txt"
SURFACE = re.compile(r"[^\W\d_]{5,}")
VERSION = 2
BETWEEN = "|"  # stands between a unit's text and its heading in words.txt; no stem holds it
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to be found: a passage of a meeting.

    `position` orders the units of one meeting; `speaker` is by whom it is spoken, in every name that may be asked for,
    empty where not known; `heading` is its agenda item.
    """

    id: str
    meeting: str
    position: int
    speaker: tuple[str, ...] | str
    text: str
    heading: str = ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of who speaks, as a tuple however given."""
        names = (self.speaker,) if isinstance(self.speaker, str) else self.speaker
        return tuple(name for name in names if name.strip())


def folded_name(name: str) -> str:
    """Return a name as names are compared: case and spacing do not count."""
    return " ".join(name.casefold().split())


@dataclass
class Columns:
    """The columns while they are being filled; `names` and `meetings` are numbered in order of first appearance."""

    ids: list[str] = field(default_factory=list)
    meeting: array[int] = field(default_factory=lambda: array("l"))
    position: array[int] = field(default_factory=lambda: array("q"))
    length: array[int] = field(default_factory=lambda: array("l"))
    heading_length: array[int] = field(default_factory=lambda: array("l"))
    line: array[int] = field(default_factory=lambda: array("q"))
    speakers: list[tuple[int, ...]] = field(default_factory=list)
    meetings: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    surfaces: list[str] = field(default_factory=list)

    def add(self, unit: Unit, *, length: int, heading_length: int, line: int) -> None:
        """Add a unit, whose line in words.txt is `line` bytes long."""
        self.ids.append(unit.id)
        self.meeting.append(self.meetings.setdefault(unit.meeting, len(self.meetings)))
        self.position.append(unit.position)
        self.length.append(length)
        self.heading_length.append(heading_length)
        self.line.append(line)
        folded = (folded_name(name) for name in unit.speakers)
        self.speakers.append(tuple(self.names.setdefault(name, len(self.names)) for name in folded))

    def write(self, folder: Path, *, engine: str, acronyms: Mapping[str, str]) -> None:
        """Write units.json: the same units give the same bytes."""
        held = {
            "version": VERSION,
            "engine": engine,
            "acronyms": dict(sorted(acronyms.items())),
            "ids": self.ids,
            "meetings": list(self.meetings),
            "names": list(self.names),
            "speakers": self.speakers,
        }
        held |= {name: list(getattr(self, name)) for name in NUMBERS}
        words = "\n".join(self.surfaces).encode()
        held["surfaces"] = len(words)
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        (folder / COLUMNS).write_text(text, encoding="utf-8")
        (folder / SURFACES).write_bytes(words)


class Units:
    """The units of an index, opened; safe for any number of threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        held: dict[str, Any] = json.loads((folder / COLUMNS).read_text("utf-8"))
        if held["version"] != VERSION:
            raise ValueError(f"units.json is of version {held['version']}, not {VERSION}")
        self.engine: str = held["engine"]
        self.acronyms: dict[str, str] = held["acronyms"]
        self.ids: list[str] = held["ids"]
        self.meetings: list[str] = held["meetings"]
        self.meeting = array("l", held["meeting"])
        self.length = array("l", held["length"])
        self.heading_length = array("l", held["heading_length"])
        self.before, self.after = _neighbours(self.meeting, held["position"])
        self._numbers = {name: number for number, name in enumerate(held["names"])}
        self._speakers: list[list[int]] = held["speakers"]
        self._ends = array("q", [0])
        for size in held["line"]:
            self._ends.append(self._ends[-1] + size)
        if (folder / SURFACES).stat().st_size != held["surfaces"]:
            raise ValueError("surfaces.txt is not of the length that units.json says")
        self._words = os.open(folder / WORDS, os.O_RDONLY)
        if os.fstat(self._words).st_size != self._ends[-1]:
            raise ValueError("words.txt is not of the length that units.json says")

    def __len__(self) -> int:
        return len(self.ids)

    def number(self, id: str) -> int | None:  # noqa: A002 - the field's name
        """Return the number of the unit of an id, None where there is none."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.ids)}

    def surfaces(self) -> dict[str, frozenset[str]]:
        """Return the longer words as written, in small letters, by their first letter."""
        return _lettered((self._folder / SURFACES).read_text("utf-8").split("\n"))

    def words(self, number: int) -> str:
        """Return the stems of a unit in order, its text and its heading, each between spaces."""
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._words, end - start, start).decode()

    @cached_property
    def heading(self) -> array[int]:
        """By unit the number of its heading: the same where the stems of the headings are."""
        known: dict[str, int] = {}
        lines = os.pread(self._words, self._ends[-1], 0).decode().split("\n")[: len(self)]
        return array("l", (known.setdefault(line.rpartition(BETWEEN)[2], len(known)) for line in lines))

    def spoken_by(self, names: Sequence[str]) -> frozenset[int]:
        """Return the numbers of speakers of these names."""
        folded = {folded_name(name) for name in names}
        return frozenset(self._numbers[name] for name in folded if name in self._numbers)

    def may_be_spoken_by(self, number: int, asked: frozenset[int]) -> bool:
        """Tell whether a unit is spoken by one of those asked for, or by nobody known."""
        speakers = self._speakers[number]
        return not speakers or not asked.isdisjoint(speakers)

    def close(self) -> None:
        """Close words.txt."""
        os.close(self._words)


def _neighbours(meeting: Sequence[int], position: Sequence[int]) -> tuple[array[int], array[int]]:
    """Return the number of the unit before and after each in its meeting, NOBODY where there is none."""
    before = array("l", [NOBODY]) * len(meeting)
    after = array("l", [NOBODY]) * len(meeting)
    order = sorted(range(len(meeting)), key=lambda n: (meeting[n], position[n], n))
    for one, other in pairwise(order):
        if meeting[one] == meeting[other]:
            after[one], before[other] = other, one
    return before, after


def by_letter(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the longer words of texts, in small letters, by their first letter."""
    return _lettered(word for text in texts for word in SURFACE.findall(text.lower()))


def _lettered(words: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word[:1], set()).add(word)
    return {letter: frozenset(held) for letter, held in found.items()}


def line_of(text: Iterable[str], heading: Iterable[str]) -> bytes:
    """Return the line of words.txt for a unit with these stems."""
    return f" {' '.join(text)} {BETWEEN} {' '.join(heading)} \n".encode()
