"""The questions of `questions/*.toml`, as values: what staff ask, and the words that answer it.

A source is a path below the minutes folder without its suffix, so that the format of a file does not matter.

    id, kind, half     "lists-01"; the file's kind; "tuned" or "untuned" by `half_of`, half and half in each kind
    question | turns   one question, or the turns of a conversation: the answers are those of the last
    as_of              the day of asking
    understood         loosely, how a person reads it: subject, roles, people, topic, …; nothing is measured by it
    answers            {source, quote}: verbatim, white space folded; a list of quotes holds other words that say the same
    trails             keys of trails in examples/truth.json, in place of answers (or beside them)
    also, also_trails  right too, and not asked for: found they do no harm, missing they are not missed
    exact              what is found must be these and no others, each once
    speaker            whose words are asked for, by office or name; a finding of another's is wrong
    within             first and last day on which that person spoke; a finding from outside is another's
    nothing, why       nothing in the minutes answers: topic, person, period, or outside their business; and why not
    absent             words that stand nowhere in the minutes
    note               where a careful person might disagree

Files real-*.toml are asked of minutes that are not in this repository: their answers are {source, page, line, last_line},
the page left out where the format has none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

QUESTIONS = Path(__file__).parent / "questions"

LATER = 101
"""The number from which the questions of a kind are in no pair."""

Half = Literal["tuned", "untuned"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: by its words (any of `quotes`), or by its lines where the words may not be told."""

    source: str
    quotes: tuple[str, ...] = ()
    page: int | None = None
    line: int = 0
    last_line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question and what answers it; the fields are told at the top of the module."""

    id: str
    kind: str
    half: Half
    turns: tuple[str, ...]
    as_of: dt.date
    understood: Mapping[str, Any]
    real: bool = False
    answers: tuple[Place, ...] = ()
    also: tuple[Place, ...] = ()
    trails: tuple[str, ...] = ()
    also_trails: tuple[str, ...] = ()
    exact: bool = False
    speaker: tuple[str, ...] = ()
    within: tuple[dt.date, ...] = ()
    nothing: str | None = None
    absent: tuple[str, ...] = ()
    why: str | None = None
    note: str | None = None
    unknown: tuple[str, ...] = field(default=(), compare=False)

    @property
    def question(self) -> str:
        """The last turn."""
        return self.turns[-1]


def half_of(name: str) -> Half:
    """Return the half of a question by its id, "kind-number".

    Of each pair (1 and 2, 3 and 4, …) a bit of the SHA-256 of "kind-pair" says which is tuned on: half and half in each
    kind, the same on every machine, and unchanged by questions added later. Those from LATER on were asked while the
    program was mended: all of them are tuned on.
    """
    kind, _, number = name.rpartition("-")
    n = int(number)
    if n >= LATER:
        return "tuned"
    bit = hashlib.sha256(f"{kind}-{(n + 1) // 2}".encode()).digest()[0] & 1
    return "tuned" if n % 2 == bit else "untuned"


def questions(folder: Path = QUESTIONS) -> tuple[Asked, ...]:
    """Return all questions, by file and in its order; raises KeyError or TypeError where one lacks what all have."""
    return tuple(
        _asked(entry, real=path.name.startswith("real-"))
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    )


def _asked(entry: Mapping[str, Any], *, real: bool) -> Asked:
    fields = set(Asked.__dataclass_fields__) - {"real", "unknown", "turns"}
    values: dict[str, Any] = {key: _value(key, entry[key]) for key in entry.keys() & fields}
    turns = tuple(entry["turns"]) if "turns" in entry else (entry["question"],)
    unknown = tuple(sorted(entry.keys() - fields - {"question", "turns"}))
    return Asked(**values, turns=turns, real=real, unknown=unknown)


def _value(key: str, value: object) -> object:
    if key in {"answers", "also"} and isinstance(value, list):
        return tuple(_place(each) for each in value)
    return tuple(value) if isinstance(value, list) else value


def _place(entry: Mapping[str, Any]) -> Place:
    quote = entry.get("quote", ())
    quotes = (quote,) if isinstance(quote, str) else tuple(quote)
    return Place(entry["source"], quotes, entry.get("page"), entry.get("line", 0), entry.get("last_line", 0))
