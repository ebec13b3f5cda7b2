"""Entries run on in one line, as where a web page lost its breaks: "… was agreed. 6. The fence … • The gate …".

A number within a line begins an entry where it is the one missing between the numbers that begin the lines around it, or
goes on with those of its own item; a bullet, where sentences follow it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assurance_bot.document import Document, Span

_START = re.compile(r"^\W{0,2}(?P<n>\d{1,3})(?:/(?P<year>\d{2,4})|[.)])(?=\s+\S)")  # "6. ", "113/20 "
_SUB = re.compile(r"^\W{0,2}(?P<n>\d{1,2})\.(?P<minor>\d{1,2})(?=[\s.)a-z])")  # "8.2 "
_BULLET = re.compile(r"(?<=\S)\s+(?=[•▪◦●○■]\s*[^\W_])")
_LONG = 80  # characters of a line that may hold several entries
_SAYS = 4  # words of an entry that says something, and is no name in a list
_GAP = 4  # numbers missing between two lines, at most


def parted(document: Document, skip: frozenset[int]) -> dict[int, list[Span]]:
    """Return the lines that hold several entries, by index, with the span of each; lines in `skip` are left whole."""
    lines = [
        (i, document.text[line.span.start : line.span.end])
        for i, line in enumerate(document.lines)
        if i not in skip and line.form not in ("heading", "meta", "rule")
    ]
    cuts: dict[int, set[int]] = defaultdict(set)
    for i, at in _missing(lines):
        cuts[i].add(at)
    for i, words in lines:
        if len(words) >= _LONG:
            cuts[i].update(_bulleted(words))
            cuts[i].update(_listed(words))
            cuts[i].update(_below(words, sorted(cuts[i])))
    found: dict[int, list[Span]] = {}
    for i, offsets in cuts.items():
        span = document.lines[i].span
        if offsets:
            places = [0, *sorted(offsets), len(span)]
            found[i] = [Span(span.start + a, span.start + b) for a, b in pairwise(places)]
    return found


def _missing(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield where the numbers stand that are missing between those that begin lines: 114/20 between 113/20 and 115/20."""
    starts = [(nth, int(m["n"]), m["year"], m.end()) for nth, (_, w) in enumerate(lines) if (m := _START.match(w))]
    for (at, n, year, skip), (stop, after, other, _) in pairwise(starts):
        if year != other or not 1 < after - n <= _GAP:
            continue
        nth, offset = at, skip
        for wanted in range(n + 1, after):
            mark = rf"(?<=\s){wanted}/{year}\.?(?=\s+[A-Z])" if year else rf"(?<=[.?!)…]\s){wanted}[.)](?=\s+[A-Z])"
            for k in range(nth, stop):
                found = re.compile(mark).search(lines[k][1], offset if k == nth else 0)
                if found:
                    yield lines[k][0], found.start()
                    nth, offset = k, found.end()
                    break


def _below(words: str, cuts: Sequence[int]) -> Iterator[int]:
    """Yield where the entries of an item begin by their numbers in it: "8. Reports 8.1 Chair's report … 8.2 Clerk's …"."""
    for at, end in pairwise([0, *cuts, len(words)]):
        here = words[at:end]
        sub, top = _SUB.match(here), _START.match(here)
        number, minor = (sub["n"], int(sub["minor"])) if sub else (top["n"], 0) if top and not top["year"] else ("", 0)
        offset = 1
        while number and (
            found := re.compile(rf"(?<=\s){number}\.{minor + 1}(?=\s+[A-Z\d])(?!\s*[ap]m\b)").search(here, offset)
        ):
            yield at + found.start()
            minor, offset = minor + 1, found.end()


def _listed(words: str) -> Iterator[int]:
    """Yield where the entries of a list begin that counts from one within the line: "1. Dogs … 2. The sign …"."""
    places: list[int] = []
    offset = 1
    while found := re.compile(rf"(?<=\s){len(places) + 1}[.)](?=\s+[A-Z])").search(words, offset):
        places.append(found.start())
        offset = found.end()
    if len(places) > 1 and _say([words[a:b] for a, b in pairwise([*places, len(words)])]):
        yield from places


def _bulleted(words: str) -> Iterator[int]:
    """Yield where bullets within the line begin entries that say something."""
    places = [m.end() for m in _BULLET.finditer(words)]
    led = len(words[: places[0]].split()) > 1 if places else False
    if places and (led or len(places) > 1) and _say([words[a:b] for a, b in pairwise([*places, len(words)])]):
        yield from places


def _say(entries: Sequence[str]) -> bool:
    """Say whether most entries are more than names or figures."""
    return sum(len(re.findall(r"\b[a-z]{2,}\b", e)) >= _SAYS for e in entries) * 2 > len(entries)
