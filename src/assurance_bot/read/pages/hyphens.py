"""Words broken at the end of a line, made whole on the line where they begin: the text holds what is read.

The hyphen stays where the file writes the word with it elsewhere, or tells nothing: a program that only breaks lines at
hyphens found one there. It goes where the file writes the word without it elsewhere, or has broken several others so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assurance_bot.read.pages.rows import Piece, Row

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # "co-ordinator"
BROKEN = re.compile(r"[^\W_][-\u2010]$")  # "co-"
_PART = re.compile(r"[^\W\d_]+")  # "co"


@dataclass(frozen=True)
class Vocabulary:
    """The words a file writes within its lines, and whether it breaks words that have no hyphen."""

    words: frozenset[str]
    breaks: bool

    def join(self, first: str, second: str) -> str:
        """Return the whole word of which `first`, with its hyphen, ends a line and `second` begins the next."""
        head, tail = _tail(first), _head(second)
        if not second[0].islower() or f"{head}-{tail}" in self.words:
            return first + second
        return first[:-1] + second if head + tail in self.words or self.breaks else first + second


def vocabulary(rows: Sequence[Row]) -> Vocabulary:
    """Return the words of a file."""
    seen: Counter[str] = Counter()
    broken: list[tuple[str, str]] = []
    for row, after in zip_longest(rows, rows[1:]):
        words = [word.text for word in row.words]
        if after and BROKEN.search(words[-1]) and after.words[0].text[0].islower():
            broken.append((_tail(words.pop()), _head(after.words[0].text)))
        seen.update(_WORD.findall(" ".join(words).lower()))
    known = frozenset(seen)
    without = sum(a + b in known for a, b in broken)
    kept = sum(f"{a}-{b}" in known for a, b in broken)
    return Vocabulary(known, without >= 2 and without > kept)


def _tail(first: str) -> str:
    found = _PART.findall(first.lower())
    return found[-1] if found else ""


def _head(second: str) -> str:
    found = _PART.match(second.lower())
    return found[0] if found else ""


def mend(rows: Iterable[Row], known: Vocabulary) -> list[Row]:
    """Return the lines of one paragraph with broken words made whole."""
    out: list[Row] = []
    for row in rows:
        if out and not row.mark and BROKEN.search(out[-1].words[-1].text) and row.words[0].text[0].isalnum():
            first, second = out[-1].words[-1], row.words[0]
            out[-1] = _ending(out[-1], known.join(first.text, second.text))
            rest = _rest(row)
            if rest is None:
                continue
            row = rest  # noqa: PLW2901 - the line without the word that went up
        out.append(row)
    return out


def _ending(row: Row, text: str) -> Row:
    last = row.pieces[-1]
    words = (*last.words[:-1], replace(last.words[-1], text=text))
    return replace(row, pieces=(*row.pieces[:-1], Piece(words)))


def _rest(row: Row) -> Row | None:
    first = row.pieces[0]
    if len(first.words) > 1:
        return replace(row, pieces=(Piece(first.words[1:]), *row.pieces[1:]))
    return replace(row, pieces=row.pieces[1:]) if len(row.pieces) > 1 else None
